/** From the configuration to a store that keeps personal data encrypted. */
import { openStore } from '../store/open.ts'
import type { Store } from '../store/store.ts'
import type { MasterKeys } from './master-keys.ts'
import { sealedStore } from './sealed-store.ts'
import { findKeys, makeKeys, missing, type KeySettings } from './sources.ts'
import { makeVault, type Vault } from './vault.ts'

export interface Sealed {
  readonly store: Store
  /** the same, nothing of it decrypted: for those who only wrap keys anew */
  readonly bare: Store
  readonly vault: Vault
}

async function keysFor (settings: KeySettings, found: MasterKeys | null, bare: Store, told: (message: string) => void): Promise<MasterKeys> {
  if (found) return found
  // A new key would open nothing of what is there.
  if ((await bare.namedKeys()).length > 0) throw await missing(settings)
  return await makeKeys(settings, told)
}

/**
 * Opens the store and its vault.
 * @param told is given what whoever runs the service has to know: that a key file was made
 * @throws BadKeys, WrongSchema; Error where the store cannot be opened
 */
export async function openSealed (settings: KeySettings, told: (message: string) => void): Promise<Sealed> {
  const found = await findKeys(settings)
  const bare = await openStore(settings.DATABASE_URL)
  try {
    const vault = await makeVault(bare, await keysFor(settings, found, bare, told))
    return { bare, vault, store: sealedStore(bare, vault) }
  } catch (error) {
    await bare.close()
    throw error
  }
}
