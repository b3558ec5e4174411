/** Rulesets, provisions and codes as they are shown. */
import { Type } from 'typebox'
import { vocabulary } from '../rulesets/vocabulary.ts'
import { Actor, ProcedureStep, Requirement } from './answer.ts'
import { closed, codes, ConductCode, list, MeasureCode, Notes, orNull, PrintedDay, ProvisionId, ref, SubjectType, Tier } from './common.ts'

export const Condition = Type.Unsafe<unknown>({
  $id: 'Condition',
  description: 'every fact named must hold; allOf and anyOf join conditions; an empty allOf always holds',
  anyOf: [
    { type: 'object', required: ['fact', 'requires'], properties: { fact: { type: 'string' }, requires: ref(Requirement) }, additionalProperties: false },
    { type: 'object', required: ['allOf'], properties: { allOf: { type: 'array', items: { $ref: 'Condition#' } } }, additionalProperties: false },
    { type: 'object', required: ['anyOf'], properties: { anyOf: { type: 'array', items: { $ref: 'Condition#' } } }, additionalProperties: false }
  ]
})

const Document = Type.Object({
  title: Type.String(),
  number: orNull(Type.String()),
  issuer: Type.String(),
  issuedOn: orNull(PrintedDay)
}, { ...closed, $id: 'LegalDocument' })

const Version = Type.Object({ version: Type.String(), from: PrintedDay, until: orNull(PrintedDay), digest: Type.String() }, { ...closed, $id: 'RulesetInForce' })

export const RulesetList = Type.Object({
  items: list(Type.Object({
    id: Type.String(),
    title: Type.String(),
    jurisdiction: Type.String(),
    fallback: orNull(Type.String()),
    document: ref(Document),
    versions: list(ref(Version))
  }, closed))
}, { ...closed, $id: 'RulesetList' })

export const MeasureRule = Type.Object({
  measure: ref(MeasureCode),
  label: Type.String(),
  mandatory: Type.Boolean(),
  when: ref(Condition),
  imposedBy: ref(Actor),
  citation: orNull(Type.String())
}, { ...closed, $id: 'MeasureRule' })

export const ProvisionView = Type.Object({
  provision: ref(ProvisionId),
  ruleset: Type.String(),
  version: Type.String(),
  kind: codes(vocabulary.provisionKinds),
  citation: Type.String(),
  title: Type.String(),
  tier: orNull(ref(Tier)),
  tierByFact: Type.Optional(Type.Object({ fact: Type.String(), tiers: Type.Unsafe<Readonly<Record<string, string>>>({ type: 'object', additionalProperties: { type: 'string' } }) }, closed)),
  rank: orNull(Type.Integer()),
  catchAll: Type.Boolean(),
  conducts: list(Type.Object({ conduct: ref(ConductCode), when: ref(Condition), notes: ref(Notes) }, closed)),
  measures: list(ref(MeasureRule)),
  basis: list(ref(ProvisionId)),
  printedBasis: list(ref(ProvisionId)),
  notes: ref(Notes)
}, { ...closed, $id: 'Provision' })

const NoteView = Type.Object({
  id: Type.String(),
  question: Type.String(),
  reading: Type.String(),
  otherReading: orNull(Type.String()),
  about: list(Type.String())
}, { ...closed, $id: 'Note' })

const PartView = Type.Object({ provision: ref(ProvisionId), citation: Type.String(), title: Type.String(), kind: codes(vocabulary.provisionKinds) }, { ...closed, $id: 'Part' })

