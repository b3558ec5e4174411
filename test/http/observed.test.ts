/** What is measured and traced of the service: that it is there, that it moves, and that it tells nothing of a record. */
import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import t from 'tap'
import { spawnService, readyAt } from '../faults/process.ts'
import { ask, evidence, openCase, opening } from '../faults/load.ts'

t.setTimeout(120_000)

const SECRET = '520102199001011234'
const question = { jurisdiction: '520102', occurredOn: '2026-03-14', conducts: [{ code: 'candidate.copying' }] }

interface Metrics { readonly all: string, readonly value: (name: string, labels?: Record<string, string>) => number }

async function metricsOf (address: string): Promise<Metrics> {
  const all = await (await fetch(`${address}/metrics`)).text()
  return {
    all,
    value (name, labels = {}) {
      const lines = all.split('\n').filter((line) => (line.startsWith(`${name}{`) || line.startsWith(`${name} `)) && Object.entries(labels).every(([label, value]) => line.includes(`${label}="${value}"`)))
      return lines.reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(' '))), 0)
    }
  }
}

t.test('every metric is there and moves with what it measures', async (t) => {
  const started = spawnService(t, `file:${t.testdir()}/records.db`)
  const address = await readyAt(started)
  const before = await metricsOf(address)
  for (let n = 0; n < 3; n += 1) await ask(address, '/v1/sanctions', { method: 'POST', body: question })
  await ask(address, '/v1/sanctions/batch', { method: 'POST', body: { items: [question, question] } })
  const { id, etag } = await openCase(address, SECRET)
  const { status } = await ask(address, `/v1/cases/${id}/steps`, { method: 'POST', headers: { 'if-match': etag }, body: { type: 'dismiss', reasons: SECRET } })
  t.equal(status, 201)
  t.equal((await ask(address, `/v1/cases/${id}/steps`, { method: 'POST', headers: { 'if-match': etag }, body: evidence(SECRET) })).status, 412)
  const after = await metricsOf(address)
  const grew = (name: string, labels: Record<string, string>) => after.value(name, labels) - before.value(name, labels)
  const requests = 'evenhand_http_request_duration_seconds_count'
  t.equal(grew(requests, { route: '/v1/sanctions', method: 'POST', status: '200' }), 3, 'requests of a route')
  t.equal(grew(requests, { route: '/v1/cases/:id/steps', status: '412' }), 1)
  t.ok(grew('evenhand_http_request_duration_seconds_sum', { route: '/v1/sanctions' }) > 0, 'and the time they took')
  t.equal(grew('evenhand_http_request_duration_seconds_bucket', { route: '/v1/sanctions', le: '+Inf' }), 3)
  t.equal(grew('evenhand_decisions_total', { on: 'question', ruleset: 'guizhou' }), 5, 'answers, those of a batch too')
  t.equal(grew('evenhand_decisions_total', { on: 'case', ruleset: 'guizhou', outcome: 'dismissed' }), 1, 'decisions on cases')
  t.equal(grew('evenhand_store_duration_seconds_count', { use: 'commit', result: 'ok' }), 2, 'what was asked of the store')
  t.ok(grew('evenhand_store_duration_seconds_sum', { use: 'load' }) > 0)
  for (const name of ['evenhand_store_queue_depth', 'evenhand_requests_in_flight', 'nodejs_eventloop_lag_seconds', 'nodejs_eventloop_lag_p99_seconds', 'process_resident_memory_bytes']) t.match(after.all, new RegExp(`^${name} \\d`, 'm'))
  t.ok(after.value('nodejs_eventloop_lag_p99_seconds') > 0)
  t.notMatch(after.all, SECRET)

  // Many at once: somebody waits for the disk while it is looked.
  let deepest = 0
  const load = { on: true }
  const writing = Promise.all(Array.from({ length: 24 }, async (_, n) => { for (let m = 0; load.on; m += 1) await ask(address, '/v1/cases', { method: 'POST', body: opening(`q-${n}-${m}`) }) }))
  while (deepest === 0) deepest = (await metricsOf(address)).value('evenhand_store_queue_depth')
  load.on = false
  await writing
  t.ok(deepest > 0, `${deepest} steps were waiting`)
  t.equal((await metricsOf(address)).value('evenhand_store_queue_depth'), 0, 'and none in the end')
})

