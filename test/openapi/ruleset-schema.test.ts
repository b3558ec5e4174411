/** The published schema of a ruleset file: a standard validator reads it, and it agrees with the service on what is a ruleset. */
import { Ajv2020 } from 'ajv/dist/2020.js'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import t from 'tap'
import { parse } from 'yaml'
import { FaultyRules } from '../../src/rulesets/fault.ts'
import { readSource } from '../../src/rulesets/read.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
const schema = JSON.parse(readFileSync(join(root, 'openapi/ruleset.schema.json'), 'utf8'))
// Nothing lax: a keyword that the standard does not know is refused.
const ajv = new Ajv2020({ strict: true, strictRequired: false, strictTypes: false, allErrors: true })
const validate = ajv.compile(schema)
const shipped = readdirSync(join(root, 'src/rulesets')).filter((name) => /\.\d{4}-\d{2}-\d{2}\.yaml$/.test(name))
const read = (name: string) => parse(readFileSync(join(root, 'src/rulesets', name), 'utf8'))

t.test('the schema is one of the standard that it names, and has a name of its own', async t => {
  t.equal(schema.$schema, 'https://json-schema.org/draft/2020-12/schema')
  t.ok(ajv.validateSchema(schema))
  t.match(schema.$id, /^urn:/)
  t.match(schema.title, /ruleset/)
})

t.test('every ruleset that comes with the service fits the schema', async t => {
  t.equal(shipped.length, 4)
  for (const name of shipped) {
    validate(read(name))
    t.strictSame(validate.errors, null, name)
  }
})

t.test('what does not fit the schema is what the service does not read', async t => {
  const whole = read('guizhou.2021-01-01.yaml')
  const changes: [string, boolean, (data: typeof whole) => void][] = [
    ['as it is', true, () => {}],
    ['no version', false, (data) => { delete data.version }],
    ['a field that nobody knows', false, (data) => { data.remarks = 'none' }],
    ['a day in another notation', false, (data) => { data.inForce.from = '1.1.2021' }],
    ['a title in one language', false, (data) => { delete data.title.en }],
    ['no articles', false, (data) => { data.articles = [] }],
    ['a conduct without a subject type', false, (data) => { data.articles[0].provisions[0].conducts = [{ conduct: 'copying' }] }],
    ['a condition on a fact', true, (data) => { data.articles[0].provisions[0].conducts = [{ conduct: 'candidate.copying', when: { stars: { gte: 2, lt: 4 } } }] }],
    ['a condition of conditions', true, (data) => { data.articles[0].provisions[0].conducts = [{ conduct: 'candidate.copying', when: { anyOf: [{ gravity: ['minor', 'serious'] }, { allOf: [{ justified: true }] }] } }] }],
    ['a condition that requires nothing', false, (data) => { data.articles[0].provisions[0].conducts = [{ conduct: 'candidate.copying', when: {} }] }],
    ['a comparison that the language does not have', false, (data) => { data.articles[0].provisions[0].conducts = [{ conduct: 'candidate.copying', when: { stars: { ne: 2 } } }] }]
  ]
  const directory = t.testdir()
  const isRead = (data: unknown): boolean => {
    const path = join(directory, 'ruleset.json')
    writeFileSync(path, JSON.stringify(data))
    try {
      readSource(path)
      return true
    } catch (error) {
      if (!(error instanceof FaultyRules)) throw error
      return false
    }
  }
  for (const [name, fits, change] of changes) {
    const data = structuredClone(whole)
    change(data)
    t.equal(validate(data), fits, `${name}: by the schema`)
    t.equal(isRead(data), fits, `${name}: by the service`)
  }
})
