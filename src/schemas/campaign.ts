/** An inspection campaign as it is shown: its frame and draw, its results, the problem list, the summary. */
import { Type, type Static } from 'typebox'
import type { Given } from '../domain/inspection/campaign.ts'
import { vocabulary } from '../rulesets/vocabulary.ts'
import { AgencyKind } from './agency-step.ts'
import { AskedFact, Outcome, RulesetVersion, Sanction } from './answer.ts'
import { DEFAULT_LIMIT, page, Region } from './case-list.ts'
import { CampaignFocus, CampaignPeriod, CampaignScope, campaignStepShapes, CampaignStepCode, CheckEvidence, CheckResult, DrawSize, RecusalGiven, RiskItem } from './campaign-step.ts'
import { RowId } from './checklist.ts'
import { closed, codes, ConductCode, Jurisdiction, list, MeasureCode, Notes, orNull, parameter, PrintedDay, ProvisionId, ref, RefusalReason, Tier } from './common.ts'
import { Facts } from './question.ts'
import { version } from './record.ts'
import { CaseState, RecordId, Reference, RefKind, ReportTarget, SupervisionForm } from './record-common.ts'

export const CampaignState = codes(vocabulary.campaignStates, [], { $id: 'CampaignState', description: 'Where a campaign stands. 检查行动状态。' })

const count = (description: string) => Type.Integer({ minimum: 0, description })
const seq = Type.Integer({ description: 'the number of the step' })
const nothing = (description: string) => orNull(Type.String({ description }))
/** Facts as they were given. */
const facts = Type.Unsafe<Given>(ref(Facts))

export const NamedAgency = Type.Object({ ref: ref(Reference), name: Type.String() }, { ...closed, $id: 'NamedAgency', description: 'An agency of the campaign. 机构。' })

const FrameAgency = Type.Object({
  ref: ref(Reference),
  refKind: ref(RefKind),
  name: Type.String(),
  weight: Type.Integer({ description: 'how many tickets it has' }),
  unit: nothing('the body that it belongs to'),
  agencyKind: Type.Unsafe<string | null>(orNull(ref(AgencyKind))),
  jurisdiction: ref(Jurisdiction)
}, { ...closed, $id: 'FrameAgency', description: 'An agency in the frame. 抽取范围内的机构。' })

const FrameInspector = Type.Object({
  id: Type.String(),
  name: nothing('as on the papers'),
  unit: nothing('where the official works'),
  recused: list(ref(RecusalGiven))
}, { ...closed, $id: 'FrameInspector', description: 'An inspector in the frame. 检查人员名单。' })

export const Frame = Type.Object({
  agencies: list(ref(FrameAgency), { description: 'by their numbers' }),
  inspectors: list(ref(FrameInspector), { description: 'by their ids' }),
  draw: ref(DrawSize)
}, { ...closed, $id: 'CampaignFrame', description: 'From whom is drawn: exactly this, in RFC 8785 canonical form, is what frameDigest is the SHA-256 of. 抽取范围。' })

const PlanView = Type.Object({
  title: Type.String(),
  period: ref(CampaignPeriod),
  forms: list(ref(SupervisionForm)),
  scope: Type.Unsafe<{ readonly agencyKinds?: readonly string[], readonly tracks?: readonly string[], readonly occupations?: readonly string[] }>(ref(CampaignScope)),
  focus: list(ref(CampaignFocus)),
  riskList: list(ref(RiskItem)),
  draw: ref(DrawSize),
  seedSource: nothing('where the seed comes from'),
  commitment: nothing('SHA-256 of the seed, where it was committed to beforehand'),
  fromDirectory: Type.Boolean({ description: 'the agencies are those that were in the directory' })
}, { ...closed, $id: 'CampaignPlanView', description: 'What was planned. 检查计划内容。' })

const Seed = Type.Object({ value: Type.String(), publishedOn: PrintedDay, where: Type.String() }, { ...closed, $id: 'CampaignSeed', description: 'The seed of the draw, as it was published. 抽取种子。' })

