/** Whatever is done to a store behind the back of the service shows: called for each database. */
import type { Test } from 'tap'
import { checkStore } from '../../src/records/check-store.ts'
import type { Store } from '../../src/store/store.ts'
import { keyOf } from '../deps.ts'
import { faults, isFound, isNotFound, isWell, kindOf, oneOfEach, ownerOf, type Bench } from './found.ts'
import { caller, recordsOf, rules, tell } from './story.ts'
import { cutOff, exchanges, insertions } from './tamper-rows.ts'
import { alter, others, remove, rowsOf, Untouched, type Hand, type Row, type Value } from './tampering.ts'

/** What can be altered without being found, and why. Each is tried, so that the list is no longer than it has to be. */
const NOT_FOUND: Readonly<Record<string, string>> = {
  'subjects.key': 'no record is drawn from it: it keeps two steps of one subject from being decided at once, and is made again where it is missing',
  'subjects.version': 'as its key: only compared with itself',
  'answers.key': 'answers to requests that may be sent again, forgotten after a day: a copy of what was said, not what is recorded',
  'answers.fingerprint': 'as its key',
  'answers.status': 'as its key',
  'answers.headers': 'as its key',
  'answers.body': 'as its key',
  'answers.at': 'as its key',
  'event_position.single': 'there is one row, and no other can be',
  'event_position.position': 'the next event would leave a gap, which is found, or be refused',
  'schema_version.version': 'a store of an unknown version is not opened',
  'schema_version.name': 'for people: nothing reads it',
  'schema_version.run_at': 'for people: nothing reads it'
}
/** Tables in which this store has nothing: what becomes of keys that are altered is in test/vault, and of who may ask in test/auth. */
const NOTHING_IN = ['data_keys', 'vault_keys', 'api_keys', 'audit']

/** The same of some rows only. */
const NOT_FOUND_HERE: Readonly<Record<string, (row: Row, rows: readonly Row[]) => boolean>> = {
  // Only cases are found by their region.
  'records.province': ({ kind }) => kind === 'prior-decision',
  'records.city': ({ kind }) => kind === 'prior-decision',
  // It is the order of the measures of one record: one that was the last still is.
  'standing.seq': (row, rows) => !rows.some((other) => other.record_id === row.record_id && Number(other.seq) > Number(row.seq))
}
/** What the record by itself does not show, but the store as a whole: its events are in the same order as before. */
const BY_THE_WHOLE = ['events.position']

async function tryColumn (t: Test, bench: Bench, table: string, column: string): Promise<void> {
  const name = `${table}.${column}`
  const rows = await rowsOf(bench.hand, table)
  t.not(rows.length, 0, `there is something in ${table}`)
  let tried = 0
  const attempt = async (row: Row, value: Value): Promise<void> => {
    const undo = await alter(bench.hand, table, row, { [column]: value }).catch((error: unknown) => {
      if (error instanceof Untouched) throw error
      return null
    })
    // The database itself refuses some values, of its own rules.
    if (undo === null) return
    tried += 1
    const what = `${name} of ${kindOf(table, row) || ownerOf(row)}: ${String(value).slice(0, 40)}`
    if (name in NOT_FOUND || NOT_FOUND_HERE[name]?.(row, rows)) await isNotFound(t, bench, undo, what)
    else await isFound(t, bench, undo, what, BY_THE_WHOLE.includes(name) ? undefined : ownerOf(row))
  }
  for (const row of table === 'standing' && column === 'seq' ? rows : oneOfEach(table, rows)) {
    for (const value of others(column, row[column] ?? null)) await attempt(row, value)
  }
  if (name !== 'event_position.single') t.not(tried, 0, `${name} was altered`)
}

async function guardedTest (t: Test, { hand }: Bench): Promise<void> {
  for (const { table, column } of await hand.columns()) {
    if (table !== 'steps' && table !== 'events') continue
    await t.rejects(hand.guarded(`update ${table} set ${column} = ${column}`), /are only ever added/, `${table}.${column} is not updated`)
  }
  for (const table of ['steps', 'events']) {
    await t.rejects(hand.guarded(`delete from ${table}`), /are only ever added/)
    await t.rejects(hand.guarded(`delete from ${table} where record_id = (select max(record_id) from ${table})`), /are only ever added/)
  }
}

