/** The periods of both annexes: when each is over, what does not count, when it was missed. Days counted by hand in the calendar of 2026. */
import t from 'tap'
import type { LimitView } from '../../../src/domain/filing/limits.ts'
import type { FilingRequest } from '../../../src/domain/filing/request.ts'
import { APPRAISAL, EMPLOYER, QUALIFICATION, RENEWAL, SCHOOL, TRAINING, assess, book, cited, withFacts } from './applications.ts'

type Dates = NonNullable<FilingRequest['dates']>
const limitOf = (request: FilingRequest, limit: string): LimitView | undefined => assess(request).limits.find((one) => one.limit === limit)
const dated = (request: FilingRequest, dates: Dates, more: Partial<FilingRequest> = {}): FilingRequest => ({ ...request, dates, ...more })

t.test('every period of the rules is tried here', async t => {
  const tracks = [...book.version('guangxi', '2026-03-02')?.agencies?.filing?.tracks.values() ?? []]
  t.strictSame(tracks.map(({ limits }) => limits.map(({ limit }) => limit)), [
    ['filing', 'inform-centre'],
    ['assessment', 'announcement', 'report-to-ministry', 'filing', 'filing-as-announced', 'inform-centre']
  ])
})

/** Period, place, the day from which it runs, the last day; the day after it is too late. */
const ROWS: readonly (readonly [application: FilingRequest, limit: string, place: string, count: number, before: Dates, ending: string, due: string, dayAfter: string])[] = [
  // 7 working days: 3 to 11 March
  [APPRAISAL, 'filing', '附件1第二部分第（三）项', 7, { accepted: '2026-03-02' }, 'filed', '2026-03-11', '2026-03-12'],
  // 10 working days over Tomb-Sweeping Day (4–6 April, a Monday off)
  [APPRAISAL, 'inform-centre', '附件1第二部分第（三）项', 10, { accepted: '2026-03-25', filed: '2026-03-27' }, 'centre-informed', '2026-04-13', '2026-04-14'],
  // 30 working days over Tomb-Sweeping Day (6 April off) and Labour Day (1–5 May off, Saturday 9 May worked): 7 in March and up to 3 April, 18 more in April, 4 up to 9 May, 11 May
  [SCHOOL, 'assessment', '附件2第二部分第（三）项', 30, { accepted: '2026-03-10', 'materials-reviewed': '2026-03-25' }, 'assessed', '2026-05-11', '2026-05-12'],
  [SCHOOL, 'report-to-ministry', '附件2第二部分第（五）项', 5, { accepted: '2026-03-02', 'materials-reviewed': '2026-03-02', assessed: '2026-03-03', announced: '2026-03-04', 'announcement-ended': '2026-03-11' }, 'reported-to-ministry', '2026-03-18', '2026-03-19'],
  [SCHOOL, 'filing', '附件2第二部分第（五）项', 10, { accepted: '2026-03-02' }, 'filed', '2026-03-16', '2026-03-17'],
  [EMPLOYER, 'filing', '附件2第二部分第（五）项', 10, { accepted: '2026-03-02' }, 'filed', '2026-03-16', '2026-03-17'],
  [SCHOOL, 'inform-centre', '附件2第二部分第（五）项', 10, { filed: '2026-03-10' }, 'centre-informed', '2026-03-24', '2026-03-25']
]

for (const [application, limit, place, count, before, ending, due, dayAfter] of ROWS) {
  t.test(`${application.track}, ${limit}: ${count} working days end on ${due}; ${dayAfter} is too late`, async t => {
    const open = limitOf(dated(application, before), limit)
    t.match(open, { count, unit: 'working-day', due, earliest: null, awaits: null, pausedBy: null, overdue: null, provisional: false })
    t.equal(cited(open?.citation ?? ''), place)
    const done = (day: string) => limitOf(dated(application, { ...before, [ending]: day }), limit)
    t.match(done(due), { doneOn: due, overdue: false })
    t.match(done(dayAfter), { doneOn: dayAfter, overdue: true })
    t.equal(limitOf(dated(application, before, { on: due }), limit)?.overdue, false, 'on the last day it is not late yet')
    t.equal(limitOf(dated(application, before, { on: dayAfter }), limit)?.overdue, true)
    t.match(limitOf(dated(application, {}), limit), { due: null, awaits: open?.after, from: null }, 'before it runs it is not dated')
  })
}

