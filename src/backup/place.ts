/** Puts a database in its place: at once, and never over one that somebody works with. */
import { existsSync, linkSync, renameSync } from 'node:fs'
import { Database } from '../store/sqlite/drizzle.ts'
import { NoCopy, syncDirectory } from './copy.ts'

/**
 * Takes a database for oneself alone, all that it is in one file.
 * @throws NoCopy where somebody has it open
 */
function closed (path: string): InstanceType<typeof Database> {
  let database
  try {
    database = new Database(path, { fileMustExist: true, timeout: 0 })
    // Whoever has it open keeps this from happening; nobody who has not opened it by then can until it is over.
    database.pragma('journal_mode = DELETE')
    database.exec('begin exclusive')
    return database
  } catch (error) {
    database?.close()
    const { code, message } = error as Error & { code?: string }
    if (code?.startsWith('SQLITE_BUSY')) throw new NoCopy(`${path} is in use: stop the service first`)
    throw new NoCopy(`${path} is there and cannot be opened (${message}): move it away`)
  }
}

/** A free name for what was there. */
function nameFor (path: string): string {
  for (let number = 1; ; number += 1) if (!existsSync(`${path}.replaced-${number}`)) return `${path}.replaced-${number}`
}

/**
 * Renames `from`, which lies in the same directory, to `path`.
 * @returns where the database is that was there before; null where there was none
 * @throws NoCopy where one is there and is not to be replaced, or is in use
 */
export function putInPlace (from: string, path: string, { replace }: { readonly replace: boolean }): string | null {
  if (!existsSync(path)) {
    // It would be taken for a part of the new one.
    const left = ['-wal', '-journal'].map((end) => path + end).find((one) => existsSync(one))
    if (left !== undefined) throw new NoCopy(`${left} is left over from a database that is not there: move it away`)
    renameSync(from, path)
    syncDirectory(path)
    return null
  }
  if (!replace) throw new NoCopy(`${path} is there already: --replace puts the backup in its place`)
  const there = closed(path)
  try {
    const kept = nameFor(path)
    linkSync(path, kept)
    renameSync(from, path)
    syncDirectory(path)
    return kept
  } finally {
    there.close()
  }
}
