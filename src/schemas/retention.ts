/** What becomes of records in time: handed out to whom they are about, and erased. */
import { Type, type Static } from 'typebox'
import { closed, list, PrintedDay, ref } from './common.ts'
import { PriorView } from './prior.ts'
import { CaseExport, StepRecord } from './record-chain.ts'
import { Instant, only, RecordId, SubjectRef } from './record-common.ts'
import { StandingItem } from './standing.ts'

export const Erased = Type.Object({
  id: ref(RecordId),
  erasedOn: PrintedDay,
  retainedUntil: Type.String({ format: 'date', description: 'the last day on which it had to be kept' })
}, { ...closed, $id: 'Erased', description: 'A record that was erased. 已删除的记录。' })

export const ErasureGiven = Type.Object({}, { ...closed, $id: 'ErasureGiven', description: 'Nothing: whether it may be erased follows from the record. 删除记录。' })

export const SubjectFileAsked = Type.Object({ subject: ref(SubjectRef) }, { ...closed, $id: 'SubjectFileAsked', description: 'Whose file is asked for. 所查对象。' })

const PriorExport = Type.Object({ record: ref(PriorView), steps: list(ref(StepRecord)) }, { ...closed, $id: 'PriorExport', description: 'The whole record of an earlier decision. 以往处理全部记录。' })

export const SubjectFile = Type.Object({
  format: only('evenhand-subject-file/1'),
  exportedAt: Instant,
  subject: ref(SubjectRef),
  on: Type.String({ format: 'date', description: 'the day for which `standing` is told' }),
  standing: ref(StandingItem),
  cases: list(ref(CaseExport), { description: 'the oldest first' }),
  priorDecisions: list(ref(PriorExport), { description: 'the oldest first' })
}, { ...closed, $id: 'SubjectFile', description: 'Everything that is kept about one subject, as far as the caller may see it. 对象全部记录。' })
export type SubjectFile = Static<typeof SubjectFile>

export const retentionShapes = [Erased, ErasureGiven, SubjectFileAsked, PriorExport, SubjectFile]
