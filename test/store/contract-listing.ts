/** How cases are listed: each filter, any of them together, and page by page. */
import { deepStrictEqual } from 'node:assert/strict'
import fc from 'fast-check'
import type { Test } from 'tap'
import type { Filter, RecordKind, RecordRow, RegisterKind, Store } from '../../src/store/store.ts'
import type { Fresh } from './contract.ts'
import { freshStore } from './opened.ts'
import { newId, opened, unit, type Row } from './units.ts'

const NOON = 1_772_323_200_000

/** The same by looking at every row. */
function meets (filter: Filter, row: RecordRow, openedAt: number): boolean {
  const { kind = 'case', region = '', state, subjectType, subjectKey, tier, conduct, openedFrom = 0, openedBefore = Infinity, dueBefore, reconsider, retention } = filter
  return row.kind === kind && row.jurisdiction.startsWith(region) && openedAt >= openedFrom && openedAt < openedBefore &&
    (state ?? row.state) === row.state && (subjectType ?? row.subjectType) === row.subjectType && (subjectKey ?? row.subjectKey) === row.subjectKey &&
    (tier ?? row.tier) === row.tier && (conduct === undefined || row.conducts.includes(conduct)) &&
    (dueBefore === undefined || (row.due !== null && row.due < dueBefore)) && (reconsider ?? row.reconsider) === row.reconsider &&
    (retention === undefined || (row.closedOn !== null && row.closedOn < retention.closedBefore && (row.barsUntil === null || row.barsUntil < retention.barsBefore)))
}

const ids = async (store: Store, filter: Filter): Promise<string[]> => (await store.list(filter, { limit: 99 })).map(({ id }) => id)

