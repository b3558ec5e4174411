/** What is answered: results with findings and their reasons, measures with bases and dates, the steps that the law demands. */
import { Type } from 'typebox'
import { vocabulary } from '../rulesets/vocabulary.ts'
import { closed, codes, ConductCode, list, MeasureCode, Notes, orNull, PrintedDay, ProvisionId, ref, Tier } from './common.ts'

const { 'not-in-force': _, ...answerable } = vocabulary.outcomes
export const Outcome = codes(answerable, [], { $id: 'Outcome', description: 'violation: a provision is met. not-met: provisions exist, the facts do not meet them. no-provision: no ruleset that applies mentions the conduct. needs-facts: the result hangs on facts that were not given.' })
const Via = codes(vocabulary.vias, [], { $id: 'Via' })
export const Actor = codes(vocabulary.actors, [], { $id: 'Actor' })

const Value = Type.Unsafe<boolean | number | string>({ type: ['boolean', 'integer', 'string'] })
export const Requirement = Type.Unsafe<unknown>({
  $id: 'Requirement',
  description: 'what a condition requires: a value, one of several, or a number from (gte) and below (lt)',
  anyOf: [
    Value,
    { type: 'array', items: Value },
    { type: 'object', properties: { gte: { type: 'integer' }, lt: { type: 'integer' } }, additionalProperties: false }
  ]
})
const Is = Type.Unsafe<unknown>({ $id: 'GivenValue', description: 'the value given; null: not given', anyOf: [Value, { type: 'array', items: { type: 'string' } }, { type: 'null' }] })

export const Reason = Type.Object({ fact: Type.String(), is: ref(Is), requires: ref(Requirement) }, { ...closed, $id: 'Reason' })

export const Considered = Type.Object({
  provision: ref(ProvisionId),
  citation: Type.String(),
  via: ref(Via),
  why: codes({ 'condition-failed': 1, 'condition-unknown': 1, 'not-reached': 1 }, [], { description: 'not-reached: its condition holds, but a provision that goes first is met' }),
  conditions: list(Type.Object({
    fact: Type.String(),
    is: ref(Is),
    requires: ref(Requirement),
    holds: Type.Unsafe<false | null>({ enum: [false, null], description: 'false: failed; null: still unknown' })
  }, closed))
}, { ...closed, $id: 'Considered', description: 'A provision on the conduct that is not met, or not certainly met.' })

export const Finding = Type.Object({
  provision: ref(ProvisionId),
  citation: Type.String({ description: 'the provision in official form' }),
  title: Type.String({ description: 'a short title in this service\'s own words' }),
  tier: orNull(ref(Tier)),
  governing: Type.Boolean({ description: 'false: met, but a heavier provision governs' }),
  catchAll: Type.Boolean({ description: 'a person must have judged that it fits' }),
  via: ref(Via),
  basis: list(ref(ProvisionId)),
  printedBasis: Type.Optional(list(ref(ProvisionId), { description: 'the basis as printed, where that is a misprint' })),
  notes: ref(Notes),
  because: list(ref(Reason))
}, { ...closed, $id: 'Finding' })

export const AskedFact = Type.Object({
  fact: Type.String(),
  type: codes({ boolean: 1, enum: 1, integer: 1 }),
  values: Type.Optional(list(Type.String())),
  minimum: Type.Optional(Type.Integer()),
  maximum: Type.Optional(Type.Integer()),
  label: Type.String(),
  question: Type.String({ description: 'the fact as a question to an official' }),
  conduct: Type.Optional(ref(ConductCode))
}, { ...closed, $id: 'AskedFact' })

export const Result = Type.Object({
  conduct: ref(ConductCode),
  outcome: ref(Outcome),
  findings: list(ref(Finding)),
  questions: list(ref(AskedFact), { description: 'exactly the facts on which the result hangs' }),
  considered: Type.Optional(list(ref(Considered)))
}, { ...closed, $id: 'Result' })

const Assumed = Type.Unsafe<Record<string, boolean | number | string>>({
  $id: 'Assumed',
  type: 'object',
  description: 'the circumstances that were not given, with the defaults taken',
  properties: Object.fromEntries(Object.entries(vocabulary.circumstances).filter(([, { default: value }]) => value !== undefined).map(([name, { type }]) => [name, { type: type === 'enum' ? 'string' : type }])),
  additionalProperties: false
})

export const RulesetVersion = Type.Object({
  id: Type.String(),
  version: Type.String(),
  digest: Type.String({ description: 'of the ruleset with all that it rests on: equal digests give equal answers' })
}, { ...closed, $id: 'RulesetVersion' })

const classification = {
  outcome: ref(Outcome),
  tier: orNull(ref(Tier)),
  ruleset: ref(RulesetVersion),
  results: list(ref(Result), { description: 'in the order of the conducts' }),
  assumed: ref(Assumed),
  notes: ref(Notes)
}
export const Classification = Type.Object(classification, { ...closed, $id: 'Classification' })

export const Sanction = Type.Object({
  measure: ref(MeasureCode),
  label: Type.String(),
  mandatory: Type.Boolean({ description: 'false: the authority\'s choice' }),
  imposedBy: ref(Actor),
  basis: list(ref(ProvisionId)),
  notes: ref(Notes),
  from: Type.Optional(PrintedDay),
  to: Type.Optional(PrintedDay),
  lapsed: Type.Optional(Type.Boolean({ description: 'the period had ended before the day of the decision' }))
}, { ...closed, $id: 'Sanction' })

export const Requirements = Type.Object({
  signers: Type.Optional(Type.Integer()),
  confirmedBy: Type.Optional(Type.String()),
  written: Type.Optional(Type.Boolean()),
  contents: Type.Optional(list(Type.String())),
  to: Type.Optional(Type.String()),
  from: Type.Optional(Type.String()),
  measures: Type.Optional(list(Type.String())),
  evidenceKinds: Type.Optional(list(Type.String()))
}, { ...closed, $id: 'StepRequirements' })

export const ProcedureStep = Type.Object({
  step: codes(vocabulary.steps),
  label: Type.String(),
  by: ref(Actor),
  what: Type.String(),
  basis: list(ref(ProvisionId)),
  requires: ref(Requirements),
  within: Type.Optional(Type.Object({ count: Type.Integer(), unit: codes(vocabulary.units), after: Type.String() }, closed)),
  notes: ref(Notes),
  demanded: Type.Optional(Type.Boolean({ description: 'false: allowed, not asked for' }))
}, { ...closed, $id: 'ProcedureStep' })

export const SanctionAnswer = Type.Object({
  ...classification,
  decidedOn: PrintedDay,
  sanctions: list(ref(Sanction)),
  subsumed: list(ref(MeasureCode), { description: 'measures that a mandatory one makes pointless' }),
  procedure: list(ref(ProcedureStep), { description: 'the steps that the law demands, in order' })
}, { ...closed, $id: 'SanctionAnswer' })

export const Comparison = Type.Object({
  items: list(Type.Object({
    ruleset: Type.String(),
    outcome: codes(vocabulary.outcomes),
    tier: orNull(ref(Tier)),
    governing: list(ref(ProvisionId)),
    measures: list(Type.Object({ measure: ref(MeasureCode), mandatory: Type.Boolean() }, closed)),
    questions: list(ref(AskedFact))
  }, closed))
}, { ...closed, $id: 'Comparison' })

export const answerShapes = [Outcome, Via, Actor, Requirement, Is, Reason, Considered, Finding, AskedFact, Result, Assumed, RulesetVersion,
  Classification, Sanction, Requirements, ProcedureStep, SanctionAnswer, Comparison]
