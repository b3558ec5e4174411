/** Decisions that rest on earlier ones which are no longer what they were: Guangxi, where a second general violation within a year is serious, and a serious one after rectification grave. */
import t from 'tap'
import type { Day } from '../../../src/domain/day.ts'
import type { CaseFile, Counted } from '../../../src/domain/record/case.ts'
import type { Situation } from '../../../src/domain/record/checks.ts'
import { decisionOf } from '../../../src/domain/record/projection.ts'
import { changedSince, reconsider } from '../../../src/domain/record/reconsider.ts'
import type { ConductGiven } from '../../../src/domain/question.ts'
import { again, at, book, conduct, decide, earlier, establish, open, opening, party, PLACE, setting, STEPS, take } from './walk.ts'

const { clerk, chief, reviewer } = at('city')
const fees = conduct('agency.fees')
const outOfArea = conduct('agency.out-of-area')

interface Days { readonly occurredOn: Day, readonly on: Day, readonly servedOn: Day, readonly rectifyBy?: Day }

/** A case from its conduct to service, on days of its own. */
function served (id: string, given: ConductGiven, { occurredOn, on, servedOn, rectifyBy }: Days, decisions: readonly Counted[], optionalMeasures: readonly string[] = []): Situation {
  let now = take(open(opening(PLACE.guangxi, given, { occurredOn }), { id, decisions }), STEPS.accept, clerk)
  now = take(now, establish(now, { establishedOn: on }), clerk)
  now = take(now, { ...STEPS.notify, deliveredOn: on, optionalMeasures }, clerk)
  now = take(now, decide(now, { decidedOn: on, optionalMeasures, ...(rectifyBy === undefined ? {} : { rectifyBy }) }), chief)
  return take(now, { ...STEPS.serve, servedOn }, clerk)
}

const counted = (...situations: readonly Situation[]): Counted[] => situations.flatMap(({ file }) => decisionOf(book, file) ?? [])
const others = (...situations: readonly Situation[]): Map<string, CaseFile> => new Map(situations.map(({ file }) => [file.id, file]))
const review = (situation: Situation, on: Day, outcome: string, more = {}): Situation =>
  take(take(situation, { ...STEPS.review, on }, party), { type: 'decide-review', on, outcome, reasons: '复核', ...more }, reviewer)

/** General with an interview; then within the year another, serious for that; after its rectification a third, grave for that. */
const first = served('first', fees, { occurredOn: '2025-05-01', on: '2025-06-01', servedOn: '2025-06-05' }, [])
const second = take(
  served('second', fees, { occurredOn: '2025-07-15', on: '2025-08-10', servedOn: '2025-08-12', rectifyBy: '2025-10-31' }, counted(first), ['publish']),
  { ...STEPS.verify, on: '2025-10-01' }, clerk)
const third = served('third', outOfArea, { occurredOn: '2026-03-14', on: '2026-04-10', servedOn: '2026-04-15' }, counted(first, second))
/** A third that was only general by itself: raised twice. */
const thirdGeneral = served('third', fees, { occurredOn: '2026-03-14', on: '2026-04-10', servedOn: '2026-04-15' }, counted(first, second))
const firstRevoked = review(first, '2026-05-01', 'revoke')
const since = counted(firstRevoked, second, third)

t.test('the second is serious because of the first, the third grave because of the second', async t => {
  t.strictSame([first, second, third, thirdGeneral].map(({ file }) => file.tier), ['general', 'serious', 'grave', 'grave'])
  t.match(second.file.decision?.computed.answer.results[0]?.findings, [{ governing: false }, { provision: 'guangxi/annex-3/serious/item-1', governing: true }])
  t.match(third.file.decision?.computed.answer.results[0]?.findings, [{ governing: false }, { provision: 'guangxi/annex-3/grave/item-1', governing: true }])
  t.strictSame(third.file.decision?.computed.inputs.history.map(({ recordId }) => recordId), ['first', 'second'])
})

t.test('while nothing that it counted has changed, nothing is to be reconsidered', async t => {
  const all = counted(first, second, third)
  for (const situation of [first, second, third]) t.equal(reconsider(setting, situation.file, all, others(first, second, third)), null)
})

t.test('once the first is revoked, the second would be general', async t => {
  t.same(reconsider(setting, second.file, since, others(second, third)), {
    because: [{ recordId: 'first', kind: 'case', change: 'gone' }],
    decided: { outcome: 'violation', tier: 'serious', governing: ['guangxi/annex-3/serious/item-1'], measures: ['rectify', 'suspend-evaluation', 'publish'] },
    wouldBe: { outcome: 'violation', tier: 'general', governing: ['guangxi/annex-3/general/item-6'], measures: ['order-correction', 'interview'] },
    changes: true
  })
  t.equal(reconsider(setting, firstRevoked.file, since, others(second, third)), null, 'the first itself is not')
})

t.test('and the third, with what the second would be, serious', async t => {
  const reconsidered = reconsider(setting, third.file, since, others(second, third))
  t.same(reconsidered?.because, [{ recordId: 'first', kind: 'case', change: 'gone' }, { recordId: 'second', kind: 'case', change: 'to-be-reconsidered' }])
  t.same(reconsidered?.decided.tier, 'grave')
  t.same(reconsidered?.wouldBe, { outcome: 'violation', tier: 'serious', governing: ['guangxi/annex-3/serious/item-2'], measures: ['rectify', 'suspend-evaluation'] })
  t.equal(reconsidered?.changes, true)
})

