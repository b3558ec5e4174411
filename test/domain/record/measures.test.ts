/** Which measures may be announced and imposed, and what has to be said with them. */
import t from 'tap'
import type { StepGiven } from '../../../src/domain/record/step.ts'
import { again, at, conduct, decide, earlier, establish, measuresOf, open, opening, PLACE, reach, refusal, STEPS, take, why } from './walk.ts'

const { clerk, chief, reviewer } = at('city')
const general = opening(PLACE.guangxi, conduct('agency.fees'))
const serious = opening(PLACE.guangxi, conduct('agency.out-of-area'))
const announcing = (...optionalMeasures: string[]): StepGiven => ({ ...STEPS.notify, optionalMeasures })
const varied = (more: object): StepGiven => ({ type: 'decide-review', on: '2026-07-10', outcome: 'vary', reasons: '变更', ...more })

t.test('a notice announces of the optional measures only those that the rules offer', async t => {
  const established = reach(open(serious), 'facts-established')
  t.strictSame(measuresOf(established, false), ['list-key-supervision', 'publish'])
  t.equal(why(established, announcing('publish', 'list-key-supervision'), clerk), null)
  const refused = refusal(established, announcing('publish', 'list-dishonest'), clerk)
  t.same([refused?.reason, refused?.field], ['measure-not-available', 'optionalMeasures'])
  t.match(refused?.detail.en, /list-dishonest; to be chosen from: list-key-supervision, publish/)
  t.equal(why(established, announcing('rectify'), clerk), 'measure-not-available', 'what must follow is no choice')
})

t.test('where the rules offer nothing, nothing can be chosen', async t => {
  const established = reach(open(opening(PLACE.cn, conduct('candidate.copying'))), 'facts-established', { level: 'agency' })
  t.equal(why(established, announcing('bar-2-years'), at('agency').clerk), 'measure-not-available')
  t.equal(why(established, announcing(), at('agency').clerk), null)
})

t.test('a notice announces what must follow and what was chosen, each once', async t => {
  const notified = take(reach(open(serious), 'facts-established'), announcing('publish', 'publish'), clerk)
  t.strictSame(notified.file.notice?.measures, ['rectify', 'suspend-evaluation', 'publish'])
  const decided = take(notified, decide(notified, { optionalMeasures: ['publish', 'publish'] }), chief)
  t.strictSame(decided.file.decision?.measures, ['rectify', 'suspend-evaluation', 'publish'])
})

t.test('a decision imposes of the optional measures those announced, or fewer', async t => {
  const notified = reach(open(serious), 'notified', { optional: ['publish'] })
  t.equal(why(notified, decide(notified, { optionalMeasures: ['publish'] }), chief), null)
  t.equal(why(notified, decide(notified), chief), null, 'none of them')
  t.equal(why(notified, decide(notified, { optionalMeasures: ['publish', 'list-key-supervision'] }), chief), 'heavier-than-notified')
  t.equal(why(notified, decide(notified, { optionalMeasures: ['refuse-refiling'] }), chief), 'measure-not-available')
})

t.test('with that rule of fairness off, a decision may impose what was not announced', async t => {
  const notified = again(reach(open(serious), 'notified'), { setting: { fairness: { anotherPersonDecides: true, notHeavierThanNotified: false } } })
  t.equal(why(notified, decide(notified, { optionalMeasures: ['publish'] }), chief), null)
  t.equal(why(notified, decide(notified, { optionalMeasures: ['refuse-refiling'] }), chief), 'measure-not-available', 'what the rules do not offer stays out of reach')
})

