/** Rulesets, provisions and codes as they are shown. */
import { Type } from 'typebox'
import { Actor, ProcedureStep, Requirement } from './answer.ts'
import { AgencyRulesView } from './agency-rules.ts'
import { closed, codes, ConductCode, FactType, FilingFactType, FactValue, list, MeasureCode, Notes, orNull, PrintedDay, ProvisionId, ProvisionKind, ref, SubjectType, Tier } from './common.ts'

const FactCondition = Type.Object({ fact: Type.String(), requires: ref(Requirement) }, { ...closed, $id: 'FactCondition', description: 'Holds where the fact is as required.' })
const several = { type: 'array', items: { $ref: 'Condition#' } } as const
const AllOf = Type.Unsafe<unknown>({ $id: 'AllOf', type: 'object', required: ['allOf'], properties: { allOf: several }, ...closed, description: 'Holds where every one holds; always, where there is none.' })
const AnyOf = Type.Unsafe<unknown>({ $id: 'AnyOf', type: 'object', required: ['anyOf'], properties: { anyOf: several }, ...closed, description: 'Holds where one of them holds.' })
/** Told apart by the one property that each requires and the others do not know. */
export const Condition = Type.Unsafe<unknown>({
  $id: 'Condition',
  description: 'On what it depends: a fact, all of several conditions, or any of them. 条件。',
  oneOf: [ref(FactCondition), ref(AllOf), ref(AnyOf)]
})

const Document = Type.Object({
  title: Type.String(),
  number: orNull(Type.String()),
  issuer: Type.String(),
  issuedOn: orNull(PrintedDay)
}, { ...closed, $id: 'LegalDocument', description: 'The official text that a ruleset renders. 文件。' })

const Version = Type.Object({ version: Type.String(), from: PrintedDay, until: orNull(PrintedDay), digest: Type.String() }, { ...closed, $id: 'RulesetInForce', description: 'A version and the days on which it is in force. 版本及施行期间。' })

const RulesetSummary = Type.Object({
  id: Type.String(),
  title: Type.String(),
  jurisdiction: Type.String({ description: 'GB/T 2260; trailing zeros cover everything below' }),
  fallback: orNull(Type.String()),
  document: ref(Document),
  versions: list(ref(Version))
}, { ...closed, $id: 'RulesetSummary', description: 'A ruleset and its versions.' })

export const RulesetList = Type.Object({ items: list(ref(RulesetSummary)) }, { ...closed, $id: 'RulesetList', description: 'All rulesets. 规定列表。' })

export const MeasureRule = Type.Object({
  measure: ref(MeasureCode),
  label: Type.String(),
  mandatory: Type.Boolean(),
  when: ref(Condition),
  imposedBy: ref(Actor),
  citation: orNull(Type.String()),
  notes: ref(Notes)
}, { ...closed, $id: 'MeasureRule', description: 'A measure that a provision brings, and on what condition.' })

const TierByFact = Type.Object({
  fact: Type.String(),
  tiers: Type.Unsafe<Readonly<Record<string, string>>>({ type: 'object', additionalProperties: { type: 'string' }, description: 'the tier that each value of the fact gives' })
}, { ...closed, $id: 'TierByFact', description: 'A tier that hangs on a fact.' })

const ProvisionConduct = Type.Object({ conduct: ref(ConductCode), when: ref(Condition), notes: ref(Notes) }, { ...closed, $id: 'ProvisionConduct', description: 'A conduct that a provision mentions, and on what condition it is met.' })

export const ProvisionView = Type.Object({
  provision: ref(ProvisionId),
  ruleset: Type.String(),
  version: Type.String(),
  kind: ref(ProvisionKind),
  citation: Type.String({ description: 'the provision in official form' }),
  title: Type.String({ description: 'a short title in this service\'s own words' }),
  tier: orNull(ref(Tier)),
  tierByFact: Type.Optional(ref(TierByFact)),
  rank: orNull(Type.Integer({ description: 'orders provisions on persons; higher is heavier' })),
  catchAll: Type.Boolean({ description: 'a person must judge whether it fits' }),
  conducts: list(ref(ProvisionConduct)),
  measures: list(ref(MeasureRule)),
  basis: list(ref(ProvisionId), { description: 'the provisions of another ruleset that it rests on' }),
  printedBasis: list(ref(ProvisionId), { description: 'the basis as printed, where that is a misprint' }),
  notes: ref(Notes),
  officialText: Type.Optional(Type.String({ description: 'the provision in the authority\'s own copy of the text, where it keeps one beside the service' }))
}, { ...closed, $id: 'Provision', description: 'A place in a ruleset: what it is on, when it is met, what it brings. 条款。' })

