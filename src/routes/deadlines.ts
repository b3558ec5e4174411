/** Periods and the calendar they are counted in. */
import { Type } from 'typebox'
import type { App, Deps } from '../app-types.ts'
import { deadline, type PeriodUnit as Unit } from '../domain/deadline.ts'
import { answers, anyProblem, asks, bodyProblems, closed, Day, list, PeriodUnit, PrintedDay, problems, ref, unchanged } from '../schemas/common.ts'
import { deadlineExamples } from '../schemas/examples.ts'

/** Ten years of days: no period of procedure is longer, and every answer stays small. */
const LONGEST = 3660

export const DeadlineRequest = Type.Object({
  from: ref(Day),
  count: Type.Integer({ minimum: 0, maximum: LONGEST }),
  unit: ref(PeriodUnit)
}, { ...closed, $id: 'DeadlineRequest', description: 'From when, how many, of what. 期限。' })

const NamedDay = Type.Object({ date: PrintedDay, name: Type.String() }, { ...closed, $id: 'NamedDay', description: 'A day with the reason why it is off.' })

export const Deadline = Type.Object({
  due: PrintedDay,
  provisional: Type.Boolean({ description: 'true: it touches a year whose calendar the State Council has not published' }),
  skipped: list(ref(NamedDay), { description: 'the days in between that did not count' }),
  madeUp: list(PrintedDay, { description: 'the weekend days in between that counted' })
}, { ...closed, $id: 'Deadline', description: 'The last day of a period, and the days that moved it. 届满日。' })

export const Calendar = Type.Object({
  year: Type.Integer(),
  official: Type.Boolean({ description: 'false: not published yet; plain weekends are used' }),
  source: Type.Union([Type.String({ description: 'the number of the notice' }), Type.Null()]),
  holidays: list(ref(NamedDay)),
  madeUp: list(PrintedDay)
}, { ...closed, $id: 'Calendar', description: 'What sets a year apart from plain weekends. 节假日与调休。' })

export const deadlineShapes = [DeadlineRequest, NamedDay, Deadline, Calendar]

export function deadlineRoutes (app: App, { rules: { calendar } }: Deps): void {
  app.post('/v1/deadlines', {
    schema: {
      operationId: 'computeDeadline',
      tags: ['deadlines'],
      summary: 'The last day of a period',
      description: 'The day of the event is not counted. Days, months and years are civil and are not moved off a holiday: no source here says so. 期限届满日的计算。',
      body: asks(DeadlineRequest, deadlineExamples),
      response: { 200: answers('the last day, and the days that moved it', Deadline), ...problems(...bodyProblems) }
    }
  }, ({ body: { from, count, unit }, lang }) => {
    const { skipped, ...rest } = deadline(calendar, { from, count, unit: unit as Unit })
    return { ...rest, skipped: skipped.map(({ date, name }) => ({ date, name: name[lang] })) }
  })
}

export function calendarRoutes (app: App, { rules: { calendar } }: Deps): void {
  app.get('/v1/calendars/:year', {
    schema: {
      operationId: 'getCalendar',
      tags: ['deadlines'],
      summary: 'Holidays and make-up working days of a year',
      description: 'A year that is not published yet is answered with official: false and no days. 某年的节假日与调休上班日。',
      params: Type.Object({ year: Type.Integer({ minimum: 1900, maximum: 2199, description: 'the year', examples: [2026] }) }, closed),
      response: { 200: answers('the year', Calendar), ...unchanged, ...problems(...anyProblem) }
    }
  }, ({ params: { year }, lang }) => {
    const known = calendar.get(year)
    if (!known) return { year, official: false, source: null, holidays: [], madeUp: [] }
    const { official, source, holidays, madeUp } = known
    return { year, official, source, holidays: holidays.map(({ date, name }) => ({ date, name: name[lang] })), madeUp }
  })
}
