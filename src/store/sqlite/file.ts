/** The database file: where it is, whether it is one of this service, and its schema. */
import { statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { migrationsOf, pending, type Migrated } from '../migrations.ts'
import { WrongSchema } from '../store.ts'
import { Database, SqliteError, type Connection } from './drizzle.ts'

/** 'EVNH', in the header of the file: tells the databases of this service from all others. */
const APPLICATION_ID = 0x45564e48

const number = (database: Connection, pragma: 'application_id' | 'user_version'): number => database.pragma(pragma, { simple: true }) as number

/**
 * The path in `file:evenhand.db`, `file:/var/lib/evenhand.db`, `file:///var/lib/evenhand.db`; ':memory:' in `file::memory:`.
 * @throws Error where it is none of these
 */
export function pathOf (url: string): string {
  const rest = url.slice('file:'.length)
  if (!url.startsWith('file:') || rest === '' || /[?#]/.test(rest)) throw new Error(`${url}: expected file:<path> or file::memory:, without parameters`)
  if (!rest.startsWith('//')) return rest
  try {
    return fileURLToPath(url)
  } catch (error) {
    throw new Error(`${url}: ${(error as Error).message}`)
  }
}

/** The version of the schema; 0 where the database is still empty. */
function versionOf (database: Connection): number {
  const [application, version] = [number(database, 'application_id'), number(database, 'user_version')]
  if (application === APPLICATION_ID) return version
  const empty = application === 0 && version === 0 && database.prepare('select 1 from sqlite_schema').get() === undefined
  if (!empty) throw new WrongSchema('the file is a database of something else')
  return 0
}

/** Brings the schema up to date; safe where several processes do so at once. A table that others refer to can only be made anew while nobody checks. */
function migrate (database: Connection): Migrated {
  const all = migrationsOf('sqlite')
  const from = versionOf(database)
  database.pragma('foreign_keys = OFF')
  for (const { version, sql } of pending(all, from)) {
    database.transaction(() => {
      // Read again under the lock: another process may have been first.
      if (versionOf(database) >= version) return
      database.exec(sql)
      database.pragma(`application_id = ${APPLICATION_ID}`)
      database.pragma(`user_version = ${version}`)
    }).immediate()
  }
  database.pragma('foreign_keys = ON')
  return { from, to: all.length }
}

/** `isThere`: whether the path still leads to the file that was opened */
export interface Opened { readonly database: Connection, readonly migrated: Migrated, readonly isThere: () => boolean }

/**
 * A file that was removed or replaced can be written to as long as it is open, and is gone with all that was written after that: whoever writes has to
 * look before.
 */
function watch (path: string): Opened['isThere'] {
  if (path === ':memory:') return () => true
  const { dev, ino } = statSync(path)
  return () => {
    const now = statSync(path, { throwIfNoEntry: false })
    return now?.ino === ino && now.dev === dev
  }
}

/** Not before the file is known to be ours: a change to write-ahead logging stays in the file. */
function configure (database: Connection, path: string, synchronous: string): void {
  if (path !== ':memory:') database.pragma('journal_mode = WAL')
  // SQLite's own 1000 pages are written by a single batch of 64 steps: each would be followed by a checkpoint, which waits for the disk twice more.
  database.pragma('wal_autocheckpoint = 4000')
  database.pragma(`synchronous = ${synchronous}`)
  // What is deleted is overwritten, too: a key that is still in a free part of the file would not be gone.
  database.pragma('secure_delete = ON')
}

/**
 * Opens the database, makes it where there is none, and brings its schema up to date.
 * @throws WrongSchema where it is newer than this version of the service, or none of this service; Error where it cannot be opened
 */
export function openFile (url: string, synchronous = 'FULL'): Opened {
  const path = pathOf(url)
  let database: Connection | undefined
  try {
    database = new Database(path, { timeout: 5000 })
    versionOf(database)
    configure(database, path, synchronous)
    return { database, migrated: migrate(database), isThere: watch(path) }
  } catch (error) {
    database?.close()
    if (error instanceof WrongSchema) throw new WrongSchema(`${url}: ${error.message}`)
    if (error instanceof SqliteError && error.code === 'SQLITE_NOTADB') throw new WrongSchema(`${url}: the file is no database`)
    throw new Error(`${url} cannot be opened: ${(error as Error).message}`, { cause: error })
  }
}

/** Brings the schema of a database up to date, for those who do it apart from a start. */
export function migrateSqlite (url: string): Migrated {
  const { database, migrated } = openFile(url)
  database.close()
  return migrated
}
