/** The OpenAPI document as the tests read it: its operations, the requests that its examples make, and a check of answers against it. */
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { buildApp } from '../../src/app.ts'
import type { App } from '../../src/app-types.ts'
import { loadRules } from '../../src/rulesets/load.ts'
import { depsFor } from '../deps.ts'

interface Example { readonly value: unknown }
export interface Parameter {
  readonly name: string
  readonly in: 'path' | 'query' | 'header'
  readonly required?: boolean
  readonly description?: string
  readonly schema: object
  readonly example?: unknown
  readonly examples?: Readonly<Record<string, Example>>
}
type Content = Readonly<Record<string, { readonly schema: object, readonly examples?: Readonly<Record<string, Example>> }>>
export interface Response { readonly description: string, readonly content?: Content, readonly headers?: Readonly<Record<string, { readonly $ref: string }>> }
export interface Operation {
  readonly path: string
  readonly method: 'get' | 'post'
  readonly operationId: string
  readonly summary: string
  readonly description: string
  readonly tags: readonly string[]
  readonly parameters: readonly Parameter[]
  readonly requestBody?: { readonly content: Content }
  readonly responses: Readonly<Record<string, Response>>
}
export interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, object>>>>
  readonly components: { readonly schemas: Readonly<Record<string, object>>, readonly parameters: Readonly<Record<string, Parameter>>, readonly headers: Readonly<Record<string, { readonly required?: boolean }>> }
}

export const startApp = (today = '2026-11-21'): Promise<App> => depsFor({ rules: loadRules(), today: () => today }).then((deps) => buildApp(deps))
export const servedBy = async (app: App): Promise<Document> => (await app.inject('/openapi.json')).json()

/** Every operation, with its references to shared parameters resolved. */
export function operationsOf ({ paths, components }: Document): Operation[] {
  const resolve = (parameter: Parameter & { $ref?: string }): Parameter => {
    const found = parameter.$ref === undefined ? parameter : components.parameters[parameter.$ref.replace('#/components/parameters/', '')]
    if (!found) throw new Error(`nothing stands at ${parameter.$ref}`)
    return found
  }
  return Object.entries(paths).flatMap(([path, methods]) => Object.entries(methods).map(([method, operation]) => {
    const { parameters = [], ...rest } = operation as Omit<Operation, 'path' | 'method'>
    return { ...rest, path, method: method as Operation['method'], parameters: parameters.map(resolve) }
  }))
}

/** The values that a parameter's examples give it. */
export const valuesOf = ({ example, examples }: Parameter): unknown[] =>
  examples ? Object.values(examples).map(({ value }) => value) : example === undefined ? [] : [example]

export interface Call { readonly operation: Operation, readonly name: string, readonly method: 'GET' | 'POST', readonly url: string, readonly headers: Record<string, string>, readonly payload?: object, /** in place of it where the body is a stream; its type is among the headers */ readonly text?: string }

function callWith (operation: Operation, name: string, given: ReadonlyMap<Parameter, unknown>, payload: unknown, media: string): Call {
  let url = operation.path
  const query = new URLSearchParams()
  const headers: Record<string, string> = {}
  for (const [parameter, value] of given) {
    const text = String(value)
    if (parameter.in === 'path') url = url.replace(`{${parameter.name}}`, encodeURIComponent(text))
    else if (parameter.in === 'query') query.set(parameter.name, text)
    else headers[parameter.name] = text
  }
  if (query.size > 0) url += `?${query}`
  const call = { operation, name: `${operation.operationId}: ${name}`, method: operation.method.toUpperCase() as Call['method'], url, headers }
  if (payload === undefined) return call
  return typeof payload === 'string' ? { ...call, headers: { ...headers, 'content-type': media }, text: payload } : { ...call, payload: payload as object }
}

/** What the examples ask: each body with the parameters that must be given, with all of them, and with each further value of each. */
export function callsOf (operation: Operation): Call[] {
  const bodies = Object.entries(operation.requestBody?.content ?? {}).flatMap(([media, { examples }]) => Object.entries(examples ?? {}).map(([name, { value }]) => [name, value, media] as const))
  const exemplified = operation.parameters.filter((parameter) => valuesOf(parameter).length > 0)
  const choices: [string, Map<Parameter, unknown>][] = [
    ['what must be given', new Map(exemplified.filter(({ required }) => required).map((parameter) => [parameter, valuesOf(parameter)[0]]))],
    ['everything given', new Map(exemplified.map((parameter) => [parameter, valuesOf(parameter)[0]]))]
  ]
  const [, all] = choices[1] as [string, Map<Parameter, unknown>]
  for (const parameter of exemplified) {
    for (const value of valuesOf(parameter).slice(1)) choices.push([`${parameter.name} ${String(value)}`, new Map([...all, [parameter, value]])])
  }
  return (bodies.length > 0 ? bodies : [['', undefined, ''] as const]).flatMap(([body, payload, media]) =>
    choices.map(([choice, given]) => callWith(operation, body === '' ? choice : `${body}, ${choice}`, given, payload, media)))
}

const NDJSON = 'application/x-ndjson'
const escape = (name: string): string => name.replaceAll('~', '~0').replaceAll('/', '~1')

/** Checks answers against the schemas that the document gives for them. */
export class Checker {
  readonly #ajv = new Ajv2020({ strict: false, allErrors: true })
  readonly #headers: Document['components']['headers']
  constructor (document: Document) {
    this.#headers = document.components.headers
    ;(addFormats as unknown as (ajv: Ajv2020) => void)(this.#ajv)
    this.#ajv.addSchema(document, 'document')
  }

  schema (...path: string[]): ValidateFunction {
    const $ref = `document#/${path.map(escape).join('/')}`
    return this.#ajv.getSchema($ref) ?? this.#ajv.compile({ $ref })
  }

  #faultsOfLines (text: string, validate: ValidateFunction): string[] {
    const lines = text.split('\n')
    const end = lines.pop() === '' ? [] : ['the last line has no end']
    return [...lines.flatMap((line, index) => validate(JSON.parse(line)) ? [] : (validate.errors ?? []).map(({ instancePath, message }) => `line ${index + 1}: ${instancePath} ${message ?? ''}`)), ...end]
  }

  /** What is wrong with an answer in the eyes of the document. */
  faults ({ path, method, responses }: Operation, answer: { statusCode: number, headers: Record<string, unknown>, payload: string }): string[] {
    const response = responses[answer.statusCode]
    if (!response) return [`the status ${answer.statusCode} is not documented`]
    const missing = Object.entries(response.headers ?? {})
      .filter(([name, { $ref }]) => answer.headers[name.toLowerCase()] === undefined && this.#headers[$ref.replace('#/components/headers/', '')]?.required !== false)
      .map(([name]) => `the header ${name} is missing`)
    const media = String(answer.headers['content-type'] ?? '').split(';')[0] ?? ''
    if (!response.content) return answer.payload === '' ? missing : [...missing, 'there is a body']
    if (!response.content[media]) return [...missing, `the type ${media} is not documented for ${answer.statusCode}`]
    const within = ['paths', path, method, 'responses', String(answer.statusCode), 'content', media, 'schema']
    if (media === NDJSON) return [...missing, ...this.#faultsOfLines(answer.payload, this.schema(...within, 'contentSchema'))]
    const body: unknown = /json$/.test(media) ? JSON.parse(answer.payload) : answer.payload
    const validate = this.schema(...within)
    return validate(body) ? missing : [...missing, ...(validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message ?? ''}`)]
  }
}
