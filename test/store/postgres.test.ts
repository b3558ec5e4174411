import t, { type Test } from 'tap'
import { migratePostgres } from '../../src/store/postgres/migrate.ts'
import { openPostgres } from '../../src/store/postgres/store.ts'
import { storeContract, type TestDatabase } from './contract.ts'
import { encrypted } from './opened.ts'
import { connect, nameOf, start } from './postgres-server.ts'

const migrated = await start(t)
await migratePostgres(migrated)

/** A database of its own, migrated, and another connection to it. */
async function fresh (t: Test): Promise<TestDatabase> {
  const url = await start(t, { copyOf: nameOf(migrated) })
  const client = await connect(t, url)
  return {
    open: () => openPostgres(url),
    sql: async (text) => (await client.query<object>(text)).rows,
    async tamper (text) {
      await client.query('set session_replication_role = replica')
      await client.query(text)
      await client.query('reset session_replication_role')
    }
  }
}

t.test('PostgreSQL keeps what is asked of a store', (t) => storeContract(t, fresh))
t.test('so it does where the steps are encrypted', (t) => storeContract(t, encrypted(fresh)))
