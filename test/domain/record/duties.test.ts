/** What has to be reported, rectified and made public before a case goes on or is closed. */
import t from 'tap'
import type { Situation } from '../../../src/domain/record/checks.ts'
import { outstanding } from '../../../src/domain/record/duties.ts'
import type { Opening } from '../../../src/domain/record/step.ts'
import { at, conduct, decide, open, opening, PLACE, reach, refusal, STEPS, take, TODAY, why, establish } from './walk.ts'

const { clerk, chief } = at('city')
const archive = { ...STEPS.archive, on: TODAY }
const report = (to: string, more: { subject?: string } = {}) => ({ type: 'report' as const, to, on: '2026-06-10', ...more })
const problems = (to: string, more: { subject?: string } = {}) => ({ ...report(to, more), on: '2026-03-25' })
const openSteps = ({ file, judged }: Situation): string[] => outstanding(file, judged).map(({ step, requires }) => requires.to === undefined ? step : `${step} to ${requires.to}`)

t.test('in Minhang the problem list goes to the city centre before a decision', async t => {
  const given = opening(PLACE.minhang, conduct('agency.exam-plan-change', { gravity: 'minor' }))
  /** Notice was given, after these reports. */
  const after = (...reports: ReturnType<typeof problems>[]): Situation => {
    let now = take(open(given), STEPS.accept, clerk)
    for (const one of reports) now = take(now, one, clerk)
    now = take(now, establish(now), clerk)
    return take(now, STEPS.notify, clerk)
  }
  t.equal(why(after(), STEPS.decide, chief), 'report-missing')
  t.match(refusal(after(), STEPS.decide, chief)?.detail.en, /problem list/)
  t.equal(why(after(problems('regulator')), STEPS.decide, chief), 'report-missing', 'not to anybody else')
  t.equal(why(after(problems('city-centre', { subject: 'decision' })), STEPS.decide, chief), 'report-missing', 'nor of a decision')
  t.equal(why(after(problems('city-centre', { subject: 'problem-list' })), STEPS.decide, chief), null)
  t.equal(why(after(problems('city-centre')), STEPS.decide, chief), null, 'before a decision there is nothing else to report')
  const late = take(after(), { ...problems('city-centre'), on: '2026-04-20' }, clerk)
  t.equal(why(late, STEPS.decide, chief), null, 'also after the notice')
})

t.test('elsewhere no report comes before a decision', async t => {
  for (const place of ['cn', 'guizhou', 'guangxi'] as const) {
    t.equal(why(reach(open(opening(PLACE[place], conduct('agency.exam-plan-change', { gravity: 'minor' }))), 'notified'), STEPS.decide, chief), null, place)
  }
})

const adverse = { adverseEffect: 'adverse' }
const none = { adverseEffect: 'none' }
/** Whom an agency tells of what it decided, before the case is closed. */
const REPORTS: readonly (readonly [what: string, opening: Opening, to: readonly string[]])[] = [
  ['candidates under the national guideline: nobody', opening(PLACE.cn, conduct('candidate.copying')), []],
  ['exam administrators under the national guideline: the regulator', opening(PLACE.cn, conduct('exam-administrator.other')), ['regulator']],
  ['assessors under the national guideline: the regulator', opening(PLACE.cn, conduct('assessor.tampering')), ['regulator']],
  ['quality supervisors under the national guideline: the regulator', opening(PLACE.cn, conduct('quality-supervisor.other', adverse)), ['regulator']],
  ['candidates in Guizhou: the city', opening(PLACE.guizhou, conduct('candidate.copying')), ['city']],
  ['candidates in Guizhou under Article 8: the province as well', opening(PLACE.guizhou, conduct('candidate.collusion', { gravity: 'minor' })), ['city', 'province']],
  ['exam administrators in Guizhou: the city', opening(PLACE.guizhou, conduct('exam-administrator.other')), ['city']],
  ['slight lapses of assessors in Guizhou: the city', opening(PLACE.guizhou, conduct('assessor.other', none)), ['city']],
  // The city is an authority of the place of evaluation: one report to it is both.
  ['lapses of assessors in Guizhou with adverse effect: the place of evaluation, which the city is', opening(PLACE.guizhou, conduct('assessor.other', adverse)), ['city']],
  ['severe misconduct of assessors in Guizhou: the province as well', opening(PLACE.guizhou, conduct('assessor.tampering', none)), ['city', 'province']],
  ['quality supervisors in Guizhou: the city', opening(PLACE.guizhou, conduct('quality-supervisor.bribery', none)), ['city']]
]

