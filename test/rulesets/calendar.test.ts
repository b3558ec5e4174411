import { readFileSync } from 'node:fs'
import t from 'tap'
import fc from 'fast-check'
import { Ajv } from 'ajv'
import { parse } from 'yaml'
import { addDays, dayOfWeek, yearOf } from '../../src/domain/day.ts'
import { deadline, isWorkingDay } from '../../src/domain/deadline.ts'
import { CalendarDocument, type CalendarDocumentType, compileCalendar } from '../../src/rulesets/calendar.ts'

// The witness keeps days in the local zone, so the zone is fixed before it is loaded.
process.env.TZ = 'UTC'
const { default: witness } = await import('chinese-days')

const fits = new Ajv({ strict: true, allErrors: true }).compile<CalendarDocumentType>(CalendarDocument)
const shipped: CalendarDocumentType = parse(readFileSync(new URL('../../src/rulesets/calendar.yaml', import.meta.url), 'utf8'))
const calendar = compileCalendar([shipped])

const name = { zh: '国庆节', en: 'National Day' }
type Year = CalendarDocumentType['years'][number]
const year = (change: Partial<Year> = {}): Year =>
  ({ year: 2026, source: '某通知', holidays: [{ name, from: '2026-10-01', to: '2026-10-07' }], madeUp: ['2026-10-10'], ...change })
const document = (...years: Year[]): CalendarDocumentType => ({ format: 'evenhand-calendar/1', years })
const range = (from: string, to: string) => ({ name, from, to })

function eachDay (from: string, to: string): string[] {
  const days = []
  for (let day = from; day <= to; day = addDays(day, 1)) days.push(day)
  return days
}

t.test('the calendar shipped is well formed and covers 2019 to 2026 without a gap', async t => {
  t.ok(fits(shipped), JSON.stringify(fits.errors))
  t.strictSame([...calendar.keys()], [2019, 2020, 2021, 2022, 2023, 2024, 2025, 2026])
  for (const { official, source } of calendar.values()) {
    t.equal(official, true)
    t.match(source, /国办发明电〔20\d\d〕\d+号/)
  }
})

t.test('every day of 2019 to 2026 is worked exactly when an independent calendar says so', async t => {
  const days = eachDay('2019-01-01', '2026-12-31')
  t.equal(days.length, 2922)
  t.strictSame(days.filter(day => isWorkingDay(calendar, day) !== witness.isWorkday(day)), [])
})

t.test('every holiday bears the name an independent calendar gives it', async t => {
  const holidays = [...calendar.values()].flatMap(year => year.holidays)
  t.strictSame(holidays.filter(({ date, name }) => {
    const [en, zh] = witness.getDayDetail(date).name.split(',')
    return !zh || !en || !name.zh.includes(zh) || !name.en.toLowerCase().includes(en.toLowerCase())
  }), [])
})

t.test('the Spring Festival of 2020 was extended to 2 February, over a day first to be worked', async t => {
  t.equal(isWorkingDay(calendar, '2020-01-19'), true, 'a made-up Sunday')
  t.equal(isWorkingDay(calendar, '2020-01-23'), true)
  for (const day of eachDay('2020-01-24', '2020-02-02')) t.equal(isWorkingDay(calendar, day), false, day)
  t.equal(isWorkingDay(calendar, '2020-02-03'), true)
  t.strictSame(deadline(calendar, { from: '2020-01-23', count: 1, unit: 'working-day' }).due, '2020-02-03')
})

t.test('Labour Day of 2019 is as amended, four days off and two Sundays worked', async t => {
  t.strictSame(eachDay('2019-04-26', '2019-05-06').filter(day => isWorkingDay(calendar, day)),
    ['2019-04-26', '2019-04-28', '2019-04-29', '2019-04-30', '2019-05-05', '2019-05-06'])
})

t.test('New Year\'s Eve of 2022 was off under the notice for 2023', async t => {
  t.strictSame(deadline(calendar, { from: '2022-12-30', count: 1, unit: 'working-day' }).skipped, [
    { date: '2022-12-31', name: { zh: '元旦', en: "New Year's Day" } },
    { date: '2023-01-01', name: { zh: '元旦', en: "New Year's Day" } },
    { date: '2023-01-02', name: { zh: '元旦', en: "New Year's Day" } }
  ])
})

t.test('fifteen working days from 25 September 2026 end on 22 October', async t => {
  t.match(deadline(calendar, { from: '2026-09-25', count: 15, unit: 'working-day' }),
    { due: '2026-10-22', provisional: false, madeUp: ['2026-10-10'] })
})

t.test('the last working day of 2026 is certain and the first of 2027 provisional', async t => {
  t.match(deadline(calendar, { from: '2026-12-30', count: 1, unit: 'working-day' }), { due: '2026-12-31', provisional: false })
  t.match(deadline(calendar, { from: '2026-12-31', count: 1, unit: 'working-day' }), { due: '2027-01-01', provisional: true })
})

t.test('counting working days in the years covered always ends on a working day', async t => {
  const from = fc.integer({ min: 0, max: 2500 }).map(n => addDays('2019-01-01', n))
  t.doesNotThrow(() => fc.assert(fc.property(from, fc.integer({ min: 1, max: 200 }), (from, count) => {
    const { due } = deadline(calendar, { from, count, unit: 'working-day' })
    return witness.isWorkday(due) && eachDay(addDays(from, 1), due).filter(day => witness.isWorkday(day)).length === count
  }), { numRuns: 50 }))
})

