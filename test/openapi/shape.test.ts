/** What a generator of clients and a reader need of the document. */
import t from 'tap'
import { vocabulary } from '../../src/rulesets/vocabulary.ts'
import { duplicatesIn } from './duplicates.ts'
import { operationsOf, servedBy, startApp, valuesOf } from './document.ts'

const app = await startApp()
const document = await servedBy(app)
const operations = operationsOf(document)
t.teardown(() => app.close())

t.test('every operation has a name of its own, a tag, a summary and a description in both languages', async t => {
  t.ok(operations.length > 15)
  const names = operations.map(({ operationId }) => operationId)
  t.equal(new Set(names).size, names.length)
  for (const { operationId, summary, description, tags } of operations) {
    t.match(operationId, /^[a-z][A-Za-z]+$/)
    t.equal(tags.length, 1, operationId)
    t.match(summary, /^[A-Z].{8,}[^.]$/, operationId)
    t.match(description, /[a-z]{3} .*\p{Script=Han}{3}/u, operationId)
  }
})

t.test('every parameter says what it is for, and every one in a path or a query has an example', async t => {
  for (const { operationId, parameters } of operations) {
    for (const parameter of parameters) {
      t.match(parameter.description ?? '', /.{8}/, `${operationId}: ${parameter.name}`)
      if (parameter.in !== 'header') t.ok(valuesOf(parameter).length > 0, `${operationId}: ${parameter.name} has an example`)
    }
  }
})

t.test('every answer is described, and its schema has a name', async t => {
  for (const { operationId, responses } of operations) {
    for (const [status, { description, content }] of Object.entries(responses)) {
      t.not(description, 'Default Response', `${operationId} ${status}`)
      t.equal(content === undefined, status === '304', `${operationId} ${status} has a schema`)
      for (const [media, { schema }] of Object.entries(content ?? {})) {
        if (/^application\/(problem\+)?json$/.test(media) && operationId !== 'openapi') t.strictSame(Object.keys(schema), ['$ref'], `${operationId} ${status}`)
      }
    }
  }
})

t.test('every component says what it is', async t => {
  for (const [name, schema] of Object.entries(document.components.schemas)) {
    t.match('description' in schema ? schema.description : '', /^.{8,}\.$|。$/, name)
  }
})

t.test('no object and no list of codes stands in the document twice without a name', async t => {
  t.strictSame(duplicatesIn(document), [])
})

t.test('a shape that is written out twice is found, wherever it stands and however it is described', async t => {
  const shape = (description: string) => ({ type: 'object', description, properties: { title: { type: 'string', description }, code: { type: 'string' } } })
  const planted = { components: { schemas: { A: shape('one'), B: { type: 'array', items: shape('another') } } }, paths: { '/x': { schema: { type: 'string', enum: ['a', 'b'] } }, '/y': { enum: ['a', 'b'], type: 'string' } } }
  t.strictSame(duplicatesIn(planted), [['/components/schemas/A', '/components/schemas/B/items'], ['/paths//x/schema', '/paths//y']])
  t.strictSame(duplicatesIn({ A: shape('one'), B: { properties: { title: { type: 'string' }, name: { type: 'string' } } } }), [])
})

interface Alternative { required?: string[], properties?: Record<string, { enum?: unknown[] }> }
interface Union { oneOf?: { $ref: string }[], discriminator?: { propertyName: string, mapping: Record<string, string> } }
const schemas = document.components.schemas as Record<string, Alternative & Union>
const unions = Object.entries(schemas).filter(([, { oneOf }]) => oneOf)
const named = ({ $ref }: { $ref: string }): string => $ref.replace('#/components/schemas/', '')

t.test('a union of objects can be told apart: each alternative requires what no other knows, or fixes a value that no other has', async t => {
  t.strictSame(unions.map(([name]) => name).sort(), ['AgencyStep', 'BatchItem', 'BatchLine', 'CampaignStep', 'CaseStep', 'ComparisonLine', 'Condition'])
  for (const [name, { oneOf = [] }] of unions) {
    const alternatives = oneOf.map((one) => [named(one), schemas[named(one)] as Alternative] as const)
    const alike = alternatives.flatMap(([oneName, one]) => alternatives.filter(([otherName, other]) => {
      if (otherName === oneName) return false
      const own = one.required?.some((property) => !Object.hasOwn(other.properties ?? {}, property))
      const fixed = Object.entries(one.properties ?? {}).some(([property, { enum: values }]) => {
        const others = other.properties?.[property]?.enum
        return values && others && one.required?.includes(property) && !values.some((value) => others.includes(value))
      })
      return !own && !fixed
    }).map(([otherName]) => `${oneName}, ${otherName}`))
    t.strictSame(alike, [], name)
  }
})

/** Unions of steps, each with the steps that the vocabulary knows. */
const STEPS: Readonly<Record<string, object>> = { AgencyStep: vocabulary.agencySteps, CampaignStep: vocabulary.campaignSteps, CaseStep: vocabulary.steps, ComparisonLine: vocabulary.comparisonLines }

t.test('a union that is told apart by a tag maps every value of the tag to the alternative that has it, and no other', async t => {
  const tagged = unions.flatMap(([name, { oneOf = [], discriminator }]) => discriminator ? [{ name, oneOf, ...discriminator }] : [])
  t.strictSame(tagged.map(({ name }) => name).sort(), Object.keys(STEPS).sort())
  for (const { name, oneOf, propertyName, mapping } of tagged) {
    const values = oneOf.map((one): [string, string] => {
      const { required, properties } = schemas[named(one)] as Alternative
      t.ok(required?.includes(propertyName), `${named(one)} requires ${propertyName}`)
      return [String(properties?.[propertyName]?.enum?.join()), one.$ref]
    })
    t.strictSame(mapping, Object.fromEntries(values), name)
    t.strictSame(Object.keys(mapping), Object.keys(STEPS[name] ?? {}), 'and these are all the steps that there are')
  }
})
