/**
 * Waiting for a file that another process has locked. SQLite's own way of waiting would hold up the whole process, its health checks included: it waits
 * for a moment only, and the rest of the time goes by between the turns of the event loop.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { SqliteError } from './drizzle.ts'

/** How long SQLite itself waits: as long as another writer's usual commit takes. */
export const MOMENT_MS = 10
/** After this time whoever waits is told that the store cannot be used. */
const PATIENCE_MS = 2_000
const BETWEEN_MS = 10

const isLocked = (error: unknown): boolean => error instanceof SqliteError && /^SQLITE_(BUSY|LOCKED)/.test(error.code)

/**
 * Does the work, again where the file was locked: the work must have changed nothing then.
 * @throws what the work throws in the end
 */
export async function patiently<T> (work: () => T): Promise<T> {
  const until = performance.now() + PATIENCE_MS
  for (;;) {
    try {
      return work()
    } catch (error) {
      if (!isLocked(error) || performance.now() > until) throw error
    }
    await sleep(BETWEEN_MS)
  }
}
