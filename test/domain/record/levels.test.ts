/** At which level somebody has to be: to decide, to review, to hear an appeal, to suspend, and merely to enter papers. */
import t from 'tap'
import type { Situation } from '../../../src/domain/record/checks.ts'
import type { Opening, StepGiven } from '../../../src/domain/record/step.ts'
import { conduct, decide, establish, higher, open, opening, PLACE, reach, STEPS, take, vocabulary, why, type Route } from './walk.ts'

const LEVELS = ['agency', 'county', 'city', 'province', 'national']
const AUTHORITIES = LEVELS.slice(1)
const anybodyAt = (level: string) => ({ id: 'anybody', level })

/** The levels that are not turned away as such. */
const levelsOf = (situation: Situation, step: StepGiven): string[] => LEVELS.filter((level) => why(situation, step, anybodyAt(level)) !== 'wrong-level')

const gravity = (value: string) => ({ gravity: value })
const DECIDES: readonly (readonly [who: string, opening: Opening, investigatedAt: string, levels: readonly string[]])[] = [
  ['candidates under the national guideline: the agency', opening(PLACE.cn, conduct('candidate.copying')), 'agency', ['agency']],
  ['staff under the national guideline: the agency or its regulator', opening(PLACE.cn, conduct('exam-administrator.other')), 'agency', LEVELS],
  ['assessors under the national guideline: the agency or its regulator', opening(PLACE.cn, conduct('assessor.tampering')), 'agency', LEVELS],
  ['quality supervisors under the national guideline: the agency or its regulator', opening(PLACE.cn, conduct('quality-supervisor.other', { adverseEffect: 'adverse' })), 'agency', LEVELS],
  ['agencies under the national guideline: the regulator', opening(PLACE.cn, conduct('agency.archives', gravity('minor'))), 'city', AUTHORITIES],
  ['candidates in Guizhou: the agency', opening(PLACE.guizhou, conduct('candidate.copying')), 'agency', ['agency']],
  ['exam administrators in Guizhou: the agency', opening(PLACE.guizhou, conduct('exam-administrator.other')), 'agency', ['agency']],
  ['misuse of data by exam administrators in Guizhou: the agency or the HRSS', opening(PLACE.guizhou, conduct('exam-administrator.data-misuse', { dataMisuse: 'privacy-leak' })), 'agency', LEVELS],
  ['both at once by an exam administrator in Guizhou: whoever may decide both', opening(PLACE.guizhou, [conduct('exam-administrator.other'), conduct('exam-administrator.data-misuse', { dataMisuse: 'privacy-leak' })]), 'agency', ['agency']],
  ['assessors in Guizhou: the agency', opening(PLACE.guizhou, conduct('assessor.tampering', { adverseEffect: 'none' })), 'agency', ['agency']],
  ['quality supervisors in Guizhou: whoever appointed them', opening(PLACE.guizhou, conduct('quality-supervisor.bribery', { adverseEffect: 'none' })), 'agency', LEVELS],
  ['general violations of agencies in Guizhou: the city', opening(PLACE.guizhou, conduct('agency.exam-affairs', gravity('minor'))), 'city', ['city']],
  ['serious violations of agencies in Guizhou: the city', opening(PLACE.guizhou, conduct('agency.exam-affairs', gravity('serious'))), 'city', ['city']],
  ['grave violations of agencies in Guizhou: the province', opening(PLACE.guizhou, conduct('agency.forging-for-candidates')), 'city', ['province']],
  ['grave faults in data in Guizhou: the province', opening(PLACE.guizhou, conduct('agency.certificate-data-fault', { gravityOfDataFault: 'grave' })), 'city', ['province']],
  ['misuse of data by agencies in Guizhou, by itself: any authority', opening(PLACE.guizhou, conduct('agency.data-misuse', { dataMisuse: 'privacy-leak', socialImpact: 'none' })), 'city', AUTHORITIES],
  ['misuse of data by agencies in Guizhou, beside a grave violation: the province', opening(PLACE.guizhou, conduct('agency.data-misuse', { dataMisuse: 'privacy-leak', socialImpact: 'serious' })), 'city', ['province']],
  ['agencies in Minhang: the regulator', opening(PLACE.minhang, conduct('agency.unfiled')), 'county', AUTHORITIES],
  ['agencies in Guangxi: the authority that filed them', opening(PLACE.guangxi, conduct('agency.fees')), 'city', AUTHORITIES],
  ['candidates in Guangxi, which is silent on them: the agency', opening(PLACE.guangxi, conduct('candidate.copying')), 'agency', ['agency']],
  ['candidates in Minhang, which is silent on them: the agency', opening(PLACE.minhang, conduct('candidate.copying')), 'agency', ['agency']]
]