const NoteView = Type.Object({
  id: Type.String(),
  question: Type.String(),
  reading: Type.String({ description: 'how this service reads the text' }),
  otherReading: orNull(Type.String({ description: 'how it could be read, too' })),
  about: list(Type.String())
}, { ...closed, $id: 'Note', description: 'A numbered reading of the text. 适用说明。' })

const PartView = Type.Object({ provision: ref(ProvisionId), citation: Type.String(), title: Type.String(), kind: ref(ProvisionKind) }, { ...closed, $id: 'Part', description: 'A place in a ruleset that says nothing of misconduct.' })

const ScopeRule = Type.Object({ circumstance: Type.String(), values: list(ref(FactValue)) }, { ...closed, $id: 'ScopeRule', description: 'A circumstance, and for which values of it the ruleset is meant.' })
const SupplementedConduct = Type.Object({ conduct: ref(ConductCode), notes: ref(Notes) }, { ...closed, $id: 'SupplementedConduct', description: 'A conduct on which the fallback is asked where the ruleset mentions it but is not met.' })
const ProvisionBeside = Type.Object({ provision: ref(ProvisionId), notes: ref(Notes) }, { ...closed, $id: 'ProvisionBeside', description: 'A provision of the fallback that is always asked beside the ruleset\'s own.' })
const Article = Type.Object({ path: Type.String(), citation: Type.String(), title: Type.String(), provisions: list(ref(ProvisionView)) }, { ...closed, $id: 'Article', description: 'An article with its provisions on misconduct.' })
const Rider = Type.Object({ on: ref(SubjectType), when: ref(Condition), provision: ref(ProvisionView) }, { ...closed, $id: 'Rider', description: 'Adds measures to whatever else is found.' })
const EarlierDecisionRule = Type.Object({
  tier: ref(Tier),
  measure: ref(MeasureCode),
  withinYears: orNull(Type.Integer()),
  rectifiedBeforeConduct: Type.Boolean(),
  rectificationPeriodEndedBeforeConduct: Type.Boolean()
}, { ...closed, $id: 'EarlierDecisionRule', description: 'What the earlier decision must have been.' })
const Escalation = Type.Object({
  raises: ref(ProvisionId),
  to: ref(Tier),
  under: list(Type.String(), { description: 'the places under which the present conduct falls' }),
  prior: ref(EarlierDecisionRule),
  notes: ref(Notes)
}, { ...closed, $id: 'Escalation', description: 'How an earlier decision raises the present conduct. 再犯升档。' })
const Gap = Type.Object({ conduct: ref(ConductCode), when: ref(Condition), why: Type.String(), notes: ref(Notes) }, { ...closed, $id: 'Gap', description: 'Facts that the text leaves alone, on purpose as this service reads it.' })
const MeasureLabel = Type.Object({ measure: ref(MeasureCode), label: Type.String() }, { ...closed, $id: 'MeasureLabel', description: 'A measure with its name.' })
const Procedure = Type.Object({ subjects: list(ref(SubjectType)), steps: list(ref(ProcedureStep)) }, { ...closed, $id: 'Procedure', description: 'The steps for these subjects, in order. 程序。' })

