/** What holds for every question under the shipped rules. fast-check prints the seed and the smallest failing question. */
import t from 'tap'
import fc from 'fast-check'
import { classify } from '../../src/domain/classify.ts'
import { compare } from '../../src/domain/compare.ts'
import { sanction, type SanctionQuestion } from '../../src/domain/sanction.ts'
import { book, earlierDecision, question } from './arbitrary.ts'
import { zh } from './brute-force.ts'

const view = { lang: 'zh', trace: true } as const
const answers = (asked: SanctionQuestion): string => JSON.stringify([classify(book, asked, view), sanction(book, asked, view), compare(book, asked, view)])

/** The same value with the keys of every object in another order. */
function rekeyed<T> (value: T, salt: number): T {
  if (Array.isArray(value)) return value.map((one: unknown) => rekeyed(one, salt)) as T
  if (typeof value !== 'object' || value === null) return value
  const place = (key: string): number => [...key].reduce((hash, letter) => (hash * 31 + letter.charCodeAt(0)) % 1009, salt)
  const keys = Object.keys(value).sort((a, b) => place(a) - place(b))
  return Object.fromEntries(keys.map((key) => [key, rekeyed(value[key as keyof T], salt)])) as T
}

/** The same value without the fields that are null. */
function withoutNulls<T> (value: T): T {
  if (Array.isArray(value)) return value.map((one: unknown) => withoutNulls(one)) as T
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).flatMap(([key, one]) => one === null ? [] : [[key, withoutNulls(one)]])) as T
}

t.test('the same question gets the same answer, byte for byte', async t => {
  t.doesNotThrow(() => fc.assert(fc.property(question, (asked) => answers(asked) === answers(structuredClone(asked))), { numRuns: 500 }))
})

t.test('the order of the keys in a question changes nothing', async t => {
  t.doesNotThrow(() => fc.assert(fc.property(question, fc.integer({ min: 0, max: 1008 }), (asked, salt) => answers(asked) === answers(rekeyed(asked, salt))), { numRuns: 1000 }))
})

t.test('what is null counts as not given', async t => {
  t.doesNotThrow(() => fc.assert(fc.property(question, (asked) => answers(asked) === answers(withoutNulls(asked))), { numRuns: 1000 }))
})

t.test('a fact of another conduct may be named as long as it is null', async t => {
  const facts = Object.fromEntries(Object.keys(book.vocabulary.facts).map((name) => [name, null]))
  t.doesNotThrow(() => fc.assert(fc.property(question, (asked) =>
    answers(asked) === answers({ ...asked, conducts: asked.conducts.map((conduct) => ({ ...conduct, facts: { ...facts, ...conduct.facts } })) }))))
})

t.test('the order of the conducts orders the results and changes nothing else', async t => {
  const shuffled = question.chain((asked) =>
    fc.shuffledSubarray(asked.conducts.map((_, index) => index), { minLength: asked.conducts.length }).map((order) => ({ asked, order })))
  t.doesNotThrow(() => fc.assert(fc.property(shuffled, ({ asked, order }) => {
    const reordered = { ...asked, conducts: order.flatMap((index) => asked.conducts[index] ?? []) }
    return ([classify, sanction] as const).every((ask) => {
      const [before, after] = [ask(book, asked, view), ask(book, reordered, view)]
      return JSON.stringify({ ...after, results: null }) === JSON.stringify({ ...before, results: null }) &&
        JSON.stringify(after.results) === JSON.stringify(order.map((index) => before.results[index]))
    })
  }), { numRuns: 500 }))
})

t.test('the order of the earlier decisions changes nothing', async t => {
  t.doesNotThrow(() => fc.assert(fc.property(question, (asked) =>
    answers(asked) === answers({ ...asked, history: [...asked.history ?? []].reverse() })), { numRuns: 1000 }))
})

t.test('one more earlier decision never lowers the tier and never undoes an answer', async t => {
  const longer = question.chain((asked) => earlierDecision(asked.occurredOn).map((decision) => ({ asked, decision })))
  const rank = (tier: string | null): number => tier === null ? 0 : book.tierRank.get(tier) ?? -1
  t.doesNotThrow(() => fc.assert(fc.property(longer, ({ asked, decision }) => {
    const before = classify(book, asked, zh)
    const after = classify(book, { ...asked, history: [decision, ...asked.history ?? []] }, zh)
    return (before.outcome === 'needs-facts' || after.outcome === before.outcome) && rank(after.tier) >= rank(before.tier) &&
      before.results.every(({ outcome }, index) => outcome === 'needs-facts' || outcome === after.results[index]?.outcome)
  }), { numRuns: 10_000 }))
})

