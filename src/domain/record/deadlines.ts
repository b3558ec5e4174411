/** The days on which something in a case is due. */
import type { Day } from '../day.ts'
import { deadline, type WorkCalendar } from '../deadline.ts'
import type { Vocabulary } from '../vocabulary.ts'
import { BEFORE_DECISION, OPEN } from './fold.ts'
import type { CaseFile, Notice } from './case.ts'
import { entriesOf } from './competence.ts'
import { canBeRectified } from './duties.ts'
import type { Judged } from './judged.ts'

export interface Due {
  readonly kind: 'statement' | 'rectification' | 'preservation'
  readonly due: Day
  /** the calendar of the days counted is not published yet */
  readonly provisional: boolean
  readonly basis: readonly string[]
  /** the step that it follows from */
  readonly seq: number
}

/** The period for the statement that the law gives from the receipt of a notice, where it gives one. */
export function lawfulPeriod (calendar: WorkCalendar, judged: Judged, deliveredOn: Day): { due: Day, provisional: boolean, basis: readonly string[] } | null {
  const entry = entriesOf(judged, 'notify').find(({ within }) => within !== null)
  if (!entry?.within) return null
  const { count, unit } = entry.within
  const { due, provisional } = deadline(calendar, { from: deliveredOn, count, unit: unit as 'working-day' })
  return { due, provisional, basis: entry.basis }
}

/** The last day for the statement: what the party was told, or later where a calendar published since makes the lawful period longer. */
export function statementDue (calendar: WorkCalendar, judged: Judged, notice: Notice): { due: Day, provisional: boolean, basis: readonly string[] } | null {
  if (notice.due === null) return null
  const lawful = lawfulPeriod(calendar, judged, notice.deliveredOn)
  return {
    due: lawful && lawful.due > notice.due ? lawful.due : notice.due,
    provisional: lawful ? lawful.provisional : notice.provisional,
    basis: lawful?.basis ?? []
  }
}

const byDay = (a: { due: Day }, b: { due: Day }): number => a.due < b.due ? -1 : a.due > b.due ? 1 : 0

/** What is still due in a case besides the statement: the same on every day, so that it can be searched for. */
function others (vocabulary: Vocabulary, file: CaseFile): Due[] {
  const all: Due[] = []
  if (BEFORE_DECISION.includes(file.state)) {
    for (const { seq, preservedUntil } of file.evidence) if (preservedUntil !== null) all.push({ kind: 'preservation', due: preservedUntil, provisional: false, basis: [], seq })
  }
  const { decision } = file
  if (decision && decision.rectifyBy !== null && OPEN.includes(file.state) && canBeRectified(vocabulary, file)) {
    all.push({ kind: 'rectification', due: decision.rectifyBy, provisional: false, basis: basisOf(file), seq: decision.seq })
  }
  return all
}

const basisOf = ({ decision }: CaseFile): string[] => [...new Set(decision?.computed.answer.sanctions.filter(({ measure }) => measure === 'rectify').flatMap(({ basis }) => basis))]

/** What is due, the earliest first. */
export function deadlinesOf (vocabulary: Vocabulary, calendar: WorkCalendar, file: CaseFile, judged: Judged): readonly Due[] {
  const all = others(vocabulary, file)
  const statement = file.state === 'notified' && !file.heard && file.notice ? statementDue(calendar, judged, file.notice) : null
  if (statement && file.notice) all.push({ kind: 'statement', ...statement, seq: file.notice.seq })
  return all.sort(byDay)
}

/** The earliest day on which something is due, as the entries alone give it. */
export function firstDue (vocabulary: Vocabulary, file: CaseFile): Day | null {
  const days = others(vocabulary, file).map(({ due }) => due)
  if (file.state === 'notified' && !file.heard && file.notice?.due != null) days.push(file.notice.due)
  return days.sort()[0] ?? null
}
