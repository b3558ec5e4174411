/** What is answered: results with findings and their reasons, measures with bases and dates, the steps that the law demands. */
import { Type } from 'typebox'
import { vocabulary } from '../rulesets/vocabulary.ts'
import { closed, codes, ConductCode, FactType, FactValue, list, MeasureCode, Notes, orNull, PeriodUnit, PrintedDay, ProvisionId, ref, StepType, Tier } from './common.ts'

const { 'not-in-force': _, ...answerable } = vocabulary.outcomes
export const Outcome = codes(answerable, [], { $id: 'Outcome', description: 'violation: a provision is met. not-met: provisions exist, the facts do not meet them. no-provision: no ruleset that applies mentions the conduct. needs-facts: the result hangs on facts that were not given.' })
const Via = codes(vocabulary.vias, [], { $id: 'Via', description: 'How a provision came to be asked. local: of the ruleset of the place. fallback: of the ruleset that it falls back on, for it is silent on the conduct. supplement: of that one, beside its own. escalation: raised by an earlier decision.' })
export const Actor = codes(vocabulary.actors, [], { $id: 'Actor', description: 'Who acts. 主体。' })

const Range = Type.Object({
  gte: Type.Optional(Type.Integer({ description: 'this much or more' })),
  lt: Type.Optional(Type.Integer({ description: 'less than this' }))
}, { ...closed, minProperties: 1, $id: 'Range', description: 'A number from, and below.' })
export const Requirement = Type.Unsafe<unknown>({
  $id: 'Requirement',
  description: 'What a condition requires: a value, one of several, or a number in a range.',
  anyOf: [ref(FactValue), { type: 'array', items: ref(FactValue) }, ref(Range)]
})
const Is = Type.Unsafe<unknown>({
  $id: 'GivenValue',
  description: 'The value given; of an earlier decision it may be a list. null: not given.',
  anyOf: [ref(FactValue), { type: 'array', items: { type: 'string' } }, { type: 'null' }]
})

export const Reason = Type.Object({ fact: Type.String(), is: ref(Is), requires: ref(Requirement) }, { ...closed, $id: 'Reason', description: 'A fact that counted: what it is and what the provision requires.' })

const OpenCondition = Type.Object({
  fact: Type.String(),
  is: ref(Is),
  requires: ref(Requirement),
  holds: Type.Unsafe<false | null>({ enum: [false, null], description: 'false: failed; null: still unknown' })
}, { ...closed, $id: 'OpenCondition', description: 'A condition that failed or is still unknown.' })

export const Considered = Type.Object({
  provision: ref(ProvisionId),
  citation: Type.String(),
  via: ref(Via),
  why: codes({ 'condition-failed': 1, 'condition-unknown': 1, 'not-reached': 1 }, [], { description: 'not-reached: its condition holds, but a provision that goes first is met' }),
  conditions: list(ref(OpenCondition))
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
  because: list(ref(Reason)),
  officialText: Type.Optional(Type.String({ description: 'the provision in the authority\'s own copy of the text, where it keeps one beside the service' }))
}, { ...closed, $id: 'Finding', description: 'A provision that is met, and why. 认定的条款。' })

export const AskedFact = Type.Object({
  fact: Type.String({ description: 'the name under which the fact is given' }),
  type: ref(FactType),
  values: Type.Optional(list(Type.String(), { description: 'of an enum: what it can be' })),
  minimum: Type.Optional(Type.Integer()),
  maximum: Type.Optional(Type.Integer()),
  label: Type.String(),
  question: Type.String({ description: 'the fact as a question to an official' }),
  conduct: Type.Optional(ref(ConductCode))
}, { ...closed, $id: 'AskedFact', description: 'A fact that is still needed; in a comparison with the conduct that it belongs to. 待查明的事实。' })

export const Result = Type.Object({
  conduct: ref(ConductCode),
  outcome: ref(Outcome),
  findings: list(ref(Finding)),
  questions: list(ref(AskedFact), { description: 'exactly the facts on which the result hangs' }),
  considered: Type.Optional(list(ref(Considered), { description: 'with trace=true: the provisions that were considered and not met' }))
}, { ...closed, $id: 'Result', description: 'What holds of one conduct.' })

