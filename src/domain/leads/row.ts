/** An evaluation record as an agency or its regulator keeps it: who was evaluated by whom in what, where and when. */
import type { Day } from '../day.ts'
import type { Label } from '../vocabulary.ts'

export interface EvaluationRow {
  /** the caller's own name for it */
  readonly row?: string
  readonly candidate: string
  readonly agency: string
  readonly occupation: string
  readonly occupationCode?: string
  readonly level?: string
  /** where it was held: 6 digits */
  readonly site: string
  readonly siteId?: string
  readonly date: Day
  /** hours and minutes, HH:MM */
  readonly from?: string
  readonly to?: string
  /** not given: not known, which is not that there were none */
  readonly assessors?: readonly string[]
  /** of work in another city */
  readonly reportedOn?: Day
  readonly consentedOn?: Day
}

/** The days that the records are said to cover. */
export interface Period { readonly from: Day, readonly to: Day }

export interface RowFault { readonly pointer: string, readonly detail: Label }

/** What contradicts itself in a row, or cannot be a record of what has been. */
export function contradictions ({ date, from, to, reportedOn, consentedOn }: EvaluationRow, today: Day, period: Period | null): RowFault[] {
  const faults: RowFault[] = []
  if (date > today) faults.push({ pointer: '/date', detail: { zh: '晚于今天', en: 'is in the future' } })
  else if (period && (date < period.from || date > period.to)) faults.push({ pointer: '/date', detail: { zh: '不在数据所覆盖的期间内', en: 'is outside the period that the records are said to cover' } })
  if (from !== undefined && to !== undefined && from >= to) faults.push({ pointer: '/to', detail: { zh: '不晚于开始时间', en: 'is not after the beginning' } })
  if (consentedOn !== undefined && reportedOn === undefined) faults.push({ pointer: '/reportedOn', detail: { zh: '有同意日期而无报备日期', en: 'is missing, though there is a day of consent' } })
  return faults
}
