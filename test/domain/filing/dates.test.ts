/** Requests that contradict themselves: days out of order, facts that cannot be, occupations named twice. */
import t from 'tap'
import { FilingFault, type FilingRequest } from '../../../src/domain/filing/request.ts'
import { APPRAISAL, EMPLOYER, RENEWAL, SCHOOL, TRAINING, assess, withFacts, withOccupation } from './applications.ts'

function faultsOf (request: FilingRequest): string[] {
  try {
    assess(request)
    return []
  } catch (error) {
    if (!(error instanceof FilingFault)) throw error
    return error.errors.map(({ pointer }) => pointer)
  }
}

const refused = (sentence: string, request: FilingRequest, ...pointers: string[]) => t.test(sentence, async t => { t.strictSame(faultsOf(request), pointers) })
const accepted = (sentence: string, request: FilingRequest) => refused(sentence, request)

const ORDERLY = { accepted: '2026-03-02', 'materials-reviewed': '2026-03-02', assessed: '2026-03-20', announced: '2026-03-20', 'announcement-ended': '2026-03-27', 'reported-to-ministry': '2026-03-27', 'ministry-reviewed': '2026-04-10', coded: '2026-04-10', filed: '2026-04-10', 'receipt-issued': '2026-04-10', 'centre-informed': '2026-04-10' }
accepted('steps may fall on one day', { ...SCHOOL, dates: ORDERLY })

const names = Object.keys(ORDERLY)
for (const [index, later] of names.entries()) {
  const earlier = names[index - 1]
  if (earlier === undefined) continue
  const [before, after] = [ORDERLY[earlier as keyof typeof ORDERLY], '2026-03-01']
  refused(`'${later}' before the application is refused`, { ...SCHOOL, dates: { ...ORDERLY, [later]: after } }, `/dates/${later}`)
  t.ok(before > after)
}
refused('a notice before the assessment is refused', { ...SCHOOL, dates: { assessed: '2026-03-20', announced: '2026-03-19' } }, '/dates/announced')
accepted('a notice on the day of the assessment is not', { ...SCHOOL, dates: { assessed: '2026-03-20', announced: '2026-03-20' } })
refused('an acceptance before the application is refused', { ...SCHOOL, dates: { accepted: '2026-03-01' } }, '/dates/accepted')
refused('a recommendation before the application is refused', { ...TRAINING, dates: { recommended: '2026-03-01' } }, '/dates/recommended')
refused('an announcement of the selection after the application is refused', { ...TRAINING, dates: { 'selection-announced': '2026-03-03' } }, '/appliedOn')
refused('what ended without having begun is refused', { ...SCHOOL, dates: { 'announcement-ended': '2026-03-20' } }, '/dates/announced')
refused('what is both filed and refused is refused', { ...SCHOOL, dates: { refused: '2026-03-20', filed: '2026-03-20' } }, '/dates/refused')
accepted('a refusal may come early', { ...SCHOOL, dates: { refused: '2026-03-03' } })
refused('a day of the other annex is refused', { ...APPRAISAL, dates: { announced: '2026-03-20' } }, '/dates/announced')
accepted('null counts as not given', { ...SCHOOL, dates: { filed: null, announced: null, 'announcement-ended': null } })

refused('a renewal without the day on which the filing ends is refused', { ...RENEWAL, expiresOn: null }, '/expiresOn')
refused('a first filing of nothing is refused', { ...SCHOOL, occupations: [] }, '/occupations')
refused('an occupation named twice is refused', { ...SCHOOL, occupations: [...SCHOOL.occupations, ...SCHOOL.occupations] }, '/occupations/1/name')

refused('a fact of an occupation given of the whole is refused', withFacts(SCHOOL, { assessors: 3 }), '/facts/assessors')
refused('a fact of the whole given of an occupation is refused', withOccupation(SCHOOL, { fixedOffice: true }), '/occupations/0/facts/fixedOffice')
refused('a fact that there is not is refused, and so is a name that every object has', withFacts(SCHOOL, { lucky: true, constructor: true }), '/facts/lucky', '/facts/constructor')
refused('a value that a fact cannot take is refused', withOccupation(EMPLOYER, { assessors: -1, evaluationBasis: 'habit', skillType: 'yes' }),
  '/occupations/0/facts/assessors', '/occupations/0/facts/evaluationBasis', '/occupations/0/facts/skillType')
refused('a day that is none is refused as a fact', withFacts(TRAINING, { lastOnAbnormalList: '2025-02-30' }), '/facts/lastOnAbnormalList')
refused('a major group that the code contradicts is refused', withOccupation(SCHOOL, { majorGroup: 5 }), '/occupations/0/facts/majorGroup')
accepted('one that the code bears out is not', withOccupation(SCHOOL, { majorGroup: 6 }))
refused('a registration that the code contradicts is refused', withFacts(SCHOOL, { registeredInRegion: false }), '/facts/registeredInRegion')
refused('that occupations are applied for, where there are none, is refused', withFacts({ ...SCHOOL, kind: 'change', occupations: [] }, { concernsOccupations: true, changesBasicInformation: true }), '/facts/concernsOccupations')
refused('all that is wrong is told at once', { ...withFacts(SCHOOL, { lucky: 1 }), dates: { filed: '2026-03-01' }, occupations: [] }, '/facts/lucky', '/occupations', '/dates/filed')
