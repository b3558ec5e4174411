/** What is in force on a day, on whom, and how a case counts for later ones. */
import t from 'tap'
import type { Day } from '../../../src/domain/day.ts'
import type { Situation } from '../../../src/domain/record/checks.ts'
import { decisionOf, foundBy, standingOf } from '../../../src/domain/record/projection.ts'
import { at, book, conduct, decide, establish, keyOf, open, opening, party, PLACE, reach, STEPS, take } from './walk.ts'

const { clerk, chief, reviewer } = at('city')
const inCn = (code: string, facts = {}, more = {}) => opening(PLACE.cn, conduct(code, facts), more)
const person = { level: 'agency' }

/** The measures in force on a day, with on whom they lie. */
const on = ({ file }: Situation, day: Day): string[] => standingOf(book, file, keyOf)
  .filter(({ from, to }) => from <= day && (to === null || day <= to)).map(({ measure, subjectKey }) => `${measure} on ${subjectKey}`)
/** Service on another day than the usual one. */
const servedOn = (situation: Situation, day: Day): Situation => take(situation, { ...STEPS.serve, servedOn: day }, at('agency').clerk)

t.test('a bar of two years runs from service to the same day two years later, both days included', async t => {
  const inForce = reach(open(inCn('candidate.collusion', { gravity: 'minor' })), 'in-force', person)
  const bar = ['bar-2-years on candidate S-1']
  t.same(on(inForce, '2026-06-04'), [], 'not from the decision')
  t.same(on(inForce, '2026-06-05'), bar)
  t.same(on(inForce, '2028-06-05'), bar)
  t.same(on(inForce, '2028-06-06'), [])
})

t.test('a bar served on 29 February ends on the last day of that month', async t => {
  const collusion = open(inCn('candidate.collusion', { gravity: 'serious' }, { occurredOn: '2024-01-10' }))
  let now = take(collusion, STEPS.accept, at('agency').clerk)
  now = take(now, establish(now, { establishedOn: '2024-01-20' }), at('agency').clerk)
  now = take(take(now, { ...STEPS.notify, deliveredOn: '2024-01-25' }, at('agency').clerk), { ...STEPS.decide, decidedOn: '2024-02-20' }, at('agency').chief)
  t.match(standingOf(book, servedOn(now, '2024-02-29').file, keyOf), [{ measure: 'bar-5-years', from: '2024-02-29', to: '2029-02-28' }])
})

t.test('a bar of the current year ends with the year of the conduct, and never begins after it (CN-7)', async t => {
  const inForce = reach(open(inCn('candidate.copying')), 'in-force', person)
  t.same(on(inForce, '2026-12-31'), ['bar-current-year on candidate S-1'])
  t.same(on(inForce, '2027-01-01'), [])
  const late = reach(open(inCn('candidate.copying', {}, { occurredOn: '2025-12-20' })), 'in-force', person)
  t.same(standingOf(book, late.file, keyOf), [], 'served in the year after')
})

t.test('what happens once is never in force', async t => {
  t.same(standingOf(book, reach(open(opening(PLACE.guizhou, conduct('candidate.copying'))), 'in-force', person).file, keyOf), [])
  t.same(standingOf(book, reach(open(inCn('agency.archives', { gravity: 'minor' })), 'in-force').file, keyOf), [], 'nor is an interview')
})

t.test('nothing is in force before service', async t => {
  const decided = reach(open(inCn('agency.out-of-area')), 'decided', { optional: ['list-dishonest'] })
  t.same(standingOf(book, decided.file, keyOf), [])
  t.same(on(take(decided, STEPS.serve, clerk), '2026-06-05'), ['rectify on agency S-1', 'suspend-evaluation on agency S-1', 'list-dishonest on agency S-1'])
})

