/** An identity provider for tests: keys that it publishes, tokens that it signs. */
import { exportJWK, generateKeyPair, SignJWT, type JWK, type GenerateKeyPairResult } from 'jose'

export const ISSUER = 'https://id.example.test'
export const AUDIENCE = 'evenhand'

export interface Signer { readonly alg: string, readonly kid: string, readonly jwk: JWK, readonly key: GenerateKeyPairResult['privateKey'] }

export async function signer (alg: string, kid: string): Promise<Signer> {
  const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true })
  return { alg, kid, key: privateKey, jwk: { ...await exportJWK(publicKey), kid, alg } }
}

export const published = (...signers: readonly Signer[]): { keys: JWK[] } => ({ keys: signers.map(({ jwk }) => jwk) })

const seconds = (): number => Math.floor(Date.now() / 1000)

/** A token of somebody, an officer of a city unless it is said otherwise. A claim that is undefined is left out. */
export async function token ({ alg, kid, key }: Signer, claims: Readonly<Record<string, unknown>> = {}): Promise<string> {
  const all = { sub: 'wei', roles: ['officer'], region: '5201', level: 'city', iss: ISSUER, aud: AUDIENCE, iat: seconds(), exp: seconds() + 600, ...claims }
  return await new SignJWT(all).setProtectedHeader({ alg, kid }).sign(key)
}
