/** Wire shapes used by more than one route. Each named shape is a component of the OpenAPI document. */
import { Type, type Static, type TSchema } from 'typebox'
import { vocabulary } from '../rulesets/vocabulary.ts'

export const closed = { additionalProperties: false } as const

/** A reference to a named shape: the type of the shape, and `$ref` on the wire. */
export const ref = <T extends TSchema>(shape: T): ReturnType<typeof Type.Unsafe<Static<T>>> => Type.Unsafe<Static<T>>({ $ref: `${(shape as { $id?: string }).$id ?? ''}#` })

/** A code of a section of the vocabulary file. */
export const codes = (section: Readonly<Record<string, unknown>>, more: readonly string[] = [], options: object = {}) =>
  Type.Unsafe<string>({ type: 'string', enum: [...Object.keys(section), ...more], ...options })

/** A list in an answer: the domain hands out what nobody may change. */
export const list = <T extends TSchema>(items: T, options: object = {}) => Type.Unsafe<readonly Static<T>[]>({ type: 'array', items, ...options })

/** A 200 with a description of its own beside the reference. */
export const answers = <T extends TSchema>(description: string, shape: T) => Type.Unsafe<Static<T>>({ $ref: `${(shape as { $id?: string }).$id ?? ''}#`, 'x-response-description': description })

/** A body with the examples that the OpenAPI document shows. */
export const asks = <T extends TSchema>(shape: T, examples: object) => Type.Unsafe<Static<T>>({ $ref: `${(shape as { $id?: string }).$id ?? ''}#`, 'x-examples': examples })

export const orNull = <T extends TSchema>(shape: T) => Type.Union([shape, Type.Null()])

export const Day = Type.String({
  $id: 'Day',
  format: 'date',
  description: 'A calendar day, YYYY-MM-DD, from 1900-01-01 to 2199-12-31. 日历日。'
})

export const Jurisdiction = Type.String({
  $id: 'Jurisdiction',
  pattern: '^[0-9]{6}$',
  description: 'The place of evaluation: a 6-digit GB/T 2260 code, trailing zeros for a whole city or province. 评价活动所在地的行政区划代码。'
})

export const ConductCode = Type.String({
  $id: 'ConductCode',
  pattern: '^[a-z]+(-[a-z]+)*\\.[a-z0-9]+(-[a-z0-9]+)*$',
  maxLength: 80,
  description: 'A conduct of the vocabulary, subject type first: candidate.copying (GET /v1/conducts lists them).'
})

export const Tier = codes(vocabulary.tiers, [], { $id: 'Tier', description: 'How grave an agency\'s misconduct is. 评价机构违纪违规的档次。' })
export const MeasureCode = codes(vocabulary.measures, [], { $id: 'MeasureCode', description: 'A measure (GET /v1/measures lists them).' })
export const SubjectType = codes(vocabulary.subjectTypes, [], { $id: 'SubjectType' })
export const ProvisionId = Type.String({ $id: 'ProvisionId', description: 'A provision: the ruleset and the place in its text, guizhou/art-6/item-1.' })
export const Notes = list(Type.String(), { $id: 'Notes', description: 'The numbered readings that this rests on; GET /v1/rulesets/{id} has their text.' })

export const PrintedDay = Type.String({ format: 'date' })

export const Problem = Type.Object({
  type: Type.String({ description: 'a page that explains the problem' }),
  title: Type.String(),
  status: Type.Integer(),
  detail: Type.String(),
  code: codes(vocabulary.problems),
  instance: Type.String({ description: 'the request id, as in the log' }),
  errors: Type.Optional(Type.Array(Type.Object({
    pointer: Type.String({ description: 'a JSON pointer to the place in the body' }),
    detail: Type.String(),
    in: Type.Optional(codes({ query: 1, path: 1, header: 1 }, [], { description: 'where the place is not in the body' }))
  }, closed)))
}, { ...closed, $id: 'Problem', description: 'RFC 9457' })

export const commonShapes = [Day, Jurisdiction, ConductCode, Tier, MeasureCode, SubjectType, ProvisionId, Notes, Problem]

/** Every problem that a route can answer, by status. */
export const problems = (...statuses: number[]) => Object.fromEntries([...statuses].map((status) => [status, {
  description: Object.entries(vocabulary.problems).filter(([, problem]) => problem.status === status).map(([code]) => code).join(', ') || 'problem',
  content: { 'application/problem+json': { schema: ref(Problem) } }
}]))
