/**
 * How batches of units are written, one after the other on one connection, each in two journeys to the database: one takes the locks and reads what the
 * units rest on, the other writes all of those that stand and commits.
 */
import type { Outcome } from '../group-commit.ts'
import type { Unit } from '../store.ts'
import { outageOf, Unavailable } from '../unavailable.ts'
import { causeOf, codeOf, reasonOf, type Pool, type PoolClient } from './connection.ts'
import { decide, writesOf } from './decide.ts'
import { hold, prepare, send, type Statements } from './statements.ts'

/** Somebody else was quicker, and the batch finds what they wrote when it is tried again: a key that exists by now, a deadlock, a conflict. */
const REPEATABLE = new Set(['23505', '40P01', '40001'])
const ATTEMPTS = 5

/** @throws the error of the first statement that failed */
async function allOf (sent: readonly Promise<unknown>[]): Promise<void> {
  const results = await Promise.allSettled(sent)
  const failed = results.find((result) => result.status === 'rejected')
  if (failed !== undefined) throw failed.reason
  // Where a statement before it failed the database answers so to a commit, instead of refusing it.
  const commit = results.at(-1) as PromiseFulfilledResult<{ command: string }>
  if (commit.value.command !== 'COMMIT') throw new Error('the database did not commit')
}

/** The connection is gone, and nothing was written: a new one may do. */
class Lost extends Unavailable {}
/** There is no connection, or it is not known what was written before it was lost: no use, or no right, to try again. */
class Hopeless extends Unavailable {}

const isRepeatable = (error: unknown): boolean => !(error instanceof Unavailable) && REPEATABLE.has(codeOf(error) ?? '')
/** Of the database, not of the batch. */
const isOutage = (error: unknown): boolean => !isRepeatable(error) && outageOf(error) !== null

/**
 * Writes the units of batches, one batch at a time on one connection.
 * @param pool with `pipeline`, of one connection: a lost one is replaced by it
 * @returns a function that writes one batch (see GroupOptions.write)
 */
export function makeWriter (pool: Pool): (batch: readonly Unit[]) => Promise<readonly Outcome[]> {
  const prepared = new WeakMap<PoolClient, Statements>()

  function statementsOf (client: PoolClient): Statements {
    const kept = prepared.get(client)
    if (kept !== undefined) return kept
    const made = prepare(client)
    prepared.set(client, made)
    return made
  }

  async function attempt (client: PoolClient, batch: readonly Unit[]): Promise<readonly Outcome[]> {
    const statements = statementsOf(client)
    let committing = false
    try {
      const { held, newSubjects } = await hold(client, statements, batch)
      const { outcomes, accepted } = decide(batch, held)
      committing = accepted.length > 0
      await (committing ? allOf(send(client, statements, writesOf(accepted, held), newSubjects)) : client.query('rollback'))
      return outcomes
    } catch (error) {
      const cause = causeOf(error)
      // A database that still answers has written nothing of a transaction in which something failed.
      if (await client.query('rollback').then(() => true, () => false)) throw cause
      throw committing
        ? new Hopeless('the connection was lost during the commit: whether it was written is not known', codeOf(cause) ?? 'connection', { cause })
        : new Lost(`the connection was lost: ${reasonOf(cause)}`, codeOf(cause) ?? 'connection', { cause })
    }
  }

  async function attemptOnce (batch: readonly Unit[]): Promise<readonly Outcome[]> {
    const client = await pool.connect().catch((cause: unknown) => { throw new Hopeless(`the database cannot be reached: ${reasonOf(cause)}`, codeOf(cause) ?? 'connection', { cause }) })
    let broken = false
    try {
      return await attempt(client, batch)
    } catch (error) {
      // Also one that became read-only, say: another may lead to where it can be written.
      broken = isOutage(error)
      throw error
    } finally {
      client.release(broken)
    }
  }

  async function writeAll (batch: readonly Unit[]): Promise<readonly Outcome[]> {
    for (let attempts = 1; ; attempts += 1) {
      try {
        return await attemptOnce(batch)
      } catch (error) {
        if (attempts === ATTEMPTS || !(error instanceof Lost || isRepeatable(error))) throw error
      }
    }
  }

  /** A value that the database refuses spoils a statement for all: each unit by itself, to find out whose it was. */
  async function writeSingly (batch: readonly Unit[]): Promise<readonly Outcome[]> {
    const outcomes: Outcome[] = []
    for (const unit of batch) {
      const last = outcomes.at(-1)?.error
      outcomes.push(...last instanceof Hopeless ? [{ error: last }] : await writeAll([unit]).catch((error: unknown) => [{ error }]))
    }
    return outcomes
  }

  return async (batch) => {
    try {
      return await writeAll(batch)
    } catch (error) {
      // An outage is no single unit's fault.
      if (batch.length === 1 || isOutage(error)) throw error
      return await writeSingly(batch)
    }
  }
}
