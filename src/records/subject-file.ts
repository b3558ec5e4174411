/** Everything that is kept about one subject, as one file: for the subject's own right to know. */
import type { Day } from '../domain/day.ts'
import type { Subject } from '../domain/record/step.ts'
import type { StepRecord } from './chain.ts'
import type { CaseExport } from './export.ts'
import type { PriorView } from './prior-records.ts'
import type { StandingItem } from './standing.ts'

export const SUBJECT_FILE_FORMAT = 'evenhand-subject-file/1'

export interface PriorExport { record: PriorView, steps: StepRecord[] }

export interface SubjectFile {
  format: typeof SUBJECT_FILE_FORMAT
  exportedAt: string
  subject: Pick<Subject, 'type' | 'ref'>
  /** the day for which the measures in force are told */
  on: Day
  standing: StandingItem
  cases: CaseExport[]
  priorDecisions: PriorExport[]
}
