/**
 * `npm run bench`: requests a second of POST /v1/sanctions as a ratio of a bare Fastify route with the same schemas, logger and bytes; beside it, for
 * information, one without schemas. Each runs as a process of its own, in short interleaved rounds; the medians count.
 */
import autocannon from 'autocannon'
import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { sanctionExamples } from '../src/schemas/examples.ts'

const ROUNDS = Number(process.env.ROUNDS ?? 25)
const SECONDS = Number(process.env.SECONDS ?? 1)
const body = JSON.stringify(sanctionExamples['again-after-interview'].value)
const headers = { 'content-type': 'application/json' }
const scratch = mkdtempSync(join(tmpdir(), 'evenhand-bench-'))

async function start (name: string, args: string[]): Promise<{ child: ChildProcess, url: string }> {
  const log = join(scratch, `${name}.log`)
  const child = spawn(process.execPath, args, { env: { ...process.env, PORT: '0' }, stdio: ['ignore', openSync(log, 'w'), 'inherit'] })
  for (let tries = 0; tries < 100; tries++) {
    await sleep(100)
    const url = /Server listening at (http:\/\/[^"]+)/.exec(readFileSync(log, 'utf8'))?.[1]
    if (url) return { child, url }
  }
  throw new Error(`${name} did not start`)
}

const measure = async (url: string, duration: number): Promise<number> => {
  const result = await autocannon({ url: `${url}/v1/sanctions`, method: 'POST', headers, body, connections: 32, duration })
  if (result.non2xx > 0 || result.errors > 0) throw new Error(`${url}: ${result.non2xx} answers were no 2xx, ${result.errors} errors`)
  return result.requests.average
}

const quartile = (all: number[], share: number): number => [...all].sort((a, b) => a - b)[Math.floor(all.length * share)] ?? NaN
const median = (all: number[]): number => quartile(all, 0.5)

const children: ChildProcess[] = []
try {
  const service = await start('service', ['--import', './src/node-guard.js', 'src/server.ts'])
  children.push(service.child)
  const answer = await fetch(`${service.url}/v1/sanctions`, { method: 'POST', headers, body })
  if (answer.status !== 200) throw new Error(`the service answered ${answer.status}`)
  const answerFile = join(scratch, 'answer.json')
  writeFileSync(answerFile, await answer.text())
  const bare = await start('bare', ['bench/bare.ts', answerFile])
  const loose = await start('loose', ['bench/bare.ts', answerFile, '--no-schemas'])
  children.push(bare.child, loose.child)
  const servers = { Evenhand: service.url, 'bare route, same schemas': bare.url, 'bare route, no schemas': loose.url }
  const rates = new Map<string, number[]>(Object.keys(servers).map((name) => [name, []]))
  for (const url of Object.values(servers)) await measure(url, 2)
  for (let round = 0; round < ROUNDS; round++) {
    for (const [name, url] of Object.entries(servers)) {
      const rate = await measure(url, SECONDS)
      rates.get(name)?.push(rate)
      process.stderr.write(`round ${round + 1}/${ROUNDS}: ${name}: ${rate.toFixed(0)} req/s\n`)
    }
  }
  const own = rates.get('Evenhand') ?? []
  for (const [name, all] of rates) {
    const ratios = own.map((rate, round) => rate / (all[round] ?? NaN))
    console.log(`${name.padEnd(26)} ${median(all).toFixed(0).padStart(7)} req/s   Evenhand is ${median(ratios).toFixed(2)} of it (middle half of the rounds: ${quartile(ratios, 0.25).toFixed(2)} to ${quartile(ratios, 0.75).toFixed(2)})`)
  }
} finally {
  for (const child of children) child.kill('SIGTERM')
  rmSync(scratch, { recursive: true, force: true })
}