t.test('a range is every day from its first to its last, in calendar order', async t => {
  const compiled = compileCalendar([document(year({
    holidays: [range('2026-10-01', '2026-10-03'), range('2026-05-01', '2026-05-01'), range('2026-12-31', '2026-12-31')],
    madeUp: ['2026-10-10', '2026-01-04']
  }))]).get(2026)
  t.strictSame(compiled, {
    year: 2026,
    official: true,
    source: '某通知',
    holidays: ['2026-05-01', '2026-10-01', '2026-10-02', '2026-10-03', '2026-12-31'].map(date => ({ date, name })),
    madeUp: ['2026-01-04', '2026-10-10']
  })
})

t.test('a later document replaces a whole year and leaves the others', async t => {
  const later = document(
    { ...year(), year: 2027, holidays: [range('2027-10-01', '2027-10-07')], madeUp: [] },
    year({ source: '更正通知', holidays: [range('2026-10-01', '2026-10-02')], madeUp: [] })
  )
  const replaced = compileCalendar([shipped, later])
  t.strictSame([...replaced.keys()], [2019, 2020, 2021, 2022, 2023, 2024, 2025, 2026, 2027])
  t.equal(replaced.get(2026)?.source, '更正通知')
  t.equal(isWorkingDay(replaced, '2026-10-05'), true)
  t.equal(isWorkingDay(replaced, '2026-10-10'), false)
  t.equal(isWorkingDay(replaced, '2027-10-01'), false)
  t.strictSame(replaced.get(2025), calendar.get(2025))
  t.equal(compileCalendar([]).size, 0)
  const swapped = compileCalendar([later, shipped])
  t.equal(swapped.get(2026)?.source, calendar.get(2026)?.source)
  t.strictSame([...swapped.keys()], [...replaced.keys()], 'years are in order whichever document comes first')
})

t.test('a calendar with a fault is refused in one line that names the year and the fault', async t => {
  const refused = (message: string, ...years: Year[]) => {
    t.throws(() => compileCalendar([document(...years)]), { message: `calendar year 2026: ${message}` }, message)
  }
  const ranges = (...holidays: Year['holidays']) => year({ holidays })
  refused('the range 2026-10-02 to 2026-10-01 runs backwards', ranges(range('2026-10-02', '2026-10-01')))
  refused('2026-02-30 is not a calendar day', ranges(range('2026-02-30', '2026-03-01')))
  refused('2026-02-29 is not a calendar day', ranges(range('2026-02-28', '2026-02-29')))
  refused('2025-12-31 is not in that year', ranges(range('2025-12-31', '2026-01-01')))
  refused('2027-01-01 is not in that year', ranges(range('2026-12-31', '2027-01-01')))
  refused('2026-10-07 is in two ranges of holidays', ranges(range('2026-10-01', '2026-10-07'), range('2026-10-07', '2026-10-08')))
  refused('the made-up day 2026-10-09 is not a Saturday or Sunday', year({ madeUp: ['2026-10-09'] }))
  refused('the made-up day 2026-10-12 is not a Saturday or Sunday', year({ madeUp: ['2026-10-12'] }))
  refused('the made-up day 2026-10-04 is also a holiday', year({ madeUp: ['2026-10-04'] }))
  refused('the made-up day 2026-10-10 is listed twice', year({ madeUp: ['2026-10-10', '2026-10-10'] }))
  refused('2026-13-01 is not a calendar day', year({ madeUp: ['2026-13-01'] }))
  refused('2027-01-02 is not in that year', year({ madeUp: ['2027-01-02'] }))
  refused('is given twice in one document', year(), year())
})

t.test('what lies just beside a fault is accepted', async t => {
  const accepted = (change: Partial<Year>) => t.doesNotThrow(() => compileCalendar([document(year(change))]))
  accepted({ holidays: [range('2026-10-01', '2026-10-01')] })
  accepted({ holidays: [range('2026-01-01', '2026-01-01'), range('2026-12-31', '2026-12-31')] })
  accepted({ holidays: [range('2026-10-01', '2026-10-07'), range('2026-10-08', '2026-10-08')] })
  accepted({ madeUp: ['2026-10-10', '2026-10-11'] })
  accepted({ madeUp: [] })
  t.doesNotThrow(() => compileCalendar([document({ ...year(), year: 9999, holidays: [range('9999-12-31', '9999-12-31')], madeUp: [] })]))
})

t.test('only documents of this format fit its schema', async t => {
  t.ok(fits(document(year())))
  const misfits: unknown[] = [
    { ...document(year()), format: 'evenhand-calendar/2' },
    { ...document(year()), extra: true },
    document(),
    { years: [year()] },
    document({ ...year(), official: true } as Year),
    document({ ...year(), year: 0 }),
    document({ ...year(), year: 2026.5 }),
    document(year({ source: '' })),
    document(year({ holidays: [] })),
    document(year({ holidays: [range('2026-10-1', '2026-10-07')] })),
    document(year({ holidays: [{ ...range('2026-10-01', '2026-10-07'), name: { zh: '国庆节' } } as unknown as Year['holidays'][number]] })),
    document(year({ madeUp: ['2026-10-10\n'] }))
  ]
  for (const misfit of misfits) t.notOk(fits(misfit), JSON.stringify(misfit))
  for (const missing of ['year', 'source', 'holidays', 'madeUp'] as const) {
    t.notOk(fits(document(Object.fromEntries(Object.entries(year()).filter(([key]) => key !== missing)) as Year)), `without ${missing}`)
  }
})

t.test('every make-up day shipped is a weekend day of its year', async t => {
  for (const { year, madeUp } of calendar.values()) {
    t.ok(madeUp.every(day => dayOfWeek(day) > 5 && yearOf(day) === year), String(year))
  }
})
