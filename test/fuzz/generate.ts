/** Requests made from the OpenAPI document: good ones, good ones with one fault, and ones that nobody sends by mistake. */
import fc from 'fast-check'
import { addDays } from '../../src/domain/day.ts'
import type { Document, Operation, Parameter } from '../openapi/document.ts'
import { hostileBodies, hostileHeaders, hostileTexts } from './hostile.ts'
import { mutate } from './mutate.ts'
import type { Random } from './random.ts'

export interface Schema {
  readonly $ref?: string
  readonly type?: string | readonly string[]
  readonly enum?: readonly unknown[]
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
  readonly discriminator?: { readonly propertyName: string, readonly mapping: Readonly<Record<string, string>> }
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly additionalProperties?: boolean | Schema
  readonly propertyNames?: Schema
  readonly minProperties?: number
  readonly items?: Schema
  readonly pattern?: string
  readonly format?: string
  readonly minLength?: number
  readonly maxLength?: number
  readonly minItems?: number
  readonly maxItems?: number
  readonly uniqueItems?: boolean
  readonly minimum?: number
  readonly maximum?: number
}

export type Kind = 'valid' | 'nearly' | 'hostile'
export interface Sent { readonly method: string, readonly url: string, readonly headers: Record<string, string>, readonly body?: string | Buffer }
export interface Generated extends Sent {
  readonly operation: Operation
  readonly kind: Kind
  /** the body where it is a value, to be judged by its schema; undefined where only its bytes are known */
  readonly value?: unknown
  /** whether path and query hold nothing but what the document allows */
  readonly plain: boolean
}

/** Values that only somebody who knows the law and the records can give, by the name of their schema or parameter (`id`, or `cases.id` under /v1/cases). */
export type Knowledge = Readonly<Record<string, (random: Random) => unknown>>

const DAYS = 109_572 // from 1900-01-01 to 2199-12-31
const POOL = 64

export class Generator {
  readonly random: Random
  readonly #schemas: Readonly<Record<string, Schema>>
  readonly #known: Knowledge
  readonly #pools = new Map<string, string[]>()

  constructor ({ components }: Document, random: Random, known: Knowledge) {
    this.random = random
    this.#schemas = components.schemas as Record<string, Schema>
    this.#known = known
  }

  resolve (schema: Schema): Schema {
    const name = schema.$ref?.replace('#/components/schemas/', '')
    if (name === undefined) return schema
    const found = this.#schemas[name]
    if (!found) throw new Error(`nothing stands at ${schema.$ref}`)
    return found
  }

  /** A value that the schema allows; mostly one that makes sense, too. */
  value (schema: Schema): unknown {
    const known = this.#known[schema.$ref?.replace('#/components/schemas/', '') ?? '']
    if (known && this.random.chance(0.95)) return known(this.random)
    const { anyOf, oneOf, enum: values, type, ...rest } = this.resolve(schema)
    const alternatives = anyOf ?? oneOf
    if (alternatives) return this.value(this.random.pick(alternatives))
    if (values) return this.random.pick(values)
    const one = typeof type === 'string' ? type : this.random.pick(type ?? ['null', 'boolean', 'integer', 'string'])
    switch (one) {
      case 'object': return this.#object(rest)
      case 'array': return this.#array(rest)
      case 'string': return this.#text(rest)
      case 'integer': return this.#integer(rest)
      case 'number': return this.#integer(rest) / 4
      case 'boolean': return this.random.chance(0.5)
      case 'null': return null
      default: throw new Error(`no value of type ${one} can be made`)
    }
  }

