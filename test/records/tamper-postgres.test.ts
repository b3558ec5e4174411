import t, { type Test } from 'tap'
import pg from 'pg'
import { migratePostgres } from '../../src/store/postgres/migrate.ts'
import { openPostgres } from '../../src/store/postgres/store.ts'
import type { Store } from '../../src/store/store.ts'
import { start } from '../store/postgres-server.ts'
import { tamperSuite } from './tamper.ts'
import type { Hand, Row } from './tampering.ts'

/** A database with a store on it, and two connections beside it: one that its triggers and references bind, and one that they do not. */
async function open (t: Test): Promise<{ readonly store: Store, readonly hand: Hand }> {
  const url = await start(t)
  await migratePostgres(url)
  const store = await openPostgres(url)
  // Instants as they are written: a Date holds no microseconds.
  const types = { getTypeParser: (oid: number, format?: 'text' | 'binary') => oid === pg.types.builtins.TIMESTAMPTZ ? (text: string) => text : pg.types.getTypeParser(oid, format as 'text') }
  const clients = [new pg.Client({ connectionString: url, types }), new pg.Client({ connectionString: url })] as const
  for (const client of clients) await client.connect()
  const [free, bound] = clients
  t.teardown(async () => {
    for (const client of clients) await client.end()
    await store.close()
  })
  await free.query('set session_replication_role = replica')
  return {
    store,
    hand: {
      guarded: (text) => bound.query(text),
      sql: async (text) => (await free.query<Row>(text)).rows,
      columns: async () => (await free.query<{ table: string, column: string }>('select table_name as table, column_name as column from information_schema.columns where table_schema = current_schema order by 1, ordinal_position')).rows
    }
  }
}

t.test('in PostgreSQL nothing is altered unnoticed', (t) => tamperSuite(t, open))