export const RulesetView = Type.Object({
  id: Type.String(),
  version: Type.String(),
  digest: Type.String(),
  title: Type.String(),
  document: ref(Document),
  jurisdiction: Type.String(),
  from: PrintedDay,
  until: orNull(PrintedDay),
  fallback: orNull(Type.String()),
  scope: list(Type.Object({ circumstance: Type.String(), values: list(Type.Unsafe<boolean | number | string>({ type: ['boolean', 'integer', 'string'] })) }, closed)),
  supplement: list(Type.Object({ conduct: ref(ConductCode), notes: ref(Notes) }, closed)),
  besides: list(Type.Object({ provision: ref(ProvisionId), notes: ref(Notes) }, closed)),
  articles: list(Type.Object({ path: Type.String(), citation: Type.String(), title: Type.String(), provisions: list(ref(ProvisionView)) }, closed)),
  riders: list(Type.Object({ on: ref(SubjectType), when: ref(Condition), provision: ref(ProvisionView) }, closed)),
  escalations: list(Type.Object({
    raises: ref(ProvisionId),
    to: ref(Tier),
    under: list(Type.String()),
    prior: Type.Object({
      tier: ref(Tier),
      measure: ref(MeasureCode),
      withinYears: orNull(Type.Integer()),
      rectifiedBeforeConduct: Type.Boolean(),
      rectificationPeriodEndedBeforeConduct: Type.Boolean()
    }, closed),
    notes: ref(Notes)
  }, closed), { description: 'in the order in which they are applied; inherited ones included' }),
  gaps: list(Type.Object({ conduct: ref(ConductCode), when: ref(Condition), why: Type.String(), notes: ref(Notes) }, closed)),
  notes: list(ref(NoteView), { description: 'the numbered readings of this ruleset, those of others that its provisions name, and those that hold for all' }),
  measures: list(Type.Object({ measure: ref(MeasureCode), label: Type.String() }, closed)),
  procedure: list(Type.Object({ subjects: list(ref(SubjectType)), steps: list(ref(ProcedureStep)) }, closed)),
  otherParts: list(ref(PartView))
}, { ...closed, $id: 'Ruleset' })

const FactView = Type.Object({
  fact: Type.String(),
  type: codes({ boolean: 1, enum: 1, integer: 1 }),
  label: Type.String(),
  question: Type.String(),
  values: Type.Optional(list(Type.Object({ value: Type.String(), label: Type.String() }, closed))),
  minimum: Type.Optional(Type.Integer()),
  maximum: Type.Optional(Type.Integer()),
  default: Type.Optional(Type.Unsafe<boolean | number | string>({ type: ['boolean', 'integer', 'string'] }))
}, { ...closed, $id: 'Fact' })

export const ConductList = Type.Object({
  items: list(Type.Object({
    code: ref(ConductCode),
    subjectType: ref(SubjectType),
    label: Type.String(),
    facts: list(ref(FactView)),
    provisions: list(ref(ProvisionId), { description: 'every provision in force that mentions the conduct' })
  }, closed))
}, { ...closed, $id: 'ConductList' })

export const MeasureList = Type.Object({
  items: list(Type.Object({
    code: ref(MeasureCode),
    label: Type.String(),
    on: Type.String({ description: 'on whom: a subject type, staff, or any' }),
    lasts: codes({ once: 1, period: 1, 'until-rectified': 1, 'until-lifted': 1 }),
    subsumes: list(ref(MeasureCode))
  }, closed))
}, { ...closed, $id: 'MeasureList' })

const Coded = Type.Object({ code: Type.String(), label: Type.String() }, { ...closed, $id: 'CodeLabel' })

export const VocabularyView = Type.Object({
  subjectTypes: list(ref(Coded)),
  tiers: list(ref(Coded)),
  facts: list(ref(FactView)),
  circumstances: list(ref(FactView)),
  conducts: list(ref(Coded)),
  measures: list(ref(Coded)),
  outcomes: list(ref(Coded)),
  vias: list(ref(Coded)),
  actors: list(ref(Coded)),
  steps: list(ref(Coded)),
  units: list(ref(Coded)),
  problems: list(ref(Coded)),
  provisionKinds: list(ref(Coded))
}, { ...closed, $id: 'Vocabulary' })

export const referenceShapes = [Condition, Document, Version, RulesetList, MeasureRule, ProvisionView, NoteView, PartView, RulesetView, FactView, ConductList, MeasureList, Coded, VocabularyView]