  /** Mostly few, sometimes as many as may be. */
  #length (least = 0, most = 10): number {
    return this.random.chance(0.02) ? most : Math.min(most, least + this.random.below(4))
  }

  #array ({ minItems, maxItems, items = {}, uniqueItems = false }: Schema): unknown[] {
    const all = Array.from({ length: this.#length(minItems, maxItems) }, () => this.value(items))
    return uniqueItems ? [...new Map(all.map((one) => [JSON.stringify(one), one])).values()] : all
  }

  #object ({ properties = {}, required = [], additionalProperties, propertyNames, minProperties = 0 }: Schema): object {
    const entries = Object.entries(properties).filter(([name]) => required.includes(name) || this.random.chance(0.3))
    const made = entries.map(([name, schema]): [string, unknown] => [name, this.value(schema)])
    if (typeof additionalProperties === 'object' && (made.length < minProperties || this.random.chance(0.05))) made.push([this.#text(propertyNames ?? {}), this.value(additionalProperties)])
    return Object.fromEntries(made)
  }

  #integer ({ minimum = -1000, maximum = 1000 }: Schema): number {
    return this.random.pick([minimum, maximum, minimum + this.random.below(Math.min(maximum - minimum, 100) + 1)])
  }

  #text ({ pattern, format, minLength = 0, maxLength = pattern === undefined ? 40 : Infinity }: Schema): string {
    if (format === 'date') return this.random.chance(0.7) ? addDays('2020-06-01', this.random.below(2500)) : addDays('1900-01-01', this.random.below(DAYS))
    if (pattern === undefined) return Array.from({ length: minLength + this.random.below(Math.min(maxLength - minLength, 12) + 1) }, () => this.random.pick([...'aZ0 -_.作弊é😀'])).slice(0, maxLength).join('')
    const fits = this.#pool(pattern).filter((text) => text.length >= minLength && text.length <= maxLength)
    return this.random.pick(fits)
  }

  #pool (pattern: string): string[] {
    let pool = this.#pools.get(pattern)
    if (!pool) this.#pools.set(pattern, pool = fc.sample(fc.stringMatching(new RegExp(pattern), { size: 'small' }), { seed: this.random.below(2 ** 31), numRuns: POOL }))
    return pool
  }

  request (operation: Operation, kind: Kind): Generated {
    const { random } = this
    const schema = operation.requestBody?.content['application/json']?.schema as Schema | undefined
    // One fault is enough: in the body where there is one, mostly.
    const inBody = schema !== undefined && random.chance(0.8)
    const { url, headers } = this.#address(operation, inBody ? 'valid' : kind)
    const method = operation.method.toUpperCase()
    const plain = inBody || kind === 'valid'
    if (!schema) {
      const extra = kind === 'hostile' && random.chance(0.3) ? random.pick(hostileHeaders) : {}
      return { operation, kind, method, url, headers: { ...headers, ...extra }, plain }
    }
    if (kind === 'hostile' && inBody) {
      const made = random.pick(hostileBodies)(JSON.stringify(this.value(schema)), random)
      return { operation, kind, method, url, headers: { 'content-type': 'application/json', ...headers, ...made.headers }, body: made.body, plain }
    }
    const value = kind === 'nearly' && inBody ? mutate(this, schema, this.value(schema)) : this.value(schema)
    return { operation, kind, method, url, headers: { ...headers, 'content-type': 'application/json' }, body: JSON.stringify(value), value, plain }
  }

  #address ({ path, parameters }: Operation, kind: Kind): { url: string, headers: Record<string, string> } {
    const { random } = this
    const collection = path.split('/')[2] ?? ''
    // Without a version a step comes to nothing.
    const given = parameters.filter(({ name, required }) => required || random.chance(name === 'If-Match' ? 0.9 : 0.4)).map((parameter): [Parameter, string] =>
      [parameter, String((this.#known[`${collection}.${parameter.name}`] ?? this.#known[parameter.name])?.(random) ?? this.value(parameter.schema as Schema))])
    let url = path
    const query: string[] = []
    const headers: Record<string, string> = {}
    const faulty = kind === 'valid' ? -1 : random.below(given.length + 1)
    for (const [index, [parameter, good]] of given.entries()) {
      const text = index !== faulty ? good : kind === 'hostile' ? random.pick(hostileTexts) : random.pick(['', `${good}x`, ` ${good}`, good.toUpperCase(), '-1', '1e3', 'null', good.repeat(20)])
      const encoded = random.chance(0.02) && kind === 'hostile' ? random.pick(['%', '%zz', '%00', '%ff', '%ed%a0%80', '%2e%2e%2f']) : encodeURIComponent(text.toWellFormed())
      if (parameter.in === 'path') url = url.replace(`{${parameter.name}}`, encoded)
      else if (parameter.in === 'query') query.push(`${parameter.name}=${encoded}`)
      // Only what can stand in a header at all.
      else headers[parameter.name.toLowerCase()] = text.replace(/[^\x20-\x7e]/g, '?').slice(0, 4000)
    }
    if (faulty === given.length) query.push(...random.pick([['x=1'], ['__proto__=1'], ['trace=1', 'trace=2'], ['on=2026-01-01', 'on=2026-01-01'], ['='], ['&&&'], ['q[]=1'], ['constructor[prototype]=1']]))
    return { url: query.length > 0 ? `${url}?${query.join('&')}` : url, headers }
  }
}
