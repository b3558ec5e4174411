import t from 'tap'
import fc from 'fast-check'
import { addDays, dayOfWeek, daysBetween, yearOf } from '../../src/domain/day.ts'
import { type CalendarYear, type WorkCalendar, deadline, isWorkingDay } from '../../src/domain/deadline.ts'

const nationalDay = { zh: '国庆节', en: 'National Day' }
const midAutumn = { zh: '中秋节', en: 'Mid-Autumn Festival' }
const saturday = { zh: '星期六', en: 'Saturday' }
const sunday = { zh: '星期日', en: 'Sunday' }
const days = (from: string, count: number) => Array.from({ length: count }, (_, n) => addDays(from, n))
const named = (name: { zh: string, en: string }, dates: string[]) => dates.map(date => ({ date, name }))

// The autumn of 2026 as arranged; nothing else of that year matters here.
const year2026: CalendarYear = {
  year: 2026,
  official: true,
  source: '国办发明电〔2025〕7号',
  holidays: [...named(midAutumn, days('2026-09-25', 3)), ...named(nationalDay, days('2026-10-01', 7))],
  madeUp: ['2026-09-20', '2026-10-10']
}
const calendar: WorkCalendar = new Map([[2026, year2026]])
const none: WorkCalendar = new Map()
const workingDays = (from: string, count: number, within = calendar) => deadline(within, { from, count, unit: 'working-day' })

t.test('a holiday is not worked, whether on a weekday or at the weekend', async t => {
  t.equal(isWorkingDay(calendar, '2026-09-30'), true)
  t.equal(isWorkingDay(calendar, '2026-10-01'), false)
  t.equal(isWorkingDay(calendar, '2026-10-03'), false)
  t.equal(isWorkingDay(calendar, '2026-10-07'), false)
  t.equal(isWorkingDay(calendar, '2026-10-08'), true)
})

t.test('a weekend day is worked only when it makes up for a holiday', async t => {
  t.equal(isWorkingDay(calendar, '2026-10-09'), true, 'Friday')
  t.equal(isWorkingDay(calendar, '2026-10-10'), true, 'made-up Saturday')
  t.equal(isWorkingDay(calendar, '2026-10-11'), false, 'Sunday')
  t.equal(isWorkingDay(calendar, '2026-10-12'), true, 'Monday')
  t.equal(isWorkingDay(calendar, '2026-10-17'), false, 'Saturday')
  t.equal(isWorkingDay(calendar, '2026-09-20'), true, 'made-up Sunday')
})

t.test('a year without a calendar has plain weekends', async t => {
  t.equal(isWorkingDay(calendar, '2027-10-01'), true, 'Friday')
  t.equal(isWorkingDay(calendar, '2027-10-02'), false, 'Saturday')
  t.equal(isWorkingDay(none, '2026-10-01'), true, 'Thursday')
  t.throws(() => isWorkingDay(calendar, '2026-02-30'), { name: 'RangeError' })
})

// By hand: 28, 29, 30 September are 1 to 3; 8, 9 and the made-up 10 October 4 to 6; 12 to 16 October
// 7 to 11; 19 to 22 October 12 to 15.
t.test('fifteen working days from 25 September 2026 end on 22 October', async t => {
  t.strictSame(workingDays('2026-09-25', 15), {
    due: '2026-10-22',
    provisional: false,
    skipped: [
      ...named(midAutumn, ['2026-09-26', '2026-09-27']),
      ...named(nationalDay, days('2026-10-01', 7)),
      { date: '2026-10-11', name: sunday },
      { date: '2026-10-17', name: saturday },
      { date: '2026-10-18', name: sunday }
    ],
    madeUp: ['2026-10-10']
  })
})

t.test('the day of the event is not counted, working day or not', async t => {
  t.equal(workingDays('2026-09-28', 1).due, '2026-09-29')
  t.equal(workingDays('2026-09-27', 1).due, '2026-09-28')
  t.equal(workingDays('2026-09-26', 1).due, '2026-09-28')
  t.strictSame(workingDays('2026-10-10', 1).madeUp, [], 'a made-up day the period runs from')
})

t.test('the last working day before a holiday and the first after it are one apart', async t => {
  t.equal(workingDays('2026-09-29', 1).due, '2026-09-30')
  t.equal(workingDays('2026-09-29', 2).due, '2026-10-08')
  t.strictSame(workingDays('2026-09-29', 1).skipped, [], 'the holiday after the due day is not in the span')
  t.strictSame(workingDays('2026-09-29', 2).skipped, named(nationalDay, days('2026-10-01', 7)))
})

t.test('a period of none ends on the day it runs from, working day or not', async t => {
  for (const unit of ['working-day', 'day', 'month', 'year'] as const) {
    t.strictSame(deadline(calendar, { from: '2026-10-03', count: 0, unit }), { due: '2026-10-03', provisional: false, skipped: [], madeUp: [] })
  }
  t.equal(workingDays('2027-10-03', 0).provisional, false, 'no day is counted, so none is uncertain')
})

