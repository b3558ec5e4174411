/** Every paper of both annexes, asked of whom it is asked and of nobody else. */
import t from 'tap'
import type { FilingRequest } from '../../../src/domain/filing/request.ts'
import { APPRAISAL, EMPLOYER, QUALIFICATION, RENEWAL, SCHOOL, TRAINING, assess, book, cited, withFacts, withOccupation } from './applications.ts'

const APPRAISAL_CHANGE: FilingRequest = { ...withFacts(APPRAISAL, { changesBasicInformation: false }), kind: 'change' }
const QUALIFICATION_CHANGE: FilingRequest = { ...withFacts(QUALIFICATION, { changesBasicInformation: false }), kind: 'change' }
const SCHOOL_CHANGE: FilingRequest = { ...withFacts(SCHOOL, { changesBasicInformation: false }), kind: 'change' }
const LEASED = { premisesTitle: 'long-lease' }

type Row = readonly [track: string, material: string, place: string, of: FilingRequest, beside: FilingRequest | null, sentence: string]
const at = (annex: number, point: number, detail: number): string => `附件${annex}第二部分第（一）项第${point}目第（${detail}）小目`

/** Whose application needs it, and whose, just beside, does not; null: everybody's does. */
const ROWS: readonly Row[] = [
  ['skill-appraisal', 'application-form', at(1, 1, 1), APPRAISAL, APPRAISAL_CHANGE, 'a first filing needs the application form, a change does not'],
  ['skill-appraisal', 'legal-person-certificate', at(1, 1, 2), APPRAISAL, APPRAISAL_CHANGE, 'a first filing needs the certificate of the legal person, a change does not'],
  ['skill-appraisal', 'filing-letter', at(1, 1, 3), QUALIFICATION, APPRAISAL, 'the letter is for the evaluation of qualifications only'],
  ['skill-appraisal', 'additions-form', at(1, 2, 1), APPRAISAL_CHANGE, withFacts({ ...APPRAISAL_CHANGE, occupations: [] }, { changesBasicInformation: true, filedForQualifications: false }), 'the form for additions is needed where something is added'],
  ['skill-appraisal', 'change-letter', at(1, 2, 2), QUALIFICATION_CHANGE, APPRAISAL_CHANGE, 'the letter on a change is for the evaluation of qualifications only'],
  ['skill-appraisal', 'lease-agreement', '附件1第一部分第（三）项', withFacts(APPRAISAL, LEASED), APPRAISAL, 'who does not own the premises hands in the agreement'],
  ['level-recognition', 'application-form', at(2, 1, 1), SCHOOL, SCHOOL_CHANGE, 'a first filing needs the application form, a change does not'],
  ['level-recognition', 'legal-person-certificate', at(2, 1, 2), SCHOOL, SCHOOL_CHANGE, 'a first filing needs the certificate of the legal person, a change does not'],
  ['level-recognition', 'work-plan', at(2, 1, 3), SCHOOL, SCHOOL_CHANGE, 'a first filing needs the work plan, a change does not'],
  ['level-recognition', 'enterprise-norm', at(2, 1, 4), withOccupation(EMPLOYER, { evaluationBasis: 'enterprise-norm' }), EMPLOYER, 'an employer hands in its own norm where it evaluates by it'],
  ['level-recognition', 'question-bank-list', at(2, 1, 5), EMPLOYER, SCHOOL, 'employers hand in the list of question banks, schools do not'],
  ['level-recognition', 'experience-papers', at(2, 1, 6), TRAINING, EMPLOYER, 'training organisations hand in papers on their experience, employers do not'],
  ['level-recognition', 'credit-report', at(2, 1, 7), TRAINING, SCHOOL, 'training organisations hand in a credit report, schools do not'],
  ['level-recognition', 'additions-form', at(2, 2, 1), SCHOOL_CHANGE, withFacts({ ...SCHOOL_CHANGE, occupations: [] }, { changesBasicInformation: true }), 'the form for additions is needed where something is added'],
  ['level-recognition', 'change-letter', at(2, 2, 2), withFacts(SCHOOL_CHANGE, { changesBasicInformation: true }), SCHOOL_CHANGE, 'the letter is needed where basic information changes'],
  ['level-recognition', 'lease-agreement', '附件2第一部分第（三）项', withFacts(SCHOOL, LEASED), SCHOOL, 'who does not own the premises hands in the agreement']
]

