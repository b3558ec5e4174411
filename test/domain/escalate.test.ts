import t from 'tap'
import { classify } from '../../src/domain/classify.ts'
import { counts, type EarlierDecision } from '../../src/domain/escalate.ts'
import type { EarlierDecisionGiven } from '../../src/domain/question.ts'
import type { Prior } from '../../src/domain/ruleset.ts'
import { sanction } from '../../src/domain/sanction.ts'
import type { RulesetDocument } from '../../src/rulesets/format.ts'
import { zh } from './brute-force.ts'
import { article, asking, bookOf, item, law } from './small.ts'

const occurredOn = '2026-03-14'
const decision = (rest: Partial<EarlierDecision> = {}): EarlierDecision =>
  ({ decidedOn: '2026-01-10', tier: 'serious', measures: ['rectify'], rectifyBy: null, rectifiedOn: null, ...rest })
const prior = (rest: Partial<Prior> = {}): Prior =>
  ({ tier: 'serious', measure: 'rectify', withinYears: null, rectifiedBeforeConduct: false, rectificationPeriodEndedBeforeConduct: false, ...rest })

t.test('a decision counts from the day after it was taken', async t => {
  const decided = (decidedOn: string) => counts(prior(), decision({ decidedOn }), occurredOn)
  t.equal(decided('2026-03-13'), true, 'the day before the conduct')
  t.equal(decided('2026-03-14'), false, 'the day of the conduct')
  t.equal(decided('2026-03-15'), false, 'the day after it')
  t.equal(decided('1999-12-31'), true, 'however long ago, where no period is set')
})

t.test('a decision counts only with the tier and the measure that the law names', async t => {
  t.equal(counts(prior(), decision(), occurredOn), true)
  t.equal(counts(prior(), decision({ tier: 'general' }), occurredOn), false)
  t.equal(counts(prior(), decision({ tier: 'grave' }), occurredOn), false, 'not even a graver one')
  t.equal(counts(prior(), decision({ tier: null }), occurredOn), false, 'one without a tier raises nothing')
  t.equal(counts(prior(), decision({ measures: [] }), occurredOn), false)
  t.equal(counts(prior(), decision({ measures: ['warning', 'rectify'] }), occurredOn), true)
  t.equal(counts(prior(), decision({ measures: ['warning'] }), occurredOn), false)
})

t.test('within a year is up to and including the same day a year later', async t => {
  const within = (decidedOn: string, on: string, withinYears = 1) => counts(prior({ withinYears }), decision({ decidedOn }), on)
  t.equal(within('2025-03-14', '2026-03-13'), true)
  t.equal(within('2025-03-14', '2026-03-14'), true, 'a year')
  t.equal(within('2025-03-14', '2026-03-15'), false, 'a year and a day')
  t.equal(within('2025-03-14', '2025-03-14'), false, 'not on the day itself')
  t.equal(within('2025-03-14', '2025-03-15'), true, 'but on the next')
  t.equal(within('2024-03-14', '2026-03-14', 2), true, 'two years')
  t.equal(within('2024-03-14', '2026-03-15', 2), false, 'two years and a day')
})

t.test('a year from 29 February ends on the 28th, and a year to a leap year skips no day', async t => {
  const within = (decidedOn: string, on: string, withinYears = 1) => counts(prior({ withinYears }), decision({ decidedOn }), on)
  t.equal(within('2024-02-29', '2025-02-28'), true)
  t.equal(within('2024-02-29', '2025-03-01'), false)
  t.equal(within('2024-02-29', '2028-02-29', 4), true)
  t.equal(within('2024-02-29', '2028-03-01', 4), false)
  t.equal(within('2023-02-28', '2024-02-28'), true)
  t.equal(within('2023-02-28', '2024-02-29'), false)
  t.equal(within('2023-03-01', '2024-02-29'), true)
})

t.test('rectified before the conduct is rectified on an earlier day', async t => {
  const rectified = (rectifiedOn: string | null) => counts(prior({ rectifiedBeforeConduct: true }), decision({ rectifiedOn }), occurredOn)
  t.equal(rectified('2026-03-13'), true)
  t.equal(rectified('2026-03-14'), false, 'the day of the conduct')
  t.equal(rectified(null), false, 'never')
  t.equal(counts(prior(), decision({ rectifiedOn: null }), occurredOn), true, 'it does not matter where the law does not ask')
})