t.test('only a mandatory measure subsumes, and what it subsumes is no longer imposed', async t => {
  const { subsumes } = book.joining
  t.doesNotThrow(() => fc.assert(fc.property(question, (asked) => {
    const { sanctions, subsumed } = sanction(book, asked, zh)
    const imposed = sanctions.map(({ measure }) => measure)
    const pointless = sanctions.flatMap(({ measure, mandatory }) => mandatory ? subsumes.get(measure) ?? [] : [])
    return new Set([...imposed, ...subsumed]).size === imposed.length + subsumed.length &&
      subsumed.every((measure) => pointless.includes(measure)) &&
      imposed.every((measure) => !pointless.includes(measure))
  }), { numRuns: 1000 }))
})

t.test('every sanction rests on a governing provision or on a rider', async t => {
  const riders = book.rulesets.flatMap((ruleset) => ruleset.riders.map(({ provision }) => provision.id))
  t.doesNotThrow(() => fc.assert(fc.property(question, (asked) => {
    const { outcome, results, sanctions } = sanction(book, asked, zh)
    const governing = results.flatMap(({ findings }) => findings.flatMap(({ provision, governing }) => governing ? [provision] : []))
    return sanctions.every(({ basis }) => basis.length > 0 && basis.every((provision) => governing.includes(provision) || riders.includes(provision))) &&
      (outcome === 'violation' || sanctions.length === 0)
  }), { numRuns: 500 }))
})

t.test('a period runs from the decision, and forwards unless it has lapsed', async t => {
  t.doesNotThrow(() => fc.assert(fc.property(question, (asked) =>
    sanction(book, asked, zh).sanctions.every(({ measure, from, to, lapsed }) => book.joining.periods.has(measure)
      ? from === asked.decidedOn && to !== undefined && lapsed === (to < from)
      : from === undefined && to === undefined && lapsed === undefined)), { numRuns: 1000 }))
})

t.test('a comparison lists every ruleset once and answers as at a place of its own', async t => {
  t.doesNotThrow(() => fc.assert(fc.property(question, (asked) => {
    const { items } = compare(book, asked, zh)
    return JSON.stringify(items.map(({ ruleset }) => ruleset)) === JSON.stringify(book.ids) && items.every((item) => {
      const version = book.version(item.ruleset, asked.occurredOn)
      if (!version) return item.outcome === 'not-in-force' && item.governing.length + item.measures.length + item.questions.length === 0 && item.tier === null
      const there = sanction(book, { ...asked, jurisdiction: version.jurisdiction }, zh)
      const governing = there.results.flatMap(({ findings }) => findings.flatMap(({ provision, governing }) => governing ? [provision] : []))
      return JSON.stringify(item) === JSON.stringify({
        ruleset: item.ruleset,
        outcome: there.outcome,
        tier: there.tier,
        governing: [...new Set(governing)].sort(),
        measures: there.sanctions.map(({ measure, mandatory }) => ({ measure, mandatory })),
        questions: there.results.flatMap(({ conduct, questions }) => questions.map((one) => ({ ...one, conduct })))
      })
    })
  }), { numRuns: 1000 }))
})

t.test('the whole is what its results make of it', async t => {
  const ranks = (tiers: (string | null)[]) => tiers.flatMap((tier) => tier === null ? [] : [book.tierRank.get(tier) ?? -1])
  t.doesNotThrow(() => fc.assert(fc.property(question, (asked) => {
    const { outcome, tier, results } = classify(book, asked, zh)
    const has = (wanted: string) => results.some((result) => result.outcome === wanted)
    const expected = has('needs-facts') ? 'needs-facts' : has('violation') ? 'violation' : has('not-met') ? 'not-met' : 'no-provision'
    const governing = ranks(results.flatMap(({ findings }) => findings.filter(({ governing }) => governing).map(({ tier }) => tier)))
    const highest = outcome === 'violation' && governing.length > 0 ? [Math.max(...governing)] : []
    return outcome === expected && JSON.stringify(ranks([tier])) === JSON.stringify(highest) &&
      JSON.stringify(results.map(({ conduct }) => conduct)) === JSON.stringify(asked.conducts.map(({ code }) => code)) &&
      results.every(({ outcome, findings, questions }) => (outcome === 'violation') === (findings.length > 0) && (outcome === 'needs-facts') === (questions.length > 0))
  }), { numRuns: 1000 }))
})

t.test('every circumstance that was not given is assumed where the vocabulary has a default, and named', async t => {
  const defaults = Object.entries(book.vocabulary.circumstances).flatMap(([name, fact]) => fact.default === undefined ? [] : [[name, fact.default] as const])
  t.doesNotThrow(() => fc.assert(fc.property(question, (asked) => {
    const { assumed } = classify(book, asked, zh)
    const expected = Object.fromEntries(defaults.filter(([name]) => asked.circumstances?.[name] == null))
    const spelledOut = { ...asked, circumstances: { ...asked.circumstances, ...expected } }
    return JSON.stringify(assumed) === JSON.stringify(expected) &&
      JSON.stringify({ ...sanction(book, asked, zh), assumed: null }) === JSON.stringify({ ...sanction(book, spelledOut, zh), assumed: null })
  }), { numRuns: 1000 }))
})
