import t, { type Test } from 'tap'
import { migratePostgres } from '../../src/store/postgres/migrate.ts'
import type { Store } from '../../src/store/store.ts'
import { openSealedStore } from '../sealed.ts'
import { nameOf, start } from '../store/postgres-server.ts'
import { recordsSuite } from './walks.ts'

const migrated = await start(t)
await migratePostgres(migrated)

async function fresh (t: Test): Promise<Store> {
  const store = await openSealedStore(await start(t, { copyOf: nameOf(migrated) }))
  t.teardown(() => store.close())
  return store
}

// Many steps, each written to disk: only a bound on hanging.
t.setTimeout(300_000)
t.test('records from end to end on PostgreSQL', (t) => recordsSuite(t, fresh))
