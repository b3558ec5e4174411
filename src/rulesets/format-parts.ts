/** What the shapes of ruleset files are made of: codes, places in the text, readings, and the closed language of conditions. */
import { Type } from 'typebox'

export const closed = { additionalProperties: false } as const
const day = { pattern: '^\\d{4}-\\d{2}-\\d{2}$', description: 'a calendar day, YYYY-MM-DD' }
export const Day = Type.String(day)
export const Text = Type.String({ minLength: 1 })
/** Chinese is what officials read; the English gloss is for integrators. */
export const Bilingual = Type.Object({ zh: Text, en: Text }, closed)
export const NoteId = Type.String({ pattern: '^[A-Z]{1,4}-\\d+$', description: 'a numbered reading, e.g. GZ-2' })
export const Notes = Type.Array(NoteId, { minItems: 1 })
export const Code = Type.String({ pattern: '^[a-z0-9]+(-[a-z0-9]+)*$' })
export const ConductCode = Type.String({ pattern: '^[a-z]+(-[a-z]+)*\\.[a-z0-9]+(-[a-z0-9]+)*$' })
export const FactName = '^[a-z][A-Za-z0-9]*$'
export const Path = Type.String({ pattern: '^[a-z0-9]+(-[a-z0-9]+)*(/[a-z0-9]+(-[a-z0-9]+)*)*$', description: 'a place in the text: art-6/item-1' })
export const ProvisionId = Type.String({ pattern: '^[a-z][a-z0-9-]*(/[a-z0-9]+(-[a-z0-9]+)*)+$', description: 'a place in a ruleset: guizhou/art-6/item-1' })
export const Cite = Type.String({ minLength: 2, description: 'the place as the text itself is cited, without the title: 第六条第（一）项' })

export const Scalar = Type.Union([Type.Boolean(), Type.Integer(), Type.String()])
const Range = Type.Object({ gte: Type.Optional(Type.Integer()), lt: Type.Optional(Type.Integer()) }, { ...closed, minProperties: 1 })
const Test = Type.Union([Scalar, Type.Array(Scalar, { minItems: 1, uniqueItems: true }), Range])
type TestData = boolean | number | string | (boolean | number | string)[] | { gte?: number, lt?: number }
export interface ConditionData { allOf?: ConditionData[], anyOf?: ConditionData[], [fact: string]: TestData | ConditionData[] | undefined }
/** Every fact named must hold. A scalar is equality, a list is one of, {gte, lt} compare; allOf and anyOf join conditions. The language ends here. */
export const Condition = Type.Unsafe<ConditionData>({ $ref: '#/$defs/condition' })
const conditions = Type.Array(Condition, { minItems: 1 })
export const condition = Type.Object({ allOf: Type.Optional(conditions), anyOf: Type.Optional(conditions) }, {
  patternProperties: { '^(?!allOf$|anyOf$)[a-z][A-Za-z0-9]*$': Test }, additionalProperties: false, minProperties: 1
})
