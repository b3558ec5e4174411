/** From DATABASE_URL to a store. The adapter that is not wanted is not loaded: it would cost the start. */
import type { Migrated } from './migrations.ts'
import type { Store } from './store.ts'
import { guarded } from './unavailable.ts'

export const DEFAULT_DATABASE_URL = 'file:evenhand.db'

/** Tells the database by the beginning of its URL, which is never printed whole: it may hold a password. */
function isPostgres (url: string): boolean {
  if (/^postgres(ql)?:\/\//.test(url)) return true
  if (url.startsWith('file:')) return false
  throw new Error('DATABASE_URL has to be file:<path>, file::memory: or postgres://<user>:<password>@<host>:<port>/<database>')
}

/**
 * Opens the store; brings the schema up to date where it is a file.
 * @returns the store, its outages told as Unavailable
 * @throws WrongSchema, or Error where the URL is no such URL or the database cannot be reached
 */
export async function openStore (databaseUrl: string): Promise<Store> {
  return guarded(isPostgres(databaseUrl)
    ? await (await import('./postgres/store.ts')).openPostgres(databaseUrl)
    : await (await import('./sqlite/store.ts')).openSqlite(databaseUrl))
}

/**
 * Brings the schema up to date; safe where it is done several times at once.
 * @throws as openStore
 */
export async function migrateStore (databaseUrl: string): Promise<Migrated> {
  return isPostgres(databaseUrl)
    ? (await import('./postgres/migrate.ts')).migratePostgres(databaseUrl)
    : (await import('./sqlite/file.ts')).migrateSqlite(databaseUrl)
}
