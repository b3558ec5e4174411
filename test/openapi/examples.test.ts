/** Whoever copies an example from the document gets an answer of the shape that the document promises. */
import t from 'tap'
import { callsOf, Checker, operationsOf, servedBy, startApp, type Operation } from './document.ts'
import { prepared } from './records.ts'

const app = await startApp()
const document = await servedBy(app)
const operations = operationsOf(document)
const checker = new Checker(document)
t.teardown(() => app.close())

const success = ({ responses }: Operation): number => Number(Object.keys(responses).find((status) => status.startsWith('2')))
/** A step may only come at its time: their examples have tests of their own (step-examples.test.ts, campaign-step-examples.test.ts, agency-step-examples.test.ts). What was recorded years ago is not made here (test/e2e/retention.ts). */
const atAnyTime = operations.filter(({ operationId }) => operationId !== 'takeStep' && operationId !== 'takeCampaignStep' && operationId !== 'takeAgencyStep' && operationId !== 'erasePriorDecision')

for (const operation of atAnyTime) {
  t.test(`every example of ${operation.operationId} is answered as documented`, async t => {
    for (const call of callsOf(operation)) {
      const { name, method, url, headers, payload, text } = await prepared(app, call)
      const body = payload ?? text
      const answer = await app.inject({ method, url, headers, ...(body ? { payload: body } : {}) })
      t.equal(answer.statusCode, success(operation), name)
      t.strictSame(checker.faults(operation, answer), [], `${name}: the answer is as documented`)
    }
  })
}

t.test('the examples of bodies fit the schema of the body', async t => {
  for (const { path, method, operationId, requestBody } of operations) {
    for (const [media, { examples }] of Object.entries(requestBody?.content ?? {})) {
      t.ok(Object.keys(examples ?? {}).length > 0, `${operationId} has an example`)
      const validate = checker.schema('paths', path, method, 'requestBody', 'content', media, 'schema')
      for (const [name, { value }] of Object.entries(examples ?? {})) t.ok(validate(value), `${operationId}: ${name}`)
    }
  }
})

t.test('an answer that does not fit the document is noticed', async t => {
  const operation = operations.find(({ operationId }) => operationId === 'computeDeadline')
  if (!operation) return t.fail('there is no such operation')
  const headers = { 'content-type': 'application/json; charset=utf-8', 'content-language': 'en', 'x-request-id': '1' }
  const payload = JSON.stringify({ due: '2026-10-23', provisional: false, skipped: [], madeUp: [] })
  const withDue = (due: string) => payload.replace('2026-10-23', due)
  t.strictSame(checker.faults(operation, { statusCode: 200, headers, payload }), [])
  t.match(checker.faults(operation, { statusCode: 200, headers, payload: withDue('2026-10-32') }), [/^\/due /])
  t.match(checker.faults(operation, { statusCode: 418, headers, payload }), [/418/])
  t.match(checker.faults(operation, { statusCode: 200, headers: { ...headers, 'content-type': 'text/plain' }, payload }), [/text\/plain/])
  t.match(checker.faults(operation, { statusCode: 200, headers: { 'content-type': 'application/json' }, payload }), [/X-Request-Id/, /Content-Language/])
})
