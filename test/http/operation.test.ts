/** What an operator sees: health, metrics and the log, in which nothing of a case ever stands. */
import { once } from 'node:events'
import { connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import t from 'tap'
import { version } from '../../src/version.ts'
import { answersIn, exchange, json, listen, post, start } from './service.ts'

const { app, lines } = await start(t)
const SECRET = 'zzq-520102199001011234'
const question = { jurisdiction: '520102', occurredOn: '2026-03-14', conducts: [{ code: 'candidate.copying' }] }

t.test('the process says that it lives, and when it is ready', async t => {
  for (const state of ['live', 'ready']) t.strictSame((await app.inject(`/health/${state}`)).json(), { status: state, version })
})

t.test('the request id is the same in the header, the problem and the log', async t => {
  const answers = await Promise.all([app.inject('/v1/measures'), app.inject('/nowhere'), app.inject('/v1/rulesets/%ZZ'), post(app, '/v1/classifications', '{'), post(app, '/v1/classifications', {}), app.inject({ method: 'PUT', url: '/v1/measures' })])
  for (const answer of answers) {
    const id = answer.headers['x-request-id']
    t.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-/)
    if (answer.statusCode !== 200) t.equal(answer.json().instance, id)
    const logged = lines.filter(({ reqId }) => reqId === id)
    t.match(logged, [{ msg: 'answered', status: answer.statusCode }], 'one line for each request')
  }
  t.equal(new Set(answers.map(({ headers }) => headers['x-request-id'])).size, answers.length)
})

t.test('a caller cannot choose the request id', async t => {
  const answer = await app.inject({ url: '/health/live', headers: { 'x-request-id': SECRET, 'request-id': SECRET } })
  t.not(answer.headers['x-request-id'], SECRET)
})

t.test('the log holds nothing of a request but its method, route and status', async t => {
  await post(app, '/v1/classifications', { ...question, jurisdiction: SECRET })
  await post(app, '/v1/classifications', `{"jurisdiction":"${SECRET}",`)
  await post(app, `/v1/sanctions?${SECRET}=1`, { ...question, [SECRET]: 1 })
  await post(app, '/v1/classifications', { ...question, conducts: [{ code: `candidate.${SECRET}` }] })
  await app.inject({ url: `/v1/conducts?q=${SECRET}`, headers: { authorization: SECRET, cookie: SECRET, referer: SECRET, 'user-agent': SECRET } })
  for (const url of [`/v1/rulesets/${SECRET}`, `/v1/rulesets/${SECRET}%ZZ`, `/v1/rulesets/${SECRET.repeat(20)}`, `/${SECRET}`, `/problems/${SECRET}`]) await app.inject(url)
  t.ok(lines.length > 10)
  t.notMatch(JSON.stringify(lines), SECRET)
  const [line] = lines.filter(({ route }) => route === '/v1/rulesets/:id')
  t.strictSame(Object.keys(line ?? {}).sort(), ['hostname', 'level', 'method', 'ms', 'msg', 'pid', 'reqId', 'route', 'status', 'time'])
})

t.test('metrics are in the format of Prometheus, by route and never by address', async t => {
  const answer = await app.inject('/metrics')
  t.match(answer.headers['content-type'], /^text\/plain; version=0\.0\.4/)
  const samples = answer.payload.split('\n').filter((line) => line !== '' && !line.startsWith('#'))
  t.ok(samples.length > 20)
  const sample = /^[a-z_:][a-z0-9_:]*(?:\{(?:[a-z_]+="(?:[^"\\\n]|\\.)*",?)*\})? (?:[-+]?[0-9.e+-]+|NaN|[+-]Inf)$/i
  t.strictSame(samples.filter((line) => !sample.test(line)), [])
  const documented = Object.keys((await app.inject('/openapi.json')).json().paths).map((path) => path.replaceAll('{', ':').replaceAll('}', ''))
  const routes = new Set([...answer.payload.matchAll(/route="([^"]*)"/g)].map(([, route]) => route))
  t.ok(routes.has('/v1/rulesets/:id') && routes.has('none'), 'what led nowhere is counted as one')
  t.strictSame([...routes].filter((route) => route !== 'none' && !documented.includes(route ?? '')), [])
  t.notMatch(answer.payload, SECRET)
})

t.test('every answer, refusals too, is guarded against being taken for something else', async t => {
  for (const url of ['/v1/measures', '/nowhere', '/v1/rulesets/NO', '/v1/rulesets/%ZZ', '/health/live', '/problems/validation']) t.equal((await app.inject(url)).headers['x-content-type-options'], 'nosniff', url)
})

t.test('a service that closes finishes what it has begun, and closes then', async t => {
  const body = JSON.stringify(question)
  const head = `POST /v1/classifications HTTP/1.1\r\nHost: x\r\nContent-Type: ${json['content-type']}\r\nContent-Length: ${body.length}\r\n\r\n`
  const outcomes = (received: Buffer[]) => answersIn(Buffer.concat(received)).map(({ status, body }) => [status, JSON.parse(body).outcome])
  for (const [name, more, expected] of [['one request', '', 1], ['one begun, one that comes on its connection', head + body, 2]] as const) {
    const service = await start(t)
    const port = await listen(service)
    const socket = connect(port, '127.0.0.1')
    const received: Buffer[] = []
    socket.on('data', (data) => { received.push(data) })
    const closedByService = once(socket, 'close')
    socket.write(head + body.slice(0, 20))
    await sleep(50)
    // Long before the connection, kept for a next request, would be given up.
    const closed = service.app.close()
    await sleep(50)
    await t.rejects(once(connect(port, '127.0.0.1'), 'connect'), { code: 'ECONNREFUSED' }, 'nobody new is let in')
    socket.write(body.slice(20) + more)
    await closedByService
    await closed
    t.strictSame(outcomes(received), Array(expected).fill([200, 'violation']), name)
  }
})

t.test('a connection is kept for the next request', async t => {
  const service = await start(t)
  const port = await listen(service)
  const live = 'GET /health/live HTTP/1.1\r\nHost: x\r\n'
  const answers = await exchange(port, `${live}\r\n${live}\r\n`, `${live}Connection: close\r\n\r\n`)
  t.match(answers, [{ status: 200, headers: { connection: 'keep-alive' } }, { status: 200 }, { status: 200, headers: { connection: 'close' } }])
})