export const RulesetView = Type.Object({
  id: Type.String(),
  version: Type.String(),
  digest: Type.String({ description: 'of the ruleset with all that it rests on: equal digests give equal answers' }),
  title: Type.String(),
  document: ref(Document),
  jurisdiction: Type.String({ description: 'GB/T 2260; trailing zeros cover everything below' }),
  from: PrintedDay,
  until: orNull(PrintedDay),
  fallback: orNull(Type.String({ description: 'the ruleset that answers where this one does not' })),
  scope: list(ref(ScopeRule)),
  supplement: list(ref(SupplementedConduct)),
  besides: list(ref(ProvisionBeside)),
  articles: list(ref(Article)),
  riders: list(ref(Rider)),
  escalations: list(ref(Escalation), { description: 'in the order in which they are applied; inherited ones included' }),
  gaps: list(ref(Gap)),
  notes: list(ref(NoteView), { description: 'the numbered readings of this ruleset, those of others that its provisions name, and those that hold for all' }),
  measures: list(ref(MeasureLabel)),
  procedure: list(ref(Procedure)),
  otherParts: list(ref(PartView)),
  agencies: orNull(ref(AgencyRulesView))
}, { ...closed, $id: 'Ruleset', description: 'A ruleset as of a day. 规定全貌。' })

const FactValueLabel = Type.Object({ value: Type.String(), label: Type.String() }, { ...closed, $id: 'FactValueLabel', description: 'A value of a fact with its name.' })
const FactView = Type.Object({
  fact: Type.String({ description: 'the name under which the fact is given' }),
  type: ref(FactType),
  label: Type.String(),
  question: Type.String({ description: 'the fact as a question to an official' }),
  values: Type.Optional(list(ref(FactValueLabel))),
  minimum: Type.Optional(Type.Integer()),
  maximum: Type.Optional(Type.Integer()),
  default: Type.Optional(ref(FactValue))
}, { ...closed, $id: 'Fact', description: 'What an official finds, and what it can be. 事实。' })

const Conduct = Type.Object({
  code: ref(ConductCode),
  subjectType: ref(SubjectType),
  label: Type.String(),
  facts: list(ref(FactView)),
  provisions: list(ref(ProvisionId), { description: 'every provision in force that mentions the conduct' })
}, { ...closed, $id: 'Conduct', description: 'A conduct, the facts that it carries, and where the law mentions it. 行为。' })
export const ConductList = Type.Object({ items: list(ref(Conduct)) }, { ...closed, $id: 'ConductList', description: 'Conducts. 行为列表。' })

const Measure = Type.Object({
  code: ref(MeasureCode),
  label: Type.String(),
  on: Type.String({ description: 'on whom: a subject type, staff, or any' }),
  lasts: codes({ once: 1, period: 1, 'until-rectified': 1, 'until-lifted': 1 }, [], { description: 'how long it is in force' }),
  subsumes: list(ref(MeasureCode), { description: 'the measures that it makes pointless' })
}, { ...closed, $id: 'Measure', description: 'A measure. 处理措施。' })
export const MeasureList = Type.Object({ items: list(ref(Measure)) }, { ...closed, $id: 'MeasureList', description: 'All measures. 处理措施列表。' })

const Coded = Type.Object({ code: Type.String(), label: Type.String() }, { ...closed, $id: 'CodeLabel', description: 'A code with its name.' })

const CaseStateLabel = Type.Object({ ...Coded.properties, open: Type.Boolean({ description: 'something may still come before the case is done with' }) }, { ...closed, $id: 'CaseStateLabel', description: 'A state of a case with its name. 案件状态。' })
const FairnessRuleLabel = Type.Object({ ...Coded.properties, about: Type.String({ description: 'how the rule is meant, and that it is none of the law' }) }, { ...closed, $id: 'FairnessRuleLabel', description: 'A rule of this product with its name. 系统自设的公正规则。' })

const LeadLabel = Type.Object({ ...Coded.properties, conduct: ref(ConductCode) }, { ...closed, $id: 'LeadLabel', description: 'What does not fit, and the conduct that it would be. 线索类别。' })

