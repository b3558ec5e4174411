/** The store in a PostgreSQL database, which several instances of the service may share. */
import { groupCommit } from '../group-commit.ts'
import type { Store } from '../store.ts'
import { makeAccess } from './access.ts'
import { orCause, workingPool } from './connection.ts'
import { asc, drizzle, inArray, lt, placeholder, type Drizzle } from './drizzle.ts'
import { checkSchema } from './migrate.ts'
import { makeEraser } from './erase.ts'
import { makeKeys } from './keys.ts'
import { makeReader } from './read.ts'
import { answers } from './tables.ts'
import { makeWriter } from './write.ts'

export interface PostgresOptions {
  /** how many connections read at a time; one more writes */
  readonly readers?: number
}

/** How many answers are forgotten at a time. */
const FORGOTTEN_AT_A_TIME = 500

function prepareForgetting (db: Drizzle) {
  const oldest = db.select({ key: answers.key }).from(answers).where(lt(answers.at, placeholder('before'))).orderBy(asc(answers.at)).limit(FORGOTTEN_AT_A_TIME)
  // Those that another instance is forgetting just now are left to it.
  return db.delete(answers).where(inArray(answers.key, oldest.for('update', { skipLocked: true }))).prepare('forget')
}

/**
 * Opens the store in a database that has been migrated.
 * @throws WrongSchema where it has not, or by a newer version of the service; Error where it cannot be reached
 */
export async function openPostgres (url: string, { readers = 8 }: PostgresOptions = {}): Promise<Store> {
  const reading = workingPool(url, { max: readers })
  const writing = workingPool(url, { max: 1, pipeline: true })
  let ended: Promise<unknown> | undefined
  const end = async () => { await (ended ??= Promise.all([reading.end(), writing.end()])) }
  try {
    await checkSchema(reading, url)
  } catch (error) {
    await end()
    throw error
  }
  const db = drizzle(reading)
  const write = groupCommit({ write: makeWriter(writing) })
  const forget = prepareForgetting(db)
  return {
    ...makeReader(db),
    commit: write.commit,
    erase: makeEraser(reading),
    ...makeKeys(db),
    ...makeAccess(db),
    async forgetAnswers (before) {
      const { rowCount } = await orCause(forget.execute({ before }))
      return rowCount ?? 0
    },
    async ping () {
      await reading.query('select 1')
    },
    async close () {
      await write.close()
      await end()
    }
  }
}
