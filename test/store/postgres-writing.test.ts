import t, { type Test } from 'tap'
import fc from 'fast-check'
import type { Client } from 'pg'
import { migratePostgres } from '../../src/store/postgres/migrate.ts'
import { openPostgres } from '../../src/store/postgres/store.ts'
import { openSqlite } from '../../src/store/sqlite/store.ts'
import { KeyTaken, StaleSubject, StaleVersion, type Store, type Unit } from '../../src/store/store.ts'
import { openFor } from './opened.ts'
import { connect, nameOf, start } from './postgres-server.ts'
import { answerTo, decisionOf, eventOf, newId, next, opened, standingRow, unit } from './units.ts'

const migrated = await start(t)
await migratePostgres(migrated)

/** A store, and somebody else in the same database. */
async function shared (t: Test): Promise<{ readonly store: Store, readonly other: Client, readonly url: string }> {
  const url = await start(t, { copyOf: nameOf(migrated) })
  const other = await connect(t, url)
  return { url, other, store: await openFor(t, { open: () => openPostgres(url) }) }
}

/** Fulfilled once some connection to the database waits for another. */
async function waiting (other: Client): Promise<void> {
  for (;;) {
    // Within a transaction it is looked up only once.
    await other.query('select pg_stat_clear_snapshot()')
    const { rows } = await other.query('select from pg_stat_activity where datname = current_database() and wait_event_type = \'Lock\'')
    if (rows.length > 0) return
  }
}

/** 'written', or the reason why not. */
const outcomeOf = (writing: Promise<void>): Promise<unknown> => writing.then(() => 'written', (error: unknown) => error)

t.test('what a step rests on cannot move before it is written: it waits for whoever is just changing it', async (t) => {
  const { store, other } = await shared(t)
  const row = opened()
  const subject = (expected: number, changes: boolean): Pick<Unit, 'subject'> => ({ subject: { key: 'known', expected, changes } })
  await store.commit(unit(row, subject(0, true)))
  const cases: readonly (readonly [string, Unit, new () => Error])[] = [
    [`update records set version = 2 where id = '${row.id}'`, unit(next(row)), StaleVersion],
    ['update subjects set version = 2 where key = \'known\'', unit(opened(), subject(1, true)), StaleSubject],
    ['update subjects set version = 2 where key = \'known\'', unit(opened(), subject(1, false)), StaleSubject],
    ['insert into subjects values (\'new\', 1)', unit(opened(), { subject: { key: 'new', expected: 0, changes: true } }), StaleSubject],
    ['insert into subjects values (\'new\', 1)', unit(opened(), { subject: { key: 'new', expected: 0, changes: false } }), StaleSubject],
    ['insert into answers values (\'key\', \'\', 200, \'\', \'\', 0)', unit(opened(), { answer: answerTo('key') }), KeyTaken]
  ]
  for (const [statement, late, reason] of cases) {
    for (const end of ['commit', 'rollback']) {
      await other.query('begin')
      await other.query(statement)
      const outcome = outcomeOf(store.commit(late))
      await waiting(other)
      t.equal(await store.load('case', late.record.id).then((loaded) => loaded?.row.version), late.expected || undefined, 'nothing can be seen of it yet')
      await other.query(end)
      if (end === 'commit') t.type(await outcome, reason, statement)
      else t.equal(await outcome, 'written', statement)
      // As it was before, for the next.
      await other.query(`
        set session_replication_role = replica;
        delete from subjects where key = 'new'; delete from answers; update subjects set version = 1; update records set version = 1; delete from steps where seq = 2;
        reset session_replication_role`)
    }
  }
})

t.test('a step that rests on a subject of whom nothing is known leaves nothing of it', async (t) => {
  const { store, other } = await shared(t)
  await store.commit(unit(opened(), { subject: { key: 'new', expected: 0, changes: false } }))
  const late = unit(next(opened()), { subject: { key: 'new', expected: 0, changes: true } })
  t.type(await outcomeOf(store.commit(late)), StaleVersion)
  const [refused, written] = await Promise.all([late, unit(opened())].map((unit) => outcomeOf(store.commit(unit))))
  t.type(refused, StaleVersion)
  t.equal(written, 'written')
  t.strictSame((await other.query('select * from subjects')).rows, [])
})

