/** The codes of the interface, as the vocabulary file gives them. The domain knows their shape, never a list of them. */

import { isDay } from './day.ts'

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

/** A fact about an application for filing as a whole, or about one of its occupations. A date fact is a day, or that it never happened. */
export interface FilingFact extends Omit<FactDefinition, 'type' | 'default' | 'graded'> {
  type: FactDefinition['type'] | 'date'
  of: 'application' | 'occupation'
  /** what an integer counts, as the texts print it: 名, 大类 */
  unit?: string
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

/** What does not fit between an evaluation and a filing, and the conduct that it would be. */
export interface LeadKind extends Label { conduct: string }

/** The codes that only agencies and inspections use. */
export interface RegisterVocabulary {
  agencySteps: Readonly<Record<string, Label>>
  agencyStatuses: Readonly<Record<string, Label>>
  applicationStates: Readonly<Record<string, Label>>
  staffRoles: Readonly<Record<string, Label>>
  /** further reasons of step-not-allowed */
  registerRefusals: Readonly<Record<string, Label>>
  supervisionForms: Readonly<Record<string, Label>>
  handlings: Readonly<Record<string, Label>>
  ledgerKinds: Readonly<Record<string, Label>>
  leads: Readonly<Record<string, LeadKind>>
  comparisonLines: Readonly<Record<string, Label>>
  campaignSteps: Readonly<Record<string, Label>>
  campaignStates: Readonly<Record<string, Label>>
  checkResults: Readonly<Record<string, Label>>
}

/** Where somebody who supervises stands. */
export interface Supervisor extends Label { level: string }

/** The codes of the rules on filing, papers, rating and supervision. */
export interface FilingVocabulary {
  filingFacts: Readonly<Record<string, FilingFact>>
  filingTracks: Readonly<Record<string, Label>>
  filingKinds: Readonly<Record<string, Label>>
  filingOutcomes: Readonly<Record<string, Label>>
  /** why there is no answer */
  filingSilences: Readonly<Record<string, Label>>
  filingStatuses: Readonly<Record<string, Label>>
  filingMaterials: Readonly<Record<string, Label>>
  filingAcceptors: Readonly<Record<string, Label>>
  /** what must come before an application is accepted */
  filingPreliminaries: Readonly<Record<string, Label>>
  filingSteps: Readonly<Record<string, Label>>
  filingDates: Readonly<Record<string, Label>>
  filingLimits: Readonly<Record<string, Label>>
  paperMedia: Readonly<Record<string, Label>>
  paperOutcomes: Readonly<Record<string, Label>>
  ratingResults: Readonly<Record<string, Label>>
  ratingSteps: Readonly<Record<string, Label>>
  supervisors: Readonly<Record<string, Supervisor>>
  supervisionRoles: Readonly<Record<string, Label>>
  supervisionScopes: Readonly<Record<string, Label>>
  selections: Readonly<Record<string, Label>>
  inspectionFocus: Readonly<Record<string, Label>>
  inspectionReports: Readonly<Record<string, Label>>
  circularUses: Readonly<Record<string, Label>>
  crossingRequirements: Readonly<Record<string, Label>>
  refusalContents: Readonly<Record<string, Label>>
}

export interface Vocabulary extends RecordVocabulary, RegisterVocabulary, FilingVocabulary {
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

/** The name of a code of a section; the code itself where the section has none. */
export const labelOf = (section: Readonly<Record<string, Label>>, code: string, lang: Lang): string => section[code]?.[lang] ?? code

/** `agency.fees` is a conduct of an `agency`. */
export const subjectOf = (conduct: string): string => conduct.slice(0, conduct.indexOf('.'))

/** Whether a fact can take this value at all: its type, and its values or bounds. */
export function canTake (fact: FactDefinition | FilingFact, value: FactValue): boolean {
  if (fact.type === 'date') return typeof value === 'string' && (value === 'never' || isDay(value))
  if (fact.type === 'boolean') return typeof value === 'boolean'
  if (fact.type === 'enum') return typeof value === 'string' && Object.hasOwn(fact.values ?? {}, value)
  return typeof value === 'number' && Number.isSafeInteger(value) &&
    value >= (fact.minimum ?? Number.MIN_SAFE_INTEGER) && value <= (fact.maximum ?? Number.MAX_SAFE_INTEGER)
}
