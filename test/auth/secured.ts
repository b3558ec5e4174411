/** The service with authentication on, and somebody of every role at every place. */
import type { Response } from 'light-my-request'
import type { Test } from 'tap'
import { buildApp } from '../../src/app.ts'
import type { App } from '../../src/app-types.ts'
import { newApiKey } from '../../src/auth/api-keys.ts'
import { authenticator } from '../../src/auth/authenticate.ts'
import { ROLES, type Role } from '../../src/auth/principal.ts'
import { tokenCheck, type TokenOptions } from '../../src/auth/tokens.ts'
import { instant } from '../../src/records/identity.ts'
import { loadRules } from '../../src/rulesets/load.ts'
import { vocabulary } from '../../src/rulesets/vocabulary.ts'
import { openStore } from '../../src/store/open.ts'
import type { Store } from '../../src/store/store.ts'
import { depsFor } from '../deps.ts'

export { ROLES, type Role }

export interface Who { readonly roles: readonly Role[], readonly region: string, readonly level?: string, readonly pii?: boolean, readonly name?: string, readonly expiresAt?: string }
export interface LogLine extends Record<string, unknown> { readonly msg: string }
export interface Secured { readonly app: App, readonly store: Store, readonly lines: string[], readonly keyFor: (who: Who) => Promise<string>, readonly ask: (who: Who | string | null, method: 'GET' | 'POST', url: string, body?: unknown, headers?: Record<string, string>) => Promise<Response> }

const levelOf = (region: string): string => ({ 0: 'national', 2: 'province', 4: 'city' } as Record<number, string>)[region.length] ?? 'county'

export async function secured (t: Pick<Test, 'teardown'>, { tokens, store: given, today = '2026-11-21' }: { tokens?: TokenOptions, store?: Store, today?: string } = {}): Promise<Secured> {
  const store = given ?? await openStore('file::memory:')
  const rules = loadRules()
  const lines: string[] = []
  const authenticate = authenticator({ tokens: tokens ? tokenCheck(tokens) : null, keyById: store.apiKey, levels: vocabulary.levels, now: () => instant(Date.now()) })
  const app = await buildApp({ ...await depsFor({ rules, today: () => today, store }), authenticate }, { logger: { level: 'trace', stream: { write: (line: string) => { lines.push(line) } } } })
  t.teardown(() => app.close())
  const known = new Map<string, string>()

  async function keyFor (who: Who): Promise<string> {
    const { roles, region, level = levelOf(region), pii = false, name = `${roles.join('+')} of ${region || 'everywhere'}`, expiresAt = null } = who
    const id = JSON.stringify(who)
    const key = known.get(id)
    if (key !== undefined) return key
    const made = newApiKey({ name, roles, region, level, pii, createdAt: instant(Date.now()), expiresAt })
    await store.addApiKey(made.key)
    known.set(id, made.text)
    return made.text
  }

  return {
    app,
    store,
    lines,
    keyFor,
    async ask (who, method, url, body, headers = {}) {
      const text = who === null ? null : typeof who === 'string' ? who : await keyFor(who)
      return await app.inject({
        method,
        url,
        headers: { ...text === null ? {} : { authorization: `Bearer ${text}` }, ...body === undefined ? {} : { 'content-type': 'application/json' }, ...headers },
        ...body === undefined ? {} : { payload: typeof body === 'string' ? body : JSON.stringify(body) }
      })
    }
  }
}
