/**
 * The one place that tells an outage from a defect. An outage is known, passes, and is answered with 503; whatever is not known to be one stays
 * what it was, and is answered with 500.
 */
import type { Store } from './store.ts'

/** The store cannot be used just now. `code` is that of the database or the system: it may be logged, a message may hold values. */
export class Unavailable extends Error {
  readonly code: string
  constructor (message: string, code: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}

/** Locked by another process, read-only, the disk full, failing or gone. */
const SQLITE = /^SQLITE_(BUSY|LOCKED|READONLY|FULL|IOERR|CANTOPEN|PROTOCOL)(_|$)/

/** No network, no server, no such name. */
const SYSTEM = new Set(['ECONNREFUSED', 'ECONNRESET', 'ECONNABORTED', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'EHOSTDOWN', 'ENETUNREACH', 'ENETDOWN', 'EADDRNOTAVAIL'])

/**
 * SQLSTATE: connections (08), who may connect (28), resources such as the disk and the number of connections (53), an operator's intervention (57P), the
 * system below (58); a database that is not there (3D000), takes no connections (55000), is read-only (25006), ended the transaction of somebody who was
 * silent (25P03), a lock or a statement that took too long (55P03, 57014), and a conflict that did not pass however often it was tried (40001, 40P01).
 */
const POSTGRES = /^(08...|28...|53...|57P..|58...|3D000|55000|25006|25P03|55P03|57014|40001|40P01)$/

/** What the driver says without a code. */
const DRIVER = /^(Connection terminated|timeout expired|timeout exceeded when trying to connect|Query read timeout|Client has encountered a connection error|Client was closed|Cannot use a pool after)/

function codeOfOne (error: Error): string | null {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined
  if (code !== undefined) return SQLITE.test(code) || SYSTEM.has(code) || POSTGRES.test(code) ? code : null
  return DRIVER.test(error.message) ? 'connection' : null
}

/** The code of a known outage, by the error or by whatever caused it; null where it is none. */
export function outageOf (error: unknown): string | null {
  if (error instanceof Unavailable) return error.code
  if (error instanceof AggregateError) return error.errors.map(outageOf).find((code) => code !== null) ?? null
  if (!(error instanceof Error)) return null
  return codeOfOne(error) ?? outageOf(error.cause)
}

/** The error as the service has to see it. */
export function told (error: unknown): unknown {
  const code = error instanceof Unavailable ? null : outageOf(error)
  return code === null ? error : new Unavailable(`the store cannot be used (${code})`, code, { cause: error })
}

/** The store, with its outages told as such. */
export function guarded (store: Store): Store {
  return Object.fromEntries(Object.entries(store).map(([name, method]) => [name, async (...given: never[]) => {
    try {
      return await (method as (...given: never[]) => Promise<unknown>)(...given)
    } catch (error) {
      throw told(error)
    }
  }])) as unknown as Store
}
