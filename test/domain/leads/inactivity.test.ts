/** Full months without an evaluation, each threshold with its neighbours. */
import fc from 'fast-check'
import t from 'tap'
import { addDays, addMonths } from '../../../src/domain/day.ts'
import { fullMonths, inactiveMonths } from '../../../src/domain/leads/inactivity.ts'

t.test('a month is full on the same day of the next', async (t) => {
  t.equal(fullMonths('2025-03-14', '2026-03-13'), 11)
  t.equal(fullMonths('2025-03-14', '2026-03-14'), 12)
  t.equal(fullMonths('2025-03-14', '2025-03-14'), 0)
  t.equal(fullMonths('2025-03-14', '2025-03-01'), 0, 'never less than none')
})

t.test('where the next month has no such day, on its last one', async (t) => {
  t.equal(fullMonths('2026-01-31', '2026-02-27'), 0)
  t.equal(fullMonths('2026-01-31', '2026-02-28'), 1)
  t.equal(fullMonths('2024-02-29', '2025-02-28'), 12)
})

t.test('they are as many as can be added without passing the day', async () => {
  const day = fc.integer({ min: 0, max: 4000 }).map((days) => addDays('2020-01-01', days))
  fc.assert(fc.property(day, day, (a, b) => {
    const [from, to] = a < b ? [a, b] : [b, a]
    const months = fullMonths(from, to)
    return addMonths(from, months) <= to && addMonths(from, months + 1) > to
  }))
})

const year = { from: '2025-07-01', to: '2026-06-30' }

t.test('counted from the last evaluation or from the filing, whichever is later', async (t) => {
  t.equal(inactiveMonths(year, '2025-07-01', '2020-01-01'), 11)
  t.equal(inactiveMonths({ ...year, to: '2026-07-01' }, '2025-07-01', '2020-01-01'), 12)
  t.equal(inactiveMonths({ ...year, to: '2026-07-01' }, '2025-07-01', '2025-08-01'), 11)
})

t.test('without any evaluation the whole period counts, and nothing before it', async (t) => {
  t.equal(inactiveMonths(year, null, '2020-01-01'), 12)
  t.equal(inactiveMonths({ ...year, from: '2025-07-02' }, null, '2020-01-01'), 11)
  t.equal(inactiveMonths(year, null, '2025-06-30'), 12)
  t.equal(inactiveMonths(year, null, '2025-07-01'), 11, 'on the day of the filing it could not be idle yet')
})
