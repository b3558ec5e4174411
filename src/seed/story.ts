/**
 * What becomes of a case, from its registration to its end. A generator: it gives the instant of its next entry and is gone on with when that has
 * come, so that the cases of a whole country go on side by side, as they do in fact.
 */
import { refusalNow } from '../domain/record/advance.ts'
import { entriesOf } from '../domain/record/competence.ts'
import { isSettled, mandatoryOf, optionalOf } from '../domain/record/judged.ts'
import type { StepGiven, StepOf } from '../domain/record/step.ts'
import { aftermath, archive } from './aftermath.ts'
import { dayNumber } from './days.ts'
import { EVIDENCE, STATEMENTS } from './names.ts'
import { begin, type Begun } from './opening.ts'
import { report } from './report.ts'
import type { Running, Story } from './running.ts'

const DROPPED_AT_ONCE = 0.03
const REFERRED = 0.02
const CORRECTED = 0.015
const SUSPENDED = { agency: 0.3, others: 0.03 }
const WITH_STATEMENT = 0.35
const WAIVED = 0.3
const PUBLIC_NOTICE = 0.06
/** Facts are established anew where a decision would be heavier than its notice: once is enough, for then the notice is of the same record. */
const MOST_NOTICES = 4

function evidence (running: Running): StepOf<'add-evidence'> {
  const { random, paper } = running
  const { kind, titles } = random.pick(EVIDENCE)
  return {
    type: 'add-evidence',
    kind,
    title: random.pick(titles),
    obtainedOn: paper,
    ...(kind === 'electronic' || kind === 'audio-visual') && random.chance(0.6) ? { sha256: Buffer.from(random.bytes(32)).toString('hex') } : {},
    ...random.chance(0.08) ? { preservedUntil: running.daysAfter(random.between(7, 60)) } : {}
  }
}

function * dismiss (running: Running): Story {
  yield running.later(running.random.between(1, 8))
  running.take({ type: 'dismiss', reasons: running.random.pick(['现有证据不足。', '不构成违纪违规。', '重复登记。']) }, running.actor('dismiss', 'inquiry'))
  if (!running.stays) yield * archive(running)
}

function * investigate (running: Running): Story {
  const { random, cast } = running
  const suspended = cast.subject.type === 'agency' ? SUSPENDED.agency : SUSPENDED.others
  if (entriesOf(running.situation.judged, 'suspend-pending').length > 0 && random.chance(suspended)) {
    yield running.later(1)
    running.take({ type: 'suspend-pending', measures: random.chance(0.6) ? ['suspend-evaluation'] : ['suspend-evaluation', 'hold-certificate-data'], reasons: '防止影响扩大。' }, running.actor('suspend-pending', 'head'))
  }
  for (let pieces = random.weighted([1, 2, 3], (count) => count ** -2); pieces > 0; pieces--) {
    yield running.later(random.between(0, 4))
    running.take(evidence(running), running.actor('add-evidence', 'inquiry'))
  }
  if (random.chance(REFERRED)) {
    yield running.later(2)
    running.take({ type: 'refer', to: '市场监管部门', reasons: '部分线索不属本部门职责。' }, running.actor('refer', 'inquiry'))
  }
  if (random.chance(CORRECTED)) {
    yield running.later(0)
    running.take({ type: 'correct', seq: 1, reasons: '姓名（名称）录入有误。', replaces: { subject: { name: `${cast.subject.name}（更正）` } } }, running.actor('correct', 'inquiry'))
  }
}

function establish (running: Running, { found }: Pick<Begun, 'found'>): void {
  const requires = entriesOf(running.situation.judged, 'establish-facts').map(({ requires }) => requires)
  const signers = Math.max(0, ...requires.map(({ signers = 0 }) => signers))
  running.take({
    type: 'establish-facts',
    conducts: found,
    establishedOn: running.paper,
    ...signers > 0 ? { signers: Array.from({ length: signers }, (_, index) => running.person('invigilator', index + 1)) } : {},
    ...requires.some(({ confirmedBy }) => confirmedBy !== undefined) ? { confirmedBy: running.person('room-lead') } : {}
  }, running.actor('establish-facts', 'inquiry'))
}

