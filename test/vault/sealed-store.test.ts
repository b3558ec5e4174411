// What a store that encrypts does beside what every store does (which test/store holds it to).
import t from 'tap'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { openStore } from '../../src/store/open.ts'
import type { Store } from '../../src/store/store.ts'
import { sealedStore } from '../../src/vault/sealed-store.ts'
import { openVault, ofRecord } from '../../src/vault/vault.ts'
import { master, seal } from '../sealed.ts'
import { answerTo, eventOf, newId, next, opened, unit } from '../store/units.ts'

async function inMemory (t: { teardown: (end: () => Promise<void>) => void }): Promise<Store> {
  const bare = await openStore('file::memory:')
  t.teardown(() => bare.close())
  return bare
}

t.test('each record has a key of its own, and what is kept of a request that may be sent again opens by none of them', async (t) => {
  const bare = await inMemory(t)
  const { store, vault } = await seal(bare)
  const rows = [opened(), opened()]
  for (const row of rows) await store.commit(unit(row, { answer: answerTo(row.id, { body: '{"name":"张示例"}' }) }))
  const [one, two] = await Promise.all(rows.map(({ id }) => bare.dataKeyOf(id)))
  t.ok(one && two)
  t.notOk(master.unwrap(one!, ofRecord(rows[0]!.id)).equals(master.unwrap(two!, ofRecord(rows[1]!.id))))
  t.throws(() => vault.openDataKey(rows[1]!.id, one!), /does not open/, 'nor does the key of one open as that of another')
  const kept = await bare.answer(rows[0]!.id)
  t.match(kept, { fingerprint: '', body: /^1\./ })
  t.match(await store.answer(rows[0]!.id), { fingerprint: `asked-${rows[0]!.id}`, body: '{"name":"张示例"}' })
})

t.test('a step is read by another process, and by this one when it has forgotten the key', async (t) => {
  const bare = await inMemory(t)
  const { store } = await seal(bare)
  const first = opened()
  await store.commit(unit(first))
  const vault = await openVault(bare, master)
  const other = sealedStore(bare, vault!)
  await other.commit(unit(next(first)))
  t.match((await store.load('case', first.id))?.steps, [{ content: '{"seq":1}' }, { content: '{"seq":2}' }])
})

t.test('units come to the store in the order in which they were handed over, also where a key has to be read first', async (t) => {
  const bare = await inMemory(t)
  const { store } = await seal(bare)
  const rows = Array.from({ length: 5 }, () => opened())
  for (const row of rows) await store.commit(unit(row))
  // Nothing is at hand here; each reading of a key takes longer than the one after it.
  let slow = 20
  const order: string[] = []
  const vault = await openVault(bare, master)
  const later = sealedStore({
    ...bare,
    async dataKeyOf (id) {
      slow -= 4
      await new Promise((resolve) => { setTimeout(resolve, slow) })
      return await bare.dataKeyOf(id)
    },
    async commit (one) {
      order.push(`${one.record.id} ${one.record.version}`)
      await bare.commit(one)
    }
  }, vault!)
  const all = rows.flatMap((row) => [next(row), next(next(row)), opened()])
  await Promise.all(all.map((row) => later.commit(unit(row))))
  t.strictSame(order, all.map(({ id, version }) => `${id} ${version}`))
  await t.rejects(later.commit(unit(next(opened()))), /is not at version 1/, 'one that is refused does not hold up the others')
  await later.commit(unit(opened()))
})

t.test('a step that was altered is not read, and shown as empty to whoever verifies it', async (t) => {
  const bare = await inMemory(t)
  const { store } = await seal(bare)
  const row = opened()
  await store.commit(unit(row))
  const altered: Store = {
    ...bare,
    load: async (kind, id) => { const found = await bare.load(kind, id); return found && { ...found, steps: found.steps.map((step) => ({ ...step, content: `${step.content.slice(0, -4)}AAA=` })) } },
    everything: async (id) => { const found = await bare.everything(id); return { ...found, dataKey: found.dataKey && { ...found.dataKey, wrapped: `${found.dataKey.wrapped.slice(0, -4)}AAA=` } } }
  }
  const reading = (await seal(altered)).store
  await t.rejects(reading.load('case', row.id), /does not open/)
  t.match((await reading.everything(row.id)).steps, [{ seq: 1, content: '' }])
  await t.rejects((await seal({ ...bare, load: async (kind, id) => { const found = await bare.load(kind, id); return found && { ...found, dataKey: null } } })).store.load('case', row.id), /data key of record .* is missing/)
})

t.test('the key of an erased record is in no byte of the file or its log', async (t) => {
  const path = join(t.testdir({}), 'records.db')
  const bare = await openStore(`file:${path}`)
  t.teardown(() => bare.close())
  const { store } = await seal(bare)
  const rows = Array.from({ length: 40 }, () => opened())
  for (const row of rows) await store.commit(unit(row, { events: [eventOf(row)] }))
  const row = rows[17]!
  const { wrapped } = await bare.dataKeyOf(row.id) ?? { wrapped: '' }
  const raw = (): Buffer => Buffer.concat([path, `${path}-wal`].filter((file) => existsSync(file)).map((file) => readFileSync(file)))
  t.ok(raw().includes(wrapped), 'it was there')
  await store.erase({ id: row.id, expected: 1, subjectKey: newId(), event: eventOf(row, { type: 'evenhand.case.erased' }), answer: null })
  t.notOk(raw().includes(wrapped))
  t.notOk(raw().includes(Buffer.from(wrapped.slice(2, 60))))
  t.equal(await store.load('case', row.id), null)
  t.match(await store.load('case', rows[18]!.id), { steps: [{ content: '{"seq":1}' }] }, 'the others are read as ever')
})
