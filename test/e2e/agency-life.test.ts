import t, { type Test } from 'tap'
import { join } from 'node:path'
import type { Store } from '../../src/store/store.ts'
import { openSealedStore } from '../sealed.ts'
import { agencyLife } from './agency-life.ts'

async function fresh (t: Test): Promise<Store> {
  const store = await openSealedStore(`file:${join(t.testdir({}), 'records.db')}`)
  t.teardown(() => store.close())
  return store
}

t.setTimeout(300_000)
t.test('a training organisation from filing to exit', (t) => agencyLife(t, fresh))
