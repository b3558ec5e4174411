/** A process with little memory, through which many lines go: run by bounded-heap.test.ts. */
import { once } from 'node:events'
import { request, type IncomingMessage } from 'node:http'
import { buildApp } from '../../src/app.ts'
import { loadRules } from '../../src/rulesets/load.ts'
import { depsFor } from '../deps.ts'
import { listen } from './service.ts'

const [what = '', lines = '0', keeps = ''] = process.argv.slice(2)
const PIECE = 100
// Nothing goes through it where nobody says what.
if (what === '') process.exit()

const lineOf: Record<string, (n: number) => object> = {
  '/v1/data-comparisons': (n) => ({ candidate: `CANDIDATE-${n}`, agency: `AGENCY-${n % 1000}`, occupation: '电工', level: '三级', site: '450103', date: `2026-0${1 + n % 9}-01`, from: '09:00', to: '11:00', assessors: [`ASSESSOR-${n % 3000}`, `ASSESSOR-${n % 7000}`] }),
  '/v1/sanctions/batch': (n) => n % 10 === 0 ? { jurisdiction: '110105', occurredOn: '2026-03-14', decidedOn: '2026-04-01', conducts: [{ code: 'candidate.impersonation', facts: { gravity: 'serious' } }] } : { n }
}

const app = await buildApp(await depsFor({ rules: loadRules(), today: () => '2026-11-21' }))
const sent = request({ host: '127.0.0.1', port: await listen({ app }), path: what, method: 'POST', headers: { 'content-type': 'application/x-ndjson' } })
const answered = once(sent, 'response') as Promise<[IncomingMessage]>
const sending = (async () => {
  const make = lineOf[what]
  if (!make) throw new Error(`nothing is known of ${what}`)
  for (let n = 0; n < Number(lines); n += PIECE) {
    const piece = Array.from({ length: PIECE }, (_, index) => `${JSON.stringify(make(n + index))}\n`).join('')
    if (!sent.write(piece)) await once(sent, 'drain')
  }
  sent.end()
})()
const [response] = await answered
/** What would be in memory if nothing were let go. */
const kept: string[] = []
let [read, last] = [0, '']
for await (const text of response.setEncoding('utf8')) {
  for (const character of text as string) if (character === '\n') read++
  last = (last + text).slice(-500)
  // A text of its own, not a part of the piece.
  if (keeps) kept.push(JSON.parse(JSON.stringify(text)))
}
await sending
await app.close()
console.log(JSON.stringify({ status: response.statusCode, read, last: last.trimEnd().split('\n').at(-1) }))
