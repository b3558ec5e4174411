/** Every refusal in one shape: application/problem+json (RFC 9457). */
import type { ErrorObject } from 'ajv'
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { METHODS } from 'node:http'
import { Refused } from '../domain/question.ts'
import type { Label, Lang } from '../domain/vocabulary.ts'
import { vocabulary } from '../rulesets/vocabulary.ts'
import { Unavailable } from '../store/unavailable.ts'
import { MOST_FAULTS, requestFaults, type PlaceFault } from './validation.ts'

export interface ProblemBody {
  type: string
  title: string
  status: number
  detail: string
  code: string
  instance: string
  reason?: string
  field?: string
  errors?: PlaceFault[]
}

/** Of a step that may not come: why, and which of its fields is concerned. */
export type Why = Pick<ProblemBody, 'reason' | 'field'>

/** A refusal that a handler raises. */
export class Problem extends Error {
  readonly code: string
  readonly detail: Label | undefined
  readonly errors: readonly (Omit<PlaceFault, 'detail'> & { detail: Label })[]
  readonly extra: Why
  constructor (code: string, detail?: Label, errors: Problem['errors'] = [], extra: Why = {}) {
    super(code)
    this.code = code
    this.detail = detail
    this.errors = errors
    this.extra = extra
  }
}

export function problemBody (code: string, lang: Lang, instance: string, detail?: string, errors: PlaceFault[] = [], extra: Why = {}): ProblemBody {
  const problem = vocabulary.problems[code]
  if (!problem) throw new Error(`the vocabulary has no problem ${code}`)
  return {
    type: `/problems/${code}`,
    title: problem[lang],
    status: problem.status,
    detail: detail ?? problem.about[lang],
    code,
    instance,
    ...extra,
    ...(errors.length > 0 ? { errors: errors.slice(0, MOST_FAULTS) } : {})
  }
}

export function validationProblem (lang: Lang, instance: string, errors: PlaceFault[]): ProblemBody {
  const count = errors.length
  const detail = count > MOST_FAULTS
    ? { zh: `请求有 ${MOST_FAULTS} 处以上不符合要求，列出前 ${MOST_FAULTS} 处`, en: `more than ${MOST_FAULTS} places in the request are at fault; these are the first` }
    : { zh: `请求有 ${count} 处不符合要求`, en: count === 1 ? '1 place in the request is at fault' : `${count} places in the request are at fault` }
  return problemBody('validation', lang, instance, detail[lang], errors)
}

/** The refusal of a question as the caller sees it. */
export function refusalBody ({ refusal }: Refused, lang: Lang, instance: string): ProblemBody {
  const errors = refusal.errors.map(({ pointer, detail }) => ({ pointer, detail: detail[lang] }))
  return problemBody(refusal.code, lang, instance, errors[0]?.detail, errors)
}

const FRAMEWORK: Readonly<Record<string, string>> = {
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'unsupported-media-type',
  FST_ERR_CTP_INVALID_TYPE: 'unsupported-media-type',
  FST_ERR_CTP_BODY_TOO_LARGE: 'body-too-large',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'malformed-json',
  FST_ERR_CTP_INVALID_JSON_BODY: 'malformed-json',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'malformed-json',
  FST_ERR_NOT_FOUND: 'not-found'
}

/** Said of an outage; which it is, is the operator's to know. */
const STORE_AWAY: Label = {
  zh: '案件数据库暂时无法使用。请求可能未被执行；请稍后以同一幂等键重试',
  en: 'the store of the records cannot be used at the moment. The request may not have been carried out: send it again, with the same idempotency key'
}

/** What the caller is told of an error; one that nobody has foreseen is logged. */
export function problemOf (error: FastifyError | Error, request: FastifyRequest): ProblemBody {
  const { lang, id } = request
  // Nothing is there, whatever the body was.
  if (request.is404) return problemBody('not-found', lang, id)
  if (error instanceof Problem) {
    return problemBody(error.code, lang, id, error.detail?.[lang], error.errors.map(({ detail, ...place }) => ({ ...place, detail: detail[lang] })), error.extra)
  }
  if (error instanceof Refused) return refusalBody(error, lang, id)
  if ('validation' in error && error.validation) {
    const known = { part: error.validationContext, errors: error.validation as ErrorObject[] }
    return validationProblem(lang, id, requestFaults(request, lang, known))
  }
  if (error instanceof Unavailable) {
    request.log.warn({ err: error }, 'the store cannot be used')
    return problemBody('overloaded', lang, id, STORE_AWAY[lang])
  }
  const code = 'code' in error ? FRAMEWORK[error.code] : undefined
  if (code) return problemBody(code, lang, id)
  if ('statusCode' in error && error.statusCode === 400) return problemBody('malformed-json', lang, id)
  request.log.error({ err: error }, 'unexpected error')
  return problemBody('internal', lang, id)
}

/** Whatever stands in the way is over by then, as a rule. */
const RETRY_AFTER_SECONDS = 1

export function sendProblem (reply: FastifyReply, body: ProblemBody): FastifyReply {
  if ((body.status === 429 || body.status === 503) && !reply.hasHeader('retry-after')) reply.header('retry-after', String(RETRY_AFTER_SECONDS))
  // Serialized here: a route's response schemas are for its own answers, and an error must never fail on one.
  return reply.code(body.status).type('application/problem+json; charset=utf-8').send(JSON.stringify(body))
}

/** Other methods on a known path: 405 with what is allowed. To be called when every route is there. */
function refuseOtherMethods (app: FastifyInstance, methods: ReadonlyMap<string, ReadonlySet<string>>): void {
  for (const method of METHODS) if (method !== 'CONNECT' && !app.supportedMethods.includes(method)) app.addHttpMethod(method)
  for (const [url, known] of methods) {
    const others = app.supportedMethods.filter((method) => !known.has(method))
    const allow = [...known].sort().join(', ')
    app.route({
      method: others,
      url,
      schema: { hide: true },
      // Before the body is read: it does not matter what the body holds.
      onRequest: (request, reply) => { sendProblem(reply.header('allow', allow), problemBody('method-not-allowed', request.lang, request.id)) },
      handler: () => undefined
    })
  }
}

export function useProblems (app: FastifyInstance): { close: () => void } {
  const methods = new Map<string, Set<string>>()
  app.addHook('onRoute', ({ url, method }) => {
    const known = methods.get(url) ?? new Set()
    for (const one of [method].flat()) known.add(one)
    methods.set(url, known)
  })
  app.setErrorHandler((error: FastifyError | Error, request, reply) => sendProblem(reply, problemOf(error, request)))
  app.setNotFoundHandler((request, reply) => sendProblem(reply, problemBody('not-found', request.lang, request.id)))
  return { close: () => { refuseOtherMethods(app, new Map(methods)) } }
}
