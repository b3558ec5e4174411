/** Who may not be a training organisation (annex 2, part 1(7)), with the days on which what happened still counts. */
import t from 'tap'
import type { FilingRequest } from '../../../src/domain/filing/request.ts'
import { EMPLOYER, SCHOOL, SOCIAL_GROUP, TRAINING, assess, book, cited, withFacts, type Facts } from './applications.ts'

const exclusionOf = (request: FilingRequest, id: string) => assess(request).exclusions.find((one) => one.id === id)

type Row = readonly [id: string, point: number, application: FilingRequest, applying: Facts, sentence: string]
const ROWS: readonly Row[] = [
  ['government', 1, TRAINING, { legalForm: 'government' }, 'a government body'],
  ['government', 1, TRAINING, { legalForm: 'public-institution' }, 'a public institution of the government'],
  ['government', 1, SOCIAL_GROUP, { decoupledFromGovernment: false }, 'a social group not separated from the government'],
  ['misconduct-in-field', 2, TRAINING, { applicantMisconductInField: true }, 'an applicant dishonest in the field'],
  ['misconduct-in-field', 2, TRAINING, { representativeMisconductInField: true }, 'an applicant whose legal representative was dishonest in the field'],
  ['annual-review', 3, SOCIAL_GROUP, { annualReviewFailedOn: '2025-06-30' }, 'a social group that failed its annual review last year'],
  ['annual-review', 3, SOCIAL_GROUP, { onIllegalOrganisationList: true }, 'a social group on the list of illegal ones'],
  ['abnormal-operations', 4, TRAINING, { lastOnAbnormalList: '2025-06-30' }, 'an enterprise listed for abnormal operations last year'],
  ['bad-record-in-field', 5, TRAINING, { badRecordInField: true }, 'an applicant with a bad record in the field']
]

for (const [id, point, application, applying, sentence] of ROWS) {
  t.test(`${sentence} may not be a training organisation`, async t => {
    t.equal(exclusionOf(application, id)?.status, 'clear')
    const answer = assess(withFacts(application, applying))
    const excluded = answer.exclusions.filter(({ status }) => status !== 'clear')
    t.match(excluded, [{ id, status: 'applies' }])
    t.equal(cited(excluded[0]?.citation ?? ''), `附件2第一部分第（七）项第${point}目`)
    t.equal(answer.outcome, 'not-met')
    t.match(answer.refusal, { written: true, contents: [{ code: 'reasons' }, { code: 'basis' }] })
    const [fact = ''] = Object.keys(applying)
    const open = assess(withFacts(application, { [fact]: null }))
    t.equal(open.outcome, 'needs-facts')
    t.ok(open.questions.some((one) => one.fact === fact), 'what is not known is asked, not assumed')
  })
}

t.test('every exclusion of the rules is tried here', async t => {
  const track = book.version('guangxi', '2026-03-02')?.agencies?.filing?.tracks.get('level-recognition')
  t.strictSame([...new Set(ROWS.map(([id]) => id))].sort(), track?.exclusions.map(({ id }) => id).sort())
})

t.test('employers and schools are excluded by none of them', async t => {
  for (const application of [EMPLOYER, SCHOOL]) t.strictSame(assess(withFacts(application, { badRecordInField: true, legalForm: 'public-institution' })).exclusions, [])
})

t.test('the failed review concerns social organisations, the list of abnormal operations enterprises', async t => {
  const failed: Facts = { annualReviewFailedOn: '2025-06-30', lastOnAbnormalList: '2025-06-30', onIllegalOrganisationList: false, decoupledFromGovernment: true }
  const ids = (legalForm: string): string[] => assess(withFacts(TRAINING, { ...failed, legalForm })).exclusions.filter(({ status }) => status === 'applies').map(({ id }) => id)
  t.strictSame(ids('enterprise'), ['abnormal-operations'])
  for (const form of ['social-group', 'private-non-enterprise', 'foundation']) t.strictSame(ids(form), ['annual-review'], form)
  t.strictSame(ids('other'), [])
})

/** What happened on a day counts up to the same day three years later. */
const LOOK_BACK: readonly (readonly [happened: string, lastDay: string, dayAfter: string])[] = [
  ['2023-03-02', '2026-03-02', '2026-03-03'],
  ['2022-12-31', '2025-12-31', '2026-01-01'],
  ['2024-02-29', '2027-02-28', '2027-03-01'],
  ['2025-02-28', '2028-02-28', '2028-02-29'],
  ['2025-03-01', '2028-03-01', '2028-03-02']
]

for (const [happened, lastDay, dayAfter] of LOOK_BACK) {
  t.test(`what happened on ${happened} excludes up to ${lastDay}, and no longer from ${dayAfter}`, async t => {
    const cases = [[SOCIAL_GROUP, 'annual-review', 'annualReviewFailedOn'], [TRAINING, 'abnormal-operations', 'lastOnAbnormalList']] as const
    for (const [application, id, fact] of cases) {
      const on = (appliedOn: string) => exclusionOf(withFacts({ ...application, appliedOn }, { [fact]: happened }), id)
      t.match(on(lastDay), { status: 'applies', because: [{ fact, is: happened, requires: 'within' }] })
      t.equal(on(dayAfter)?.status, 'clear')
      const { lookBack } = on(dayAfter) ?? {}
      t.ok(lookBack && lookBack.from > happened && lookBack.until === dayAfter, 'the days that count are told')
      t.ok((on(lastDay)?.lookBack?.from ?? '') <= happened)
    }
  })
}

t.test('what never happened excludes nobody, and what happened after the application does', async t => {
  t.equal(exclusionOf(withFacts(TRAINING, { lastOnAbnormalList: 'never' }), 'abnormal-operations')?.status, 'clear')
  t.equal(exclusionOf(withFacts(TRAINING, { lastOnAbnormalList: '2026-04-01' }), 'abnormal-operations')?.status, 'applies')
})

t.test('being on the list of illegal organisations knows no three years', async t => {
  t.match(exclusionOf(withFacts(SOCIAL_GROUP, { onIllegalOrganisationList: true, annualReviewFailedOn: 'never' }), 'annual-review'), { status: 'applies', notes: ['GX-10', 'GX-11'] })
})
