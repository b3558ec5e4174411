import t from 'tap'
import fc from 'fast-check'
import type { RuleBook } from '../../src/domain/book.ts'
import { classify } from '../../src/domain/classify.ts'
import { satisfies, type Facts } from '../../src/domain/condition.ts'
import { distinguishableValues } from '../../src/domain/plan.ts'
import type { RulesetDocument } from '../../src/rulesets/format.ts'
import { valuesOf, zh } from './brute-force.ts'
import { article, asking, bookOf, item, label, law, vocabulary } from './small.ts'

const at = (book: RuleBook, conduct: string, facts: Facts = {}, jurisdiction = '310112') => {
  const [result] = classify(book, asking(conduct, facts, { jurisdiction }), zh).results
  return [result?.outcome, ...result?.findings.map(({ provision, via, notes }) => [provision, via, ...notes].join(' ')) ?? []]
}

/** Met by noise after a warning, and by nothing else. */
const onWarned = (path: string, tier: string) => article(path, { tier, must: ['talk'] }, [item(`${path}/item-1`, [{ conduct: 'agency.noise', when: { warned: true } }])])
/** Met by noise without one. */
const onUnwarned = (path: string, tier: string) => article(path, { tier, must: ['talk'] }, [item(`${path}/item-1`, [{ conduct: 'agency.noise', when: { warned: false } }])])
const always = (path: string, conduct: string, tier?: string) => article(path, { ...(tier ? { tier } : {}), must: ['refer'] }, [item(`${path}/item-1`, [{ conduct }])])

const district = (articles: RulesetDocument['articles'], rest: Partial<RulesetDocument> = {}) => law('district', articles, { jurisdiction: '310112', fallback: 'city', ...rest })
const city = (articles: RulesetDocument['articles'], rest: Partial<RulesetDocument> = {}) => law('city', articles, { jurisdiction: '310000', fallback: 'cn', ...rest })

t.test('the local rule goes first, for what it covers', async t => {
  const book = bookOf([district([always('art-1', 'agency.fraud', 'general')], { fallback: 'cn' }), law('cn', [always('art-1', 'agency.fraud', 'grave')])])
  t.strictSame(at(book, 'agency.fraud'), ['violation', 'district/art-1/item-1 local'])
  t.strictSame(at(book, 'agency.fraud', {}, '110105'), ['violation', 'cn/art-1/item-1 local'], 'elsewhere the national one is the local one')
})

t.test('a conduct that the local rules do not mention is judged by their fallback, and by the fallback of that', async t => {
  const book = bookOf([district([always('art-1', 'agency.fraud')]), city([always('art-2', 'agency.idle')]), law('cn', [always('art-3', 'person.leak'), always('art-4', 'agency.idle', 'grave')])])
  t.strictSame(at(book, 'agency.fraud'), ['violation', 'district/art-1/item-1 local'])
  t.strictSame(at(book, 'agency.idle'), ['violation', 'city/art-2/item-1 fallback'], 'the nearest that mentions it')
  t.strictSame(at(book, 'person.leak'), ['violation', 'cn/art-3/item-1 fallback'])
  t.strictSame(at(book, 'person.copying'), ['no-provision'], 'none mentions it')
})

t.test('a conduct that a rule mentions and does not meet goes no further, unless it is listed as a supplement', async t => {
  const national = law('cn', [onUnwarned('art-1', 'serious')])
  t.strictSame(at(bookOf([district([onWarned('art-1', 'general')], { fallback: 'cn' }), national]), 'agency.noise', { warned: false }), ['not-met'])
  const supplemented = bookOf([district([onWarned('art-1', 'general')], { fallback: 'cn', supplement: [{ conduct: 'agency.noise', notes: ['N-1'] }, { conduct: 'agency.idle' }] }), national])
  t.strictSame(at(supplemented, 'agency.noise', { warned: false }), ['violation', 'cn/art-1/item-1 supplement N-1'])
  t.strictSame(at(supplemented, 'agency.noise', { warned: true }), ['violation', 'district/art-1/item-1 local'], 'met locally, nothing is supplemented')
  const other = bookOf([district([onWarned('art-1', 'general')], { fallback: 'cn', supplement: [{ conduct: 'agency.idle' }] }), national])
  t.strictSame(at(other, 'agency.noise', { warned: false }), ['not-met'], 'another conduct is listed')
})

