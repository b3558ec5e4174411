/** Every condition of both annexes, met and missed. What misses it is written here by hand, not read from the rules. */
import t from 'tap'
import type { FilingRequest } from '../../../src/domain/filing/request.ts'
import { APPRAISAL, EMPLOYER, QUALIFICATION, SCHOOL, TRAINING, assess, book, cited, withFacts, withOccupation, type Facts } from './applications.ts'

/** id, place, whose application, facts that miss it, sentence; the last: facts of the occupation rather than of the whole. */
type Row = readonly [id: string, place: string, application: FilingRequest, missing: Facts, sentence: string, of?: 'occupation']

const common = (annex: number, on: FilingRequest): Row[] => {
  const item = (n: string): string => `附件${annex}第一部分第（${n}）项`
  return [
    ['independent-legal-person', item('一'), on, { independentLegalPerson: false }, 'who is no legal person of its own'],
    ['financial-rules', item('一'), on, { financialRulesSound: false }, 'whose financial rules are unsound'],
    ['management-rules', item('一'), on, { managementRulesSound: false }, 'whose management rules are unsound'],
    ['good-credit', item('一'), on, { goodCredit: false }, 'whose credit is not good'],
    ['no-bad-records', item('一'), on, { badRecords: true }, 'of whom there are bad records'],
    ['stable-funding', item('一'), on, { stableFunding: false }, 'who has no stable funding'],
    ['fixed-office', item('一'), on, { fixedOffice: false }, 'who has no fixed office'],
    ['evaluation-unit', item('二'), on, { evaluationUnit: false }, 'without a unit of its own for evaluation'],
    ['full-time-staff', item('二'), on, { fullTimeStaff: false }, 'without fitting full-time staff'],
    ['experts', item('二'), on, { experts: false }, 'without experts'],
    ['internal-supervisors', item('二'), on, { internalSupervisors: false }, 'without internal supervisors'],
    ['assessors', item('二'), on, { assessors: 2 }, 'with two assessors for the occupation', 'occupation'],
    ['premises-fit', item('三'), on, { premisesFit: false }, 'whose premises do not fit the occupation', 'occupation'],
    ['video-monitoring', item('三'), on, { videoMonitoring: false }, 'without video monitoring'],
    ['theory-room', item('三'), on, { theoryRoom: false }, 'without a room for theory'],
    ['practical-site', item('三'), on, { practicalSite: false }, 'without a site for practice'],
    ['title-to-premises', item('三'), on, { premisesTitle: 'other' }, 'whose premises are neither owned nor on a long lease'],
    ['evaluation-rules', item('四'), on, { evaluationRulesComplete: false }, 'whose rules on evaluation are incomplete'],
    ['social-benefit', item('四'), on, { socialBenefitFirst: false }, 'for whom social benefit does not come first'],
    ['no-profit-aim', item('四'), on, { profitAim: true }, 'who aims at profit'],
    ['safety-fire-hygiene', '第一部分第（一）项', on, { safetyFireHygiene: false }, 'who does not meet the rules on safety']
  ]
}

const training = (place: string, on: FilingRequest): Row[] => [
  ['training-main-business', place, on, { trainingMainBusiness: false }, 'whose main work is not training'],
  ['business-scope', place, on, { businessScopeCovers: false }, 'whose business scope does not cover it'],
  ['influence', place, on, { broadInfluence: false }, 'without influence in the field', 'occupation'],
  ['experience', place, on, { richExperience: false }, 'without experience in the occupation', 'occupation']
]

const BASIS = '第一部分第（一）项'
const ROWS: Readonly<Record<string, readonly Row[]>> = {
  'skill-appraisal': [
    ...common(1, APPRAISAL),
    ...training('附件1第一部分第（五）项', APPRAISAL),
    ['evaluation-basis', BASIS, APPRAISAL, { evaluationBasis: 'national-standard' }, 'who assesses a special skill by an occupational standard', 'occupation'],
    ['evaluation-basis', BASIS, QUALIFICATION, { evaluationBasis: 'special-skill-norm' }, 'who evaluates a qualification by a special-skill norm', 'occupation']
  ],
  'level-recognition': [
    ...common(2, SCHOOL),
    ['many-employees', '附件2第一部分第（五）项', EMPLOYER, { manyEmployees: false }, 'with few employees in the occupation', 'occupation'],
    ['main-business', '附件2第一部分第（五）项', EMPLOYER, { tiedToMainBusiness: false }, 'whose business the occupation is not tied to', 'occupation'],
    ['talent-mechanism', '附件2第一部分第（五）项', EMPLOYER, { talentMechanism: false }, 'without a mechanism for its staff'],
    ...training('附件2第一部分第（六）项', TRAINING),
    ['evaluation-basis', BASIS, SCHOOL, { evaluationBasis: 'other' }, 'who evaluates by no standard or filed norm', 'occupation']
  ]
}

const change = (request: FilingRequest, facts: Facts, of?: 'occupation'): FilingRequest => of ? withOccupation(request, facts) : withFacts(request, facts)
const conditionOf = (request: FilingRequest, id: string) => assess(request).conditions.filter((one) => one.id === id)

