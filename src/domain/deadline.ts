// When a period ends. The only rules applied are those the sources state: working days follow the
// published public-holiday calendar; civil periods are never moved off a holiday, for no source says so.
import { type Day, addDays, addMonths, addYears, dayOfWeek, daysBetween, yearOf } from './day.ts'

/** A name as shown to people, in Chinese and in English. */
export type Name = { readonly zh: string, readonly en: string }

/** A day with the name of the reason it is not a working day. */
export type RestDay = { readonly date: Day, readonly name: Name }

/**
 * One year's public holidays and make-up working days; every day lies in that year. `official` says
 * that the arrangement has been published, `source` cites the notice or notices that published it.
 */
export type CalendarYear = {
  readonly year: number
  readonly official: boolean
  readonly source: string
  readonly holidays: readonly RestDay[]
  readonly madeUp: readonly Day[]
}

/** Calendar years by year. A year that is not in it has plain weekends only. */
export type WorkCalendar = ReadonlyMap<number, CalendarYear>

export type PeriodUnit = 'working-day' | 'day' | 'month' | 'year'

/** A period of `count` units (a whole number, 0 or more) that starts the day after `from`. */
export type Period = { readonly from: Day, readonly count: number, readonly unit: PeriodUnit }

/**
 * The last day of a period. `skipped` and `madeUp` explain a count of working days, in calendar order:
 * the days after `from` and up to `due` that did not count, and the weekend days that did.
 * `provisional`: the count touched a year whose calendar is not published, so `due` may yet change.
 */
export type Deadline = {
  readonly due: Day
  readonly provisional: boolean
  readonly skipped: readonly RestDay[]
  readonly madeUp: readonly Day[]
}

type YearIndex = { official: boolean, holidays: ReadonlyMap<Day, Name>, madeUp: ReadonlySet<Day> }

const weekend: ReadonlyMap<number, Name> = new Map([
  [6, { zh: '星期六', en: 'Saturday' }],
  [7, { zh: '星期日', en: 'Sunday' }]
])
const lastDay: Day = '9999-12-31'

/** Whether `day` is worked: not a public holiday, and a weekday or a make-up working day. RangeError when `day` is not real. */
export function isWorkingDay (calendar: WorkCalendar, day: Day): boolean {
  return restName(indexYear(calendar.get(yearOf(day))), day) === undefined
}

/**
 * The last day of `period`; the day it runs from is not counted, and a count of 0 ends on it. Days,
 * months and years are civil: the same day later, or the last day of a month without that day.
 * RangeError: `from` not a real day, `count` not a whole number from 0, or the end after year 9999.
 */
export function deadline (calendar: WorkCalendar, { from, count, unit }: Period): Deadline {
  if (!Number.isSafeInteger(count) || count < 0) throw new RangeError(`not a count of a period: ${count}`)
  if (unit === 'working-day') return countWorkingDays(calendar, from, count)
  const add = { day: addDays, month: addMonths, year: addYears }[unit]
  return { due: add(from, count), provisional: false, skipped: [], madeUp: [] }
}

function countWorkingDays (calendar: WorkCalendar, from: Day, count: number): Deadline {
  // Working days are never denser than days: a count that cannot fit is refused before walking to it.
  if (count > daysBetween(from, lastDay)) throw new RangeError(`${count} working days after ${from} is past ${lastDay}`)
  const skipped: RestDay[] = []
  const madeUp: Day[] = []
  let due = from
  let provisional = false
  let index: YearIndex | undefined
  for (let counted = 0; counted < count;) {
    due = addDays(due, 1)
    if (!index || due.endsWith('-01-01')) {
      index = indexYear(calendar.get(yearOf(due)))
      provisional ||= !index.official
    }
    const name = restName(index, due)
    if (name) {
      skipped.push({ date: due, name })
    } else {
      counted++
      if (index.madeUp.has(due)) madeUp.push(due)
    }
  }
  return { due, provisional, skipped, madeUp }
}

// Sets rather than lists, because a long count asks for every day of many years.
function indexYear (year: CalendarYear | undefined): YearIndex {
  return {
    official: year?.official ?? false,
    holidays: new Map(year?.holidays.map(({ date, name }) => [date, name])),
    madeUp: new Set(year?.madeUp)
  }
}

/** Why `day` is not worked, or undefined when it is. */
function restName (index: YearIndex, day: Day): Name | undefined {
  return index.holidays.get(day) ?? (index.madeUp.has(day) ? undefined : weekend.get(dayOfWeek(day)))
}
