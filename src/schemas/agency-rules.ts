/** What a ruleset says of agencies themselves, as it is shown. */
import { Type } from 'typebox'
import { closed, ConductCode, list, Notes, orNull, PeriodUnit, PrintedDay, ProvisionId, ref } from './common.ts'
import { FilingAcceptor, FilingDateCode, FilingKind, FilingLimitCode, FilingMaterial, FilingStepCode, FilingTrack, PaperMedium } from './filing.ts'

const Condition = Type.Unsafe<unknown>({ $ref: 'Condition#' })
const CodeLabel = Type.Unsafe<{ code: string, label: string }>({ $ref: 'CodeLabel#' })
const SupervisorLabel = Type.Unsafe<{ code: string, label: string, level: string }>({ $ref: 'SupervisorLabel#' })

const Place = Type.Object({ provision: ref(ProvisionId), citation: Type.String() }, { ...closed, $id: 'CitedPlace', description: 'A place of the text. 条文位置。' })
const basis = { provision: ref(ProvisionId), citation: Type.String(), also: list(ref(Place), { description: 'further places that say the same' }), notes: ref(Notes) }
const scoped = { kinds: list(ref(FilingKind)), when: Condition }
const each = Type.Boolean({ description: 'of every occupation by itself' })
const named = { id: Type.String(), title: Type.String() }

const ConditionRule = Type.Object({ ...named, requires: Condition, each, ...scoped, ...basis }, { ...closed, $id: 'FilingConditionRule', description: 'A condition of filing. 备案条件。' })
const ExclusionRule = Type.Object({ ...named, applies: Condition, lookBackYears: orNull(Type.Integer()), ...scoped, ...basis }, { ...closed, $id: 'FilingExclusionRule', description: 'Who may not be filed. 排除情形。' })
const OccupationRule = Type.Object({ ...named, requires: Condition, ...basis }, { ...closed, $id: 'FilingOccupationRule', description: 'Which occupations may be filed at all. 可备案的职业。' })
const MaterialRule = Type.Object({ material: ref(FilingMaterial), label: Type.String(), each, ...scoped, ...basis }, { ...closed, $id: 'FilingMaterialRule', description: 'A paper to hand in. 应交材料。' })
const RouteRule = Type.Object({ ...named, accepts: ref(FilingAcceptor), label: Type.String(), each, first: list(CodeLabel, { description: 'what must come first' }), ...scoped, ...basis },
  { ...closed, $id: 'FilingRouteRule', description: 'Who accepts. 受理部门。' })
const StepRule = Type.Object({
  step: ref(FilingStepCode),
  label: Type.String(),
  date: ref(FilingDateCode),
  until: orNull(ref(FilingDateCode)),
  by: orNull(Type.String({ description: 'only where this authority accepts' })),
  instead: orNull(Type.String({ description: 'the step in whose place it comes' })),
  ...scoped,
  ...basis
}, { ...closed, $id: 'FilingStepRule', description: 'A step of the procedure. 办理环节。' })
const LimitRule = Type.Object({
  limit: ref(FilingLimitCode),
  label: Type.String(),
  count: orNull(Type.Integer()),
  unit: orNull(ref(PeriodUnit)),
  after: ref(FilingDateCode),
  until: ref(FilingDateCode),
  atLeast: Type.Boolean(),
  excluding: list(Type.Unsafe<readonly [string, string]>({ type: 'array', items: ref(FilingDateCode), minItems: 2, maxItems: 2 }), { description: 'between which dates time does not count' }),
  by: orNull(Type.String({ description: 'only where this authority accepts' })),
  setBy: orNull(ref(FilingDateCode)),
  ...scoped,
  ...basis
}, { ...closed, $id: 'FilingLimitRule', description: 'A period of the procedure. 办理时限。' })
const Period = Type.Object({ count: Type.Integer(), unit: ref(PeriodUnit), ...basis }, { ...closed, $id: 'FilingPeriodRule', description: 'How long a filing holds, or how long before its end renewal may be applied for. 有效期或续期时段。' })
const RefusalRule = Type.Object({ written: Type.Boolean(), contents: list(CodeLabel), ...basis }, { ...closed, $id: 'FilingRefusalRule', description: 'How a refusal is told. 不予备案的告知。' })
const BasisRule = Type.Object(basis, { ...closed, $id: 'RuleBasis', description: 'Where a rule stands. 规则依据。' })

