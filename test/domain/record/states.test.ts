/** Which step may come from which state, and to which it leads: the table of the interface, whole, for cases under each ruleset. */
import t from 'tap'
import type { Actor, State } from '../../../src/domain/record/case.ts'
import type { Situation } from '../../../src/domain/record/checks.ts'
import { paperField, type Opening, type StepGiven, type StepType } from '../../../src/domain/record/step.ts'
import { at, conduct, decide, establish, higher, open, opening, party, PLACE, reach, refusal, STEPS, take, TODAY, vocabulary, why, type Route } from './walk.ts'

const ANY: readonly State[] = ['registered', 'investigating', 'facts-established', 'notified', 'decided', 'in-force', 'under-review', 'under-appeal', 'closed', 'dismissed', 'revoked']
const UNDECIDED: readonly State[] = ['registered', 'investigating', 'facts-established', 'notified']
const NOT_OVER: readonly State[] = [...UNDECIDED, 'decided', 'in-force', 'under-review', 'under-appeal']

/** From where each step comes, and to where; it stays where it is where nothing is said. */
const TABLE: Record<StepType, readonly [from: readonly State[], to?: State]> = {
  accept: [['registered'], 'investigating'],
  dismiss: [UNDECIDED, 'dismissed'],
  'suspend-pending': [['investigating']],
  'add-evidence': [[...NOT_OVER, 'dismissed', 'revoked']],
  'establish-facts': [['investigating', 'notified'], 'facts-established'],
  refer: [NOT_OVER],
  report: [NOT_OVER],
  notify: [['facts-established'], 'notified'],
  hear: [['notified']],
  decide: [['notified'], 'decided'],
  serve: [['decided'], 'in-force'],
  publish: [['in-force']],
  'request-review': [['in-force', 'closed'], 'under-review'],
  appeal: [['in-force', 'closed'], 'under-appeal'],
  'decide-review': [['under-review'], 'in-force'],
  'decide-appeal': [['under-appeal'], 'in-force'],
  'verify-rectification': [['in-force']],
  correct: [ANY],
  archive: [['in-force', 'dismissed', 'revoked'], 'closed']
}

interface Example {
  readonly name: string
  readonly opening: Opening
  readonly route: Route
  /** states that a case under these rules does not come to */
  readonly never?: readonly State[]
  /** what the rules do not have, where the table alone would let it come */
  readonly not: Partial<Record<StepType, string>>
}

const minor = { gravity: 'minor' } as const
const noSuspension = { 'suspend-pending': 'not-in-this-ruleset' }
const noAppeal = { appeal: 'not-in-this-ruleset' }
const noRectification = { 'verify-rectification': 'wrong-state' }
const EXAMPLES: readonly Example[] = [
  { name: 'a candidate under the national guideline', opening: opening(PLACE.cn, conduct('candidate.copying')), route: { level: 'agency' }, never: ['under-appeal'], not: { ...noSuspension, ...noAppeal, ...noRectification } },
  { name: 'an assessor under the national guideline', opening: opening(PLACE.cn, conduct('assessor.tampering')), route: { level: 'agency', reports: ['regulator'] }, never: ['under-appeal'], not: { ...noSuspension, ...noAppeal, ...noRectification } },
  { name: 'an agency under the national guideline', opening: opening(PLACE.cn, conduct('agency.archives', minor)), route: {}, never: ['under-appeal'], not: { ...noSuspension, ...noAppeal, ...noRectification } },
  { name: 'a candidate in Guizhou', opening: opening(PLACE.guizhou, conduct('candidate.copying')), route: { level: 'agency', reports: ['city'] }, never: ['under-appeal'], not: { ...noAppeal, ...noRectification } },
  { name: 'an agency in Guizhou', opening: opening(PLACE.guizhou, conduct('agency.archives', minor)), route: {}, never: ['under-appeal'], not: { ...noAppeal, ...noRectification } },
  { name: 'an agency in Minhang', opening: opening(PLACE.minhang, conduct('agency.exam-plan-change', minor)), route: {}, never: ['under-appeal'], not: { ...noSuspension, ...noAppeal, ...noRectification } },
  // Before a review there is nothing to appeal against.
  { name: 'an agency in Guangxi', opening: opening(PLACE.guangxi, conduct('agency.fees')), route: {}, not: { ...noSuspension, appeal: 'wrong-state', ...noRectification } }
]

const today = (step: StepGiven): StepGiven => {
  const field = paperField(step.type)
  return field === undefined ? step : { ...step, [field]: TODAY }
}

