/** Staff, other cities, ratings, supervision: what may be entered, what may not and why; and what is taken back. */
import t, { type Test } from 'tap'
import fc from 'fast-check'
import { ANNULLABLE, nameOn, type AgencyFile } from '../../../src/domain/agency/agency.ts'
import { ratingConduct } from '../../../src/domain/agency/advance.ts'
import { refusalNow } from '../../../src/domain/agency/checks.ts'
import { staffOn } from '../../../src/domain/agency/staff.ts'
import { book, calendar, filed, granted, kept, opening, places, registered, taken, TODAY, tried } from './files.ts'

type Step = Parameters<typeof tried>[1]

function refused (t: Test, file: AgencyFile, step: Step, reason: string, field?: string, given?: Parameters<typeof tried>[2]): void {
  t.match(tried(file, step, given), { reason, ...field === undefined ? {} : { field } }, `${step.type}: ${reason}`)
}

const assessor = { type: 'put-on-file', role: 'assessor', ref: 'KP-1', refKind: 'other', name: '陆示例', occupations: ['焊工'], on: '2026-06-01' } as const
const leaving = { type: 'take-off-file', role: 'assessor', ref: 'KP-1', on: '2026-07-01' } as const
const crossing = { type: 'record-crossing', place: '450200', from: '2026-08-01', to: '2026-08-31', reportedOn: '2026-07-06', consentedOn: '2026-07-13' } as const
const rating = { type: 'rate', selfAssessedOn: '2026-09-20', reviewedOn: '2026-10-15', on: '2026-11-02', stars: 2, standard: '2026年标准', basis: '复核。' } as const
const supervision = { type: 'supervise', on: '2026-09-15', form: 'on-site', by: ['wei'], findings: [{ what: '录像缺失。', handling: 'none' }] } as const

const onFile = (file: AgencyFile, ...days: string[]): number[] => days.map((day) => staffOn(file, 'assessor', day).length)

t.test('somebody is on file from his day until the day before he leaves', async (t) => {
  t.strictSame(onFile(taken(taken(registered(), assessor), leaving), '2026-05-31', '2026-06-01', '2026-06-30', '2026-07-01'), [0, 1, 1, 0])
  t.strictSame(onFile(taken(registered(), { ...assessor, until: '2026-06-15' }), '2026-06-15', '2026-06-16'), [1, 0])
})

t.test('who is not on file in that role on that day cannot leave it', async (t) => {
  refused(t, registered(), leaving, 'not-on-file')
  const file = taken(registered(), assessor)
  refused(t, file, { ...leaving, ref: 'KP-2' }, 'not-on-file', 'ref')
  refused(t, file, { ...leaving, role: 'expert' }, 'not-on-file', 'ref')
  refused(t, file, { ...leaving, on: '2026-05-31' }, 'not-on-file', 'ref')
  t.strictSame(onFile(taken(file, { ...leaving, on: '2026-06-01' }), '2026-06-01'), [0], 'on his first day he can')
  refused(t, taken(file, leaving), leaving, 'not-on-file', 'ref')
})

t.test('nobody is put on file in days to come, nor to leave before he came', async (t) => {
  refused(t, registered(), { ...assessor, on: '2026-11-22' }, 'date-out-of-order', 'on')
  t.ok(taken(registered(), { ...assessor, on: TODAY }))
  refused(t, registered(), { ...assessor, until: '2026-05-31' }, 'date-out-of-order', 'until')
  t.ok(taken(registered(), { ...assessor, until: '2026-06-01' }))
})

t.test('work in another city is reported before consent is given, for days that follow one another, elsewhere than at home', async (t) => {
  t.ok(taken(registered(), { ...crossing, from: '2027-01-01', to: '2027-01-01' }), 'for days to come')
  refused(t, registered(), { ...crossing, to: '2026-07-31' }, 'date-out-of-order', 'to')
  refused(t, registered(), { ...crossing, consentedOn: '2026-07-05' }, 'date-out-of-order', 'consentedOn')
  refused(t, registered(), { ...crossing, reportedOn: '2026-11-22', consentedOn: undefined }, 'date-out-of-order', 'reportedOn')
  t.strictSame(places(registered(), { ...crossing, place: '450105' }), ['/place'])
})

t.test('a rating is given to who is on file, after self-assessment and review, at most once in three calendar years', async (t) => {
  const file = taken(filed(), rating)
  t.match(file.ratings, [{ stars: 2, result: 'basically-qualified', conduct: 'agency.star-rating' }])
  refused(t, registered(), rating, 'not-on-file')
  refused(t, filed(), { ...rating, selfAssessedOn: '2026-05-01', reviewedOn: '2026-05-10', on: '2026-05-20' }, 'not-on-file', 'on')
  refused(t, filed(), rating, 'not-on-file', 'on', { inForce: [{ measure: 'terminate-filing', from: '2026-10-01' }] })
  refused(t, filed(), { ...rating, reviewedOn: '2026-09-19' }, 'date-out-of-order', 'reviewedOn')
  refused(t, filed(), { ...rating, on: '2026-10-14' }, 'date-out-of-order', 'on')
  refused(t, filed(), { ...rating, on: '2026-11-22' }, 'date-out-of-order', 'on')
})

t.test('the rounds of ratings are three calendar years apart, whatever their days', async (t) => {
  const file = granted(registered(), { on: '2022-01-10' })
  const of = (on: string): Step => ({ ...rating, selfAssessedOn: on, reviewedOn: on, on })
  const first = taken(file, of('2023-12-20'))
  refused(t, first, of('2025-12-31'), 'too-soon')
  t.ok(taken(first, of('2026-01-05')))
  refused(t, taken(file, of('2026-01-05')), of('2024-06-01'), 'too-soon', 'on')
})

