/** Who is barred from what on a day. */
import { Type, type Static } from 'typebox'
import { closed, Day, list, MeasureCode, orNull, PrintedDay, ref } from './common.ts'
import { RecordId, SubjectRef, upTo } from './record-common.ts'

export const StandingCheck = Type.Object({
  on: ref(Day),
  subjects: upTo(1000, ref(SubjectRef), { minItems: 1 })
}, { ...closed, $id: 'StandingCheck', description: 'Whom to look up, on which day. 处理状态查询。' })

const StandingMeasure = Type.Object({
  measure: ref(MeasureCode),
  label: Type.String(),
  from: PrintedDay,
  to: orNull(Type.String({ format: 'date', description: 'the last day; null: no end is known' })),
  caseId: Type.Optional(ref(RecordId)),
  priorDecisionId: Type.Optional(ref(RecordId)),
  interim: Type.Optional(Type.Boolean({ description: 'for the time of an investigation only' }))
}, { ...closed, $id: 'StandingMeasure', description: 'A measure in force on that day, with the record that it rests on. 生效中的措施。' })

export const StandingItem = Type.Object({
  clear: Type.Boolean({ description: 'true: nothing is in force' }),
  measures: list(ref(StandingMeasure))
}, { ...closed, $id: 'StandingItem', description: 'What is in force against one subject. 单个对象的处理状态。' })
export type StandingItem = Static<typeof StandingItem>

export const StandingAnswer = Type.Object({ items: list(ref(StandingItem)) }, { ...closed, $id: 'StandingAnswer', description: 'One item for every subject, in the same order. 查询结果。' })

export const standingShapes = [StandingCheck, StandingMeasure, StandingItem, StandingAnswer]
