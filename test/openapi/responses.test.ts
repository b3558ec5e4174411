/** What can go wrong with a request is documented for its operation, and answered as documented. */
import t from 'tap'
import { Checker, callsOf, operationsOf, servedBy, startApp, type Call, type Operation } from './document.ts'
import { prepared } from './records.ts'

const app = await startApp()
const document = await servedBy(app)
const operations = operationsOf(document)
const checker = new Checker(document)
t.teardown(() => app.close())

const firstCall = (operation: Operation): Call => {
  const [call] = callsOf(operation)
  if (!call) throw new Error(`${operation.operationId} has no example`)
  return call
}
const json = { 'content-type': 'application/json' }
const send = ({ method, url }: Call, headers: Record<string, string>, payload?: string) => app.inject({ method, url, headers, ...(payload === undefined ? {} : { payload }) })

/** Requests that are no good, each with the problem that they meet. */
const faulty: [string, string, (call: Call) => ReturnType<typeof send>][] = [
  ['a body that is not JSON', 'malformed-json', (call) => send(call, json, '{')],
  ['no body at all', 'malformed-json', (call) => send(call, json, '')],
  ['a body of another shape', 'validation', (call) => send(call, json, '{"items":0}')],
  ['a body in another format', 'unsupported-media-type', (call) => send(call, { 'content-type': 'text/plain' }, 'a,b')],
  ['a body too large', 'body-too-large', (call) => send(call, json, `"${' '.repeat(17 * 1024 * 1024)}"`)]
]

for (const operation of operations.filter(({ requestBody }) => requestBody?.content['application/json'])) {
  t.test(`${operation.operationId} refuses a faulty body as documented`, async t => {
    for (const [name, code, ask] of faulty) {
      const answer = await ask(firstCall(operation))
      t.equal(answer.json().code, code, name)
      t.strictSame(checker.faults(operation, answer), [], name)
    }
  })
}

for (const operation of operations.filter(({ requestBody }) => requestBody && !requestBody.content['application/json'])) {
  t.test(`${operation.operationId}, whose body is a stream, refuses other formats as documented`, async t => {
    for (const headers of [json, { 'content-type': 'text/plain' }, {}]) {
      const answer = await send(firstCall(operation), headers, '{}')
      t.equal(answer.json().code, 'unsupported-media-type')
      t.strictSame(checker.faults(operation, answer), [])
    }
  })
}

for (const operation of operations) {
  t.test(`${operation.operationId} refuses other methods and parameters that it does not know as documented`, async t => {
    const call = firstCall(operation)
    const method = operation.method === 'get' ? 'PUT' : 'DELETE'
    const other = await app.inject({ method, url: call.url })
    t.equal(other.statusCode, 405)
    t.strictSame(checker.faults(operation, other), [])

    const unknown = await app.inject({ method: call.method, url: `${call.url}${call.url.includes('?') ? '&' : '?'}nonsense=1`, ...(call.payload ? { payload: call.payload } : {}) })
    // Probes and pages take whatever a monitor or a browser hangs on; the interface proper refuses what it does not know.
    t.equal(unknown.statusCode, operation.path.startsWith('/v1/') ? 400 : 200)
    t.strictSame(checker.faults(operation, unknown), [])
  })
}

t.test('a question that has no answer is refused as documented', async t => {
  const conducts = [{ code: 'candidate.copying' }]
  const unanswerable: Record<string, object> = {
    'unknown-conduct': { conducts: [{ code: 'candidate.whistling' }] },
    'mixed-subjects': { conducts: [...conducts, { code: 'agency.fees' }] },
    'fact-not-applicable': { conducts: [{ code: 'candidate.copying', facts: { stars: 2 } }] },
    'no-ruleset-in-force': { occurredOn: '1999-01-01' }
  }
  for (const operation of operations.filter(({ operationId }) => ['classify', 'sanction', 'compare'].includes(operationId))) {
    for (const [code, changed] of Object.entries(unanswerable)) {
      const place = operation.operationId === 'compare' ? {} : { jurisdiction: '110105' }
      const answer = await app.inject({ method: 'POST', url: operation.path, payload: { ...place, occurredOn: '2026-03-14', conducts, ...changed } })
      const documented = operation.responses['422']?.description.includes(`\`${code}\``)
      t.equal(documented, answer.statusCode === 422, `${operation.operationId} documents ${code} where it can answer it`)
      if (documented) t.equal(answer.json().code, code)
      t.strictSame(checker.faults(operation, answer), [], `${operation.operationId}: ${code}`)
    }
  }
})

t.test('a path that leads nowhere or cannot be read, and a day without a ruleset, are answered as documented', async t => {
  const find = (name: string): Operation => operations.find(({ operationId }) => operationId === name) ?? t.fail(name) as never
  const asked: [string, string, number][] = [
    ['getRuleset', '/v1/rulesets/atlantis', 404], ['getRuleset', '/v1/rulesets/guizhou?on=1999-01-01', 422], ['getRuleset', '/v1/rulesets/NO', 400],
    ['getRuleset', '/v1/rulesets/guizhou?on=2026-02-30', 400],
    ['getProvision', '/v1/provisions/guizhou%2Fart-600', 404], ['getProvision', '/v1/provisions/guizhou%2Fart-6%2Fitem-1?on=1999-01-01', 422], ['getProvision', '/v1/provisions/guizhou', 400],
    ['getCalendar', '/v1/calendars/twenty', 400], ['getCalendar', '/v1/calendars/%zz', 400], ['getRuleset', `/v1/rulesets/${'a'.repeat(200)}`, 400],
    ['listConducts', '/v1/conducts?ruleset=atlantis', 400],
    ['problemPage', '/problems/no-such-thing', 404], ['problemPage', '/problems/NO', 400]
  ]
  for (const [name, url, status] of asked) {
    const answer = await app.inject(url)
    t.equal(answer.statusCode, status, url)
    t.strictSame(checker.faults(find(name), answer), [], url)
  }
})

t.test('whatever says that it may be kept is not sent again while it is unchanged', async t => {
  const cacheable = operations.filter(({ responses }) => responses['304'])
  t.ok(cacheable.length >= 8)
  for (const operation of cacheable) {
    const call = firstCall(operation)
    const fresh = await send(call, {})
    const again = await send(call, { 'if-none-match': String(fresh.headers.etag) })
    t.equal(again.statusCode, 304, operation.operationId)
    t.strictSame(checker.faults(operation, again), [], operation.operationId)
    const english = await send(call, { 'if-none-match': String(fresh.headers.etag), 'accept-language': 'en' })
    t.equal(english.statusCode, english.payload === '' ? 304 : 200)
    if (fresh.headers['content-language']) t.not(english.headers.etag, fresh.headers.etag, `${operation.operationId}: each language has a tag of its own`)
  }
})

t.test('every GET answers HEAD as well, with the same headers and no body', async t => {
  for (const operation of operations.filter(({ method }) => method === 'get')) {
    const { url } = await prepared(app, firstCall(operation))
    const [get, head] = [await app.inject(url), await app.inject({ method: 'HEAD', url })]
    t.equal(head.statusCode, 200, url)
    t.equal(head.payload, '', url)
    const names = Object.keys(get.headers).filter((name) => name !== 'transfer-encoding')
    t.strictSame(names.filter((name) => !(name in head.headers)), [], url)
    t.equal(head.headers['content-type'], get.headers['content-type'], url)
    t.equal(head.headers.etag, get.headers.etag, url)
  }
  t.notOk(operations.some(({ method }) => (method as string) === 'head'), 'the document says so once, in its description')
})
