/** What each step leaves behind in the case. */
import t from 'tap'
import { isInForce, versionOf, type CaseFile } from '../../../src/domain/record/case.ts'
import type { Situation } from '../../../src/domain/record/checks.ts'
import { replay } from '../../../src/domain/record/fold.ts'
import { at, conduct, decide, establish, higher, open, opening, party, PLACE, reach, STEPS, take } from './walk.ts'

const { clerk, chief, reviewer } = at('city')
const fees = conduct('agency.fees')
const outOfArea = conduct('agency.out-of-area')
const serious = opening(PLACE.guangxi, outOfArea)
const vary = { type: 'decide-review', on: '2026-07-10', outcome: 'vary', reasons: '变更', conducts: [fees] } as const

t.test('a case opens with what was registered, at version 1', async t => {
  const { file } = open(opening(PLACE.guangxi, outOfArea, { narrative: '举报', circumstances: { unlawful: true } }))
  t.match(file, { state: 'registered', tier: 'serious', conducts: [outOfArea], circumstances: { unlawful: true }, notice: null, decision: null, servedOn: null, latestPaper: null })
  t.equal(versionOf(file), 1)
  t.match(file.entries, [{ seq: 1, type: 'register', actor: 'clerk', level: 'city', outcome: { tier: 'serious' } }])
})

t.test('every step is kept as it was said, with who said it and when, in order', async t => {
  const { file } = take(open(serious), { type: 'dismiss', reasons: '不成立' }, higher('province'), '2026-11-20T09:30:00.000+08:00')
  t.same(file.entries[1], { seq: 2, type: 'dismiss', at: '2026-11-20T09:30:00.000+08:00', actor: 'higher', level: 'province', body: { reasons: '不成立' }, outcome: { tier: 'serious' } })
})

t.test('the tier of a step is that of the case after it', async t => {
  const investigating = reach(open(serious), 'investigating')
  t.equal(take(investigating, establish(investigating, { conducts: [fees] }), clerk).file.entries.at(-1)?.outcome.tier, 'general')
  t.equal(take(investigating, establish(investigating, { conducts: [conduct('agency.organization')] }), clerk).file.tier, null, 'none while facts are missing')
  t.equal(take(reach(open(serious), 'under-review'), vary, reviewer).file.tier, 'general')
  const revoked = reach(open(serious), 'revoked')
  t.equal(revoked.file.tier, 'serious', 'a decision that fell had the tier that it had')
})

t.test('facts established anew make a notice void, with what was heard on it', async t => {
  const heard = take(reach(open(serious), 'notified'), STEPS.hear, party)
  t.ok(heard.file.notice)
  t.equal(heard.file.heard, true)
  const { file } = take(heard, establish(heard, { conducts: [fees], establishedOn: '2026-04-21' }), clerk)
  t.match(file, { state: 'facts-established', notice: null, heard: false, conducts: [fees], tier: 'general' })
})

t.test('a notice keeps what it announced, by which rules, and until when the party may answer', async t => {
  const { file: { notice } } = reach(open(serious), 'notified', { optional: ['publish'], statementDueOn: '2026-04-30' })
  t.match(notice, { seq: 4, deliveredOn: '2026-04-10', due: '2026-04-30', provisional: false, optional: ['publish'], measures: ['rectify', 'suspend-evaluation', 'publish'], computed: { engine: 'test', inputs: { decidedOn: '2026-04-10' }, answer: { tier: 'serious' } } })
})

t.test('a decision keeps its inputs and its answer, whatever becomes of the rest', async t => {
  const { file: { decision }, judged } = reach(open(serious), 'decided')
  t.match(decision, { seq: 5, decidedOn: '2026-06-01', by: chief, measures: ['rectify', 'suspend-evaluation'], rectifyBy: '2026-08-31', computed: { engine: 'test', inputs: { jurisdiction: PLACE.guangxi, occurredOn: '2026-03-14', decidedOn: '2026-06-01', conducts: [outOfArea], history: [] } } })
  t.equal(judged.answer, decision?.computed.answer, 'and is what the case is judged by from then on')
})

const interimOf = ({ file }: Situation): CaseFile['interim'] => file.interim
const suspended = (): Situation => {
  const investigating = reach(open(opening(PLACE.guizhou, conduct('agency.exam-affairs', { gravity: 'minor' }))), 'investigating')
  return take(investigating, { ...STEPS.suspend, measures: ['suspend-evaluation', 'hold-certificate-data', 'suspend-evaluation'] }, clerk, '2026-03-18T10:00:00.000+08:00')
}

