/** What records are made of: codes that only they use, who a subject is, texts and instants. */
import { Type, type TSchema } from 'typebox'
import { vocabulary } from '../rulesets/vocabulary.ts'
import { closed, codes, Day, Notes, orNull, PrintedDay, ref, SubjectType } from './common.ts'

const { caseStates, priorStates, levels, sources, refKinds, deliveryMethods, reviewOutcomes, evidenceKinds, reportTargets, supervisionForms, leads } = vocabulary

export const CaseState = codes(caseStates, [], { $id: 'CaseState', description: 'Where a case stands. 案件状态。' })
export const PriorState = codes(priorStates, [], { $id: 'PriorState', description: 'Whether the record of an earlier decision still stands. 以往处理记录的状态。' })
export const Level = codes(levels, [], { $id: 'Level', description: 'At which level somebody acts, from the lowest up. 办理层级。' })
export const CaseSource = codes(sources, [], { $id: 'CaseSource', description: 'How a case came to light. 案件来源。' })
export const RefKind = codes(refKinds, [], { $id: 'RefKind', description: 'What kind of number or id a reference is. 编号类别。' })
export const DeliveryMethod = codes(deliveryMethods, [], { $id: 'DeliveryMethod', description: 'How a paper reached the party. 送达方式。' })
export const ReviewOutcome = codes(reviewOutcomes, [], { $id: 'ReviewOutcome', description: 'What became of the decision. 复核或申诉结果。' })
export const EvidenceKind = codes(evidenceKinds, [], { $id: 'EvidenceKind', description: 'What kind of evidence it is. 证据种类。' })
export const ReportTarget = codes(reportTargets, [], { $id: 'ReportTarget', description: 'To whom something is reported. 上报对象。' })
export const SupervisionForm = codes(supervisionForms, [], { $id: 'SupervisionForm', description: 'How supervision is done. 监督检查方式。' })
export const LeadCode = codes(leads, [], { $id: 'LeadCode', description: 'What does not fit; GET /v1/vocabulary names the conduct that it would be. 线索类别。' })
export const RecordKind = codes({ case: 1, 'prior-decision': 1 }, [], { $id: 'RecordKind', description: 'Whether a record is a case or an earlier decision that was recorded. 记录类别。' })

/** One value and no other: what a union is told apart by, what a format is called. */
export const only = <T extends string | true>(value: T, options: object = {}) => Type.Unsafe<T>({ type: typeof value, enum: [value], ...options })

/** A list of bounded length in a request. */
export const upTo = <T extends TSchema>(maxItems: number, items: T, options: object = {}) => Type.Array(items, { maxItems, ...options })

/** Titles, ids and names. */
export const name = (description: string) => Type.String({ minLength: 1, maxLength: 200, description })
export const text = (description: string) => Type.String({ minLength: 1, maxLength: 10_000, description })
export const Instant = Type.String({ format: 'date-time', description: 'in China\'s time' })

export const RecordId = Type.String({
  $id: 'RecordId',
  pattern: '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$',
  description: 'The id of a record: a UUID, newer records having greater ones. 记录编号。'
})

// Spaces and what nobody sees would make two subjects of one.
export const Reference = Type.String({
  $id: 'Reference',
  minLength: 1,
  maxLength: 64,
  pattern: '^[^\\s\\u0000-\\u001f\\u007f-\\u00a0\\u00ad\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u206f\\ufeff\\ufff9-\\uffff]+$',
  description: 'A resident identity number, a unified social credit code, or the caller\'s own id: printable characters without spaces. 对象编号。'
})

export const SubjectRef = Type.Object({ type: ref(SubjectType), ref: ref(Reference) }, { ...closed, $id: 'SubjectRef', description: 'Whom or what records are about, as far as it has to be found again. 对象标识。' })

export const Subject = Type.Object({
  type: ref(SubjectType),
  ref: ref(Reference),
  refKind: ref(RefKind),
  name: name('as on the papers')
}, { ...closed, $id: 'Subject', description: 'Whom or what a record is about: personal data, where it is a person. 处理对象。' })

export const Session = Type.Object({
  id: name('of the evaluation, as the organiser calls it'),
  occupation: Type.Optional(name('the occupation evaluated')),
  level: Type.Optional(name('the skill level evaluated')),
  site: Type.Optional(name('where it was held')),
  heldOn: Type.Optional(ref(Day))
}, { ...closed, $id: 'Session', description: 'The evaluation at which it happened. 评价活动。' })

export const Retention = Type.Object({
  closedOn: PrintedDay,
  until: orNull(Type.String({ format: 'date', description: 'the last day on which it is kept in any case; null: as long as a measure that rests on it has no end' })),
  notes: ref(Notes)
}, { ...closed, $id: 'Retention', description: 'How long a record is kept: from the day after `until` it may be erased. 保存期限。' })

export const Warning = Type.Object({
  code: only('check-digit'),
  pointer: Type.String({ description: 'a JSON pointer to what is meant in the record' }),
  detail: Type.String()
}, { ...closed, $id: 'RecordWarning', description: 'Something that looks wrong and stands against nothing. 提示。' })

export const recordCommonShapes = [CaseState, PriorState, Level, CaseSource, RefKind, DeliveryMethod, ReviewOutcome, EvidenceKind, ReportTarget, SupervisionForm, LeadCode, RecordKind, RecordId, Reference, SubjectRef, Subject, Session, Retention, Warning]