t.test('a suspension lasts until the day on which the rectification passed, a listing stays', async t => {
  const inForce = reach(open(inCn('agency.out-of-area')), 'in-force', { optional: ['list-dishonest'] })
  const all = ['rectify on agency S-1', 'suspend-evaluation on agency S-1', 'list-dishonest on agency S-1']
  t.same(on(inForce, '2099-12-31'), all, 'and without a verification for good')
  t.same(on(take(inForce, { ...STEPS.verify, result: 'failed' }, clerk), '2026-09-01'), all)
  const passed = take(inForce, STEPS.verify, clerk)
  t.same(on(passed, '2026-08-31'), all)
  t.same(on(passed, '2026-09-01'), ['list-dishonest on agency S-1'])
  const atOnce = take(inForce, { ...STEPS.verify, on: '2026-06-05' }, clerk)
  t.same(standingOf(book, atOnce.file, keyOf).map(({ measure }) => measure), ['list-dishonest'], 'rectified on the day of service')
})

t.test('neither a review nor an archive suspends what is in force', async t => {
  const inForce = take(reach(open(inCn('agency.out-of-area')), 'in-force', { optional: ['list-dishonest'] }), STEPS.verify, clerk)
  const asked = take(take(inForce, STEPS.archive, clerk), { ...STEPS.review, on: '2026-10-10' }, party)
  t.same(on(asked, '2026-10-15'), ['list-dishonest on agency S-1'])
  t.same(on(take(asked, { ...STEPS.uphold, on: '2026-10-20' }, reviewer), '2026-10-20'), ['list-dishonest on agency S-1'])
})

t.test('a decision that was revoked never was in force', async t => {
  const asked = reach(open(inCn('agency.out-of-area')), 'under-review')
  t.not(on(asked, '2026-07-01').length, 0)
  t.same(on(take(asked, STEPS.revoke, reviewer), '2026-07-01'), [])
})

t.test('a decision that was varied is in force as varied, from its service', async t => {
  const asked = reach(open(inCn('candidate.collusion', { gravity: 'serious' })), 'under-review', person)
  t.same(on(asked, '2026-06-05'), ['bar-5-years on candidate S-1'])
  const varied = take(asked, { ...STEPS.uphold, outcome: 'vary', conducts: [conduct('candidate.collusion', { gravity: 'minor' })] }, at('agency').reviewer)
  t.same(on(varied, '2026-06-05'), ['bar-2-years on candidate S-1'])
  t.same(on(varied, '2028-06-06'), [])
})

t.test('measures on an agency in the case of its assessor lie on the agency that the case names', async t => {
  const tampering = (more = {}) => opening(PLACE.guizhou, conduct('assessor.tampering', { adverseEffect: 'adverse' }), more)
  const named = reach(open(tampering({ agencyRef: 'A-1' })), 'in-force', person)
  t.same(on(named, '2026-06-05'), [
    'withdraw-assessor-card on assessor S-1', 'dismiss-assessor on assessor S-1', 'order-agency-rectify on agency A-1', 'suspend-occupation-evaluation on agency A-1'
  ])
  const unnamed = reach(open(tampering()), 'in-force', person)
  t.same(on(unnamed, '2026-06-05'), ['withdraw-assessor-card on assessor S-1', 'dismiss-assessor on assessor S-1'], 'and on nobody where none is named')
  t.same(on(take(named, STEPS.verify, clerk), '2026-09-01'), ['withdraw-assessor-card on assessor S-1', 'dismiss-assessor on assessor S-1'], 'its rectification lifts the agency\'s')
})

const suspended = (more = {}): Situation =>
  take(reach(open(opening(PLACE.guizhou, conduct('candidate.copying'), more)), 'investigating', person), { ...STEPS.suspend, measures: ['suspend-evaluation', 'hold-certificate-data'] }, clerk, '2026-03-20T23:59:59.999+08:00')

t.test('a suspension for the time of an investigation lies on the agency; data held are no measure on anybody', async t => {
  const now = suspended({ agencyRef: 'A-1' })
  t.same(standingOf(book, now.file, keyOf), [{ measure: 'suspend-evaluation', subjectKey: 'agency A-1', from: '2026-03-20', to: null, interim: true }])
  t.same(standingOf(book, suspended().file, keyOf), [])
  const decided = take(take(take(now, establish(now), at('agency').clerk), STEPS.notify, at('agency').clerk), STEPS.decide, at('agency').chief)
  t.same(on(decided, '2026-05-31'), ['suspend-evaluation on agency A-1'])
  t.same(on(decided, '2026-06-01'), [], 'it ends with the decision')
})

