/** From spawning node to ready, and resident memory at rest: `npm run bench:startup`. */
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'

const ROUNDS = 7
const median = (all: number[]): number => all.sort((a, b) => a - b)[Math.floor(all.length / 2)] ?? NaN
const residentMb = (pid: number): number => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024

async function start (): Promise<{ ms: number, mb: number }> {
  const begun = performance.now()
  const child = spawn(process.execPath, ['--import', './src/node-guard.js', 'src/server.ts'], { env: { ...process.env, PORT: '0' }, stdio: ['ignore', 'pipe', 'inherit'] })
  try {
    let log = ''
    for await (const chunk of child.stdout) {
      log += String(chunk)
      const address = /Server listening at (http:\/\/[^"]+)/.exec(log)?.[1]
      if (!address) continue
      const ready = await fetch(`${address}/health/ready`)
      const ms = performance.now() - begun
      if (ready.status !== 200) throw new Error(`ready answered ${ready.status}`)
      await sleep(1500)
      return { ms, mb: residentMb(child.pid ?? 0) }
    }
    throw new Error('the service ended before it was ready')
  } finally {
    child.kill('SIGTERM')
  }
}

const rounds: { ms: number, mb: number }[] = []
for (let round = 0; round < ROUNDS; round++) rounds.push(await start())
console.log(`spawn to ready: ${median(rounds.map(({ ms }) => ms)).toFixed(0)} ms (median of ${ROUNDS}); resident at rest: ${median(rounds.map(({ mb }) => mb)).toFixed(0)} MB`)