t.test('a decision that another one made heavier since the notice needs a new notice', async t => {
  const notified = again(reach(open(general), 'notified'), { decisions: [earlier()] })
  t.equal(notified.judged.answer.tier, 'serious')
  const raised = decide(notified)
  const refused = refusal(notified, raised, chief)
  t.equal(refused?.reason, 'heavier-than-notified')
  t.match(refused?.detail, { zh: /本系统自设的公正规则/, en: /this product's own rule of fairness; it can be switched off/ })
  const anew = take(take(notified, establish(notified, { establishedOn: '2026-04-15' }), clerk), { ...STEPS.notify, deliveredOn: '2026-04-20' }, clerk)
  t.equal(why(anew, raised, chief), null)
  const off = again(notified, { setting: { fairness: { anotherPersonDecides: true, notHeavierThanNotified: false } } })
  t.equal(why(off, raised, chief), null, 'unless that rule is off')
})

t.test('a decision that became lighter since the notice needs none, though it has an interview that the notice did not announce', async t => {
  const notified = again(reach(open(general, { decisions: [earlier()] }), 'notified'), { decisions: [] })
  t.equal(notified.file.notice?.computed.answer.tier, 'serious')
  t.equal(notified.judged.answer.tier, 'general')
  t.equal(why(notified, decide(notified), chief), null)
  t.equal(why(notified, decide(notified, { optionalMeasures: ['invalidate-session-results'] }), chief), 'heavier-than-notified', 'what is only chosen has to have been announced all the same')
})

const LIGHTER: readonly (readonly [place: keyof typeof PLACE, level: string, heavy: ReturnType<typeof conduct>, light: ReturnType<typeof conduct>])[] = [
  ['cn', 'city', conduct('agency.exam-plan-change', { gravity: 'serious' }), conduct('agency.exam-plan-change', { gravity: 'minor' })],
  ['guizhou', 'city', conduct('agency.exam-plan-change', { gravity: 'serious' }), conduct('agency.exam-plan-change', { gravity: 'minor' })],
  ['minhang', 'city', conduct('agency.exam-plan-change', { gravity: 'serious' }), conduct('agency.exam-plan-change', { gravity: 'minor' })],
  ['guangxi', 'city', conduct('agency.out-of-area'), conduct('agency.fees')],
  ['guangxi', 'city', conduct('agency.refusing-supervision'), conduct('agency.out-of-area')],
  ['cn', 'agency', conduct('candidate.collusion', { gravity: 'serious' }), conduct('candidate.collusion', { gravity: 'minor' })],
  ['cn', 'agency', conduct('candidate.collusion', { gravity: 'minor' }), conduct('candidate.copying')],
  ['cn', 'agency', conduct('candidate.copying'), conduct('candidate.other-room-rule')],
  ['guizhou', 'agency', conduct('assessor.tampering', { adverseEffect: 'serious' }), conduct('assessor.other', { adverseEffect: 'adverse' })],
  ['guizhou', 'agency', conduct('assessor.other', { adverseEffect: 'adverse' }), conduct('assessor.other', { adverseEffect: 'none' })],
  ['guizhou', 'agency', conduct('quality-supervisor.other', { gravity: 'serious' }), conduct('quality-supervisor.other', { gravity: 'minor' })]
]

for (const [place, level, heavy, light] of LIGHTER) {
  const name = ({ code, facts }: typeof heavy): string => `${code} ${Object.values(facts ?? {}).join()}`.trim()
  t.test(`a review under ${place} may vary ${name(heavy)} to ${name(light)}, and not the other way`, async t => {
    const { reviewer } = at(level)
    t.equal(why(reach(open(opening(PLACE[place], heavy)), 'under-review', { level }), varied({ conducts: [light] }), reviewer), null)
    t.equal(why(reach(open(opening(PLACE[place], light)), 'under-review', { level }), varied({ conducts: [heavy] }), reviewer), 'heavier-than-notified')
  })
}

t.test('a review does not add a measure at the same tier', async t => {
  const interview = reach(open(opening(PLACE.guizhou, conduct('agency.exam-affairs', { gravity: 'minor' }))), 'under-review')
  t.equal(why(interview, varied({ conducts: [conduct('agency.certificate-data-fault', { gravityOfDataFault: 'minor' })] }), reviewer), 'heavier-than-notified', 'a rectification in place of an interview')
})

t.test('nor the measures of a provision without a tier, to which no lighter tier is an excuse', async t => {
  const asked = reach(open(opening(PLACE.guizhou, conduct('agency.exam-affairs', { gravity: 'serious' }))), 'under-review')
  const minor = conduct('agency.exam-affairs', { gravity: 'minor' })
  t.equal(why(asked, varied({ conducts: [minor] }), reviewer), null)
  t.equal(why(asked, varied({ conducts: [minor, conduct('agency.data-misuse', { dataMisuse: 'privacy-leak', socialImpact: 'none' })] }), reviewer), 'heavier-than-notified')
})

t.test('a review may take back an optional measure, and not add one', async t => {
  const asked = reach(open(serious), 'under-review', { optional: ['publish'] })
  t.strictSame(take(asked, varied({ optionalMeasures: [] }), reviewer).file.decision?.measures, ['rectify', 'suspend-evaluation'])
  t.strictSame(take(asked, varied({}), reviewer).file.decision?.measures, ['rectify', 'suspend-evaluation', 'publish'], 'it stays where nothing is said')
  t.equal(why(asked, varied({ optionalMeasures: ['publish', 'list-key-supervision'] }), reviewer), 'heavier-than-notified')
  t.equal(why(asked, varied({ optionalMeasures: ['refuse-refiling'] }), reviewer), 'measure-not-available')
  t.strictSame(take(asked, varied({ conducts: [conduct('agency.fees')] }), reviewer).file.decision?.measures, ['order-correction', 'interview'], 'and goes with the tier that offered it')
})

t.test('a review that leaves no violation revokes; it does not vary', async t => {
  const asked = reach(open(serious), 'under-review')
  t.equal(why(asked, varied({ conducts: [conduct('agency.inactivity', { inactiveMonths: 3, justified: true })] }), reviewer), 'facts-missing')
  t.equal(why(asked, varied({ conducts: [conduct('agency.organization')] }), reviewer), 'facts-missing', 'nor to what is not known yet')
})

t.test('no rule of fairness lets a review make a decision heavier', async t => {
  const asked = again(reach(open(general), 'under-review'), { setting: { fairness: { anotherPersonDecides: false, notHeavierThanNotified: false } } })
  t.equal(why(asked, varied({ conducts: [conduct('agency.out-of-area')] }), reviewer), 'heavier-than-notified')
})

t.test('a decision to rectify names the day by which', async t => {
  for (const given of [opening(PLACE.cn, conduct('agency.out-of-area')), opening(PLACE.guizhou, conduct('agency.out-of-area')), opening(PLACE.minhang, conduct('agency.guaranteed-pass-advertising')), serious]) {
    const notified = reach(open(given), 'notified')
    const refused = refusal(notified, STEPS.decide, chief)
    t.same([refused?.reason, refused?.field], ['required-here', 'rectifyBy'], given.jurisdiction)
    t.equal(why(notified, { ...STEPS.decide, rectifyBy: '2026-08-31' }, chief), null)
  }
  t.equal(why(reach(open(general), 'notified'), STEPS.decide, chief), null, 'others need none')
})

t.test('a hearing says what was stated, or that the statement was waived', async t => {
  const notified = reach(open(general), 'notified')
  const refused = refusal(notified, { type: 'hear', on: '2026-04-20' }, clerk)
  t.same([refused?.reason, refused?.field], ['required-here', 'statement'])
  t.equal(why(notified, { type: 'hear', on: '2026-04-20', statement: '有异议' }, clerk), null)
  t.equal(why(notified, { type: 'hear', on: '2026-04-20', waived: true }, clerk), null)
})

t.test('in Guangxi a decision at the serious tier is served in writing, at the others it may be announced', async t => {
  const announced = { ...STEPS.serve, method: 'public-notice' }
  const refused = refusal(reach(open(serious), 'decided'), announced, clerk)
  t.same([refused?.reason, refused?.field], ['required-here', 'method'])
  for (const method of ['in-person', 'post', 'electronic']) t.equal(why(reach(open(serious), 'decided'), { ...STEPS.serve, method }, clerk), null, method)
  for (const given of [general, opening(PLACE.guangxi, conduct('agency.refusing-supervision'))]) t.equal(why(reach(open(given), 'decided'), announced, clerk), null)
  for (const place of ['cn', 'guizhou'] as const) t.equal(why(reach(open(opening(PLACE[place], conduct('agency.out-of-area'))), 'decided'), announced, clerk), null, place)
})
