/** A whole record as one file. */
import type { RuleBook } from '../domain/book.ts'
import type { Label, Lang } from '../domain/vocabulary.ts'
import type { StepRecord } from './chain.ts'
import type { CaseView } from './view.ts'

export const EXPORT_FORMAT = 'evenhand-record/1'

export interface Reading { id: string, question: string, reading: string }

export interface CaseExport {
  format: typeof EXPORT_FORMAT
  exportedAt: string
  record: CaseView
  steps: StepRecord[]
  /** the text of the readings that its answers rest on */
  readings: Reading[]
}

const NOTE = /^[A-Z]{1,3}-\d+$/

/** Every code of a reading that stands anywhere in the record. */
function readingsIn (value: unknown, found = new Set<string>()): Set<string> {
  if (typeof value === 'string' && NOTE.test(value)) found.add(value)
  else if (typeof value === 'object' && value !== null) for (const one of Object.values(value)) readingsIn(one, found)
  return found
}

export function exportOf ({ rulesets, joining }: RuleBook, record: CaseView, steps: StepRecord[], exportedAt: string, lang: Lang): CaseExport {
  const textOf = (id: string): { question: Label, reading: Label } | undefined => joining.notes.get(id) ?? rulesets.find(({ notes }) => notes.has(id))?.notes.get(id)
  const readings = [...readingsIn([record, steps])].sort().flatMap((id): Reading[] => {
    const note = textOf(id)
    return note ? [{ id, question: note.question[lang], reading: note.reading[lang] }] : []
  })
  return { format: EXPORT_FORMAT, exportedAt, record, steps, readings }
}
