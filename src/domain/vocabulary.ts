/** The codes of the interface, as the vocabulary file gives them. The domain knows their shape, never a list of them. */

export type Lang = 'zh' | 'en'
export interface Label { zh: string, en: string }
export type FactValue = boolean | number | string

export interface FactDefinition extends Label {
  type: 'boolean' | 'enum' | 'integer'
  question: Label
  /** of an enum: value code → label, from lighter to graver where `graded` */
  values?: Readonly<Record<string, Label>>
  minimum?: number
  maximum?: number
  graded?: boolean
  /** of a circumstance: what is taken where nothing is said */
  default?: FactValue
}

export interface ConductDefinition extends Label { facts: readonly string[] }
export interface MeasureDefinition extends Label { on: string, lasts: 'once' | 'period' | 'until-rectified' | 'until-lifted' }
export interface TierDefinition extends Label { rank: number }
export interface SubjectType extends Label { staff: boolean }
export interface ProblemDefinition extends Label { status: number, about: Label }

export interface Vocabulary {
  subjectTypes: Readonly<Record<string, SubjectType>>
  tiers: Readonly<Record<string, TierDefinition>>
  facts: Readonly<Record<string, FactDefinition>>
  circumstances: Readonly<Record<string, FactDefinition>>
  conducts: Readonly<Record<string, ConductDefinition>>
  measures: Readonly<Record<string, MeasureDefinition>>
  outcomes: Readonly<Record<string, Label>>
  vias: Readonly<Record<string, Label>>
  actors: Readonly<Record<string, Label>>
  steps: Readonly<Record<string, Label>>
  units: Readonly<Record<string, Label>>
  problems: Readonly<Record<string, ProblemDefinition>>
  provisionKinds: Readonly<Record<string, Label>>
}

/** `agency.fees` is a conduct of an `agency`. */
export const subjectOf = (conduct: string): string => conduct.slice(0, conduct.indexOf('.'))

/** Whether a fact can take this value at all: its type, and its values or bounds. */
export function canTake (fact: FactDefinition, value: FactValue): boolean {
  if (fact.type === 'boolean') return typeof value === 'boolean'
  if (fact.type === 'enum') return typeof value === 'string' && Object.hasOwn(fact.values ?? {}, value)
  return typeof value === 'number' && Number.isSafeInteger(value) &&
    value >= (fact.minimum ?? Number.MIN_SAFE_INTEGER) && value <= (fact.maximum ?? Number.MAX_SAFE_INTEGER)
}
