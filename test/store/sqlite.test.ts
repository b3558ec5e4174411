import t, { type Test } from 'tap'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, relative } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { getTableConfig } from 'drizzle-orm/sqlite-core'
import { listing } from '../../src/store/filter.ts'
import { makeBatchWriter } from '../../src/store/sqlite/batch.ts'
import { drizzle } from '../../src/store/sqlite/drizzle.ts'
import { migrateSqlite, openFile } from '../../src/store/sqlite/file.ts'
import { listingQuery } from '../../src/store/sqlite/read.ts'
import { openSqlite } from '../../src/store/sqlite/store.ts'
import * as tables from '../../src/store/sqlite/tables.ts'
import { WrongSchema, type Filter } from '../../src/store/store.ts'
import { storeContract, type TestDatabase } from './contract.ts'
import { encrypted, openFor } from './opened.ts'
import { eventOf, newId, opened, unit } from './units.ts'

const Database = createRequire(import.meta.url)('better-sqlite3') as typeof import('better-sqlite3')
const writer = fileURLToPath(new URL('sqlite-writer.ts', import.meta.url))

/** Runs a statement on a connection of its own. */
function run (path: string, text: string, references = true): object[] {
  const database = new Database(path)
  try {
    database.pragma(`foreign_keys = ${references ? 'ON' : 'OFF'}`)
    const statement = database.prepare(text)
    return statement.reader ? statement.all() as object[] : [statement.run()]
  } finally {
    database.close()
  }
}

/** A file that is still to be made. */
async function fresh (t: Test): Promise<TestDatabase & { readonly path: string, readonly url: string }> {
  const path = join(t.testdir({}), 'store.db')
  const url = `file:${path}`
  return { path, url, open: () => openSqlite(url), sql: async (text) => run(path, text), tamper: async (text) => run(path, text, false) }
}

t.test('SQLite keeps what is asked of a store', (t) => storeContract(t, fresh))
t.test('so it does where the steps are encrypted', (t) => storeContract(t, encrypted(fresh)))

t.test('a store in memory needs no file and shares nothing with another', async (t) => {
  const [one, two] = [await openSqlite('file::memory:'), await openSqlite('file::memory:')]
  const row = opened()
  await one.commit(unit(row))
  t.match(await one.load('case', row.id), { row: { version: 1 } })
  t.equal(await two.load('case', row.id), null)
  await Promise.all([one.close(), two.close()])
})

t.test('a file is named by its path, absolute or from the working directory, or by a whole URL', async (t) => {
  const { path } = await fresh(t)
  const row = opened()
  for (const url of [`file:${relative(process.cwd(), path)}`, `file:${path}`, pathToFileURL(path).href]) {
    const store = await openSqlite(url)
    if (await store.load('case', row.id) === null) await store.commit(unit(row))
    t.strictSame(await store.ids({ limit: 9 }), [row.id], url)
    await store.close()
  }
})

t.test('what is no such path, or cannot be opened, is told in a line with its URL', async (t) => {
  const { path } = await fresh(t)
  for (const url of ['file:', 'file:store.db?mode=ro', 'file:store.db#1', 'sqlite:store.db', 'file://elsewhere/store.db', `file:${path}/store.db`, `file:${t.testdirName}`]) {
    const error: unknown = await openSqlite(url).then(() => undefined, (error: unknown) => error)
    const { message = '' } = error instanceof Error ? error : {}
    t.ok(message.startsWith(url) && message.length > url.length + 5 && !message.includes('\n'), message)
  }
})

t.test('a file that is newer, or of something else, is refused and left as it was', async (t) => {
  const { path, url } = await fresh(t)
  const { to } = migrateSqlite(url)
  run(path, `pragma user_version = ${to + 3}`)
  const newer = `the store has schema version ${to + 3}, this version of the service knows only up to ${to}: update the service`
  await t.rejects(openSqlite(url), new WrongSchema(`${url}: ${newer}`))

  const other = join(t.testdirName, 'other.db')
  run(other, 'create table notes (text)')
  const text = join(t.testdirName, 'notes.txt')
  writeFileSync(text, 'Notes, and nothing of a database in them.\n'.repeat(99))
  for (const [file, reason] of [[other, 'the file is a database of something else'], [text, 'the file is no database']] as const) {
    const before = readFileSync(file)
    await t.rejects(openSqlite(`file:${file}`), new WrongSchema(`file:${file}: ${reason}`))
    t.ok(readFileSync(file).equals(before), 'not a byte has changed')
  }
})

t.test('migrating says from which version to which, and a second time does nothing', async (t) => {
  const { path, url } = await fresh(t)
  const { from, to } = migrateSqlite(url)
  t.equal(from, 0)
  t.ok(to > 0)
  const schema = run(path, 'select * from sqlite_schema')
  t.strictSame(migrateSqlite(url), { from: to, to })
  t.strictSame(run(path, 'select * from sqlite_schema'), schema)
})

