/** What comes after a decision was served: its report and publication, reviews and appeals, the rectification, and the archive. */
import { refusalNow } from '../domain/record/advance.ts'
import { isInForce, type Actor } from '../domain/record/case.ts'
import { entriesOf } from '../domain/record/competence.ts'
import { awaitsPublication, awaitsRectification, canBeRectified } from '../domain/record/duties.ts'
import type { StepOf } from '../domain/record/step.ts'
import { GROUNDS } from './names.ts'
import type { Begun } from './opening.ts'
import { report } from './report.ts'
import type { Running, Story } from './running.ts'

const REVIEWED = 0.06
const APPEALED = 0.3
const REVIEWED_LATE = 0.01
const PUBLISHED_ANYWAY = 0.2
const RECTIFIED = 0.88
const MOST_VERIFICATIONS = 3
const ARCHIVED = 0.98

/** Of a hundred reviews and appeals. */
const OUTCOMES = [{ outcome: 'uphold', weight: 70 }, { outcome: 'vary', weight: 18 }, { outcome: 'revoke', weight: 12 }]

function outcomeOf ({ cast, random }: Running): string {
  if (cast.stays === 'revoked') return 'revoke'
  return cast.stays === 'under-appeal' ? 'uphold' : random.weighted(OUTCOMES, ({ weight }) => weight).outcome
}

/** Decides a review or an appeal; where it cannot be varied to something lighter, the decision stands. */
function decideAgain (running: Running, type: 'decide-review' | 'decide-appeal', begun: Begun): void {
  const { world: { conducts }, random, paper, file } = running
  const outcome = outcomeOf(running)
  const step: StepOf<typeof type> = { type, on: paper, outcome, reasons: outcome === 'uphold' ? '原决定事实清楚，予以维持。' : '部分事实应重新评价。' }
  const actor: Actor = running.actor(type, type === 'decide-review' ? 'review' : 'appeal')
  if (outcome === 'vary') {
    const [first, ...others] = file?.conducts ?? []
    const lighter = first && conducts.lighter(begun.asked, first)
    const varied = lighter && random.chance(0.7) ? { ...step, conducts: [lighter, ...others] } : { ...step, optionalMeasures: [] }
    if (running.offer(varied, actor) === null) return
    running.take({ ...step, outcome: 'uphold' }, actor)
    return
  }
  running.take(step, actor)
}

/** A review, and an appeal after it where the rules know one. */
function * review (running: Running, begun: Begun): Story {
  const { random, cast } = running
  yield running.later(random.between(3, 30))
  running.take({ type: 'request-review', on: running.paper, grounds: random.pick(GROUNDS) }, running.actor('request-review', 'party'))
  if (running.stays) return
  yield running.later(random.between(5, 30))
  decideAgain(running, 'decide-review', begun)
  if (running.stays || running.state !== 'in-force' || !(cast.stays === 'under-appeal' || random.chance(APPEALED))) return
  if (refusalNow(running.situation, 'appeal') !== null) return
  yield running.later(random.between(2, 15))
  running.take({ type: 'appeal', on: running.paper, grounds: random.pick(GROUNDS) }, running.actor('appeal', 'party'))
  if (running.stays) return
  yield running.later(random.between(10, 40))
  decideAgain(running, 'decide-appeal', begun)
}

function * publish (running: Running): Story {
  const { file, judged } = running.situation
  const allowed = entriesOf(judged, 'publish').length > 0 && running.random.chance(PUBLISHED_ANYWAY)
  if (!awaitsPublication(file, judged) && !allowed) return
  yield running.later(running.random.between(2, 10))
  running.take({ type: 'publish', on: running.paper, where: '部门网站' }, running.actor('publish', 'head'))
}

/** Most rectify in time; some need another attempt, and some never do. */
function * rectify (running: Running): Story {
  const { world: { setting: { book: { vocabulary } } }, random } = running
  for (let attempts = 0; attempts < MOST_VERIFICATIONS; attempts++) {
    const { file } = running.situation
    // Of a person's case the order lies on the agency: often nobody looks after it here.
    if (!canBeRectified(vocabulary, file) || (!awaitsRectification(vocabulary, file) && random.chance(0.4))) return
    yield running.later(random.between(15, 45))
    const passed = running.cast.stays !== null || random.chance(RECTIFIED)
    running.take({ type: 'verify-rectification', on: running.paper, result: passed ? 'passed' : 'failed' }, running.actor('verify-rectification', 'inquiry'))
  }
}

export function * archive (running: Running): Story {
  const { random } = running
  if (running.cast.stays === null && !random.chance(ARCHIVED)) return
  yield running.later(random.between(3, 20))
  if (refusalNow(running.situation, 'archive') === null) running.take({ type: 'archive', on: running.paper }, running.actor('archive', 'records'))
}

/** A decision that was served, to the end of its case. */
export function * aftermath (running: Running, begun: Begun): Story {
  const { random, cast } = running
  yield * report(running, 'after')
  yield * publish(running)
  if (['under-review', 'under-appeal', 'revoked'].includes(cast.stays ?? '') || random.chance(REVIEWED)) yield * review(running, begun)
  if (running.stays) return
  if (running.state === 'in-force') yield * rectify(running)
  yield * archive(running)
  if (running.file && isInForce(running.file) && running.state === 'closed' && !running.stays && random.chance(REVIEWED_LATE)) {
    yield * review(running, begun)
    yield * archive(running)
  }
}
