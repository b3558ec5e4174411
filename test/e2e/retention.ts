/** A record is kept its time, found when that is over, and erased: then nobody finds or reads it, and the chain still stands. */
import type { Test } from 'tap'
import { checkStore } from '../../src/records/check-store.ts'
import { keyOf } from '../deps.ts'
import { inForce } from './decided.ts'
import { about, at, say } from './desks.ts'
import { opened, type Fresh, type Opened } from './opened.ts'
import type { CaseView, EventList, PriorView } from './shapes.ts'

interface Retention { readonly closedOn: string, readonly until: string | null, readonly notes: readonly string[] }
interface Refusal { readonly code: string, readonly reason?: string, readonly detail: string }
interface Item { readonly id: string }
interface List { readonly items: readonly Item[] }

const CLOSED = '2026-04-20'
const UNTIL = '2031-04-20'
const DAY_AFTER = '2031-04-21'
const admin = { body: {}, headers: { 'x-actor': 'root', 'x-actor-level': 'province' } }
const candidate = { type: 'candidate', ref: '11010519491231002X', refKind: 'resident-id', name: '钱示例' }

/** A case in force and archived: about a candidate, with a bar of two years. */
async function closedCase ({ office }: Opened, subject = candidate): Promise<CaseView & { retention: Retention | null }> {
  const dossier = await inForce(office, about('cn', [{ code: 'candidate.copying' }], { subject, narrative: '座位三排抄袭' }), { decidedOn: '2026-04-01', level: 'agency' })
  await dossier.take(say.archive(CLOSED), at('agency').wei)
  return await office.get(dossier.url)
}

async function faults ({ store, service }: Opened): Promise<{ found: string[], erased: number }> {
  const found: string[] = []
  const { erased } = await checkStore(store, service.rules.book, keyOf, { fault: (what, detail) => { found.push(`${what}: ${detail}`) }, progress: () => {} })
  return { found, erased }
}

async function kept (t: Test, fresh: Fresh): Promise<void> {
  const all = await opened(t, fresh)
  const { office, clock } = all
  const open = await office.open(about('cn', [{ code: 'candidate.copying' }]), at('agency').wei)
  t.equal((await office.get<{ retention: unknown }>(open.url)).retention, null, 'while it is open')
  t.match((await office.ask<Refusal>('POST', `${open.url}/erasure`, admin)).body, { code: 'step-not-allowed', reason: 'wrong-state' })

  const { id, retention } = await closedCase(all)
  t.strictSame(retention, { closedOn: CLOSED, until: UNTIL, notes: ['X-4'] })
  const due = async (before: string): Promise<string[]> => (await office.get<List>(`/v1/cases?retentionBefore=${before}`)).items.map((one) => one.id)
  t.strictSame(await due(UNTIL), [], 'it has to be kept on its last day')
  t.strictSame(await due(DAY_AFTER), [id])
  t.strictSame((await office.post<List>('/v1/cases/search', { retentionBefore: DAY_AFTER, jurisdiction: '11' })).items.map((one) => one.id), [id])

  for (const day of [CLOSED, UNTIL]) {
    clock.turnTo(day)
    const { statusCode, body } = await office.ask<Refusal>('POST', `/v1/cases/${id}/erasure`, { body: {}, headers: { ...admin.headers, 'accept-language': 'en' } })
    t.match({ statusCode, ...body }, { statusCode: 409, code: 'step-not-allowed', detail: /until 2031-04-20 .* from 2031-04-21/ }, day)
  }
  t.equal((await office.get<CaseView>(`/v1/cases/${id}`)).state, 'closed', 'it is still there')
}

