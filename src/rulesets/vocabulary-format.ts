/** The shape of vocabulary.yaml, format `evenhand-vocabulary/1`: the codes of the interface with their labels. Proved by `rulesets:check`, not at every start. */
import { Type, type Static } from 'typebox'
import type { Vocabulary } from '../domain/vocabulary.ts'

const closed = { additionalProperties: false } as const
const Text = Type.String({ minLength: 1 })
const label = { zh: Text, en: Text }
const Label = Type.Object(label, closed)
const CODE = '^[a-z0-9]+(-[a-z0-9]+)*$'
const FACT = '^[a-z][A-Za-z0-9]*$'
const EVENT = '^evenhand(\\.[a-z0-9]+(-[a-z0-9]+)*){2}$'
const Code = Type.String({ pattern: CODE })

/** A section of the vocabulary: each code with what is said of it, and nothing under another kind of name. */
const section = <T extends Parameters<typeof Type.Record>[1]>(pattern: string, entry: T) =>
  Type.Record(Type.String({ pattern }), entry, { additionalProperties: false, minProperties: 1 })

const graded = { graded: Type.Optional(Type.Boolean({ description: 'the values run from the lighter to the graver' })) }
const asked = { ...label, question: Label }
const Fact = Type.Union([
  Type.Object({ ...asked, type: Type.Literal('boolean'), default: Type.Optional(Type.Boolean()) }, closed),
  Type.Object({ ...asked, ...graded, type: Type.Literal('enum'), values: section(CODE, Label), default: Type.Optional(Code) }, closed),
  Type.Object({ ...asked, type: Type.Literal('integer'), minimum: Type.Optional(Type.Integer()), maximum: Type.Optional(Type.Integer()), default: Type.Optional(Type.Integer()) }, closed)
])

const of = Type.Union([Type.Literal('application'), Type.Literal('occupation')])
const FilingFact = Type.Union([
  Type.Object({ ...asked, of, type: Type.Literal('boolean') }, closed),
  Type.Object({ ...asked, of, type: Type.Literal('enum'), values: section(CODE, Label) }, closed),
  Type.Object({ ...asked, of, type: Type.Literal('integer'), minimum: Type.Optional(Type.Integer()), maximum: Type.Optional(Type.Integer()), unit: Text }, closed),
  Type.Object({ ...asked, of, type: Type.Literal('date') }, closed)
])

export const VocabularyDocument = Type.Object({
  format: Type.Literal('evenhand-vocabulary/1'),
  subjectTypes: section(CODE, Type.Object({ ...label, staff: Type.Boolean({ description: 'works for the evaluation' }) }, closed)),
  tiers: section(CODE, Type.Object({ ...label, rank: Type.Integer({ minimum: 1 }) }, closed)),
  facts: section(FACT, Fact),
  circumstances: section(FACT, Fact),
  conducts: section('^[a-z]+(-[a-z]+)*\\.[a-z0-9]+(-[a-z0-9]+)*$', Type.Object({ ...label, facts: Type.Array(Type.String({ pattern: FACT }), { uniqueItems: true }) }, closed)),
  measures: section(CODE, Type.Object({
    ...label,
    on: Code,
    lasts: Type.Union([Type.Literal('once'), Type.Literal('period'), Type.Literal('until-rectified'), Type.Literal('until-lifted')])
  }, closed)),
  outcomes: section(CODE, Label),
  vias: section(CODE, Label),
  actors: section(CODE, Type.Object({ ...label, levels: Type.Array(Code, { minItems: 1, uniqueItems: true, description: 'the levels at which such an actor can be' }) }, closed)),
  steps: section(CODE, Label),
  units: section(CODE, Label),
  problems: section(CODE, Type.Object({ ...label, status: Type.Integer({ minimum: 400, maximum: 599 }), about: Label }, closed)),
  provisionKinds: section(CODE, Label),
  caseStates: section(CODE, Type.Object({ ...label, open: Type.Boolean({ description: 'something may still come before the case is done with' }) }, closed)),
  priorStates: section(CODE, Label),
  refusals: section(CODE, Label),
  levels: section(CODE, Type.Object({ ...label, rank: Type.Integer({ minimum: 0 }) }, closed)),
  sources: section(CODE, Label),
  refKinds: section(CODE, Label),
  evidenceKinds: section(CODE, Label),
  deliveryMethods: section(CODE, Label),
  reportTargets: section(CODE, Label),
  reportSubjects: section(CODE, Label),
  reviewOutcomes: section(CODE, Label),
  rectificationResults: section(CODE, Label),
  interimMeasures: section(CODE, Label),
  deadlineKinds: section(CODE, Label),
  entries: section(CODE, Label),
  eventTypes: section(EVENT, Label),
  chainFaults: section(CODE, Label),
  fairnessRules: section(CODE, Type.Object({ ...label, about: Label }, closed)),
  agencySteps: section(CODE, Label),
  agencyStatuses: section(CODE, Label),
  applicationStates: section(CODE, Label),
  staffRoles: section(CODE, Label),
  registerRefusals: section(CODE, Label),
  supervisionForms: section(CODE, Label),
  handlings: section(CODE, Label),
  ledgerKinds: section(CODE, Label),
  leads: section(CODE, Type.Object({ ...label, conduct: Type.String({ description: 'the conduct of the agency that it would be' }) }, closed)),
  comparisonLines: section(CODE, Label),
  campaignSteps: section(CODE, Label),
  campaignStates: section(CODE, Label),
  checkResults: section(CODE, Label),
  filingFacts: section(FACT, FilingFact),
  filingTracks: section(CODE, Label),
  filingKinds: section(CODE, Label),
  filingOutcomes: section(CODE, Label),
  filingSilences: section(CODE, Label),
  filingStatuses: section(CODE, Label),
  filingMaterials: section(CODE, Label),
  filingAcceptors: section(CODE, Label),
  filingPreliminaries: section(CODE, Label),
  filingSteps: section(CODE, Label),
  filingDates: section(CODE, Label),
  filingLimits: section(CODE, Label),
  paperMedia: section(CODE, Label),
  paperOutcomes: section(CODE, Label),
  ratingResults: section(CODE, Label),
  ratingSteps: section(CODE, Label),
  supervisors: section(CODE, Type.Object({ ...label, level: Code }, closed)),
  supervisionRoles: section(CODE, Label),
  supervisionScopes: section(CODE, Label),
  selections: section(CODE, Label),
  inspectionFocus: section(CODE, Label),
  inspectionReports: section(CODE, Label),
  circularUses: section(CODE, Label),
  crossingRequirements: section(CODE, Label),
  refusalContents: section(CODE, Label)
}, { ...closed, title: 'Evenhand vocabulary, format 1' })

/** What fits the schema is what the domain calls a vocabulary. */
type Fits<Shape extends Vocabulary> = Shape
export type VocabularyDocument = Fits<Static<typeof VocabularyDocument>>
