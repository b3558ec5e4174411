/** Who a case is about stands where somebody asks for that case, and in nothing that is passed on, listed, logged or part of an address. */
import type { Test } from 'tap'
import { inForce } from './decided.ts'
import { about, at, say } from './desks.ts'
import { by } from './office.ts'
import { opened, type Fresh } from './opened.ts'
import type { PriorView } from './shapes.ts'

const REF = '11010519491231002X'
const NAME = '欧阳不在别处'
const NARRATIVE = '座位三排二号抄袭'
const PERSONAL = [REF, REF.toLowerCase(), NAME, NARRATIVE, encodeURIComponent(NAME), Buffer.from(REF).toString('base64').slice(0, 22)]
const found = (text: string): string[] => PERSONAL.filter((one) => text.includes(one))

/** Where the content of a record is what was asked for. */
const RECORDS = [/^\/v1\/cases$/, /^\/v1\/cases\/[^/]+$/, /^\/v1\/cases\/[^/]+\/(steps|export)$/, /^\/v1\/prior-decisions$/, /^\/v1\/prior-decisions\/[^/]+(\/withdrawal)?$/]
const isRecord = (method: string, url: string): boolean => RECORDS.some((one) => one.test(url)) && !(method === 'GET' && url === '/v1/cases')

export async function privacy (t: Test, fresh: Fresh): Promise<void> {
  const { service, office } = await opened(t, fresh)
  const subject = { type: 'candidate', ref: REF, refKind: 'resident-id', name: NAME }
  const opening = about('cn', [{ code: 'candidate.copying' }], { subject, narrative: NARRATIVE })
  const dossier = await inForce(office, opening, { decidedOn: '2026-04-01', level: 'agency' })
  t.strictSame(found(JSON.stringify(dossier.view)), [REF, NAME, NARRATIVE], 'the case says who it is about')
  const { wei } = at('agency')
  await dossier.take({ type: 'correct', seq: 1, reasons: '姓名误写。', replaces: { subject: { name: `${NAME}吧` } } }, wei)
  for (const what of ['steps', 'export', 'verification', 'recomputation']) await office.get(`${dossier.url}/${what}`)
  const prior = await office.post<PriorView>('/v1/prior-decisions', { subject, jurisdiction: '110105', decidedOn: '2025-01-10', authority: '示例', measures: [{ measure: 'cancel-all-scores' }], document: '示例〔2025〕1号' })
  await office.get(`/v1/prior-decisions/${prior.id}`)
  await office.post(`/v1/prior-decisions/${prior.id}/withdrawal`, { reasons: '有误。' })
  await office.events()
  await office.get('/v1/cases')
  await office.post('/v1/cases/search', { subject: { type: 'candidate', ref: REF } })
  await office.post('/v1/standing-checks', { on: '2026-05-01', subjects: [{ type: 'candidate', ref: REF }] })

  // What is refused is not repeated either, not even to whoever said it.
  const headers = { 'x-actor': 'wei', 'x-actor-level': 'agency' }
  const refusals = [
    await office.ask('POST', '/v1/cases', { body: { ...opening, source: REF, remark: NARRATIVE, session: NAME }, headers }),
    await office.ask('POST', '/v1/cases', { body: { ...opening, subject: { ...subject, type: 'agency' } }, headers }),
    await office.ask('POST', '/v1/cases', { body: { ...opening, jurisdiction: REF }, headers }),
    await office.ask('POST', '/v1/standing-checks', { body: { on: REF, subjects: [{ type: 'candidate', ref: `${REF} ${NAME}` }] } }),
    await office.ask('POST', '/v1/cases/search', { body: { state: REF, subject } }),
    await office.ask('GET', `/v1/cases?subject=${REF}`),
    await office.ask('GET', `/v1/cases?state=${REF}`),
    await office.ask('GET', `/v1/cases/${REF}`),
    await dossier.send(say.accept, by('wei', 'agency')),
    await dossier.send({ type: 'correct', seq: 1, reasons: NARRATIVE, replaces: { subject: { ref: REF } } }, wei)
  ]
  for (const { statusCode } of refusals) t.match(statusCode, /^4/)

  const faults = (answer: { statusCode: number, payload: string, headers: object }, method: string, url: string): string[] => [
    ...isRecord(method, url) && answer.statusCode < 400 ? [] : found(answer.payload),
    ...found(JSON.stringify(answer.headers))
  ]
  for (const { sent: { method, url }, answer } of office.traffic) {
    const [told] = faults(answer, method, url)
    if (told !== undefined) t.fail(`${method} ${url.replace(/[0-9a-f-]{36}/, '{id}')} (${answer.statusCode}) tells ${told}: ${answer.payload.slice(0, 400)}`)
  }
  t.ok(office.traffic.some(({ sent, answer }) => isRecord(sent.method, sent.url) && found(answer.payload).length > 0), 'what is looked for would be found')
  const metrics = await service.app.inject('/metrics')
  t.match(metrics.payload, /route="\/v1\/cases\/:id\/steps"/, 'what was asked is counted')
  t.strictSame(found(metrics.payload), [], 'and nobody is named in what is measured')
  t.ok(service.lines.length >= office.traffic.length, 'every request is in the log')
  t.strictSame(service.lines.filter((line) => found(JSON.stringify(line)).length > 0), [], 'and nobody is named in it')
}
