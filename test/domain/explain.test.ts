import t from 'tap'
import type { RuleBook } from '../../src/domain/book.ts'
import { classify } from '../../src/domain/classify.ts'
import type { Facts } from '../../src/domain/condition.ts'
import type { ConditionData, RulesetDocument } from '../../src/rulesets/format.ts'
import { zh } from './brute-force.ts'
import { article, asking, bookOf, item, law } from './small.ts'

const noise = (...ways: ConditionData[]) => ways.map((when) => ({ conduct: 'agency.noise', when }))
const one = (...ways: ConditionData[]) => bookOf([law('cn', [article('art-1', { tier: 'general', must: ['talk'] }, [item('art-1/item-1', noise(...ways))])])])
const because = (book: RuleBook, facts: Facts, conduct = 'agency.noise') => classify(book, asking(conduct, facts), zh).results[0]?.findings.map(({ because }) => because)
const considered = (book: RuleBook, facts: Facts, conduct = 'agency.noise', jurisdiction = '310112') =>
  classify(book, asking(conduct, facts, { jurisdiction }), { lang: 'zh', trace: true }).results[0]?.considered?.map(({ citation, ...rest }) => rest)

t.test('a finding names the facts that met it, in the order of the law, with what the law requires', async t => {
  t.strictSame(because(one({ warned: true }), { warned: true, secret: true }), [[{ fact: 'warned', is: true, requires: true }]], 'and no other fact')
  t.strictSame(because(one({ grade: ['heavy', 'worst'], warned: false }), { warned: false, grade: 'worst' }),
    [[{ fact: 'grade', is: 'worst', requires: ['heavy', 'worst'] }, { fact: 'warned', is: false, requires: false }]])
  t.strictSame(because(bookOf([law('cn', [article('art-1', { tier: 'general', must: ['talk'] }, [item('art-1/item-1', [{ conduct: 'agency.idle', when: { months: { gte: 12 } } }])])])]), { months: 12 }, 'agency.idle'),
    [[{ fact: 'months', is: 12, requires: { gte: 12 } }]])
})

t.test('a provision without conditions needs no fact', async t => {
  t.strictSame(because(bookOf([law('cn', [article('art-1', { tier: 'general', must: ['talk'] }, [item('art-1/item-1', [{ conduct: 'agency.noise' }])])])]), { warned: true }), [[]])
})

t.test('of several ways to meet a provision the one that met it is named', async t => {
  const book = one({ warned: true }, { secret: true, grade: 'worst' })
  t.strictSame(because(book, { warned: false, secret: true, grade: 'worst' }), [[{ fact: 'secret', is: true, requires: true }, { fact: 'grade', is: 'worst', requires: 'worst' }]])
  t.strictSame(because(book, { warned: true, secret: true, grade: 'worst' }), [[{ fact: 'warned', is: true, requires: true }]], 'the first')
})

t.test('within a choice only what holds is named', async t => {
  t.strictSame(because(one({ anyOf: [{ warned: true }, { secret: true }] }), { warned: false, secret: true }), [[{ fact: 'secret', is: true, requires: true }]])
})

t.test('where a fact is open and either way meets the provision, both values are named', async t => {
  t.strictSame(because(one({ warned: true }, { warned: false }), {}), [[{ fact: 'warned', is: null, requires: [true, false] }]])
})

t.test('a tier that hangs on a fact names that fact', async t => {
  const book = bookOf([law('cn', [article('art-1', { tier: { grade: { light: 'general', heavy: 'serious', worst: 'grave' } }, must: ['talk'] }, [item('art-1/item-1', [{ conduct: 'agency.noise' }])])])])
  t.strictSame(because(book, { grade: 'heavy' }), [[{ fact: 'grade', is: 'heavy', requires: 'heavy' }]])
})

t.test('a circumstance that met a provision is named like a fact', async t => {
  t.strictSame(because(one({ late: false }), {}), [[{ fact: 'late', is: false, requires: false }]])
})

