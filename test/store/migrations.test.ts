import t from 'tap'
import { migrationsOf, mustBeCurrent, pending } from '../../src/store/migrations.ts'
import { WrongSchema } from '../../src/store/store.ts'

const all = [{ version: 1, name: 'one', sql: '' }, { version: 2, name: 'two', sql: '' }]

t.test('both databases have the same migrations', async (t) => {
  const [sqlite, postgres] = [migrationsOf('sqlite'), migrationsOf('postgres')]
  t.strictSame(sqlite.map(({ version, name }) => [version, name]), postgres.map(({ version, name }) => [version, name]))
  t.ok(sqlite.length > 0)
  for (const { sql } of [...sqlite, ...postgres]) t.match(sql, /create table|alter table|create index/)
})

t.test('migrations are read in the order of their numbers, and other files are left alone', async (t) => {
  const directory = t.testdir({ sqlite: { '0002_later.sql': 'b', '0001_first.sql': 'a', 'README.md': '' } })
  t.strictSame(migrationsOf('sqlite', directory), [{ version: 1, name: 'first', sql: 'a' }, { version: 2, name: 'later', sql: 'b' }])
})

t.test('a number that is missing, double or not written in four digits is told', async (t) => {
  for (const [other, expected] of [['0003_later.sql', /0003_later\.sql: expected 0002_/], ['0001_later.sql', /expected 0002_/], ['2_later.sql', /2_later\.sql: expected 0002_/], ['0002-later.sql', /expected 0002_/]] as const) {
    const directory = t.testdir({ sqlite: { '0001_first.sql': 'a', [other]: 'b' } })
    t.throws(() => migrationsOf('sqlite', directory), expected)
  }
})

t.test('a store lacks the migrations after its version', async (t) => {
  t.strictSame(pending(all, 0), all)
  t.strictSame(pending(all, 1), all.slice(1))
  t.strictSame(pending(all, 2), [])
})

t.test('a store that is ahead is refused with both versions and what to do', async (t) => {
  const refusal = new WrongSchema('the store has schema version 3, this version of the service knows only up to 2: update the service')
  t.throws(() => pending(all, 3), refusal)
  t.throws(() => mustBeCurrent(all, 3), refusal)
})

t.test('a store that is behind is refused where it is not migrated at the start', async (t) => {
  t.throws(() => mustBeCurrent(all, 1), new WrongSchema('the store has schema version 1, this version of the service needs 2: run "npm run migrate"'))
  t.doesNotThrow(() => mustBeCurrent(all, 2))
})
