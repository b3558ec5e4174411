import t from 'tap'
import fc from 'fast-check'
import { addDays, addMonths, addYears, dayOfWeek, daysBetween, endOfYear, isDay, yearOf } from '../../src/domain/day.ts'

const first = '0001-01-01'
const last = '9999-12-31'
const anyDay = fc.integer({ min: 0, max: daysBetween(first, last) }).map(n => addDays(first, n))
const anyShift = fc.integer({ min: -100_000, max: 100_000 })
// The platform's own calendar, as an independent witness.
const instant = (day: string) => new Date(`${day}T00:00:00Z`)

t.test('a day is a real calendar day, fully written', async t => {
  for (const day of [first, '2024-02-29', '2000-02-29', '2026-02-28', '2026-04-30', '2026-01-31', '2026-12-31', last]) t.ok(isDay(day), day)
  for (const text of [
    '0000-12-31', '10000-01-01', '2026-02-29', '2026-02-30', '1900-02-29', '2100-02-29', '2024-02-30', '2026-04-31', '2026-01-32',
    '2026-01-00', '2026-00-01', '2026-13-01', '2026-1-01', '2026-01-1', '26-01-01', '2026/01/01', '20260101', ' 2026-01-01',
    '2026-01-01\n', '2026-01-01T00:00', '+2026-01-01', '-001-01-01', '２０２６-01-01', ''
  ]) t.notOk(isDay(text), JSON.stringify(text))
})

t.test('a leap day comes every fourth year, not in a century unless its 400th year', async t => {
  t.equal(addDays('2024-02-28', 1), '2024-02-29')
  t.equal(addDays('2024-02-29', 1), '2024-03-01')
  t.equal(addDays('2026-02-28', 1), '2026-03-01')
  t.equal(addDays('2000-02-28', 1), '2000-02-29')
  t.equal(addDays('1900-02-28', 1), '1900-03-01')
  t.equal(addDays('2024-03-01', -1), '2024-02-29')
  t.equal(daysBetween('2024-01-01', '2025-01-01'), 366)
  t.equal(daysBetween('2025-01-01', '2026-01-01'), 365)
})

t.test('days pass over the ends of months and years', async t => {
  t.equal(addDays('2026-12-31', 1), '2027-01-01')
  t.equal(addDays('2027-01-01', -1), '2026-12-31')
  t.equal(addDays('2026-04-30', 1), '2026-05-01')
  t.equal(addDays('2026-09-25', 0), '2026-09-25')
  t.equal(daysBetween('2026-12-31', '2027-01-01'), 1)
  t.equal(daysBetween('2027-01-01', '2026-12-31'), -1)
  t.equal(daysBetween(first, last), 3_652_058)
})

t.test('months later is the same day of the month, or the last day of a month without it', async t => {
  t.equal(addMonths('2026-01-28', 1), '2026-02-28')
  t.equal(addMonths('2026-01-29', 1), '2026-02-28')
  t.equal(addMonths('2026-01-31', 1), '2026-02-28')
  t.equal(addMonths('2024-01-29', 1), '2024-02-29')
  t.equal(addMonths('2024-01-30', 1), '2024-02-29')
  t.equal(addMonths('2026-03-30', 1), '2026-04-30')
  t.equal(addMonths('2026-03-31', 1), '2026-04-30')
  t.equal(addMonths('2026-02-28', 1), '2026-03-28')
  t.equal(addMonths('2026-11-30', 1), '2026-12-30')
  t.equal(addMonths('2026-12-31', 1), '2027-01-31')
  t.equal(addMonths('2027-01-31', -1), '2026-12-31')
  t.equal(addMonths('2026-03-31', -1), '2026-02-28')
  t.equal(addMonths('2026-12-31', 12), '2027-12-31')
  t.equal(addMonths('2026-05-31', 0), '2026-05-31')
})

t.test('years later is the same day, and 29 February becomes the 28th in a common year', async t => {
  t.equal(addYears('2024-02-28', 1), '2025-02-28')
  t.equal(addYears('2024-02-29', 1), '2025-02-28')
  t.equal(addYears('2024-03-01', 1), '2025-03-01')
  t.equal(addYears('2024-02-29', 4), '2028-02-29')
  t.equal(addYears('2024-02-29', -1), '2023-02-28')
  t.equal(addYears('2026-09-25', 3), '2029-09-25')
})

t.test('the week runs from Monday, 1, to Sunday, 7', async t => {
  t.equal(dayOfWeek('2026-09-27'), 7)
  t.equal(dayOfWeek('2026-09-28'), 1)
  t.equal(dayOfWeek('1970-01-01'), 4)
  t.equal(dayOfWeek(first), 1)
  t.equal(dayOfWeek(last), 5)
})

