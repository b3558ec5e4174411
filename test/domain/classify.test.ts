import t from 'tap'
import { classify } from '../../src/domain/classify.ts'
import { Refused, type ConductGiven } from '../../src/domain/question.ts'
import type { SanctionQuestion } from '../../src/domain/sanction.ts'
import type { ConditionData, RulesetDocument } from '../../src/rulesets/format.ts'
import { zh } from './brute-force.ts'
import { article, asking, bookOf, item, label, law } from './small.ts'

const articles = [
  article('art-1', { tier: 'general', must: ['talk'] }, [item('art-1/item-1', [{ conduct: 'agency.noise', when: { warned: true } }], { notes: ['N-2'] })]),
  article('art-2', { tier: 'grave', must: ['close'] }, [item('art-2/item-1', [{ conduct: 'agency.fraud', notes: ['N-1'] }], { catchAll: true, basis: ['cn/art-1/item-1'], printedBasis: ['cn/art-9'] })])
]
const ask = (conducts: ConductGiven[], rest: Partial<SanctionQuestion> = {}, law_: Partial<RulesetDocument> = {}) =>
  classify(bookOf([law('cn', articles, law_)]), { ...asking(''), conducts, ...rest }, zh)

const violation = { code: 'agency.fraud' }
const open = { code: 'agency.noise' }
const notMet = { code: 'agency.noise', facts: { warned: false } }
const silent = { code: 'agency.idle' }

t.test('the whole needs facts if any result does, else is a violation if any is', async t => {
  const outcome = (...conducts: ConductGiven[]) => ask(conducts).outcome
  t.equal(outcome(violation, notMet, silent, open), 'needs-facts')
  t.equal(outcome(notMet, silent, violation), 'violation')
  t.equal(outcome(silent, notMet), 'not-met')
  t.equal(outcome(silent, silent), 'no-provision')
})

t.test('the tier of the whole is the highest of its results, and none while a fact is missing', async t => {
  const heard = { code: 'agency.noise', facts: { warned: true } }
  t.equal(ask([heard]).tier, 'general')
  t.equal(ask([heard, violation]).tier, 'grave')
  t.equal(ask([violation, heard]).tier, 'grave')
  t.equal(ask([violation, open]).tier, null)
  t.equal(ask([notMet]).tier, null)
})

t.test('a finding says where it stands in the law and what it rests on', async t => {
  t.strictSame(ask([violation]).results[0]?.findings, [{
    provision: 'cn/art-2/item-1',
    citation: '《cn》第art-2/item-1条（依据cn/art-1/item-1）',
    title: 'art-2/item-1',
    tier: 'grave',
    governing: true,
    catchAll: true,
    via: 'local',
    basis: ['cn/art-1/item-1'],
    printedBasis: ['cn/art-9'],
    notes: ['N-1'],
    because: []
  }])
})

t.test('a missing fact is asked for with its values, bounds and a question to put', async t => {
  const graded = (conduct: string, when: ConditionData) =>
    classify(bookOf([law('cn', [article('art-1', { tier: 'general', must: ['talk'] }, [item('art-1/item-1', [{ conduct, when }])])])]), asking(conduct), zh).results[0]?.questions
  t.strictSame(graded('agency.noise', { warned: true }), [{ fact: 'warned', type: 'boolean', label: 'warned', question: 'warned?' }])
  t.strictSame(graded('agency.noise', { grade: 'worst' }), [{ fact: 'grade', type: 'enum', values: ['light', 'heavy', 'worst'], label: 'grade', question: 'grade?' }])
  t.strictSame(graded('agency.idle', { stars: 1 }), [{ fact: 'stars', type: 'integer', minimum: 1, maximum: 5, label: 'stars', question: 'stars?' }])
})

t.test('a reading about a stretch of days is named from its first to its last', async t => {
  const notes = (occurredOn: string) => ask([violation], { occurredOn }, { inForce: { from: '2021-01-01', notes: [{ note: 'N-7', from: '2024-03-01', until: '2024-03-31' }] } }).notes
  t.strictSame(['2024-02-29', '2024-03-01', '2024-03-31', '2024-04-01'].map(notes), [[], ['N-7'], ['N-7'], []])
})

t.test('where the law is deliberately silent its readings say so, sorted, each once', async t => {
  const gaps: RulesetDocument['gaps'] = [
    { conduct: 'agency.noise', when: { warned: false, secret: false }, why: label('quiet'), notes: ['N-9'] },
    { conduct: 'agency.noise', when: { warned: false, secret: true }, why: label('secret'), notes: ['N-8', 'N-9'] },
    { conduct: 'agency.idle', why: label('idle'), notes: ['N-6'] }
  ]
  const noise = (warned: boolean, secret: boolean) => ({ code: 'agency.noise', facts: { warned, secret } })
  const notes = (...conducts: ConductGiven[]) => ask(conducts, {}, { gaps }).notes
  t.strictSame(notes(noise(false, false)), ['N-9'])
  t.strictSame(notes(noise(false, true)), ['N-8', 'N-9'])
  t.strictSame(notes(noise(false, false), noise(false, true)), ['N-8', 'N-9'])
  t.strictSame(notes(noise(true, true)), [], 'what is met is no gap')
})

t.test('what has no answer is refused, with every place that stands against it', async t => {
  const refusal = (...conducts: ConductGiven[]) => {
    try {
      return ask(conducts)
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      return [error.refusal.code, ...error.refusal.errors.map(({ pointer }) => pointer)]
    }
  }
  t.strictSame(refusal({ code: 'agency.none' }, violation, { code: 'agency.nothing' }), ['unknown-conduct', '/conducts/0/code', '/conducts/2/code'])
  t.strictSame(refusal(violation, { code: 'person.leak' }, notMet, { code: 'person.copying' }), ['mixed-subjects', '/conducts/1/code', '/conducts/3/code'])
  t.strictSame(refusal({ code: 'agency.idle', facts: { months: 1, warned: true } }, { code: 'agency.fraud', facts: { stars: 1, unheardOf: null } }),
    ['fact-not-applicable', '/conducts/0/facts/warned', '/conducts/1/facts/stars', '/conducts/1/facts/unheardOf'])
  t.strictSame(refusal({ code: 'agency.constructor' }), ['unknown-conduct', '/conducts/0/code'])
})
