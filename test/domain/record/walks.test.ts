/** Thousands of steps at random through cases of every kind: what is said to come next may come, and nothing else may. */
import t from 'tap'
import { advance } from '../../../src/domain/record/advance.ts'
import type { Counted, State } from '../../../src/domain/record/case.ts'
import type { Situation } from '../../../src/domain/record/checks.ts'
import { deadlinesOf, firstDue } from '../../../src/domain/record/deadlines.ts'
import { replay } from '../../../src/domain/record/fold.ts'
import { nextSteps, type NextStep } from '../../../src/domain/record/next-steps.ts'
import { decisionOf, standingOf } from '../../../src/domain/record/projection.ts'
import type { StepType } from '../../../src/domain/record/step.ts'
import { addDays } from '../../../src/domain/day.ts'
import { Random } from '../../fuzz/random.ts'
import { allowed, anybody, anyOpening, attempts, bodyFor, LEVELS } from './anybody.ts'
import { again, book, calendar, earlier, keyOf, NOW, open, setting, TODAY, vocabulary } from './walk.ts'

const SEED = Number(process.env.SEED ?? 20261121)
const CASES = 300
const MOST_STEPS = 25
const TYPES = Object.keys(vocabulary.steps) as StepType[]

/** Records that raise: an interview within the year, a rectification that was verified, one whose period is over; and none. */
function anyRecord (random: Random, occurredOn: string): Counted[] {
  const decidedOn = addDays(occurredOn, -random.pick([40, 200, 500]))
  const serious = { tier: 'serious', measures: ['warning', 'rectify', 'publish'], rectifyBy: addDays(occurredOn, -20), rectifiedOn: addDays(occurredOn, -10) }
  return random.pick<Counted[]>([[], [], [earlier({ decidedOn, servedOn: decidedOn })], [earlier({ decidedOn, servedOn: decidedOn, ...serious })]])
}

const reasonOf = (situation: Situation, step: Parameters<typeof advance>[1], actor: Parameters<typeof advance>[2]): string | null => {
  const result = advance(situation, step, actor, NOW)
  return 'reason' in result ? result.reason : null
}

type Tell = (what: string, ...about: unknown[]) => void

/** A step that is offered may be taken as it is told, by those to whom it is told, and not by others nor on other days. */
function checkOffer (random: Random, situation: Situation, offer: NextStep, tell: Tell): void {
  const step = bodyFor(random, situation, offer)
  const actor = allowed(random, offer)
  const refused = reasonOf(situation, step, actor)
  if (refused !== null) tell(`offered, and refused: ${refused}`, step, actor)
  const other = LEVELS.find((level) => !offer.levels.includes(level))
  if (other !== undefined && reasonOf(situation, step, { ...actor, level: other }) !== 'wrong-level') tell(`not for the level ${other}, and not refused as such`, step)
  for (const id of offer.notBy) if (reasonOf(situation, step, { ...actor, id }) !== 'same-person') tell(`not for ${id}, and not refused as such`, step)
  if (!offer.paper) return
  const { field, from, to } = offer.paper
  for (const day of [addDays(from, -1), addDays(to, 1)]) {
    if (reasonOf(situation, { ...step, [field]: day }, actor) === null && from !== '1900-01-01') tell(`on ${day}, outside ${from} to ${to}, and not refused`, step)
  }
}

function checkOffers (random: Random, situation: Situation, tell: Tell): readonly NextStep[] {
  const { nextSteps: offered, blocked } = nextSteps(situation, 'en')
  for (const offer of offered) checkOffer(random, situation, offer, tell)
  for (const type of TYPES.filter((one) => !offered.some(({ step }) => step === one))) {
    for (const step of attempts(random, situation, type)) {
      const actor = random.chance(0.5) ? anybody(random) : { id: 'nobody-yet', level: random.pick(['agency', 'city', 'province']) }
      const refused = reasonOf(situation, step, actor)
      if (refused === null) tell('not offered, and accepted', step, actor)
      const told = blocked.find((one) => one.step === type)
      if (told && refused !== told.reason && vocabulary.refusals[told.reason] && order(refused) > order(told.reason)) tell(`blocked as ${told.reason}, and refused as ${refused}`, step)
    }
  }
  return offered
}
const order = (reason: string | null): number => Object.keys(vocabulary.refusals).indexOf(reason ?? '')