/** One well-said step of each type, by somebody who may take it where the table lets it come. */
function steps (situation: Situation, { level = 'city' }: Route): readonly (readonly [StepGiven, Actor])[] {
  const { clerk, chief, reviewer } = at(level)
  const regulator = at('city').clerk
  const said: readonly (readonly [StepGiven, Actor])[] = [
    [STEPS.accept, clerk], [STEPS.dismiss, clerk], [STEPS.suspend, regulator], [STEPS.evidence, clerk], [establish(situation), clerk], [STEPS.refer, clerk], [STEPS.report, clerk],
    [STEPS.notify, clerk], [STEPS.hear, party], [decide(situation), chief], [STEPS.serve, clerk], [STEPS.publish, clerk], [STEPS.review, party], [STEPS.appeal, party],
    [STEPS.uphold, reviewer], [STEPS.upholdAppeal, higher('province')], [STEPS.verify, clerk], [STEPS.correct, clerk], [STEPS.archive, clerk]
  ]
  return said.map(([step, actor]) => [today(step), actor])
}

/** The state that each step leads to, or why it may not come. */
const outcomes = (situation: Situation, route: Route): Record<string, string> => Object.fromEntries(steps(situation, route).map(([step, actor]) =>
  [step.type, refusal(situation, step, actor)?.reason ?? take(situation, step, actor).file.state]))

t.test('the table speaks of every step and every state that the vocabulary has', async t => {
  t.strictSame(Object.keys(TABLE), Object.keys(vocabulary.steps))
  t.strictSame(ANY, Object.keys(vocabulary.caseStates))
  t.strictSame(NOT_OVER, ANY.filter((state) => vocabulary.caseStates[state]?.open))
})

for (const { name, opening, route, never = [], not } of EXAMPLES) {
  t.test(`of ${name} each step comes from the states of the table, and from no others`, async t => {
    for (const state of ANY.filter((one) => !never.includes(one))) {
      const situation = reach(open(opening), state, route)
      t.equal(situation.file.state, state)
      const expected = Object.fromEntries((Object.keys(TABLE) as StepType[]).map((type) => {
        const [from, to = state] = TABLE[type]
        return [type, from.includes(state) ? not[type] ?? to : 'wrong-state']
      }))
      t.strictSame(outcomes(situation, route), expected, state)
    }
  })
}

t.test('an appeal comes after a review that left a decision standing, while in force and when closed', async t => {
  const reviewed = take(reach(open(opening(PLACE.guangxi, conduct('agency.fees'))), 'under-review'), STEPS.uphold, at('city').reviewer)
  t.equal(take(reviewed, STEPS.appeal, party).file.state, 'under-appeal')
  const closed = take(reviewed, STEPS.archive, at('city').clerk)
  t.equal(take(closed, { ...STEPS.appeal, on: TODAY }, party).file.state, 'under-appeal')
})

t.test('a decision that fell on appeal is revoked', async t => {
  const appealed = reach(open(opening(PLACE.guangxi, conduct('agency.fees'))), 'under-appeal')
  t.equal(take(appealed, { ...STEPS.upholdAppeal, outcome: 'revoke' }, higher('province')).file.state, 'revoked')
})

t.test('a case that is closed without a decision in force has nothing to review or to appeal against', async t => {
  for (const end of ['dismissed', 'revoked'] as const) {
    const closed = take(reach(open(opening(PLACE.guangxi, conduct('agency.fees'))), end), STEPS.archive, at('city').clerk)
    t.equal(closed.file.state, 'closed')
    t.equal(why(closed, { ...STEPS.review, on: TODAY }, party), 'wrong-state', end)
    t.equal(why(closed, { ...STEPS.appeal, on: TODAY }, party), 'wrong-state', end)
  }
})

t.test('a rectification is verified where there is one, until it has passed', async t => {
  const { clerk } = at('city')
  const inForce = reach(open(opening(PLACE.cn, conduct('agency.archives', minor))), 'in-force')
  t.equal(why(inForce, STEPS.verify, clerk), 'wrong-state', 'nothing to rectify')
  const serious = reach(open(opening(PLACE.cn, conduct('agency.out-of-area'))), 'in-force')
  const failed = take(serious, { ...STEPS.verify, result: 'failed' }, clerk)
  t.equal(failed.file.rectifiedOn, null)
  const passed = take(failed, STEPS.verify, clerk)
  t.equal(passed.file.rectifiedOn, '2026-09-01')
  t.equal(why(passed, STEPS.verify, clerk), 'wrong-state', 'passed already')
})

t.test('facts that do not suffice are established again, facts that do are not', async t => {
  const { clerk } = at('city')
  const missing = open(opening(PLACE.cn, conduct('agency.exam-plan-change')))
  const once = reach(missing, 'facts-established')
  t.equal(why(once, establish(once), clerk), null, 'gravity is still unknown')
  const settled = take(once, establish(once, { conducts: [conduct('agency.exam-plan-change', minor)] }), clerk)
  t.equal(why(settled, establish(settled), clerk), 'wrong-state')
  const nothing = take(once, establish(once, { conducts: [conduct('agency.inactivity', { inactiveMonths: 11, justified: false })] }), clerk)
  t.equal(nothing.judged.answer.outcome, 'not-met')
  t.equal(why(nothing, establish(nothing), clerk), null, 'and where nothing was violated')
})
