/** A store opened to be read and nothing else: none is made where there is none, and none is brought up to date. */
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { migrationsOf, mustBeCurrent } from '../store/migrations.ts'
import type { Connection } from '../store/sqlite/drizzle.ts'
import { WrongSchema } from '../store/store.ts'
import type { Readable } from './check-record.ts'

export interface OpenedToVerify { readonly store: Readable, readonly close: () => Promise<void> }

/** There is nothing to be read. */
export class NoStore extends Error {}

async function openFile (url: string): Promise<OpenedToVerify> {
  const path = url.startsWith('file://') ? fileURLToPath(url) : url.slice('file:'.length)
  if (path === ':memory:') throw new NoStore(`${url}: what is kept in memory is known to its service alone`)
  if (!existsSync(path)) throw new NoStore(`${url}: there is no such file`)
  const [{ Database, drizzle }, { makeReader }] = await Promise.all([import('../store/sqlite/drizzle.ts'), import('../store/sqlite/read.ts')])
  let database: Connection | undefined
  try {
    database = new Database(path, { readonly: true, fileMustExist: true, timeout: 5000 })
    mustBeCurrent(migrationsOf('sqlite'), database.pragma('user_version', { simple: true }) as number)
    const read = makeReader(database, drizzle(database))
    const store: Readable = {
      everything: async (id) => read.everything(id),
      subject: async (key) => read.subject(key),
      load: async (kind, id) => read.load(kind, id),
      list: async (filter, page) => read.list(filter, page),
      ids: async (page) => read.ids(page),
      events: async (page) => read.events(page)
    }
    return { store, close: async () => { database?.close() } }
  } catch (error) {
    database?.close()
    throw error instanceof WrongSchema ? new WrongSchema(`${url}: ${error.message}`) : new NoStore(`${url} cannot be read: ${(error as Error).message}`)
  }
}

async function openDatabase (url: string): Promise<OpenedToVerify> {
  const { openPostgres } = await import('../store/postgres/store.ts')
  // Its one connection that writes is not made before something is written.
  const store = await openPostgres(url).catch((error: unknown) => { throw error instanceof WrongSchema ? error : new NoStore((error as Error).message, { cause: error }) })
  return { store, close: store.close }
}

/**
 * @param databaseUrl as the service takes it
 * @throws NoStore, WrongSchema
 */
export const openToVerify = (databaseUrl: string): Promise<OpenedToVerify> => databaseUrl.startsWith('file:') ? openFile(databaseUrl) : openDatabase(databaseUrl)
