/** Which tokens prove something, and which do not. */
import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { utimesSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exportSPKI, importJWK, SignJWT } from 'jose'
import t, { type Test } from 'tap'
import { tokenCheck, type TokenCheck } from '../../src/auth/tokens.ts'
import { AUDIENCE, ISSUER, published, signer, token, type Signer } from './provider.ts'

const now = (): number => Math.floor(Date.now() / 1000)
const text = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')

function checkOf (t: Test, ...signers: readonly Signer[]): { check: TokenCheck, file: string } {
  const file = `${t.testdir({ 'jwks.json': JSON.stringify(published(...signers)) })}/jwks.json`
  return { check: tokenCheck({ jwks: file, issuer: ISSUER, audience: AUDIENCE, skew: 30 }), file }
}

t.test('a token of the identity provider says who somebody is', async (t) => {
  for (const alg of ['RS256', 'PS256', 'ES256', 'EdDSA']) {
    const known = await signer(alg, alg)
    const { check } = checkOf(t, known)
    t.strictSame(await check(await token(known, { scope: 'openid pii:read' })), { id: 'wei', roles: ['officer'], region: '5201', level: 'city', pii: true }, alg)
    t.match(await check(await token(known, { scope: 'openid', roles: 'officer decider' })), { roles: ['officer', 'decider'], pii: false }, 'roles in one text, no right to see persons')
  }
})

t.test('clocks may differ by the seconds that are allowed, and no more', async (t) => {
  const known = await signer('ES256', 'a')
  const { check } = checkOf(t, known)
  await t.resolves(check(await token(known, { exp: now() - 20 })))
  await t.rejects(check(await token(known, { exp: now() - 40 })), { name: 'BadToken' })
  await t.resolves(check(await token(known, { nbf: now() + 20 })))
  await t.rejects(check(await token(known, { nbf: now() + 40 })), { name: 'BadToken' })
})

t.test('what proves nothing is refused', async (t) => {
  const known = await signer('RS256', 'a')
  const stranger = await signer('RS256', 'a')
  const other = await signer('RS256', 'b')
  const { check } = checkOf(t, known)
  const good = await token(known)
  const [header = '', payload = '', signature = ''] = good.split('.')
  // The published key as the secret of a symmetric signature.
  const spki = await exportSPKI(await importJWK(known.jwk, 'RS256', { extractable: true }) as Parameters<typeof exportSPKI>[0])
  const confused = `${text({ alg: 'HS256', kid: 'a' })}.${payload}`
  const weak = await new SignJWT({ sub: 'wei', iss: ISSUER, aud: AUDIENCE, exp: now() + 60 }).setProtectedHeader({ alg: 'HS256', kid: 'a' }).sign(Buffer.from(spki))
  const cases: Record<string, string> = {
    'no signature': `${text({ alg: 'none' })}.${payload}.`,
    'no signature, under the name of a key': `${text({ alg: 'none', kid: 'a' })}.${payload}.${signature}`,
    'a public key used as a secret': `${confused}.${createHmac('sha256', spki).update(confused).digest('base64url')}`,
    'a symmetric signature': weak,
    'another algorithm in the header': `${text({ alg: 'PS256', kid: 'a' })}.${payload}.${signature}`,
    'somebody else under a known key id': await token(stranger),
    'a key that is not published': await token(other),
    'another audience': await token(known, { aud: 'another' }),
    'no audience': await token(known, { aud: undefined }),
    'another issuer': await token(known, { iss: 'https://elsewhere.example.test' }),
    'no issuer': await token(known, { iss: undefined }),
    'no end': await token(known, { exp: undefined }),
    nobody: await token(known, { sub: undefined }),
    'nobody by name': await token(known, { sub: '' }),
    'a name that is too long': await token(known, { sub: 'x'.repeat(101) }),
    'other claims under the signature': `${header}.${text({ sub: 'li', roles: ['admin'], iss: ISSUER, aud: AUDIENCE, exp: now() + 600 })}.${signature}`,
    'a signature cut short': good.slice(0, -8),
    'no token': 'x',
    'two parts': `${header}.${payload}`,
    'five parts': `${good}.x.y`
  }
  for (const [what, one] of Object.entries(cases)) await t.rejects(check(one), { name: 'BadToken' }, what)
  await t.resolves(check(good), 'and the one that they were made from is accepted')
})

t.test('keys in a file are replaced while the service runs', async (t) => {
  const before = await signer('ES256', 'before')
  const after = await signer('ES256', 'after')
  const { check, file } = checkOf(t, before)
  await t.resolves(check(await token(before)))
  await t.rejects(check(await token(after)), { name: 'BadToken' })
  writeFileSync(file, '{ half of it')
  utimesSync(file, 1, 1)
  await t.resolves(check(await token(before)), 'while the file is being written, the keys of before hold')
  writeFileSync(file, JSON.stringify(published(after)))
  utimesSync(file, 2, 2)
  await t.resolves(check(await token(after)))
  await t.rejects(check(await token(before)), { name: 'BadToken' }, 'a key that is withdrawn proves nothing any more')
})

t.test('keys at an address are fetched again for one that is unknown', async (t) => {
  const before = await signer('RS256', 'before')
  const after = await signer('RS256', 'after')
  let keys = published(before)
  let fetched = 0
  const server = createServer((_request, response) => {
    fetched++
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify(keys))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.teardown(() => server.close())
  const check = tokenCheck({ jwks: `http://127.0.0.1:${(server.address() as AddressInfo).port}/keys`, issuer: ISSUER, audience: AUDIENCE, skew: 0, cooldown: 0 })
  await t.resolves(check(await token(before)))
  await t.resolves(check(await token(before)))
  t.equal(fetched, 1, 'known keys are not fetched for every token')
  keys = published(before, after)
  await t.resolves(check(await token(after)))
  t.equal(fetched, 2)
})

t.test('where the keys cannot be had, nobody is called a forger for it', async (t) => {
  const known = await signer('RS256', 'a')
  const options = { issuer: ISSUER, audience: AUDIENCE, skew: 0 }
  await t.rejects(tokenCheck({ ...options, jwks: 'http://127.0.0.1:1/keys' })(await token(known)), { name: 'NoKeys' })
  await t.rejects(tokenCheck({ ...options, jwks: `${t.testdir({})}/none.json` })(await token(known)), { name: 'NoKeys' })
})