t.test('a suspension entered after the day of the decision was never in force', async t => {
  const investigating = reach(open(opening(PLACE.guizhou, conduct('agency.exam-affairs', { gravity: 'minor' }))), 'investigating')
  const late = take(investigating, STEPS.suspend, clerk)
  const notified = take(take(late, establish(late), clerk), STEPS.notify, clerk)
  t.same(standingOf(book, take(notified, decide(notified), chief).file, keyOf), [])
  t.same(standingOf(book, take(late, STEPS.dismiss, clerk).file, keyOf), [], 'nor one dismissed on the same day')
})

t.test('a decision counts for later cases from its service until it is revoked', async t => {
  const given = opening(PLACE.guangxi, conduct('agency.out-of-area'))
  t.equal(decisionOf(book, reach(open(given), 'decided').file), null)
  const inForce = reach(open(given), 'in-force', { optional: ['publish'] })
  const counted = {
    recordId: 'case-1',
    kind: 'case',
    decidedOn: '2026-06-01',
    servedOn: '2026-06-05',
    tier: 'serious',
    measures: ['rectify', 'suspend-evaluation', 'publish'],
    rectifyBy: '2026-08-31',
    rectifiedOn: null,
    underReview: false
  }
  t.same(decisionOf(book, inForce.file), counted)
  t.same(decisionOf(book, take(inForce, STEPS.verify, clerk).file), { ...counted, rectifiedOn: '2026-09-01' })
  const asked = take(inForce, STEPS.review, party)
  t.same(decisionOf(book, asked.file), { ...counted, underReview: true })
  const varied = take(asked, { ...STEPS.uphold, outcome: 'vary', conducts: [conduct('agency.fees')] }, reviewer)
  t.match(decisionOf(book, varied.file), { tier: 'general', measures: ['order-correction', 'interview'], underReview: false, decidedOn: '2026-06-01' })
  t.match(decisionOf(book, take(varied, { ...STEPS.appeal, on: '2026-07-20' }, party).file), { underReview: true }, 'and so under appeal')
  t.equal(decisionOf(book, take(asked, STEPS.revoke, reviewer).file), null)
})

t.test('a decision on a suspicion alone counts for no later case (CN-14)', async t => {
  const suspicion = conduct('agency.under-investigation', { suspectedMajor: true })
  for (const [name, place] of Object.entries(PLACE)) t.equal(decisionOf(book, reach(open(opening(place, suspicion)), 'in-force').file), null, name)
  const both = reach(open(opening(PLACE.cn, [suspicion, conduct('agency.out-of-area')])), 'in-force')
  t.match(decisionOf(book, both.file), { tier: 'serious' }, 'beside something as grave that was found it does')
  const raised = reach(open(opening(PLACE.guangxi, suspicion), { decisions: [{ recordId: 'p', kind: 'prior-decision', decidedOn: '2025-06-01', servedOn: '2025-06-01', tier: 'serious', measures: ['rectify'], rectifyBy: null, rectifiedOn: '2025-09-01', underReview: false }] }), 'in-force')
  t.equal(raised.file.tier, 'grave')
  t.equal(decisionOf(book, raised.file), null, 'nor where an earlier decision raised it')
})

t.test('a case is found by its state, its tier, what is due first, and its conducts, each once', async t => {
  const given = opening(PLACE.guangxi, [conduct('agency.out-of-area'), conduct('agency.fees'), conduct('agency.fees')])
  t.same(foundBy(book, open(given).file), { state: 'registered', tier: 'serious', due: null, conducts: ['agency.out-of-area', 'agency.fees'] })
  t.match(foundBy(book, reach(open(given), 'in-force').file), { state: 'in-force', due: '2026-08-31' })
})