t.test('an interim measure stands from the day on which it was entered, once, until the decision (GZ-7)', async t => {
  const now = suspended()
  t.same(interimOf(now), [{ measure: 'suspend-evaluation', from: '2026-03-18', to: null }, { measure: 'hold-certificate-data', from: '2026-03-18', to: null }])
  const twice = take(now, STEPS.suspend, clerk, '2026-03-19T10:00:00.000+08:00')
  t.same(interimOf(twice), interimOf(now))
  const notified = take(take(twice, establish(twice), clerk), STEPS.notify, clerk)
  t.same(interimOf(notified), interimOf(now), 'facts and a notice do not end it')
  t.same(interimOf(take(notified, decide(notified), chief)).map(({ to }) => to), ['2026-05-31', '2026-05-31'])
})

t.test('an interim measure ends with an investigation that is dismissed', async t => {
  const dismissed = take(suspended(), STEPS.dismiss, clerk, '2026-03-25T10:00:00.000+08:00')
  t.same(interimOf(dismissed).map(({ to }) => to), ['2026-03-24', '2026-03-24'])
})

/** The states in which a review or an appeal may have been asked for. */
const asked = (from: 'in-force' | 'closed'): Situation => {
  const inForce = take(reach(open(serious), 'in-force'), STEPS.verify, clerk)
  return take(from === 'in-force' ? inForce : take(inForce, STEPS.archive, clerk), { ...STEPS.review, on: '2026-10-10' }, party)
}

for (const from of ['in-force', 'closed'] as const) {
  const review = (outcome: string, more = {}) => ({ ...STEPS.uphold, on: '2026-10-20', outcome, ...more })
  t.test(`a decision ${from} that is upheld stays as it was, in force`, async t => {
    const before = asked(from).file
    const { file } = take(asked(from), review('uphold'), reviewer)
    t.match(file, { state: 'in-force', reviewedBy: reviewer, revoked: false, decision: { by: chief, decidedOn: '2026-06-01', measures: ['rectify', 'suspend-evaluation'], rectifyBy: '2026-08-31' }, servedOn: '2026-06-05' })
    t.strictSame(file.decision?.computed.answer, before.decision?.computed.answer)
  })
  t.test(`a decision ${from} that is varied is the one of its day with other facts, in force from its service`, async t => {
    const { file } = take(asked(from), review('vary', { conducts: [fees] }), reviewer)
    t.match(file, { state: 'in-force', conducts: [fees], tier: 'general', decision: { by: chief, decidedOn: '2026-06-01', measures: ['order-correction', 'interview'], computed: { inputs: { decidedOn: '2026-06-01', conducts: [fees] } } }, servedOn: '2026-06-05' })
    t.equal(file.entries[(file.decision?.seq ?? 0) - 1]?.type, 'decide', 'the decision is still the one that was taken')
  })
  t.test(`a decision ${from} that is revoked is in force no longer, nor ever was`, async t => {
    const { file } = take(asked(from), review('revoke'), reviewer)
    t.equal(isInForce(asked(from).file), true)
    t.match(file, { state: 'revoked', revoked: true, servedOn: '2026-06-05' })
    t.equal(isInForce(file), false)
  })
}

t.test('on appeal the decision as the review left it is what is upheld, varied or revoked', async t => {
  const grave = reach(open(opening(PLACE.guangxi, conduct('agency.refusing-supervision'))), 'under-review')
  const appealed = take(take(grave, { ...vary, conducts: [outOfArea] }, reviewer), STEPS.appeal, party)
  const on = (outcome: string, more = {}) => take(appealed, { ...STEPS.upholdAppeal, outcome, ...more }, higher('province')).file
  t.same(on('uphold').decision?.measures, ['rectify', 'suspend-evaluation'])
  t.same(on('vary', { conducts: [fees] }).decision?.measures, ['order-correction', 'interview'])
  t.equal(on('revoke').state, 'revoked')
})

t.test('a case is the same when it is made again from its entries', async t => {
  for (const state of ['notified', 'decided', 'in-force', 'under-appeal', 'closed', 'revoked', 'dismissed'] as const) {
    const { file } = reach(open(opening(PLACE.guangxi, fees)), state, { evidence: true })
    t.strictSame(replay(file.id, file.entries), file, state)
  }
})

t.test('what does not begin with its registration is no case', async t => {
  const { file: { entries } } = reach(open(serious), 'notified')
  t.throws(() => replay('case-1', entries.slice(1)), { message: 'record case-1 does not begin with its registration' })
  t.throws(() => replay('case-1', []))
})
