/** Records for the calls that ask about one: the id that the document gives as an example leads nowhere. */
import type { App } from '../../src/app-types.ts'
import { agencyExamples, agencyStepExamples } from '../../src/schemas/agency-examples.ts'
import { exampleId, openingExamples, priorExamples } from '../../src/schemas/record-examples.ts'
import { campaignStepExamples, planExamples } from '../../src/schemas/campaign-examples.ts'
import type { Call } from './document.ts'

const CASES = '/v1/cases'
const PRIORS = '/v1/prior-decisions'
const CAMPAIGNS = '/v1/campaigns'
const OPENED = { [CASES]: openingExamples['guangxi-agency'].value, [PRIORS]: priorExamples.barred.value, [CAMPAIGNS]: planExamples['double-random'].value }

export interface Opened { readonly id: string, readonly etag: string }

/** A new record, made of an example. */
export async function open (app: App, url: string, payload: object): Promise<Opened> {
  const answer = await app.inject({ method: 'POST', url, payload })
  if (answer.statusCode !== 201) throw new Error(`${url} answered ${answer.payload}`)
  return { id: answer.json().id, etag: String(answer.headers.etag) }
}

/** A case of years ago that was dismissed and archived: its time has come. */
async function archived (app: App): Promise<Opened> {
  const { id } = await open(app, CASES, { ...openingExamples['guangxi-agency'].value, jurisdiction: '110105', occurredOn: '2021-03-14', session: undefined })
  let etag = ''
  for (const step of [{ type: 'accept' }, { type: 'dismiss', reasons: '证据不足。' }, { type: 'archive', on: '2021-06-15' }]) {
    const answer = await app.inject({ method: 'POST', url: `${CASES}/${id}/steps`, payload: step, headers: { 'if-match': '*' } })
    if (answer.statusCode !== 201) throw new Error(`${step.type} was answered ${answer.payload}`)
    etag = String(answer.headers.etag)
  }
  return { id, etag }
}

/** A campaign in which a problem was found, and a case opened: there is something to show. */
async function inspected (app: App): Promise<Opened> {
  const { 'close-campaign': _end, ...steps } = campaignStepExamples
  let { id, etag } = await open(app, CAMPAIGNS, OPENED[CAMPAIGNS])
  for (const { value: payload } of Object.values(steps)) {
    const answer = await app.inject({ method: 'POST', url: `${CAMPAIGNS}/${id}/steps`, payload, headers: { 'if-match': etag } })
    if (answer.statusCode !== 201) throw new Error(`${payload.type} was answered ${answer.payload}`)
    etag = String(answer.headers.etag)
  }
  return { id, etag }
}

const AGENCIES = '/v1/agencies'
let registered = 0
/** The agency of the example under another number: each is registered once. */
const another = (given: object): object => ({ ...given, ref: `JG-${++registered}`, refKind: 'other' })

/** An agency with all that the examples of its steps make of it, its rating among them. */
async function filed (app: App): Promise<Opened> {
  const { 'withdraw-application': _withdrawn, refuse: _refused, ...steps } = agencyStepExamples
  let { id, etag } = await open(app, AGENCIES, another(agencyExamples['training-organisation'].value))
  for (const { value: payload } of Object.values(steps)) {
    const answer = await app.inject({ method: 'POST', url: `${AGENCIES}/${id}/steps`, payload, headers: { 'if-match': etag, 'x-actor': 'wei', 'x-actor-level': 'province' } })
    if (answer.statusCode !== 201) throw new Error(`${payload.type} was answered ${answer.payload}`)
    etag = String(answer.headers.etag)
  }
  return { id, etag }
}

/** The same call about a new record, where it is about one. */
export async function prepared (app: App, call: Call): Promise<Call> {
  if (call.operation.operationId === 'registerAgency' && call.payload) return { ...call, payload: another(call.payload) }
  if ((call.url.startsWith(AGENCIES) || call.url.startsWith('/v1/supervision')) && call.url.includes(exampleId)) return { ...call, url: call.url.replace(exampleId, (await filed(app)).id) }
  if (!call.url.includes(exampleId)) return call
  const url = ([CASES, PRIORS, CAMPAIGNS] as const).find((one) => call.url.startsWith(one)) ?? CASES
  const { id, etag } = call.operation.operationId === 'eraseCase' ? await archived(app) : url === CAMPAIGNS && call.method === 'GET' ? await inspected(app) : await open(app, url, OPENED[url])
  const conditional = call.operation.parameters.some(({ name }) => name === 'If-Match')
  return { ...call, url: call.url.replace(exampleId, id), headers: { ...call.headers, ...conditional ? { 'If-Match': etag } : {} } }
}
