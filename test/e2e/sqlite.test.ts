import t, { type Test } from 'tap'
import { join } from 'node:path'
import type { Store } from '../../src/store/store.ts'
import { openSealedStore } from '../sealed.ts'
import { recordsSuite } from './walks.ts'

async function fresh (t: Test): Promise<Store> {
  const store = await openSealedStore(`file:${join(t.testdir({}), 'records.db')}`)
  t.teardown(() => store.close())
  return store
}

// Many steps, each written to disk: only a bound on hanging.
t.setTimeout(300_000)
t.test('records from end to end on SQLite', (t) => recordsSuite(t, fresh))
