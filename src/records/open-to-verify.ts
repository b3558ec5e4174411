/** A store opened to be read and nothing else: none is made where there is none, and none is brought up to date. */
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { migrationsOf, mustBeCurrent } from '../store/migrations.ts'
import type { KeyOf } from '../domain/record/projection.ts'
import type { Connection } from '../store/sqlite/drizzle.ts'
import { WrongSchema, type Store } from '../store/store.ts'
import { unsealing } from '../vault/sealed-store.ts'
import { findKeys, missing, type KeySettings } from '../vault/sources.ts'
import { openVault } from '../vault/vault.ts'
import type { Readable } from './check-record.ts'

interface Opened { readonly store: Readable & Pick<Store, 'namedKeys'>, readonly close: () => Promise<void> }
export interface OpenedToVerify { readonly store: Readable, readonly keyOf: KeyOf, readonly close: () => Promise<void> }

/** There is nothing to be read. */
export class NoStore extends Error {}

async function openFile (url: string): Promise<Opened> {
  const path = url.startsWith('file://') ? fileURLToPath(url) : url.slice('file:'.length)
  if (path === ':memory:') throw new NoStore(`${url}: what is kept in memory is known to its service alone`)
  if (!existsSync(path)) throw new NoStore(`${url}: there is no such file`)
  const [{ Database, drizzle }, { makeKeys }, { makeReader }] = await Promise.all([import('../store/sqlite/drizzle.ts'), import('../store/sqlite/keys.ts'), import('../store/sqlite/read.ts')])
  let database: Connection | undefined
  try {
    database = new Database(path, { readonly: true, fileMustExist: true, timeout: 5000 })
    mustBeCurrent(migrationsOf('sqlite'), database.pragma('user_version', { simple: true }) as number)
    const read = makeReader(database, drizzle(database))
    const keys = makeKeys(database, drizzle(database))
    const store: Opened['store'] = {
      namedKeys: async () => keys.namedKeys(),
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

async function openDatabase (url: string): Promise<Opened> {
  const { openPostgres } = await import('../store/postgres/store.ts')
  // Its one connection that writes is not made before something is written.
  const store = await openPostgres(url).catch((error: unknown) => { throw error instanceof WrongSchema ? error : new NoStore((error as Error).message, { cause: error }) })
  return { store, close: store.close }
}

/** In a store that nobody has opened yet there is nothing that could be found by a key. */
const nobody: KeyOf = () => ''

/**
 * @param settings as the service takes them
 * @throws NoStore, WrongSchema, BadKeys
 */
export async function openToVerify (settings: KeySettings): Promise<OpenedToVerify> {
  const url = settings.DATABASE_URL
  const { store, close } = await (url.startsWith('file:') ? openFile(url) : openDatabase(url))
  try {
    const empty = (await store.namedKeys()).length === 0
    if (empty && (await store.ids({ limit: 1 })).length > 0) throw new NoStore('the store has records, and the keys are missing that they are encrypted with')
    if (empty) return { store, keyOf: nobody, close }
    const master = await findKeys(settings)
    if (!master) throw await missing(settings)
    const vault = await openVault(store, master)
    return vault ? { store: { ...store, ...unsealing(store, vault) }, keyOf: vault.keyOf, close } : { store, keyOf: nobody, close }
  } catch (error) {
    await close()
    throw error
  }
}