const FilingFactView = Type.Object({
  fact: Type.String({ description: 'the name under which the fact is given' }),
  type: ref(FilingFactType),
  of: codes({ application: 1, occupation: 1 }, [], { description: 'about the application as a whole, or about one occupation in it' }),
  label: Type.String(),
  question: Type.String({ description: 'the fact as a question to an official' }),
  values: Type.Optional(list(ref(FactValueLabel))),
  minimum: Type.Optional(Type.Integer()),
  maximum: Type.Optional(Type.Integer()),
  unit: Type.Optional(Type.String({ description: 'what an integer counts, as the texts print it' }))
}, { ...closed, $id: 'FilingFact', description: 'A fact about an application for filing. 备案事实。' })
const SupervisorLabel = Type.Object({ ...Coded.properties, level: Type.String({ description: 'at which level it stands' }) }, { ...closed, $id: 'SupervisorLabel', description: 'Who supervises. 监督主体。' })

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
  provisionKinds: list(ref(Coded)),
  caseStates: list(ref(CaseStateLabel)),
  priorStates: list(ref(Coded)),
  refusals: list(ref(Coded), { description: 'the reasons of step-not-allowed; the first that applies is given, in this order' }),
  levels: list(ref(Coded), { description: 'from the lowest up' }),
  sources: list(ref(Coded)),
  refKinds: list(ref(Coded)),
  evidenceKinds: list(ref(Coded)),
  deliveryMethods: list(ref(Coded)),
  reportTargets: list(ref(Coded)),
  reportSubjects: list(ref(Coded)),
  reviewOutcomes: list(ref(Coded)),
  rectificationResults: list(ref(Coded)),
  interimMeasures: list(ref(Coded)),
  deadlineKinds: list(ref(Coded)),
  entries: list(ref(Coded), { description: 'types of step records beside the steps of a case' }),
  eventTypes: list(ref(Coded)),
  chainFaults: list(ref(Coded)),
  fairnessRules: list(ref(FairnessRuleLabel), { description: 'rules of this product, none of the law' }),
  agencySteps: list(ref(Coded)),
  agencyStatuses: list(ref(Coded)),
  applicationStates: list(ref(Coded)),
  staffRoles: list(ref(Coded)),
  registerRefusals: list(ref(Coded), { description: 'reasons of step-not-allowed that only agencies and campaigns know' }),
  supervisionForms: list(ref(Coded)),
  handlings: list(ref(Coded)),
  ledgerKinds: list(ref(Coded)),
  leads: list(ref(LeadLabel), { description: 'what does not fit between an evaluation and a filing, and the conduct that it would be' }),
  comparisonLines: list(ref(Coded), { description: 'the kinds of lines in the answer to a data comparison' }),
  campaignSteps: list(ref(Coded)),
  campaignStates: list(ref(Coded)),
  checkResults: list(ref(Coded)),
  filingFacts: list(ref(FilingFactView)),
  filingTracks: list(ref(Coded)),
  filingKinds: list(ref(Coded)),
  filingOutcomes: list(ref(Coded)),
  filingSilences: list(ref(Coded)),
  filingStatuses: list(ref(Coded)),
  filingMaterials: list(ref(Coded)),
  filingAcceptors: list(ref(Coded)),
  filingPreliminaries: list(ref(Coded)),
  filingSteps: list(ref(Coded)),
  filingDates: list(ref(Coded)),
  filingLimits: list(ref(Coded)),
  paperMedia: list(ref(Coded)),
  paperOutcomes: list(ref(Coded)),
  ratingResults: list(ref(Coded)),
  ratingSteps: list(ref(Coded)),
  supervisionRoles: list(ref(Coded)),
  supervisionScopes: list(ref(Coded)),
  selections: list(ref(Coded)),
  inspectionFocus: list(ref(Coded)),
  inspectionReports: list(ref(Coded)),
  circularUses: list(ref(Coded)),
  crossingRequirements: list(ref(Coded)),
  refusalContents: list(ref(Coded)),
  supervisors: list(ref(SupervisorLabel))
}, { ...closed, $id: 'Vocabulary', description: 'Every code that the interface uses, with its name. 词汇表。' })

export const referenceShapes = [FactCondition, AllOf, AnyOf, Condition, Document, Version, RulesetSummary, RulesetList, MeasureRule, TierByFact, ProvisionConduct,
  ProvisionView, NoteView, PartView, ScopeRule, SupplementedConduct, ProvisionBeside, Article, Rider, EarlierDecisionRule, Escalation, Gap, MeasureLabel, Procedure,
  RulesetView, FactValueLabel, FactView, Conduct, ConductList, Measure, MeasureList, Coded, CaseStateLabel, FairnessRuleLabel, FilingFactView, SupervisorLabel, LeadLabel, VocabularyView]
