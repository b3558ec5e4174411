/** Wrapping all keys of a store anew with the current master key: page by page, while the service runs, and from where it was left off. */
import type { Store } from '../store/store.ts'
import { BadKeys, type MasterKeys } from './master-keys.ts'
import { ofName, ofRecord } from './vault.ts'

const PAGE = 500
/** Each time less is left: what a service that still has another current key added in the meantime. */
const MOST_TIMES = 5

type Rotated = Pick<Store, 'namedKeys' | 'rewrapNamedKeys' | 'otherDataKeys' | 'rewrapDataKeys' | 'countDataKeys'>

/** How many data keys another master key than the current one wraps. */
export async function remaining (store: Pick<Store, 'countDataKeys'>, { current }: MasterKeys): Promise<number> {
  return (await store.countDataKeys()).filter(({ keyId }) => keyId !== current).reduce((sum, { count }) => sum + count, 0)
}

/** The store's own keys. */
async function rotateNamed (store: Rotated, master: MasterKeys): Promise<void> {
  const rows = await store.namedKeys()
  if (rows.length === 0) throw new BadKeys('the store has no keys yet: the service makes them at its first start')
  // All are opened, also those that need not be: a current key that is another under the same id must wrap nothing.
  const opened = rows.map((row) => ({ row, key: master.unwrap(row, ofName(row.name)) }))
  await store.rewrapNamedKeys(opened.filter(({ row }) => row.keyId !== master.current)
    .map(({ row: { name, wrapped }, key }) => ({ name, ...master.wrap(key, ofName(name)), from: wrapped })))
}

/**
 * Wraps all keys anew. Where a service that still has another current key goes on adding records, some may be left in the end (`remaining`).
 * @param progress is told how many were done
 * @throws BadKeys where a key is missing that some are wrapped with: what was done until then stays done
 */
export async function rotate (store: Rotated, master: MasterKeys, progress: (done: number) => void): Promise<number> {
  await rotateNamed(store, master)
  let done = 0
  for (let times = 0; times < MOST_TIMES && (times === 0 || await remaining(store, master) > 0); times++) {
    for (let after = ''; ;) {
      const page = await store.otherDataKeys({ keyId: master.current, after, limit: PAGE })
      const last = page.at(-1)
      if (last === undefined) break
      done += await store.rewrapDataKeys(page.map(({ recordId, ...kept }) =>
        ({ recordId, ...master.wrap(master.unwrap(kept, ofRecord(recordId)), ofRecord(recordId)), from: kept.wrapped })))
      after = last.recordId
      progress(done)
    }
  }
  return done
}
