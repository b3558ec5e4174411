import t from 'tap'
import { inspect } from 'node:util'
import { getTableConfig } from 'drizzle-orm/pg-core'
import { migratePostgres } from '../../src/store/postgres/migrate.ts'
import { openPostgres } from '../../src/store/postgres/store.ts'
import * as tables from '../../src/store/postgres/tables.ts'
import { WrongSchema } from '../../src/store/store.ts'
import { openFor } from './opened.ts'
import { connect, nameOf, PASSWORD, start } from './postgres-server.ts'
import { eventOf, opened, unit } from './units.ts'

/** Both come upon what is wrong with a database. */
const callers: readonly ((url: string) => Promise<unknown>)[] = [openPostgres, migratePostgres]

/** So that the server runs until the last test of this file has ended. */
const another = await start(t)

t.test('migrating says from which version to which, and a second time does nothing', async (t) => {
  const url = await start(t)
  const client = await connect(t, url)
  const { from, to } = await migratePostgres(url)
  t.equal(from, 0)
  t.ok(to > 0)
  const run = async () => (await client.query('select version, name, run_at from schema_version order by version')).rows
  const before = await run()
  t.strictSame(before.map(({ version }) => version), Array.from({ length: to }, (_, index) => index + 1))
  t.strictSame(await migratePostgres(url), { from: to, to })
  t.strictSame(await run(), before)
})

t.test('several instances migrate one database at once, and each step is taken once', async (t) => {
  const url = await start(t)
  const migrated = await Promise.all(Array.from({ length: 6 }, () => migratePostgres(url)))
  const { to } = migrated[0]!
  t.ok(migrated.every((one) => one.to === to))
  t.ok(migrated.some(({ from }) => from === 0))
  const client = await connect(t, url)
  t.strictSame((await client.query('select count(*)::int as count from schema_version')).rows, [{ count: to }])
  const store = await openFor(t, { open: () => openPostgres(url) })
  await t.resolves(store.commit(unit(opened())))
})

t.test('a migration that fails leaves nothing behind', async (t) => {
  const url = await start(t)
  const client = await connect(t, url)
  // The last thing that the first migration makes.
  await client.query('create function refuse_change() returns trigger language plpgsql as $$ begin return null; end $$')
  await t.rejects(migratePostgres(url), /already exists/)
  t.strictSame((await client.query('select tablename from pg_tables where schemaname = \'public\'')).rows, [])
  await client.query('drop function refuse_change()')
  t.match(await migratePostgres(url), { from: 0 })
})

t.test('a database that was not migrated is refused with what is to be done', async (t) => {
  const url = await start(t)
  const client = await connect(t, url)
  const refusal = (version: number) => new RegExp(`127\\.0\\.0\\.1.*/${nameOf(url)}: the store has schema version ${version}, .* needs ${to}: run "npm run migrate"`)
  const { to } = await migratePostgres(another)
  await t.rejects(openPostgres(url), { constructor: WrongSchema, message: refusal(0) })
  t.strictSame((await client.query('select tablename from pg_tables where schemaname = \'public\'')).rows, [], 'it was not touched')
  await migratePostgres(url)
  await client.query('update schema_version set version = version - 1')
  await t.rejects(openPostgres(url), { constructor: WrongSchema, message: refusal(to - 1) })
})

t.test('a newer database is refused, by the service and by its migrations', async (t) => {
  const url = await start(t)
  const client = await connect(t, url)
  const { to } = await migratePostgres(url)
  await client.query('insert into schema_version (version, name) values ($1, \'later\')', [to + 3])
  const message = new RegExp(`the store has schema version ${to + 3}, .* only up to ${to}: update the service`)
  for (const call of callers) await t.rejects(call(url), { constructor: WrongSchema, message })
})

t.test('a database of something else is refused and left as it was', async (t) => {
  for (const [name, columns] of [['records', 'id text, song text'], ['schema_version', 'version varchar(50), script text']]) {
    const url = await start(t)
    const client = await connect(t, url)
    await client.query(`create table ${name} (${columns})`)
    for (const call of callers) {
      await t.rejects(call(url), { constructor: WrongSchema, message: new RegExp(`tables of something else \\(${name}\\)`) })
    }
    t.strictSame((await client.query('select tablename from pg_tables where schemaname = \'public\'')).rows, [{ tablename: name }])
  }
})

