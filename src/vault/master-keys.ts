/** Master keys: they encrypt (wrap) other keys and nothing else, and never lie in the database. */
import { createSecretKey, randomBytes, type KeyObject } from 'node:crypto'
import type { WrappedKey } from '../store/keys.ts'
import { seal, unseal, Unopened } from './cipher.ts'

/** A key that cannot be used, or is not there: told in a line to whoever runs the service. */
export class BadKeys extends Error {
  /** what a log may say of it: which master key is concerned */
  readonly code: string
  constructor (message: string, keyId?: string) {
    super(message)
    this.code = keyId === undefined ? 'DATA_KEYS' : `DATA_KEYS.${keyId}`
  }
}

/** A wrapped key that its master key does not open: it was altered, or there is another key under that id. */
export class NotThisKey extends BadKeys {}

export const KEY_BYTES = 32
const LINE = /^([A-Za-z0-9][\w.-]{0,63}):([A-Za-z0-9+/]{43}=)$/

export const newKeyLine = (id: string): string => `${id}:${randomBytes(KEY_BYTES).toString('base64')}`

export class MasterKeys {
  readonly #keys: ReadonlyMap<string, KeyObject>
  readonly #from: string
  /** the id of the key that wraps from now on */
  readonly current: string

  private constructor (keys: ReadonlyMap<string, KeyObject>, from: string) {
    const [current] = keys.keys()
    if (current === undefined) throw new BadKeys(`${from}: there is no key in it`)
    this.#keys = keys
    this.#from = from
    this.current = current
  }

  /**
   * Reads keys, each `<id>:<32 bytes in base64>`, the current one first. A fault is told by its place: nothing of a key comes into a message.
   * @param from what the keys were read from
   * @throws BadKeys
   */
  static read (lines: readonly string[], from: string): MasterKeys {
    const keys = new Map<string, KeyObject>()
    for (const [index, line] of lines.entries()) {
      const [, id, key] = LINE.exec(line) ?? []
      if (id === undefined || key === undefined) throw new BadKeys(`${from}: key ${index + 1} is not <id>:<32 bytes in base64>`)
      if (keys.has(id)) throw new BadKeys(`${from}: there are two keys ${id}`)
      keys.set(id, createSecretKey(Buffer.from(key, 'base64')))
    }
    return new MasterKeys(keys, from)
  }

  has (keyId: string): boolean {
    return this.#keys.has(keyId)
  }

  wrap (key: Uint8Array, of: string): WrappedKey {
    return { keyId: this.current, wrapped: seal(this.#find(this.current, of), key, of) }
  }

  /** @throws BadKeys, naming the master key: the one that wrapped it is missing, or is another under the same id */
  unwrap ({ keyId, wrapped }: WrappedKey, of: string): Buffer {
    const key = this.#find(keyId, of)
    try {
      return unseal(key, wrapped, of)
    } catch (error) {
      if (!(error instanceof Unopened)) throw error
      throw new NotThisKey(`the ${of} does not open with the key ${keyId} of ${this.#from}: it is another key, or the wrapped one was altered`, keyId)
    }
  }

  #find (keyId: string, of: string): KeyObject {
    const key = this.#keys.get(keyId)
    if (key === undefined) throw new BadKeys(`the ${of} is encrypted with the key ${keyId}, which is not among those of ${this.#from} (${[...this.#keys.keys()].join(', ')})`, keyId)
    return key
  }
}