const Assumed = Type.Unsafe<Record<string, boolean | number | string>>({
  $id: 'Assumed',
  type: 'object',
  description: 'The circumstances that were not given, with the defaults taken.',
  properties: Object.fromEntries(Object.entries(vocabulary.circumstances).filter(([, { default: value }]) => value !== undefined).map(([name, { type }]) => [name, { type: type === 'enum' ? 'string' : type }])),
  additionalProperties: false
})

export const RulesetVersion = Type.Object({
  id: Type.String(),
  version: Type.String(),
  digest: Type.String({ description: 'of the ruleset with all that it rests on: equal digests give equal answers' })
}, { ...closed, $id: 'RulesetVersion', description: 'Which rules were applied, to the letter. 所适用的规定及其版本。' })

const classification = {
  outcome: ref(Outcome),
  tier: orNull(ref(Tier)),
  ruleset: ref(RulesetVersion),
  results: list(ref(Result), { description: 'in the order of the conducts' }),
  assumed: ref(Assumed),
  notes: ref(Notes)
}
export const Classification = Type.Object(classification, { ...closed, $id: 'Classification', description: 'Which provisions are met, how grave it is, and which facts are missing. 认定结果。' })

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
}, { ...closed, $id: 'Sanction', description: 'A measure that follows; from, to and lapsed only where it has a period. 处理措施及其依据和期限。' })

export const Requirements = Type.Object({
  signers: Type.Optional(Type.Integer({ description: 'how many must sign' })),
  confirmedBy: Type.Optional(Type.String({ description: 'who must confirm' })),
  written: Type.Optional(Type.Boolean()),
  contents: Type.Optional(list(Type.String(), { description: 'what the paper must contain' })),
  to: Type.Optional(Type.String({ description: 'to whom' })),
  from: Type.Optional(Type.String({ description: 'from whom' })),
  measures: Type.Optional(list(Type.String(), { description: 'the measures that the step may take' })),
  evidenceKinds: Type.Optional(list(Type.String()))
}, { ...closed, $id: 'StepRequirements', description: 'What the law requires of a step.' })

const StepPeriod = Type.Object({
  count: Type.Integer(),
  unit: ref(PeriodUnit),
  after: Type.String({ description: 'the step or event from which it is counted' })
}, { ...closed, $id: 'StepPeriod', description: 'By when a step must have come.' })

export const ProcedureStep = Type.Object({
  step: ref(StepType),
  label: Type.String(),
  by: ref(Actor),
  what: Type.String({ description: 'what is to be done, in this service\'s own words' }),
  basis: list(ref(ProvisionId)),
  requires: ref(Requirements),
  within: Type.Optional(ref(StepPeriod)),
  notes: ref(Notes),
  demanded: Type.Optional(Type.Boolean({ description: 'false: allowed, not asked for' }))
}, { ...closed, $id: 'ProcedureStep', description: 'A step of the procedure. 程序步骤。' })

export const SanctionAnswer = Type.Object({
  ...classification,
  decidedOn: PrintedDay,
  sanctions: list(ref(Sanction)),
  subsumed: list(ref(MeasureCode), { description: 'measures that a mandatory one makes pointless' }),
  procedure: list(ref(ProcedureStep), { description: 'the steps that the law demands, in order' })
}, { ...closed, $id: 'SanctionAnswer', description: 'The classification with what follows from it. 认定结果及其处理。' })

const ComparedMeasure = Type.Object({ measure: ref(MeasureCode), mandatory: Type.Boolean() }, { ...closed, $id: 'ComparedMeasure', description: 'A measure that would follow.' })

const ComparisonItem = Type.Object({
  ruleset: Type.String(),
  outcome: codes(vocabulary.outcomes, [], { description: 'not-in-force: the ruleset was not in force on that day; for the others see Outcome' }),
  tier: orNull(ref(Tier)),
  governing: list(ref(ProvisionId)),
  measures: list(ref(ComparedMeasure)),
  questions: list(ref(AskedFact))
}, { ...closed, $id: 'ComparisonItem', description: 'What holds under one ruleset.' })

export const Comparison = Type.Object({ items: list(ref(ComparisonItem)) }, { ...closed, $id: 'Comparison', description: 'The same facts under every ruleset. 对比结果。' })

export const answerShapes = [Outcome, Via, Actor, Range, Requirement, Is, Reason, OpenCondition, Considered, Finding, AskedFact, Result, Assumed, RulesetVersion,
  Classification, Sanction, Requirements, StepPeriod, ProcedureStep, SanctionAnswer, ComparedMeasure, ComparisonItem, Comparison]
