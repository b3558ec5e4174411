/** Stores as the service keeps them, encrypted, with keys that a test knows. */
import { openStore } from '../src/store/open.ts'
import type { Store } from '../src/store/store.ts'
import { MasterKeys } from '../src/vault/master-keys.ts'
import { sealedStore } from '../src/vault/sealed-store.ts'
import { ofName, openVault, type Vault } from '../src/vault/vault.ts'
import { INDEX_KEY } from './deps.ts'

/** What DATA_KEYS is set to. */
export const TEST_KEYS = `test:${Buffer.alloc(32, 3).toString('base64')}`

export const master = MasterKeys.read([TEST_KEYS], 'the test')

/** Gives a store that is empty a vault with the index key of the tests, and seals it. */
export async function seal (bare: Store): Promise<{ store: Store, vault: Vault }> {
  await bare.addNamedKeys([['index', INDEX_KEY], ['answers', new Uint8Array(32).fill(9)]].map(([name, key]) => ({ name: String(name), ...master.wrap(key as Uint8Array, ofName(String(name))) })))
  const vault = await openVault(bare, master)
  if (!vault) throw new Error('the store has no vault')
  return { vault, store: sealedStore(bare, vault) }
}

export const openSealedStore = async (url: string): Promise<Store> => (await seal(await openStore(url))).store
