/** Where master keys come from: the environment, a file named there, or for an embedded database a file beside it. */
import { randomUUID } from 'node:crypto'
import { closeSync, existsSync, fchmodSync, fstatSync, fsyncSync, linkSync, openSync, readFileSync, unlinkSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import { BadKeys, MasterKeys, newKeyLine } from './master-keys.ts'

export interface KeySettings {
  readonly DATABASE_URL: string
  readonly DATA_KEYS?: string
  readonly DATA_KEYS_FILE?: string
}

const HOW = 'Make a key with "npm run data-keys -- new" and set DATA_KEYS, or DATA_KEYS_FILE to a file that only the service may read'
/** What group and others may do. */
const OTHERS = 0o077

/** @throws BadKeys where it cannot be read, or others may */
function readKeyFile (path: string, from: string): MasterKeys {
  let file
  try {
    file = openSync(path, 'r')
  } catch (error) {
    throw new BadKeys(`${from}: ${path} cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown'})`)
  }
  try {
    const { mode } = fstatSync(file)
    if ((mode & OTHERS) !== 0) throw new BadKeys(`${from}: ${path} has the mode ${(mode & 0o777).toString(8)}: others than its owner may use it. chmod 600 it`)
    const lines = readFileSync(file, 'utf8').split('\n').map((line) => line.trim()).filter((line) => line !== '' && !line.startsWith('#'))
    return MasterKeys.read(lines, `${from} (${path})`)
  } finally {
    closeSync(file)
  }
}

/**
 * Makes a key file with one new key. It is whole, and on disk, before it has its name: nothing is ever encrypted with a key that a crash could take away.
 * @returns false where there is one already, which is left as it is
 */
export function makeKeyFile (path: string): boolean {
  const unfinished = `${path}.${randomUUID()}`
  const file = openSync(unfinished, 'wx', 0o600)
  try {
    fchmodSync(file, 0o600)
    writeSync(file, `${newKeyLine('k1')}\n`)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
  try {
    linkSync(unfinished, path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  } finally {
    unlinkSync(unfinished)
  }
  const directory = openSync(dirname(path), 'r')
  try {
    fsyncSync(directory)
  } finally {
    closeSync(directory)
  }
  return true
}

const isMemory = (url: string): boolean => url === 'file::memory:'

/** The path of the key file of an embedded database. */
export async function keyFileOf (databaseUrl: string): Promise<string> {
  const { pathOf } = await import('../store/sqlite/file.ts')
  return `${pathOf(databaseUrl)}.keys`
}

/**
 * The keys that were set; those of the file beside an embedded database; null where there are none yet.
 * @throws BadKeys
 */
export async function findKeys ({ DATABASE_URL, DATA_KEYS, DATA_KEYS_FILE }: KeySettings): Promise<MasterKeys | null> {
  if (DATA_KEYS !== undefined && DATA_KEYS_FILE !== undefined) throw new BadKeys('DATA_KEYS and DATA_KEYS_FILE are both set: set one')
  if (DATA_KEYS !== undefined) return MasterKeys.read(DATA_KEYS.split(',').map((one) => one.trim()), 'DATA_KEYS')
  if (DATA_KEYS_FILE !== undefined) return readKeyFile(DATA_KEYS_FILE, 'DATA_KEYS_FILE')
  if (!DATABASE_URL.startsWith('file:')) throw new BadKeys(`personal data are encrypted, and no key is set. ${HOW}`)
  if (isMemory(DATABASE_URL)) return null
  const path = await keyFileOf(DATABASE_URL)
  return existsSync(path) ? readKeyFile(path, 'the key file') : null
}

/** The key of a database that has nothing in it yet: in memory a passing one, else a file of its own. `told` is said once to whoever runs it. */
export async function makeKeys ({ DATABASE_URL }: KeySettings, told: (message: string) => void): Promise<MasterKeys> {
  if (isMemory(DATABASE_URL)) return MasterKeys.read([newKeyLine('passing')], 'memory')
  const path = await keyFileOf(DATABASE_URL)
  if (makeKeyFile(path)) told(`made ${path}: without it nothing in the database can be read again. Keep a copy of it, apart from the backups of the database`)
  return readKeyFile(path, 'the key file')
}

/** What to do where the database has its keys wrapped by ones that are not there. */
export async function missing ({ DATABASE_URL }: KeySettings): Promise<BadKeys> {
  return new BadKeys(`the database is encrypted, and its keys are not here: ${await keyFileOf(DATABASE_URL)} is missing, and neither DATA_KEYS nor DATA_KEYS_FILE is set`)
}
