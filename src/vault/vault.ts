/** The keys of one store, opened: its own two by their names, and those of its records as they come. */
import { createSecretKey, randomBytes, type KeyObject } from 'node:crypto'
import type { KeyOf } from '../domain/record/projection.ts'
import { makeKeyOf } from '../records/identity.ts'
import type { NamedKey, WrappedKey } from '../store/keys.ts'
import type { Store } from '../store/store.ts'
import { BadKeys, KEY_BYTES, type MasterKeys } from './master-keys.ts'

/** `index`: makes the keys of subjects. `answers`: encrypts the answers that are kept for a day. Neither ever changes: only what wraps them does. */
const NAMES = ['answers', 'index'] as const
type Name = typeof NAMES[number]

/** What a key is of: goes into its encryption, and into what is said where it does not open. */
export const ofName = (name: string): string => `store's key ${name}`
export const ofRecord = (recordId: string): string => `data key of record ${recordId}`

export interface Vault {
  readonly keyOf: KeyOf
  /** the key that subjects are found by: for those who invent records in other threads */
  readonly indexKey: Uint8Array
  readonly answersKey: KeyObject
  /** A new key for a record, and how it is kept. */
  readonly newDataKey: (recordId: string) => { readonly key: KeyObject, readonly kept: WrappedKey }
  /** @throws BadKeys */
  readonly openDataKey: (recordId: string, kept: WrappedKey) => KeyObject
}

function opened (master: MasterKeys, rows: readonly NamedKey[]): Vault {
  const named = (name: Name): Buffer => {
    const row = rows.find((one) => one.name === name)
    if (row === undefined) throw new BadKeys(`the ${ofName(name)} is missing in the database`)
    return master.unwrap(row, ofName(name))
  }
  const indexKey = new Uint8Array(named('index'))
  return {
    indexKey,
    keyOf: makeKeyOf(indexKey),
    answersKey: createSecretKey(named('answers')),
    newDataKey (recordId) {
      const key = randomBytes(KEY_BYTES)
      return { key: createSecretKey(key), kept: master.wrap(key, ofRecord(recordId)) }
    },
    openDataKey: (recordId, kept) => createSecretKey(master.unwrap(kept, ofRecord(recordId)))
  }
}

/**
 * Opens the vault of a store that has one.
 * @returns null where it has none yet
 * @throws BadKeys
 */
export async function openVault (store: Pick<Store, 'namedKeys'>, master: MasterKeys): Promise<Vault | null> {
  const rows = await store.namedKeys()
  return rows.length === 0 ? null : opened(master, rows)
}

/**
 * Opens the vault of a store, made where there is none; safe where several instances do so at once.
 * @throws BadKeys
 */
export async function makeVault (store: Pick<Store, 'namedKeys' | 'addNamedKeys' | 'ids'>, master: MasterKeys): Promise<Vault> {
  const vault = await openVault(store, master)
  if (vault) return vault
  // Its keys are lost, or its records were written by a version that did not encrypt them: new keys would make neither readable.
  if ((await store.ids({ limit: 1 })).length > 0) throw new BadKeys('the store has records and no keys that they could be encrypted with: it is of a version before 0.1.0, or damaged')
  await store.addNamedKeys(NAMES.map((name) => ({ name, ...master.wrap(randomBytes(KEY_BYTES), ofName(name)) })))
  return opened(master, await store.namedKeys())
}
