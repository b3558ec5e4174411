/** The service as a process of its own, which a test may end as abruptly as it likes. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { Test } from 'tap'
import { TEST_KEYS } from '../sealed.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
/** A bound on hanging, no expectation. */
const STARTING_MS = 60_000
/** A machine that is busy with other tests is no overload of the service. */
const PATIENT = { MAX_WAIT_MS: '30000', MAX_IN_FLIGHT: '1000' }

export interface Process {
  /** the address, once the service listens; undefined where it ended before */
  readonly listening: Promise<string | undefined>
  /** SIGKILL: fulfilled when the process is gone */
  readonly kill: () => Promise<void>
  readonly pid: number
  /** SIGTERM */
  readonly terminate: () => void
  /** the status that it ended with */
  readonly ended: Promise<number | null>
  /** its log, as far as it was kept: to the address, or all of it where somebody has asked for the traces */
  readonly said: () => string
  /** what it said of errors */
  readonly complaints: () => string
}

/** Starts the process on a database; it is gone when the test ends, whatever happened. */
export function spawnService (t: Pick<Test, 'teardown'>, databaseUrl: string, environment: Record<string, string> = {}): Process {
  const child = spawn(process.execPath, ['--import', './src/node-guard.js', 'src/server.ts'], {
    cwd: root,
    env: { PATH: process.env.PATH ?? '', PORT: '0', ...PATIENT, DATABASE_URL: databaseUrl, ...databaseUrl.startsWith('file:') ? {} : { DATA_KEYS: TEST_KEYS }, ...environment },
    stdio: ['ignore', 'pipe', 'pipe']
  })
  const exited = once(child, 'exit')
  let [said, complaints] = ['', '']
  child.stderr.on('data', (chunk) => { complaints += String(chunk) })
  const keepsLog = environment.OTEL_EXPORTER_OTLP_ENDPOINT !== undefined
  const listening = new Promise<string | undefined>((resolve) => {
    let found = false
    child.stdout.on('data', (chunk) => {
      // A line for each request: read on, so that the process never waits for its reader, but kept only where it is wanted.
      if (found && !keepsLog) return
      said += String(chunk)
      if (found) return
      const address = /Server listening at (http:\/\/[^"]+)/.exec(said)?.[1]
      if (address === undefined) return
      found = true
      resolve(address)
    })
    child.once('exit', () => { resolve(undefined) })
  })
  const kill = async () => {
    child.kill('SIGKILL')
    await exited
  }
  t.teardown(kill)
  const ended = exited.then(([code]) => code as number | null)
  return { listening, kill, ended, pid: child.pid ?? 0, terminate: () => { child.kill('SIGTERM') }, said: () => said, complaints: () => complaints }
}

export interface Service extends Process { readonly address: string }

/** Starts the service and waits until it says that it is ready. */
export async function startService (t: Pick<Test, 'teardown'>, databaseUrl: string, environment: Record<string, string> = {}): Promise<Service> {
  const started = spawnService(t, databaseUrl, environment)
  return { ...started, address: await readyAt(started) }
}

/** @throws Error where the service ends instead, or is not ready by itself */
export async function readyAt ({ listening, complaints }: Process): Promise<string> {
  const hanging = AbortSignal.timeout(STARTING_MS)
  const late = once(hanging, 'abort').then(() => { throw new Error(`the service does not start: ${complaints()}`) })
  const address = await Promise.race([listening, late])
  if (address === undefined) throw new Error(`the service ended instead of starting: ${complaints()}`)
  const { status } = await fetch(`${address}/health/ready`, { signal: hanging })
  if (status !== 200) throw new Error(`the service is not ready: ${status}`)
  return address
}
