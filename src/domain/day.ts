// Calendar days without time zones: a deadline falls on a day, not at an instant, so no clock and no
// zone may shift it. Every day is proleptic Gregorian, from 0001-01-01 to 9999-12-31.

/**
 * A calendar day written 'YYYY-MM-DD'. Two real days compare as strings (`<`, `===`) in calendar
 * order, because every part has a fixed width; no comparison function is needed.
 */
export type Day = string

type Civil = { year: number, month: number, dayOfMonth: number }

const written = /^(\d{4})-(\d{2})-(\d{2})$/
const lastYear = 9999
const daysPerEra = 146097 // 400 Gregorian years

/** Whether `text` is a real calendar day: '2024-02-29' is, '2026-02-30' and '0000-01-01' are not. */
export function isDay (text: string): boolean {
  return read(text) !== undefined
}

/** The day `n` days after `day` (before it when negative). RangeError: `day` not real, `n` not whole, result outside 0001..9999. */
export function addDays (day: Day, n: number): Day {
  return fromSerial(serial(civil(day)) + whole(n))
}

/**
 * The same day of the month `n` months later (earlier when negative), or the last day of that month
 * where the day does not exist: 2026-01-31 and one month is 2026-02-28. RangeError as for addDays.
 */
export function addMonths (day: Day, n: number): Day {
  const { year, month, dayOfMonth } = civil(day)
  const months = year * 12 + (month - 1) + whole(n)
  const dueYear = Math.floor(months / 12)
  const dueMonth = months - dueYear * 12 + 1
  return write({ year: dueYear, month: dueMonth, dayOfMonth: Math.min(dayOfMonth, monthLength(dueYear, dueMonth)) })
}

/** The same day `n` years later; 29 February becomes 28 February in a common year. RangeError as for addDays. */
export function addYears (day: Day, n: number): Day {
  return addMonths(day, whole(n) * 12)
}

/** The day of the week of `day`: 1 Monday … 7 Sunday. RangeError when `day` is not real. */
export function dayOfWeek (day: Day): number {
  // Day 0 (1970-01-01) was a Thursday; the offset also keeps the remainder positive before it.
  return (serial(civil(day)) + daysPerEra * 5 + 3) % 7 + 1
}

/** Days from `a` to `b`: 1 when `b` is the day after `a`, negative when `b` is earlier. RangeError when either is not real. */
export function daysBetween (a: Day, b: Day): number {
  return serial(civil(b)) - serial(civil(a))
}

/** The year of `day`, 1..9999. RangeError when `day` is not real. */
export function yearOf (day: Day): number {
  return civil(day).year
}

/** The 31 December of the year of `day`. RangeError when `day` is not real. */
export function endOfYear (day: Day): Day {
  return write({ year: yearOf(day), month: 12, dayOfMonth: 31 })
}

function read (text: string): Civil | undefined {
  const parts = written.exec(text)
  if (!parts) return undefined
  const [year, month, dayOfMonth] = [Number(parts[1]), Number(parts[2]), Number(parts[3])]
  const real = year >= 1 && month >= 1 && month <= 12 && dayOfMonth >= 1 && dayOfMonth <= monthLength(year, month)
  return real ? { year, month, dayOfMonth } : undefined
}

function civil (day: Day): Civil {
  const parts = read(day)
  if (!parts) throw new RangeError(`not a calendar day: ${day}`)
  return parts
}

function write ({ year, month, dayOfMonth }: Civil): Day {
  if (year < 1 || year > lastYear) throw new RangeError(`outside the years 0001 to ${lastYear}`)
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(dayOfMonth).padStart(2, '0')}`
}

function whole (n: number): number {
  if (!Number.isSafeInteger(n)) throw new RangeError(`not a whole number: ${n}`)
  return n
}

function monthLength (year: number, month: number): number {
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
  if (month === 2) return leap ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}

// Days since 1970-01-01, by the days-from-civil algorithm: years run from March, so that the leap
// day comes last and the month lengths before it follow one linear formula.
function serial ({ year, month, dayOfMonth }: Civil): number {
  const marchYear = month > 2 ? year : year - 1
  const marchMonth = month > 2 ? month - 3 : month + 9
  const leapDays = Math.floor(marchYear / 4) - Math.floor(marchYear / 100) + Math.floor(marchYear / 400)
  return marchYear * 365 + leapDays + Math.floor((153 * marchMonth + 2) / 5) + dayOfMonth - 1 - 719468
}

function fromSerial (days: number): Day {
  const sinceMarchOfYear0 = days + 719468
  const era = Math.floor(sinceMarchOfYear0 / daysPerEra)
  const dayOfEra = sinceMarchOfYear0 - era * daysPerEra
  const yearOfEra = Math.floor((dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36524) - Math.floor(dayOfEra / 146096)) / 365)
  const dayOfYear = dayOfEra - (yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const marchMonth = Math.floor((5 * dayOfYear + 2) / 153)
  const month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
  const year = era * 400 + yearOfEra + (month <= 2 ? 1 : 0)
  return write({ year, month, dayOfMonth: dayOfYear - Math.floor((153 * marchMonth + 2) / 5) + 1 })
}
