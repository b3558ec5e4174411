/** Copies of an embedded database: one file each, made while the service writes, and checked before anybody relies on them. */
import { chmodSync, closeSync, existsSync, fsyncSync, openSync } from 'node:fs'
import { dirname } from 'node:path'
import type { RuleBook } from '../domain/book.ts'
import { checkStore, type Listener, type StoreReport } from '../records/check-store.ts'
import { openToVerify } from '../records/open-to-verify.ts'
import { Database } from '../store/sqlite/drizzle.ts'
import { BadKeys } from '../vault/master-keys.ts'
import { keyFileOf, type KeySettings } from '../vault/sources.ts'

/** What cannot be done, and why: told in a line. */
export class NoCopy extends Error {}

const PAGES_AT_A_TIME = 4096

function sync (path: string): void {
  const file = openSync(path, 'r')
  try {
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}

/** Whatever happened to the names in a directory is on disk. */
export const syncDirectory = (path: string): void => { sync(dirname(path)) }

/**
 * Copies a database as it is at this moment into a file that is not there yet.
 * @throws NoCopy
 */
export async function copyDatabase (from: string, to: string, told: (done: number, total: number) => void = () => {}): Promise<void> {
  if (existsSync(to)) throw new NoCopy(`${to} is there already, and is not overwritten`)
  if (!existsSync(from)) throw new NoCopy(`${from}: there is no such file`)
  let source
  try {
    source = new Database(from, { readonly: true, fileMustExist: true, timeout: 5000 })
    // One moment of the database for the whole copy: without it every commit of the service would make it begin again.
    source.exec('begin')
    source.prepare('select count(*) from sqlite_schema').get()
    // Nobody else is to read it, not even while it is being made.
    closeSync(openSync(to, 'wx', 0o600))
    await source.backup(to, {
      progress ({ totalPages, remainingPages }) {
        told(totalPages - remainingPages, totalPages)
        return PAGES_AT_A_TIME
      }
    })
  } catch (error) {
    throw error instanceof NoCopy ? error : new NoCopy(`${from} cannot be copied to ${to}: ${(error as Error).message}`, { cause: error })
  } finally {
    source?.close()
  }
  chmodSync(to, 0o600)
  makeOneFile(to)
}

/** A copy needs no write-ahead log beside it; the service has one again from its next start on. */
function makeOneFile (path: string): void {
  const database = new Database(path, { fileMustExist: true })
  try {
    database.pragma('journal_mode = DELETE')
  } finally {
    database.close()
  }
  sync(path)
}

/** The settings with which a copy opens that lies elsewhere than its database: its keys are those of the database. */
async function settingsOfCopy (settings: KeySettings, copy: string): Promise<KeySettings> {
  const DATABASE_URL = `file:${copy}`
  if (settings.DATA_KEYS !== undefined || settings.DATA_KEYS_FILE !== undefined) return { ...settings, DATABASE_URL }
  const keys = await keyFileOf(settings.DATABASE_URL)
  return existsSync(keys) ? { DATABASE_URL, DATA_KEYS_FILE: keys } : { DATABASE_URL }
}

/**
 * Whether a copy is whole: to SQLite, and by the chain of every record in it.
 * @param settings those of the database that it is a copy of, or is to become
 * @throws NoCopy where it is no whole database; as openToVerify
 */
export async function checkCopy (path: string, settings: KeySettings, book: RuleBook, listener: Listener): Promise<StoreReport> {
  let found: unknown
  try {
    const database = new Database(path, { readonly: true, fileMustExist: true })
    try {
      found = database.pragma('integrity_check(1)', { simple: true })
    } finally {
      database.close()
    }
  } catch (error) {
    throw new NoCopy(`${path} cannot be read as a database: ${(error as Error).message}`, { cause: error })
  }
  if (found !== 'ok') throw new NoCopy(`${path} is damaged: ${String(found)}`)
  const { store, keyOf, close } = await openToVerify(await settingsOfCopy(settings, path)).catch(async (error: unknown) => {
    const keys = await keyFileOf(settings.DATABASE_URL)
    throw error instanceof BadKeys && !existsSync(keys) ? new NoCopy(`${keys} is missing: without its keys nothing in the database can be read`, { cause: error }) : error
  })
  try {
    return await checkStore(store, book, keyOf, listener)
  } finally {
    await close()
  }
}