const required = (request: FilingRequest) => assess(request).materials.required
const without = (request: FilingRequest, material: string): FilingRequest => ({ ...request, materials: required(request).map((one) => one.material).filter((one) => one !== material) })
const withAll = (request: FilingRequest): FilingRequest => ({ ...request, materials: required(request).map((one) => one.material) })

for (const [track, material, place, of, beside, sentence] of ROWS) {
  t.test(`${track}: ${sentence}`, async t => {
    t.equal(cited(required(of).find((one) => one.material === material)?.citation ?? ''), place)
    if (beside) t.notOk(required(beside).some((one) => one.material === material))
    t.match(assess(withAll(of)), { outcome: 'eligible', materials: { missing: [] } }, 'with all papers handed in nothing is missing')
    t.match(assess(without(of, material)), { outcome: 'materials-missing', materials: { missing: [material] } }, 'without this one it is')
  })
}

t.test('every paper of the rules is tried here', async t => {
  const tracks = [...book.version('guangxi', '2026-03-02')?.agencies?.filing?.tracks.values() ?? []]
  t.strictSame(ROWS.map(([track, material]) => `${track} ${material}`).sort(), tracks.flatMap(({ track, materials }) => materials.map(({ material }) => `${track} ${material}`)).sort())
})

t.test('a letter is needed as soon as one of the occupations calls for it', async t => {
  const both = { ...APPRAISAL, occupations: [...APPRAISAL.occupations, ...QUALIFICATION.occupations] }
  t.ok(required(both).some(({ material }) => material === 'filing-letter'))
})

t.test('an agency on file for qualifications sends the letter when its basic information changes, another does not', async t => {
  const change = (filedForQualifications: boolean): FilingRequest => withFacts({ ...APPRAISAL_CHANGE, occupations: [] }, { changesBasicInformation: true, filedForQualifications })
  t.strictSame(required(change(true)).map(({ material }) => material), ['change-letter'])
  t.strictSame(required(change(false)).map(({ material }) => material), [])
  const open = assess(withFacts({ ...APPRAISAL_CHANGE, occupations: [] }, { changesBasicInformation: true, filedForQualifications: null }))
  t.match(open, { outcome: 'needs-facts' })
  t.strictSame(open.questions.map(({ fact, occupation }) => [fact, occupation]), [['filedForQualifications', null]])
})

t.test('annex 1: what was verified electronically need not be handed in', async t => {
  const { materials: _, ...bare } = QUALIFICATION
  t.strictSame(assess(bare).materials.missing, ['application-form', 'legal-person-certificate', 'filing-letter'])
  const verified = assess({ ...bare, materials: ['application-form', 'filing-letter'], verified: ['legal-person-certificate'] })
  t.match(verified, { outcome: 'eligible', materials: { missing: [] } })
  t.match(verified.materials.required.find(({ material }) => material === 'legal-person-certificate'), { handedIn: false, verified: true })
  t.ok(verified.notes.includes('GX-20'))
})

t.test('annex 1: a lease agreement is none of the papers that may be verified', async t => {
  t.strictSame(assess({ ...withFacts(APPRAISAL, LEASED), verified: ['lease-agreement'] }).materials.missing, ['lease-agreement'])
})

t.test('annex 2: what was verified still has to be handed in (GX-20)', async t => {
  t.match(assess({ ...SCHOOL, materials: ['application-form', 'work-plan'], verified: ['legal-person-certificate'] }), { outcome: 'materials-missing', materials: { missing: ['legal-person-certificate'] } })
})

t.test('the text names no papers for a renewal (GX-13)', async t => {
  t.match(assess(RENEWAL), { outcome: 'eligible', materials: { required: [], missing: [] } })
})

t.test('papers that nobody asked for change nothing, nor does their order', async t => {
  const { materials = [] } = TRAINING
  t.strictSame(assess({ ...TRAINING, materials: [...materials].reverse() }), assess(TRAINING))
  t.strictSame(assess({ ...TRAINING, materials: [...materials, 'change-letter', 'filing-letter'] }), assess(TRAINING))
})