const TrackRule = Type.Object({
  track: ref(FilingTrack),
  title: Type.String(),
  provision: ref(ProvisionId),
  citation: Type.String(),
  kinds: list(ref(FilingKind)),
  examined: Condition,
  conditions: list(ref(ConditionRule)),
  exclusions: list(ref(ExclusionRule)),
  occupations: list(ref(OccupationRule)),
  materials: list(ref(MaterialRule)),
  verification: orNull(ref(BasisRule)),
  routes: list(ref(RouteRule)),
  steps: list(ref(StepRule)),
  limits: list(ref(LimitRule)),
  validity: orNull(ref(Period)),
  renewal: orNull(ref(Period)),
  refusal: ref(RefusalRule)
}, { ...closed, $id: 'FilingTrackRules', description: 'How agencies of one kind are filed. 某类机构的备案规定。' })

const PaperRule = Type.Object({ medium: ref(PaperMedium), label: Type.String(), years: Type.Integer(), ...basis }, { ...closed, $id: 'PaperRule', description: 'How long papers of an evaluation are kept. 资料保管年限。' })
const CrossingRule = Type.Object({ requires: list(CodeLabel), conduct: ref(ConductCode), ...basis }, { ...closed, $id: 'CrossingRule', description: 'What evaluating in another city needs, and what it is without. 跨市评价。' })
const StarResult = Type.Object({ stars: list(Type.Integer()), result: Type.Unsafe<string>({ $ref: 'RatingResult#' }), label: Type.String() }, { ...closed, $id: 'StarResult', description: 'What so many stars mean. 星级与结论。' })
const RatingRule = Type.Object({ everyYears: Type.Integer(), steps: list(CodeLabel), conduct: ref(ConductCode), results: list(ref(StarResult)), ...basis }, { ...closed, $id: 'RatingRule', description: 'The star rating. 星级评定。' })
export const SupervisionRule = Type.Object({ supervisor: SupervisorLabel, role: CodeLabel, over: CodeLabel, title: Type.String(), ...basis }, { ...closed, $id: 'SupervisionRule', description: 'Who supervises whom. 监督分工。' })
const ReportRule = Type.Object({ what: CodeLabel, to: CodeLabel, provision: ref(ProvisionId), citation: Type.String() }, { ...closed, $id: 'InspectionReportRule', description: 'What is reported to whom. 检查报送。' })
const Campaign = Type.Object({ from: PrintedDay, until: PrintedDay, looksBackTo: PrintedDay }, { ...closed, $id: 'OrderedCampaign', description: 'A campaign that the text itself orders. 文件部署的专项行动。' })
export const InspectionRule = Type.Object({
  forms: list(CodeLabel),
  selection: CodeLabel,
  checklist: list(ref(ProvisionId), { description: 'the articles or provisions that the checklist is drawn from' }),
  focus: list(CodeLabel),
  leads: list(CodeLabel),
  reports: list(ref(ReportRule)),
  campaign: orNull(ref(Campaign)),
  ...basis
}, { ...closed, $id: 'InspectionRule', description: 'How agencies are inspected. 检查方式。' })
const CircularRule = Type.Object({ feeds: list(CodeLabel), ...basis }, { ...closed, $id: 'CircularRule', description: 'What a quality circular bears on. 质量通报。' })
const DirectoryRule = Type.Object({ keptBy: CodeLabel, public: Type.Boolean(), ...basis }, { ...closed, $id: 'DirectoryRule', description: 'Who keeps the directory of agencies. 机构目录。' })

export const AgencyRulesView = Type.Object({
  filing: orNull(list(ref(TrackRule))),
  papers: orNull(list(ref(PaperRule))),
  crossing: orNull(ref(CrossingRule)),
  rating: orNull(ref(RatingRule)),
  supervision: orNull(list(ref(SupervisionRule))),
  inspection: orNull(ref(InspectionRule)),
  circular: orNull(ref(CircularRule)),
  directory: orNull(ref(DirectoryRule))
}, { ...closed, $id: 'AgencyRules', description: 'What the ruleset says of agencies themselves; null: nothing on that. 机构备案、评级与监管规定。' })

export const agencyRuleShapes = [Place, ConditionRule, ExclusionRule, OccupationRule, MaterialRule, RouteRule, StepRule, LimitRule, Period, RefusalRule, BasisRule, TrackRule, PaperRule, CrossingRule, StarResult, RatingRule,
  SupervisionRule, ReportRule, Campaign, InspectionRule, CircularRule, DirectoryRule, AgencyRulesView]
