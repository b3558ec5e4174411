/** A serializer leaves out what a schema does not declare: nothing that the engine answers may be lost that way. */
import t from 'tap'
import { buildApp } from '../../src/app.ts'
import { classify } from '../../src/domain/classify.ts'
import { compare } from '../../src/domain/compare.ts'
import { sanction } from '../../src/domain/sanction.ts'
import { viewProvision, viewRuleset } from '../../src/routes/reference-views.ts'
import { loadRules } from '../../src/rulesets/load.ts'
import { classificationExamples, comparisonExamples, sanctionExamples } from '../../src/schemas/examples.ts'
import { depsFor } from '../deps.ts'

const { book, ...rules } = loadRules()
const today = '2026-11-21'
const app = await buildApp(await depsFor({ rules: { ...rules, book }, today: () => today }))
t.teardown(() => app.close())

const post = async (url: string, payload: object) => (await app.inject({ method: 'POST', url, payload })).json()
/** As JSON has it: without what is undefined. */
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value))

t.test('a classification arrives whole, with what was considered', async t => {
  for (const { value } of Object.values(classificationExamples)) {
    t.strictSame(await post('/v1/classifications', value), plain(classify(book, value, { lang: 'zh' })))
    t.strictSame(await post('/v1/classifications?trace=true', value), plain(classify(book, value, { lang: 'zh', trace: true })))
  }
})

t.test('the sanctions of every conduct arrive whole, whatever is met', async t => {
  for (const jurisdiction of ['110105', '450103', '520102', '310112']) {
    for (const [code, { facts }] of Object.entries(book.vocabulary.conducts)) {
      const given = Object.fromEntries(facts.flatMap((name) => {
        const fact = book.vocabulary.facts[name]
        return fact ? [[name, fact.type === 'boolean' ? true : fact.type === 'enum' ? Object.keys(fact.values ?? {}).at(-1) : fact.minimum ?? 0]] : []
      }))
      const asked = { jurisdiction, occurredOn: '2026-03-14', decidedOn: '2026-04-01', conducts: [{ code, facts: given }], circumstances: { discovered: 'after', certificateIssued: true, subsidyPaid: true } }
      const whole = plain(sanction(book, asked as never, { lang: 'zh' }))
      t.strictSame(await post('/v1/sanctions', asked), whole, `${code} at ${jurisdiction}`)
    }
  }
})

t.test('the examples of sanctions arrive whole, one by one and in a batch', async t => {
  const values = Object.values(sanctionExamples).map(({ value }) => value)
  const whole = values.map((value) => plain(sanction(book, value, { lang: 'zh' })))
  const { items } = await post('/v1/sanctions/batch', { items: values })
  t.strictSame(items, whole.map((body) => ({ status: 200, body })))
  for (const [index, value] of values.entries()) t.strictSame(await post('/v1/sanctions', value), whole[index])
})

t.test('a refused item of a batch is the problem that the single call answers', async t => {
  const bad = [
    { occurredOn: '2026-03-14', conducts: [{ code: 'candidate.copying' }] },
    { jurisdiction: '110105', occurredOn: '1999-03-14', conducts: [{ code: 'candidate.copying' }] },
    7
  ]
  const { items } = await post('/v1/sanctions/batch', { items: bad })
  for (const [index, asked] of bad.entries()) {
    const single = await app.inject({ method: 'POST', url: '/v1/sanctions', headers: { 'content-type': 'application/json' }, payload: JSON.stringify(asked) })
    t.equal(items[index].status, single.statusCode)
    t.strictSame({ ...items[index].body, instance: '' }, { ...single.json(), instance: '' })
  }
})

t.test('a comparison arrives whole', async t => {
  for (const { value } of Object.values(comparisonExamples)) t.strictSame(await post('/v1/comparisons', value), plain(compare(book, value, { lang: 'zh' })))
})

t.test('every ruleset and every provision arrives whole', async t => {
  const inForce = book.ids.flatMap((id) => book.version(id, today) ?? [])
  t.equal(inForce.length, 4)
  for (const ruleset of inForce) {
    const { id } = ruleset
    t.strictSame((await app.inject(`/v1/rulesets/${id}`)).json(), plain(viewRuleset(book, book.chain(ruleset, today), 'zh')), id)
    for (const provision of ruleset.provisions.values()) {
      t.strictSame((await app.inject(`/v1/provisions/${encodeURIComponent(provision.id)}`)).json(), plain(viewProvision(book, ruleset, provision, 'zh')), provision.id)
    }
  }
})
