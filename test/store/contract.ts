/** What every store has to hold: called by each adapter's own test. The parts are in contract-*.ts. */
import type { Test } from 'tap'
import type { Store } from '../../src/store/store.ts'
import { erasingContract } from './contract-erasing.ts'
import { keysContract } from './contract-keys.ts'
import { listingContract } from './contract-listing.ts'
import { readingContract } from './contract-reading.ts'
import { togetherContract } from './contract-together.ts'
import { writingContract } from './contract-writing.ts'

/** An empty database of its own for a test. */
export interface TestDatabase {
  /** a store on it; more than one may be open at a time. The contract closes what it opens, some twice */
  readonly open: () => Promise<Store>
  /** SQL beside the store */
  readonly sql: (text: string) => Promise<readonly object[]>
  /** SQL with the references between the tables unchecked, as somebody may who has the database in hand */
  readonly tamper: (text: string) => Promise<unknown>
}

export type Fresh = (t: Test) => Promise<TestDatabase>

export async function storeContract (t: Test, fresh: Fresh): Promise<void> {
  await t.test('writing', (t) => writingContract(t, fresh))
  await t.test('several at once', (t) => togetherContract(t, fresh))
  await t.test('reading', (t) => readingContract(t, fresh))
  await t.test('listing', (t) => listingContract(t, fresh))
  await t.test('erasing', (t) => erasingContract(t, fresh))
  await t.test('keys', (t) => keysContract(t, fresh))
}
