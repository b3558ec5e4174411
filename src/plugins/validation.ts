/** Checks what comes in against the schemas: bodies as they are, never coerced or stripped; path and query with coercion, for they are text. */
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv'
import en from 'ajv-i18n/localize/en/index.js'
import zh from 'ajv-i18n/localize/zh/index.js'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { isDay } from '../domain/day.ts'
import type { Lang } from '../domain/vocabulary.ts'
import { segment } from '../json-pointer.ts'
import { closed } from '../schemas/common.ts'
import { bounded, type Schema } from './bounded.ts'

export interface PlaceFault { pointer: string, detail: string, in?: string }

const localize = { zh, en } as unknown as Record<Lang, (errors: ErrorObject[]) => void>

/** Days that the service reckons with; anything outside is a slip of the pen. */
const FIRST = '1900-01-01'
const LAST = '2199-12-31'

/** A schema that is compiled when something is first checked by it: hundreds of them at every start would double its time, and most are never needed. */
function lazily (make: () => ValidateFunction): ValidateFunction {
  let made: ValidateFunction | undefined
  const validate = ((value: unknown): boolean => {
    made ??= make()
    const isValid = made(value)
    validate.errors = made.errors ?? null
    return isValid as boolean
  }) as ValidateFunction
  return validate
}

/** @param shapeOf the shapes that schemas may refer to, by name; each is taken in when it is first referred to */
function makeCompile (coerceTypes: false | 'array', shapeOf: (name: string) => object | undefined): (schema: object) => ValidateFunction {
  // A number beyond all numbers (1e400) is read as infinity: no integer, and nothing of which a digest could be made. (Where texts become numbers
  // it would be past the check of the type and free of every other: there the bounds do.)
  const ajv = new Ajv({ strictNumbers: coerceTypes === false, coerceTypes, removeAdditional: false, useDefaults: true, allErrors: true, strict: false, messages: false })
  ajv.addFormat('date', (text: string) => isDay(text) && text >= FIRST && text <= LAST)
  return (schema) => {
    for (;;) {
      try {
        return ajv.compile(schema)
      } catch (error) {
        const shape = error instanceof Ajv.MissingRefError ? shapeOf(error.missingSchema) : undefined
        if (!shape) throw error
        ajv.addSchema(shape)
      }
    }
  }
}

export interface Validation {
  /** the validator of a named shape, for what is checked outside a route's own schema */
  shape: (name: string) => ValidateFunction
  /** compiles a schema as a route would for this part of the request */
  compile: (schema: object, httpPart: string | undefined) => ValidateFunction
}

declare module 'fastify' {
  interface FastifyInstance { validation: Validation }
}

/** An address that takes no query parameters refuses them, like every unknown field: whoever sends one expects it to do something. */
function refuseUnknownParameters (app: FastifyInstance): void {
  app.addHook('onRoute', ({ url, schema }) => {
    if (!url.startsWith('/v1/') || !schema || 'hide' in schema || schema.querystring !== undefined) return
    schema.querystring = { type: 'object', properties: {}, ...closed }
  })
}

export function useValidation (app: FastifyInstance, shapes: readonly object[]): void {
  const named = new Map((shapes as readonly Schema[]).map((shape) => [String(shape.$id), shape]))
  // Bounded, a shape has those that it refers to in their places; what is left is one within itself.
  const body = makeCompile(false, (name) => named.has(name) ? bounded(named.get(name), named) as object : undefined)
  const text = makeCompile('array', (name) => named.get(name))
  const shaped = new Map<string, ValidateFunction>()
  const shape: Validation['shape'] = (name) => {
    const { $id, ...schema } = named.get(name) ?? {}
    if ($id === undefined) throw new Error(`no shape is named ${name}`)
    // Compiled once, whoever asks for it.
    const validate = shaped.get(name) ?? lazily(() => body(bounded(schema, named, [name]) as object))
    shaped.set(name, validate)
    return validate
  }
  const compile: Validation['compile'] = (schema, httpPart) => {
    if (httpPart !== 'body') return lazily(() => text(schema))
    return '$ref' in schema ? shape(String(schema.$ref).replace(/#$/, '')) : lazily(() => body(bounded(schema, named) as object))
  }
  // The framework would join all messages to one; here they are told place by place (requestFaults).
  app.setSchemaErrorFormatter(() => new Error('not valid'))
  app.setValidatorCompiler(({ schema, httpPart }) => compile(schema as object, httpPart))
  refuseUnknownParameters(app)
  app.decorate('validation', { compile, shape })
}

function pointerOf ({ instancePath, params, keyword }: ErrorObject): string {
  const name: unknown = keyword === 'required'
    ? params.missingProperty
    : keyword === 'additionalProperties' ? params.additionalProperty : keyword === 'propertyNames' ? params.propertyName : undefined
  return typeof name === 'string' ? `${instancePath}/${segment(name)}` : instancePath
}

/** A union complains for each branch: what matters is the branch that was meant. An `if` is of the service's own making (bounded.ts). */
function meant (errors: readonly ErrorObject[]): ErrorObject[] {
  const nullable = new Set(errors.filter(({ keyword }) => keyword === 'anyOf').map(({ instancePath }) => instancePath))
  return errors.filter(({ keyword, instancePath, params, propertyName }) => propertyName === undefined && keyword !== 'if' &&
    !(nullable.has(instancePath) && (keyword === 'anyOf' || (keyword === 'type' && params.type === 'null'))))
}

/** All faults are told at once, as long as somebody may want to read them. */
export const MOST_FAULTS = 200

/**
 * What the caller is told, a line for every place; one more than are listed, so that it shows that there are more.
 * `within` names the part of the request where that is not the body.
 */
export function placeFaults (errors: readonly ErrorObject[], lang: Lang, within?: string): PlaceFault[] {
  const told = meant(errors).slice(0, MOST_FAULTS + 1)
  localize[lang](told)
  const faults = new Map<string, PlaceFault>()
  for (const error of told) {
    const pointer = pointerOf(error)
    const values = error.keyword === 'enum' ? `: ${(error.params.allowedValues as unknown[]).filter((value) => value !== null).join(', ')}` : ''
    const detail = `${error.message ?? ''}${values.length > 400 ? '' : values}`
    faults.set(`${pointer} ${detail}`, { pointer, detail, ...(within === undefined ? {} : { in: within }) })
  }
  return [...faults.values()]
}

/** The body last: it alone can have so many faults that not all are listed. */
const PARTS = { params: 'path', querystring: 'query', headers: 'header', body: undefined } as const

/** All faults of a request at once: a bad body does not hide a bad query. `known` are those of the part that was found to be at fault. */
export function requestFaults (request: FastifyRequest, lang: Lang, known: { part: string | undefined, errors: readonly ErrorObject[] }): PlaceFault[] {
  const given = { params: request.params, body: request.body, querystring: request.query, headers: request.headers }
  return Object.entries(PARTS).flatMap(([part, within]) => {
    if (part === known.part) return placeFaults(known.errors, lang, within)
    const validate = request.getValidationFunction(part as keyof typeof PARTS) as ValidateFunction | undefined
    if (!validate || validate(given[part as keyof typeof PARTS])) return []
    return placeFaults(validate.errors ?? [], lang, within)
  })
}