async function erased (t: Test, fresh: Fresh): Promise<void> {
  const all = await opened(t, fresh)
  const { office, clock } = all
  const { id, head, version } = await closedCase(all)
  const url = `/v1/cases/${id}`
  clock.turnTo(DAY_AFTER)
  const key = { body: {}, headers: { ...admin.headers, 'idempotency-key': 'erase' } }
  const first = await office.ask('POST', `${url}/erasure`, key)
  t.match({ status: first.statusCode, body: first.body }, { status: 201, body: { id, erasedOn: DAY_AFTER, retainedUntil: UNTIL } })
  const again = await office.ask('POST', `${url}/erasure`, key)
  t.strictSame([again.statusCode, again.payload, again.headers['idempotency-replayed']], [201, first.payload, 'true'])

  for (const [method, path] of [['GET', ''], ['GET', '/steps'], ['GET', '/export'], ['GET', '/recomputation'], ['POST', '/erasure']] as const) {
    t.match((await office.ask(method, `${url}${path}`, method === 'POST' ? { body: {} } : {})).statusCode, 404, `${method} ${path}`)
  }
  t.equal((await office.ask('POST', `${url}/steps`, { body: { type: 'correct', seq: 1, reasons: '误', replaces: { narrative: '无' } }, headers: { 'if-match': '*' } })).statusCode, 404)
  t.strictSame(await office.get(`${url}/verification`), { valid: true, steps: version, head, erased: true })
  t.strictSame((await office.get<List>('/v1/cases')).items, [])
  t.strictSame((await office.post<List>('/v1/cases/search', { subject: { type: candidate.type, ref: candidate.ref } })).items, [])
  t.match(await office.post('/v1/standing-checks', { on: '2026-05-01', subjects: [{ type: candidate.type, ref: candidate.ref }] }), { items: [{ clear: true }] })
  const { items } = await office.get<EventList>('/v1/events?after=0&limit=100')
  t.match(items.at(-1), { type: 'evenhand.case.erased', subject: id, data: { recordId: id, kind: 'case', seq: version, head } })
  t.strictSame(await faults(all), { found: [], erased: 1 })
}

/** A later case has counted a decision that is erased: what it was decided on is its own. */
async function counted (t: Test, fresh: Fresh): Promise<void> {
  const all = await opened(t, fresh, '2026-11-21')
  const { office, clock } = all
  const prior = await office.post<PriorView & { retention: Retention }>('/v1/prior-decisions', {
    subject: { type: 'agency', ref: '91110105MA000001XK', refKind: 'other', name: '示例机构' },
    jurisdiction: '110105',
    decidedOn: '2025-12-10',
    authority: '示例',
    tier: 'general',
    measures: [{ measure: 'interview' }],
    document: '示例〔2025〕1号'
  })
  t.strictSame(prior.retention, { closedOn: '2026-11-21', until: '2031-11-21', notes: ['X-4'] }, 'its time runs from the day on which it was recorded')
  const opening = about('guangxi', [{ code: 'agency.scoring-management', facts: { gravity: 'minor' } }], { subject: { type: 'agency', ref: '91110105MA000001XK', refKind: 'other', name: '示例机构' } })
  const dossier = await inForce(office, opening, { decidedOn: '2026-04-01', level: 'city', rectifyBy: '2026-06-01' })
  const before = await office.get<CaseView>(dossier.url)
  t.strictSame(before.history.map(({ recordId }) => recordId), [prior.id])

  t.match((await office.ask('POST', `/v1/prior-decisions/${prior.id}/erasure`, admin)).statusCode, 409)
  clock.turnTo('2031-11-22')
  t.match((await office.ask('POST', `/v1/prior-decisions/${prior.id}/erasure`, admin)).body, { id: prior.id, retainedUntil: '2031-11-21' })
  t.equal((await office.ask('GET', `/v1/prior-decisions/${prior.id}`)).statusCode, 404)
  t.strictSame(await office.get(`/v1/cases/${prior.id}/verification`), { valid: true, steps: 1, head: prior.head, erased: true })

  const after = await office.get<CaseView>(dossier.url)
  t.strictSame([after.history, after.sanctions, after.reconsideration], [before.history, before.sanctions, null], 'it stands as it was decided')
  await dossier.take({ type: 'add-evidence', kind: 'documentary', title: '整改材料', obtainedOn: '2026-06-02' }, at('city').wei)
  t.equal((await office.get<CaseView>(dossier.url)).reconsideration, null, 'and is not to be reconsidered after its next step')
  t.strictSame(await faults(all), { found: [], erased: 1 })
}

