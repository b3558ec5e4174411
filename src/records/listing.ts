/** Cases in a list: by what they are looked for, and what a list says of each. Nothing of a person. */
import { addDays, type Day } from '../domain/day.ts'
import { regionPrefix } from '../domain/book.ts'
import type { KeyOf } from '../domain/record/projection.ts'
import { closedBefore } from '../domain/record/retention.ts'
import type { Filter, RecordRow } from '../store/store.ts'
import { instant, startOfDay } from './identity.ts'

export interface CaseFilter {
  readonly jurisdiction?: string
  readonly state?: string
  readonly subjectType?: string
  readonly tier?: string
  readonly conduct?: string
  /** days in China, both included */
  readonly openedFrom?: Day
  readonly openedTo?: Day
  readonly dueBefore?: Day
  readonly reconsider?: boolean
  /** their time is over before that day */
  readonly retentionBefore?: Day
  readonly subject?: { readonly type: string, readonly ref: string }
}

export function filterOf ({ jurisdiction, openedFrom, openedTo, subject, retentionBefore, ...rest }: CaseFilter, keyOf: KeyOf, years: number): Filter {
  return {
    ...rest,
    ...jurisdiction === undefined ? {} : { region: regionPrefix(jurisdiction) },
    ...openedFrom === undefined ? {} : { openedFrom: startOfDay(openedFrom) },
    ...openedTo === undefined ? {} : { openedBefore: startOfDay(addDays(openedTo, 1)) },
    ...subject === undefined ? {} : { subjectKey: keyOf(subject) },
    ...retentionBefore === undefined ? {} : { retention: { closedBefore: closedBefore(retentionBefore, years), barsBefore: retentionBefore } }
  }
}

/** UUIDv7 begins with the milliseconds since 1970. */
const openedAt = (id: string): string => instant(parseInt(id.replaceAll('-', '').slice(0, 12), 16))

export type CaseSummary = ReturnType<typeof summaryOf>

export const summaryOf = ({ id, version, head, state, jurisdiction, subjectType, occurredOn, conducts, tier, due, reconsider }: RecordRow) =>
  ({ id, version, head, state, jurisdiction, subjectType, occurredOn, openedAt: openedAt(id), conducts, tier, due, reconsider })