for (const [who, given, level, levels] of DECIDES) {
  t.test(`who decides on ${who}`, async t => {
    const notified = reach(open(given), 'notified', { level })
    t.strictSame(levelsOf(notified, decide(notified)), levels)
  })
}

t.test('an agency does not act in a case about an agency, except as the party', async t => {
  const route: Route = { level: 'city' }
  const given = opening(PLACE.guizhou, conduct('agency.exam-affairs', gravity('minor')))
  const investigating = reach(open(given), 'investigating', route)
  for (const step of [STEPS.dismiss, STEPS.suspend, STEPS.evidence, establish(investigating), STEPS.refer, STEPS.report, STEPS.correct]) {
    t.strictSame(levelsOf(investigating, step), AUTHORITIES, step.type)
  }
  t.strictSame(levelsOf(open(given), STEPS.accept), AUTHORITIES)
  t.strictSame(levelsOf(reach(open(given), 'facts-established', route), STEPS.notify), AUTHORITIES)
  t.strictSame(levelsOf(reach(open(given), 'decided', route), STEPS.serve), AUTHORITIES)
  const inForce = reach(open(given), 'in-force', route)
  t.strictSame(levelsOf(inForce, STEPS.archive), AUTHORITIES)
  t.strictSame(levelsOf(inForce, STEPS.publish), AUTHORITIES)
  t.strictSame(levelsOf(reach(open(given), 'notified', route), STEPS.hear), LEVELS)
  t.strictSame(levelsOf(inForce, STEPS.review), LEVELS)
})

t.test('the papers of an agency may be entered by it and by those who supervise it', async t => {
  const given = opening(PLACE.guizhou, conduct('candidate.copying'))
  const investigating = reach(open(given), 'investigating', { level: 'agency' })
  for (const step of [STEPS.dismiss, STEPS.evidence, establish(investigating), STEPS.refer, STEPS.report]) t.strictSame(levelsOf(investigating, step), LEVELS, step.type)
  t.strictSame(levelsOf(investigating, STEPS.suspend), AUTHORITIES, 'a suspension is for the regulator')
})

t.test('a review is for the level that decided', async t => {
  for (const [given, decidedAt] of [
    [opening(PLACE.cn, conduct('candidate.copying')), 'agency'],
    [opening(PLACE.cn, conduct('agency.archives', gravity('minor'))), 'county'],
    [opening(PLACE.guizhou, conduct('agency.exam-affairs', gravity('minor'))), 'city'],
    [opening(PLACE.guizhou, conduct('agency.forging-for-candidates')), 'province']
  ] as const) {
    const asked = reach(open(given), 'under-review', { level: decidedAt === 'agency' ? 'agency' : 'city', decidedAt })
    t.strictSame(levelsOf(asked, STEPS.uphold), [decidedAt])
  }
})

t.test('an appeal goes exactly one level up', async t => {
  for (const [decidedAt, above] of [['county', 'city'], ['city', 'province'], ['province', 'national']] as const) {
    const appealed = reach(open(opening(PLACE.guangxi, conduct('agency.fees'))), 'under-appeal', { decidedAt })
    t.strictSame(levelsOf(appealed, STEPS.upholdAppeal), [above])
    t.equal(why(appealed, STEPS.upholdAppeal, higher(above)), null)
  }
})

t.test('there is no appeal from the highest level', async t => {
  const asked = reach(open(opening(PLACE.guangxi, conduct('agency.fees'))), 'under-review', { decidedAt: 'national' })
  const reviewed = take(asked, STEPS.uphold, { id: 'reviewer', level: 'national' })
  t.equal(why(reviewed, STEPS.appeal, anybodyAt('agency')), 'not-in-this-ruleset')
})

t.test('a level that the vocabulary does not know may do nothing', async t => {
  const registered = open(opening(PLACE.cn, conduct('agency.archives', gravity('minor'))))
  t.equal(why(registered, STEPS.accept, anybodyAt('village')), 'wrong-level')
  t.strictSame(Object.keys(vocabulary.levels), LEVELS, 'and these are all that it knows')
})
