// The public-holiday calendar as data: the shape of calendar.yaml (and of files operators add for newer
// years), and its compilation into the calendar the domain counts with.
import { Type, type Static } from 'typebox'
import { type Day, addDays, dayOfWeek, daysBetween, isDay, yearOf } from '../domain/day.ts'
import type { CalendarYear, RestDay, WorkCalendar } from '../domain/deadline.ts'

// The pattern also keeps control characters out of the one-line messages below.
const DayText = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' })
const Text = Type.String({ minLength: 1 })
const closed = { additionalProperties: false }

const CalendarYearDocument = Type.Object({
  year: Type.Integer({ minimum: 1, maximum: 9999 }),
  source: Text,
  // No year is without holidays: an empty list would pass for an official year of plain weekends.
  holidays: Type.Array(Type.Object({
    name: Type.Object({ zh: Text, en: Text }, closed),
    from: DayText,
    to: DayText
  }, closed), { minItems: 1 }),
  madeUp: Type.Array(DayText)
}, closed)

/** A calendar file: each year with the notice it follows, its holidays as ranges of days (both ends off) and its make-up working days. */
export const CalendarDocument = Type.Object({
  format: Type.Literal('evenhand-calendar/1'),
  years: Type.Array(CalendarYearDocument, { minItems: 1 })
}, closed)

export type CalendarDocumentType = Static<typeof CalendarDocument>

type YearDocument = CalendarDocumentType['years'][number]

/**
 * The work calendar of documents that fit CalendarDocument, by year in order. A later document replaces
 * a whole year given by an earlier one. Every year given is official: it cites the notice it follows.
 * Error, in one line naming the year and the fault: a day that is not real or not in its year, a range
 * that runs backwards, a day in two ranges, a made-up day on a weekday, on a holiday or listed twice,
 * a year given twice by one document.
 */
export function compileCalendar (documents: readonly CalendarDocumentType[]): WorkCalendar {
  const years = new Map<number, CalendarYear>()
  for (const document of documents) {
    const given = new Set<number>()
    for (const year of document.years) {
      refuseIf(given.has(year.year), year, 'is given twice in one document')
      given.add(year.year)
      years.set(year.year, compileYear(year))
    }
  }
  return new Map([...years].sort(([a], [b]) => a - b))
}

function compileYear (year: YearDocument): CalendarYear {
  const holidays = new Map<Day, RestDay>()
  for (const { name, from, to } of year.holidays) {
    // Both ends are known to lie in the year before the range is walked, so it has at most 366 days.
    checkDay(year, from)
    checkDay(year, to)
    refuseIf(from > to, year, `the range ${from} to ${to} runs backwards`)
    for (let n = 0; n <= daysBetween(from, to); n++) {
      const date = addDays(from, n)
      refuseIf(holidays.has(date), year, `${date} is in two ranges of holidays`)
      holidays.set(date, { date, name })
    }
  }
  const madeUp = new Set<Day>()
  for (const day of year.madeUp) {
    checkDay(year, day)
    refuseIf(dayOfWeek(day) < 6, year, `the made-up day ${day} is not a Saturday or Sunday`)
    refuseIf(holidays.has(day), year, `the made-up day ${day} is also a holiday`)
    refuseIf(madeUp.has(day), year, `the made-up day ${day} is listed twice`)
    madeUp.add(day)
  }
  return {
    year: year.year,
    official: true,
    source: year.source,
    holidays: [...holidays.values()].sort((a, b) => a.date < b.date ? -1 : 1),
    madeUp: [...madeUp].sort()
  }
}

function checkDay (year: YearDocument, day: Day): void {
  refuseIf(!isDay(day), year, `${day} is not a calendar day`)
  refuseIf(yearOf(day) !== year.year, year, `${day} is not in that year`)
}

function refuseIf (fault: boolean, { year }: YearDocument, message: string): void {
  if (fault) throw new Error(`calendar year ${year}: ${message}`)
}
