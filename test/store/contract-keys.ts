/** How wrapped keys are kept: those of records, and those of the store as a whole. To the store they are texts. */
import type { Test } from 'tap'
import type { Fresh } from './contract.ts'
import { freshStore, openFor } from './opened.ts'
import { newId, opened, unit } from './units.ts'

export async function keysContract (t: Test, fresh: Fresh): Promise<void> {
  await t.test('keys of the store are kept by their names, the first of each', async (t) => {
    const { store } = await freshStore(t, fresh)
    const there = await store.namedKeys()
    await store.addNamedKeys([{ name: 'zebra', keyId: 'k1', wrapped: 'one' }, { name: 'ape', keyId: 'k1', wrapped: 'two' }])
    await store.addNamedKeys([{ name: 'ape', keyId: 'k2', wrapped: 'three' }, { name: 'bear', keyId: 'k2', wrapped: 'four' }])
    const added = (await store.namedKeys()).filter(({ name }) => !there.some((one) => one.name === name))
    t.strictSame(added, [{ name: 'ape', keyId: 'k1', wrapped: 'two' }, { name: 'bear', keyId: 'k2', wrapped: 'four' }, { name: 'zebra', keyId: 'k1', wrapped: 'one' }])
    t.equal(await store.rewrapNamedKeys([{ name: 'ape', keyId: 'k3', wrapped: 'anew', from: 'two' }, { name: 'bear', keyId: 'k3', wrapped: 'late', from: 'something else' }]), 1)
    t.match((await store.namedKeys()).filter(({ keyId }) => keyId === 'k3'), [{ name: 'ape', wrapped: 'anew' }])
  })

  await t.test('two who give a store its keys at once find the same', async (t) => {
    const { store, database } = await freshStore(t, fresh)
    const other = await openFor(t, database)
    await Promise.all([store, other].map((one, index) => one.addNamedKeys(['a', 'b'].map((name) => ({ name, keyId: 'k1', wrapped: `by ${index}` })))))
    const kept = (await store.namedKeys()).filter(({ name }) => ['a', 'b'].includes(name))
    t.equal(kept.length, 2)
    t.equal(new Set(kept.map(({ wrapped }) => wrapped)).size, 1)
    t.strictSame(await other.namedKeys(), await store.namedKeys())
  })

  await t.test('keys of records are wrapped anew page by page, those that another has wrapped anew or erased left alone', async (t) => {
    const { store } = await freshStore(t, fresh)
    const rows = Array.from({ length: 7 }, () => opened())
    for (const [index, row] of rows.entries()) await store.commit(unit(row, { dataKey: { keyId: `k${index % 2}`, wrapped: `w${index}` } }))
    // A store that encrypts has put keys of its own in their place.
    const keptAs = new Map(await Promise.all(rows.map(async ({ id }) => [id, await store.dataKeyOf(id)] as const)))
    t.notOk([...keptAs.values()].includes(null))
    const count = async () => (await store.countDataKeys()).reduce((sum, { count }) => sum + count, 0)
    t.equal(await count(), 7)
    t.equal(await store.dataKeyOf(newId()), null)

    const all = await store.otherDataKeys({ keyId: 'new', after: '', limit: 99 })
    t.strictSame(all, rows.map(({ id }) => ({ recordId: id, ...keptAs.get(id) })))
    const [first, second, third] = all as [typeof all[0], typeof all[0], typeof all[0]]
    const anew = (one: typeof first) => ({ recordId: one.recordId, keyId: 'new', wrapped: `anew ${one.recordId}`, from: one.wrapped })
    t.equal(await store.rewrapDataKeys([anew(first), { ...anew(second), from: 'what was there before' }, { ...anew(third), recordId: newId() }]), 1)
    t.strictSame(await store.dataKeyOf(first.recordId), { keyId: 'new', wrapped: `anew ${first.recordId}` })
    t.strictSame(await store.otherDataKeys({ keyId: 'new', after: '', limit: 2 }), all.slice(1, 3))
    t.strictSame(await store.otherDataKeys({ keyId: 'new', after: third.recordId, limit: 2 }), all.slice(3, 5))
    t.equal(await store.rewrapDataKeys(all.slice(1).map(anew)), 6)
    t.strictSame(await store.countDataKeys(), [{ keyId: 'new', count: 7 }])
    t.strictSame(await store.otherDataKeys({ keyId: 'new', after: '', limit: 9 }), [])
  })
}