t.test('without a trace nothing is said of provisions that were not met', async t => {
  t.notOk(classify(one({ warned: true }), asking('agency.noise', { warned: false }), zh).results[0]?.considered)
})

const provision = 'cn/art-1/item-1'
const via = 'local'

t.test('a provision that was not met shows the condition that failed, with the value given and the value required', async t => {
  t.strictSame(considered(one({ warned: true }), { warned: false }),
    [{ provision, via, why: 'condition-failed', conditions: [{ fact: 'warned', is: false, requires: true, holds: false }] }])
  t.strictSame(considered(one({ warned: true }), { warned: true }), [], 'what was met is a finding instead')
})

t.test('of several conditions only those are shown that do not hold', async t => {
  t.strictSame(considered(one({ warned: true, secret: false, grade: ['heavy', 'worst'] }), { warned: true, secret: true, grade: 'light' }), [{
    provision,
    via,
    why: 'condition-failed',
    conditions: [{ fact: 'secret', is: true, requires: false, holds: false }, { fact: 'grade', is: 'light', requires: ['heavy', 'worst'], holds: false }]
  }])
})

t.test('a provision that hangs on an open fact shows it as open', async t => {
  t.strictSame(considered(one({ warned: true, secret: true }), { secret: true }),
    [{ provision, via, why: 'condition-unknown', conditions: [{ fact: 'warned', is: null, requires: true, holds: null }] }])
  t.strictSame(considered(one({ warned: true, secret: true }), { secret: false }), [{
    provision,
    via,
    why: 'condition-failed',
    conditions: [{ fact: 'warned', is: null, requires: true, holds: null }, { fact: 'secret', is: false, requires: true, holds: false }]
  }], 'one failure settles it, the open fact is shown beside it')
})

t.test('every way that was not met shows what it lacks', async t => {
  t.strictSame(considered(one({ warned: true }, { grade: 'heavy' }, { grade: 'worst' }), { warned: false, grade: 'light' }), [{
    provision,
    via,
    why: 'condition-failed',
    conditions: [{ fact: 'warned', is: false, requires: true, holds: false }, { fact: 'grade', is: 'light', requires: ['heavy', 'worst'], holds: false }]
  }])
})

t.test('a fallback that was not asked because the local rule is met was not reached', async t => {
  const local: Partial<RulesetDocument> = { jurisdiction: '310112', fallback: 'cn', supplement: [{ conduct: 'agency.noise' }] }
  const book = bookOf([
    law('local', [article('row-1', { tier: 'general', must: ['talk'] }, [item('row-1/item-1', noise({ warned: true }))])], local),
    law('cn', [article('art-1', { tier: 'serious', must: ['rectify'] }, [item('art-1/item-1', [{ conduct: 'agency.noise' }])])])
  ])
  t.strictSame(considered(book, { warned: true }), [{ provision, via: 'supplement', why: 'not-reached', conditions: [] }])
  t.strictSame(considered(book, { warned: false }),
    [{ provision: 'local/row-1/item-1', via, why: 'condition-failed', conditions: [{ fact: 'warned', is: false, requires: true, holds: false }] }])
  t.strictSame(considered(book, { warned: false }, 'agency.noise', '110105'), [], 'elsewhere the local rule is not even considered')
})

t.test('a lighter provision that is met is a finding, not something merely considered', async t => {
  const book = bookOf([law('cn', [
    article('art-1', { tier: 'general', must: ['talk'] }, [item('art-1/item-1', noise({ warned: true }))]),
    article('art-2', { tier: 'grave', must: ['close'] }, [item('art-2/item-1', [{ conduct: 'agency.noise' }])])
  ])])
  t.strictSame(considered(book, { warned: true }), [])
  t.strictSame(considered(book, {}), [{ provision, via, why: 'condition-unknown', conditions: [{ fact: 'warned', is: null, requires: true, holds: null }] }],
    'while its fact is open it is not certain')
})

t.test('a conduct that no rule mentions has nothing to consider', async t => {
  t.strictSame(considered(one({ warned: true }), {}, 'agency.fraud'), [])
})