/** Gives notice, hears the party or lets the period end. */
function * notify (running: Running): Story {
  const { random } = running
  yield running.later(random.between(1, 6))
  const { judged } = running.situation
  const optionalMeasures = optionalOf(judged.answer).filter(() => random.chance(0.35))
  const setsPeriod = entriesOf(judged, 'notify').every(({ within }) => within === null) && random.chance(0.35)
  running.take({
    type: 'notify',
    deliveredOn: running.paper,
    method: random.pick(['in-person', 'post', 'electronic']),
    ...optionalMeasures.length > 0 ? { optionalMeasures } : {},
    ...setsPeriod ? { statementDueOn: running.daysAfter(random.between(5, 15)) } : {}
  }, running.actor('notify', 'inquiry'))
  if (running.stays) return
  const answer = random.share()
  if (answer >= WITH_STATEMENT + WAIVED) return
  yield running.later(random.between(1, 5))
  running.take({ type: 'hear', on: running.paper, ...answer < WITH_STATEMENT ? { statement: random.pick(STATEMENTS) } : { waived: true } }, running.actor('hear', 'inquiry'))
}

/** The day after the last of the period for the statement, where somebody still has time for one. */
function afterPeriod ({ file, world: { days } }: Running): string | undefined {
  if (!file?.notice || file.notice.due === null || file.heard) return undefined
  return days.text(dayNumber(file.notice.due) + 1)
}

/** @returns whether it was decided; not where it would be heavier than what the notice announced, another decision having been entered meanwhile */
function decide (running: Running): boolean {
  const { random, file } = running
  if (refusalNow(running.situation, 'decide')?.reason === 'heavier-than-notified') return false
  const available = optionalOf(running.situation.judged.answer)
  const optionalMeasures = (file?.notice?.optional ?? []).filter((measure) => available.includes(measure) && random.chance(0.85))
  const rectifies = [...mandatoryOf(running.situation.judged.answer), ...optionalMeasures].includes('rectify')
  const step: StepGiven = {
    type: 'decide',
    decidedOn: running.paper,
    reasons: '事实清楚，证据充分，依据适用条款处理。',
    ...optionalMeasures.length > 0 ? { optionalMeasures } : {},
    ...rectifies ? { rectifyBy: running.daysAfter(random.between(30, 90)) } : {}
  }
  const refusal = running.offer(step, running.actor('decide', 'head', 2))
  if (refusal && refusal.reason !== 'heavier-than-notified') throw new Error(`the decision of case ${running.id} was refused: ${refusal.reason}, ${refusal.detail.en}`)
  return refusal === null
}

/** From the facts to a decision: again where the notice turns out to have announced too little. */
function * bringToDecision (running: Running, begun: Begun): Story {
  for (let notices = 0; notices < MOST_NOTICES; notices++) {
    yield running.later(running.random.between(1, 8))
    establish(running, begun)
    if (running.stays) return
    if (!isSettled(running.situation.judged.answer)) {
      yield * dismiss(running)
      return
    }
    yield * notify(running)
    if (running.stays) return
    yield * report(running, 'before')
    yield running.later(running.random.between(1, 8), afterPeriod(running))
    if (decide(running)) return
  }
}

function serve (running: Running): void {
  const written = entriesOf(running.situation.judged, 'serve').some(({ requires }) => requires.written)
  const method = !written && running.random.chance(PUBLIC_NOTICE) ? 'public-notice' : running.random.pick(['in-person', 'post', 'electronic'])
  running.take({ type: 'serve', servedOn: running.paper, method }, running.actor('serve', 'inquiry'))
}

export function * story (running: Running): Story {
  const { random, cast } = running
  const begun = begin(running)
  running.open(begun.opening)
  if (running.stays) return
  if (cast.stays === 'dismissed' || (cast.stays === null && random.chance(DROPPED_AT_ONCE))) {
    yield * dismiss(running)
    return
  }
  yield running.later(random.between(0, 3))
  running.take({ type: 'accept' }, running.actor('accept', 'inquiry'))
  yield * investigate(running)
  if (running.stays) return
  if (!begun.proven && random.chance(0.6)) {
    yield * dismiss(running)
    return
  }
  yield * bringToDecision(running, begun)
  if (running.state !== 'decided' || running.stays) return
  yield running.later(random.between(0, 5))
  serve(running)
  if (!running.stays) yield * aftermath(running, begun)
}
