// Whatever is done to encrypted records behind the back of the service shows, by the record that it was done to.
import t from 'tap'
import { join } from 'node:path'
import { checkStore } from '../../src/records/check-store.ts'
import { openStore } from '../../src/store/open.ts'
import { Database } from '../../src/store/sqlite/drizzle.ts'
import { BadKeys } from '../../src/vault/master-keys.ts'
import { openVault } from '../../src/vault/vault.ts'
import { keyOf } from '../deps.ts'
import { rules, tell } from '../records/story.ts'
import { master, seal } from '../sealed.ts'

t.test('a key or a ciphertext that was altered, exchanged or taken away is found', async (t) => {
  const path = join(t.testdir({}), 'records.db')
  const bare = await openStore(`file:${path}`)
  t.teardown(() => bare.close())
  const { store } = await seal(bare)
  const { raised, settled } = await tell(store)
  const database = new Database(path)
  t.teardown(() => { database.close() })
  for (const name of ['update', 'delete', 'replace']) database.exec(`drop trigger steps_refuse_${name}`)

  /** The records that are faulty, and how. */
  async function found (): Promise<string[]> {
    const faults: string[] = []
    await checkStore(store, rules.book, keyOf, { fault: (what, detail) => { faults.push(`${what} ${detail.split(': ').slice(0, 2).join(' ')}`) }, progress: () => {} })
    return faults
  }
  t.strictSame(await found(), [])

  const altered = `${raised} step 3 content-altered`
  const unreadable = `${raised} step 1 content-altered`
  const ofRaised = `record_id = '${raised}'`
  const cases: readonly (readonly [string, string, readonly string[]])[] = [
    ['a ciphertext with another character', `update steps set content = substr(content, 1, 60) || iif(substr(content, 61, 1) = 'A', 'B', 'A') || substr(content, 62) where ${ofRaised} and seq = 3`, [altered]],
    ['a ciphertext cut off', `update steps set content = substr(content, 1, 60) where ${ofRaised} and seq = 3`, [altered]],
    ['the plain text in its place', `update steps set content = '{}' where ${ofRaised} and seq = 3`, [altered]],
    ['the ciphertext of the same step of another record', `update steps set content = (select content from steps where record_id = '${settled}' and seq = 3) where ${ofRaised} and seq = 3`, [altered]],
    ['a wrapped key with another character', `update data_keys set wrapped = substr(wrapped, 1, 40) || iif(substr(wrapped, 41, 1) = 'A', 'B', 'A') || substr(wrapped, 42) where ${ofRaised}`, [unreadable]],
    ['the wrapped key of another record', `update data_keys set wrapped = (select wrapped from data_keys where record_id = '${settled}') where ${ofRaised}`, [unreadable]],
    ['a key taken away', `delete from data_keys where ${ofRaised}`, [unreadable]],
    ['a record that is called erased', `update records set kind = 'erased' where id = '${raised}'`, []]
  ]
  for (const [what, statement, expected] of cases) {
    const steps = database.prepare(`select * from steps where ${ofRaised}`).all() as { seq: number, content: string }[]
    const key = database.prepare(`select * from data_keys where ${ofRaised}`).get() as { key_id: string, wrapped: string }
    database.exec(statement)
    const faults = (await found()).filter((fault) => fault.startsWith(raised))
    if (what.includes('erased')) t.match(faults, [/projection-differs/], what)
    else t.strictSame(faults, expected, what)
    for (const { seq, content } of steps) database.prepare(`update steps set content = ? where ${ofRaised} and seq = ?`).run(content, seq)
    database.prepare('insert or replace into data_keys values (?, ?, ?)').run(raised, key.key_id, key.wrapped)
    database.exec(`update records set kind = 'case' where id = '${raised}'`)
    t.strictSame(await found(), [], `${what}: undone`)
  }
})

t.test('keys of the store that were altered, exchanged or taken away open nothing', async (t) => {
  const path = join(t.testdir({}), 'records.db')
  const bare = await openStore(`file:${path}`)
  t.teardown(() => bare.close())
  await seal(bare)
  const database = new Database(path)
  t.teardown(() => { database.close() })
  const rows = database.prepare('select * from vault_keys').all() as { name: string, key_id: string, wrapped: string }[]
  for (const statement of [
    'update vault_keys set wrapped = (select wrapped from vault_keys where name = \'answers\') where name = \'index\'',
    'update vault_keys set wrapped = substr(wrapped, 1, 50) where name = \'index\'',
    'update vault_keys set key_id = \'other\' where name = \'answers\'',
    'delete from vault_keys where name = \'index\''
  ]) {
    database.exec(statement)
    const error: unknown = await openVault(bare, master).then(() => null, (error: unknown) => error)
    t.ok(error instanceof BadKeys, `${statement}: ${error instanceof Error ? error.message : ''}`)
    for (const { name, key_id: keyId, wrapped } of rows) database.prepare('insert or replace into vault_keys values (?, ?, ?)').run(name, keyId, wrapped)
  }
  t.ok(await openVault(bare, master))
})
