/** What is held against every answer to a generated request. */
import type { Checker } from '../openapi/document.ts'
import type { Answer } from './client.ts'
import type { Generated } from './generate.ts'

/** What is larger may be cut off while it is still being sent. */
const BODY_LIMIT = 1024 * 1024
const FAR_DAY = /"(?!19|2[01])\d{4}-\d\d-\d\d"/

/** That a period ends before it begins is beyond what a schema can say. */
function isReversed (url: string): boolean {
  const { searchParams } = new URL(url, 'http://localhost')
  const [from, to] = [searchParams.get('from'), searchParams.get('to')]
  return from !== null && to !== null && to < from
}

/** Whether the document allows this body; undefined where only bytes were sent, or where a fault may lie in the address. */
function allowed (checker: Checker, { operation, value, body, plain, url }: Generated): boolean | undefined {
  if (!plain || isReversed(url) || (body !== undefined && value === undefined)) return undefined
  // How the parameters of a stream go together is beyond what a schema can say.
  if (value === undefined) return operation.requestBody && !operation.requestBody.content['application/json'] ? undefined : true
  const fits = checker.schema('paths', operation.path, operation.method, 'requestBody', 'content', 'application/json', 'schema')(JSON.parse(String(body)))
  // The items of a batch are each their own affair; and that days run from 1900 to 2199 is beyond what a schema can say.
  if (operation.operationId === 'sanctionBatch') return fits || undefined
  // So is what a record has to do with today, or with what was entered before; and that an application contradicts itself.
  return fits && (operation.tags.includes('records') || operation.operationId === 'assessFiling' || FAR_DAY.test(String(body))) ? undefined : fits
}

/** What is wrong with an answer: with its form, with its status, or with what was let in or kept out. */
export function faultsOf (checker: Checker, sent: Generated, answer: Answer): string[] {
  const faults = checker.faults(sent.operation, answer)
  if (answer.statusCode >= 500) faults.push(`a ${answer.statusCode}`)
  const may = allowed(checker, sent)
  if (sent.kind === 'valid' && may === false) faults.push('what was made from the schema does not fit it')
  if (may === true && answer.statusCode === 400) faults.push('a request that the document allows was refused as not valid')
  if (may === false && answer.statusCode !== 400) faults.push('a request that the document does not allow was not refused as not valid')
  return faults
}

export const cutOff = (error: unknown, { body = '' }: Generated): boolean =>
  Buffer.byteLength(body) > BODY_LIMIT && error instanceof Error && 'code' in error && (error.code === 'ECONNRESET' || error.code === 'EPIPE')

export const shown = ({ method, url, headers, body = '' }: Generated): string => JSON.stringify({
  method, url, headers, body: (Buffer.isBuffer(body) ? `base64:${body.toString('base64')}` : body).slice(0, 2000), bytes: Buffer.byteLength(body)
})
