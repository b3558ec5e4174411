/**
 * `node bench/comparison.ts [--rows 1000000]`: what a data comparison takes. Starts the service, registers agencies, sends rows without end, and tells
 * the resident memory at a tenth of them and at the end, as a ratio, and how many rows a second, as a ratio to reading the same rows as lines of JSON and
 * nothing else, in the same run.
 */
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { request, type IncomingMessage } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import { jsonRows } from '../src/streams/rows.ts'
import { Client } from './client.ts'
import { agencyRef, assessorRef, pieces } from './comparison-rows.ts'
import { serve, SERVICE } from './process.ts'

const AGENCIES = 50
const TENTH = 10

const { values } = parseArgs({ options: { rows: { type: 'string', default: '1000000' } } })
const rows = Number(values.rows)
if (!Number.isSafeInteger(rows) || rows < TENTH) throw new Error('--rows takes a whole number')

/** Where no rules on filing are, a filing is recorded as the authority says. */
async function register (client: Client, number: number): Promise<void> {
  const path = '/v1/agencies'
  const headers = { 'x-actor': 'bench', 'x-actor-level': 'province' }
  const body = { ref: agencyRef(number), refKind: 'other', name: `第${number}所`, agencyKind: 'training-organisation', jurisdiction: '520102' }
  const opened = await client.ask({ method: 'POST', path, headers, body })
  const { id } = JSON.parse(opened.text) as { id: string }
  let { etag } = opened
  const steps = [
    { type: 'apply', track: 'level-recognition', kind: 'initial', on: '2023-01-01', occupations: [{ name: '电工', levels: ['三级', '四级'] }], sites: [{ id: 'S1', name: '一号考点', jurisdiction: '520102' }] },
    { type: 'grant', on: '2023-01-01', receipt: `R-${number}`, validity: { from: '2023-01-01', until: '2029-12-31' } },
    ...[1, 2, 3].map((assessor) => ({ type: 'put-on-file', role: 'assessor', ref: assessorRef(number, assessor), refKind: 'other', name: '某', occupations: ['电工'], on: '2023-01-01' }))
  ]
  for (const step of steps) ({ etag } = await client.ask({ method: 'POST', path: `${path}/${id}/steps`, headers: { ...headers, 'if-match': etag }, body: step }))
}

/** Resident, in megabytes. */
const residentMb = (pid: number): number => Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024

interface Ran { readonly seconds: number, readonly memory: readonly number[], readonly summary: { readonly rows: number, readonly leads: number } }

async function compare (url: string, pid: number): Promise<Ran> {
  const sent = request(`${url}/v1/data-comparisons?progress=${Math.ceil(rows / TENTH)}`, { method: 'POST', headers: { 'content-type': 'application/x-ndjson' } })
  const answered = once(sent, 'response') as Promise<[IncomingMessage]>
  const began = performance.now()
  const sending = (async () => {
    for (const piece of pieces({ agencies: AGENCIES, rows })) if (!sent.write(piece)) await once(sent, 'drain')
    sent.end()
  })()
  const memory: number[] = []
  let summary: Ran['summary'] | undefined
  const [response] = await answered
  for await (const text of createInterface({ input: response })) {
    // All but a few lines are leads.
    if (text.startsWith('{"type":"lead"')) continue
    const line = JSON.parse(text) as { type: string, rows: number, leads: number }
    if (line.type !== 'progress' && line.type !== 'summary') throw new Error(text)
    memory.push(residentMb(pid))
    if (line.type === 'summary') summary = line
  }
  await sending
  if (!summary) throw new Error('the answer was cut')
  return { seconds: (performance.now() - began) / 1000, memory, summary }
}

/** The same rows, read and nothing else. */
function parse (): number {
  const reader = jsonRows()
  const began = performance.now()
  let read = 0
  for (const piece of pieces({ agencies: AGENCIES, rows })) read += [...reader.read(piece)].length
  if (read !== rows) throw new Error('rows are missing')
  return (performance.now() - began) / 1000
}

const scratch = mkdtempSync(join(tmpdir(), 'evenhand-bench-'))
const served = await serve(join(scratch, 'log'), SERVICE, `file:${join(scratch, 'bench.db')}`)
const client = new Client(served.url, 1)
try {
  for (let number = 0; number < AGENCIES; number++) await register(client, number)
  const { seconds, memory, summary } = await compare(served.url, served.pid)
  const parsing = parse()
  const [tenth = NaN] = memory
  const end = memory.at(-1) ?? NaN
  console.log(`${summary.rows} rows, ${summary.leads} leads, in ${seconds.toFixed(1)} s: ${Math.round(rows / seconds)} rows/s; ${(seconds / parsing).toFixed(1)} times as long as reading them alone`)
  console.log(`resident memory: ${tenth.toFixed(0)} MB at a tenth, ${end.toFixed(0)} MB at the end, ratio ${(end / tenth).toFixed(2)}; at each tenth ${memory.map((mb) => mb.toFixed(0)).join(', ')} MB`)
} finally {
  client.close()
  await served.end()
  rmSync(scratch, { recursive: true, force: true })
}