t.test('the notice is up for at least five working days: it may end on the fifth, not on the fourth', async t => {
  const base: Dates = { accepted: '2026-03-02', 'materials-reviewed': '2026-03-02', assessed: '2026-03-30' }
  const limit = (announced: string, ended?: string) => limitOf(dated(SCHOOL, { ...base, announced, ...ended === undefined ? {} : { 'announcement-ended': ended } }), 'announcement')
  // 1, 2, 3 April, then Tomb-Sweeping Day to the 6th, 7, 8 April
  const open = limit('2026-03-31')
  t.match(open, { due: null, earliest: '2026-04-08', overdue: null, skipped: [{ date: '2026-04-04' }, { date: '2026-04-05' }, { date: '2026-04-06' }] })
  t.equal(cited(open?.citation ?? ''), '附件2第二部分第（四）项')
  t.match(limit('2026-03-31', '2026-04-08'), { overdue: false })
  t.match(limit('2026-03-31', '2026-04-07'), { overdue: true })
  t.match(limit('2026-03-31', '2026-04-30'), { overdue: false }, 'longer is no fault')
})

t.test('a training organisation is dealt with by the day that the announcement sets', async t => {
  t.strictSame(assess(TRAINING).limits.map(({ limit }) => limit).filter((limit) => limit.startsWith('filing')), ['filing-as-announced'])
  t.match(limitOf(TRAINING, 'filing-as-announced'), { count: null, unit: null, due: null, awaits: 'selection-due' })
  const set = (more: Dates, on: string | null = null) => limitOf(dated(TRAINING, { 'selection-due': '2026-06-30', ...more }, { on }), 'filing-as-announced')
  t.match(set({}), { due: '2026-06-30', awaits: null, overdue: null })
  t.match(set({ filed: '2026-06-30' }), { overdue: false })
  t.match(set({ filed: '2026-07-01' }), { overdue: true })
  t.match(set({}, '2026-07-01'), { overdue: true })
  t.equal(limitOf(SCHOOL, 'filing-as-announced'), undefined)
})

t.test('a change of basic information is dealt with in ten working days, whoever applies: nobody is selected for it', async t => {
  const { agencyKind: _kind, ...facts } = TRAINING.facts ?? {}
  const renamed: FilingRequest = { ...TRAINING, kind: 'change', occupations: [], facts: { ...facts, changesBasicInformation: true }, dates: { accepted: '2026-03-02' } }
  for (const request of [renamed, withFacts(renamed, { agencyKind: 'training-organisation' }), withFacts(renamed, { agencyKind: 'employer' })]) {
    t.match(assess(request).limits.filter(({ limit }) => limit.startsWith('filing')), [{ limit: 'filing', due: '2026-03-16', notes: ['GX-16', 'GX-17'] }])
  }
  t.strictSame(assess({ ...TRAINING, kind: 'change' }).limits.map(({ limit }) => limit).filter((limit) => limit.startsWith('filing')), ['filing-as-announced'], 'for occupations that are added it is')
})

t.test('the city informs the centre; the region need not inform its own', async t => {
  for (const region of [QUALIFICATION, TRAINING, withFacts(SCHOOL, { regionalUnitInCapital: true })]) {
    t.equal(limitOf(region, 'inform-centre'), undefined)
    t.notOk(assess(region).steps.some(({ step }) => step === 'inform-centre'))
  }
  t.ok(assess(SCHOOL).steps.some(({ step }) => step === 'inform-centre'))
  t.ok(limitOf(RENEWAL, 'inform-centre'), 'it may have been a city that filed')
})

