// Where keys come from, and how a store without them is refused.
import t from 'tap'
import { chmodSync, existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { BadKeys, newKeyLine } from '../../src/vault/master-keys.ts'
import { openSealed } from '../../src/vault/open.ts'
import { findKeys, makeKeyFile, type KeySettings } from '../../src/vault/sources.ts'
import { openStore } from '../../src/store/open.ts'
import { opened, unit } from '../store/units.ts'

const refusal = async (work: Promise<unknown>): Promise<string> => await work.then(() => 'nothing', (error: unknown) => {
  if (error instanceof BadKeys) return error.message
  throw error
})

/** Opens a store, and closes it again; what was told meanwhile. */
async function open (settings: KeySettings): Promise<string[]> {
  const told: string[] = []
  const { store } = await openSealed(settings, (message) => { told.push(message) })
  await store.close()
  return told
}

t.test('beside a new database file a key file is made, once, for its owner alone', async (t) => {
  const path = join(t.testdir({}), 'records.db')
  const DATABASE_URL = `file:${path}`
  const told = await open({ DATABASE_URL })
  t.equal(told.length, 1)
  t.match(told[0], new RegExp(`^made ${path}\\.keys: .*apart from the backups`))
  t.equal(statSync(`${path}.keys`).mode & 0o777, 0o600)
  const line = readFileSync(`${path}.keys`, 'utf8')
  t.match(line, /^k1:[A-Za-z0-9+/]{43}=\n$/)
  t.strictSame(await open({ DATABASE_URL: pathToFileURL(path).href }), [])
  t.equal(readFileSync(`${path}.keys`, 'utf8'), line)
})

t.test('several that find no key file make one', async (t) => {
  const path = join(t.testdir({}), 'keys')
  t.strictSame([makeKeyFile(path), makeKeyFile(path)], [true, false])
  const DATABASE_URL = `file:${join(t.testdir({}), 'records.db')}`
  const told = await Promise.all([1, 2, 3].map(() => open({ DATABASE_URL })))
  t.equal(told.flat().length, 1)
})

t.test('a database whose key file is gone is refused, and no new one is made', async (t) => {
  const path = join(t.testdir({}), 'records.db')
  const settings = { DATABASE_URL: `file:${path}` }
  await open(settings)
  rmSync(`${path}.keys`)
  t.match(await refusal(open(settings)), new RegExp(`^the database is encrypted, and its keys are not here: ${path}\\.keys is missing`))
  t.notOk(existsSync(`${path}.keys`))
  t.match(await refusal(open({ ...settings, DATA_KEYS: newKeyLine('other') })), /^the store's key \w+ is encrypted with the key k1, which is not among those of DATA_KEYS \(other\)$/)
  t.match(await refusal(open({ ...settings, DATA_KEYS: newKeyLine('k1') })), /^the store's key \w+ does not open with the key k1 of DATA_KEYS/)
})

t.test('a key file that others may read is refused', async (t) => {
  const path = join(t.testdir({ keys: '' }), 'keys')
  const settings = { DATABASE_URL: 'file::memory:', DATA_KEYS_FILE: path }
  writeFileSync(path, `# the current one first\n${newKeyLine('new')}\n\n${newKeyLine('old')}\n`)
  for (const mode of [0o640, 0o604, 0o620, 0o644, 0o660, 0o601]) {
    chmodSync(path, mode)
    t.match(await refusal(findKeys(settings)), new RegExp(`has the mode ${mode.toString(8)}: others than its owner may use it`))
  }
  for (const mode of [0o600, 0o400]) {
    chmodSync(path, mode)
    t.equal((await findKeys(settings))?.current, 'new')
  }
  t.match(await refusal(findKeys({ ...settings, DATA_KEYS_FILE: '/nowhere/keys' })), /^DATA_KEYS_FILE: \/nowhere\/keys cannot be read \(ENOENT\)$/)
  t.match(await refusal(findKeys({ ...settings, DATA_KEYS: newKeyLine('k') })), /both set/)
})

t.test('PostgreSQL without a key is refused before it is asked, with what to do', async (t) => {
  t.match(await refusal(open({ DATABASE_URL: 'postgres://clerk:hunter2@127.0.0.1:1/evenhand' })), /no key is set\. Make a key with "npm run data-keys -- new" and set DATA_KEYS/)
})

t.test('in memory a passing key does', async (t) => {
  t.strictSame(await open({ DATABASE_URL: 'file::memory:' }), [])
})

t.test('a store with records that were never encrypted, or whose keys were taken away, is given none', async (t) => {
  const DATABASE_URL = `file:${join(t.testdir({}), 'records.db')}`
  const bare = await openStore(DATABASE_URL)
  await bare.commit(unit(opened()))
  await bare.close()
  t.match(await refusal(open({ DATABASE_URL, DATA_KEYS: newKeyLine('k1') })), /^the store has records and no keys/)
})
