/** Agencies over HTTP: every answer as the document has it, every refusal where it belongs. */
import t, { type Test } from 'tap'
import type { Static } from 'typebox'
import { agencyExamples, agencyStepExamples } from '../../src/schemas/agency-examples.ts'
import type { AgencyList, AgencyView, DirectoryView } from '../../src/schemas/agency.ts'
import type { Verification } from '../../src/schemas/record-chain.ts'
import { inForce } from '../e2e/decided.ts'
import { about, say, at } from '../e2e/desks.ts'
import { by, Office, type Answer, type Problem } from '../e2e/office.ts'
import type { CaseView, StandingAnswer } from '../e2e/shapes.ts'
import { start } from './service.ts'

type View = Static<typeof AgencyView>
const opening = agencyExamples['training-organisation'].value
const { apply, supplement, grant, 'put-on-file': putOnFile, rate } = agencyStepExamples
const subject = { type: 'agency', ref: opening.ref }
const level = { 'x-actor': 'wei', 'x-actor-level': 'province' }

const officeOf = async (t: Test, today = '2026-11-21'): Promise<Office> => Office.at(t, (await start(t, { today: () => today })).app)

/** An agency in hand, at the version last seen. */
class Agency {
  readonly #office: Office
  readonly #t: Test
  view: View
  etag: string
  constructor (t: Test, office: Office, { body, headers }: Answer<View>) {
    this.#office = office
    this.#t = t
    this.view = body
    this.etag = String(headers.etag)
  }

  static async registered (t: Test, office: Office, over: object = {}): Promise<Agency> {
    const answer = await office.ask<View>('POST', '/v1/agencies', { body: { ...opening, ...over }, headers: level })
    t.equal(answer.statusCode, 201)
    t.equal(answer.headers.location, `/v1/agencies/${answer.body.id}`)
    return new Agency(t, office, answer)
  }

  get url (): string { return `/v1/agencies/${this.view.id}` }

  async send (body: object, headers: Record<string, string> = { 'if-match': this.etag }): Promise<Answer<View & Problem>> {
    return await this.#office.ask('POST', `${this.url}/steps`, { body, headers: { ...level, ...headers } })
  }

  async take (...steps: readonly object[]): Promise<void> {
    for (const step of steps) {
      const answer = await this.send(step)
      this.#t.equal(answer.statusCode, 201, answer.payload.slice(0, 300))
      this.view = answer.body
      this.etag = String(answer.headers.etag)
    }
  }

  async refused (step: object, reason: string): Promise<void> {
    const answer = await this.send(step)
    this.#t.match(answer, { statusCode: 409, body: { code: 'step-not-allowed', reason } }, reason)
    this.#t.equal((await this.#office.ask('GET', this.url)).headers.etag, this.etag, 'nothing has changed')
  }
}

const filing = [apply.value, supplement.value, grant.value]
const assessors = [1, 2, 3].map((number) => ({ ...putOnFile.value, ref: `KP-${number}`, name: `考评${number}`, on: '2026-05-21' }))

t.test('an agency is registered, filed, rated, listed, shown and verified', async (t) => {
  const office = await officeOf(t)
  const agency = await Agency.registered(t, office)
  t.match(agency.view, { version: 1, status: 'unfiled', filings: [], warnings: [] })
  await agency.take(...filing, ...assessors)
  const { body, headers } = await office.ask<View>('GET', agency.url)
  t.equal(headers.etag, agency.etag)
  t.strictSame(body, agency.view, 'it is read as it was answered')
  t.match(body, { status: 'active', filings: [{ until: '2029-05-21', renewalWindow: { from: '2029-02-21', to: '2029-05-21', open: false } }] })
  t.match(await office.get<View>(`${agency.url}?on=2026-05-20`), { status: 'unfiled', on: '2026-05-20' })
  t.match(await office.get<Static<typeof AgencyList>>('/v1/agencies?status=active&occupation=6-18-02-04'), { items: [{ id: agency.view.id, status: 'active' }] })
  t.match(await office.get<Static<typeof DirectoryView>>('/v1/directory?track=level-recognition'), { items: [{ ref: opening.ref }] })
  t.match((await office.get<{ items: { type: string, outcome: object }[] }>(`${agency.url}/steps`)).items.map(({ type }) => type), ['register-agency', 'apply', 'supplement', 'grant', 'put-on-file', 'put-on-file', 'put-on-file'])
  t.match(await office.get<Static<typeof Verification>>(`${agency.url}/verification`), { valid: true, steps: 7 })
  t.strictSame((await office.events()).filter(({ subject: id }) => id === agency.view.id).map(({ type }) => type), ['evenhand.agency.registered', ...Array.from({ length: 6 }, () => 'evenhand.agency.step-added')])
})

