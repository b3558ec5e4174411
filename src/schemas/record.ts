/** A case as it is shown: what was given, what the rules say of it, what was done, what may come next. */
import { Type, type Static } from 'typebox'
import type { CaseFile } from '../domain/record/case.ts'
import type { Opening as OpeningGiven, StepType as Step } from '../domain/record/step.ts'
import { vocabulary } from '../rulesets/vocabulary.ts'
import { Actor, Classification, Outcome, Requirements, Sanction } from './answer.ts'
import { closed, codes, Jurisdiction, list, MeasureCode, Notes, orNull, PrintedDay, ProvisionId, ref, RefusalReason, StepType, Tier } from './common.ts'
import { Circumstances, ConductGiven } from './question.ts'
import { CaseSource, CaseState, Instant, Level, RecordId, RecordKind, Reference, Retention, Session, Subject, Warning } from './record-common.ts'

const seq = Type.Integer({ description: 'the step that it follows from' })
export const version = { version: Type.Integer({ description: 'the number of the last step' }), head: Type.String({ description: 'the digest of the last step' }) }
const measures = list(ref(MeasureCode))

const CaseSanction = Type.Object({
  ...Sanction.properties,
  imposed: Type.Optional(Type.Boolean({ description: 'once the case is decided: whether the decision imposed it' }))
}, { ...closed, $id: 'CaseSanction', description: 'A measure that follows in a case; once the decision is served, its period runs from service. 案件的处理措施。' })

const CountedDecision = Type.Object({
  recordId: ref(RecordId),
  kind: ref(RecordKind),
  decidedOn: PrintedDay,
  servedOn: PrintedDay,
  tier: orNull(ref(Tier)),
  measures,
  rectifyBy: orNull(PrintedDay),
  rectifiedOn: orNull(PrintedDay),
  underReview: Type.Boolean({ description: 'under review or appeal, and counted all the same' })
}, { ...closed, $id: 'CountedDecision', description: 'An earlier decision on the subject that was taken into account. 计入的以往处理。' })

const Notice = Type.Object({
  seq,
  deliveredOn: PrintedDay,
  statementDueOn: orNull(PrintedDay),
  provisional: Type.Boolean({ description: 'the period touches a year whose calendar is not published' }),
  tier: orNull(ref(Tier)),
  measures: list(ref(MeasureCode), { description: 'all that were announced' }),
  optionalMeasures: list(ref(MeasureCode), { description: 'those of them that are optional' })
}, { ...closed, $id: 'CaseNotice', description: 'The notice of the intended decision; statementDueOn is the last day for the statement, null where there is no period. 拟作决定的告知。' })

const Decision = Type.Object({
  seq,
  decidedOn: PrintedDay,
  servedOn: orNull(PrintedDay),
  by: Type.String({ description: 'who decided' }),
  level: ref(Level),
  tier: orNull(ref(Tier)),
  measures: list(ref(MeasureCode), { description: 'all that were imposed' }),
  rectifyBy: orNull(PrintedDay),
  rectifiedOn: orNull(PrintedDay),
  reasons: Type.String(),
  revoked: Type.Boolean(),
  engine: Type.String({ description: 'the version of the engine that it was computed with' }),
  rulesetDigest: Type.String({ description: 'of the rules that it was computed with' })
}, { ...closed, $id: 'CaseDecision', description: 'The decision as it stands, varied or not. 处理决定。' })

const Outlook = Type.Object({
  outcome: ref(Outcome),
  tier: orNull(ref(Tier)),
  governing: list(ref(ProvisionId)),
  measures
}, { ...closed, $id: 'Outlook', description: 'What a decision comes to. 处理结果概要。' })

const ChangedDecision = Type.Object({
  recordId: ref(RecordId),
  kind: ref(RecordKind),
  change: codes({ gone: 1, changed: 1, 'to-be-reconsidered': 1 }, [], { description: 'gone: revoked or withdrawn. changed: other measures or another tier. to-be-reconsidered: what it counted has itself changed' })
}, { ...closed, $id: 'ChangedDecision', description: 'An earlier decision that was counted and is no longer what it was. 已变化的以往处理。' })

const Reconsideration = Type.Object({
  because: list(ref(ChangedDecision)),
  decided: ref(Outlook),
  wouldBe: ref(Outlook),
  changes: Type.Boolean({ description: 'whether the two differ' })
}, { ...closed, $id: 'Reconsideration', description: 'What would be otherwise if the case were decided now. Nothing is changed by itself. 重新考虑。' })