t.test('the period for rectification is over from the day after its last day', async t => {
  const period = (rectifyBy: string | null) => counts(prior({ rectificationPeriodEndedBeforeConduct: true }), decision({ rectifyBy }), occurredOn)
  t.equal(period('2026-03-13'), true)
  t.equal(period('2026-03-14'), false, 'its last day')
  t.equal(period('2026-03-15'), false)
  t.equal(period(null), false, 'none was set')
  t.equal(counts(prior({ rectificationPeriodEndedBeforeConduct: true }), decision({ rectifyBy: '2026-02-01', rectifiedOn: '2026-01-20' }), occurredOn), true, 'kept or not')
})

// First offence: a talk. Again within a year of the talk: serious. Again after a rectification: grave. In this order.
const articles = [
  article('art-1', { tier: 'general', must: ['talk'] }, [item('art-1/item-1', [{ conduct: 'agency.noise' }, { conduct: 'agency.fraud' }])]),
  article('art-2', { tier: 'serious', must: ['rectify'] }, [item('art-2/item-1', undefined), item('art-2/item-2', [{ conduct: 'agency.idle' }])]),
  article('art-3', { tier: 'grave', must: ['close'] }, [item('art-3/item-1', undefined), item('art-3/item-2', [{ conduct: 'agency.fraud' }])])
]
type Escalations = Exclude<RulesetDocument['escalations'], 'inherit'>
const toSerious: Escalations[number] = { raises: 'art-2/item-1', current: { under: ['cn/art-1'] }, prior: { tier: 'general', measure: 'talk', within: { years: 1 } }, notes: ['N-1'] }
const toGrave: Escalations[number] = { raises: 'art-3/item-1', current: { under: ['cn/art-2'] }, prior: { tier: 'serious', measure: 'rectify', rectified: 'before-conduct' } }
const lawOf = (...escalations: Escalations) => bookOf([law('cn', articles, { escalations, notes: [] })])
const talk: EarlierDecisionGiven = { decidedOn: '2026-01-10', tier: 'general', measures: ['talk'] }
const rectified: EarlierDecisionGiven = { decidedOn: '2025-01-10', tier: 'serious', measures: ['rectify'], rectifiedOn: '2025-06-01' }

const found = (book: ReturnType<typeof lawOf>, conduct: string, history: EarlierDecisionGiven[]) => {
  const { tier, results } = classify(book, asking(conduct, {}, { history }), zh)
  return { tier, findings: results.flatMap(({ findings }) => findings.map(({ provision, governing, via }) => `${provision} ${via}${governing ? ' governs' : ''}`)) }
}

t.test('without an earlier decision that counts nothing is raised', async t => {
  const first = { tier: 'general', findings: ['cn/art-1/item-1 local governs'] }
  t.strictSame(found(lawOf(toSerious, toGrave), 'agency.noise', []), first)
  t.strictSame(found(lawOf(toSerious, toGrave), 'agency.noise', [rectified]), first, 'the graver step alone does not reach a first offence')
  t.strictSame(found(lawOf(toSerious, toGrave), 'agency.noise', [{ ...talk, tier: null }]), first)
})

t.test('a raised provision governs, and the lighter one stays as found', async t => {
  t.strictSame(found(lawOf(toSerious, toGrave), 'agency.noise', [talk]), { tier: 'serious', findings: ['cn/art-1/item-1 local', 'cn/art-2/item-1 escalation governs'] })
})

t.test('it brings the measures of its own article instead of the lighter ones', async t => {
  const { sanctions, subsumed } = sanction(lawOf(toSerious), asking('agency.noise', {}, { history: [talk] }), zh)
  t.strictSame(sanctions.map(({ measure, basis }) => [measure, basis]), [['rectify', ['cn/art-2/item-1']]])
  t.strictSame(subsumed, [], 'the talk is not imposed, so there is nothing to subsume')
})

