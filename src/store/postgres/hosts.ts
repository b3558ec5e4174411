/** A database that runs on several hosts, of which one at a time can be written to: connections go to that one. */
import { createRequire } from 'node:module'
import type { Pool as PoolType, PoolClient, PoolConfig } from 'pg'

const { Pool } = createRequire(import.meta.url)('pg') as typeof import('pg')

const PARTS = /^(postgres(?:ql)?:\/\/(?:[^@/?#]*@)?)([^/?#]+)(.*)$/
/** What libpq calls it in a URL: the only meaning that several hosts have here. */
const ATTRIBUTE = 'target_session_attrs'
const WRITABLE = new Set(['read-write', 'primary'])

/**
 * The hosts of a URL, as URLs of their own: `postgres://u@a:1,b:2/db?target_session_attrs=read-write` has two, most have one.
 * @throws Error where it asks for something that is not done here
 */
export function hostsOf (url: string): readonly string[] {
  const [, before, hosts = '', after] = PARTS.exec(url) ?? []
  if (before === undefined || !hosts.includes(',')) return [url]
  return hosts.split(',').map((host) => {
    const one = new URL(`${before}${host}${after}`)
    const wanted = one.searchParams.get(ATTRIBUTE)
    if (wanted !== null && !WRITABLE.has(wanted)) throw new Error(`${ATTRIBUTE}=${wanted}: with several hosts it has to be read-write`)
    one.searchParams.delete(ATTRIBUTE)
    return one.href
  })
}

/** The host answers, but takes no writes: a standby. */
class ReadOnlyHost extends Error {
  readonly code = '25006'
}

async function mustBeWritable (client: Pick<PoolClient, 'query'>): Promise<void> {
  const { rows: [row] } = await client.query<{ transaction_read_only: string }>('show transaction_read_only')
  if (row?.transaction_read_only !== 'off') throw new ReadOnlyHost('this host takes no writes')
}

type Done = (error: Error | undefined, client: PoolClient | undefined, release: (broken?: boolean | Error) => void) => void
type WithCallback = (done: Done) => void

/** New connections go where the last one went, and on to the next host where that fails, each once. */
class PoolOfHosts extends Pool {
  readonly #urls: readonly string[]
  #current = 0

  constructor (urls: readonly string[], config: PoolConfig) {
    super({ ...config, connectionString: urls[0], onConnect: mustBeWritable } as PoolConfig)
    this.#urls = urls
  }

  #moveOn (from: number): void {
    // Others may have found out the same in the meantime.
    if (this.#current === from) this.#current = (from + 1) % this.#urls.length
    this.options.connectionString = this.#urls[this.#current]
  }

  #attempt (left: number, done: Done): void {
    const host = this.#current
    const connect = super.connect as unknown as WithCallback
    connect.call(this, (error, client, release) => {
      // All connections busy says nothing of the host.
      if (error === undefined || left === 1 || error.message === 'timeout exceeded when trying to connect') return done(error, client, release)
      this.#moveOn(host)
      this.#attempt(left - 1, done)
    })
  }

  override connect (): Promise<PoolClient>
  override connect (done: Done): void
  override connect (done?: Done): Promise<PoolClient> | void {
    if (done) return this.#attempt(this.#urls.length, done)
    return new Promise((resolve, reject) => {
      this.#attempt(this.#urls.length, (error, client) => { if (client) resolve(client); else reject(error ?? new Error('no connection')) })
    })
  }
}

/** @throws Error where the URL asks for something that is not done here */
export function poolOf (url: string, config: PoolConfig): PoolType {
  const urls = hostsOf(url)
  return urls.length === 1 ? new Pool({ ...config, connectionString: url }) : new PoolOfHosts(urls, config)
}