t.test('a batch that the database ends because of a deadlock is written all the same', async (t) => {
  const { store, other, url } = await shared(t)
  const [first, second] = [opened(), opened()]
  await store.commit(unit(first))
  await store.commit(unit(second))
  // Whoever looks for a deadlock first, so long after it began to wait, is ended: the store, then.
  await other.query(`alter database ${nameOf(url)} set deadlock_timeout = '1s'`)
  await other.query('set deadlock_timeout = \'20s\'')
  const again = await openFor(t, { open: () => openPostgres(url) })
  await other.query('begin')
  await other.query(`select from records where id = '${second.id}' for update`)
  const outcome = outcomeOf(again.commit(unit(next(first), { reconsider: [{ id: second.id, is: true }] })))
  await waiting(other)
  await other.query(`select from records where id = '${first.id}' for update`)
  await other.query('commit')
  t.equal(await outcome, 'written')
  t.match(await store.load('case', first.id), { row: { version: 2 } })
  t.match((await other.query('select deadlocks from pg_stat_database where datname = current_database()')).rows, [{ deadlocks: /^[1-9]/ }], 'there was one')
})

t.test('a value that the database refuses spoils only the unit that it is in', async (t) => {
  const { store } = await shared(t)
  const rows = Array.from({ length: 9 }, (_, index) => opened(index % 3 === 1 ? { subjectType: 'none\u0000' } : {}))
  const outcomes = await Promise.all(rows.map((row) => outcomeOf(store.commit(unit(row, { events: [eventOf(row)] })))))
  for (const [index, outcome] of outcomes.entries()) {
    if (index % 3 === 1) t.type(outcome, Error)
    else t.equal(outcome, 'written')
  }
  const written = rows.filter((_, index) => index % 3 !== 1).map(({ id }) => id)
  t.strictSame(await store.ids({ limit: 99 }), written)
  t.strictSame((await store.events({ after: 0, limit: 99 })).map(({ position, recordId }) => [position, recordId]), written.map((id, index) => [index + 1, id]))
})

t.test('what was to be kept is in no error', async (t) => {
  const { store } = await shared(t)
  const error = await outcomeOf(store.commit(unit(opened({ subjectKey: 'known only to us', subjectType: 'none\u0000' }))))
  t.type(error, Error)
  t.notMatch(`${(error as Error).message} ${JSON.stringify(error)}`, /known only to us/)
  await t.rejects(store.subject('known only\u0000 to us'), { message: /^(?!.*known only)/s, query: undefined, params: undefined })
})

/** Ends all connections of others to the database of this one. */
const cutOff = (other: Client) => other.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()')

t.test('a connection that was lost is replaced', async (t) => {
  const { store, other } = await shared(t)
  const row = opened()
  await store.commit(unit(row))
  await cutOff(other)
  await store.commit(unit(next(row)))
  t.match(await store.load('case', row.id), { row: { version: 2 } })
  await t.resolves(store.ping())
})

t.test('a batch whose connection is lost before the commit is written on another', async (t) => {
  const { store, other } = await shared(t)
  const row = opened()
  await store.commit(unit(row))
  await other.query('begin')
  await other.query('select from records for update')
  const outcome = outcomeOf(store.commit(unit(next(row))))
  await waiting(other)
  await cutOff(other)
  await other.query('commit')
  t.equal(await outcome, 'written')
  t.strictSame((await store.load('case', row.id))?.steps.map(({ seq }) => seq), [1, 2])
})

t.test('where the connection is lost during the commit, no unit counts as written', async (t) => {
  const { store, other } = await shared(t)
  await other.query(`
    create function cut_off() returns trigger language plpgsql as $$ begin perform pg_terminate_backend(pg_backend_pid()); perform pg_sleep(60); return null; end $$;
    create constraint trigger last after insert on events deferrable initially deferred for each row execute function cut_off()`)
  const rows = [opened(), opened()]
  const outcomes = await Promise.all(rows.map((row) => outcomeOf(store.commit(unit(row, { events: [eventOf(row)] })))))
  for (const outcome of outcomes) t.match(outcome, { message: /whether it was written is not known/ })
  await other.query('drop trigger last on events')
  for (const row of rows) await store.commit(unit(row, { events: [eventOf(row)] }))
  t.strictSame((await store.events({ after: 0, limit: 9 })).map(({ position }) => position), [1, 2])
})

t.test('a database that goes away is told to everybody who waits, and serves again when it is back', async (t) => {
  const { store, other, url } = await shared(t)
  const elsewhere = await connect(t, migrated)
  const name = nameOf(url)
  await other.end()
  await elsewhere.query(`alter database ${name} allow_connections false`)
  await elsewhere.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [name])
  const rows = Array.from({ length: 40 }, () => opened())
  const outcomes = await Promise.all(rows.map((row) => outcomeOf(store.commit(unit(row)))))
  for (const outcome of outcomes) t.match(outcome, { message: /the database cannot be reached/ })
  await t.rejects(store.ping(), /not currently accepting connections/)
  await elsewhere.query(`alter database ${name} allow_connections true`)
  await t.resolves(store.ping())
  await Promise.all(rows.map((row) => store.commit(unit(row))))
  t.strictSame(await store.ids({ limit: 99 }), rows.map(({ id }) => id))
})

