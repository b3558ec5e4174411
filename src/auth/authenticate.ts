/** Who a request comes from, by the bearer token or the API key in its Authorization header. */
import { Problem } from '../plugins/problems.ts'
import { opens, PREFIX, readKey, type ApiKey } from './api-keys.ts'
import { principalOf, type Principal } from './principal.ts'
import { BadToken, NoKeys, type TokenCheck } from './tokens.ts'

export interface AuthenticateOptions {
  /** null: no tokens are accepted */
  readonly tokens: TokenCheck | null
  readonly keyById: (id: string) => Promise<ApiKey | null>
  readonly levels: Readonly<Record<string, unknown>>
  /** the instant, in China's time */
  readonly now: () => string
}

const BEARER = /^Bearer ([^\s,]+)$/i
const unauthenticated = (): Problem => new Problem('unauthenticated')

export type Authenticate = (authorization: string | undefined) => Promise<Principal>

/** @returns a function that throws Problem unauthenticated, or overloaded where the keys of the identity provider cannot be had */
export function authenticator ({ tokens, keyById, levels, now }: AuthenticateOptions): Authenticate {
  async function byKey (text: string): Promise<Principal> {
    const given = readKey(text)
    const key = given && await keyById(given.id)
    if (!given || !key || !opens(key, given.secret, now())) throw unauthenticated()
    const { name, roles, region, level, pii } = key
    return principalOf(levels, { id: name, roles, region, level, pii })
  }

  async function byToken (text: string): Promise<Principal> {
    if (!tokens) throw unauthenticated()
    try {
      return principalOf(levels, await tokens(text))
    } catch (error) {
      if (error instanceof BadToken) throw unauthenticated()
      if (error instanceof NoKeys) throw new Problem('overloaded', { zh: '身份提供方的公钥暂时无法获取', en: 'the keys of the identity provider cannot be had at the moment' })
      throw error
    }
  }

  return async (authorization) => {
    const [, text] = BEARER.exec(authorization ?? '') ?? []
    if (text === undefined) throw unauthenticated()
    return await (text.startsWith(PREFIX) ? byKey(text) : byToken(text))
  }
}
