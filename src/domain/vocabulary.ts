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
/** Who acts, and at which levels such an actor can be. */
export interface Actor extends Label { levels: readonly string[] }
export interface ProblemDefinition extends Label { status: number, about: Label }

/** `open`: something may still come before a case in this state is done with. */
export interface CaseState extends Label { open: boolean }
/** The higher the rank, the higher the authority. */
export interface Level extends Label { rank: number }
/** A rule of this product, not of the law; `about` says so, and how it is meant. */
export interface FairnessRule extends Label { about: Label }

/** The codes that only records use: cases, earlier decisions, and the events that tell of them. */
export interface RecordVocabulary {
  caseStates: Readonly<Record<string, CaseState>>
  priorStates: Readonly<Record<string, Label>>
  /** the reasons of step-not-allowed, the one that is told first coming first */
  refusals: Readonly<Record<string, Label>>
  levels: Readonly<Record<string, Level>>
  sources: Readonly<Record<string, Label>>
  refKinds: Readonly<Record<string, Label>>
  evidenceKinds: Readonly<Record<string, Label>>
  deliveryMethods: Readonly<Record<string, Label>>
  reportTargets: Readonly<Record<string, Label>>
  reportSubjects: Readonly<Record<string, Label>>
  reviewOutcomes: Readonly<Record<string, Label>>
  rectificationResults: Readonly<Record<string, Label>>
  interimMeasures: Readonly<Record<string, Label>>
  deadlineKinds: Readonly<Record<string, Label>>
  /** types of step records beside the steps of a case */
  entries: Readonly<Record<string, Label>>
  eventTypes: Readonly<Record<string, Label>>
  chainFaults: Readonly<Record<string, Label>>
  fairnessRules: Readonly<Record<string, FairnessRule>>
}

export interface Vocabulary extends RecordVocabulary {
  subjectTypes: Readonly<Record<string, SubjectType>>
  tiers: Readonly<Record<string, TierDefinition>>
  facts: Readonly<Record<string, FactDefinition>>
  circumstances: Readonly<Record<string, FactDefinition>>
  conducts: Readonly<Record<string, ConductDefinition>>
  measures: Readonly<Record<string, MeasureDefinition>>
  outcomes: Readonly<Record<string, Label>>
  vias: Readonly<Record<string, Label>>
  actors: Readonly<Record<string, Actor>>
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