const Deadline = Type.Object({
  kind: codes(vocabulary.deadlineKinds),
  label: Type.String(),
  due: PrintedDay,
  provisional: Type.Boolean({ description: 'the calendar of the days counted is not published yet' }),
  overdue: Type.Boolean(),
  basis: list(ref(ProvisionId)),
  seq
}, { ...closed, $id: 'CaseDeadline', description: 'A day on which something in a case is due. 案件期限。' })

const Paper = Type.Object({
  field: Type.String({ description: 'the field with the day' }),
  from: PrintedDay,
  to: PrintedDay
}, { ...closed, $id: 'PaperDay', description: 'The day on the paper of a step, and the days that it may be. 文书日期。' })

const NextStep = Type.Object({
  step: Type.Unsafe<Step>(ref(StepType)),
  label: Type.String(),
  by: orNull(ref(Actor)),
  levels: list(ref(Level), { description: 'the levels that may take it' }),
  notBy: list(Type.String(), { description: 'who may not take it, by id' }),
  what: list(Type.String(), { description: 'what is to be done, in this service\'s own words' }),
  basis: list(ref(ProvisionId)),
  demanded: Type.Boolean({ description: 'the law asks for it, and does not merely allow it' }),
  requires: ref(Requirements),
  fields: list(Type.String(), { description: 'fields that are needed here beside those that every such step has' }),
  choices: Type.Unsafe<Readonly<Record<string, readonly string[]>>>({ type: 'object', additionalProperties: { type: 'array', items: { type: 'string' } }, description: 'what there is to choose from, by field' }),
  paper: orNull(ref(Paper)),
  due: orNull(PrintedDay),
  notes: ref(Notes)
}, { ...closed, $id: 'NextStep', description: 'A step that may come now: who, what it requires, by when, why. 可进行的步骤。' })

const BlockedStep = Type.Object({
  step: ref(StepType),
  label: Type.String(),
  reason: ref(RefusalReason),
  detail: Type.String({ description: 'what must come first' })
}, { ...closed, $id: 'BlockedStep', description: 'A step that would come next but for what is missing. 暂不能进行的步骤。' })

const Outstanding = Type.Object({
  step: ref(StepType),
  label: Type.String(),
  what: Type.String({ description: 'what is to be done, in this service\'s own words' }),
  basis: list(ref(ProvisionId))
}, { ...closed, $id: 'OutstandingStep', description: 'A step that the law demands and the record does not have yet. 尚未完成的法定步骤。' })

export const CaseView = Type.Object({
  id: ref(RecordId),
  ...version,
  state: ref(CaseState),
  jurisdiction: ref(Jurisdiction),
  occurredOn: PrintedDay,
  subject: ref(Subject),
  source: ref(CaseSource),
  conducts: Type.Unsafe<OpeningGiven['conducts']>({ type: 'array', items: ref(ConductGiven), description: 'as registered, established, or varied on review' }),
  circumstances: Type.Unsafe<CaseFile['circumstances']>(ref(Circumstances)),
  narrative: Type.Optional(Type.String()),
  session: Type.Optional(ref(Session)),
  agencyRef: Type.Optional(ref(Reference)),
  relatedCases: Type.Optional(list(ref(RecordId))),
  openedAt: Instant,
  openedBy: Type.String({ description: 'the id of whoever opened it' }),
  classification: ref(Classification),
  sanctions: list(ref(CaseSanction)),
  subsumed: list(ref(MeasureCode), { description: 'measures that a mandatory one makes pointless' }),
  history: list(ref(CountedDecision), { description: 'the earlier decisions taken into account' }),
  notice: orNull(ref(Notice)),
  decision: orNull(ref(Decision)),
  reconsideration: orNull(ref(Reconsideration)),
  deadlines: list(ref(Deadline), { description: 'the earliest first' }),
  nextSteps: list(ref(NextStep)),
  blocked: list(ref(BlockedStep)),
  outstanding: list(ref(Outstanding)),
  retention: orNull(ref(Retention)),
  warnings: list(ref(Warning))
}, { ...closed, $id: 'CaseView', description: 'A case as it stands. Once decided, it shows what was decided, whatever the rules have become since. 案件。' })
export type CaseView = Static<typeof CaseView>

export const recordShapes = [CaseSanction, CountedDecision, Notice, Decision, Outlook, ChangedDecision, Reconsideration, Deadline, Paper, NextStep, BlockedStep, Outstanding, CaseView]
