import t from 'tap'
import fc from 'fast-check'
import type { RuleBook } from '../../src/domain/book.ts'
import { classify } from '../../src/domain/classify.ts'
import { complete } from '../../src/domain/completion.ts'
import type { Facts } from '../../src/domain/condition.ts'
import { judge } from '../../src/domain/judge.ts'
import { openFacts } from '../../src/domain/plan.ts'
import type { EarlierDecisionGiven } from '../../src/domain/question.ts'
import type { Vocabulary } from '../../src/domain/vocabulary.ts'
import type { ConditionData, RulesetDocument } from '../../src/rulesets/format.ts'
import { consequence, factsAsked, factsThatMatter, unknownFacts, withFact, zh } from './brute-force.ts'
import { article, asking, bookOf, item, law, vocabulary, yesNo } from './small.ts'

type Articles = RulesetDocument['articles']

const names = Array.from({ length: 14 }, (_, n) => `f${n + 1}`)
const [f1, f2, f3, ...others] = names as [string, string, string, ...string[]]
const many: Vocabulary = {
  ...vocabulary,
  facts: Object.fromEntries(names.map((name) => [name, yesNo(name)])),
  conducts: { 'agency.much': { zh: 'much', en: 'much', facts: names } }
}

/** What is asked, and how often the rules were consulted to find out. */
function ask (book: RuleBook, conduct: string, known: Facts = {}): { asks: readonly string[], consulted: number } {
  const chain = book.applicable('110105', '2026-03-14', {})
  if (!chain) throw new Error('no rules')
  const plan = chain.plan(conduct)
  let consulted = 0
  const { asks } = complete(known, openFacts(plan, known), (facts) => {
    consulted++
    return judge(chain, plan, facts, { occurredOn: '2026-03-14', history: [], circumstances: {}, tierRank: book.tierRank, counting: new Map() })
  })
  return { asks, consulted }
}

const asks = (articles: Articles, conduct: string, known: Facts = {}, rest: Partial<RulesetDocument> = {}, history: EarlierDecisionGiven[] = []): string[] =>
  classify(bookOf([law('cn', articles, rest)]), asking(conduct, known, { history }), zh).results.flatMap(({ questions }) => questions.map(({ fact }) => fact))

const twoOfThree = [
  article('art-1', { tier: 'grave', must: ['close'] }, [item('art-1/item-1', [{ conduct: 'agency.much', when: { [f1]: true, [f2]: true } }])]),
  article('art-2', { tier: 'general', must: ['talk'] }, [item('art-2/item-1', [{ conduct: 'agency.much', when: { [f3]: true } }])])
]

t.test('of fourteen open facts, the three that some rule asks about are tried and no others', async t => {
  t.strictSame(ask(bookOf([law('cn', twoOfThree)], many), 'agency.much'), { asks: [f1, f2, f3], consulted: 8 })
})

t.test('a fact that is known spares every trial of what hung on it', async t => {
  const book = bookOf([law('cn', twoOfThree)], many)
  t.strictSame(ask(book, 'agency.much', { [f1]: false }), { asks: [f3], consulted: 2 })
  t.strictSame(ask(book, 'agency.much', { [f1]: true }), { asks: [f2, f3], consulted: 4 })
  t.strictSame(ask(book, 'agency.much', { [f1]: true, [f2]: true }), { asks: [], consulted: 2 }, 'the lighter provision cannot govern any more')
  t.strictSame(ask(book, 'agency.much', { [f1]: false, [f3]: true }), { asks: [], consulted: 1 })
})

t.test('eleven open facts behind a condition that has failed cost nothing', async t => {
  const behind = Object.fromEntries(others.slice(1).map((name) => [name, true]))
  const articles = [...twoOfThree, article('art-3', { tier: 'serious', must: ['rectify'] }, [item('art-3/item-1', [{ conduct: 'agency.much', when: { f4: true, ...behind } }])])]
  t.strictSame(ask(bookOf([law('cn', articles)], many), 'agency.much', { f4: false }), { asks: [f1, f2, f3], consulted: 8 })
  t.strictSame(ask(bookOf([law('cn', articles)], many), 'agency.much', { f4: true, f5: false }), { asks: [f1, f2, f3], consulted: 8 })
})

t.test('eleven open facts that decide only on a lighter provision are not asked for', async t => {
  const articles = [
    article('art-1', { tier: 'grave', must: ['close', { measure: 'refer', when: { [f1]: true, anyOf: [{ [f2]: true }, { [f3]: true }] } }] }, [item('art-1/item-1', [{ conduct: 'agency.much' }])]),
    article('art-2', { tier: 'general', must: ['talk'] }, [item('art-2/item-1', others.map((name) => ({ conduct: 'agency.much', when: { [name]: true } })))])
  ]
  t.strictSame(ask(bookOf([law('cn', articles)], many), 'agency.much').asks, [f1, f2, f3])
})