for (const [what, given, targets] of REPORTS) {
  t.test(`whom an agency tells of its decision on ${what}`, async t => {
    const { clerk } = at('agency')
    const inForce = reach(open(given), 'in-force', { level: 'agency' })
    const told = (...to: string[]): Situation => to.reduce((now, one) => take(now, report(one, { subject: 'decision' }), clerk), inForce)
    t.equal(why(told(...targets), archive, clerk), null)
    for (const missing of targets) t.equal(why(told(...targets.filter((one) => one !== missing)), archive, clerk), 'report-missing', `not ${missing}`)
    const ofProblems = targets.reduce((now, one) => take(now, report(one, { subject: 'problem-list' }), clerk), inForce)
    t.equal(why(ofProblems, archive, clerk), targets.length === 0 ? null : 'report-missing', 'a list of problems is no decision')
  })
}

t.test('where the regulator decided on staff there is nothing to report to it', async t => {
  const inForce = reach(open(opening(PLACE.cn, conduct('assessor.tampering'))), 'in-force', { level: 'city' })
  t.equal(why(inForce, archive, clerk), null)
  const sent = reach(open(opening(PLACE.guizhou, conduct('quality-supervisor.bribery', none))), 'in-force', { level: 'city' })
  t.equal(why(sent, archive, clerk), null, 'nor on a supervisor whom the HRSS sent')
})

t.test('a report made before the decision is none of the decision', async t => {
  const given = opening(PLACE.cn, conduct('assessor.tampering'))
  const { clerk, chief } = at('agency')
  let now = take(reach(open(given), 'notified', { level: 'agency' }), { ...report('regulator'), on: '2026-04-20' }, clerk)
  now = take(take(now, decide(now), chief), STEPS.serve, clerk)
  t.equal(why(now, archive, clerk), 'report-missing')
  t.equal(why(take(now, report('regulator'), clerk), archive, clerk), null)
})

t.test('an agency\'s case is not closed before its rectification has been verified', async t => {
  for (const given of [
    opening(PLACE.cn, conduct('agency.out-of-area')),
    opening(PLACE.minhang, conduct('agency.guaranteed-pass-advertising')),
    opening(PLACE.guangxi, conduct('agency.out-of-area')),
    // suspended, without an order to rectify
    opening(PLACE.cn, conduct('agency.certificate-data-fault', { gravityOfDataFault: 'serious' }))
  ]) {
    const inForce = reach(open(given), 'in-force')
    t.equal(why(inForce, archive, clerk), 'duties-open', given.jurisdiction)
    t.equal(why(take(inForce, { ...STEPS.verify, result: 'failed' }, clerk), archive, clerk), 'duties-open')
    t.equal(why(take(inForce, STEPS.verify, clerk), archive, clerk), null)
  }
})

t.test('an order to the agency of an assessor does not keep the assessor\'s case open', async t => {
  const given = opening(PLACE.guizhou, conduct('assessor.tampering', adverse), { agencyRef: 'A-1' })
  const inForce = reach(open(given), 'in-force', { level: 'agency', reports: ['city', 'province'] })
  t.ok(inForce.file.decision?.measures.includes('order-agency-rectify'))
  t.equal(why(inForce, archive, at('agency').clerk), null)
})

