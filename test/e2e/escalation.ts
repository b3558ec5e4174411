/** An agency's own earlier decisions raise its later ones; where one of them falls, the later ones are flagged, and nothing changes by itself. */
import type { Test } from 'tap'
import type { Opening } from '../../src/domain/record/step.ts'
import { inForce, reviewed } from './decided.ts'
import { about, at, say } from './desks.ts'
import type { Dossier, Office } from './office.ts'
import type { CaseList, CaseView, PriorView, Recomputation, StandingAnswer, Verification } from './shapes.ts'
import { opened, type Fresh } from './opened.ts'

const fees = [{ code: 'agency.fees' }]
const laxReview = [{ code: 'agency.lax-eligibility-review', facts: { gravity: 'minor' } }]
const { wei } = at('county')
const GENERAL = ['interview', 'order-correction']
const SERIOUS = ['rectify', 'suspend-evaluation']
const GRAVE = ['terminate-filing', 'remove-from-directory']
const item = (tier: string, number: number): string => `guangxi/annex-3/${tier}/item-${number}`

const governing = ({ classification }: CaseView): string[] => classification.results.flatMap(({ findings }) => findings.filter(({ governing }) => governing).map(({ provision }) => provision))
const lighter = ({ classification }: CaseView): string[] => classification.results.flatMap(({ findings }) => findings.filter(({ governing }) => !governing).map(({ provision }) => provision))
const measuresOf = ({ decision }: CaseView): string[] => [...decision?.measures ?? []].sort()
const counted = ({ history }: CaseView): string[] => history.map(({ recordId }) => recordId)

/** The tier of a case about the same agency that happened on a day; it is only registered, and counts for nothing itself. */
const tierOn = async (office: Office, opening: Opening, occurredOn: string): Promise<string | null> =>
  (await office.open({ ...opening, occurredOn }, wei)).view.classification.tier

const sorted = (list: readonly string[]): string[] => [...list].sort()

async function threeTimes (t: Test, fresh: Fresh): Promise<void> {
  const { office } = await opened(t, fresh)
  const first = about('guangxi', laxReview, { occurredOn: '2025-03-10' })
  const again = (occurredOn: string): Opening => ({ ...first, conducts: fees, occurredOn })

  const a = await inForce(office, first, { decidedOn: '2025-03-31' })
  t.match(a.view, { classification: { tier: 'general' }, history: [], decision: { servedOn: '2025-04-02', tier: 'general' } })
  t.strictSame(measuresOf(a.view), sorted(GENERAL), 'the first is general, with an interview')
  for (const [day, tier] of [['2025-04-02', 'general'], ['2025-04-03', 'serious'], ['2026-03-31', 'serious'], ['2026-04-01', 'general']] as const) {
    t.equal(await tierOn(office, again(day), day), tier, `what happens again on ${day} is ${tier}`)
  }
  t.equal(await tierOn(office, about('guangxi', fees), '2025-06-10'), 'general', 'for another agency it is the first time')

  const b = await inForce(office, again('2025-06-10'), { decidedOn: '2025-07-10', rectifyBy: '2025-09-30' })
  t.strictSame([b.view.decision?.tier, governing(b.view), lighter(b.view)], ['serious', [item('serious', 1)], [item('general', 6)]], 'the second within a year is serious because of the first')
  t.match(b.view.history, [{ recordId: a.id, kind: 'case', decidedOn: '2025-03-31', servedOn: '2025-04-02', tier: 'general', rectifyBy: null, rectifiedOn: null, underReview: false }])
  t.equal(b.view.history.length, 1)
  t.strictSame(measuresOf(b.view), SERIOUS)
  t.equal(await tierOn(office, again('2025-08-01'), '2025-08-01'), 'serious', 'before the rectification a further one is no graver')
  await b.take(say.verify('2025-09-10'), wei)
  t.equal(await tierOn(office, again('2025-09-10'), '2025-09-10'), 'serious')
  t.equal(await tierOn(office, again('2025-09-11'), '2025-09-11'), 'grave', 'from the day after the rectification it is')

  const c = await inForce(office, again('2025-11-03'), { decidedOn: '2025-12-01' })
  t.strictSame([c.view.decision?.tier, governing(c.view), sorted(lighter(c.view))], ['grave', [item('grave', 1)], [item('general', 6), item('serious', 1)]], 'a third after rectification is grave')
  t.strictSame(counted(c.view), [a.id, b.id])
  t.match(c.view.history[1], { tier: 'serious', rectifyBy: '2025-09-30', rectifiedOn: '2025-09-10' })
  t.strictSame(measuresOf(c.view), sorted(GRAVE))
  t.strictSame([a, b, c].map(({ view }) => view.reconsideration), [null, null, null])
  await t.test('the first is revoked on review, and the later two are flagged', (t) => firstRevoked(t, office.in(t), again, [a.id, b.id, c.id]))
}

