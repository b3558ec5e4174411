/**
 * Keys of machine clients: `evk_<id>_<secret>`. Only the digest of the secret is kept; with 256 random bits in it nothing slower than SHA-256 is
 * needed against guessing.
 */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Role } from './principal.ts'

/** A key as it is kept. */
export interface ApiKey {
  readonly id: string
  /** SHA-256 of the secret, base64url */
  readonly hash: string
  /** whose it is: the actor of what is done with it */
  readonly name: string
  readonly roles: readonly Role[]
  readonly region: string
  readonly level: string
  readonly pii: boolean
  /** instants; null while it is neither limited nor revoked */
  readonly createdAt: string
  readonly expiresAt: string | null
  readonly revokedAt: string | null
}

const FORM = /^evk_([0-9a-f]{16})_([0-9A-Za-z_-]{43})$/
export const PREFIX = 'evk_'

const hashOf = (secret: string): Buffer => createHash('sha256').update(secret).digest()

/** A new key: what is kept of it, and the text that is shown once. */
export function newApiKey (given: Omit<ApiKey, 'id' | 'hash' | 'revokedAt'>): { key: ApiKey, text: string } {
  const id = randomBytes(8).toString('hex')
  const secret = randomBytes(32).toString('base64url')
  return { key: { ...given, id, hash: hashOf(secret).toString('base64url'), revokedAt: null }, text: `${PREFIX}${id}_${secret}` }
}

/** The id and the secret in the text of a key; null where it is none. */
export function readKey (text: string): { id: string, secret: string } | null {
  const [, id, secret] = FORM.exec(text) ?? []
  return id !== undefined && secret !== undefined ? { id, secret } : null
}

/** Whether a secret is that of a key that is neither over nor revoked at an instant. */
export function opens ({ hash, expiresAt, revokedAt }: ApiKey, secret: string, at: string): boolean {
  const kept = Buffer.from(hash, 'base64url')
  const given = hashOf(secret)
  return kept.length === given.length && timingSafeEqual(kept, given) && revokedAt === null && (expiresAt === null || at < expiresAt)
}