t.test('each escalation sees what the one before it has raised', async t => {
  const both = { tier: 'grave', findings: ['cn/art-1/item-1 local', 'cn/art-2/item-1 escalation', 'cn/art-3/item-1 escalation governs'] }
  t.strictSame(found(lawOf(toSerious, toGrave), 'agency.noise', [talk, rectified]), both)
  t.strictSame(found(lawOf(toSerious, toGrave), 'agency.noise', [rectified, talk]), both, 'whatever the order of the history')
  t.strictSame(found(lawOf(toGrave, toSerious), 'agency.noise', [talk, rectified]),
    { tier: 'serious', findings: ['cn/art-1/item-1 local', 'cn/art-2/item-1 escalation governs'] }, 'in the other order the graver one has passed')
})

t.test('what is already as grave is not raised again, and what is graver is never lowered', async t => {
  t.strictSame(found(lawOf(toSerious), 'agency.idle', [talk]), { tier: 'serious', findings: ['cn/art-2/item-2 local governs'] })
  t.strictSame(found(lawOf(toSerious), 'agency.fraud', [talk]), { tier: 'grave', findings: ['cn/art-1/item-1 local', 'cn/art-3/item-2 local governs'] },
    'the general provision that is met does not govern')
  t.strictSame(found(lawOf({ ...toSerious, current: { under: ['cn/art-2'] } }), 'agency.idle', [talk]), { tier: 'serious', findings: ['cn/art-2/item-2 local governs'] })
  const backwards: Escalations[number] = { ...toSerious, raises: 'art-1/item-9', current: { under: ['cn/art-3'] } }
  const lowering = bookOf([law('cn', [...articles, article('art-9', { tier: 'general', must: ['talk'] }, [item('art-1/item-9', undefined)])], { escalations: [backwards] })])
  t.strictSame(found(lowering, 'agency.fraud', [talk]), { tier: 'grave', findings: ['cn/art-1/item-1 local', 'cn/art-3/item-2 local governs'] })
})

t.test('an escalation is about the places that it names, an article or one item of it', async t => {
  const only = (...under: string[]) => found(lawOf({ ...toSerious, current: { under } }), 'agency.noise', [talk]).tier
  t.equal(only('cn/art-1'), 'serious')
  t.equal(only('cn/art-1/item-1'), 'serious')
  t.equal(only('cn/art-1/item-2'), 'general')
  t.equal(only('cn/art'), 'general', 'art-1 does not lie under art')
  t.equal(only('cn/art-3', 'cn/art-1'), 'serious')
})

t.test('an escalation reaches what rests on a place that it names', async t => {
  const table = law('local', [article('row-1', { tier: 'general', must: ['warning'] }, [item('row-1/general', [{ conduct: 'agency.noise' }], { basis: ['cn/art-1/item-1'] })])],
    { jurisdiction: '310112', fallback: 'cn', escalations: 'inherit' })
  const book = bookOf([law('cn', articles, { escalations: [toSerious] }), table])
  const { tier, results } = classify(book, asking('agency.noise', {}, { jurisdiction: '310112', history: [talk] }), zh)
  t.equal(tier, 'serious')
  t.strictSame(results[0]?.findings.map(({ provision, governing }) => [provision, governing]), [['local/row-1/general', false], ['cn/art-2/item-1', true]])
})

t.test('the place decides what is raised, also on findings of the fallback', async t => {
  const local = (escalations: RulesetDocument['escalations']) => bookOf([
    law('cn', articles, { escalations: [toSerious] }),
    law('local', [article('row-2', { tier: 'grave', must: ['close'] }, [item('row-2/item-1', undefined)])], { jurisdiction: '310112', fallback: 'cn', escalations })
  ])
  const tier = (escalations: RulesetDocument['escalations']) =>
    classify(local(escalations), asking('agency.noise', {}, { jurisdiction: '310112', history: [talk] }), zh).tier
  t.equal(tier('inherit'), 'serious')
  t.equal(tier([]), 'general', 'a place may have none')
  t.equal(tier([{ ...toSerious, raises: 'row-2/item-1' }]), 'grave')
})

