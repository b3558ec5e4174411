/** Servers under test: each a process of its own, its log in a file, as a service has it. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, openSync, readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'

export interface Served { readonly url: string, readonly pid: number, readonly end: () => Promise<void> }

const MOST_TRIES = 300

/**
 * Starts a server on any free port.
 * @throws Error where it does not listen in time
 */
export async function serve (log: string, args: readonly string[], databaseUrl: string): Promise<Served> {
  const file = openSync(log, 'w')
  const child = spawn(process.execPath, args, { env: { ...process.env, PORT: '0', DATABASE_URL: databaseUrl }, stdio: ['ignore', file, 'inherit'] })
  closeSync(file)
  const exited = once(child, 'exit')
  for (let tries = 0; tries < MOST_TRIES && child.exitCode === null; tries++) {
    await sleep(100)
    const url = /Server listening at (http:\/\/[^"]+)/.exec(readFileSync(log, 'utf8'))?.[1]
    if (url === undefined || child.pid === undefined) continue
    return {
      url,
      pid: child.pid,
      async end () {
        child.kill('SIGTERM')
        await exited
      }
    }
  }
  child.kill('SIGTERM')
  throw new Error(`${args.join(' ')} did not start`)
}

/** The service as it is. */
export const SERVICE = ['--import', './src/node-guard.js', 'src/server.ts']
