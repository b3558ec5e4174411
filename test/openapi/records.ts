/** Records for the calls that ask about one: the id that the document gives as an example leads nowhere. */
import type { App } from '../../src/app-types.ts'
import { exampleId, openingExamples, priorExamples } from '../../src/schemas/record-examples.ts'
import type { Call } from './document.ts'

const CASES = '/v1/cases'
const PRIORS = '/v1/prior-decisions'
const OPENED = { [CASES]: openingExamples['guangxi-agency'].value, [PRIORS]: priorExamples.barred.value }

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

/** The same call about a new record, where it is about one. */
export async function prepared (app: App, call: Call): Promise<Call> {
  if (!call.url.includes(exampleId)) return call
  const url = call.url.startsWith(CASES) ? CASES : PRIORS
  const { id, etag } = call.operation.operationId === 'eraseCase' ? await archived(app) : await open(app, url, OPENED[url])
  const conditional = call.operation.parameters.some(({ name }) => name === 'If-Match')
  return { ...call, url: call.url.replace(exampleId, id), headers: { ...call.headers, ...conditional ? { 'If-Match': etag } : {} } }
}