t.test('what has to be made public is, before the case is closed', async t => {
  const published = (situation: Situation) => take(situation, STEPS.publish, clerk)
  const grave = reach(open(opening(PLACE.guizhou, conduct('agency.forging-for-candidates'))), 'in-force', { decidedAt: 'province' })
  t.equal(why(grave, archive, clerk), 'duties-open', 'Guizhou: termination and removal')
  t.equal(why(published(grave), archive, clerk), null)
  const serious = take(reach(open(opening(PLACE.guizhou, conduct('agency.exam-affairs', { gravity: 'serious' }))), 'in-force'), STEPS.verify, clerk)
  t.equal(why(serious, archive, clerk), 'duties-open', 'Guizhou: serious violations')
  t.equal(why(take(serious, { ...STEPS.publish, on: TODAY }, clerk), archive, clerk), null)
  const general = reach(open(opening(PLACE.guizhou, conduct('agency.exam-affairs', { gravity: 'minor' }))), 'in-force')
  t.equal(why(general, archive, clerk), null, 'general ones are not')
})

t.test('where publishing is a choice, whoever chose it has to do it, and whoever did not has not', async t => {
  for (const place of ['cn', 'minhang', 'guangxi'] as const) {
    const given = opening(PLACE[place], conduct('agency.guaranteed-pass-advertising'))
    const chosen = take(reach(open(given), 'in-force', { optional: ['publish'] }), STEPS.verify, clerk)
    t.equal(why(chosen, archive, clerk), 'duties-open', place)
    t.equal(why(take(chosen, { ...STEPS.publish, on: TODAY }, clerk), archive, clerk), null, place)
    t.equal(why(take(reach(open(given), 'in-force'), STEPS.verify, clerk), archive, clerk), null, place)
  }
})

t.test('a case without a decision in force has no duties left', async t => {
  const given = opening(PLACE.guizhou, conduct('agency.exam-affairs', { gravity: 'serious' }))
  t.equal(why(reach(open(given), 'dismissed'), archive, clerk), null)
  t.equal(why(reach(open(given), 'revoked'), archive, clerk), null)
})

t.test('what the law still asks for in a case is listed in the order of the rules, and step by step becomes less', async t => {
  const given = opening(PLACE.guizhou, conduct('candidate.collusion', { gravity: 'minor' }))
  const { clerk, chief } = at('agency')
  const all = ['accept', 'add-evidence', 'establish-facts', 'notify', 'decide', 'serve', 'report to city', 'report to province', 'archive']
  let now = open(given)
  const done = (...steps: string[]) => t.strictSame(openSteps(now), all.filter((one) => !steps.includes(one)), now.file.entries.at(-1)?.type ?? '')
  done()
  now = take(now, STEPS.accept, clerk)
  done('accept')
  now = take(now, establish(now), clerk)
  done('accept', 'establish-facts')
  now = take(now, { ...STEPS.evidence, obtainedOn: '2026-04-01' }, clerk)
  done('accept', 'establish-facts', 'add-evidence')
  now = take(now, STEPS.notify, clerk)
  done('accept', 'establish-facts', 'add-evidence', 'notify')
  now = take(now, decide(now), chief)
  done('accept', 'establish-facts', 'add-evidence', 'notify', 'decide')
  now = take(now, STEPS.serve, clerk)
  now = take(now, report('province'), clerk)
  t.strictSame(openSteps(now), ['report to city', 'archive'])
  now = take(now, STEPS.review, { id: 'party', level: 'agency' })
  t.strictSame(openSteps(now), ['report to city', 'decide-review', 'archive'], 'a review is owed only to whoever asked')
  now = take(take(now, STEPS.uphold, at('agency').reviewer), { ...report('city'), on: '2026-07-20' }, clerk)
  t.strictSame(openSteps(now), ['archive'])
  t.strictSame(openSteps(take(now, archive, clerk)), [])
})

t.test('of a case that was dismissed only its archive is owed, and facts established anew owe a new notice', async t => {
  const given = opening(PLACE.guizhou, conduct('agency.exam-affairs', { gravity: 'minor' }))
  t.strictSame(openSteps(reach(open(given), 'dismissed')), ['archive'])
  const notified = reach(open(given), 'notified', { evidence: true })
  t.strictSame(openSteps(notified), ['decide', 'serve', 'archive'])
  t.strictSame(openSteps(take(notified, establish(notified, { establishedOn: '2026-04-15' }), clerk)), ['notify', 'decide', 'serve', 'archive'])
})