t.test('tables of the same names in another schema are of no account', async (t) => {
  const url = await start(t)
  const client = await connect(t, url)
  await client.query('create table public.records (song text); create schema evenhand')
  const own = `${url}?options=-c%20search_path%3Devenhand,public`
  t.match(await migratePostgres(own), { from: 0 })
  const store = await openFor(t, { open: () => openPostgres(own) })
  const row = opened()
  await store.commit(unit(row))
  t.match(await store.load('case', row.id), { row: { id: row.id } })
  t.strictSame((await client.query('select * from public.records')).rows, [])
})

t.test('a database that could not hold the texts is refused', async (t) => {
  const url = await start(t)
  const client = await connect(t, url)
  const name = `${nameOf(url)}_latin`
  await client.query(`create database ${name} template template0 encoding 'LATIN1' locale 'C'`)
  t.teardown(() => client.query(`drop database ${name}`))
  await t.rejects(migratePostgres(url.replace(nameOf(url), name)), { constructor: WrongSchema, message: /LATIN1.*UTF8/ })
})

t.test('a database that cannot be reached is told in one line, without the password', async (t) => {
  const faults: readonly (readonly [string, RegExp])[] = [
    [another.replace(/:\d+\//, ':1/'), /127\.0\.0\.1:1.*ECONNREFUSED/],
    [another.replace('127.0.0.1', 'localhost').replace(/:\d+\//, ':1/'), /localhost:1.*ECONNREFUSED/],
    [`${another}_absent`, /"[^"]*_absent" does not exist/],
    [another.replace(PASSWORD, `${PASSWORD}-wrong`), /password authentication failed/],
    [another.replace(/@.*/, '@127.0.0.1:port/x'), /^DATABASE_URL: Invalid URL$/],
    [`${another}?sslrootcert=/nowhere`, /nowhere/]
  ]
  for (const [url, message] of faults) {
    for (const call of callers) {
      const error: unknown = await call(url).then(() => undefined, (error: unknown) => error)
      t.match(error, { message }, url)
      t.notMatch((error as Error).message, /\n/)
      t.notMatch(inspect(error, { depth: 9, showHidden: true }), new RegExp(PASSWORD), 'the password is nowhere in the error')
    }
  }
})

t.test('the tables as the service knows them are those that the migrations make', async (t) => {
  const url = await start(t)
  await migratePostgres(url)
  const client = await connect(t, url)
  const { rows: made } = await client.query(`
    select table_name as table, column_name as name, data_type as type, is_nullable = 'NO' as "notNull" from information_schema.columns
    where table_schema = 'public' and table_name <> 'schema_version'`)
  const described = Object.values(tables).flatMap((table) => {
    const { name, columns } = getTableConfig(table)
    return columns.map((column) => ({ table: name, name: column.name, type: column.getSQLType(), notNull: column.notNull }))
  })
  for (const all of [made, described]) all.sort((a, b) => JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)
  t.strictSame(described, made)
})

t.test('ids and days are compared byte by byte, whatever the locale of the database', async (t) => {
  const url = await start(t)
  await migratePostgres(url)
  const client = await connect(t, url)
  const { rows } = await client.query(`
    select table_name || '.' || column_name as name from information_schema.columns
    where table_schema = 'public' and collation_name is distinct from 'C' and data_type = 'text'
      and (column_name in ('id', 'key', 'due') or column_name like '%\\_id' or column_name like '%\\_key' or column_name like '%\\_day')`)
  t.strictSame(rows, [])
})

t.test('steps and events cannot be emptied out or written over either', async (t) => {
  const url = await start(t)
  await migratePostgres(url)
  const client = await connect(t, url)
  const store = await openFor(t, { open: () => openPostgres(url) })
  const row = opened()
  await store.commit(unit(row, { events: [eventOf(row)] }))
  const statements: readonly (readonly [string, RegExp])[] = [
    ['truncate steps', /steps are only ever added/],
    ['truncate records cascade', /steps are only ever added/],
    [`insert into steps values ('${row.id}', 1, '{}', 'other') on conflict (record_id, seq) do update set digest = excluded.digest`, /steps are only ever added/],
    ['truncate events', /events are only ever added/],
    ['insert into events values (1, \'other\', \'\', \'\', \'\') on conflict (position) do update set type = excluded.type', /events are only ever added/]
  ]
  for (const [statement, message] of statements) await t.rejects(client.query(statement), { message }, statement)
  t.match(await store.everything(row.id), { steps: [{ digest: row.head }], events: [{ type: 'case.opened' }] })
})