t.test('where the rules know no rating, none is given', async (t) => {
  refused(t, granted(registered({ jurisdiction: '520102' }), { on: '2024-01-01' }), rating, 'not-in-this-ruleset')
})

t.test('one and two stars are a violation, three and more are none', async (t) => {
  const conduct = (stars: number): number | undefined => ratingConduct({ book }, { opening }, { on: '2026-11-02', stars })?.facts.stars
  t.strictSame([1, 2, 3, 4, 5].map(conduct), [1, 2, undefined, undefined, undefined])
  t.equal(ratingConduct({ book }, { opening: { ...opening, jurisdiction: '520102' } }, { on: '2026-11-02', stars: 1 }), null)
})

t.test('a problem that became a case names it, names a conduct of agencies, and is not handled before it was found', async (t) => {
  t.ok(taken(registered(), supervision))
  const finding = (over: object): Step => ({ ...supervision, findings: [{ what: '录像缺失。', handling: 'ordered', ...over }] })
  refused(t, registered(), finding({ handling: 'case' }), 'required-here', 'caseId')
  refused(t, registered(), finding({ handledOn: '2026-09-14' }), 'date-out-of-order', 'handledOn')
  t.ok(taken(registered(), finding({ handledOn: '2026-09-15', conduct: 'agency.archives' })))
  for (const conduct of ['agency.nothing', 'candidate.copying', 'toString']) t.strictSame(places(registered(), finding({ conduct })), ['/findings/0/conduct'], conduct)
  refused(t, registered(), { ...supervision, on: '2026-11-22' }, 'date-out-of-order', 'on')
})

t.test('only what nothing hangs on is annulled, and once', async (t) => {
  t.strictSame([...ANNULLABLE].sort(), ['put-on-file', 'record-crossing', 'supervise', 'take-off-file'])
  const file = taken(filed(), assessor)
  const seq = file.entries.length
  for (const other of [1, 2, 3, 4, seq + 1]) refused(t, file, { type: 'annul', seq: other, reasons: '误录。' }, 'not-annullable', 'seq')
  const after = taken(file, { type: 'annul', seq, reasons: '误录。' })
  refused(t, after, { type: 'annul', seq, reasons: '误录。' }, 'not-annullable')
  t.strictSame(after.staff, [])
  refused(t, registered(), { type: 'annul', seq: 2, reasons: '误录。' }, 'not-annullable')
})

t.test('of whoever left by mistake, the leaving is annulled, and he never left', async (t) => {
  const left = taken(taken(registered(), assessor), leaving)
  t.strictSame(onFile(taken(left, { type: 'annul', seq: 3, reasons: '误录。' }), '2026-07-01'), [1])
})

/** What a file says, but for the record of how it came about. */
const said = ({ entries: _entries, annulled: _annulled, ...rest }: AgencyFile): unknown => rest

t.test('an annulled step leaves the file as if it had never been, wherever it stood', async (t) => {
  const steps: Step[] = [assessor, { ...assessor, ref: 'KP-2', name: '韦示例' }, crossing, supervision, { ...assessor, role: 'expert' }]
  fc.assert(fc.property(fc.array(fc.nat({ max: steps.length - 1 }), { minLength: 1, maxLength: 12 }), fc.nat(), (picks, at) => {
    const place = at % picks.length
    const all = picks.map((pick) => steps[pick] as Step)
    const whole = all.reduce((file, step) => kept(file, step), filed())
    const seq = filed().entries.length + place + 1
    const after = taken(whole, { type: 'annul', seq, reasons: '误录。' })
    // The steps behind it keep their numbers.
    const without = all.reduce((file, step, index) => index === place ? { ...file, entries: [...file.entries, ...whole.entries.slice(seq - 1, seq)] } : kept(file, step), filed())
    t.strictSame(said(after), said(without))
    t.equal(after.entries.length, whole.entries.length + 1, 'and the record keeps it')
  }), { numRuns: 60 })
})

t.test('what may come now is told for every type of step, with what is in the way', async (t) => {
  const situation = (file: AgencyFile) => ({ book, calendar, today: TODAY, file, inForce: [] })
  const now = (file: AgencyFile): string[] => Object.keys(book.vocabulary.agencySteps).flatMap((type) => {
    const refusal = refusalNow(situation(file), type as 'apply')
    return refusal ? [`${type} ${refusal.reason}`] : []
  })
  t.strictSame(now(registered()), ['supplement no-application', 'grant no-application', 'refuse no-application', 'withdraw-application no-application', 'take-off-file not-on-file', 'rate not-on-file', 'annul not-annullable'])
  t.strictSame(now(taken(filed(), assessor)), ['grant no-application', 'refuse no-application', 'withdraw-application no-application'])
  t.strictSame(now(granted(registered({ jurisdiction: '520102' }), { on: '2024-01-01' })).filter((one) => one.startsWith('rate')), ['rate not-in-this-ruleset'])
  t.match(refusalNow({ ...situation(registered()), inForce: [{ measure: 'refuse-refiling', from: '2026-01-01' }] }, 'apply'), { reason: 'refiling-refused' })
})

t.test('what it was called on a day', async (t) => {
  const file = granted(granted(registered(), { on: '2024-01-01' }), { kind: 'change', on: '2025-05-05', occupations: [], name: '新名称' })
  t.strictSame(['2025-05-04', '2025-05-05'].map((day) => nameOn(file, day)), [opening.name, '新名称'])
})