t.test('a second registration of the same number is refused', async (t) => {
  const office = await officeOf(t)
  await Agency.registered(t, office)
  t.match(await office.ask('POST', '/v1/agencies', { body: opening, headers: level }), { statusCode: 409, body: { code: 'step-not-allowed', reason: 'already-registered', field: 'ref' } })
})

t.test('a step names the version that it builds on', async (t) => {
  const office = await officeOf(t)
  const agency = await Agency.registered(t, office)
  t.match(await agency.send(putOnFile.value, {}), { statusCode: 428, body: { code: 'if-match-required' } })
  t.match(await agency.send(putOnFile.value, { 'if-match': '"9-0000000000000000"' }), { statusCode: 412, body: { code: 'stale-version' } })
  const key = { 'if-match': agency.etag, 'idempotency-key': 'k-1' }
  const [first, second] = [await agency.send(putOnFile.value, key), await agency.send(putOnFile.value, key)]
  t.strictSame([first.statusCode, second.statusCode, second.headers['idempotency-replayed']], [201, 201, 'true'])
  t.equal(second.payload, first.payload)
  t.match(await agency.send({ ...putOnFile.value, ref: 'KP-2' }, key), { statusCode: 422, body: { code: 'idempotency-key-reused' } })
})

t.test('a step that may not come now says why', async (t) => {
  const office = await officeOf(t)
  const agency = await Agency.registered(t, office)
  await agency.refused(grant.value, 'no-application')
  await agency.refused(rate.value, 'not-on-file')
  await agency.take(apply.value)
  await agency.refused(apply.value, 'application-open')
  await agency.refused(grant.value, 'conditions-open')
  await agency.refused({ ...supplement.value, on: '2026-03-01' }, 'date-out-of-order')
  await agency.take(supplement.value)
  const byCity = await office.ask<Problem>('POST', `${agency.url}/steps`, { body: grant.value, headers: { 'x-actor': 'wei', 'x-actor-level': 'city', 'if-match': agency.etag } })
  t.match(byCity, { statusCode: 409, body: { reason: 'wrong-level' } })
  await agency.take(grant.value)
  await agency.refused({ ...apply.value, on: '2026-06-01' }, 'on-file-already')
  await agency.refused({ type: 'annul', seq: 4, reasons: '误录。' }, 'not-annullable')
})

