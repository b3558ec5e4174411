/** What a vault keeps in the store beside what it encrypts: its keys, each encrypted (wrapped) by a master key that the store never sees. */

export interface WrappedKey {
  /** of the master key */
  readonly keyId: string
  readonly wrapped: string
}

/** The key of a record. */
export interface DataKey extends WrappedKey { readonly recordId: string }
/** A key for the store as a whole. */
export interface NamedKey extends WrappedKey { readonly name: string }

/** A key that is wrapped anew. `from` is what lies there: where it is something else by now, or gone, it is left. */
export type Rewrapped<Key extends WrappedKey> = Key & { readonly from: string }

export interface Keys {
  namedKeys: () => Promise<readonly NamedKey[]>
  /** those whose names are there already are left as they are */
  addNamedKeys: (keys: readonly NamedKey[]) => Promise<void>
  dataKeyOf: (recordId: string) => Promise<WrappedKey | null>
  /** data keys that another master key than this one wraps, in the order of their records, after one */
  otherDataKeys: (page: { readonly keyId: string, readonly after: string, readonly limit: number }) => Promise<readonly DataKey[]>
  /** how many of them were wrapped anew */
  rewrapDataKeys: (keys: readonly Rewrapped<DataKey>[]) => Promise<number>
  rewrapNamedKeys: (keys: readonly Rewrapped<NamedKey>[]) => Promise<number>
  /** how many data keys each master key wraps */
  countDataKeys: () => Promise<readonly { readonly keyId: string, readonly count: number }[]>
}