t.test('the tables as the service knows them are those that the migrations make', async (t) => {
  const { path, url } = await fresh(t)
  migrateSqlite(url)
  const described = Object.fromEntries(Object.values(tables).map((table) => {
    const { name, columns } = getTableConfig(table)
    return [name, columns.map((column) => ({ name: column.name, type: column.getSQLType().toUpperCase(), notnull: column.notNull ? 1 : 0 }))]
  }))
  const made = Object.fromEntries(run(path, 'select name from sqlite_schema where type = \'table\' and name not like \'sqlite_%\'').map((row) => {
    const { name } = row as { name: string }
    return [name, run(path, `select name, type, "notnull" from pragma_table_info('${name}') order by cid`)]
  }))
  for (const all of [described, made]) for (const columns of Object.values(all)) columns.sort((a, b) => JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)
  t.strictSame(described, made)
})

t.test('cases are read in their order, by the index that tells most of the filter', async (t) => {
  const { database } = openFile('file::memory:')
  t.teardown(() => { database.close() })
  const db = drizzle(database)
  const cases: readonly (readonly [Filter, RegExp])[] = [
    [{}, /records_by_id/],
    [{ region: '45' }, /records_by_province \(province=\?/],
    [{ region: '4501' }, /records_by_city \(city=\?/],
    [{ region: '450103' }, /records_by_jurisdiction \(jurisdiction=\?/],
    [{ state: 'opened' }, /records_by_state \(state=\?/],
    [{ region: '45', state: 'opened' }, /records_by_province_state \(province=\? AND state=\?/],
    [{ region: '4501', state: 'opened' }, /records_by_city_state \(city=\? AND state=\?/],
    [{ region: '450103', state: 'opened' }, /records_by_jurisdiction_state \(jurisdiction=\? AND state=\?/],
    [{ subjectType: 'agency' }, /records_by_subject_type \(subject_type=\?/],
    [{ subjectKey: 'k' }, /records_by_subject \(subject_key=\?/],
    [{ tier: 'grave' }, /records_by_tier \(tier=\?/],
    [{ conduct: 'a' }, /record_conducts USING PRIMARY KEY \(conduct=\?/],
    [{ dueBefore: '2026-04-05' }, /records_due/],
    [{ reconsider: true }, /records_to_reconsider/],
    [{ retention: { closedBefore: '2026-04-05', barsBefore: '2026-04-05' } }, /records_closed/],
    [{ region: '45', dueBefore: '2026-04-05' }, /records_due_by_province \(province=\?/],
    [{ region: '4501', dueBefore: '2026-04-05' }, /records_due_by_city \(city=\?/],
    [{ region: '450103', dueBefore: '2026-04-05' }, /records_due_by_jurisdiction \(jurisdiction=\?/],
    [{ region: '45', reconsider: true }, /records_to_reconsider_by_province \(province=\?/],
    [{ region: '4501', reconsider: true }, /records_to_reconsider_by_city \(city=\?/],
    [{ region: '450103', reconsider: true }, /records_to_reconsider_by_jurisdiction \(jurisdiction=\?/],
    [{ region: '45', dueBefore: '2026-04-05', reconsider: true }, /records_to_reconsider_by_province \(province=\?/],
    [{ subjectKey: 'k', state: 'opened', region: '45' }, /records_by_subject \(subject_key=\?/],
    [{ conduct: 'a', region: '45' }, /record_conducts USING PRIMARY KEY \(conduct=\?/],
    [{ openedFrom: 1, openedBefore: 2 }, /records_by_id \(id>\? AND id<\?\)/],
    [{ kind: 'agency' }, /agencies_by_id/],
    [{ kind: 'agency', region: '45' }, /agencies_by_province \(province=\?/],
    [{ kind: 'agency', region: '4501' }, /agencies_by_city \(city=\?/],
    [{ kind: 'agency', subjectKey: 'k' }, /agencies_by_subject \(subject_key=\?/],
    [{ kind: 'campaign' }, /campaigns_by_id/],
    [{ kind: 'campaign', region: '45' }, /campaigns_by_province \(province=\?/],
    [{ kind: 'campaign', region: '4501' }, /campaigns_by_city \(city=\?/]
  ]
  for (const [filter, index] of cases) {
    for (const before of [undefined, newId()]) {
      const { sql } = listingQuery(db, listing(filter, { limit: 20, ...(before === undefined ? {} : { before }) })).toSQL()
      const plan = (database.prepare(`explain query plan ${sql}`).all(...Array(sql.split('?').length - 1).fill('')) as { detail: string }[]).map(({ detail }) => detail).join('; ')
      t.match(plan, index, `${JSON.stringify(filter)}: ${plan}`)
      t.notMatch(plan, /TEMP B-TREE/)
    }
  }
})

t.test('a step or an event cannot be put in place of another', async (t) => {
  const database = await fresh(t)
  const store = await openFor(t, database)
  const row = opened()
  await store.commit(unit(row, { events: [eventOf(row)] }))
  await t.rejects(database.sql(`insert or replace into steps values ('${row.id}', 1, '{}', 'other')`), /steps are only ever added/)
  await t.rejects(database.sql('insert or replace into events values (1, \'other\', \'\', \'\', \'\')'), /events are only ever added/)
  t.match(await store.everything(row.id), { steps: [{ digest: row.head }], events: [{ type: 'case.opened' }] })
})

t.test('where the database undoes a whole transaction, no unit of it counts as written', async (t) => {
  const { database } = openFile('file::memory:')
  t.teardown(() => { database.close() })
  const write = makeBatchWriter(database, drizzle(database))
  const rows = [opened(), opened({ state: 'undoes' }), opened()]
  // As some failures of the disk do; a refused statement undoes only what it did itself.
  database.exec('create temp trigger undo before insert on records when new.state = \'undoes\' begin select raise(rollback, \'the disk is gone\'); end')
  t.throws(() => write(rows.map((row) => unit(row))), /the disk is gone/)
  t.strictSame(database.prepare('select id from records').all(), [])
  t.strictSame(write([unit(rows[0]!)]), [null], 'the next batch is written')
})

/** A process that is ready to write (sqlite-writer.ts), `go` lets it. */
async function ready (...args: string[]) {
  const child = spawn(process.execPath, [writer, ...args], { stdio: ['pipe', 'pipe', 'inherit'] })
  const lines = createInterface(child.stdout)
  await once(lines, 'line')
  const ids: string[] = []
  lines.on('line', (id) => ids.push(id))
  const ended = once(child, 'close').then(([code]) => code as number | null)
  return { child, lines, ids, ended, go: () => child.stdin.write('go\n') }
}

t.test('several processes make and write one file at once', async (t) => {
  const database = await fresh(t)
  const writers = await Promise.all([0, 1, 2].map(() => ready(database.url, '40')))
  for (const { go } of writers) go()
  t.strictSame(await Promise.all(writers.map(async ({ ids, ended }) => [await ended, ids.length])), [[0, 40], [0, 40], [0, 40]])
  const store = await openFor(t, database)
  t.strictSame(await store.ids({ limit: 999 }), writers.flatMap(({ ids }) => ids).sort())
  t.strictSame((await store.events({ after: 0, limit: 999 })).map(({ position }) => position), Array.from({ length: 120 }, (_, index) => index + 1))
})

t.test('of several processes that find a file empty, one makes its schema', async (t) => {
  const database = await fresh(t)
  const first = new Database(database.path)
  first.pragma('journal_mode = WAL')
  const writers = await Promise.all([0, 1].map(() => ready(database.url, '4')))
  // Nobody gets to write before all have had time to look.
  first.exec('begin immediate')
  for (const { go } of writers) go()
  await setTimeout(300)
  first.exec('commit')
  first.close()
  t.strictSame(await Promise.all(writers.map(async ({ ids, ended }) => [await ended, ids.length])), [[0, 4], [0, 4]])
})

t.test('what is read of a record is of one moment, while another process adds steps to it', async (t) => {
  const database = await fresh(t)
  const store = await openFor(t, database)
  const id = newId()
  const { ended, go } = await ready(database.url, '300', id)
  let writing = true
  const done = ended.finally(() => { writing = false })
  go()
  const versions = new Set<number>()
  const torn: unknown[] = []
  for (let last = false; !last; last = !writing) {
    const loaded = await store.load('case', id)
    if (loaded !== null) {
      const { row: { version }, steps, subject } = loaded
      versions.add(version)
      if (steps.length !== version || subject.version !== version || subject.decisions[0]?.tier !== String(version)) torn.push(loaded)
    }
    const { row, steps, standing, decision, events } = await store.everything(id)
    const [number, text] = [row?.version ?? 0, row === null ? undefined : String(row.version)]
    if (steps.length !== number || standing[0]?.measure !== text || decision?.tier !== text || events.length !== number) torn.push(row)
    await new Promise(setImmediate)
  }
  t.equal(await done, 0)
  t.strictSame(torn, [])
  t.ok(versions.size > 3, 'it was read between the steps')
})

t.test('what a process told to be written is there after it was killed, and all that is there is whole', async (t) => {
  const database = await fresh(t)
  const { child, lines, ids, ended, go } = await ready(database.url, '1000000')
  lines.on('line', () => { if (ids.length === 30) child.kill('SIGKILL') })
  go()
  t.equal(await ended, null)
  const store = await openFor(t, database)
  const there = await store.ids({ limit: 1_000_000 })
  t.ok(ids.length >= 30)
  t.strictSame(ids.filter((id) => !there.includes(id)), [])
  for (const id of there) t.match(await store.everything(id), { row: { version: 1 }, steps: [{ seq: 1 }], foundBy: ['candidate.copying'], events: [{ recordId: id }] })
  t.equal((await store.events({ after: 0, limit: 1_000_000 })).at(-1)?.position, there.length)
})

t.test('a commit waits for the disk, and readers do not wait for it', async (t) => {
  const { path, url } = await fresh(t)
  const { database } = openFile(url)
  const full = 2
  t.equal(database.pragma('synchronous', { simple: true }), full)
  database.close()
  t.strictSame(run(path, 'pragma journal_mode'), [{ journal_mode: 'wal' }])
})
