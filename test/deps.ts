/** What the app works with in a test: the real records, on a database in memory unless another store is given. */
import type { Deps } from '../src/app-types.ts'
import { makeKeyOf } from '../src/records/identity.ts'
import { Records, type RecordsOptions } from '../src/records/records.ts'
import { openStore } from '../src/store/open.ts'

/** As good as any other in a test: the same everywhere, so that stores can be compared. */
export const INDEX_KEY = new Uint8Array(32).fill(7)
export const keyOf = makeKeyOf(INDEX_KEY)

export const RETENTION_YEARS = 5

type Given = Omit<Deps, 'records'> & Partial<Pick<RecordsOptions, 'store' | 'keyOf' | 'fairness' | 'algorithm' | 'now'>>

export async function depsFor ({ store, keyOf: ownKeyOf = keyOf, fairness, algorithm = 'sha256', now = Date.now, ...deps }: Given): Promise<Deps> {
  const { rules: { book, calendar }, today } = deps
  const records = new Records({
    store: store ?? await openStore('file::memory:'),
    keyOf: ownKeyOf,
    book,
    calendar,
    fairness: fairness ?? { anotherPersonDecides: true, notHeavierThanNotified: true },
    algorithm,
    engine: '0.1.0',
    retentionYears: RETENTION_YEARS,
    today,
    now
  })
  return { ...deps, records }
}
