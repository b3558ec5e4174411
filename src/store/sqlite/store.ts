/**
 * The store in one SQLite file. Everything runs synchronously on one connection: what happens within a turn of the event loop is seen by nobody in
 * between, and there is one writer at a time, also where several processes share the file.
 */
import { groupCommit } from '../group-commit.ts'
import type { Store } from '../store.ts'
import { makeBatchWriter } from './batch.ts'
import { asc, drizzle, inArray, lt, placeholder, type Drizzle } from './drizzle.ts'
import { openFile } from './file.ts'
import { makeReader } from './read.ts'
import { answers } from './tables.ts'

/** To compare by measuring only: nothing but the defaults keeps what Store promises. */
export interface SqliteOptions {
  readonly synchronous?: 'FULL' | 'OFF'
  /** false: a commit for every unit */
  readonly group?: boolean
}

/** How many answers are forgotten at a time: others wait as long. */
const FORGOTTEN_AT_A_TIME = 500

function prepareForgetting (db: Drizzle) {
  const oldest = db.select({ key: answers.key }).from(answers).where(lt(answers.at, placeholder('before'))).orderBy(asc(answers.at)).limit(FORGOTTEN_AT_A_TIME)
  return db.delete(answers).where(inArray(answers.key, oldest)).prepare()
}

/**
 * Opens the store in a file, made where it is missing, its schema brought up to date.
 * @throws WrongSchema, or Error where it cannot be opened
 */
export async function openSqlite (url: string, { synchronous = 'FULL', group = true }: SqliteOptions = {}): Promise<Store> {
  const { database } = openFile(url, synchronous)
  const db = drizzle(database)
  const write = groupCommit({ write: makeBatchWriter(database, db), ...(group ? {} : { most: 1 }) })
  const read = makeReader(database, db)
  const forget = prepareForgetting(db)
  const ping = database.prepare('select 1 from records limit 1')
  return {
    commit: write.commit,
    load: async (kind, id) => read.load(kind, id),
    subject: async (key) => read.subject(key),
    countedBy: async (id) => read.countedBy(id),
    list: async (filter, page) => read.list(filter, page),
    standing: async (subjectKeys, on) => read.standing(subjectKeys, on),
    events: async (page) => read.events(page),
    answer: async (key) => read.answer(key),
    forgetAnswers: async (before) => forget.run({ before }).changes,
    ids: async (page) => read.ids(page),
    everything: async (id) => read.everything(id),
    ping: async () => { ping.get() },
    async close () {
      await write.close()
      database.close()
    }
  }
}
