/** Bounding a schema changes what a refusal costs, and nothing that is refused or told. */
import t from 'tap'
import { Ajv, type ErrorObject } from 'ajv'
import { shapes } from '../../src/app.ts'
import { bounded, type Schema } from '../../src/plugins/bounded.ts'
import { placeFaults } from '../../src/plugins/validation.ts'
import { Generator, type Schema as Shape } from '../fuzz/generate.ts'
import { knowledgeOf } from '../fuzz/knowledge.ts'
import { mutate } from '../fuzz/mutate.ts'
import { Random } from '../fuzz/random.ts'
import { start } from './service.ts'

const { app } = await start(t)
const generator = new Generator((await app.inject('/openapi.json')).json(), new Random(7), await knowledgeOf({ json: async (url) => (await app.inject(url)).json() }))
const named = new Map((shapes as readonly object[] as readonly Schema[]).map((shape) => [String(shape.$id), shape]))
const ajv = (all: readonly object[]): Ajv => {
  const one = new Ajv({ allErrors: true, strict: false, messages: false, formats: { date: true } })
  for (const shape of all) one.addSchema(shape)
  return one
}
const plain = ajv(shapes)
const inBounds = ajv(shapes.map((shape) => bounded(shape, named) as object))

const told = (errors: readonly ErrorObject[] | null | undefined): string[] => placeFaults(errors ?? [], 'en').map(({ pointer, detail }) => `${pointer} ${detail}`).sort()
const checked = (one: Ajv, schema: object, value: unknown): { fits: boolean, told: string[] } => {
  const validate = one.compile(schema)
  return { fits: validate(value) as boolean, told: told(validate.errors) }
}

t.test('whatever is within bounds is judged as before, to the last fault', async t => {
  let refused = 0
  for (const name of ['SanctionRequest', 'ComparisonRequest', 'DeadlineRequest']) {
    const shape: Shape = { $ref: `#/components/schemas/${name}` }
    const [before, after] = [plain, inBounds].map((one) => one.getSchema(name))
    if (!before || !after) return t.fail(name)
    for (let run = 0; run < 400; run++) {
      const value = run % 4 === 0 ? generator.value(shape) : mutate(generator, shape, mutate(generator, shape, generator.value(shape)))
      const long = JSON.stringify(value).length > 20_000
      if (long) continue
      t.equal(after(value), before(value), JSON.stringify(value))
      // Of a text that is too long its form is not told as well.
      const tooLong = before.errors?.some(({ keyword }) => /^max(Items|Length)$/.test(keyword))
      if (!tooLong) t.strictSame(told(after.errors), told(before.errors), JSON.stringify(value))
      refused += after.errors ? 1 : 0
    }
  }
  t.ok(refused > 300, `${refused} were refused`)
})

t.test('of what is too long only that is told', async t => {
  const long = (schema: object, value: unknown): string[] => checked(plain, bounded(schema, named) as object, value).told
  const list = { type: 'array', maxItems: 2, items: { type: 'string' } }
  t.strictSame(long(list, [1, 2]), ['/0 must be string', '/1 must be string'])
  t.strictSame(long(list, [1, 2, 3]), [' must NOT have more than 2 items'])
  const text = { type: 'string', maxLength: 3, pattern: '^a*$' }
  t.strictSame(long(text, 'bbb'), [' must match pattern "^a*$"'])
  t.strictSame(long(text, 'bbbb'), [' must NOT be longer than 3 characters'])
  const object = { type: 'object', properties: { a: { type: 'string' }, b: { type: 'string' } }, additionalProperties: false }
  const unknown = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, index) => [`x${index}`, 0]))
  t.equal(long(object, { a: '', ...unknown(101) }).length, 101, 'as many as are left beside the known ones')
  t.strictSame(long(object, { a: 0, ...unknown(102) }), [' must NOT have more than 102 properties', '/a must be string'], 'the known ones are looked at in any case')
})

t.test('a list without an end, and an object that takes all, are left as they are', async t => {
  for (const schema of [{ type: 'array', items: { type: 'string' } }, { type: 'object', properties: { a: { type: 'string' } } }, { type: 'string', pattern: 'a' }, { type: 'array', maxItems: 2 }, true, { enum: [{ items: 1, maxItems: 2 }] }]) t.strictSame(bounded(schema, named), schema)
})

t.test('a shape stands where it is referred to, but not within itself', async t => {
  const tree: Schema = { $id: 'Tree', type: 'object', properties: { children: { type: 'array', maxItems: 2, items: { $ref: 'Tree#' } } } }
  const all = new Map([['Tree', tree]])
  t.match(bounded({ $ref: 'Tree#' }, all), { type: 'object', properties: { children: { allOf: [{ then: { items: { $ref: 'Tree#' } } }] } } })
  t.strictSame(bounded({ $ref: 'Elsewhere#' }, all), { $ref: 'Elsewhere#' })
})