interface Attribute { readonly key: string, readonly value: Record<string, unknown> }
interface Span { readonly traceId: string, readonly spanId: string, readonly parentSpanId?: string, readonly name: string, readonly attributes: readonly Attribute[] }

t.test('traces: the caller\'s is gone on with, the log names it, and the collector learns nothing of a record', async (t) => {
  const received: string[] = []
  const collector = createServer((request: IncomingMessage, response) => {
    text(request).then((body) => {
      received.push(body)
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}')
    }, () => {})
  }).listen(0, '127.0.0.1')
  await once(collector, 'listening')
  t.teardown(() => { collector.closeAllConnections(); collector.close() })
  const endpoint = `http://127.0.0.1:${(collector.address() as AddressInfo).port}`
  const service = spawnService(t, `file:${t.testdir()}/records.db`, { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, OTEL_BSP_SCHEDULE_DELAY: '100' })
  const address = await readyAt(service)
  const [traceId, parent] = ['4bf92f3577b34da6a3ce929d0e0e4736', '00f067aa0ba902b7']
  const traced = { traceparent: `00-${traceId}-${parent}-01` }
  const { status } = await ask(address, '/v1/cases', { method: 'POST', headers: traced, body: opening(SECRET) })
  t.equal(status, 201)
  await ask(address, `/v1/conducts?q=${SECRET}`, { headers: traced })
  await fetch(`${address}/${SECRET}`)
  service.terminate()
  t.equal(await service.ended, 0)

  const spans = received.flatMap((body) => (JSON.parse(body) as { resourceSpans: { resource: { attributes: Attribute[] }, scopeSpans: { spans: Span[] }[] }[] }).resourceSpans
    .flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans)))
  t.match(received[0], '"service.name"')
  const request = spans.find(({ name }) => name === 'POST /v1/cases')
  t.match(request, { traceId, parentSpanId: parent })
  const attributes = Object.fromEntries(request?.attributes.map(({ key, value }) => [key, Object.values(value)[0]]) ?? [])
  t.match(attributes, { 'http.request.method': 'POST', 'http.route': '/v1/cases', 'http.response.status_code': 201, 'evenhand.request.id': /^[0-9a-f-]{36}$/ })
  t.match(spans.find(({ name }) => name === 'store commit'), { traceId, parentSpanId: request?.spanId }, 'what the store did for it belongs to it')
  t.ok(spans.some(({ name }) => name === 'GET /v1/conducts'))
  const known = ['http.request.method', 'http.route', 'http.response.status_code', 'evenhand.request.id']
  t.strictSame([...new Set(spans.flatMap((span) => span.attributes.map(({ key }) => key)))].filter((key) => !known.includes(key)), [])
  t.notMatch(received.join(''), SECRET)
  const logged = service.said().split('\n').filter((line) => line.includes(traceId)).map((line) => JSON.parse(line) as Record<string, unknown>)
  t.match(logged, [{ msg: 'answered', route: '/v1/cases', trace_id: traceId }, { msg: 'answered', route: '/v1/conducts' }])
})

t.test('a collector that is away does not concern whoever asks', async (t) => {
  const service = spawnService(t, 'file::memory:', { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9', OTEL_BSP_SCHEDULE_DELAY: '50', DATA_KEYS: '' })
  const address = await readyAt(service)
  for (let n = 0; n < 5; n += 1) {
    t.equal((await ask(address, '/v1/sanctions', { method: 'POST', body: question })).status, 200)
    await sleep(60)
  }
  service.terminate()
  t.equal(await service.ended, 0)
})
