/** A batch is so many single calls: each item is answered as it would be by itself. */
import t from 'tap'
import { knowledgeOf } from '../fuzz/knowledge.ts'
import { Generator, type Schema } from '../fuzz/generate.ts'
import { mutate } from '../fuzz/mutate.ts'
import { Random } from '../fuzz/random.ts'
import { isProblem, json, placesOf, post, start } from './service.ts'

const { app } = await start(t)
const BATCH = '/v1/sanctions/batch'
const good = { jurisdiction: '110105', occurredOn: '2026-03-14', decidedOn: '2026-04-01', conducts: [{ code: 'candidate.impersonation', facts: { gravity: 'serious' } }] }
interface Item { status: number, body: Record<string, unknown> }
const itemsOf = async (items: unknown[], headers = json): Promise<Item[]> => (await post(app, BATCH, { items }, headers)).json().items
const ofSingle = async (item: unknown, headers = json): Promise<Item> => {
  const answer = await post(app, '/v1/sanctions', JSON.stringify(item), headers)
  return { status: answer.statusCode, body: answer.json() }
}
/** The request id is each call's own. */
const withoutId = ({ status, body: { instance, ...body } }: Item): Item => ({ status, body })

const SEED = 20261121
const document = (await app.inject('/openapi.json')).json()
const generator = new Generator(document, new Random(SEED), await knowledgeOf({ json: async (url) => (await app.inject(url)).json() }))
const schema: Schema = { $ref: '#/components/schemas/SanctionRequest' }
const strange = [null, true, 0, 'x', [], {}, [[]], { items: [] }]

t.test('any items, good or bad, are answered as they would be alone', async t => {
  const items: unknown[] = [...strange, ...Array.from({ length: 150 }, () => generator.value(schema)), ...Array.from({ length: 150 }, () => mutate(generator, schema, generator.value(schema)))]
  const answered = await itemsOf(items)
  t.equal(answered.length, items.length)
  const seen = new Set<number>()
  for (const [index, item] of items.entries()) {
    const alone = await ofSingle(item)
    seen.add(alone.status)
    const together = answered[index]
    if (!together) return t.fail(`no answer for item ${index}`)
    t.strictSame(withoutId(together), withoutId(alone), `item ${index}: ${JSON.stringify(item).slice(0, 300)}`)
  }
  t.strictSame([...seen].sort(), [200, 400, 422], 'items of every sort were among them')
})

t.test('a bad item spoils none of the others, wherever it stands', async t => {
  const bad = { ...good, jurisdiction: 'here' }
  const unanswerable = { ...good, conducts: [{ code: 'candidate.whistling' }] }
  const [alone] = await itemsOf([good])
  for (const items of [[bad, good, unanswerable], [good, bad, unanswerable], [unanswerable, bad, good], [null, good, {}]]) {
    const answered = await itemsOf(items)
    t.strictSame(answered[items.indexOf(good)], alone)
    t.strictSame(answered.map(({ status }) => status), items.map((item) => item === good ? 200 : item === unanswerable ? 422 : 400))
  }
})

t.test('the places of an item are told from its own root', async t => {
  const [, answered] = await itemsOf([good, { ...good, conducts: [{ code: 'candidate.copying', facts: { stars: 9 } }] }])
  t.strictSame(placesOf(answered?.body as never), ['/conducts/0/facts/stars'])
})

t.test('an item that was refused bears the id of the request, and its language', async t => {
  const answer = await post(app, BATCH, { items: [{}] }, { ...json, 'accept-language': 'en' })
  t.match(answer.json().items[0], { status: 400, body: { instance: answer.headers['x-request-id'], title: 'Validation failed', type: '/problems/validation' } })
  t.equal(answer.headers['content-language'], 'en')
})

t.test('a batch holds one item to a thousand', async t => {
  t.equal((await itemsOf(Array(1).fill(good))).length, 1)
  const answered = await itemsOf(Array(1000).fill(good))
  t.equal(answered.length, 1000)
  t.ok(answered.every(({ status }) => status === 200))
  t.strictSame(placesOf(isProblem(t, await post(app, BATCH, { items: [] }), 400, 'validation')), ['/items'])
  t.strictSame(placesOf(isProblem(t, await post(app, BATCH, { items: Array(1001).fill(good) }), 400, 'validation')), ['/items'])
})

t.test('what is not a batch is refused as a whole', async t => {
  for (const [body, places] of [[{}, ['/items']], [{ items: good }, ['/items']], [{ items: [good], more: 1 }, ['/more']], [[good], ['']], [{ items: null, x: 1 }, ['/items', '/x']]] as const) {
    t.strictSame(new Set(placesOf(isProblem(t, await post(app, BATCH, body), 400, 'validation', JSON.stringify(body)))), new Set(places))
  }
  isProblem(t, await post(app, BATCH, `{"items":[${JSON.stringify(good)},{]}`), 400, 'malformed-json')
})

t.test('a large batch gives way to whoever asks meanwhile', async (t) => {
  const { app } = await start(t)
  const address = await app.listen({ host: '127.0.0.1', port: 0 })
  const heavy = { jurisdiction: '520102', occurredOn: '2026-03-14', conducts: Array.from({ length: 50 }, () => ({ code: 'assessor.scoring' })) }
  const body = JSON.stringify({ items: Array.from({ length: 300 }, () => heavy) })
  const order: string[] = []
  const batch = fetch(`${address}/v1/sanctions/batch`, { method: 'POST', headers: json, body }).then((answer) => { order.push('batch'); return answer })
  // The batch has been read when the first of these is asked, and not been answered when the last is.
  for (let asked = 0; asked < 5; asked++) {
    t.equal((await fetch(`${address}/health/live`)).status, 200)
    order.push('meanwhile')
  }
  const { items } = await (await batch).json() as { items: unknown[] }
  t.equal(items.length, 300)
  t.equal(order.at(-1), 'batch')
})
