import t from 'tap'
import fc from 'fast-check'
import { addDays, addYears } from '../../../src/domain/day.ts'
import { keepingOf, lastDayOf, NO_END, standingOf } from '../../../src/domain/record/projection.ts'
import { closedBefore, retentionOf } from '../../../src/domain/record/retention.ts'
import { at, book, conduct, keyOf, open, opening, party, PLACE, reach, STEPS, take } from './walk.ts'

const notes = ['X-4']
const { clerk } = at('agency')

t.test('a record is kept some years from its closing, longer where a measure lasts longer, and for good where one has no end', async (t) => {
  t.equal(retentionOf({ closedOn: null, barsUntil: '2030-01-01' }, 5), null, 'not while it is open')
  for (const [barsUntil, until] of [[null, '2031-04-20'], ['2031-04-19', '2031-04-20'], ['2031-04-21', '2031-04-21'], [NO_END, null]] as const) {
    t.strictSame(retentionOf({ closedOn: '2026-04-20', barsUntil }, 5), { closedOn: '2026-04-20', until, notes })
  }
  t.equal(retentionOf({ closedOn: '2024-02-29', barsUntil: null }, 1)?.until, '2025-02-28')
})

t.test('the last of several measures counts, and one without an end is later than all', async (t) => {
  t.equal(lastDayOf([]), null)
  t.equal(lastDayOf([{ to: '2026-01-01' }, { to: '2027-01-01' }, { to: '2026-06-01' }]), '2027-01-01')
  t.equal(lastDayOf([{ to: '2026-01-01' }, { to: null }, { to: '2099-01-01' }]), NO_END)
})

t.test('a list asks for exactly those whose years are over, leap days included', async (t) => {
  const days = fc.oneof(fc.integer({ min: 0, max: 12_000 }).map((days) => addDays('2015-01-01', days)), fc.constantFrom('2024-02-28', '2024-02-29', '2024-03-01', '2025-02-28', '2025-03-01', '2028-02-28', '2028-02-29', '2028-03-01'))
  fc.assert(fc.property(days, fc.integer({ min: 1, max: 30 }), fc.integer({ min: -3, max: 3 }), (before, years, offset) => {
    const bound = closedBefore(before, years)
    const closed = addDays(bound, offset)
    return (closed < bound) === (addYears(closed, years) < before)
  }), { numRuns: 2000 })
  t.equal(closedBefore('2028-02-29', 1), '2027-03-01')
})

t.test('a case is closed by its archiving, and open again under a review', async (t) => {
  const inForce = reach(open(opening(PLACE.cn, conduct('candidate.copying'))), 'in-force', party)
  t.equal(keepingOf(inForce.file, []).closedOn, null)
  const closed = take(inForce, { type: 'archive', on: '2026-10-01' }, clerk)
  t.strictSame(keepingOf(closed.file, standingOf(book, closed.file, keyOf)), { closedOn: '2026-10-01', barsUntil: '2026-12-31' })
  const reviewed = take(closed, { type: 'request-review', on: '2026-10-03', grounds: '不服。' }, party)
  t.equal(keepingOf(reviewed.file, []).closedOn, null)
  const dismissed = take(take(open(opening(PLACE.cn, conduct('candidate.copying'))), STEPS.accept, clerk), STEPS.dismiss, clerk)
  t.equal(keepingOf(dismissed.file, []).closedOn, null, 'a case that was dismissed is not closed yet')
  t.equal(keepingOf(take(dismissed, { type: 'archive', on: '2026-11-20' }, clerk).file, []).closedOn, '2026-11-20')
})
