/** Bearer tokens (JWT, RFC 7519) of an identity provider, checked against its published keys (JWKS). */
import { readFile, stat } from 'node:fs/promises'
import { createLocalJWKSet, createRemoteJWKSet, errors, jwtVerify, type JSONWebKeySet, type JWTPayload, type JWTVerifyGetKey } from 'jose'
import type { Claims } from './principal.ts'
import { PII_READ } from './principal.ts'

/** Signatures by private keys only: a published key never proves anything that whoever read it could have made. */
const ALGORITHMS = ['RS256', 'PS256', 'ES256', 'EdDSA', 'Ed25519']
/** An unknown key is looked for again, but not for every forged token. */
const COOLDOWN_MS = 5000
const MAX_AGE_MS = 600_000
const MOST_CHARACTERS = 100

export interface TokenOptions {
  /** https://…, or a path */
  readonly jwks: string
  readonly issuer: string
  readonly audience: string
  /** seconds by which clocks may differ */
  readonly skew: number
  /** milliseconds before an unknown key is looked for again */
  readonly cooldown?: number
}

/** The token proves nothing. */
export class BadToken extends Error { override readonly name = 'BadToken' }
/** The keys of the identity provider cannot be had. */
export class NoKeys extends Error { override readonly name = 'NoKeys' }

/** A file of keys, read again when it has changed. */
class KeyFile {
  readonly #path: string
  #changed = -1
  #keys: ReturnType<typeof createLocalJWKSet> | null = null

  constructor (path: string) {
    this.#path = path
  }

  async #read (): Promise<ReturnType<typeof createLocalJWKSet>> {
    try {
      const { mtimeMs } = await stat(this.#path)
      if (this.#keys === null || mtimeMs !== this.#changed) {
        this.#keys = createLocalJWKSet(JSON.parse(await readFile(this.#path, 'utf8')) as JSONWebKeySet)
        this.#changed = mtimeMs
      }
      return this.#keys
    } catch (error) {
      // While the file is being replaced, what was read before still holds.
      if (this.#keys) return this.#keys
      throw new NoKeys(`the keys in ${this.#path} cannot be read: ${(error as Error).message}`)
    }
  }

  readonly get: JWTVerifyGetKey = async (header, token) => (await this.#read())(header, token)
}

const REMOTE = /^https?:\/\//

const keysOf = (jwks: string, cooldownDuration: number): JWTVerifyGetKey => REMOTE.test(jwks)
  ? createRemoteJWKSet(new URL(jwks), { cooldownDuration, cacheMaxAge: MAX_AGE_MS })
  : new KeyFile(jwks).get

const listOf = (claim: unknown): readonly unknown[] => Array.isArray(claim) ? claim : typeof claim === 'string' ? claim.split(' ') : []

function claimsOf ({ sub, roles, region, level, scope }: JWTPayload): Claims {
  if (sub === undefined || sub === '' || [...sub].length > MOST_CHARACTERS) throw new BadToken('sub')
  return { id: sub, roles: listOf(roles), region, level, pii: listOf(scope).includes(PII_READ) }
}

/** Whether jose says that the token is at fault, and not that the keys could not be had. */
const isForged = (error: unknown): boolean => error instanceof errors.JOSEError &&
  !(error instanceof errors.JWKSTimeout || error instanceof errors.JWKSInvalid || error.code === 'ERR_JOSE_GENERIC')

export type TokenCheck = (token: string) => Promise<Claims>

/** @returns a check that throws BadToken or NoKeys */
export function tokenCheck ({ jwks, issuer, audience, skew, cooldown = COOLDOWN_MS }: TokenOptions): TokenCheck {
  const keys = keysOf(jwks, cooldown)
  return async (token) => {
    try {
      const { payload } = await jwtVerify(token, keys, { issuer, audience, algorithms: ALGORITHMS, clockTolerance: skew, requiredClaims: ['sub', 'exp'] })
      return claimsOf(payload)
    } catch (error) {
      if (error instanceof BadToken || error instanceof NoKeys) throw error
      if (isForged(error)) throw new BadToken((error as errors.JOSEError).code)
      throw new NoKeys((error as Error).message)
    }
  }
}
