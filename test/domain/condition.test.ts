import t from 'tap'
import fc from 'fast-check'
import { ALWAYS, evaluate, satisfies, testsOf, type Condition, type Facts } from '../../src/domain/condition.ts'
import { compileCondition } from '../../src/rulesets/compile-condition.ts'

const yes: Condition = { fact: 'known', requires: true }
const no: Condition = { fact: 'known', requires: false }
const open: Condition = { fact: 'unknown', requires: true }
const facts: Facts = { known: true }
const all = (...allOf: Condition[]) => evaluate({ allOf }, facts)
const any = (...anyOf: Condition[]) => evaluate({ anyOf }, facts)

t.test('a condition on a fact that is not given is open, whatever it asks for', async t => {
  t.equal(evaluate(yes, facts), true)
  t.equal(evaluate(no, facts), false)
  t.equal(evaluate(open, facts), undefined)
  t.equal(evaluate({ fact: 'unknown', requires: false }, facts), undefined)
  t.equal(evaluate(open, { unknown: undefined }), undefined)
})

t.test('false is a value, not a fact left out', async t => {
  t.equal(evaluate({ fact: 'refused', requires: false }, { refused: false }), true)
  t.equal(evaluate({ fact: 'months', requires: 0 }, { months: 0 }), true)
})

t.test('all of: one failure settles it, an open part keeps it open', async t => {
  t.strictSame([all(yes, yes), all(yes, open), all(open, yes), all(open, open)], [true, undefined, undefined, undefined])
  t.strictSame([all(no, yes), all(yes, no), all(no, open), all(open, no)], [false, false, false, false])
})

t.test('any of: one success settles it, an open part keeps it open', async t => {
  t.strictSame([any(no, no), any(no, open), any(open, no), any(open, open)], [false, undefined, undefined, undefined])
  t.strictSame([any(yes, no), any(no, yes), any(yes, open), any(open, yes)], [true, true, true, true])
})

t.test('all of nothing always holds, any of nothing never does', async t => {
  t.equal(evaluate(ALWAYS, {}), true)
  t.equal(evaluate({ anyOf: [] }, {}), false)
})

t.test('conditions within conditions are settled as soon as what is known allows', async t => {
  t.equal(all(yes, { anyOf: [open, yes] }), true)
  t.equal(all(yes, { anyOf: [open, no] }), undefined)
  t.equal(any(no, { allOf: [open, no] }), false)
  t.equal(any(no, { allOf: [open, yes] }), undefined)
})

t.test('a range begins with its lower end and stops before its upper one', async t => {
  const between = (value: number) => satisfies(value, { gte: 12, lt: 24 })
  t.strictSame([11, 12, 13, 23, 24].map(between), [false, true, true, true, false])
  t.strictSame([11, 12].map((value) => satisfies(value, { gte: 12 })), [false, true])
  t.strictSame([23, 24].map((value) => satisfies(value, { lt: 24 })), [true, false])
})

t.test('nothing but a number lies in a range', async t => {
  t.equal(satisfies('13', { gte: 12 }), false)
  t.equal(satisfies(true, { lt: 24 }), false)
})

t.test('one of a list is as good as another, and what is not listed fails', async t => {
  t.strictSame(['minor', 'serious', 'grave'].map((value) => satisfies(value, ['minor', 'serious'])), [true, true, false])
  t.strictSame([1, 2, 3].map((value) => satisfies(value, [1, 2])), [true, true, false])
})

t.test('equality does not convert', async t => {
  t.equal(satisfies('true', true), false)
  t.equal(satisfies(0, false), false)
  t.equal(satisfies('1', 1), false)
  t.equal(satisfies('1', [1]), false)
})

t.test('the tests of a condition come in the order in which the law states them', async t => {
  const when = compileCondition({ gravity: 'minor', anyOf: [{ months: { gte: 12 } }, { allOf: [{ stars: 1 }, { refused: true }] }], kind: ['school', 'firm'] })
  t.strictSame(testsOf(when).map(({ fact }) => fact), ['gravity', 'months', 'stars', 'refused', 'kind'])
  t.strictSame(testsOf(ALWAYS), [])
})

t.test('facts named side by side must all hold', async t => {
  const when = compileCondition({ gravity: 'minor', justified: false })
  t.equal(evaluate(when, { gravity: 'minor', justified: false }), true)
  t.equal(evaluate(when, { gravity: 'minor', justified: true }), false)
  t.equal(evaluate(when, { gravity: 'minor' }), undefined)
  t.equal(evaluate(compileCondition(undefined), {}), true)
})

const { condition } = fc.letrec<{ condition: Condition }>((tie) => ({
  condition: fc.oneof({ maxDepth: 3 },
    fc.record({ fact: fc.constantFrom('a', 'b', 'c'), requires: fc.oneof(fc.integer({ min: 0, max: 2 }), fc.subarray([0, 1, 2], { minLength: 1 }), fc.record({ gte: fc.integer({ min: 0, max: 3 }) })) }),
    fc.record({ allOf: fc.array(tie('condition'), { maxLength: 3 }) }),
    fc.record({ anyOf: fc.array(tie('condition'), { maxLength: 3 }) }))
}))
const some = fc.option(fc.integer({ min: 0, max: 2 }), { nil: undefined })

t.test('what is settled stays settled however the open facts turn out, and with all facts known nothing is open', async t => {
  t.doesNotThrow(() => fc.assert(fc.property(condition, fc.record({ a: some, b: some, c: some }), (when, known) => {
    const settled = evaluate(when, known)
    const open = (value: number | undefined) => value === undefined ? [0, 1, 2] : [value]
    const completed = open(known.a).flatMap((a) => open(known.b).flatMap((b) => open(known.c).map((c) => evaluate(when, { a, b, c }))))
    return completed.every((holds) => holds !== undefined && (settled === undefined || holds === settled))
  }), { numRuns: 1000 }))
})