t.test('a supplement reaches the next rule that mentions the conduct, and its supplement the one after', async t => {
  const supplement = [{ conduct: 'agency.noise' }]
  const book = (cityArticles: RulesetDocument['articles'], rest: Partial<RulesetDocument> = {}) =>
    bookOf([district([onWarned('art-1', 'general')], { supplement }), city(cityArticles, rest), law('cn', [onUnwarned('art-1', 'serious')])])
  t.strictSame(at(book([]), 'agency.noise', { warned: false }), ['violation', 'cn/art-1/item-1 supplement'], 'the city is silent')
  t.strictSame(at(book([onWarned('art-2', 'grave')]), 'agency.noise', { warned: false }), ['not-met'], 'the city mentions it and lists nothing')
  t.strictSame(at(book([onWarned('art-2', 'grave')], { supplement }), 'agency.noise', { warned: false }), ['violation', 'cn/art-1/item-1 supplement'])
  t.strictSame(at(book([onWarned('art-2', 'grave')], { supplement }), 'agency.noise', { warned: true }), ['violation', 'district/art-1/item-1 local'])
})

t.test('whether the fallback is asked may hang on a fact that the local rule asks about', async t => {
  const book = bookOf([district([onWarned('art-1', 'general')], { fallback: 'cn', supplement: [{ conduct: 'agency.noise' }] }),
    law('cn', [article('art-1', { tier: 'serious', must: ['talk'] }, [item('art-1/item-1', [{ conduct: 'agency.noise', when: { secret: true } }])])])])
  const asked = (facts: Facts) => classify(book, asking('agency.noise', facts, { jurisdiction: '310112' }), zh).results[0]?.questions.map(({ fact }) => fact)
  t.strictSame(asked({}), ['warned', 'secret'])
  t.strictSame(asked({ warned: true }), [], 'met locally, the other is not asked')
  t.strictSame(asked({ warned: false }), ['secret'])
})

const besides = [{ provision: 'cn/art-9/item-1', notes: ['N-9'] }]
const national = law('cn', [onUnwarned('art-1', 'serious'), article('art-9', { must: ['refer'] }, [item('art-9/item-1', [{ conduct: 'agency.noise', when: { secret: true } }, { conduct: 'agency.idle' }])])])

t.test('a provision listed besides applies with the local rule, without it, and where no local rule mentions the conduct', async t => {
  const book = bookOf([district([onWarned('art-1', 'general')], { fallback: 'cn', besides }), national])
  t.strictSame(at(book, 'agency.noise', { warned: true, secret: true }), ['violation', 'district/art-1/item-1 local', 'cn/art-9/item-1 supplement N-9'])
  t.strictSame(at(book, 'agency.noise', { warned: false, secret: true }), ['violation', 'cn/art-9/item-1 supplement N-9'])
  t.strictSame(at(book, 'agency.noise', { warned: true, secret: false }), ['violation', 'district/art-1/item-1 local'])
  t.strictSame(at(book, 'agency.noise', { warned: false, secret: false }), ['not-met'])
  t.strictSame(at(book, 'agency.idle'), ['violation', 'cn/art-9/item-1 fallback'])
})

t.test('a provision listed besides says nothing of a conduct that is not its own', async t => {
  t.strictSame(at(bookOf([district([always('art-1', 'agency.fraud', 'general')], { fallback: 'cn', besides }), national]), 'agency.fraud'), ['violation', 'district/art-1/item-1 local'])
})

t.test('a provision listed besides applies with the local rule also where it would supplement it', async t => {
  const book = bookOf([district([onWarned('art-1', 'general')], { fallback: 'cn', supplement: [{ conduct: 'agency.noise' }], besides }), national])
  t.strictSame(at(book, 'agency.noise', { warned: true, secret: true }), ['violation', 'district/art-1/item-1 local', 'cn/art-9/item-1 supplement N-9'])
  t.strictSame(at(book, 'agency.noise', { warned: false, secret: true }), ['violation', 'cn/art-1/item-1 supplement', 'cn/art-9/item-1 supplement'], 'once')
  const trace = classify(book, asking('agency.noise', { warned: true, secret: true }, { jurisdiction: '310112' }), { lang: 'zh', trace: true })
  t.strictSame(trace.results[0]?.considered?.map(({ provision }) => provision), ['cn/art-1/item-1'])
})

t.test('a conduct that only another conduct is listed beside has no provision', async t => {
  t.strictSame(at(bookOf([district([], { fallback: 'cn', besides }), national]), 'person.leak'), ['no-provision'])
})

t.test('no provision is found twice, however many rules list it besides', async t => {
  const twice = bookOf([district([onWarned('art-1', 'general')], { besides }), city([], { besides: [{ provision: 'cn/art-9/item-1', notes: ['N-8'] }] }), national])
  t.strictSame(at(twice, 'agency.noise', { warned: true, secret: true }), ['violation', 'district/art-1/item-1 local', 'cn/art-9/item-1 supplement N-9'])
  const asked = bookOf([city([], { besides }), national])
  t.strictSame(at(asked, 'agency.noise', { warned: false, secret: true }, '310000'), ['violation', 'cn/art-1/item-1 fallback', 'cn/art-9/item-1 fallback'], 'the fallback has it anyway')
})

