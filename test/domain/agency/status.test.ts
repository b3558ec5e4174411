/** Where an agency stands on each day, across each border: the day before, the day itself, the day after. */
import t from 'tap'
import type { AgencyFile } from '../../../src/domain/agency/agency.ts'
import { agencyOn, filingsOn, isOnFile, type AgencyStatus, type InForce } from '../../../src/domain/agency/status.ts'
import { FITTER, granted, registered, WELDER } from './files.ts'

const status = (file: AgencyFile, day: string, inForce: readonly InForce[] = []): AgencyStatus => agencyOn(file, day, inForce).status
/** The measures of a list that are in force on a day, as the store would say. */
const on = (day: string, ...measures: readonly (readonly [measure: string, from: string, to?: string])[]): InForce[] =>
  measures.filter(([, from, to]) => from <= day && (to === undefined || day <= to)).map(([measure, from]) => ({ measure, from }))

const once = granted(registered(), { on: '2023-06-01', until: '2026-06-01' })

t.test('a filing holds from its day to its last day, both included', async (t) => {
  t.strictSame(['2023-05-31', '2023-06-01', '2023-06-02', '2026-05-31', '2026-06-01', '2026-06-02'].map((day) => status(once, day)), ['unfiled', 'active', 'active', 'active', 'active', 'expired'])
  t.strictSame(filingsOn(once, '2026-06-02'), [])
})

t.test('a filing without an end goes on', async (t) => {
  t.equal(status(granted(registered(), { on: '2023-06-01' }), '2199-12-31'), 'active')
})

t.test('one whose filing has been granted and has not begun is not on file yet', async (t) => {
  const later = granted(registered(), { on: '2023-06-01', from: '2023-07-01', until: '2026-07-01' })
  t.strictSame(['2023-06-30', '2023-07-01'].map((day) => status(later, day)), ['unfiled', 'active'])
})

t.test('a renewal in time follows on the day after the old end, without a gap', async (t) => {
  const renewed = granted(once, { kind: 'renewal', on: '2026-05-10', from: '2026-06-02', until: '2029-06-01' })
  t.strictSame(['2026-05-10', '2026-06-01', '2026-06-02', '2029-06-01', '2029-06-02'].map((day) => status(renewed, day)), ['active', 'active', 'active', 'active', 'expired'])
  t.match(filingsOn(renewed, '2026-06-02'), [{ from: '2023-06-01', until: '2029-06-01' }])
})

t.test('a renewal that comes late begins anew, and what lay between stays without a filing', async (t) => {
  const renewed = granted(once, { kind: 'renewal', on: '2026-06-20', from: '2026-06-20', until: '2029-06-20' })
  t.strictSame(['2026-06-01', '2026-06-02', '2026-06-19', '2026-06-20'].map((day) => status(renewed, day)), ['active', 'expired', 'expired', 'active'])
  t.match(filingsOn(renewed, '2026-06-20'), [{ from: '2026-06-20', until: '2029-06-20' }])
})

t.test('a renewal that names less takes back nothing before it begins, and goes on with what it names', async (t) => {
  const two = granted(registered(), { on: '2023-06-01', until: '2026-06-01', occupations: [WELDER, FITTER], areas: ['450100'] })
  const renewed = granted(two, { kind: 'renewal', on: '2026-05-10', from: '2026-06-02', until: '2029-06-01', occupations: [WELDER] })
  const names = (day: string): string[] => filingsOn(renewed, day).flatMap(({ occupations }) => occupations.map(({ name }) => name))
  t.strictSame([names('2026-06-01'), names('2026-06-02')], [['焊工', '钳工'], ['焊工']])
  t.match(filingsOn(renewed, '2026-06-02'), [{ areas: ['450100'] }], 'an area that it does not name stays')
})

