/** Days on papers: never in the future, never before the latest paper so far, and, evidence apart, never before the conduct. */
import t from 'tap'
import { addDays, type Day } from '../../../src/domain/day.ts'
import type { Actor } from '../../../src/domain/record/case.ts'
import type { Situation } from '../../../src/domain/record/checks.ts'
import { paperField, type StepGiven } from '../../../src/domain/record/step.ts'
import { at, conduct, decide, establish, higher, NOW, open, opening, party, PLACE, reach, refusal, STEPS, take, TODAY, why } from './walk.ts'

const { clerk, chief, reviewer } = at('city')
const general = opening(PLACE.guangxi, conduct('agency.fees'))
const serious = opening(PLACE.guangxi, conduct('agency.out-of-area'))
const TOMORROW = addDays(TODAY, 1)

const on = (step: StepGiven, day: Day): StepGiven => ({ ...step, [paperField(step.type) ?? '']: day })

/** Every step with a paper, in a case that waits for it. */
function waiting (): readonly (readonly [Situation, StepGiven, Actor])[] {
  const investigating = reach(open(general), 'investigating', { evidence: true })
  const inForce = reach(open(serious), 'in-force')
  const notified = reach(open(general), 'notified')
  return [
    [investigating, STEPS.evidence, clerk],
    [investigating, establish(investigating), clerk],
    [investigating, STEPS.report, clerk],
    [reach(open(general), 'facts-established'), STEPS.notify, clerk],
    [notified, STEPS.hear, party],
    [notified, decide(notified), chief],
    [reach(open(general), 'decided'), STEPS.serve, clerk],
    [inForce, STEPS.publish, clerk],
    [inForce, STEPS.verify, clerk],
    [inForce, STEPS.review, party],
    [reach(open(general), 'under-review'), STEPS.uphold, reviewer],
    [take(reach(open(general), 'under-review'), STEPS.uphold, reviewer), STEPS.appeal, party],
    [reach(open(general), 'under-appeal'), STEPS.upholdAppeal, higher('province')],
    [reach(open(general), 'in-force'), STEPS.archive, clerk]
  ]
}

for (const [situation, step, actor] of waiting()) {
  const { latestPaper, opening: { occurredOn } } = situation.file
  t.test(`the paper of ${step.type} may be of today, and not of tomorrow`, async t => {
    const tomorrow = refusal(situation, on(step, TOMORROW), actor)
    t.same([tomorrow?.reason, tomorrow?.field], ['date-out-of-order', paperField(step.type)])
    t.equal(why(situation, on(step, TODAY), actor), null)
  })
  t.test(`the paper of ${step.type} may be of the day of the latest one so far, and not of the day before`, async t => {
    const floor = latestPaper ?? occurredOn
    const early = refusal(situation, on(step, addDays(floor, -1)), actor)
    t.same([early?.reason, early?.field], ['date-out-of-order', paperField(step.type)])
    t.equal(why(situation, on(step, floor), actor), null)
  })
}

t.test('the first paper may be of the day of the conduct, and not of the day before; evidence may be older', async t => {
  const investigating = reach(open(general), 'investigating')
  t.equal(why(investigating, establish(investigating, { establishedOn: '2026-03-13' }), clerk), 'date-out-of-order')
  t.equal(why(investigating, establish(investigating, { establishedOn: '2026-03-14' }), clerk), null)
  t.equal(why(investigating, { ...STEPS.report, on: '2026-03-13' }, clerk), 'date-out-of-order')
  t.equal(why(investigating, { ...STEPS.evidence, obtainedOn: '2025-12-31' }, clerk), null)
})

t.test('evidence older than the conduct does not let the next paper be so', async t => {
  const investigating = take(reach(open(general), 'investigating'), { ...STEPS.evidence, obtainedOn: '2025-12-31' }, clerk)
  t.equal(why(investigating, establish(investigating, { establishedOn: '2026-03-13' }), clerk), 'date-out-of-order')
  t.equal(why(investigating, establish(investigating, { establishedOn: '2026-03-14' }), clerk), null)
})

t.test('the latest paper is the latest of all, not that of the last step', async t => {
  const dated = take(take(reach(open(general), 'investigating'), { ...STEPS.evidence, obtainedOn: '2026-05-05' }, clerk), STEPS.refer, clerk)
  t.equal(dated.file.latestPaper, '2026-05-05')
  t.equal(why(dated, establish(dated, { establishedOn: '2026-05-04' }), clerk), 'date-out-of-order')
})

t.test('days on which something ends or is due are no papers: they may lie ahead, and bind nobody after', async t => {
  const kept = take(reach(open(serious), 'investigating'), { ...STEPS.evidence, preservedUntil: '2027-03-01' }, clerk)
  t.equal(kept.file.latestPaper, '2026-03-20')
  const notified = take(take(kept, establish(kept), clerk), { ...STEPS.notify, statementDueOn: '2026-05-11' }, clerk)
  t.equal(notified.file.latestPaper, '2026-04-10')
  const decided = take(notified, decide(notified, { rectifyBy: '2027-06-30' }), chief)
  t.equal(decided.file.latestPaper, '2026-06-01')
  t.equal(why(decided, STEPS.serve, clerk), null)
})

t.test('evidence is not preserved until before it was obtained, nor a rectification due before the decision', async t => {
  const investigating = reach(open(serious), 'investigating')
  t.equal(why(investigating, { ...STEPS.evidence, preservedUntil: '2026-03-19' }, clerk), 'date-out-of-order')
  t.equal(why(investigating, { ...STEPS.evidence, preservedUntil: '2026-03-20' }, clerk), null)
  const notified = reach(open(serious), 'notified')
  const early = refusal(notified, decide(notified, { rectifyBy: '2026-05-31' }), chief)
  t.same([early?.reason, early?.field], ['date-out-of-order', 'rectifyBy'])
  t.equal(why(notified, decide(notified, { rectifyBy: '2026-06-01' }), chief), null)
})

t.test('when a step was entered counts for nothing', async t => {
  const entered = take(open(general), STEPS.accept, clerk, '2026-11-20T08:00:00.000+08:00')
  const earlier = take(entered, STEPS.evidence, clerk, '2020-01-01T00:00:00.000+08:00')
  t.equal(earlier.file.latestPaper, '2026-03-20')
  t.equal(why(earlier, establish(earlier), clerk), null)
  t.not(NOW.slice(0, 10), earlier.file.latestPaper)
})