t.test('what the city lists besides applies in the district too', async t => {
  const book = bookOf([district([onWarned('art-1', 'general')]), city([], { besides }), national])
  t.strictSame(at(book, 'agency.noise', { warned: true, secret: true }), ['violation', 'district/art-1/item-1 local', 'cn/art-9/item-1 supplement N-9'])
})

t.test('of an agency the highest tier governs, of a person the heaviest article', async t => {
  const governing = (conduct: string, ...weights: { tier?: string, rank?: number }[]) => {
    const book = bookOf([law('cn', weights.map((weight, n) => article(`art-${n + 1}`, { ...weight, must: ['refer'] }, [item(`art-${n + 1}/item-1`, [{ conduct }])])))])
    return classify(book, asking(conduct), zh).results[0]?.findings.map(({ governing }) => governing)
  }
  t.strictSame(governing('agency.fraud', { tier: 'general' }, { tier: 'grave' }, { tier: 'serious' }), [false, true, false])
  t.strictSame(governing('person.leak', { rank: 1 }, { rank: 2 }, { rank: 10 }), [false, false, true])
  t.strictSame(governing('agency.fraud', { tier: 'serious' }, { tier: 'serious' }), [true, true], 'equals govern together')
  t.strictSame(governing('agency.fraud', {}, { tier: 'general' }, { tier: 'grave' }), [true, false, true], 'what has no weight applies besides')
  t.strictSame(governing('person.leak', {}), [true])
})

t.test('a provision that can be met in several ways is found once', async t => {
  const book = bookOf([law('cn', [article('art-1', { tier: 'general', must: ['talk'] }, [item('art-1/item-1', [{ conduct: 'agency.noise', when: { warned: true } }, { conduct: 'agency.noise', when: { secret: true } }])])])])
  t.strictSame(at(book, 'agency.noise', { warned: true, secret: true }), ['violation', 'cn/art-1/item-1 local'])
  t.strictSame(at(book, 'agency.noise', { warned: false, secret: true }), ['violation', 'cn/art-1/item-1 local'])
})

t.test('one value is tried for every class of values that no condition tells apart', async t => {
  const { months, stars, grade, warned } = vocabulary.facts
  if (!months || !stars || !grade || !warned) throw new Error('the vocabulary lacks a fact')
  t.strictSame(distinguishableValues(months, [{ gte: 12 }]), [0, 12])
  t.strictSame(distinguishableValues(months, [{ gte: 12 }, { gte: 24 }]), [0, 12, 24])
  t.strictSame(distinguishableValues(months, [{ gte: 12, lt: 24 }]), [0, 12], 'before and after are alike')
  t.strictSame(distinguishableValues(months, [12]), [0, 12])
  t.strictSame(distinguishableValues(months, [{ gte: 0 }]), [], 'always so')
  t.strictSame(distinguishableValues(stars, [1, 2]), [1, 2, 3])
  t.strictSame(distinguishableValues(stars, [{ gte: 6 }]), [], 'never so')
  t.strictSame(distinguishableValues(stars, [{ lt: 5 }]), [1, 5])
  t.strictSame(distinguishableValues(grade, ['heavy']), ['light', 'heavy'])
  t.strictSame(distinguishableValues(grade, [['light', 'heavy', 'worst']]), [])
  t.strictSame(distinguishableValues(warned, [true]), [false, true])
  t.strictSame(distinguishableValues(warned, []), [])
  const { minimum, ...anyNumber } = months
  t.strictSame(distinguishableValues(anyNumber, [{ lt: -3 }]), [-4, -3], `without the least value ${minimum}`)
})

t.test('the values tried are legal, all different to the law, and stand for every legal value', async t => {
  const n = fc.integer({ min: -1, max: 12 })
  const requirement = fc.oneof(n, fc.array(n, { minLength: 1, maxLength: 3 }), n.map((gte) => ({ gte })), n.map((lt) => ({ lt })), fc.tuple(n, n).map(([gte, lt]) => ({ gte, lt })))
  const fact = fc.tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 4, max: 10 })).map(([minimum, maximum]) =>
    ({ ...label('n'), type: 'integer' as const, minimum, maximum, question: label('n?') }))
  t.doesNotThrow(() => fc.assert(fc.property(fact, fc.array(requirement, { minLength: 1, maxLength: 4 }), (fact, requirements) => {
    const classOf = (value: unknown) => requirements.map((requires) => satisfies(value as number, requires)).join()
    const values = distinguishableValues(fact, requirements)
    const classes = new Set(valuesOf(fact).map(classOf))
    return classes.size === 1
      ? values.length === 0
      : values.length === classes.size && new Set(values.map(classOf)).size === classes.size && values.every((value) => valuesOf(fact).includes(value))
  }), { numRuns: 1000 }))
})