t.test('a conduct whose facts no rule asks about is judged once', async t => {
  t.strictSame(ask(bookOf([law('cn', [article('art-1', { tier: 'general', must: ['talk'] }, [item('art-1/item-1', [{ conduct: 'agency.much' }])])])], many), 'agency.much'),
    { asks: [], consulted: 1 })
  t.strictSame(ask(bookOf([law('cn', [])], many), 'agency.much'), { asks: [], consulted: 1 }, 'nor one that no rule mentions')
})

t.test('whole numbers are tried once between two thresholds', async t => {
  const book = bookOf([law('cn', [
    article('art-1', { tier: 'general', must: ['talk'] }, [item('art-1/item-1', [{ conduct: 'agency.idle', when: { months: { gte: 12 } } }])]),
    article('art-2', { tier: 'serious', must: ['rectify'] }, [item('art-2/item-1', [{ conduct: 'agency.idle', when: { months: { gte: 24 } } }])])
  ])])
  t.strictSame(ask(book, 'agency.idle'), { asks: ['months'], consulted: 3 })
})

t.test('a fact that decides on a measure alone is asked for', async t => {
  const measured = (must: NonNullable<Parameters<typeof article>[1]['must']>, may: NonNullable<Parameters<typeof article>[1]['may']> = ['refer']) =>
    asks([article('art-1', { tier: 'general', must, may }, [item('art-1/item-1', [{ conduct: 'agency.noise' }])])], 'agency.noise')
  t.strictSame(measured(['talk']), [])
  t.strictSame(measured(['talk', { measure: 'warning', when: { warned: true } }]), ['warned'])
  t.strictSame(measured(['talk'], [{ measure: 'warning', when: { secret: true } }]), ['secret'])
  t.strictSame(measured(['talk', { measure: 'refer', when: { warned: true } }]), ['warned'], 'optional or mandatory makes a difference')
  t.strictSame(measured(['talk', { measure: 'warning', when: { warned: true } }, { measure: 'warning', when: { warned: false } }]), [], 'the measure follows either way')
})

t.test('a fact that decides on a rider of the fallback is asked for where the finding is the fallback\'s', async t => {
  const rider = { path: 'art-8', cite: '第八条', title: { zh: 'warned', en: 'warned' }, on: 'agency', when: { warned: true }, imposedBy: 'city', measures: { must: ['refer'] } }
  const noise = [article('art-1', { tier: 'general', must: ['talk'] }, [item('art-1/item-1', [{ conduct: 'agency.noise' }])])]
  const asked = (local: Articles) => factsAsked(bookOf([law('cn', noise, { riders: [rider] }), law('local', local, { jurisdiction: '310112', fallback: 'cn' })]),
    asking('', {}, { jurisdiction: '310112' }), { code: 'agency.noise' })
  t.strictSame(asked([]), ['warned'])
  t.strictSame(asked(noise), [], 'the local rules have no rider')
})

t.test('a fact that decides on the tier alone is asked for', async t => {
  const graded = (heavy: string) => asks([article('art-1', { tier: { grade: { light: 'general', heavy, worst: heavy } }, must: ['talk'] }, [item('art-1/item-1', [{ conduct: 'agency.noise' }])])], 'agency.noise')
  t.strictSame(graded('serious'), ['grade'])
})

t.test('a middle value may make the difference where both ends agree', async t => {
  t.strictSame(asks([article('art-1', { tier: 'general', must: ['talk'] }, [item('art-1/item-1', [{ conduct: 'agency.noise', when: { grade: 'heavy' } }])])], 'agency.noise'), ['grade'])
})

const again = (raised: NonNullable<Parameters<typeof article>[1]['must']>) => [
  article('art-1', { tier: 'general', must: ['talk'] }, [item('art-1/item-1', [{ conduct: 'agency.noise', when: { warned: false } }])]),
  article('art-2', { tier: 'serious', must: ['rectify'] }, [item('art-2/item-1', [{ conduct: 'agency.noise', when: { warned: true } }])]),
  article('art-3', { tier: 'grave', must: raised }, [item('art-3/item-1', undefined)])
]
const escalations: RulesetDocument['escalations'] = [{ raises: 'art-3/item-1', current: { under: ['cn/art-1', 'cn/art-2'] }, prior: { tier: 'serious', measure: 'rectify' } }]
const earlier: EarlierDecisionGiven[] = [{ decidedOn: '2025-01-01', tier: 'serious', measures: ['rectify'] }]

