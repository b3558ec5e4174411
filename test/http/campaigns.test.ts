/** A campaign over HTTP, every answer held against the OpenAPI document. */
import t, { type Test } from 'tap'
import { buildApp } from '../../src/app.ts'
import { campaignStepExamples, planExamples } from '../../src/schemas/campaign-examples.ts'
import type { CampaignView } from '../../src/schemas/campaign.ts'
import type { Checklist } from '../../src/schemas/checklist.ts'
import { depsFor } from '../deps.ts'
import { Clock } from '../e2e/clock.ts'
import { inProcess, Office, type Problem } from '../e2e/office.ts'
import { Checker, operationsOf, servedBy } from '../openapi/document.ts'
import { parseCsv } from '../records/csv-parser.ts'
import { rules } from '../records/campaigns-story.ts'

const TODAY = '2026-11-21'
const URL = '/v1/campaigns'
const given = planExamples['double-random'].value

async function start (t: Test) {
  const clock = new Clock(TODAY)
  const app = await buildApp(await depsFor({ rules, today: clock.today, now: clock.now }))
  t.teardown(() => app.close())
  return { app, clock, office: await Office.at(t, app, inProcess(app)) }
}

/** Takes the steps of the examples, up to one of them. */
async function walked (office: Office, until: keyof typeof campaignStepExamples): Promise<{ view: CampaignView, etag: string }> {
  let { body: view, headers } = await office.ask<CampaignView>('POST', URL, { body: given })
  for (const [name, { value }] of Object.entries(campaignStepExamples)) {
    ({ body: view, headers } = await office.ask<CampaignView>('POST', `${URL}/${view.id}/steps`, { body: value, headers: { 'if-match': String(headers.etag) } }))
    if (name === until) break
  }
  return { view, etag: String(headers.etag) }
}

t.test('a campaign goes from its plan to its end, and each of its pages answers as documented', async (t) => {
  const { office } = await start(t)
  const planned = await office.ask<CampaignView>('POST', URL, { body: given, headers: { 'idempotency-key': 'once' } })
  t.match([planned.statusCode, planned.headers.location], [201, `${URL}/${planned.body.id}`])
  t.equal((await office.ask<CampaignView>('POST', URL, { body: given, headers: { 'idempotency-key': 'once' } })).body.id, planned.body.id, 'the same request plans nothing twice')

  const { view } = await walked(office, 'close-campaign')
  t.match(view, { state: 'closed', cases: [{ agency: { ref: '91450103MA0000001R' } }], nextSteps: [] })
  for (const page of ['', '/steps', '/verification', '/recomputation', '/checklist', '/checklist?further=true', '/problems', '/summary']) await office.get(`${URL}/${view.id}${page}`)
  t.match(await office.get(`${URL}/${view.id}/verification`), { valid: true, steps: 7 })
  t.match(await office.get(`${URL}/${view.id}/recomputation`), { valid: true, frameDigest: view.frameDigest, selection: view.draw?.selection })
  t.match(await office.get(`/v1/cases/${view.cases[0]?.caseId ?? ''}`), { source: 'inspection', conducts: [{ code: 'agency.assessor-assignment' }] })

  const list = await office.ask<{ items: { id: string }[], next?: string }>('GET', `${URL}?jurisdiction=45&limit=1`)
  t.match([list.body.items[0]?.id, list.headers.link], [view.id, `<${URL}?jurisdiction=45&limit=1&cursor=${view.id}>; rel="next"`])
  t.match((await office.get<{ items: { id: string }[] }>(`${URL}?state=closed`)).items.map(({ id }) => id), [view.id])
})

t.test('the checklist of a campaign has its focus marked', async (t) => {
  const { office } = await start(t)
  const { view } = await walked(office, 'publish-seed')
  const { rows, inspection } = await office.get<Checklist>(`${URL}/${view.id}/checklist`)
  t.strictSame(rows.filter(({ focus }) => focus).map(({ id }) => id), ['guangxi/annex-3/general/item-5'])
  t.match(inspection, { selection: { code: 'double-random' }, provision: 'guangxi/main/part-3/item-1' })
})

t.test('anybody may ask for the checklist of a place and a day', async (t) => {
  const { office } = await start(t)
  const minhang = await office.get<Checklist>('/v1/checklists?jurisdiction=310112&on=2026-03-14')
  t.match([minhang.rows.length, minhang.ruleset.id, minhang.inspection?.selection.code], [15, 'minhang', 'risk-list'])
  t.equal((await office.get<Checklist>('/v1/checklists?jurisdiction=310112&agencyKind=school')).ruleset.id, 'cn')
  t.equal((await office.get<Checklist>('/v1/checklists?jurisdiction=110105')).on, TODAY)
  t.match((await office.ask<Problem>('GET', '/v1/checklists?jurisdiction=310112&on=1999-01-01')), { statusCode: 422, body: { code: 'no-ruleset-in-force' } })
  t.match((await office.ask<Problem>('GET', '/v1/checklists')), { statusCode: 400, body: { errors: [{ pointer: '/jurisdiction', in: 'query' }] } })
})