const Selected = Type.Object({
  agency: ref(NamedAgency),
  number: Type.String({ description: 'the smallest of the numbers of its tickets: SHA-256 in hexadecimal' }),
  inspectors: list(Type.String(), { description: 'those drawn for it' }),
  reserves: list(Type.String(), { description: 'those who come next, in order' })
}, { ...closed, $id: 'SelectedAgency', description: 'An agency that was drawn, with its inspectors. 抽中的机构及检查人员。' })

const Draw = Type.Object({ on: PrintedDay, selection: list(ref(Selected), { description: 'in the order of the draw' }) }, { ...closed, $id: 'CampaignDraw', description: 'The draw. 抽取结果。' })

const RecordedCheck = Type.Object({
  row: ref(RowId),
  conduct: orNull(ref(ConductCode)),
  result: ref(CheckResult),
  facts,
  occurredOn: orNull(PrintedDay),
  evidence: list(ref(CheckEvidence)),
  note: nothing('what was seen')
}, { ...closed, $id: 'RecordedCheck', description: 'What was found on one row. 已录入的单行结果。' })

const InspectionResult = Type.Object({
  agency: ref(NamedAgency),
  seq,
  enteredBy: Type.String({ description: 'the id of whoever entered it' }),
  inspectedOn: PrintedDay,
  inspectors: list(Type.String()),
  substitution: nothing('why somebody else than those drawn inspected'),
  beside: Type.Boolean({ description: 'inspected beside the draw, as one of the risk list' }),
  reasons: nothing('why beside the draw'),
  note: nothing('what else there is to say'),
  replacedBy: orNull(Type.Integer({ description: 'the step whose result took the place of this one' })),
  checks: list(ref(RecordedCheck))
}, { ...closed, $id: 'InspectionResult', description: 'The result of one inspection. 检查结果记录。' })

const ProblemReport = Type.Object({ seq, on: PrintedDay, to: ref(ReportTarget), note: nothing('what else was said'), problems: count('agencies on the list') }, { ...closed, $id: 'ProblemReport', description: 'A report of the problem list; the list itself is kept with the step. 问题清单上报记录。' })
const CampaignCase = Type.Object({ agency: ref(NamedAgency), caseId: ref(RecordId), seq }, { ...closed, $id: 'CampaignCase', description: 'A case that was opened. 所立案件。' })
const Closed = Type.Object({ on: PrintedDay, summary: nothing('in words'), reasons: nothing('why though results were missing') }, { ...closed, $id: 'CampaignEnd', description: 'The end of a campaign. 检查行动的结束。' })
const NextStep = Type.Object({ step: ref(CampaignStepCode), label: Type.String(), fields: list(Type.String(), { description: 'needed here beside those that every such step has' }) }, { ...closed, $id: 'CampaignNextStep', description: 'A step that may come now. 可进行的步骤。' })
const Blocked = Type.Object({ step: ref(CampaignStepCode), label: Type.String(), reason: ref(RefusalReason), detail: Type.String() }, { ...closed, $id: 'CampaignBlockedStep', description: 'A step that may not come now, and why. 暂不能进行的步骤。' })

export const CampaignView = Type.Object({
  id: ref(RecordId),
  ...version,
  state: ref(CampaignState),
  jurisdiction: ref(Jurisdiction),
  plannedOn: Type.String({ format: 'date', description: 'the day on the plan' }),
  enteredOn: Type.String({ format: 'date', description: 'the day on which it was entered' }),
  plan: ref(PlanView),
  ruleset: ref(RulesetVersion),
  frame: ref(Frame),
  frameDigest: Type.String({ description: 'sha256: and the digest of the frame in hexadecimal' }),
  seed: orNull(ref(Seed)),
  draw: orNull(ref(Draw)),
  results: list(ref(InspectionResult), { description: 'in the order of entry, those replaced among them' }),
  outstanding: list(ref(NamedAgency), { description: 'drawn, and without a result' }),
  reports: list(ref(ProblemReport)),
  cases: list(ref(CampaignCase)),
  closed: orNull(ref(Closed)),
  nextSteps: list(ref(NextStep)),
  blocked: list(ref(Blocked))
}, { ...closed, $id: 'CampaignView', description: 'A campaign as it stands. 检查行动。' })
export type CampaignView = Static<typeof CampaignView>

