/** How long a record is kept: so many years from the day on which it was closed, and never shorter than a measure that rests on it. */
import { addDays, addYears, type Day } from '../day.ts'
import { NO_END, type Keeping } from './projection.ts'

export interface Retention {
  readonly closedOn: Day
  /** the last day on which it has to be kept; null: as long as a measure has no end */
  readonly until: Day | null
  readonly notes: readonly string[]
}

const NOTES = ['X-4']

/** @returns null where the record is still open */
export function retentionOf ({ closedOn, barsUntil }: Keeping, years: number): Retention | null {
  if (closedOn === null) return null
  const kept = addYears(closedOn, years)
  const until = barsUntil === NO_END ? null : barsUntil !== null && barsUntil > kept ? barsUntil : kept
  return { closedOn, until, notes: NOTES }
}

/** Of the records closed before this day, and no others, the years are over before a day. */
export function closedBefore (day: Day, years: number): Day {
  const candidate = addYears(day, -years)
  // 29 February and the day before it end on one day in a common year.
  return addYears(candidate, years) < day ? addDays(candidate, 1) : candidate
}