async function firstRevoked (t: Test, office: Office, again: (day: string) => Opening, ids: readonly [string, string, string]): Promise<void> {
  const [a, b, c] = await Promise.all(ids.map((id) => office.find(id))) as [Dossier, Dossier, Dossier]
  await a.take(say.request('2026-01-12'), wei)
  const meanwhile = await office.open(again('2025-06-11'), wei)
  t.equal(meanwhile.view.classification.tier, 'serious', 'a decision under review still counts')
  t.match(meanwhile.view.history, [{ recordId: a.id, underReview: true }], 'and the answer says that it is under review')
  const before = (await office.events()).length
  await a.take(say.review('2026-01-20', 'revoke'), at('county').zhao)
  t.match(a.view, { state: 'revoked', decision: { revoked: true } })
  const told = (await office.events()).slice(before)
  t.strictSame(told.map(({ type, subject, data }) => [type, subject, (data as { because?: string }).because]), [
    ['evenhand.case.step-added', a.id, undefined],
    ['evenhand.case.reconsideration-due', b.id, a.id],
    ['evenhand.case.reconsideration-due', c.id, a.id]
  ], 'both are told to be due for reconsideration')

  const decided = (await b.reread()).decision
  t.match(b.view, { state: 'in-force', decision: { tier: 'serious', revoked: false } }, 'nothing has changed by itself')
  t.strictSame(measuresOf(b.view), SERIOUS)
  t.match(b.view.reconsideration, {
    because: [{ recordId: a.id, kind: 'case', change: 'gone' }],
    decided: { outcome: 'violation', tier: 'serious', governing: [item('serious', 1)] },
    wouldBe: { outcome: 'violation', tier: 'general', governing: [item('general', 6)] },
    changes: true
  }, 'the second would be general')
  t.strictSame(sorted(b.view.reconsideration?.wouldBe.measures ?? []), GENERAL)
  t.strictSame(counted(b.view), [a.id], 'it still names what it was decided on')

  await c.reread()
  t.strictSame(c.view.reconsideration?.because, [{ recordId: a.id, kind: 'case', change: 'gone' }, { recordId: b.id, kind: 'case', change: 'to-be-reconsidered' }])
  t.match(c.view.reconsideration, { decided: { tier: 'grave', governing: [item('grave', 1)] }, wouldBe: { tier: 'serious', governing: [item('serious', 1)] }, changes: true },
    'the third would be serious, by what the second would be')
  t.strictSame(sorted(c.view.reconsideration?.wouldBe.measures ?? []), SERIOUS)
  t.match(c.view, { state: 'in-force', decision: { tier: 'grave' } })

  const flagged = async (is: boolean): Promise<string[]> => (await office.get<CaseList>(`/v1/cases?reconsider=${is}`)).items.map(({ id }) => id)
  t.strictSame(await flagged(true), [c.id, b.id], 'the list of those to be reconsidered has the two')
  t.strictSame((await flagged(false)).filter((id) => ids.includes(id)), [a.id])
  for (const one of [b, c]) t.match(await office.get<Recomputation>(`${one.url}/recomputation`), { decided: true, unchanged: true, differences: [] }, 'computed again from its own inputs, it is what it was')
  for (const one of [a, b, c]) t.match(await office.get<Verification>(`${one.url}/verification`), { valid: true })
  const { items: [standing] } = await office.post<StandingAnswer>('/v1/standing-checks', { on: '2026-02-01', subjects: [again('2025-01-01').subject].map(({ type, ref }) => ({ type, ref })) })
  t.strictSame(standing?.measures.map(({ measure, caseId }) => [measure, caseId]).sort(), sorted(GRAVE).map((measure) => [measure, c.id]), 'what the third imposed is in force all the same')
  t.equal(await tierOn(office, again('2025-05-05'), '2025-05-05'), 'general', 'what is revoked raises nothing any more')

  await reviewed(b, '2026-02-02', 'vary')
  t.match(b.view, { state: 'in-force', reconsideration: null, decision: { tier: 'general', decidedOn: decided?.decidedOn ?? '' } })
  t.strictSame(measuresOf(b.view), sorted(GENERAL), 'the second is varied to what it would be')
  t.match((await office.events()).slice(-1), [{ type: 'evenhand.case.reconsideration-settled', subject: b.id }])
  await c.reread()
  t.match(c.view.reconsideration, { because: [{ recordId: a.id, change: 'gone' }, { recordId: b.id, change: 'changed' }], wouldBe: { tier: 'serious' } })
  await reviewed(c, '2026-02-09', 'revoke')
  t.equal(c.view.reconsideration, null)
  t.strictSame(await flagged(true), [])
  for (const one of [a, b, c]) t.match(await office.get<Verification>(`${one.url}/verification`), { valid: true })
}

