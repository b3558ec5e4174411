/** Who is barred from what on a day, and whether what an agency plans fits what it is on file for. */
import { Type, type Static } from 'typebox'
import { closed, Day, Jurisdiction, list, MeasureCode, Notes, orNull, PrintedDay, ProvisionId, ref } from './common.ts'
import { LeadCode, name, RecordId, Reference, SubjectRef, upTo } from './record-common.ts'

const PlannedSite = Type.Object({
  jurisdiction: ref(Jurisdiction),
  id: Type.Optional(name('of a site, as the filing has it'))
}, { ...closed, $id: 'PlannedSite', description: 'Where an evaluation is to be held. 计划考点。' })

const PlannedCrossing = Type.Object({
  reportedOn: ref(Day),
  consentedOn: Type.Optional(ref(Day))
}, { ...closed, $id: 'PlannedCrossing', description: 'Of work in another city: when it was reported there, and when consent was given, beside what is on record. 跨市报备与同意。' })

export const EvaluationPlan = Type.Object({
  occupation: name('the occupation to be evaluated, as the filing has it'),
  code: Type.Optional(name('its code; where the filing has one, too, it is by the code that the two are compared')),
  level: Type.Optional(name('the skill level, as the filing has it; not given where there are none')),
  heldOn: Type.Optional(ref(Day)),
  site: ref(PlannedSite),
  assessors: Type.Optional(upTo(100, ref(Reference), { description: 'the numbers of those who are to assess' })),
  crossing: Type.Optional(ref(PlannedCrossing))
}, { ...closed, $id: 'EvaluationPlan', description: 'An evaluation that an agency plans; heldOn is the day of the check where it is not given. 考试计划。' })

const StandingSubject = Type.Object({
  ...SubjectRef.properties,
  plan: Type.Optional(ref(EvaluationPlan))
}, { ...closed, $id: 'StandingSubject', description: 'Whom to look up; of an agency also what it plans. 查询对象。' })

export const StandingCheck = Type.Object({
  on: ref(Day),
  subjects: upTo(1000, ref(StandingSubject), { minItems: 1 })
}, { ...closed, $id: 'StandingCheck', description: 'Whom to look up, on which day. 处理状态查询。' })

export const StandingMeasure = Type.Object({
  measure: ref(MeasureCode),
  label: Type.String(),
  from: PrintedDay,
  to: orNull(Type.String({ format: 'date', description: 'the last day; null: no end is known' })),
  caseId: Type.Optional(ref(RecordId)),
  priorDecisionId: Type.Optional(ref(RecordId)),
  interim: Type.Optional(Type.Boolean({ description: 'for the time of an investigation only' }))
}, { ...closed, $id: 'StandingMeasure', description: 'A measure in force on that day, with the record that it rests on. 生效中的措施。' })

const PlanFault = Type.Object({
  lead: ref(LeadCode),
  label: Type.String(),
  conduct: Type.Unsafe<string>({ $ref: 'ConductCode#', description: 'what it would be' }),
  detail: Type.String(),
  assessor: Type.Optional(Type.Integer({ description: 'the place in the plan\'s list, from 0, of the assessor whom it is about' })),
  provision: Type.Optional(ref(ProvisionId)),
  citation: Type.Optional(Type.String()),
  notes: ref(Notes)
}, { ...closed, $id: 'PlanFault', description: 'What does not fit between a plan and what its agency is on file for. 计划与备案不符之处。' })

const PlanAnswer = Type.Object({
  permitted: orNull(Type.Boolean({ description: 'null: the agency is not registered here, and nothing can be said' })),
  faults: list(ref(PlanFault)),
  notes: ref(Notes)
}, { ...closed, $id: 'PlanAnswer', description: 'Whether a plan fits. 计划核对结果。' })

export const StandingItem = Type.Object({
  clear: Type.Boolean({ description: 'true: nothing is in force' }),
  measures: list(ref(StandingMeasure)),
  status: Type.Optional(Type.Unsafe<string>({ $ref: 'AgencyStatus#', description: 'of an agency that is registered here' })),
  plan: Type.Optional(ref(PlanAnswer))
}, { ...closed, $id: 'StandingItem', description: 'What is in force against one subject. 单个对象的处理状态。' })
export type StandingItem = Static<typeof StandingItem>

export const StandingAnswer = Type.Object({ items: list(ref(StandingItem)) }, { ...closed, $id: 'StandingAnswer', description: 'One item for every subject, in the same order. 查询结果。' })

export const standingShapes = [PlannedSite, PlannedCrossing, EvaluationPlan, StandingSubject, StandingCheck, StandingMeasure, PlanFault, PlanAnswer, StandingItem, StandingAnswer]
