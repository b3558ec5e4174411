/**
 * Thousands of requests made from the OpenAPI document: whatever comes, the service answers in time, as documented, and never with a fault
 * of its own. EVENHAND_FUZZ_RUNS says how many; a failure is had again with the EVENHAND_FUZZ_SEED in the name of the test.
 */
import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import t from 'tap'
import { Checker, operationsOf, type Document } from '../openapi/document.ts'
import { Client, type Answer } from './client.ts'
import { Generator, type Generated, type Kind } from './generate.ts'
import { knowledgeOf, openRecords } from './knowledge.ts'
import { Random } from './random.ts'

const runs = Number(process.env.EVENHAND_FUZZ_RUNS || 6000)
const seed = Number(process.env.EVENHAND_FUZZ_SEED || Date.now() % 2 ** 31)
const DEADLINE_MS = 8000
/** On a machine that is busy with other things fewer requests do, unless somebody said how many. */
const BUDGET_MS = process.env.EVENHAND_FUZZ_RUNS ? Infinity : 35_000
/** After so many failures more of them teach nothing. */
const ENOUGH = 10
/** What is larger may be cut off while it is still being sent. */
const BODY_LIMIT = 1024 * 1024
const FAR_DAY = /"(?!19|2[01])\d{4}-\d\d-\d\d"/

// Nobody is to wait for a run of a million on the clock of an ordinary test.
t.setTimeout(60_000 + runs * 10)
const worker = new Worker(new URL('./serve.ts', import.meta.url))
const [port] = await once(worker, 'message') as [number]
const client = new Client(port, DEADLINE_MS)
t.teardown(() => { client.close(); return worker.terminate() })
const document: Document = await client.json('/openapi.json')
const operations = operationsOf(document)
const checker = new Checker(document)
const random = new Random(seed)
const generator = new Generator(document, random, await knowledgeOf(client, await openRecords(client, document)))

/** Whether the document allows this body; undefined where only bytes were sent, or where a fault may lie in the address. */
function allowed ({ operation, value, body, plain }: Generated): boolean | undefined {
  if (!plain || (body !== undefined && value === undefined)) return undefined
  if (value === undefined) return true
  const fits = checker.schema('paths', operation.path, operation.method, 'requestBody', 'content', 'application/json', 'schema')(JSON.parse(String(body)))
  // The items of a batch are each their own affair; and that days run from 1900 to 2199 is beyond what a schema can say.
  if (operation.operationId === 'sanctionBatch') return fits || undefined
  // So is what a record has to do with today, or with what was entered before.
  return fits && (operation.tags.includes('records') || FAR_DAY.test(String(body))) ? undefined : fits
}

function faultsOf (sent: Generated, answer: Answer): string[] {
  const faults = checker.faults(sent.operation, answer)
  if (answer.statusCode >= 500) faults.push(`a ${answer.statusCode}`)
  const may = allowed(sent)
  if (sent.kind === 'valid' && may === false) faults.push('what was made from the schema does not fit it')
  if (may === true && answer.statusCode === 400) faults.push('a request that the document allows was refused as not valid')
  if (may === false && answer.statusCode !== 400) faults.push('a request that the document does not allow was not refused as not valid')
  return faults
}

const cutOff = (error: unknown, { body = '' }: Generated): boolean =>
  Buffer.byteLength(body) > BODY_LIMIT && error instanceof Error && 'code' in error && (error.code === 'ECONNRESET' || error.code === 'EPIPE')

const shown = ({ method, url, headers, body = '' }: Generated): string => JSON.stringify({
  method, url, headers, body: (Buffer.isBuffer(body) ? `base64:${body.toString('base64')}` : body).slice(0, 2000), bytes: Buffer.byteLength(body)
})

t.test(`${runs} requests are answered as documented (EVENHAND_FUZZ_SEED=${seed})`, async t => {
  const answered = new Map<string, number>()
  const begun = performance.now()
  let failures = 0
  for (let run = 0; run < runs && failures < ENOUGH && performance.now() - begun < BUDGET_MS; run++) {
    const kind = random.pick<Kind>(['valid', 'nearly', 'nearly', 'hostile'])
    const sent = generator.request(random.pick(operations), kind)
    let faults: string[] = []
    let answer: Answer | undefined
    try {
      answer = await client.ask(sent)
      faults = faultsOf(sent, answer)
      const key = `${kind} ${answer.statusCode}`
      answered.set(key, (answered.get(key) ?? 0) + 1)
    } catch (error) {
      if (!cutOff(error, sent)) faults = [String(error)]
    }
    if (faults.length === 0) continue
    failures++
    t.fail(`run ${run}, ${sent.operation.operationId}, ${kind}: ${faults.join('; ')}`, { seed, request: shown(sent), answer: answer && `${answer.statusCode} ${answer.payload.slice(0, 500)}` })
  }
  t.comment([...answered].sort().map(([key, count]) => `${key}: ${count}`).join(', '))
  t.equal(failures, 0, 'no failure')
  // A generator that only ever made one sort of request would find nothing.
  for (const key of ['valid 200', 'nearly 400', 'hostile 400', ...[...answered.values()].reduce((sum, count) => sum + count, 0) < 1000 ? [] : ['valid 201', 'valid 404', 'valid 409', 'valid 422', 'nearly 200', 'hostile 200', 'hostile 415']]) t.ok(answered.get(key), `some ${key}`)
})
