/** Days by number and instants within office hours: what the invented past is laid out on. */
import type { Day } from '../domain/day.ts'
import { isWorkingDay, type WorkCalendar } from '../domain/deadline.ts'

const DAY_MS = 86_400_000
const CHINA_MS = 8 * 3_600_000
const OFFICE_OPENS_MS = 8.5 * 3_600_000
const OFFICE_HOURS_MS = 9.5 * 3_600_000

/** Days since 1970-01-01. */
export const dayNumber = (day: Day): number => Date.parse(`${day}T00:00:00Z`) / DAY_MS
/** The day in China of an instant (milliseconds since 1970). */
export const dayOf = (ms: number): number => Math.floor((ms + CHINA_MS) / DAY_MS)
/** The first instant of a day in China. */
export const startOf = (day: number): number => day * DAY_MS - CHINA_MS

export class Days {
  readonly #calendar: WorkCalendar
  readonly #texts = new Map<number, Day>()
  readonly #working = new Map<number, boolean>()

  constructor (calendar: WorkCalendar) {
    this.#calendar = calendar
  }

  text (day: number): Day {
    let text = this.#texts.get(day)
    if (text === undefined) this.#texts.set(day, text = new Date(day * DAY_MS).toISOString().slice(0, 10))
    return text
  }

  isWorking (day: number): boolean {
    let working = this.#working.get(day)
    if (working === undefined) this.#working.set(day, working = isWorkingDay(this.#calendar, this.text(day)))
    return working
  }

  /** So many working days after a day; the day itself, or the first working day after it, where they are none. */
  working (day: number, count: number): number {
    let found = day
    for (let counted = 0; counted < count;) if (this.isWorking(++found)) counted++
    while (!this.isWorking(found)) found++
    return found
  }

  /** The working days from one day up to another, without it. */
  workingBetween (from: number, until: number): readonly number[] {
    const found: number[] = []
    for (let day = from; day < until; day++) if (this.isWorking(day)) found.push(day)
    return found
  }

  /** An instant in the office hours of a day. */
  at (day: number, share: number): number {
    return Math.floor(startOf(day) + OFFICE_OPENS_MS + share * OFFICE_HOURS_MS)
  }
}
