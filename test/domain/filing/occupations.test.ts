/** Which occupations each track may file at all. */
import t from 'tap'
import type { FilingRequest } from '../../../src/domain/filing/request.ts'
import { APPRAISAL, QUALIFICATION, SCHOOL, assess, book, cited, withOccupation, type Facts } from './applications.ts'

const statusOf = (request: FilingRequest) => assess(request).occupations[0]

t.test('each track has one rule on occupations, and both are tried here', async t => {
  const tracks = book.version('guangxi', '2026-03-02')?.agencies?.filing?.tracks
  t.strictSame([...tracks?.values() ?? []].map(({ occupations }) => occupations.length), [1, 1])
})

t.test('annex 1: a qualification of the national catalogue may be filed, another may not', async t => {
  t.match(statusOf(QUALIFICATION), { name: '锅炉操作工', status: 'met' })
  const other = statusOf(withOccupation(QUALIFICATION, { inQualificationCatalogue: false }))
  t.equal(other?.status, 'unmet')
  t.equal(cited(other?.citation ?? ''), '附件1第二部分第（二）项')
  t.equal(assess(withOccupation(QUALIFICATION, { inQualificationCatalogue: false })).outcome, 'not-met')
})

t.test('annex 1: a special-skill project that the region announced may be filed, another may not', async t => {
  t.equal(statusOf(APPRAISAL)?.status, 'met')
  t.equal(statusOf(withOccupation(APPRAISAL, { announcedByRegion: false }))?.status, 'unmet')
  t.equal(statusOf(withOccupation(APPRAISAL, { announcedByRegion: false, inQualificationCatalogue: true }))?.status, 'unmet', 'the catalogue is not for projects')
})

t.test('annex 2: major groups 3 to 6 may be filed, 2 and 7 may not', async t => {
  const groups = [1, 2, 3, 4, 5, 6, 7, 8].map((group) => statusOf(withOccupation(SCHOOL, {}, { code: `${group}-01-01-01` }))?.status)
  t.strictSame(groups, ['unmet', 'unmet', 'met', 'met', 'met', 'met', 'unmet', 'unmet'])
  t.equal(cited(statusOf(withOccupation(SCHOOL, {}, { code: '7-01-01-01' }))?.citation ?? ''), '附件2第二部分第（二）项')
})

const ROWS: readonly (readonly [sentence: string, facts: Facts, status: string])[] = [
  ['one whose access is restricted may not', { accessRestricted: true }, 'unmet'],
  ['one that is not of the skill type may not', { skillType: false }, 'unmet'],
  ['one published later may, though its access were restricted (GX-19)', { accessRestricted: true, laterPublished: true }, 'met'],
  ['one published later that is not of the skill type may not', { skillType: false, laterPublished: true }, 'unmet'],
  ['one of which it is not known whether access is restricted is open', { accessRestricted: null }, 'unknown'],
  ['one of which the skill type is not known is open', { skillType: null }, 'unknown']
]
for (const [sentence, facts, status] of ROWS) t.test(`annex 2: ${sentence}`, async t => { t.equal(statusOf(withOccupation(SCHOOL, facts))?.status, status) })

t.test('annex 2: one of another major group may be filed where it was published later', async t => {
  t.equal(statusOf(withOccupation(SCHOOL, { laterPublished: true }, { code: '2-01-01-01' }))?.status, 'met')
})

t.test('the major group follows from the code, and is asked where there is none', async t => {
  t.strictSame(assess(SCHOOL).derived.filter(({ fact }) => fact === 'majorGroup'), [{ fact: 'majorGroup', is: 6, occupation: '焊工' }])
  const [{ code: _, ...bare } = { name: '', levels: [] }] = SCHOOL.occupations
  const open = assess({ ...SCHOOL, occupations: [bare] })
  t.equal(open.occupations[0]?.status, 'unknown')
  t.strictSame(open.questions.map(({ fact, type, minimum, maximum, occupation }) => ({ fact, type, minimum, maximum, occupation })), [{ fact: 'majorGroup', type: 'integer', minimum: 1, maximum: 8, occupation: '焊工' }])
  t.equal(assess({ ...SCHOOL, occupations: [{ ...bare, facts: { ...bare.facts, majorGroup: 5 } }] }).outcome, 'eligible')
})
