/** Who accepts: the region or which city, and what must come first. */
import t from 'tap'
import type { FilingRequest } from '../../../src/domain/filing/request.ts'
import { APPRAISAL, EMPLOYER, QUALIFICATION, RENEWAL, SCHOOL, TRAINING, assess, book, cited, withFacts } from './applications.ts'

const REGION = '450000'
const LIUZHOU = '450200'
const acceptance = (request: FilingRequest) => assess(request).acceptance

type Row = readonly [sentence: string, request: FilingRequest, by: string, place: string | null, route: string, cite: string]
const ANNEX_1 = '附件1第二部分第（二）项'
const ANNEX_2 = '附件2第二部分第（二）项'
const MAIN = '第一部分第（二）项'
const CHANGE: FilingRequest = { ...withFacts(SCHOOL, { changesBasicInformation: false }), kind: 'change' }
const INFORMATION: FilingRequest = { ...withFacts(SCHOOL, { changesBasicInformation: true }), kind: 'change', occupations: [] }

const ROWS: readonly Row[] = [
  ['annex 1: the evaluation of a qualification goes to the region', QUALIFICATION, 'province', REGION, 'qualification', ANNEX_1],
  ['annex 1: a special-skill project goes to the city of registration', APPRAISAL, 'city', LIUZHOU, 'city', ANNEX_1],
  ['annex 1: a central unit seated in the capital goes to the region', withFacts(APPRAISAL, { centralUnitInCapital: true }), 'province', REGION, 'central-or-regional', ANNEX_1],
  ['annex 1: a unit of the region seated in the capital goes to the region', withFacts(APPRAISAL, { regionalUnitInCapital: true }), 'province', REGION, 'central-or-regional', ANNEX_1],
  ['annex 1: a region-wide social organisation goes to the region', withFacts(APPRAISAL, { regionWideOrganisation: true }), 'province', REGION, 'central-or-regional', ANNEX_1],
  ['annex 2: a training organisation is accepted by the region', TRAINING, 'province', REGION, 'training-organisation', ANNEX_2],
  ['annex 2: an employer goes to the city of registration', EMPLOYER, 'city', LIUZHOU, 'city', ANNEX_2],
  ['annex 2: a school goes to the city of registration', SCHOOL, 'city', LIUZHOU, 'city', ANNEX_2],
  ['annex 2: the branch of a central enterprise goes to the region', withFacts(EMPLOYER, { centralEnterpriseBranch: true }), 'province', REGION, 'central-or-regional', ANNEX_2],
  ['annex 2: a school of the region seated in the capital goes to the region', withFacts(SCHOOL, { regionalUnitInCapital: true }), 'province', REGION, 'central-or-regional', ANNEX_2],
  ['annex 2: a renewal goes to whoever filed', RENEWAL, 'original', null, 'renewal', MAIN],
  ['annex 2: added occupations go where a first filing would', CHANGE, 'city', LIUZHOU, 'city', ANNEX_2],
  ['annex 2: a change of basic information goes to whoever filed', INFORMATION, 'original', null, 'basic-information', MAIN],
  ['annex 1: a change of basic information goes to whoever filed', { ...withFacts(APPRAISAL, { changesBasicInformation: true, filedForQualifications: false }), kind: 'change', occupations: [] }, 'original', null, 'basic-information', MAIN]
]

for (const [sentence, request, by, place, route, cite] of ROWS) {
  t.test(sentence, async t => {
    const found = acceptance(request)
    t.strictSame(found.map((one) => [one.by, one.place, one.route]), [[by, place, route]])
    t.equal(cited(found[0]?.citation ?? ''), cite)
    t.strictSame(found[0]?.occupations, request.occupations.map(({ name }) => name))
  })
}

t.test('every route of the rules is tried here', async t => {
  const tracks = [...book.version('guangxi', '2026-03-02')?.agencies?.filing?.tracks.values() ?? []]
  const tried = new Set(ROWS.map(([, request, , , route]) => `${request.track} ${route}`))
  t.strictSame([...tried].sort(), tracks.flatMap(({ track, routes }) => routes.map(({ id }) => `${track} ${id}`)).sort())
})

t.test('the consent of the department in charge comes first for qualifications, and for nothing else', async t => {
  t.match(acceptance(QUALIFICATION)[0]?.first, [{ code: 'consent-of-qualification-department', on: null }])
  t.match(acceptance({ ...QUALIFICATION, dates: { consented: '2026-02-20' } })[0]?.first, [{ on: '2026-02-20' }])
  t.strictSame(acceptance(APPRAISAL)[0]?.first, [])
  t.ok(assess(QUALIFICATION).steps.some(({ step }) => step === 'consent'))
  t.notOk(assess(APPRAISAL).steps.some(({ step }) => step === 'consent'))
})

t.test('selection and recommendation come first for training organisations, and for nobody else', async t => {
  t.strictSame(acceptance(TRAINING)[0]?.first.map(({ code }) => code), ['selection-announcement', 'recommendation-by-city'])
  for (const other of [EMPLOYER, SCHOOL, RENEWAL]) t.strictSame(acceptance(other)[0]?.first, [])
  const steps = (request: FilingRequest) => assess(request).steps.map(({ step }) => step)
  t.ok(['announce-selection', 'recommend'].every((step) => steps(TRAINING).includes(step)))
  t.notOk(['announce-selection', 'recommend'].some((step) => steps(SCHOOL).includes(step)))
})

t.test('a mixed application is routed occupation by occupation', async t => {
  const mixed = { ...APPRAISAL, occupations: [...APPRAISAL.occupations, ...QUALIFICATION.occupations] }
  t.strictSame(acceptance(mixed).map(({ by, place, occupations }) => [by, place, occupations]), [['province', REGION, ['锅炉操作工']], ['city', LIUZHOU, ['螺蛳粉制作']]])
})

t.test('occupations added together with a change of basic information go two ways', async t => {
  t.strictSame(acceptance(withFacts(CHANGE, { changesBasicInformation: true })).map(({ by, occupations }) => [by, occupations]), [['original', []], ['city', ['焊工']]])
})

t.test('where it is not known who the applicant is, nobody is named, and what would tell is asked', async t => {
  const open = assess(withFacts(EMPLOYER, { centralEnterpriseBranch: null }))
  t.match(open.acceptance, [{ by: null, place: null, route: null, occupations: ['焊工'] }])
  t.strictSame(open.questions.map(({ fact }) => fact), ['centralEnterpriseBranch'])
  t.equal(assess(withFacts(EMPLOYER, { centralEnterpriseBranch: null, regionalUnitInCapital: true })).acceptance[0]?.by, 'province', 'one ground is enough')
})

t.test('a place of registration that names no city leaves the city open', async t => {
  t.match(acceptance({ ...SCHOOL, registeredAt: REGION }), [{ by: 'city', place: null }])
  t.match(acceptance({ ...SCHOOL, registeredAt: LIUZHOU }), [{ by: 'city', place: LIUZHOU }])
  t.match(acceptance({ ...SCHOOL, registeredAt: '440103' }), [{ by: 'city', place: null }], 'a city of another province accepts nothing here')
  t.match(acceptance(withFacts({ ...SCHOOL, registeredAt: null }, { registeredInRegion: true })), [{ by: 'city', place: null }])
})