t.test('the summary is handed out as a table, too', async (t) => {
  const { app, office } = await start(t)
  const { view } = await walked(office, 'open-cases')
  const document = await servedBy(app)
  const operation = operationsOf(document).find(({ operationId }) => operationId === 'getCampaignSummaryCsv')
  const answer = await app.inject({ url: `${URL}/${view.id}/summary.csv`, headers: { 'accept-language': 'en' } })
  t.strictSame(operation && new Checker(document).faults(operation, answer), [])
  t.match(answer.headers, { 'content-type': 'text/csv; charset=utf-8', 'content-disposition': `attachment; filename="campaign-${view.id}.csv"`, 'cache-control': 'no-store' })
  const [mark, text] = [answer.payload[0], answer.payload.slice(1)]
  t.equal(mark, '\ufeff')
  t.match(parseCsv(text).find(([, code, , what]) => code === 'guangxi/annex-3/general/item-5' && what === 'failed'), ['checklist', 'guangxi/annex-3/general/item-5', /./, 'failed', '1'])
})

t.test('a step that may not come is refused with the reason and with what stands against it, in both languages', async (t) => {
  const { office } = await start(t)
  const { view, etag } = await walked(office, 'publish-seed')
  const url = `${URL}/${view.id}/steps`
  const send = async (body: object, headers: Record<string, string> = { 'if-match': etag }) => (await office.ask<Problem>('POST', url, { body, headers }))
  t.match(await send(campaignStepExamples['record-result'].value), { statusCode: 409, body: { code: 'step-not-allowed', reason: 'not-drawn', field: 'ref', detail: /未被抽中/ } })
  t.match(await send(campaignStepExamples['record-result'].value, { 'if-match': etag, 'accept-language': 'en' }), { body: { detail: /not drawn/ } })
  t.match(await send({ type: 'draw', on: '2026-11-21' }, {}), { statusCode: 428 })
  t.match(await send({ type: 'draw', on: '2026-11-21' }, { 'if-match': '"1-0123456789abcdef"' }), { statusCode: 412 })
  t.match(await send({ type: 'dismiss' }), { statusCode: 400, body: { errors: [{ pointer: '/type' }] } })
  t.match((await office.ask<Problem>('POST', `${URL}/019ab4e2-5c00-7d3a-9f1e-2b6c8d4e7a10/steps`, { body: { type: 'draw', on: TODAY }, headers: { 'if-match': '*' } })), { statusCode: 404 })
  const [first] = given.agencies
  const few = { ...given, riskList: [], agencies: [first], inspectors: [{ id: 'wei' }, { id: 'chen', recused: [{ ref: first?.ref, reasons: '亲属' }] }] }
  t.match(await office.ask<Problem>('POST', URL, { body: few }), { statusCode: 409, body: { reason: 'too-few-inspectors', field: 'inspectors' } })
})

t.test('a body of another shape is refused at the right places', async (t) => {
  const { office } = await start(t)
  const [agency] = given.agencies
  const places = async (over: object) => {
    const { statusCode, body } = await office.ask<Problem>('POST', URL, { body: { ...given, ...over } })
    t.equal(statusCode, 400)
    return body.errors?.map(({ pointer }) => pointer)
  }
  t.strictSame(await places({ riskList: [{ ref: agency?.ref, weight: 0, reasons: '投诉' }] }), ['/riskList/0/weight'])
  t.strictSame(await places({ riskList: [{ ref: agency?.ref, weight: 11, reasons: '投诉' }] }), ['/riskList/0/weight'])
  t.strictSame(await places({ draw: { agencies: 1, inspectors: 1 } }), ['/draw/inspectors'], 'two look at an agency at least')
  t.strictSame(await places({ inspectors: [{ id: 'wei' }] }), ['/inspectors'])
  t.strictSame(await places({ inspectors: [{ id: 'wei ' }, { id: 'lu\n' }] }), ['/inspectors/0/id', '/inspectors/1/id'], 'what cannot be typed again cannot be recomputed')
  t.strictSame(await places({ commitment: 'abc' }), ['/commitment'])
  t.strictSame(await places({ fromDirectory: false }), ['/fromDirectory'])
  t.strictSame(await places({ forms: ['by-hearsay'] }), ['/forms/0'])
  const { view, etag } = await walked(office, 'publish-seed')
  const seed = async (value: string) => (await office.ask<Problem>('POST', `${URL}/${view.id}/steps`, { body: { ...campaignStepExamples['publish-seed'].value, value }, headers: { 'if-match': etag } })).body.errors?.map(({ pointer }) => pointer)
  for (const value of ['', ' 05', '05 ', '05  12', '05\n12', '05\u000012', '05\u300012', '05\u200b12']) t.strictSame(await seed(value), ['/value'], JSON.stringify(value))
})

t.test('the ledger of supervision has what campaigns found', async (t) => {
  const { office } = await start(t)
  const [{ ref, name, refKind, agencyKind } = { ref: '', name: '', refKind: '', agencyKind: '' }] = given.agencies
  const { body: { id } } = await office.ask<{ id: string }>('POST', '/v1/agencies', { body: { ref, name, refKind: refKind ?? 'other', agencyKind, jurisdiction: '450103' } })
  const { view } = await walked(office, 'open-cases')
  const ledger = await office.get<{ items: { entries: { kind: string, campaignId?: string }[] }[] }>(`/v1/supervision-ledger?agency=${id}&from=2026-11-01&to=2026-11-30`)
  t.match(ledger.items[0]?.entries.filter(({ kind }) => kind === 'inspection'), [{
    on: TODAY,
    campaignId: view.id,
    caseId: view.cases[0]?.caseId,
    conducts: [{ code: 'agency.assessor-assignment' }],
    problems: [{ what: '两场考核只有一名考评人员在场。', conduct: 'agency.assessor-assignment', handling: 'case' }]
  }])
})
