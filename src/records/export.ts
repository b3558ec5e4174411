/** A whole record as one file, and whether such a file is what was written: for that it takes nothing but the file. */
import type { RuleBook } from '../domain/book.ts'
import type { Label, Lang } from '../domain/vocabulary.ts'
import { replay } from '../domain/record/fold.ts'
import { canonical } from '../rulesets/digest.ts'
import { linkOf, verifyChain, type StepRecord, type Verification } from './chain.ts'
import { decisionOf, noticeOf, type CaseView } from './view.ts'

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

export class NoExport extends Error {}

/** What the record says beside its steps and the steps alone bear out. */
const borneOut = ['id', 'state', 'jurisdiction', 'occurredOn', 'subject', 'conducts', 'circumstances', 'narrative', 'session', 'agencyRef', 'relatedCases', 'notice', 'decision'] as const

/**
 * Verifies an export, without a store.
 * @param knownHead a head that somebody kept: it must be that of the last step
 * @throws NoExport
 */
export function verifyExport (data: unknown, knownHead?: string): Verification & { id: string } {
  const { format, record, steps } = (data ?? {}) as Partial<CaseExport>
  if (format !== EXPORT_FORMAT || typeof record?.id !== 'string' || !Array.isArray(steps)) throw new NoExport(`this is no export of a case (format ${EXPORT_FORMAT})`)
  const { id } = record
  const chain = verifyChain(id, steps.map(linkOf), record)
  const faulty = (fault: string, detail: string): Verification & { id: string } => ({ ...chain, id, valid: false, firstFault: { seq: chain.steps, fault, detail } })
  if (!chain.valid) return { ...chain, id }
  if (knownHead !== undefined && knownHead !== chain.head) return faulty('head-differs', 'the head that was kept is not that of the last step')
  try {
    const file = replay(id, steps)
    const shown: Partial<Record<string, unknown>> = { ...file.opening, id, state: file.state, conducts: file.conducts, circumstances: file.circumstances, notice: noticeOf(file), decision: decisionOf(file) }
    const differs = borneOut.find((name) => canonical(shown[name]) !== canonical((record as Record<string, unknown>)[name]))
    if (differs !== undefined) return faulty('projection-differs', `the steps do not bear out the record's ${differs}`)
  } catch (error) {
    return faulty('projection-differs', `the steps make no case: ${(error as Error).message}`)
  }
  return { ...chain, id }
}
