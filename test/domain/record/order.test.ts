/** Where several reasons stand against a step, the first of the interface's list is told: for each pair a step that both stand against, and one that only the later does. */
import t from 'tap'
import type { Actor } from '../../../src/domain/record/case.ts'
import { CHECKS, type Situation } from '../../../src/domain/record/checks.ts'
import type { StepGiven } from '../../../src/domain/record/step.ts'
import { again, at, conduct, decide, earlier, establish, open, opening, party, PLACE, reach, STEPS, take, vocabulary, why } from './walk.ts'

const { clerk, chief, reviewer } = at('city')
const FUTURE = '2026-12-24'
const guangxi = opening(PLACE.guangxi, conduct('agency.out-of-area'))
const candidate = opening(PLACE.cn, conduct('candidate.copying'))
const minhang = opening(PLACE.minhang, conduct('agency.guaranteed-pass-advertising'))
const unknown = reach(open(opening(PLACE.cn, conduct('agency.exam-plan-change'))), 'facts-established')
const notified = reach(open(guangxi), 'notified')
const inGuizhou = reach(open(opening(PLACE.guizhou, conduct('agency.out-of-area'))), 'notified')
const investigating = reach(open(candidate), 'investigating', { level: 'agency' })
const registered = open(guangxi)
const asked = reach(open(guangxi), 'under-review')
const assessor = reach(open(opening(PLACE.cn, conduct('assessor.tampering'))), 'in-force', { level: 'agency' })

/** Notice was given without the problem list having been reported, with a period for the statement. */
function unreported (): Situation {
  let now = take(open(minhang), STEPS.accept, clerk)
  now = take(now, establish(now), clerk)
  return take(now, { ...STEPS.notify, statementDueOn: '2026-07-31' }, clerk)
}
const raised = again(reach(open(opening(PLACE.guangxi, conduct('agency.fees'))), 'notified'), { decisions: [earlier()] })