for (const [track, rows] of Object.entries(ROWS)) {
  for (const [id, place, application, missing, sentence, of] of rows) {
    t.test(`${track}: an applicant ${sentence} does not meet ${id}; one of whom the opposite holds does`, async t => {
      t.match(conditionOf(application, id), [{ status: 'met' }])
      const [missed] = conditionOf(change(application, missing, of), id)
      t.equal(missed?.status, 'unmet')
      t.equal(cited(missed?.citation ?? ''), place)
      for (const [fact, is] of Object.entries(missing)) t.ok(missed?.because.some((reason) => reason.fact === fact && reason.is === is), `because of ${fact}`)
      const answer = assess(change(application, missing, of))
      t.equal(answer.outcome, 'not-met')
      t.strictSame(answer.conditions.filter(({ status }) => status !== 'met').map((one) => one.id), [id], 'and nothing else')
      const fact = Object.keys(missing)[0] ?? ''
      const open = assess(change(application, { [fact]: null }, of))
      t.match({ outcome: open.outcome, status: open.conditions.find((one) => one.id === id)?.status }, { outcome: 'needs-facts', status: 'unknown' }, 'what is not known is not missed')
      t.ok(open.questions.some((one) => one.fact === fact), 'and is asked')
    })
  }

  t.test(`${track}: every condition of the rules is tried here`, async t => {
    const rules = book.version('guangxi', '2026-03-02')?.agencies?.filing?.tracks.get(track)
    // Two of them hang on something else than a fact given: where it is registered, and agreements that only external staff need.
    t.strictSame([...new Set([...rows.map(([id]) => id), 'registered-in-region', 'agreements'])].sort(), rules?.conditions.map(({ id }) => id).sort())
  })
}

t.test('an applicant registered elsewhere does not meet the condition of registration, one within the region does', async t => {
  for (const [application, place] of [[APPRAISAL, '附件1第一部分第（一）项'], [SCHOOL, '附件2第一部分第（一）项']] as const) {
    t.match(conditionOf(application, 'registered-in-region'), [{ status: 'met' }])
    for (const registeredAt of ['440103', '520102', '460000']) {
      const [condition] = conditionOf({ ...application, registeredAt }, 'registered-in-region')
      t.match(condition, { status: 'unmet', because: [{ fact: 'registeredInRegion', is: false, requires: true }] }, registeredAt)
      t.equal(cited(condition?.citation ?? ''), place)
    }
    t.match(conditionOf({ ...application, registeredAt: null }, 'registered-in-region'), [{ status: 'unknown' }])
    t.match(conditionOf(withFacts({ ...application, registeredAt: null }, { registeredInRegion: true }), 'registered-in-region'), [{ status: 'met' }], 'whoever knows it may say so without the code')
  }
})

t.test('external staff need agreements, and only they do', async t => {
  for (const application of [APPRAISAL, SCHOOL]) {
    t.strictSame(conditionOf(application, 'agreements'), [], 'there are none')
    t.match(conditionOf(withFacts(application, { externalStaff: true, externalStaffAgreements: true }), 'agreements'), [{ status: 'met' }])
    t.match(conditionOf(withFacts(application, { externalStaff: true, externalStaffAgreements: false }), 'agreements'), [{ status: 'unmet' }])
    t.match(conditionOf(withFacts(application, { externalStaff: true }), 'agreements'), [{ status: 'unknown' }])
    t.match(conditionOf(withFacts(application, { externalStaff: null }), 'agreements'), [{ status: 'unknown' }])
    t.strictSame(conditionOf(withFacts(application, { externalStaff: false, externalStaffAgreements: false }), 'agreements'), [], 'an agreement with nobody is not missed')
  }
})

t.test('three assessors are counted for each occupation by itself', async t => {
  const [one] = SCHOOL.occupations
  if (!one) return t.fail('there is no occupation')
  const several = [3, 2, 4, 0].map((assessors, index) => ({ ...one, name: `职业${index}`, facts: { ...one.facts, assessors } }))
  t.strictSame(conditionOf({ ...SCHOOL, occupations: several }, 'assessors').map(({ occupation, status }) => [occupation, status]),
    [['职业0', 'met'], ['职业1', 'unmet'], ['职业2', 'met'], ['职业3', 'unmet']])
})

t.test('a long lease is as good as a title of its own', async t => {
  for (const application of [APPRAISAL, SCHOOL]) t.match(conditionOf(withFacts(application, { premisesTitle: 'long-lease' }), 'title-to-premises'), [{ status: 'met' }])
})

t.test('conditions of employers and of training organisations are asked of nobody else', async t => {
  const ids = (application: FilingRequest) => assess(application).conditions.map(({ id }) => id)
  const ofEmployers = ['many-employees', 'main-business', 'talent-mechanism']
  const ofTraining = ['training-main-business', 'business-scope', 'influence', 'experience']
  for (const id of ofEmployers) t.strictSame([EMPLOYER, SCHOOL, TRAINING].map((one) => ids(one).includes(id)), [true, false, false], id)
  for (const id of ofTraining) t.strictSame([EMPLOYER, SCHOOL, TRAINING].map((one) => ids(one).includes(id)), [false, false, true], id)
  for (const id of ofTraining) t.ok(ids(APPRAISAL).includes(id), `${id}: annex 1 asks it of everybody`)
})

t.test('national standards and filed norms alike may be the basis of level recognition', async t => {
  for (const evaluationBasis of ['national-standard', 'filed-norm']) t.match(conditionOf(withOccupation(SCHOOL, { evaluationBasis }), 'evaluation-basis'), [{ status: 'met' }], evaluationBasis)
  // The norm of an employer comes with its application; nobody else has one that is not filed.
  for (const [applicant, status] of [[EMPLOYER, 'met'], [SCHOOL, 'unmet'], [TRAINING, 'unmet']] as const) t.match(conditionOf(withOccupation(applicant, { evaluationBasis: 'enterprise-norm' }), 'evaluation-basis'), [{ status, notes: ['GX-28'] }])
  t.match(conditionOf(withOccupation(SCHOOL, { evaluationBasis: 'special-skill-norm' }), 'evaluation-basis'), [{ status: 'unmet' }])
})
