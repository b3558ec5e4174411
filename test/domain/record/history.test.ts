/** Which earlier decisions a case counts: those served before the day of the conduct and not revoked. */
import t from 'tap'
import { historyOf } from '../../../src/domain/record/judged.ts'
import { decisionOf } from '../../../src/domain/record/projection.ts'
import { again, at, book, conduct, decide, earlier, establish, open, opening, party, PLACE, reach, STEPS, take, why } from './walk.ts'

const { clerk, chief, reviewer } = at('city')
/** General by itself; serious within a year of an interview. */
const fees = (more = {}) => opening(PLACE.guangxi, conduct('agency.fees'), more)
const tierAfter = (...decisions: ReturnType<typeof earlier>[]): string | null => open(fees(), { decisions }).judged.answer.tier

t.test('a decision served on the day before the conduct counts, one served on the day itself does not', async t => {
  t.equal(tierAfter(), 'general')
  t.equal(tierAfter(earlier({ decidedOn: '2026-01-10', servedOn: '2026-03-13' })), 'serious')
  t.equal(tierAfter(earlier({ decidedOn: '2026-01-10', servedOn: '2026-03-14' })), 'general')
  t.equal(tierAfter(earlier({ decidedOn: '2026-01-10', servedOn: '2026-03-15' })), 'general')
})

t.test('a case does not count itself, and counts the others in the order of their decisions', async t => {
  const [a, b, c] = [earlier({ recordId: 'a', decidedOn: '2025-05-05' }), earlier({ recordId: 'b', decidedOn: '2024-05-05' }), earlier({ recordId: 'c', decidedOn: '2025-05-05' })]
  t.same(historyOf('x', '2026-03-14', [c, a, b]).map(({ recordId }) => recordId), ['b', 'a', 'c'])
  t.same(historyOf('a', '2026-03-14', [c, a, b]).map(({ recordId }) => recordId), ['b', 'c'])
})

t.test('an earlier case of the same subject counts once it is served, while it is under review too, and not once it is revoked', async t => {
  const first = reach(open(fees({ occurredOn: '2025-09-01' }), { id: 'first' }), 'decided')
  const served = take(first, STEPS.serve, clerk)
  const asked = take(served, STEPS.review, party)
  const later = (situation: typeof first) => {
    const decision = decisionOf(book, situation.file)
    return open(fees({ occurredOn: '2026-07-05' }), { id: 'second', decisions: decision ? [decision] : [] })
  }
  t.equal(later(first).judged.answer.tier, 'general', 'not before service')
  t.equal(later(served).judged.answer.tier, 'serious')
  t.match(later(served).judged.inputs.history, [{ recordId: 'first', underReview: false }])
  t.equal(later(asked).judged.answer.tier, 'serious')
  t.match(later(asked).judged.inputs.history, [{ recordId: 'first', underReview: true }], 'and the answer says so')
  t.equal(later(take(asked, STEPS.revoke, reviewer)).judged.answer.tier, 'general')
})

t.test('until it is decided a case counts what its subject\'s record has become, from then on what it had', async t => {
  const notified = reach(open(fees()), 'notified')
  t.equal(again(notified, { decisions: [earlier()] }).judged.answer.tier, 'serious')
  const decided = again(take(notified, STEPS.decide, chief), { decisions: [earlier()] })
  t.equal(decided.judged.answer.tier, 'general')
  t.same(decided.judged.inputs.history, [])
})

t.test('a decision keeps the earlier ones that it counted as they were', async t => {
  const withPrior = reach(open(fees(), { decisions: [earlier()] }), 'decided')
  t.same(withPrior.file.decision?.computed.inputs.history, [earlier()])
  t.same(withPrior.file.notice?.computed.inputs.history, [earlier()])
  t.match(again(withPrior, { decisions: [] }).judged, { answer: { tier: 'serious' }, inputs: { history: [{ recordId: 'prior-1' }] } })
})

t.test('an earlier decision without a tier is listed and raises nothing', async t => {
  const { judged } = open(fees(), { decisions: [earlier({ tier: null })] })
  t.equal(judged.answer.tier, 'general')
  t.equal(judged.inputs.history.length, 1)
})

t.test('who decides follows the tier that the record leads to', async t => {
  const rectified = earlier({ tier: 'serious', measures: ['rectify', 'publish'], rectifyBy: '2026-02-01', rectifiedOn: '2026-02-10' })
  const given = opening(PLACE.guizhou, conduct('agency.out-of-area'))
  const plain = reach(open(given), 'notified')
  t.equal(why(plain, decide(plain), at('province').chief), 'wrong-level')
  const raised = reach(open(given, { decisions: [rectified] }), 'notified')
  t.equal(raised.judged.answer.tier, 'grave')
  t.equal(why(raised, decide(raised), chief), 'wrong-level')
  t.equal(why(raised, decide(raised), at('province').chief), null)
})

t.test('what is established anew is judged with the same record', async t => {
  const investigating = reach(open(opening(PLACE.guangxi, conduct('agency.organization')), { decisions: [earlier()] }), 'investigating')
  t.equal(investigating.judged.answer.outcome, 'needs-facts')
  t.equal(take(investigating, establish(investigating, { conducts: [conduct('agency.fees')] }), clerk).judged.answer.tier, 'serious')
})