type Pair = readonly [first: string, second: string, situation: Situation, both: StepGiven, by: Actor, onlySecond: readonly [Situation, StepGiven, Actor]]
const PAIRS: readonly Pair[] = [
  ['wrong-state', 'not-in-this-ruleset', registered, STEPS.suspend, clerk, [reach(open(guangxi), 'investigating'), STEPS.suspend, clerk]],
  ['wrong-state', 'wrong-level', registered, STEPS.notify, party, [reach(open(guangxi), 'facts-established'), STEPS.notify, party]],
  ['wrong-state', 'date-out-of-order', registered, { ...STEPS.notify, deliveredOn: FUTURE }, clerk, [reach(open(guangxi), 'facts-established'), { ...STEPS.notify, deliveredOn: FUTURE }, clerk]],
  ['not-in-this-ruleset', 'wrong-level', reach(open(guangxi), 'investigating'), STEPS.suspend, party, [reach(open(opening(PLACE.guizhou, conduct('agency.out-of-area'))), 'investigating'), STEPS.suspend, party]],
  ['not-in-this-ruleset', 'measure-not-available', reach(open(guangxi), 'investigating'), { ...STEPS.suspend, measures: ['warning'] }, clerk, [reach(open(opening(PLACE.guizhou, conduct('agency.out-of-area'))), 'investigating'), { ...STEPS.suspend, measures: ['warning'] }, clerk]],
  ['wrong-level', 'same-person', notified, decide(notified), { id: 'clerk', level: 'agency' }, [notified, decide(notified), clerk]],
  ['wrong-level', 'required-here', notified, { type: 'hear', on: '2026-04-20' }, { id: 'party', level: 'village' }, [notified, { type: 'hear', on: '2026-04-20' }, party]],
  ['same-person', 'date-out-of-order', notified, decide(notified, { decidedOn: FUTURE }), clerk, [notified, decide(notified, { decidedOn: FUTURE }), chief]],
  ['same-person', 'defence-period-open', inGuizhou, decide(inGuizhou, { decidedOn: '2026-04-20' }), clerk, [inGuizhou, decide(inGuizhou, { decidedOn: '2026-04-20' }), chief]],
  ['date-out-of-order', 'too-few-signers', investigating, establish(investigating, { establishedOn: FUTURE, signers: [] }), clerk, [investigating, establish(investigating, { signers: [] }), clerk]],
  ['date-out-of-order', 'facts-missing', unknown, { ...STEPS.notify, deliveredOn: FUTURE }, clerk, [unknown, STEPS.notify, clerk]],
  ['date-out-of-order', 'report-missing', unreported(), { ...STEPS.decide, decidedOn: FUTURE }, chief, [unreported(), STEPS.decide, chief]],
  ['date-out-of-order', 'defence-period-open', inGuizhou, decide(inGuizhou, { decidedOn: '2026-04-09' }), chief, [inGuizhou, decide(inGuizhou, { decidedOn: '2026-04-10' }), chief]],
  ['date-out-of-order', 'duties-open', reach(open(guangxi), 'in-force'), { ...STEPS.archive, on: FUTURE }, clerk, [reach(open(guangxi), 'in-force'), STEPS.archive, clerk]],
  ['date-out-of-order', 'report-missing', assessor, { ...STEPS.archive, on: FUTURE }, at('agency').clerk, [assessor, STEPS.archive, at('agency').clerk]],
  ['too-few-signers', 'confirmation-missing', investigating, { type: 'establish-facts', conducts: candidate.conducts, signers: ['signer-1'], establishedOn: '2026-04-01' }, clerk,
    [investigating, { type: 'establish-facts', conducts: candidate.conducts, signers: ['signer-1', 'signer-2'], establishedOn: '2026-04-01' }, clerk]],
  ['facts-missing', 'measure-not-available', unknown, { ...STEPS.notify, optionalMeasures: ['rectify'] }, clerk, [notified, decide(notified, { optionalMeasures: ['rectify'] }), chief]],
  ['facts-missing', 'measure-not-available', asked, { ...STEPS.uphold, outcome: 'vary', conducts: [conduct('agency.organization')], optionalMeasures: ['warning'] }, reviewer,
    [asked, { ...STEPS.uphold, outcome: 'vary', optionalMeasures: ['warning'] }, reviewer]],
  ['report-missing', 'defence-period-open', unreported(), STEPS.decide, chief, [take(unreported(), { ...STEPS.problems, on: '2026-04-20' }, clerk), STEPS.decide, chief]],
  ['report-missing', 'required-here', unreported(), { ...STEPS.decide, decidedOn: '2026-08-03' }, chief, [take(unreported(), { ...STEPS.problems, on: '2026-04-20' }, clerk), { ...STEPS.decide, decidedOn: '2026-08-03' }, chief]],
  ['defence-period-open', 'measure-not-available', inGuizhou, decide(inGuizhou, { decidedOn: '2026-05-06', optionalMeasures: ['warning'] }), chief, [inGuizhou, decide(inGuizhou, { decidedOn: '2026-05-07', optionalMeasures: ['warning'] }), chief]],
  ['defence-period-open', 'required-here', inGuizhou, { ...STEPS.decide, decidedOn: '2026-05-06' }, chief, [inGuizhou, { ...STEPS.decide, decidedOn: '2026-05-07' }, chief]],
  ['measure-not-available', 'heavier-than-notified', raised, decide(raised, { optionalMeasures: ['warning'] }), chief, [raised, decide(raised), chief]],
  ['measure-not-available', 'required-here', notified, { ...STEPS.decide, optionalMeasures: ['warning'] }, chief, [notified, STEPS.decide, chief]],
  ['heavier-than-notified', 'required-here', notified, { ...STEPS.decide, optionalMeasures: ['publish'] }, chief, [notified, STEPS.decide, chief]]
]

for (const [first, second, situation, both, actor, [later, step, by]] of PAIRS) {
  t.test(`${first} is told before ${second}: ${both.type}`, async t => {
    t.equal(why(situation, both, actor), first)
    t.equal(why(later, step, by), second)
  })
}

t.test('the reasons are asked in the order in which the vocabulary lists them', async t => {
  const order = Object.keys(vocabulary.refusals)
  t.strictSame([...new Set(CHECKS.map(({ reason }) => reason))], order)
  for (const [first, second] of PAIRS) t.ok(order.indexOf(first) < order.indexOf(second), `${first}, ${second}`)
})
