/** How the service is started with authentication, and how it is not started without. */
import t from 'tap'
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { BadConfig, readConfig } from '../../src/config.ts'
import { AUDIENCE, ISSUER, published, signer, token } from './provider.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const environment = (more: Record<string, string>) => ({ PATH: process.env.PATH ?? '', PORT: '0', DATABASE_URL: 'file::memory:', ...more })

function refusal (given: Record<string, string>): string {
  try {
    readConfig(given)
    return ''
  } catch (error) {
    if (error instanceof BadConfig) return error.message
    throw error
  }
}

t.test('without authentication only this machine is listened to', async (t) => {
  for (const HOST of ['127.0.0.1', '127.8.8.8', 'localhost', '::1']) t.equal(refusal({ HOST }), '', HOST)
  for (const HOST of ['0.0.0.0', '::', '10.0.0.1', '192.168.1.5', 'evenhand.example', '127.0.0.1.example', '128.0.0.1']) {
    t.match(refusal({ HOST }), /AUTH=on.*AUTH_JWKS.*npm run keys/, HOST)
    t.equal(refusal({ HOST, AUTH: 'on' }), '', `${HOST} with authentication`)
  }
  const { status, stderr, stdout } = spawnSync(process.execPath, ['src/server.ts'], { cwd: root, env: environment({ HOST: '0.0.0.0' }), encoding: 'utf8' })
  t.strictSame([status, stdout], [1, ''])
  t.match(stderr, /^HOST is '0\.0\.0\.0', which others reach, and AUTH is off: set AUTH=on[^\n]*\n$/)
})

t.test('an identity provider is named whole, and nobody on the way gives its keys', async (t) => {
  const AUTH_JWKS = 'https://id.example.test/keys'
  t.match(refusal({ AUTH: 'on', AUTH_JWKS }).split('\n'), [/^AUTH_ISSUER is missing/, /^AUTH_AUDIENCE is missing/])
  t.equal(refusal({ AUTH: 'on', AUTH_JWKS, AUTH_ISSUER: ISSUER, AUTH_AUDIENCE: AUDIENCE }), '')
  t.match(refusal({ AUTH: 'on', AUTH_JWKS: 'http://id.example.test/keys', AUTH_ISSUER: ISSUER, AUTH_AUDIENCE: AUDIENCE }), /use https/)
  t.equal(refusal({ AUTH: 'on', AUTH_JWKS: 'http://127.0.0.1:8080/keys', AUTH_ISSUER: ISSUER, AUTH_AUDIENCE: AUDIENCE }), '')
  t.match(refusal({ AUTH: 'maybe' }), /AUTH is 'maybe'/)
})

t.test('a started service lets in a token of its identity provider, and nobody else', async (t) => {
  const known = await signer('ES256', 'a')
  const jwks = `${t.testdir({ 'jwks.json': JSON.stringify(published(known)) })}/jwks.json`
  const child = spawn(process.execPath, ['src/server.ts'], { cwd: root, env: environment({ AUTH: 'on', AUTH_JWKS: jwks, AUTH_ISSUER: ISSUER, AUTH_AUDIENCE: AUDIENCE, LOG_LEVEL: 'info' }), stdio: ['ignore', 'pipe', 'inherit'] })
  t.teardown(() => { child.kill('SIGKILL') })
  let address: string | undefined
  for await (const line of createInterface({ input: child.stdout })) {
    address = /Server listening at (http:[^"]+)/.exec(line)?.[1]
    if (address) break
  }
  const ask = async (authorization?: string) => (await fetch(`${address}/v1/cases`, { headers: authorization ? { authorization } : {} })).status
  t.equal(await ask(), 401)
  t.equal(await ask('Bearer x'), 401)
  t.equal(await ask(`Bearer ${await token(known, { aud: 'another' })}`), 401)
  t.equal(await ask(`Bearer ${await token(known, { roles: ['portal'] })}`), 403)
  t.equal(await ask(`Bearer ${await token(known)}`), 200)
  t.equal((await fetch(`${address}/health/ready`)).status, 200)
  child.kill('SIGTERM')
  await once(child, 'exit')
})