async function subjectFile (t: Test, fresh: Fresh): Promise<void> {
  const all = await opened(t, fresh)
  const { office } = all
  const { id } = await closedCase(all)
  await closedCase(all, { ...candidate, ref: '11010519491231003X', name: '孙示例' })
  const prior = await office.post<PriorView>('/v1/prior-decisions', { subject: candidate, jurisdiction: '110105', decidedOn: '2026-01-10', authority: '示例', measures: [{ measure: 'bar-2-years' }], document: '示例〔2026〕1号' })
  const asked = { subject: { type: 'candidate', ref: candidate.ref.toLowerCase() } }
  const file = await office.post<Record<string, unknown>>('/v1/subject-files', asked)
  const whole = await office.get<Record<string, unknown>>(`/v1/cases/${id}/export`)
  t.match(file, { format: 'evenhand-subject-file/1', subject: asked.subject, on: '2026-11-21', standing: { clear: false, measures: [{ measure: 'bar-current-year', caseId: id }, { measure: 'bar-2-years', priorDecisionId: prior.id }] }, priorDecisions: [{ record: { id: prior.id }, steps: [{ seq: 1, type: 'record' }] }] })
  t.strictSame((file.cases as Record<string, unknown>[]).map(({ record, steps }) => ({ record, steps })), [{ record: whole.record, steps: whole.steps }], 'every case as it is exported, and none of anybody else')
  t.notMatch(JSON.stringify(file), /孙示例/)
  t.match(await office.post('/v1/subject-files', { subject: { type: 'candidate', ref: 'nobody' } }), { standing: { clear: true }, cases: [], priorDecisions: [] })
}

async function warnings (t: Test, fresh: Fresh): Promise<void> {
  const { office } = await opened(t, fresh)
  const opening = (subject: object) => ({ ...about('cn', [{ code: 'candidate.copying' }]), subject })
  for (const [ref, refKind, expected] of [['11010519491231002X', 'resident-id', []], ['110105194912310021', 'resident-id', ['/subject/ref']], ['11010519491331002X', 'resident-id', ['/subject/ref']], ['91110000600037341L', 'uscc', []], ['911100006000373410', 'uscc', ['/subject/ref']], ['110105194912310021', 'other', []]] as const) {
    const view = await office.post<CaseView & { warnings: { code: string, pointer: string, detail: string }[] }>('/v1/cases', opening({ type: 'candidate', ref, refKind, name: '周' }))
    t.strictSame(view.warnings.map(({ pointer }) => pointer), expected, `${refKind} ${ref}`)
    t.ok(view.warnings.every(({ code, detail }) => code === 'check-digit' && detail !== '' && !detail.includes(ref)))
  }
  const prior = await office.post<PriorView & { warnings: object[] }>('/v1/prior-decisions', { subject: { ...candidate, ref: '110105194912310021' }, jurisdiction: '110105', decidedOn: '2026-01-10', authority: '示例', measures: [{ measure: 'bar-2-years' }], document: '示例〔2026〕1号' })
  t.equal(prior.warnings.length, 1)
}

export async function retention (t: Test, fresh: Fresh): Promise<void> {
  await t.test('it is kept its time, and listed when that is over', (t) => kept(t, fresh))
  await t.test('erased, it is found nowhere, and its chain still stands', (t) => erased(t, fresh))
  await t.test('a decision that counted it stands', (t) => counted(t, fresh))
  await t.test('a subject is given everything that is kept about it', (t) => subjectFile(t, fresh))
  await t.test('a number that cannot be one is remarked on, and not refused', (t) => warnings(t, fresh))
}