t.test('an earlier decision may make a fact idle, or make it matter', async t => {
  t.strictSame(asks(again(['close']), 'agency.noise', {}, { escalations }), ['warned'])
  t.strictSame(asks(again(['close']), 'agency.noise', {}, { escalations }, earlier), [], 'graver than either')
  const dependent = again(['close', { measure: 'refer', when: { secret: true } }])
  t.strictSame(asks(dependent, 'agency.noise', { warned: true }, { escalations }), [])
  t.strictSame(asks(dependent, 'agency.noise', { warned: true }, { escalations }, earlier), ['secret'])
})

t.test('a lighter provision that only some completions meet is no finding until its fact is known', async t => {
  const book = bookOf([law('cn', [
    article('art-1', { tier: 'grave', must: ['close'] }, [item('art-1/item-1', [{ conduct: 'agency.noise' }])]),
    article('art-2', { tier: 'general', must: ['talk'] }, [item('art-2/item-1', [{ conduct: 'agency.noise', when: { warned: true } }])])
  ])])
  const findings = (facts: Facts) => classify(book, asking('agency.noise', facts), zh).results.flatMap(({ findings }) => findings.map(({ provision, governing }) => `${provision} ${governing}`))
  t.strictSame(findings({}), ['cn/art-1/item-1 true'])
  t.strictSame(findings({ warned: true }), ['cn/art-1/item-1 true', 'cn/art-2/item-1 false'])
  t.strictSame(findings({ warned: false }), ['cn/art-1/item-1 true'])
})

// Laws at random: conditions on four facts, provisions and measures that hang on them, an earlier decision that may raise them.
const four: Vocabulary = { ...many, conducts: { 'agency.much': { zh: 'much', en: 'much', facts: names.slice(0, 4) } } }
const { condition } = fc.letrec<{ condition: ConditionData }>((tie) => ({
  condition: fc.oneof({ maxDepth: 2 },
    fc.dictionary(fc.constantFrom(...names.slice(0, 4)), fc.boolean(), { minKeys: 1, maxKeys: 2 }),
    fc.record({ anyOf: fc.array(tie('condition'), { minLength: 1, maxLength: 3 }) }),
    fc.record({ allOf: fc.array(tie('condition'), { minLength: 1, maxLength: 2 }) }))
}))
const when = fc.option(condition, { nil: undefined, freq: 3 }).map((data) => data ? { when: data } : {})
const measures = fc.array(fc.record({ measure: fc.constantFrom('talk', 'warning', 'refer'), when: condition }), { maxLength: 2 })
const someArticle = fc.record({ tier: fc.constantFrom('general', 'serious', 'grave', undefined), must: measures, may: measures, when })
const articles = fc.array(someArticle, { minLength: 1, maxLength: 4 }).map((all): Articles => [
  ...all.map(({ tier, must, may, when }, n) =>
    article(`art-${n + 1}`, { ...(tier ? { tier } : {}), must, may }, [item(`art-${n + 1}/item-1`, [{ conduct: 'agency.much', ...when }])])),
  article('art-9', { tier: 'serious', must: [{ measure: 'refer', when: { [f1]: true } }] }, [item('art-9/item-1', undefined)])
])
const someLaw = articles.map((all) => bookOf([law('cn', all, { escalations: [{ raises: 'art-9/item-1', current: { under: ['cn/art-1'] }, prior: { tier: 'serious', measure: 'rectify' } }] })], four))
const known = fc.dictionary(fc.constantFrom(...names.slice(0, 4)), fc.boolean(), { maxKeys: 3 })

t.test('whatever the law says, exactly those facts are asked for that alone can make a difference', async t => {
  t.doesNotThrow(() => fc.assert(fc.property(someLaw, known, fc.boolean(), (book, facts, before) => {
    const asked = asking('agency.much', facts, { history: before ? earlier : [] })
    const conduct = { code: 'agency.much', facts }
    return factsAsked(book, asked, conduct).join() === factsThatMatter(book, asked, conduct).join()
  }), { numRuns: 2000 }))
})

t.test('whatever the law says, a decided answer stays as it is when more becomes known', async t => {
  t.doesNotThrow(() => fc.assert(fc.property(someLaw, known, (book, facts) => {
    const conduct = { code: 'agency.much', facts }
    const asked = asking('agency.much')
    const decided = consequence(book, asked, conduct)
    return decided === null || unknownFacts(book, conduct).every(([name, values]) =>
      values.every((value) => consequence(book, asked, withFact(conduct, name, value)) === decided))
  }), { numRuns: 1000 }))
})