t.test('what has another form is told with its place', async (t) => {
  const office = await officeOf(t)
  const bad = async (body: object): Promise<string[]> => {
    const answer = await office.ask<Problem>('POST', '/v1/agencies', { body, headers: level })
    t.equal(answer.statusCode, 400)
    return (answer.body.errors ?? []).map(({ pointer }) => pointer)
  }
  t.strictSame(await bad({ ...opening, jurisdiction: '4501' }), ['/jurisdiction'])
  t.strictSame(await bad({ ...opening, agencyKind: 'club' }), ['/agencyKind'])
  t.strictSame(await bad({ ...opening, ref: 'with space' }), ['/ref'])
  t.strictSame(await bad({ ...opening, more: 1 }), ['/more'])
  const agency = await Agency.registered(t, office)
  const places = async (step: object): Promise<string[]> => {
    const answer = await agency.send(step)
    t.equal(answer.statusCode, 400, JSON.stringify(step))
    return (answer.body.errors ?? []).map(({ pointer }) => pointer)
  }
  t.strictSame(await places({ type: 'nothing' }), ['/type'])
  t.strictSame(await places({ ...apply.value, on: '2026-02-30' }), ['/on'])
  t.strictSame(await places({ ...apply.value, facts: { ...apply.value.facts, agencyKind: 'school' } }), ['/facts/agencyKind'])
  t.strictSame(await places({ ...apply.value, materials: ['poem'] }), ['/materials/0'])
  t.strictSame(await places({ ...rate.value, stars: 6 }), ['/stars'])
  t.strictSame(await places({ ...apply.value, dates: { assessed: '2026-02-01' } }), ['/dates/assessed'], 'before the application')
  const found = (finding: object): Promise<string[]> => places({ type: 'supervise', on: '2026-02-01', form: 'on-site', by: ['wei'], findings: [{ what: '阅卷标准不一。', handling: 'none', ...finding }] })
  t.strictSame(await found({ conduct: 'agency.scoring-management', facts: { stars: 2 } }), ['/findings/0/facts/stars'], 'a fact of another conduct')
  t.strictSame(await found({ conduct: 'agency.scoring-management', facts: { gravity: 'grave' } }), ['/findings/0/facts/gravity'], 'a value that the fact cannot take')
  t.strictSame(await found({ facts: { gravity: 'minor' } }), ['/findings/0/facts/gravity'], 'a fact of nothing')
  t.strictSame(await found({ conduct: 'candidate.copying' }), ['/findings/0/conduct'], 'a conduct of somebody else')
  const crossing = (place: string): object => ({ type: 'record-crossing', place, from: '2026-02-01', to: '2026-02-02', reportedOn: '2026-01-10', consentedOn: '2026-01-20' })
  t.strictSame(await places(crossing('450000')), ['/place'], 'a whole region consents to nothing')
  t.equal((await agency.send(crossing('450200'))).statusCode, 201, 'a city does')
  for (const url of ['/v1/agencies?on=yesterday', '/v1/agencies?status=fine', '/v1/directory?jurisdiction=4', '/v1/agencies?limit=0', '/v1/supervision-ledger?from=2026-01-01', '/v1/supervision-ledger?from=2026-02-01&to=2026-01-01', '/v1/circulars?jurisdiction=45&from=2026-02-01&to=2026-01-31']) {
    t.match(await office.ask('GET', url), { statusCode: 400, body: { code: 'validation' } }, url)
  }
  for (const url of ['/v1/agencies/x', '/v1/agencies/019ab4e2-5c00-7d3a-9f1e-2b6c8d4e7a10', '/v1/agencies/x/verification', '/v1/supervision-ledger?agency=019ab4e2-5c00-7d3a-9f1e-2b6c8d4e7a10&from=2026-01-01&to=2026-02-01']) {
    t.match(await office.ask('GET', url), { statusCode: 404, body: { code: 'not-found' } }, url)
  }
})

t.test('lists come in pages, each naming the next', async (t) => {
  const office = await officeOf(t)
  for (const number of [1, 2, 3]) await Agency.registered(t, office, { ref: `JG-${number}`, refKind: 'other' })
  const refs: string[] = []
  for (let url = '/v1/agencies?limit=1&status=unfiled'; url !== '';) {
    const { body, headers } = await office.ask<Static<typeof AgencyList>>('GET', url)
    refs.push(...body.items.map(({ ref }) => ref))
    url = /<(.+)>; rel="next"/.exec(String(headers.link ?? ''))?.[1] ?? ''
    t.equal(body.next !== undefined, url !== '')
  }
  t.strictSame(refs, ['JG-3', 'JG-2', 'JG-1'])
})