const CampaignHead = Type.Object({ title: Type.String(), period: ref(CampaignPeriod) }, { ...closed, $id: 'CampaignHead', description: 'What a campaign is called, and when it is. 检查行动名称与期间。' })

export const CampaignSummary = Type.Object({
  id: ref(RecordId),
  ...version,
  state: ref(CampaignState),
  jurisdiction: ref(Jurisdiction),
  plannedOn: PrintedDay,
  plan: ref(CampaignHead),
  inFrame: count('agencies in the frame'),
  drawn: count('agencies drawn'),
  inspected: count('agencies inspected'),
  cases: count('cases opened')
}, { ...closed, $id: 'CampaignSummary', description: 'A campaign in a list. 检查行动摘要。' })
export const CampaignList = Type.Object({
  items: list(ref(CampaignSummary)),
  next: Type.Optional(Type.String({ description: 'the cursor of the next page, where there is one' }))
}, { ...closed, $id: 'CampaignList', description: 'Campaigns, the newest first. 检查行动列表。' })

const Row = { row: ref(RowId), number: Type.Integer(), citation: Type.String(), title: Type.String() }
const FoundCheck = Type.Object({ ...Row, occurredOn: PrintedDay, evidence: list(ref(CheckEvidence)), note: nothing('what was seen') }, { ...closed, $id: 'FoundCheck', description: 'A row on which a problem was found. 发现问题的行。' })
const FoundConduct = Type.Object({ conduct: ref(ConductCode), label: Type.String(), facts, checks: list(ref(FoundCheck)) }, { ...closed, $id: 'FoundConduct', description: 'A conduct that was found. 发现的行为。' })
const GoverningProvision = Type.Object({ provision: ref(ProvisionId), citation: Type.String(), title: Type.String(), tier: orNull(ref(Tier)), notes: ref(Notes) }, { ...closed, $id: 'GoverningProvision', description: 'A provision that governs. 适用条款。' })
const Handling = Type.Object({
  outcome: ref(Outcome),
  tier: orNull(ref(Tier)),
  ruleset: ref(RulesetVersion),
  governing: list(ref(GoverningProvision)),
  measures: list(ref(Sanction), { description: 'the mandatory ones, and those that the authority may choose' }),
  questions: list(ref(AskedFact), { description: 'what has to be established first; nothing is proposed before' })
}, { ...closed, $id: 'ProposedHandling', description: 'What the rules propose today, the agency\'s earlier decisions counted. Nothing is decided by it. 拟处理意见。' })
const ProblemItem = Type.Object({
  agency: ref(NamedAgency),
  jurisdiction: ref(Jurisdiction),
  result: seq,
  inspectedOn: PrintedDay,
  beside: Type.Boolean(),
  occurredOn: Type.String({ format: 'date', description: 'the earliest day of what was found' }),
  found: list(ref(FoundConduct)),
  handling: ref(Handling),
  caseId: orNull(ref(RecordId))
}, { ...closed, $id: 'ProblemItem', description: 'The problems of one agency, with the handling proposed. 问题清单的一项。' })
export const ProblemList = Type.Object({ campaign: ref(RecordId), items: list(ref(ProblemItem)) }, { ...closed, $id: 'ProblemList', description: 'The problem list of a campaign. 问题清单及拟处理意见。' })

