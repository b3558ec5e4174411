/** For how long an agency on file has evaluated nobody, as far as records show. */
import { addDays, addMonths, type Day } from '../day.ts'
import type { Period } from './row.ts'

/** Full months from one day to another: a month is full on the same day of the next one. */
export function fullMonths (from: Day, to: Day): number {
  let months = Math.max(0, (Number(to.slice(0, 4)) - Number(from.slice(0, 4))) * 12 + Number(to.slice(5, 7)) - Number(from.slice(5, 7)))
  while (months > 0 && addMonths(from, months) > to) months--
  return months
}

/**
 * The full months up to the end of the period without any evaluation. Counted from the last one or the day of the filing, whichever is later; before the
 * period nothing is known, so that nothing is counted there.
 * @param last the day of the last record in the period; null where there is none
 * @param filedFrom the day since which it has been on file
 */
export function inactiveMonths ({ from, to }: Period, last: Day | null, filedFrom: Day): number {
  const since = last ?? addDays(from, -1)
  return fullMonths(since > filedFrom ? since : filedFrom, to)
}