t.test('a change adds an occupation, a level and an area from its own day on', async (t) => {
  const changed = granted(once, { kind: 'change', on: '2024-03-01', occupations: [{ ...WELDER, levels: ['2'] }, FITTER], areas: ['450200'] })
  const [before] = filingsOn(changed, '2024-02-29')
  const [after] = filingsOn(changed, '2024-03-01')
  t.strictSame(before?.occupations, [WELDER])
  t.strictSame(after?.occupations, [{ ...WELDER, levels: ['5', '4', '3', '2'] }, FITTER])
  t.strictSame([before?.areas, after?.areas], [[], ['450100', '450200']], 'beside its own city, where none was named')
  t.match(after, { from: '2023-06-01', until: '2026-06-01' }, 'and leaves the days as they are')
})

t.test('two tracks are filed each for itself, in whatever order they were entered', async (t) => {
  const both = granted(granted(registered(), { on: '2024-06-01', until: '2027-06-01' }), { track: 'skill-appraisal', on: '2022-01-10', occupations: [FITTER] })
  t.strictSame(filingsOn(both, '2023-01-01').map(({ track }) => track), ['skill-appraisal'])
  t.strictSame(filingsOn(both, '2024-06-01').map(({ track }) => track), ['skill-appraisal', 'level-recognition'])
  t.equal(status(both, '2027-06-02'), 'active', 'one has ended, the other has not')
})

t.test('what is to be rectified, and what is suspended, from the first day to the last', async (t) => {
  const days = ['2024-01-09', '2024-01-10', '2024-02-20', '2024-02-21']
  for (const [measure, is] of [['rectify', 'rectifying'], ['order-agency-rectify', 'rectifying'], ['suspend-occupation-evaluation', 'rectifying'], ['suspend-evaluation', 'suspended']] as const) {
    t.strictSame(days.map((day) => status(once, day, on(day, [measure, '2024-01-10', '2024-02-20']))), ['active', is, is, 'active'], measure)
  }
  t.equal(status(once, '2024-01-10', on('2024-01-10', ['rectify', '2024-01-10'], ['suspend-evaluation', '2024-01-10'])), 'suspended', 'suspension says more')
  t.equal(status(once, '2024-01-10', on('2024-01-10', ['list-key-supervision', '2024-01-10'])), 'active', 'a list is none of these')
})

t.test('a termination ends every filing up to its day; a later one begins anew; a revoked one never was', async (t) => {
  for (const measure of ['terminate-filing', 'remove-from-directory']) {
    const ended = (file: AgencyFile, day: string): AgencyStatus => status(file, day, on(day, [measure, '2024-05-10']))
    t.strictSame(['2024-05-09', '2024-05-10', '2024-05-11', '2026-06-02'].map((day) => ended(once, day)), ['active', 'terminated', 'terminated', 'terminated'], measure)
    const again = granted(once, { on: '2025-01-15', until: '2028-01-15' })
    t.strictSame(['2025-01-14', '2025-01-15', '2028-01-16'].map((day) => ended(again, day)), ['terminated', 'active', 'expired'], measure)
    t.equal(status(once, '2024-05-11'), 'active', 'without the measure nothing has ended')
  }
})

t.test('what was terminated is neither changed nor renewed, whatever was entered before that was known', async (t) => {
  const late = granted(granted(once, { kind: 'change', on: '2024-05-20', occupations: [FITTER] }), { kind: 'renewal', on: '2026-05-10', from: '2026-06-02', until: '2029-06-01' })
  for (const day of ['2024-05-20', '2026-06-02']) t.equal(status(late, day, on(day, ['terminate-filing', '2024-05-10'])), 'terminated', day)
})

t.test('of whom no further filing is accepted, nothing is on file, not even what was granted since', async (t) => {
  const again = granted(once, { on: '2025-01-15', until: '2028-01-15' })
  t.strictSame(['2024-05-09', '2024-05-10', '2025-01-15'].map((day) => status(again, day, on(day, ['terminate-filing', '2024-05-10'], ['refuse-refiling', '2024-05-10']))), ['active', 'refused-refiling', 'refused-refiling'])
})

t.test('the directory has those who are on file, suspended or not, and nobody else', async (t) => {
  const all: AgencyStatus[] = ['unfiled', 'active', 'rectifying', 'suspended', 'expired', 'terminated', 'refused-refiling']
  t.strictSame(all.filter(isOnFile), ['active', 'rectifying', 'suspended'])
})