t.test('a third that was general by itself would be serious, for the second would then have been the general one before it', async t => {
  const reconsidered = reconsider(setting, thirdGeneral.file, counted(firstRevoked, second, thirdGeneral), others(second, thirdGeneral))
  t.match(reconsidered?.wouldBe, { tier: 'serious', governing: ['guangxi/annex-3/serious/item-1'] })
})

t.test('once the second has been varied, the third rests on what it became', async t => {
  const varied = review(again(second, { decisions: since }), '2026-06-01', 'vary')
  t.match(varied.file.decision, { measures: ['order-correction', 'interview'], computed: { answer: { tier: 'general' } } }, 'without the first it is general, whoever varies it')
  const now = counted(firstRevoked, varied, third)
  t.equal(reconsider(setting, varied.file, now, others(varied, third)), null, 'and settled')
  const reconsidered = reconsider(setting, third.file, now, others(varied, third))
  t.same(reconsidered?.because, [{ recordId: 'first', kind: 'case', change: 'gone' }, { recordId: 'second', kind: 'case', change: 'changed' }])
  t.equal(reconsidered?.wouldBe.tier, 'serious')
})

t.test('once the second has been upheld anew it is settled, and counts for the third as it stands', async t => {
  const upheld = review(again(second, { decisions: since }), '2026-06-01', 'uphold')
  const now = counted(firstRevoked, upheld, third)
  t.same(changedSince(upheld.file, now), [])
  t.equal(reconsider(setting, upheld.file, now, others(upheld, third)), null)
  const reconsidered = reconsider(setting, third.file, now, others(upheld, third))
  t.same(reconsidered?.because, [{ recordId: 'first', kind: 'case', change: 'gone' }])
  t.match(reconsidered, { wouldBe: { tier: 'grave' }, changes: false }, 'which leaves it grave')
})

t.test('once the third has been upheld anew too, nothing is left', async t => {
  const upheld = review(again(second, { decisions: since }), '2026-06-01', 'uphold')
  const last = review(again(third, { decisions: counted(firstRevoked, upheld, third) }), '2026-07-01', 'uphold')
  t.equal(reconsider(setting, last.file, counted(firstRevoked, upheld, last), others(upheld, last)), null)
})

t.test('an earlier decision of another authority that is withdrawn is gone like one that was revoked', async t => {
  const prior = earlier({ decidedOn: '2025-12-01', servedOn: '2025-12-01' })
  const raised = served('raised', fees, { occurredOn: '2026-03-14', on: '2026-04-10', servedOn: '2026-04-15' }, [prior])
  t.equal(raised.file.tier, 'serious')
  t.equal(reconsider(setting, raised.file, [prior, ...counted(raised)], others(raised)), null)
  t.match(reconsider(setting, raised.file, counted(raised), others(raised)), { because: [{ recordId: 'prior-1', kind: 'prior-decision', change: 'gone' }], wouldBe: { tier: 'general' }, changes: true })
})

t.test('an earlier decision that was varied to something lighter may change what rests on it, or not', async t => {
  const serious = earlier({ tier: 'serious', measures: ['rectify', 'suspend-evaluation', 'publish'], decidedOn: '2025-12-01', servedOn: '2025-12-01', rectifiedOn: '2026-02-01' })
  const raised = served('raised', outOfArea, { occurredOn: '2026-03-14', on: '2026-04-10', servedOn: '2026-04-15' }, [serious])
  t.equal(raised.file.tier, 'grave')
  const varied = (more: Partial<Counted>) => reconsider(setting, raised.file, [{ ...serious, ...more }, ...counted(raised)], others(raised))
  t.match(varied({ tier: 'general', measures: ['interview'] }), { because: [{ change: 'changed' }], wouldBe: { tier: 'serious' }, changes: true })
  t.match(varied({ measures: ['rectify', 'suspend-evaluation'] }), { because: [{ change: 'changed' }], wouldBe: { tier: 'grave' }, changes: false })
  t.equal(varied({ measures: ['publish', 'suspend-evaluation', 'rectify'] }), null, 'the order of the measures is no change')
  t.equal(varied({ underReview: true }), null, 'nor is a review that somebody asked for')
})

t.test('an optional measure that there still is stays in what would be', async t => {
  const serious = earlier({ tier: 'serious', measures: ['rectify'], decidedOn: '2025-12-01', servedOn: '2025-12-01', rectifiedOn: '2026-02-01' })
  const raised = served('raised', outOfArea, { occurredOn: '2026-03-14', on: '2026-04-10', servedOn: '2026-04-15' }, [serious], ['publish', 'refuse-refiling'])
  t.same(reconsider(setting, raised.file, counted(raised), others(raised))?.wouldBe.measures, ['rectify', 'suspend-evaluation', 'publish'])
})

t.test('only what is in force is to be reconsidered', async t => {
  const prior = earlier({ decidedOn: '2025-12-01', servedOn: '2025-12-01' })
  const raised = served('raised', fees, { occurredOn: '2026-03-14', on: '2026-04-10', servedOn: '2026-04-15' }, [prior])
  t.equal(reconsider(setting, review(raised, '2026-05-01', 'revoke').file, [], new Map()), null, 'not what was revoked')
  const investigating = take(open(opening(PLACE.guangxi, fees), { decisions: [prior] }), STEPS.accept, clerk)
  t.equal(reconsider(setting, investigating.file, [], new Map()), null, 'nor what is not decided')
})
