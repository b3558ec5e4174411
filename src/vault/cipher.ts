/**
 * AES-256-GCM over texts and keys, as text: `1.` and base64 of nonce, ciphertext and tag. What a thing is for, and of what it is, goes in as additional
 * data: a text that is put in another place does not open there.
 */
import { createCipheriv, createDecipheriv, randomBytes, type KeyObject } from 'node:crypto'

const CIPHER = 'aes-256-gcm'
const NONCE_BYTES = 12
const TAG_BYTES = 16
/** Tells the form, so that there may be another one day. */
const FORM = '1.'

/** Something encrypted that does not open: it was altered, or moved, or is of another key. Nothing of it is told. */
export class Unopened extends Error {}

export function seal (key: KeyObject, plain: string | Uint8Array, of: string): string {
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv(CIPHER, key, nonce).setAAD(Buffer.from(of))
  const body = typeof plain === 'string' ? cipher.update(plain, 'utf8') : cipher.update(plain)
  return FORM + Buffer.concat([nonce, body, cipher.final(), cipher.getAuthTag()]).toString('base64')
}

/** @throws Unopened */
export function unseal (key: KeyObject, sealed: string, of: string): Buffer {
  const bytes = sealed.startsWith(FORM) ? Buffer.from(sealed.slice(FORM.length), 'base64') : Buffer.alloc(0)
  if (bytes.length < NONCE_BYTES + TAG_BYTES) throw new Unopened('this is nothing that was encrypted')
  const decipher = createDecipheriv(CIPHER, key, bytes.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES }).setAAD(Buffer.from(of)).setAuthTag(bytes.subarray(bytes.length - TAG_BYTES))
  // Given out only once the tag has been checked.
  const plain = decipher.update(bytes.subarray(NONCE_BYTES, bytes.length - TAG_BYTES))
  try {
    return Buffer.concat([plain, decipher.final()])
  } catch {
    throw new Unopened('it does not open with this key')
  }
}
