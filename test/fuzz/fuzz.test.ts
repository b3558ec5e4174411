/**
 * Thousands of requests made from the OpenAPI document: whatever comes, the service answers in time, as documented, and never with a fault
 * of its own. EVENHAND_FUZZ_RUNS says how many; a failure is had again with the EVENHAND_FUZZ_SEED in the name of the test.
 */
import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import t from 'tap'
import { Checker, operationsOf, type Document } from '../openapi/document.ts'
import { Client, type Answer } from './client.ts'
import { Generator, type Kind } from './generate.ts'
import { cutOff, faultsOf, shown } from './judge.ts'
import { knowledgeOf, openRecords } from './knowledge.ts'
import { Random } from './random.ts'

const runs = Number(process.env.EVENHAND_FUZZ_RUNS || 6000)
const seed = Number(process.env.EVENHAND_FUZZ_SEED || Date.now() % 2 ** 31)
const DEADLINE_MS = 8000
/** On a machine that is busy with other things fewer requests do, unless somebody said how many. */
const BUDGET_MS = process.env.EVENHAND_FUZZ_RUNS ? Infinity : 35_000
/** After so many failures more of them teach nothing. */
const ENOUGH = 10

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
      faults = faultsOf(checker, sent, answer)
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