t.test('a day knows its year and the end of it', async t => {
  t.equal(yearOf('2026-12-31'), 2026)
  t.equal(yearOf('2027-01-01'), 2027)
  t.equal(yearOf(first), 1)
  t.equal(endOfYear('2026-01-01'), '2026-12-31')
  t.equal(endOfYear('2026-12-31'), '2026-12-31')
  t.equal(endOfYear('0045-06-01'), '0045-12-31')
})

t.test('no day lies outside the years 0001 to 9999', async t => {
  const outside = { name: 'RangeError', message: 'outside the years 0001 to 9999' }
  t.equal(addDays('9999-12-30', 1), last)
  t.throws(() => addDays(last, 1), outside)
  t.equal(addDays('0001-01-02', -1), first)
  t.throws(() => addDays(first, -1), outside)
  t.equal(addMonths('9999-11-30', 1), '9999-12-30')
  t.throws(() => addMonths('9999-12-01', 1), outside)
  t.throws(() => addMonths('0001-01-31', -1), outside)
  t.equal(addYears('9998-12-31', 1), last)
  t.throws(() => addYears('9999-01-01', 1), outside)
  t.throws(() => addDays('2026-01-01', Number.MAX_SAFE_INTEGER), outside)
  t.throws(() => addDays('2026-01-01', -Number.MAX_SAFE_INTEGER), outside)
})

t.test('what is not a day, or not a whole number, is refused', async t => {
  const notADay = { name: 'RangeError', message: 'not a calendar day: 2026-02-30' }
  for (const use of [yearOf, endOfYear, dayOfWeek, (day: string) => addDays(day, 1), (day: string) => addMonths(day, 1),
    (day: string) => addYears(day, 1), (day: string) => daysBetween(day, first), (day: string) => daysBetween(first, day)]) {
    t.throws(() => use('2026-02-30'), notADay)
  }
  for (const n of [0.5, NaN, Infinity, 2 ** 53]) {
    for (const add of [addDays, addMonths, addYears]) t.throws(() => add('2026-01-01', n), { name: 'RangeError', message: `not a whole number: ${n}` })
  }
})

t.test('every day and its neighbours agree with the platform calendar', async t => {
  t.doesNotThrow(() => fc.assert(fc.property(anyDay, anyDay, (a, b) =>
    isDay(a) && instant(a).toISOString().slice(0, 10) === a &&
    daysBetween(a, b) === (instant(b).getTime() - instant(a).getTime()) / 86_400_000 &&
    dayOfWeek(a) === (instant(a).getUTCDay() || 7) &&
    yearOf(a) === instant(a).getUTCFullYear()
  )))
})

t.test('text is a day exactly when the platform calendar has it', async t => {
  const parts = fc.tuple(fc.integer({ min: 0, max: 9999 }), fc.integer({ min: 0, max: 13 }), fc.integer({ min: 0, max: 32 }))
  t.doesNotThrow(() => fc.assert(fc.property(parts, ([y, m, d]) => {
    const text = [String(y).padStart(4, '0'), String(m).padStart(2, '0'), String(d).padStart(2, '0')].join('-')
    const date = instant(text)
    return isDay(text) === (y > 0 && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text))
  }), { numRuns: 1000 }))
})

t.test('adding days and taking them away again changes nothing', async t => {
  const middle = fc.integer({ min: 100_000, max: daysBetween(first, last) - 100_000 }).map(n => addDays(first, n))
  t.doesNotThrow(() => fc.assert(fc.property(middle, anyShift, (day, n) =>
    addDays(addDays(day, n), -n) === day && daysBetween(day, addDays(day, n)) === n
  )))
})

t.test('days in calendar order compare as strings', async t => {
  t.doesNotThrow(() => fc.assert(fc.property(anyDay, anyDay, (a, b) =>
    (a < b) === (daysBetween(a, b) > 0) && (a === b) === (daysBetween(a, b) === 0)
  )))
})

t.test('months later keeps the day of the month or ends the month', async t => {
  const year2000s = fc.integer({ min: 0, max: 36_524 }).map(n => addDays('2000-01-01', n))
  t.doesNotThrow(() => fc.assert(fc.property(year2000s, fc.integer({ min: -1200, max: 1200 }), (day, n) => {
    const due = addMonths(day, n)
    const months = (text: string) => Number(text.slice(0, 4)) * 12 + Number(text.slice(5, 7))
    const endsMonth = addDays(due, 1).endsWith('-01')
    return months(due) - months(day) === n && (due.slice(8) === day.slice(8) || (endsMonth && due.slice(8) < day.slice(8)))
  })))
})