async function byAnother (t: Test, fresh: Fresh): Promise<void> {
  const { office } = await opened(t, fresh)
  const opening = about('guangxi', fees, { occurredOn: '2025-06-10' })
  const prior = { subject: opening.subject, jurisdiction: '450103', decidedOn: '2025-03-31', authority: '示例市人力资源和社会保障局', measures: [{ measure: 'interview' }, { measure: 'order-correction' }], document: '示例人社〔2025〕3号' }
  await office.post('/v1/prior-decisions', prior)
  t.equal(await tierOn(office, opening, '2025-06-10'), 'general', 'an earlier decision without a tier raises nothing')
  const recorded = await office.post<PriorView>('/v1/prior-decisions', { ...prior, tier: 'general' })
  t.match(recorded, { state: 'recorded', version: 1, withdrawal: null, tier: 'general' })
  t.strictSame(await office.get(`/v1/prior-decisions/${recorded.id}`), recorded)

  const later = await inForce(office, opening, { decidedOn: '2025-07-10', rectifyBy: '2025-09-30' })
  t.strictSame([later.view.decision?.tier, governing(later.view)], ['serious', [item('serious', 1)]], 'one with a tier raises like a case')
  t.match(later.view.history.find(({ recordId }) => recordId === recorded.id), { kind: 'prior-decision', decidedOn: '2025-03-31', servedOn: '2025-03-31', tier: 'general' })

  const withdrawal = { reasons: '录入对象有误。' }
  const withdrawn = await office.post<PriorView>(`/v1/prior-decisions/${recorded.id}/withdrawal`, withdrawal)
  t.match(withdrawn, { id: recorded.id, state: 'withdrawn', version: 2, withdrawal })
  t.match(await office.ask('POST', `/v1/prior-decisions/${recorded.id}/withdrawal`, { body: withdrawal }), { statusCode: 409, body: { code: 'step-not-allowed', reason: 'wrong-state' } }, 'it is withdrawn once')
  t.match((await office.events()).slice(-2), [
    { type: 'evenhand.prior-decision.withdrawn', subject: recorded.id },
    { type: 'evenhand.case.reconsideration-due', subject: later.id, data: { because: recorded.id } }
  ])
  t.match((await later.reread()).reconsideration, { because: [{ recordId: recorded.id, kind: 'prior-decision', change: 'gone' }], wouldBe: { tier: 'general', governing: [item('general', 6)] }, changes: true })
  t.match(await office.get<Recomputation>(`${later.url}/recomputation`), { unchanged: true })
  t.equal(await tierOn(office, opening, '2025-06-10'), 'general', 'what is withdrawn raises nothing')
  t.match(await office.get<Verification>(`${later.url}/verification`), { valid: true })
}

export async function escalation (t: Test, fresh: Fresh): Promise<void> {
  await t.test('in Guangxi the same agency offends three times', (t) => threeTimes(t, fresh))
  await t.test('a decision of another authority counts until it is withdrawn', (t) => byAnother(t, fresh))
}
