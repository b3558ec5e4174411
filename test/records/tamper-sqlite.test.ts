import t, { type Test } from 'tap'
import { join } from 'node:path'
import { openSqlite } from '../../src/store/sqlite/store.ts'
import { Database } from '../../src/store/sqlite/drizzle.ts'
import type { Store } from '../../src/store/store.ts'
import { tamperSuite } from './tamper.ts'
import type { Hand, Row } from './tampering.ts'

/** A file with a store on it, and a connection beside it, which gets rid of the triggers and puts them back wherever it is to be free of them. */
async function open (t: Test): Promise<{ readonly store: Store, readonly hand: Hand }> {
  const path = join(t.testdir({}), 'store.db')
  const store = await openSqlite(`file:${path}`)
  const database = new Database(path)
  t.teardown(async () => {
    database.close()
    await store.close()
  })
  const run = (text: string): readonly Row[] => {
    const statement = database.prepare(text)
    if (statement.reader) return statement.all() as Row[]
    statement.run()
    return []
  }
  const triggers = database.prepare('select name, sql from sqlite_schema where type = \'trigger\'').all() as { name: string, sql: string }[]
  return {
    store,
    hand: {
      guarded: async (text) => run(text),
      sql: async (text) => {
        database.pragma('foreign_keys = OFF')
        return database.transaction(() => {
          for (const { name } of triggers) database.exec(`drop trigger ${name}`)
          const rows = run(text)
          for (const { sql } of triggers) database.exec(sql)
          return rows
        })()
      },
      // Those whose names begin so are SQLite's own: what it knows of how its indexes are spread.
      columns: async () => run('select m.name as "table", c.name as "column" from sqlite_schema m, pragma_table_info(m.name) c where m.type = \'table\' and m.name not like \'sqlite~_%\' escape \'~\'') as unknown as { table: string, column: string }[]
    }
  }
}

t.test('in SQLite nothing is altered unnoticed', (t) => tamperSuite(t, open))
