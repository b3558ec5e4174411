/** More requests than are wanted: of all together (503), and of one client (429). */
import { once } from 'node:events'
import { connect } from 'node:net'
import t from 'tap'
import type { Operation } from '../../src/app-types.ts'
import { buildApp } from '../../src/app.ts'
import { principalOf } from '../../src/auth/principal.ts'
import { Problem } from '../../src/plugins/problems.ts'
import { loadRules } from '../../src/rulesets/load.ts'
import { vocabulary } from '../../src/rulesets/vocabulary.ts'
import { openStore } from '../../src/store/open.ts'
import { depsFor } from '../deps.ts'
import { isProblem, json, listen, post } from './service.ts'

const rules = loadRules()
const today = () => '2026-11-21'

/** The service, whose store is asked for a subject only when `go` says so. */
async function slow (operation: Operation) {
  const gate = Promise.withResolvers<void>()
  const store = await openStore('file::memory:')
  let asked = 0
  const held = { ...store, standing: async (...given: Parameters<typeof store.standing>) => { asked += 1; await gate.promise; return await store.standing(...given) } }
  const app = await buildApp({ ...await depsFor({ rules, today, store: held }), operation })
  t.teardown(() => app.close())
  return { app, go: () => { gate.resolve() }, asked: () => asked }
}

const check = { on: '2026-11-21', subjects: [{ type: 'candidate', ref: 'a' }] }

t.test('of more requests than are worked on at a time the others are refused at once, and what an operator asks is answered', async (t) => {
  const { app, go, asked } = await slow({ admission: { atOnce: 3, waitMs: 1000 } })
  const inside = [1, 2, 3].map(() => post(app, '/v1/standing-checks', check))
  while (asked() < 3) await new Promise(setImmediate)
  for (const refused of [await post(app, '/v1/standing-checks', check), await app.inject('/v1/measures')]) {
    isProblem(t, refused, 503, 'overloaded')
    t.equal(refused.headers['retry-after'], '1')
  }
  for (const url of ['/health/live', '/health/ready', '/metrics']) t.equal((await app.inject(url)).statusCode, 200, url)
  t.match((await app.inject('/metrics')).payload, /^evenhand_requests_in_flight 3$/m)
  go()
  for (const { statusCode } of await Promise.all(inside)) t.equal(statusCode, 200)
  t.equal((await post(app, '/v1/standing-checks', check)).statusCode, 200, 'the places are free again')
})

t.test('whoever is still sending his request takes no place, nor does one who went away', async (t) => {
  const { app, go, asked } = await slow({ admission: { atOnce: 1, waitMs: 1000 } })
  const port = await listen({ app })
  const text = JSON.stringify(check)
  const request = `POST /v1/standing-checks HTTP/1.1\r\nHost: x\r\nContent-Type: ${json['content-type']}\r\nContent-Length: ${text.length}\r\n\r\n`
  const sending = connect(port, '127.0.0.1')
  sending.write(request + text.slice(0, 5))
  await once(sending, 'connect')
  t.equal((await fetch(`http://127.0.0.1:${port}/v1/measures`)).status, 200)
  const leaving = connect(port, '127.0.0.1')
  leaving.write(request + text)
  while (asked() < 1) await new Promise(setImmediate)
  t.equal((await fetch(`http://127.0.0.1:${port}/v1/measures`)).status, 503)
  leaving.destroy()
  let status = 503
  while (status === 503) status = (await fetch(`http://127.0.0.1:${port}/v1/measures`)).status
  t.equal(status, 200)
  sending.destroy()
  go()
})

t.test('of many that come in at once a few are answered whatever they cost, and those that would wait too long are refused', async (t) => {
  const app = await buildApp({ ...await depsFor({ rules, today }), operation: { admission: { atOnce: 1000, waitMs: 0 } } })
  t.teardown(() => app.close())
  const answers = await Promise.all(Array.from({ length: 40 }, () => app.inject('/v1/measures')))
  const statuses = answers.map(({ statusCode }) => statusCode)
  t.strictSame(statuses.slice(0, 16), Array(16).fill(200))
  t.ok(statuses.includes(503))
  await new Promise(setImmediate)
  t.equal((await app.inject('/v1/measures')).statusCode, 200, 'what comes later has waited for nobody')
})

/** The service with clients who say who they are. */
async function limited (requestsPerMinute: number) {
  const authenticate = async (authorization: string | undefined) => {
    if (authorization === undefined) throw new Problem('unauthenticated')
    return principalOf(vocabulary.levels, { id: authorization, roles: ['portal'], region: '52', level: 'province', pii: false })
  }
  const app = await buildApp({ ...await depsFor({ rules, today }), authenticate, operation: { requestsPerMinute } })
  t.teardown(() => app.close())
  return (url: string, authorization?: string, remoteAddress = '192.0.2.1') => app.inject({ url, remoteAddress, headers: authorization === undefined ? {} : { authorization } })
}

t.test('a client who asks too much is told when to come again; others are not concerned', async (t) => {
  const ask = await limited(3)
  for (let n = 0; n < 3; n += 1) t.equal((await ask('/v1/measures', 'one')).statusCode, 200)
  const refused = await ask('/v1/measures', 'one')
  isProblem(t, refused, 429, 'too-many-requests')
  const seconds = Number(refused.headers['retry-after'])
  t.ok(seconds >= 1 && seconds <= 60, `Retry-After: ${seconds}`)
  t.equal((await ask('/v1/measures', 'two')).statusCode, 200, 'another client at the same address')
  t.equal((await ask('/v1/measures', 'one', '192.0.2.9')).statusCode, 429, 'the same client at another address')
  for (const url of ['/health/live', '/health/ready']) t.equal((await ask(url)).statusCode, 200, url)
})

t.test('whoever does not say who he is, or says it wrongly, is counted by his address', async (t) => {
  const ask = await limited(3)
  for (let n = 0; n < 3; n += 1) t.equal((await ask('/v1/measures')).statusCode, 401)
  isProblem(t, await ask('/v1/measures'), 429, 'too-many-requests')
  t.equal((await ask('/openapi.json')).statusCode, 429, 'also where nobody needs to say who he is')
  t.equal((await ask('/v1/measures', 'one')).statusCode, 200, 'who says who he is, is somebody else')
  t.equal((await ask('/v1/measures', undefined, '192.0.2.9')).statusCode, 401, 'another address')
})
