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

/** An answer with a description of its own beside the reference. */
export const answers = <T extends TSchema>(description: string, shape: T) => Type.Unsafe<Static<T>>({ $ref: `${(shape as { $id?: string }).$id ?? ''}#`, description })

/** A body with the examples that the OpenAPI document shows. */
export const asks = <T extends TSchema>(shape: T, examples: object) => Type.Unsafe<Static<T>>({ $ref: `${(shape as { $id?: string }).$id ?? ''}#`, 'x-examples': examples })

/** A parameter that is one of the named shapes, with what it means here and an example. */
export const parameter = <T extends TSchema>(shape: T, description: string, example: Static<T>) =>
  Type.Unsafe<Static<T>>({ $ref: `${(shape as { $id?: string }).$id ?? ''}#`, description, examples: [example] })

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
export const MeasureCode = codes(vocabulary.measures, [], { $id: 'MeasureCode', description: 'A measure (GET /v1/measures lists them). 处理措施。' })
export const SubjectType = codes(vocabulary.subjectTypes, [], { $id: 'SubjectType', description: 'On whose conduct: the part of a conduct\'s code before the dot. 对象类型。' })
export const PeriodUnit = codes(vocabulary.units, [], { $id: 'PeriodUnit', description: 'The unit of a period. 期限单位。' })
export const ProvisionKind = codes(vocabulary.provisionKinds, [], { $id: 'ProvisionKind', description: 'What a place in a ruleset is about. 条款类别。' })
export const FactType = codes({ boolean: 1, enum: 1, integer: 1 }, [], { $id: 'FactType', description: 'What values a fact takes.' })
export const FilingFactType = codes({ boolean: 1, enum: 1, integer: 1, date: 1 }, [], { $id: 'FilingFactType', description: 'What values a fact about a filing takes; a date is a day, or never.' })
export const FactValue = Type.Unsafe<boolean | number | string>({ $id: 'FactValue', type: ['boolean', 'integer', 'string'], description: 'The value of a fact: yes or no, a number, or a code.' })
export const ProvisionId = Type.String({ $id: 'ProvisionId', description: 'A provision: the ruleset and the place in its text, guizhou/art-6/item-1. 条款标识。' })
export const StepType = codes(vocabulary.steps, [], { $id: 'StepType', description: 'A step of the procedure. 程序步骤。' })
export const Notes = list(Type.String(), { $id: 'Notes', description: 'The numbered readings that this rests on; GET /v1/rulesets/{id} has their text. 适用说明编号。' })

export const PrintedDay = Type.String({ format: 'date' })

export const ProblemCode = codes(vocabulary.problems, [], { $id: 'ProblemCode', description: 'Why a request was refused; /problems/<code> explains it. 错误代码。' })
export const RefusalReason = codes(vocabulary.refusals, Object.keys(vocabulary.registerRefusals), { $id: 'RefusalReason', description: 'Why a step may not come now; of several reasons the first in this order is given. 步骤不被允许的原因。' })
const ProblemPlace = Type.Object({
  pointer: Type.String({ description: 'a JSON pointer to the place in the body, or the name of a parameter as one; empty: the whole' }),
  detail: Type.String({ description: 'what is wrong there' }),
  in: Type.Optional(codes({ query: 1, path: 1, header: 1 }, [], { description: 'where the place is not in the body' }))
}, { ...closed, $id: 'ProblemPlace', description: 'A place in the request that is at fault.' })

export const Problem = Type.Object({
  type: Type.String({ description: 'a page that explains the problem' }),
  title: Type.String({ description: 'the problem in a few words, the same every time' }),
  status: Type.Integer({ description: 'the HTTP status' }),
  detail: Type.String({ description: 'what happened this time' }),
  code: ref(ProblemCode),
  instance: Type.String({ description: 'the request id, as in the header x-request-id and in the log' }),
  reason: Type.Optional(ref(RefusalReason)),
  field: Type.Optional(Type.String({ description: 'of a step that may not come: the field in it that is missing or wrong' })),
  errors: Type.Optional(Type.Array(ref(ProblemPlace), { description: 'the places at fault, all at once unless there are very many' }))
}, {
  ...closed,
  $id: 'Problem',
  description: 'Every refusal, as RFC 9457 has it. 错误信息。',
  examples: [{
    type: '/problems/validation',
    title: 'Validation failed',
    status: 400,
    detail: '1 place in the request is at fault',
    code: 'validation',
    instance: '0f6a3f52-6f3e-4d0b-9d53-0f8f7f1e2a44',
    errors: [{ pointer: '/jurisdiction', detail: 'must have required property \'jurisdiction\'' }]
  }]
})

export const commonShapes = [Day, Jurisdiction, ConductCode, Tier, MeasureCode, SubjectType, PeriodUnit, ProvisionKind, FactType, FilingFactType, FactValue, ProvisionId, StepType, Notes,
  ProblemCode, RefusalReason, ProblemPlace, Problem]

/** The problems that a route can answer, by their codes. */
export function problems (...names: string[]) {
  const byStatus = new Map<number, string[]>()
  for (const name of new Set(names)) {
    const problem = vocabulary.problems[name]
    if (!problem) throw new Error(`the vocabulary has no problem ${name}`)
    byStatus.set(problem.status, [...byStatus.get(problem.status) ?? [], `\`${name}\`: ${problem.zh} · ${problem.en}`])
  }
  return Object.fromEntries([...byStatus].map(([status, lines]) => [status, {
    description: lines.join('; '),
    content: { 'application/problem+json': { schema: ref(Problem) } }
  }]))
}

/** What can go wrong with any request (even one without a parameter may have a path that cannot be read), and with any that has a body. */
/** Of what an operator asks, which is answered however busy the service is. */
export const operatorProblems = ['validation', 'method-not-allowed', 'internal'] as const
export const anyProblem = [...operatorProblems, 'too-many-requests', 'overloaded'] as const
export const bodyProblems = ['malformed-json', 'body-too-large', 'unsupported-media-type', ...anyProblem] as const
/** The version that the caller has is still the version. */
export const unchanged = { 304: { description: 'unchanged since the ETag given in If-None-Match', type: 'null' } } as const