const ACCEPTED = { accepted: '2026-03-02', 'materials-reviewed': '2026-03-04' }

t.test('assessment, notice and the ministry\'s review do not count towards the filing', async t => {
  const filing = (dates: Dates) => limitOf(dated(SCHOOL, { ...ACCEPTED, ...dates }), 'filing')
  // counted: 3, 4 March, then nothing until the assessment is done on the 20th; 23 (notice begins), … until the 31st; 1 April, 2 April …
  const assessed = { assessed: '2026-03-20' }
  t.match(filing(assessed), { due: '2026-04-01', pausedBy: null }, '2 days before it, 8 after it: 23–27, 30, 31 March, 1 April')
  const announced = { ...assessed, announced: '2026-03-23', 'announcement-ended': '2026-03-31' }
  t.match(filing(announced), { due: '2026-04-10' }, '23 March counts, 24–31 do not; 1–3, 7–10 April do')
  const reported = { ...announced, 'reported-to-ministry': '2026-04-02', 'ministry-reviewed': '2026-04-20' }
  t.match(filing(reported), { due: '2026-04-27' }, '1, 2 April count, 3–20 do not; 21–24, 27 April do')
  t.strictSame(filing(reported)?.excluded.map(({ from, until }) => [from, until]), [['2026-03-04', '2026-03-20'], ['2026-03-23', '2026-03-31'], ['2026-04-02', '2026-04-20']])
  t.match(filing({ ...reported, filed: '2026-04-27' }), { overdue: false })
  t.match(filing({ ...reported, filed: '2026-04-28' }), { overdue: true })
})

t.test('while one of them runs there is no last day, unless it had passed before', async t => {
  const filing = (dates: Dates) => limitOf(dated(SCHOOL, dates), 'filing')
  t.match(filing(ACCEPTED), { due: null, pausedBy: 'materials-reviewed', overdue: null })
  const announced = { ...ACCEPTED, assessed: '2026-03-20', announced: '2026-03-23' }
  t.match(filing(announced), { due: null, pausedBy: 'announced' })
  t.match(filing({ ...announced, 'announcement-ended': '2026-03-31', 'reported-to-ministry': '2026-04-02' }), { due: null, pausedBy: 'reported-to-ministry' })
  t.match(filing({ accepted: '2026-03-02', 'materials-reviewed': '2026-03-16' }), { due: '2026-03-16', pausedBy: null }, 'all ten days were over by then')
  t.match(filing({ accepted: '2026-03-02', 'materials-reviewed': '2026-03-13' }), { due: null, pausedBy: 'materials-reviewed' }, 'one day was left')
})

t.test('a year whose calendar is not published makes the day provisional', async t => {
  const late = dated({ ...APPRAISAL, appliedOn: '2026-12-20' }, { accepted: '2026-12-24' })
  t.match(limitOf(late, 'filing'), { due: '2027-01-04', provisional: true })
  const recognised = dated({ ...SCHOOL, appliedOn: '2026-12-20' }, { accepted: '2026-12-24', 'materials-reviewed': '2026-12-25', assessed: '2026-12-28' })
  t.match(limitOf(recognised, 'filing'), { provisional: true })
  t.match(limitOf(dated(APPRAISAL, { accepted: '2026-12-14' }, { appliedOn: '2026-12-10' }), 'filing'), { due: '2026-12-23', provisional: false })
})

t.test('a change of basic information alone is neither assessed nor announced', async t => {
  const change = assess({ ...withFacts(SCHOOL, { changesBasicInformation: true }), kind: 'change', occupations: [] })
  t.strictSame(change.limits.map(({ limit }) => limit), ['filing', 'inform-centre'])
  t.strictSame(change.steps.map(({ step }) => step), ['apply', 'accept', 'review-materials', 'file', 'receipt', 'inform-centre'])
  t.strictSame(change.conditions, [], 'nor are its conditions looked at again')
})
