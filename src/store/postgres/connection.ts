/** Connections to PostgreSQL, and what their errors mean. */
import type { Pool as PoolType, PoolClient as PoolClientType, PoolConfig } from 'pg'
import { hostsOf, poolOf } from './hosts.ts'

export type Pool = PoolType
export type PoolClient = PoolClientType

/** How long a connection may take before its absence is told; a start or a request waits no longer. */
const CONNECT_MS = 5_000
/** A batch whose writer hangs in its midst is undone after this time: all other instances wait for it. */
const HANGING_MS = 30_000
/** A database that does not answer at all counts as lost after this time; longer than anything may rightly wait for another's batch. */
const SILENCE_MS = 60_000

/** Connections for the work of the service. */
export const workingPool = (url: string, config: PoolConfig): Pool => makePool(url, { idle_in_transaction_session_timeout: HANGING_MS, query_timeout: SILENCE_MS, ...config })

export function makePool (url: string, config: PoolConfig): Pool {
  const pool = poolOf(url, {
    connectionTimeoutMillis: CONNECT_MS,
    idleTimeoutMillis: 60_000,
    keepAlive: true,
    fallback_application_name: 'evenhand',
    ...config
  })
  // Whoever uses a connection that breaks is told; one that nobody uses is replaced when next one is needed. Without listeners both would end the process.
  pool.on('error', () => {})
  pool.on('connect', (client) => { client.on('error', () => {}) })
  return pool
}

/** Where a URL leads, without user and password. */
export function placeOf (url: string): string {
  try {
    const places = hostsOf(url).map((one) => new URL(one))
    return `PostgreSQL at ${places.map(({ host }) => host).join(',')}${places[0]?.pathname ?? ''}`
  } catch {
    return 'DATABASE_URL'
  }
}

/** What the driver said. Drizzle's own error puts the statement and all of its values into the message, from where they would come into logs. */
export const causeOf = (error: unknown): unknown =>
  error instanceof Error && 'query' in error && 'params' in error && error.cause !== undefined ? error.cause : error

/** What a statement gave, or what the driver said. */
export async function orCause<T> (statement: PromiseLike<T>): Promise<T> {
  try {
    return await statement
  } catch (error) {
    throw causeOf(error)
  }
}

/** The five letters of PostgreSQL (SQLSTATE), or those of the system where it could not be reached. */
export function codeOf (error: unknown): string | undefined {
  const cause = causeOf(error)
  return cause instanceof Error && 'code' in cause ? String(cause.code) : undefined
}

/** A fault of the connection in one line. Several addresses of one host fail in one error that says nothing itself. */
export function reasonOf (error: unknown): string {
  if (error instanceof AggregateError) return [...new Set(error.errors.map(reasonOf))].join(', ')
  return error instanceof Error ? error.message : String(error)
}