export async function listingContract (t: Test, fresh: Fresh): Promise<void> {
  await t.test('each filter finds the case that meets it and not the one that misses it', async (t) => {
    const { store } = await freshStore(t, fresh)
    const cases: readonly (readonly [Filter, met: Partial<Row>, missed: Partial<Row>])[] = [
      [{ region: '52' }, { jurisdiction: '522301' }, { jurisdiction: '450522' }],
      [{ region: '5224' }, { jurisdiction: '522401' }, { jurisdiction: '522501' }],
      [{ region: '522601' }, { jurisdiction: '522601' }, { jurisdiction: '522602' }],
      [{ state: 'decided' }, { state: 'decided' }, { state: 'decide' }],
      [{ subjectType: 'agency' }, { subjectType: 'agency' }, { subjectType: 'Agency' }],
      [{ subjectKey: 'k1' }, { subjectKey: 'k1' }, { subjectKey: 'k11' }],
      [{ tier: 'grave' }, { tier: 'grave' }, { tier: null }],
      [{ conduct: 'found' }, { conducts: ['also', 'found'] }, { conducts: ['foun', 'd'] }],
      [{ openedFrom: NOON, openedBefore: NOON + 5 }, { id: newId(NOON) }, { id: newId(NOON - 1) }],
      [{ openedFrom: NOON - 20, openedBefore: NOON - 10 }, { id: newId(NOON - 11) }, { id: newId(NOON - 10) }],
      [{ dueBefore: '2026-04-05' }, { due: '2026-04-04' }, { due: '2026-04-05' }],
      [{ retention: { closedBefore: '2026-04-05', barsBefore: '2026-04-05' } }, { closedOn: '2026-04-04', barsUntil: '2026-04-04' }, { closedOn: '2026-04-05' }],
      [{ retention: { closedBefore: '2026-04-03', barsBefore: '2026-04-05' } }, { closedOn: '2026-04-02' }, { closedOn: '2026-04-02', barsUntil: '2026-04-05' }]
    ]
    for (const [filter, met, missed] of cases) {
      const row = opened(met)
      await store.commit(unit(row))
      await store.commit(unit(opened(missed)))
      for (const kind of ['prior-decision', 'agency', 'campaign'] as const) await store.commit(unit(opened({ ...met, id: newId(NOON + 2), kind })))
      t.strictSame(await ids(store, filter), [row.id], JSON.stringify(filter))
    }
    const [marked] = await store.list({ state: 'decided' }, { limit: 1 })
    await store.commit(unit(opened({ kind: 'prior-decision' }), { reconsider: [{ id: marked!.id, is: true }] }))
    t.strictSame(await store.list({ reconsider: true }, { limit: 99 }), [{ ...marked, reconsider: true }])
    const free = await ids(store, { reconsider: false })
    t.equal(free.length, cases.length * 2 - 1)
    t.notOk(free.includes(marked!.id))
  })

  await t.test('whatever filters are given together, all of them hold', async (t) => {
    const { store } = await freshStore(t, fresh)
    const one = <T>(...values: T[]): fc.Arbitrary<T> => fc.constantFrom(...values)
    const rows = fc.sample(fc.record({
      kind: one<RecordKind>('case', 'case', 'case', 'case', 'prior-decision', 'agency', 'campaign'),
      openedAt: fc.integer({ min: NOON, max: NOON + 9 }),
      jurisdiction: one('450103', '450108', '450200', '440305'),
      state: one('opened', 'decided'),
      subjectType: one('candidate', 'agency'),
      subjectKey: one('k1', 'k2'),
      tier: one('serious', 'grave', null),
      conducts: fc.uniqueArray(one('a', 'b', 'c')),
      due: one('2026-04-04', '2026-04-05', null),
      closedOn: one('2026-05-01', '2026-05-02', null),
      barsUntil: one('2027-05-01', '2027-05-02', '9999-12-31', null),
      reconsider: fc.boolean()
    }), { numRuns: 150, seed: 20261121 }).map(({ openedAt, reconsider, ...row }) => ({ openedAt, row: { ...opened({ ...row, id: newId(openedAt) }), reconsider } }))
    await Promise.all(rows.map(({ row: { reconsider, ...row } }) => store.commit(unit(row, { reconsider: [{ id: row.id, is: reconsider }] }))))
    rows.sort((a, b) => a.row.id < b.row.id ? 1 : -1)
    t.strictSame(await store.list({}, { limit: 200 }), rows.map(({ row }) => row).filter(({ kind }) => kind === 'case'))

    const all = fc.record<Required<Filter>>({
      kind: one<'case' | RegisterKind>('case', 'case', 'agency', 'campaign'),
      region: one('45', '4501', '450108', '44'),
      state: one('opened', 'decided'),
      subjectType: one('candidate', 'agency'),
      subjectKey: one('k1', 'k2'),
      tier: one('serious', 'grave'),
      conduct: one('a', 'b', 'd'),
      openedFrom: fc.integer({ min: NOON - 1, max: NOON + 9 }),
      openedBefore: fc.integer({ min: NOON, max: NOON + 11 }),
      dueBefore: one('2026-04-05', '2026-04-06'),
      reconsider: fc.boolean(),
      retention: fc.record({ closedBefore: one('2026-05-02', '2026-05-03'), barsBefore: one('2027-05-02', '2027-05-03') })
    })
    const some = fc.oneof({ weight: 4, arbitrary: fc.uniqueArray(fc.nat({ max: 11 }), { maxLength: 3 }) }, { weight: 1, arbitrary: fc.uniqueArray(fc.nat({ max: 11 })) })
    const filters = fc.tuple(all, some).map(([filter, indexes]): Filter => Object.fromEntries(Object.entries(filter).filter((_, index) => indexes.includes(index))))
    let found = 0
    await fc.assert(fc.asyncProperty(filters, fc.integer({ min: 1, max: 20 }), fc.option(fc.nat({ max: rows.length - 1 })), async (filter, limit, after) => {
      const before = after === null ? undefined : rows[after]!.row.id
      const expected = rows.filter(({ row, openedAt }) => meets(filter, row, openedAt) && (before === undefined || row.id < before)).map(({ row }) => row.id).slice(0, limit)
      const listed = await store.list(filter, { limit, ...(before === undefined ? {} : { before }) })
      deepStrictEqual(listed.map(({ id }) => id), expected)
      found += expected.length
    }), { numRuns: 300, seed: 20261121 })
    t.ok(found > 300, 'the filters found something to compare')
  })

  await t.test('cases opened at any instant are inside bounds as wide as numbers go', async (t) => {
    const { store } = await freshStore(t, fresh)
    const [first, last] = [opened({ id: newId(0) }), opened({ id: newId(2 ** 48 - 1) })]
    for (const row of [first, last]) await store.commit(unit(row))
    t.strictSame(await ids(store, { openedFrom: -1, openedBefore: 2 ** 53 }), [last.id, first.id])
    t.strictSame(await ids(store, { openedFrom: 0, openedBefore: 0.5 }), [first.id])
    t.strictSame(await ids(store, { openedFrom: 0.5 }), [last.id])
    t.strictSame(await ids(store, { openedBefore: 0 }), [])
    t.strictSame(await ids(store, { openedFrom: 2 ** 48 }), [])
    t.strictSame(await ids(store, { openedFrom: NOON, openedBefore: NOON }), [])
  })

  await t.test('pages follow one another without repeats or gaps while cases are added', async (t) => {
    const { store } = await freshStore(t, fresh)
    const rows = Array.from({ length: 10 }, () => opened())
    for (const row of rows) await store.commit(unit(row))
    for (const filter of [{}, { region: '45' }, { conduct: 'candidate.copying' }, { state: 'opened', subjectKey: 'subject-1' }]) {
      const all = await ids(store, filter)
      const seen: string[] = []
      for (let page = await store.list(filter, { limit: 3 }); page.length > 0; page = await store.list(filter, { before: seen.at(-1)!, limit: 3 })) {
        seen.push(...page.map(({ id }) => id))
        await store.commit(unit(opened()))
      }
      t.strictSame(seen, all)
    }
  })

  await t.test('no region has three digits', async (t) => {
    const { store } = await freshStore(t, fresh)
    await t.rejects(store.list({ region: '450' }, { limit: 1 }), RangeError)
  })
}
