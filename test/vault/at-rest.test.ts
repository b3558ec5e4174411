// Nothing of a person can be read in what lies on disk.
import t, { type Test } from 'tap'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { migratePostgres } from '../../src/store/postgres/migrate.ts'
import { openStore } from '../../src/store/open.ts'
import type { Store } from '../../src/store/store.ts'
import { NAMES } from '../../src/store/tables.ts'
import { INDEX_KEY, keyOf } from '../deps.ts'
import { master, seal } from '../sealed.ts'
import { connect, start } from '../store/postgres-server.ts'
import { appOn, foundIn, OFFICIAL, PERSONAL, tellAll } from './told.ts'

interface Disk { readonly store: Store, readonly raw: () => Promise<Buffer> }

/** The file, its log and whatever else lies beside it. */
async function onFile (t: Test): Promise<Disk> {
  const path = join(t.testdir({}), 'records.db')
  const store = await openStore(`file:${path}`)
  t.teardown(() => store.close())
  return { store, raw: async () => Buffer.concat(['', '-wal', '-shm'].map((suffix) => path + suffix).filter((file) => existsSync(file)).map((file) => readFileSync(file))) }
}

/** What a dump holds: every row of every table. */
async function onPostgres (t: Test): Promise<Disk> {
  const url = await start(t)
  await migratePostgres(url)
  const store = await openStore(url)
  t.teardown(() => store.close())
  const client = await connect(t, url)
  return {
    store,
    async raw () {
      const { rows: tables } = await client.query<{ name: string }>('select table_name as name from information_schema.tables where table_schema = current_schema')
      t.ok(Object.values(NAMES).every((name) => tables.some((one) => one.name === name)))
      const texts = await Promise.all(tables.map(async ({ name }) => (await client.query<{ text: string }>(`select ${name}::text as text from ${name}`)).rows.map(({ text }) => text).join('\n')))
      return Buffer.from(texts.join('\n'))
    }
  }
}

t.test('of all that is entered about a person nothing can be read in the database', async (t) => {
  t.ok(PERSONAL.length > 25 && ['张示例', '11010519491231002X', '91520102MA0000002Q'].every((one) => PERSONAL.includes(one)))
  for (const [name, on] of [['SQLite', onFile], ['PostgreSQL', onPostgres]] as const) {
    await t.test(`${name}, where nothing is encrypted: it would be found`, async (t) => {
      const { store, raw } = await on(t)
      const app = await appOn(store)
      await tellAll(app)
      t.strictSame(foundIn(await raw()).sort(), [...PERSONAL, OFFICIAL].sort())
      await app.close()
    })

    await t.test(name, async (t) => {
      const { store: bare, raw } = await on(t)
      const { store } = await seal(bare)
      const app = await appOn(store)
      const ids = await tellAll(app)
      const bytes = await raw()
      t.strictSame(foundIn(bytes), [])
      const [, , , , last] = ids
      t.ok(bytes.includes(Buffer.from(String(last))), 'what is looked at is the whole of it')
      // Nor what could be guessed: the number's plain digest, as a key or of the key's own text.
      const subject = { type: 'candidate', ref: '11010519491231002X' }
      t.ok(bytes.includes(Buffer.from(keyOf(subject))), 'it is found by a keyed one')
      for (const encoding of ['hex', 'base64', 'base64url'] as const) {
        for (const text of [subject.ref, `${subject.type}\n${subject.ref}`, subject.ref.toLowerCase()]) t.notOk(bytes.includes(Buffer.from(createHash('sha256').update(text).digest(encoding).slice(0, 32))))
        for (const key of [INDEX_KEY, new Uint8Array(32).fill(9), new Uint8Array(32).fill(3)]) t.notOk(bytes.includes(Buffer.from(Buffer.from(key).toString(encoding).slice(0, 32))), 'nor is a key')
      }
      for (const id of ids.slice(1)) t.match((await app.inject(`/v1/cases/${id}/verification`)).json(), { valid: true })
      t.match((await app.inject(`/v1/cases/${String(last)}`)).json(), { subject: { name: '张示例' } }, 'and the service reads it as ever')
      await app.close()
    })
  }
})

t.test('an answer that is kept opens for its own key only, and a step only in its own place', async (t) => {
  const bare = await openStore('file::memory:')
  t.teardown(() => bare.close())
  const { store } = await seal(bare)
  const app = await appOn(store)
  const ids = await tellAll(app)
  const [first, second] = await Promise.all(ids.slice(1, 3).map((id) => bare.everything(id)))
  t.not(first?.steps[0]?.content, second?.steps[0]?.content)
  // The same two records with their steps exchanged, as somebody might who has the database in hand.
  const exchanged: Store = { ...bare, everything: async (id) => ({ ...await bare.everything(id), steps: (id === ids[1] ? second : first)?.steps ?? [] }) }
  const { store: reading } = await seal(exchanged)
  t.ok((await reading.everything(String(ids[1]))).steps.every(({ content }) => content === ''), 'nothing of them opens')
  const swapped: Store = { ...bare, everything: async (id) => { const found = await bare.everything(id); return { ...found, steps: found.steps.map((step, index) => ({ ...step, content: found.steps.at(-1 - index)?.content ?? '' })) } } }
  t.ok((await (await seal(swapped)).store.everything(String(ids[1]))).steps.filter(({ content }) => content !== '').length <= 1, 'nor in another place of the same record')
  t.ok(master.current === 'test')
  await app.close()
})
