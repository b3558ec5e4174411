/**
 * The store in one SQLite file. Everything runs synchronously on one connection: what happens within a turn of the event loop is seen by nobody in
 * between, and there is one writer at a time, also where several processes share the file.
 */
import { groupCommit } from '../group-commit.ts'
import type { Store, Unit } from '../store.ts'
import { Unavailable } from '../unavailable.ts'
import { makeAccess } from './access.ts'
import { makeBatchWriter } from './batch.ts'
import { asc, drizzle, inArray, lt, placeholder, type Drizzle } from './drizzle.ts'
import { openFile } from './file.ts'
import { MOMENT_MS, patiently } from './patience.ts'
import { makeEraser } from './erase.ts'
import { makeKeys } from './keys.ts'
import { makeReader } from './read.ts'
import { answers } from './tables.ts'

/** To compare by measuring only: nothing but the defaults keeps what Store promises. */
export interface SqliteOptions {
  readonly synchronous?: 'FULL' | 'OFF'
  /** false: a commit for every unit */
  readonly group?: boolean
  /** called after every commit, before anybody is told of it: the place to wait as a slower disk would */
  readonly afterCommit?: () => void
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
export async function openSqlite (url: string, { synchronous = 'FULL', group = true, afterCommit }: SqliteOptions = {}): Promise<Store> {
  const { database, isThere } = openFile(url, synchronous)
  database.pragma(`busy_timeout = ${MOMENT_MS}`)
  const db = drizzle(database)
  const writeBatch = makeBatchWriter(database, db)
  const use = <T>(work: () => T): Promise<T> => patiently(() => {
    // Not opened anew: what lies there now may be anything. It serves again when the file is back in its place.
    if (!isThere()) throw new Unavailable(`${url} is no longer the file that was opened`, 'GONE')
    return work()
  })
  const write = groupCommit({
    async write (batch: readonly Unit[]) {
      const outcomes = await use(() => writeBatch(batch))
      afterCommit?.()
      return outcomes
    },
    ...(group ? {} : { most: 1 })
  })
  const read = makeReader(database, db)
  const erase = makeEraser(database, db)
  const keys = makeKeys(database, db)
  const access = makeAccess(db)
  const forget = prepareForgetting(db)
  const ping = database.prepare('select 1 from records limit 1')
  return {
    commit: write.commit,
    erase: (erasure) => use(() => { erase(erasure) }),
    namedKeys: () => use(() => keys.namedKeys()),
    addNamedKeys: (named) => use(() => { keys.addNamedKeys(named) }),
    dataKeyOf: (recordId) => use(() => keys.dataKeyOf(recordId)),
    otherDataKeys: (page) => use(() => keys.otherDataKeys(page)),
    rewrapDataKeys: (rewrapped) => use(() => keys.rewrapDataKeys(rewrapped)),
    rewrapNamedKeys: (rewrapped) => use(() => keys.rewrapNamedKeys(rewrapped)),
    countDataKeys: () => use(() => keys.countDataKeys()),
    addApiKey: (key) => use(() => { access.addApiKey(key) }),
    apiKey: (id) => use(() => access.apiKey(id)),
    apiKeys: () => use(() => access.apiKeys()),
    revokeApiKey: (id, at) => use(() => access.revokeApiKey(id, at)),
    addAudit: (asked) => use(() => { access.addAudit(asked) }),
    audit: (filter, page) => use(() => access.audit(filter, page)),
    load: (kind, id, known) => use(() => read.load(kind, id, known)),
    subject: (key) => use(() => read.subject(key)),
    ofSubject: (key) => use(() => read.ofSubject(key)),
    countedBy: (id) => use(() => read.countedBy(id)),
    list: (filter, page) => use(() => read.list(filter, page)),
    standing: (subjectKeys, on) => use(() => read.standing(subjectKeys, on)),
    events: (page) => use(() => read.events(page)),
    answer: (key) => use(() => read.answer(key)),
    forgetAnswers: (before) => use(() => forget.run({ before }).changes),
    ids: (page) => use(() => read.ids(page)),
    everything: (id) => use(() => read.everything(id)),
    ping: () => use(() => { ping.get() }),
    async close () {
      await write.close()
      database.close()
    }
  }
}