t.test('what carries no tier applies besides what was raised', async t => {
  const book = bookOf([law('cn', [...articles, article('art-4', { must: ['refer'] }, [item('art-4/item-1', [{ conduct: 'agency.noise' }])])], { escalations: [toSerious] })])
  t.strictSame(found(book, 'agency.noise', [talk]).findings, ['cn/art-1/item-1 local', 'cn/art-4/item-1 local governs', 'cn/art-2/item-1 escalation governs'])
  t.strictSame(sanction(book, asking('agency.noise', {}, { history: [talk] }), zh).sanctions.map(({ measure }) => measure), ['rectify', 'refer'])
})

t.test('the answer names the latest decision that counts', async t => {
  const because = (...history: EarlierDecisionGiven[]) =>
    classify(lawOf(toSerious), asking('agency.noise', {}, { history }), zh).results[0]?.findings.find(({ via }) => via === 'escalation')?.because
  const earlier = { ...talk, decidedOn: '2025-09-01' }
  const later = { ...talk, decidedOn: '2026-03-14' }
  const named = [
    { fact: 'history.decidedOn', is: '2026-01-10', requires: 'within-1-year-before-conduct' },
    { fact: 'history.tier', is: 'general', requires: 'general' },
    { fact: 'history.measures', is: ['talk'], requires: 'talk' }
  ]
  t.strictSame(because(talk), named)
  t.strictSame(because(earlier, talk, later), named)
  t.strictSame(because(later, talk, earlier), named)
})

t.test('of two decisions on one day the same is named, whatever the order of the history', async t => {
  const because = (...history: EarlierDecisionGiven[]) =>
    classify(lawOf(toSerious), asking('agency.noise', {}, { history }), zh).results[0]?.findings.find(({ via }) => via === 'escalation')?.because
  const other = { ...talk, measures: ['warning', 'talk'] }
  t.strictSame(because(talk, other), because(other, talk))
  t.ok(because(talk, other)?.length)
})

t.test('the answer names each day that the law asks about', async t => {
  const because = (prior: Escalations[number]['prior'], decision: EarlierDecisionGiven) =>
    classify(lawOf({ ...toSerious, prior }), asking('agency.noise', {}, { history: [decision] }), zh).results[0]?.findings.find(({ via }) => via === 'escalation')?.because
      .map(({ fact, is, requires }) => [fact, is, requires].join(' '))
  t.strictSame(because({ tier: 'serious', measure: 'rectify', rectified: 'before-conduct' }, rectified), [
    'history.decidedOn 2025-01-10 before-conduct', 'history.tier serious serious', 'history.measures rectify rectify', 'history.rectifiedOn 2025-06-01 before-conduct'
  ])
  t.strictSame(because({ tier: 'serious', measure: 'rectify', within: { years: 2 }, rectificationPeriod: 'ended-before-conduct' }, { ...rectified, rectifyBy: '2025-05-01' }), [
    'history.decidedOn 2025-01-10 within-2-year-before-conduct', 'history.tier serious serious', 'history.measures rectify rectify', 'history.rectifyBy 2025-05-01 ended-before-conduct'
  ])
})

t.test('with a provision that was raised come the riders of the rules that raised it', async t => {
  const riders: RulesetDocument['riders'] = [{ path: 'art-8', cite: '第八条', title: { zh: 'late', en: 'late' }, on: 'agency', when: { late: true }, imposedBy: 'city', measures: { must: ['refer'] } }]
  const table = law('local', [article('row-1', { tier: 'general', must: ['warning'] }, [item('row-1/general', [{ conduct: 'agency.noise' }], { basis: ['cn/art-1/item-1'] })])],
    { jurisdiction: '310112', fallback: 'cn', escalations: 'inherit' })
  const book = bookOf([law('cn', articles, { escalations: [toSerious], riders }), table])
  const measures = (history: EarlierDecisionGiven[]) =>
    sanction(book, asking('agency.noise', {}, { jurisdiction: '310112', history, circumstances: { late: true } }), zh).sanctions.map(({ measure }) => measure)
  t.strictSame(measures([]), ['warning'])
  t.strictSame(measures([talk]), ['rectify', 'refer'])
})

t.test('a raised finding carries the readings of its escalation', async t => {
  const { results } = classify(lawOf(toSerious), asking('agency.noise', {}, { history: [talk] }), zh)
  t.strictSame(results[0]?.findings.map(({ notes }) => notes), [[], ['N-1']])
})
