/**
 * Twenty thousand requests made from the OpenAPI document, by every role of one province, to the service with authentication on: none ends in a fault of
 * the service, each is answered as documented, and nothing of another province comes out. EVENHAND_SECURED_RUNS says how many; EVENHAND_FUZZ_SEED
 * has a failure again.
 */
import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import t from 'tap'
import { Checker, operationsOf, type Document } from '../openapi/document.ts'
import { Client, type Answer } from './client.ts'
import { Generator, type Kind } from './generate.ts'
import { cutOff, shown } from './judge.ts'
import { knowledgeOf } from './knowledge.ts'
import { Random } from './random.ts'
import type { Serving } from './serve-secured.ts'

const runs = Number(process.env.EVENHAND_SECURED_RUNS || 20_000)
const seed = Number(process.env.EVENHAND_FUZZ_SEED || Date.now() % 2 ** 31)
const DEADLINE_MS = 10_000
const ENOUGH = 10
const FOREIGN = /of-province-(45|31)-alone/

t.setTimeout(120_000 + runs * 20)
const worker = new Worker(new URL('./serve-secured.ts', import.meta.url))
const [{ port, keys, foreign, cases, priors }] = await once(worker, 'message') as [Serving]
const client = new Client(port, DEADLINE_MS)
t.teardown(() => { client.close(); return worker.terminate() })
const bearer = (key: string): Record<string, string> => ({ authorization: `Bearer ${key}` })
const known = { json: async (url: string) => JSON.parse((await client.ask({ method: 'GET', url, headers: bearer(keys[0]?.key ?? '') })).payload) }
const document: Document = await known.json('/openapi.json')
const checker = new Checker(document)
const random = new Random(seed)
const operations = operationsOf(document)
const generator = new Generator(document, random, await knowledgeOf(known, { '/v1/cases': [...cases], '/v1/prior-decisions': [...priors] }))

function faultsOf (sent: ReturnType<Generator['request']>, answer: Answer): string[] {
  const faults = checker.faults(sent.operation, answer)
  if (answer.statusCode >= 500) faults.push(`a ${answer.statusCode}`)
  const text = answer.payload + JSON.stringify(answer.headers)
  // What was sent may come back: it is not told, but known.
  const asked = sent.url + String(sent.body ?? '')
  if (FOREIGN.test(text) && !FOREIGN.test(asked)) faults.push('something of another province')
  // The audit tells for which ids those of the own province have asked, in vain or not.
  if (sent.operation.operationId === 'listAudit') return faults
  for (const id of foreign) if (text.includes(id) && !asked.includes(id)) faults.push(`the id of a record of another province, ${id}`)
  return faults
}

t.test(`${runs} requests by ${keys.length} keys are answered as documented, with nothing of another province (EVENHAND_FUZZ_SEED=${seed})`, async (t) => {
  const answered = new Map<string, number>()
  let failures = 0
  for (let run = 0; run < runs && failures < ENOUGH; run++) {
    const { name, key } = random.pick(keys)
    const made = generator.request(random.pick(operations), random.pick<Kind>(['valid', 'valid', 'nearly', 'hostile']))
    const sent = { ...made, headers: { ...made.headers, ...random.chance(0.97) ? bearer(key) : {} } }
    let faults: string[] = []
    let answer: Answer | undefined
    try {
      answer = await client.ask(sent)
      faults = faultsOf(sent, answer)
      for (const what of [String(answer.statusCode), `${name} ${answer.statusCode}`]) answered.set(what, (answered.get(what) ?? 0) + 1)
    } catch (error) {
      if (!cutOff(error, sent)) faults = [String(error)]
    }
    if (faults.length === 0) continue
    failures++
    t.fail(`run ${run}, ${sent.operation.operationId} by ${name}: ${faults.join('; ')}`, { seed, request: shown(sent), answer: answer && `${answer.statusCode} ${answer.payload.slice(0, 500)}` })
  }
  t.comment([...answered].filter(([what]) => /^\d+$/.test(what)).sort().map(([what, count]) => `${what}: ${count}`).join(', '))
  t.equal(failures, 0, 'no failure')
  // Requests that were all refused would show nothing.
  for (const what of ['200', '201', '400', '401', '403', '404', 'officer 200', 'officer 201', 'auditor 200', 'portal 200', 'portal 403', 'all roles 201', 'no role 403']) t.ok(answered.get(what), `some ${what}`)
})
