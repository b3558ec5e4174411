/** What the app works with in a test: the real records, on a database in memory unless another store is given. */
import type { Deps } from '../src/app-types.ts'
import { Records, type RecordsOptions } from '../src/records/records.ts'
import { openStore } from '../src/store/open.ts'

type Given = Omit<Deps, 'records'> & Partial<Pick<RecordsOptions, 'store' | 'fairness' | 'algorithm' | 'now'>>

export async function depsFor ({ store, fairness, algorithm = 'sha256', now = Date.now, ...deps }: Given): Promise<Deps> {
  const { rules: { book, calendar }, today } = deps
  const records = new Records({
    store: store ?? await openStore('file::memory:'),
    book,
    calendar,
    fairness: fairness ?? { anotherPersonDecides: true, notHeavierThanNotified: true },
    algorithm,
    engine: '0.1.0',
    today,
    now
  })
  return { ...deps, records }
}