t.test('a standing check says where an agency stands, and what of its plan does not fit', async (t) => {
  const office = await officeOf(t)
  const agency = await Agency.registered(t, office)
  await agency.take(...filing, ...assessors)
  const plan = { occupation: '焊工', code: '6-18-02-04', level: '4', site: { jurisdiction: '450103', id: 'NN-01' }, assessors: ['KP-1', 'KP-2'] }
  const check = async (over: object, on = '2026-11-20') => (await office.post<StandingAnswer>('/v1/standing-checks', { on, subjects: [{ ...subject, plan: { ...plan, ...over } }] })).items[0]
  t.strictSame(await check({}), { clear: true, measures: [], status: 'active', plan: { permitted: true, faults: [], notes: [] } })
  const there = await check({ site: { jurisdiction: '450203' }, level: '1' })
  t.match(there, { clear: true, plan: { permitted: false, notes: ['GX-23', 'GX-24'] } })
  t.strictSame(there?.plan?.faults.map(({ lead, conduct }) => `${lead} ${conduct}`), ['level-outside agency.out-of-scope', 'area-outside agency.out-of-area', 'crossing-unreported agency.unreported-site'])
  t.match(there?.plan?.faults.at(-1), { provision: 'guangxi/main/part-2/item-2', citation: /第二部分第（二）项/, notes: ['GX-23', 'GX-24'] })
  t.match(await check({ site: { jurisdiction: '450203' }, crossing: { reportedOn: '2026-11-01', consentedOn: '2026-11-20' } }), { plan: { permitted: true, notes: ['GX-23', 'GX-24'] } })
  t.match(await check({ heldOn: '2029-05-22' }), { status: 'active', plan: { permitted: false, faults: [{ lead: 'filing-not-valid' }] } }, 'by the day of the plan, not of the check')
  t.match(await check({}, '2026-05-20'), { status: 'unfiled', plan: { permitted: false, faults: [{ lead: 'agency-unfiled' }] } })
  t.strictSame((await office.post<StandingAnswer>('/v1/standing-checks', { on: '2026-11-20', subjects: [{ type: 'agency', ref: 'JG-7', plan }, { type: 'agency', ref: 'JG-7' }, { type: 'candidate', ref: opening.ref }] })).items,
    [{ clear: true, measures: [], plan: { permitted: null, faults: [], notes: [] } }, { clear: true, measures: [] }, { clear: true, measures: [] }], 'of whom nothing is known nothing is said')
  t.match(await office.ask('POST', '/v1/standing-checks', { body: { on: '2026-11-20', subjects: [subject, { type: 'candidate', ref: 'x', plan }] } }), { statusCode: 400, body: { errors: [{ pointer: '/subjects/1/plan' }] } })
})

t.test('an assessor with a measure against him is barred on its days', async (t) => {
  const office = await officeOf(t)
  const agency = await Agency.registered(t, office)
  await agency.take(...filing, ...assessors)
  await office.post('/v1/prior-decisions', { subject: { type: 'assessor', ref: 'KP-2', refKind: 'other', name: '考评2' }, jurisdiction: '450103', decidedOn: '2026-10-01', authority: '示例局', measures: [{ measure: 'revoke-assessor-certificate', from: '2026-10-01' }], document: '示例〔2026〕1号' })
  const plan = { occupation: '焊工', level: '4', site: { jurisdiction: '450103' }, assessors: ['KP-1', 'KP-2'] }
  const leads = async (heldOn: string) => (await office.post<StandingAnswer>('/v1/standing-checks', { on: '2026-11-20', subjects: [{ ...subject, plan: { ...plan, heldOn } }] })).items[0]?.plan?.faults.map(({ lead, assessor }) => `${lead} ${assessor}`)
  t.strictSame([await leads('2026-09-30'), await leads('2026-10-01')], [[], ['assessor-barred 1']])
})