async function removals (t: Test, bench: Bench): Promise<void> {
  const { hand } = bench
  const tables = new Set((await hand.columns()).map(({ table }) => table))
  for (const table of tables) {
    if (table === 'event_position' || table === 'schema_version') continue
    const listed = `${table}.key` in NOT_FOUND
    for (const row of oneOfEach(table, await rowsOf(hand, table))) {
      const undo = await remove(hand, table, row)
      if (listed) await isNotFound(t, bench, undo, `a row of ${table} removed`)
      // The store alone knows that there was an event, or another record.
      else await isFound(t, bench, undo, `a row of ${table} (${kindOf(table, row)}) removed`, ownerOf(row))
    }
  }
  await isWell(t, bench)
}

/** A store that does something once, between two readings. */
function interrupted (store: Store, after: 'everything' | 'subject', doing: () => Promise<unknown>): Store {
  let pending = true
  const then = async <T>(read: T): Promise<T> => {
    if (pending) {
      pending = false
      await doing()
    }
    return read
  }
  return { ...store, [after]: async (given: string) => await then(await store[after](given)) }
}

async function movingOn (t: Test, { store, story: { standing, records } }: Bench): Promise<void> {
  const { view: { subject } } = await records.prior(standing, 'zh')
  const given = { subject, jurisdiction: '450103', decidedOn: '2026-01-10', authority: '某局', tier: 'general', measures: [{ measure: 'interview' }], document: '某号' }
  const own = await store.subject((await store.everything(standing)).row?.subjectKey ?? '')
  t.equal(own.decisions.length, 1)
  for (const after of ['everything', 'subject'] as const) {
    const found: string[] = []
    const { id } = JSON.parse((await records.recordPrior(given, caller('li'))).body) as { id: string }
    const moving = interrupted(store, after, () => records.withdrawPrior(id, { reasons: '误录' }, caller('li')))
    t.match(await recordsOf(moving).verification(id), { valid: true }, `withdrawn after ${after} was read`)
    const opened = interrupted(store, after, () => records.recordPrior(given, caller('li')))
    const { faults: count } = await checkStore(opened, rules.book, keyOf, { fault: (what, detail) => { found.push(`${what}: ${detail}`) }, progress: () => {} })
    t.strictSame([count, found], [0, []], `opened after ${after} was read`)
  }
  const growing: Store = {
    ...store,
    async ids (page) {
      await records.recordPrior(given, caller('li'))
      return await store.ids(page)
    }
  }
  t.match(await checkStore(growing, rules.book, keyOf, { fault: () => {}, progress: () => {} }), { faults: 0 }, 'a store that grows whenever it is read is read to its end')
}

/** @param open a store on an empty database, and that database */
export async function tamperSuite (t: Test, open: (t: Test) => Promise<{ readonly store: Store, readonly hand: Hand }>): Promise<void> {
  const { store, hand } = await open(t)
  const bench: Bench = { store, hand, story: await tell(store) }
  const columns = await hand.columns()

  await t.test('what was written is valid, each record and the store', async (t) => {
    await isWell(t, bench)
    for (const id of Object.values(bench.story)) if (typeof id === 'string') t.match(await bench.story.records.verification(id), { valid: true })
  })
  await t.test('the database refuses to change or remove steps and events', (t) => guardedTest(t, bench))
  await t.test('any column that is altered is found', async (t) => {
    for (const table of NOTHING_IN) t.strictSame(await rowsOf(bench.hand, table), [], table)
    for (const { table, column } of columns.filter(({ table }) => !NOTHING_IN.includes(table))) await t.test(`${table}.${column}`, (t) => tryColumn(t, bench, table, column))
    await isWell(t, bench)
  })
  await t.test('what is listed as not found is there', async (t) => {
    const names = columns.map(({ table, column }) => `${table}.${column}`)
    for (const name of [...Object.keys(NOT_FOUND).filter((one) => !/^(event_position|schema_version)\./.test(one)), ...Object.keys(NOT_FOUND_HERE), ...BY_THE_WHOLE]) t.ok(names.includes(name), name)
  })
  await t.test('a record that cannot be read is named once, and its events are not called those of no record', async (t) => {
    const { story: { barred } } = bench
    const undo = await alter(hand, 'records', (await rowsOf(hand, 'records')).find(({ id }) => id === barred)!, { conducts: '[' })
    const found = await faults(bench)
    await undo()
    t.match(found, [new RegExp(`^${barred}: projection-differs: .*cannot be read`)])
    t.equal(found.length, 1)
  })
  await t.test('any row that is removed is found', (t) => removals(t, bench))
  await t.test('any row that is put in is found', (t) => insertions(t, bench))
  await t.test('steps and events that are exchanged are found', (t) => exchanges(t, bench))
  await t.test('what is cut off at the end shows against what somebody kept', (t) => cutOff(t, bench))
  await t.test('what moves on while it is read is not called faulty', (t) => movingOn(t, bench))
}