t.test('a deadline is provisional once its span reaches a year without a calendar', async t => {
  // 30 and 31 December 2026 are a Wednesday and a Thursday; 1 January 2027 is a Friday.
  t.match(workingDays('2026-12-30', 1), { due: '2026-12-31', provisional: false })
  t.match(workingDays('2026-12-30', 2), { due: '2027-01-01', provisional: true })
  t.match(workingDays('2026-12-31', 1), { due: '2027-01-01', provisional: true })
  t.match(workingDays('2025-12-30', 1), { due: '2025-12-31', provisional: true }, 'a year before the calendar')
  t.match(workingDays('2025-12-30', 2), { due: '2026-01-01', provisional: true }, 'although the due day is in it')
  t.match(workingDays('2025-12-31', 1), { due: '2026-01-01', provisional: false }, 'the day it runs from is not in the span')
  t.match(workingDays('2026-12-31', 1, new Map([[2026, year2026], [2027, { ...year2026, year: 2027, holidays: [], madeUp: [] }]])),
    { due: '2027-01-01', provisional: false })
  t.match(workingDays('2026-09-25', 1, new Map([[2026, { ...year2026, official: false }]])),
    { due: '2026-09-28', provisional: true }, 'a calendar that is not official')
})

t.test('days, months and years are civil and never move off a holiday', async t => {
  const civil = (from: string, count: number, unit: 'day' | 'month' | 'year') => deadline(calendar, { from, count, unit })
  t.strictSame(civil('2026-09-24', 10, 'day'), { due: '2026-10-04', provisional: false, skipped: [], madeUp: [] })
  t.strictSame(civil('2026-09-03', 1, 'month'), { due: '2026-10-03', provisional: false, skipped: [], madeUp: [] })
  t.equal(civil('2026-01-31', 1, 'month').due, '2026-02-28')
  t.equal(civil('2026-01-28', 1, 'month').due, '2026-02-28')
  t.equal(civil('2024-02-29', 1, 'year').due, '2025-02-28')
  t.equal(civil('2024-02-29', 4, 'year').due, '2028-02-29')
  t.strictSame(civil('2026-12-31', 1, 'day'), { due: '2027-01-01', provisional: false, skipped: [], madeUp: [] })
})

t.test('a period that cannot be counted is refused', async t => {
  for (const unit of ['working-day', 'day', 'month', 'year'] as const) {
    for (const count of [-1, 0.5, NaN, Infinity]) {
      t.throws(() => deadline(calendar, { from: '2026-09-25', count, unit }), { name: 'RangeError', message: `not a count of a period: ${count}` })
    }
    t.throws(() => deadline(calendar, { from: '2026-02-30', count: 0, unit }), { name: 'RangeError', message: 'not a calendar day: 2026-02-30' })
    t.throws(() => deadline(calendar, { from: '9999-12-31', count: 1, unit }), { name: 'RangeError' })
    t.throws(() => deadline(calendar, { from: '2026-09-25', count: Number.MAX_SAFE_INTEGER, unit }), { name: 'RangeError' })
  }
  t.equal(workingDays('9999-12-30', 1).due, '9999-12-31', 'a Friday')
  t.throws(() => workingDays('9999-12-24', 6), { name: 'RangeError' }, 'there are seven days left but five working days')
  t.equal(workingDays('9999-12-24', 5).due, '9999-12-31')
})

t.test('ten thousand working days are counted', async t => {
  // No calendar: 2000 weeks to the day.
  const { due, skipped } = workingDays('2026-09-25', 10_000, none)
  t.equal(due, addDays('2026-09-25', 14_000))
  t.equal(skipped.length, 4_000)
})

const from = fc.integer({ min: 0, max: 1200 }).map(n => addDays('2025-01-01', n))
const count = fc.integer({ min: 1, max: 300 })

t.test('the due day is a working day, and the span to it has as many as were counted', async t => {
  t.doesNotThrow(() => fc.assert(fc.property(from, count, (from, count) => {
    const { due, skipped, madeUp, provisional } = workingDays(from, count)
    const span = days(addDays(from, 1), daysBetween(from, due))
    return isWorkingDay(calendar, due) &&
      span.filter(day => isWorkingDay(calendar, day)).length === count &&
      span.filter(day => !isWorkingDay(calendar, day)).join() === skipped.map(({ date }) => date).join() &&
      span.filter(day => isWorkingDay(calendar, day) && dayOfWeek(day) > 5).join() === madeUp.join() &&
      span.some(day => yearOf(day) !== 2026) === provisional
  })))
})

t.test('a longer period ends later, in every unit', async t => {
  t.doesNotThrow(() => fc.assert(fc.property(from, count, fc.constantFrom('working-day', 'day', 'month', 'year'), (from, count, unit) =>
    deadline(calendar, { from, count, unit }).due < deadline(calendar, { from, count: count + 1, unit }).due
  )))
})

t.test('counting on from a due day is counting once', async t => {
  t.doesNotThrow(() => fc.assert(fc.property(from, count, count, (from, a, b) =>
    workingDays(workingDays(from, a).due, b).due === workingDays(from, a + b).due
  )))
})