/** The states that may follow one another. */
const FOLLOWS: Record<State, readonly State[]> = {
  registered: ['registered', 'investigating', 'dismissed'],
  investigating: ['investigating', 'facts-established', 'dismissed'],
  'facts-established': ['facts-established', 'notified', 'dismissed'],
  notified: ['notified', 'facts-established', 'decided', 'dismissed'],
  decided: ['decided', 'in-force'],
  'in-force': ['in-force', 'under-review', 'under-appeal', 'closed'],
  'under-review': ['under-review', 'in-force', 'revoked'],
  'under-appeal': ['under-appeal', 'in-force', 'revoked'],
  closed: ['closed', 'under-review', 'under-appeal'],
  dismissed: ['dismissed', 'closed'],
  revoked: ['revoked', 'closed']
}

/** What holds of every case, wherever it stands. */
function checkCase ({ file, judged }: Situation, tell: Tell): void {
  const dues = deadlinesOf(vocabulary, calendar, file, judged).map(({ due }) => due)
  if (firstDue(vocabulary, file) !== (dues[0] ?? null)) tell('found by another day than the first that is due', dues)
  if (dues.some((due, index) => index > 0 && due < (dues[index - 1] ?? ''))) tell('deadlines out of order', dues)
  const standing = standingOf(book, file, keyOf)
  for (const row of standing) {
    if (row.to !== null && row.to < row.from) tell('in force until before it begins', row)
    if (standing.some((other) => other !== row && other.measure === row.measure && other.subjectKey === row.subjectKey && (row.to === null || other.from <= row.to) && (other.to === null || row.from <= other.to))) tell('twice in force on one day', row)
  }
  if (file.latestPaper !== null && file.latestPaper > TODAY) tell('a paper of the future', file.latestPaper)
  if ((file.state === 'revoked' || file.servedOn === null) && (decisionOf(book, file) || standing.some(({ interim }) => !interim))) tell('counts without being in force')
}

/** What takes a case on comes more often than what leaves it where it is, else few would come to their end. */
const ONWARD: readonly StepType[] = ['accept', 'establish-facts', 'notify', 'decide', 'serve', 'request-review', 'appeal', 'decide-review', 'decide-appeal', 'verify-rectification', 'report', 'archive']
const choose = (random: Random, offered: readonly NextStep[]): NextStep => {
  const onward = offered.filter(({ step }) => ONWARD.includes(step))
  return random.pick(onward.length > 0 && random.chance(0.75) ? onward : offered)
}

t.test('whatever comes of a case, what is said to come next may come and nothing else may, and its entries alone make it again', async t => {
  const faults: unknown[] = []
  const seen = new Set<string>()
  let steps = 0
  for (let number = 0; number < CASES && faults.length === 0; number++) {
    const random = new Random(SEED + number)
    const given = anyOpening(random)
    const fairness = { anotherPersonDecides: random.chance(0.8), notHeavierThanNotified: random.chance(0.8) }
    let now = open(given, { setting: { ...setting, fairness }, decisions: anyRecord(random, given.occurredOn) })
    for (let count = 0; count < MOST_STEPS; count++, steps++) {
      const { file } = now
      const tell: Tell = (...what) => faults.push([`seed ${SEED + number}, step ${count + 1}, ${file.state}`, ...what])
      seen.add(`${now.judged.answer.ruleset.id} ${given.subject.type} ${file.state}`)
      const offered = checkOffers(random, now, tell)
      checkCase(now, tell)
      // The subject's record changes meanwhile.
      if (random.chance(0.1)) {
        now = again(now, { decisions: anyRecord(random, given.occurredOn) })
        continue
      }
      const offer = choose(random, offered)
      const result = advance(now, bodyFor(random, now, offer), allowed(random, offer), NOW)
      if ('reason' in result) {
        tell(`offered, and refused: ${result.reason}`)
        break
      }
      if (!FOLLOWS[file.state].includes(result.next.file.state)) tell(`followed by ${result.next.file.state}`, offer.step)
      now = result.next
    }
    t.strictSame(replay(now.file.id, now.file.entries), now.file, `seed ${SEED + number}`)
  }
  t.strictSame(faults, [])
  t.ok(steps > 1000, `${steps} steps`)
  // The walks came to every state of agencies under every ruleset, and of every kind of person under one.
  for (const state of Object.keys(vocabulary.caseStates)) {
    for (const { id } of book.rulesets) if (state !== 'under-appeal' || id === 'guangxi') t.ok(seen.has(`${id} agency ${state}`), `an agency under ${id} came to ${state}`)
  }
  for (const type of Object.keys(vocabulary.subjectTypes)) t.ok(['cn', 'guizhou'].some((id) => seen.has(`${id} ${type} closed`)), `a case about ${type} was closed`)
})
