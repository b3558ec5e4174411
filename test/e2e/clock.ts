/** The time of a test: it stands where it is put, and moves on by a millisecond whenever somebody looks. */
import { instant, startOfDay } from '../../src/records/identity.ts'

const NOON_MS = 12 * 3_600_000

export class Clock {
  #ms: number
  constructor (day = '2026-11-21') {
    this.#ms = startOfDay(day) + NOON_MS
  }

  readonly now = (): number => ++this.#ms
  /** the day in China */
  readonly today = (): string => instant(this.#ms).slice(0, 10)

  /** Puts it at noon of a later day, or at another time. */
  turnTo (day: string, ms = NOON_MS): void {
    this.#ms = startOfDay(day) + ms
  }
}