const one = <T>(...values: T[]): fc.Arbitrary<T> => fc.constantFrom(...values)
const nth = one(0, 1, 2, 3)
const mostly = one(0, 0, 0, 0, 0, 1, -1)

/** Makes a unit for a run, which has records of its own, from what its predecessors have left in a store. */
type InRun = (ids: readonly string[], run: number, store: Store) => Promise<Unit>

/** Units that often stand in each other's way: a few records, subjects and keys; `off` is how far they are from the version that is there. */
const units: fc.Arbitrary<readonly InRun[]> = fc.array(fc.record({
  record: nth,
  off: mostly,
  state: one('opened', 'decided'),
  of: one('a', 'b'),
  conducts: fc.uniqueArray(one('a', 'b', 'c')),
  rests: fc.option(fc.record({ on: one('a', 'b'), off: mostly, changes: fc.boolean() })),
  measures: fc.option(fc.array(one('ban', 'order'), { maxLength: 2 })),
  decides: one(true, false, undefined),
  counted: fc.option(fc.array(nth, { maxLength: 3 })),
  marks: fc.option(fc.array(fc.record({ nth, is: fc.boolean() }), { minLength: 1, maxLength: 2 }), { freq: 2 }),
  events: fc.array(one('x', 'y'), { maxLength: 2 }),
  answer: one('k', 'l', 'm', 'n', null, null, null, null, null, null)
}).map(({ record, off, state, of, conducts, rests, measures, decides, counted, marks, events, answer }): InRun => async (ids, run, store) => {
  const key = (name: string): string => `${name}-${run}`
  const version = Math.max((await store.load('case', ids[record]!))?.row.version ?? 0, -off) + off + 1
  const row = opened({ id: ids[record]!, version, head: `${state}-${version}`, state, subjectKey: key(of), conducts })
  return unit(row, {
    subject: rests && { key: key(rests.on), expected: (await store.subject(key(rests.on))).version + rests.off, changes: rests.changes },
    standing: measures && measures.map((measure) => standingRow({ measure, subjectKey: key(of) })),
    decision: decides === undefined ? undefined : decides ? decisionOf(row, { tier: state }) : null,
    counted: counted && counted.map((index) => ids[index]!),
    reconsider: (marks ?? []).map(({ nth, is }) => ({ id: ids[nth]!, is })),
    events: events.map((type) => eventOf(row, { type })),
    answer: answer === null ? null : answerTo(key(answer), { body: `${record}-${version}` })
  })
}), { minLength: 2, maxLength: 20 })

t.test('a batch leaves what its units leave one after the other: PostgreSQL agrees with SQLite', async (t) => {
  const { store } = await shared(t)
  const sqlite = await openSqlite('file::memory:')
  t.teardown(() => sqlite.close())
  const named = (outcome: unknown): string => typeof outcome === 'string' ? outcome : (outcome as Error).constructor.name
  const seen = new Map<string, number>()
  let run = 0
  await fc.assert(fc.asyncProperty(units, fc.integer({ min: 3, max: 20 }), async (made, size) => {
    run += 1
    const ids = [newId(), newId(), newId(), newId()]
    const written: Unit[] = []
    const alone: string[] = []
    for (const make of made) {
      const unit = await make(ids, run, sqlite)
      written.push(unit)
      alone.push(named(await outcomeOf(sqlite.commit(unit))))
    }
    for (const outcome of alone) seen.set(outcome, (seen.get(outcome) ?? 0) + 1)
    const together: string[] = []
    for (let from = 0; from < written.length; from += size) {
      const batch = written.slice(from, from + size).map((unit) => outcomeOf(store.commit(unit)))
      together.push(...(await Promise.all(batch)).map(named))
    }
    t.strictSame(together, alone)
    const all = async (from: Store) => [
      await Promise.all(ids.map((id) => from.everything(id))),
      await Promise.all(ids.map((id) => from.load('case', id))),
      await Promise.all(['a', 'b'].map((name) => from.subject(`${name}-${run}`))),
      await Promise.all(['k', 'l', 'm', 'n'].map((name) => from.answer(`${name}-${run}`)))
    ]
    t.strictSame(await all(store), await all(sqlite))
  }), { numRuns: 100, seed: 20261121 })
  for (const outcome of ['written', 'KeyTaken', 'StaleVersion', 'StaleSubject', 'Error']) t.ok((seen.get(outcome) ?? 0) > 20, `${outcome}: ${seen.get(outcome)}`)
})