const TierCount = Type.Object({ tier: orNull(ref(Tier)), label: Type.String(), count: count('how many') }, { ...closed, $id: 'TierCount', description: 'How many of a tier; null: none, or not to be said before facts are known. 各档次数量。' })
const OutcomeCount = Type.Object({ outcome: ref(Outcome), label: Type.String(), count: count('agencies') }, { ...closed, $id: 'OutcomeCount', description: 'At how many agencies the rules come to this. 认定结果数量。' })
const StateCount = Type.Object({ state: ref(CaseState), label: Type.String(), count: count('cases') }, { ...closed, $id: 'CaseStateCount', description: 'How many cases are in a state. 各状态案件数。' })
const RowCount = Type.Object({ ...Row, passed: count('agencies without a problem'), failed: count('agencies with one'), tiers: list(ref(TierCount)) }, { ...closed, $id: 'RowCount', description: 'What was found on one row, over all agencies. 各行检查情况。' })
const MeasureCount = Type.Object({ measure: ref(MeasureCode), label: Type.String(), mandatory: count('agencies for which it must follow'), optional: count('agencies for which it may'), imposed: count('agencies on which a decision in force has imposed it') }, { ...closed, $id: 'MeasureCount', description: 'A measure, over all agencies. 各项措施数量。' })
const AgencyCounts = Type.Object({
  inFrame: count('in the frame'),
  drawn: count('drawn'),
  inspected: count('inspected, drawn or beside'),
  beside: count('inspected beside the draw'),
  withoutProblem: count('inspected without a problem'),
  withProblems: count('inspected with problems'),
  notInspected: list(ref(NamedAgency), { description: 'drawn, and without a result' })
}, { ...closed, $id: 'CampaignAgencyCounts', description: 'How many agencies. 机构数量。' })
const ProblemCounts = Type.Object({ found: count('rows failed, over all agencies'), outcomes: list(ref(OutcomeCount)), tiers: list(ref(TierCount), { description: 'agencies by the tier proposed' }) }, { ...closed, $id: 'CampaignProblemCounts', description: 'How many problems. 问题数量。' })
const CaseCounts = Type.Object({ opened: count('cases that are there'), states: list(ref(StateCount)), interrupted: list(ref(NamedAgency), { description: 'the opening was interrupted: take open-cases again' }) }, { ...closed, $id: 'CampaignCaseCounts', description: 'How many cases. 立案数量。' })

export const CampaignReport = Type.Object({
  campaign: ref(RecordId),
  state: ref(CampaignState),
  jurisdiction: ref(Jurisdiction),
  plan: ref(CampaignHead),
  agencies: ref(AgencyCounts),
  rows: list(ref(RowCount), { description: 'rows that were looked at, at one agency at least' }),
  problems: ref(ProblemCounts),
  cases: ref(CaseCounts),
  measures: list(ref(MeasureCount))
}, { ...closed, $id: 'CampaignReport', description: 'What a campaign has come to, in numbers. 检查行动汇总。' })

export const DrawRecomputation = Type.Object({
  drawn: Type.Boolean({ description: 'false: there is nothing to recompute' }),
  valid: orNull(Type.Boolean({ description: 'frame, seed and selection fit one another' })),
  enteredFirst: orNull(Type.Boolean({ description: 'the frame was entered here no later than the day on which the seed became public; where not, the papers alone say that it was fixed first; null: no seed yet' })),
  frameDigest: Type.String({ description: 'of the frame as it is kept, computed anew' }),
  seed: nothing('the seed, where it is published'),
  selection: list(ref(Selected), { description: 'as frame and seed give it' })
}, { ...closed, $id: 'DrawRecomputation', description: 'The draw made anew from what is public. 抽取结果复算。' })

export const campaignListing = Type.Object({
  jurisdiction: Type.Optional(parameter(Region, 'only of this place and all under it', '45')),
  state: Type.Optional(parameter(CampaignState, 'only in this state', 'planned')),
  ...page
}, closed)
export { DEFAULT_LIMIT }

export const campaignShapes = [...campaignStepShapes, CampaignState, NamedAgency, FrameAgency, FrameInspector, Frame, PlanView, Seed, Selected, Draw, RecordedCheck, InspectionResult, ProblemReport, CampaignCase, Closed, NextStep, Blocked, CampaignView,
  CampaignHead, CampaignSummary, CampaignList, FoundCheck, FoundConduct, GoverningProvision, Handling, ProblemItem, ProblemList, TierCount, OutcomeCount, StateCount, RowCount, MeasureCount, AgencyCounts, ProblemCounts, CaseCounts, CampaignReport, DrawRecomputation]
