/** Earlier decisions that are recorded: of a time before this service, or of another authority. */
import { Type, type Static } from 'typebox'
import { closed, Day, Jurisdiction, list, MeasureCode, orNull, ref, Tier } from './common.ts'
import { version } from './record.ts'
import { Instant, name, PriorState, RecordId, Retention, Subject, text, upTo, Warning } from './record-common.ts'

const PriorMeasure = Type.Object({
  measure: ref(MeasureCode),
  from: Type.Optional(ref(Day)),
  to: Type.Optional(ref(Day))
}, { ...closed, $id: 'PriorMeasure', description: 'A measure that was imposed, with its period where it is known: from is the day of the decision where it is not given. 已作出的处理措施。' })

const given = {
  subject: ref(Subject),
  jurisdiction: ref(Jurisdiction),
  decidedOn: ref(Day),
  authority: name('who decided'),
  tier: Type.Optional(ref(Tier)),
  rectifyBy: Type.Optional(ref(Day)),
  rectifiedOn: Type.Optional(ref(Day)),
  document: name('the number or the title of the decision')
}

export const PriorGiven = Type.Object({
  ...given,
  measures: upTo(50, ref(PriorMeasure), { minItems: 1 })
}, { ...closed, $id: 'PriorGiven', description: 'An earlier decision on a subject. One without a tier raises nothing. 以往处理。' })

export const WithdrawalGiven = Type.Object({ reasons: text('why it no longer counts') }, { ...closed, $id: 'WithdrawalGiven', description: 'Why the record of an earlier decision is withdrawn. 撤回理由。' })

const Withdrawal = Type.Object({
  reasons: Type.String(),
  at: Instant,
  by: Type.String({ description: 'who withdrew it' })
}, { ...closed, $id: 'Withdrawal', description: 'When and why the record of an earlier decision was withdrawn. 撤回。' })

export const PriorView = Type.Object({
  id: ref(RecordId),
  ...version,
  state: ref(PriorState),
  ...given,
  measures: list(ref(PriorMeasure)),
  recordedAt: Instant,
  recordedBy: Type.String({ description: 'the id of whoever recorded it' }),
  withdrawal: orNull(ref(Withdrawal)),
  retention: orNull(ref(Retention)),
  warnings: list(ref(Warning))
}, { ...closed, $id: 'PriorView', description: 'The record of an earlier decision: it counts like a case in force until it is withdrawn. 以往处理记录。' })
export type PriorView = Static<typeof PriorView>

export const priorShapes = [PriorMeasure, PriorGiven, WithdrawalGiven, Withdrawal, PriorView]