t.test('what is decided against an agency shows in its status, day by day, until it is revoked', async (t) => {
  const office = await officeOf(t)
  const agency = await Agency.registered(t, office)
  await agency.take(...filing, ...assessors)
  const on = async (day: string): Promise<string> => (await office.get<View>(`${agency.url}?on=${day}`)).status
  const listed = async (day: string): Promise<number> => (await office.get<Static<typeof DirectoryView>>(`/v1/directory?on=${day}`)).items.length
  const serious = { ...about('guangxi', [{ code: 'agency.guaranteed-pass-advertising' }]), subject: { ...subject, refKind: 'uscc', name: opening.name }, occurredOn: '2026-06-15' }
  const suspended = await inForce(office, serious, { decidedOn: '2026-07-01', level: 'province', rectifyBy: '2026-08-31' })
  t.strictSame(await Promise.all(['2026-07-02', '2026-07-03', '2026-11-21'].map(on)), ['active', 'suspended', 'suspended'])
  t.match((await office.get<View>(`${agency.url}?on=2026-08-31`)).rectifications, [{ caseId: suspended.id, by: '2026-08-31', overdue: false }])
  t.match((await office.get<View>(`${agency.url}?on=2026-09-01`)).rectifications, [{ overdue: true }])
  t.match(await office.get<Static<typeof AgencyList>>('/v1/agencies?rectificationOverdue=true&on=2026-09-01'), { items: [{ ref: opening.ref, overdue: ['2026-08-31'] }] })
  await suspended.proceed(say.verify('2026-09-10'), at('province').wei)
  t.strictSame(await Promise.all(['2026-09-09', '2026-09-10'].map(on)), ['suspended', 'active'], 'rectified: from that day on it is free')

  const grave = { ...serious, conducts: [{ code: 'agency.lending-qualification' }], occurredOn: '2026-09-20' }
  const ended = await inForce(office, grave, { decidedOn: '2026-10-05', level: 'province' })
  t.strictSame(await Promise.all(['2026-10-06', '2026-10-07'].map(on)), ['active', 'terminated'])
  t.strictSame([await listed('2026-10-06'), await listed('2026-10-07')], [1, 0])
  await ended.proceed(say.request('2026-10-10'), by('party', 'agency'))
  t.equal(await on('2026-10-10'), 'terminated', 'a review suspends nothing')
  await ended.proceed(say.review('2026-10-20', 'revoke'), by('zhao', 'province'))
  t.strictSame(await Promise.all(['2026-10-07', '2026-11-21'].map(on)), ['active', 'active'], 'what was revoked never was')
  t.equal(await listed('2026-10-07'), 1)
})

t.test('two stars open a case at the right tier, and its decision says what is to be done', async (t) => {
  const office = await officeOf(t)
  const agency = await Agency.registered(t, office)
  await agency.take(...filing, ...assessors, rate.value)
  const [rating] = agency.view.ratings
  t.match(rating, { stars: 2, result: 'basically-qualified', resultLabel: '基本合格', caseOpened: true })
  const opened = await office.get<CaseView>(`/v1/cases/${rating?.caseId}`)
  t.match(opened, { state: 'registered', occurredOn: '2026-11-02', classification: { outcome: 'violation', tier: 'serious' }, sanctions: [{ measure: 'rectify' }, { measure: 'suspend-evaluation' }] })
  const again = await office.ask<CaseView>('POST', `${agency.url}/ratings/${rating?.seq}/case`, { body: {}, headers: level })
  t.match(again, { statusCode: 201, body: { id: opened.id }, headers: { location: `/v1/cases/${opened.id}` } })
  t.equal((await office.get<{ items: object[] }>('/v1/cases?subjectType=agency')).items.length, 1)
  t.match(await office.ask('POST', `${agency.url}/ratings/3/case`, { body: {}, headers: level }), { statusCode: 404 })
  await agency.refused({ ...rate.value, selfAssessedOn: '2026-11-03', reviewedOn: '2026-11-04', on: '2026-11-05' }, 'too-soon')
})
