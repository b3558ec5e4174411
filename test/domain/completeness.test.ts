/** Unknown facts under the shipped rules, checked against every completion. */
import t from 'tap'
import fc from 'fast-check'
import type { ConductGiven } from '../../src/domain/question.ts'
import type { SanctionQuestion } from '../../src/domain/sanction.ts'
import { book, conductCodes, question } from './arbitrary.ts'
import { consequence, consequences, factsAsked, factsOf, factsThatMatter, unknownFacts, withFact } from './brute-force.ts'

t.test('with every fact known there is nothing left to ask', async t => {
  t.doesNotThrow(() => fc.assert(fc.property(question, (asked) =>
    asked.conducts.every((conduct) => consequences(book, asked, conduct).every(({ consequence }) => consequence !== null))), { numRuns: 500 }))
})

t.test('one more fact never turns a decided answer into another', async t => {
  const oneMore = question.chain((asked) => {
    const open = asked.conducts.flatMap((conduct) => unknownFacts(book, conduct).flatMap(([name, values]) => values.map((value) => ({ conduct, name, value }))))
    return fc.constantFrom(...open, null).map((added) => ({ asked, added }))
  })
  t.doesNotThrow(() => fc.assert(fc.property(oneMore, ({ asked, added }) => {
    if (!added) return true
    const before = consequence(book, asked, added.conduct)
    return before === null || before === consequence(book, asked, withFact(added.conduct, added.name, added.value))
  }), { numRuns: 10_000 }))
})

t.test('a decided answer is the answer of every completion', async t => {
  t.doesNotThrow(() => fc.assert(fc.property(question, (asked) => asked.conducts.every((conduct) => {
    const decided = consequence(book, asked, conduct)
    return decided === null || consequences(book, asked, conduct).every(({ consequence }) => consequence === decided)
  })), { numRuns: 3000 }))
})

const asksExactly = (asked: SanctionQuestion, conduct: ConductGiven): boolean =>
  factsAsked(book, asked, conduct).sort().join() === factsThatMatter(book, asked, conduct).sort().join()

t.test('exactly those facts are asked for that alone can make a difference', async t => {
  t.doesNotThrow(() => fc.assert(fc.property(question, (asked) => asked.conducts.every((conduct) => asksExactly(asked, conduct))), { numRuns: 3000 }))
})

t.test('so it is for every conduct at every place, whichever of its facts are known', async t => {
  // Of a long range a few values are enough where they are known; left open, all of them are tried.
  const tried = (value: unknown, values: readonly unknown[]) => values.length < 10 || [0, 11, 12, 23, 24].includes(Number(value))
  const partly = (code: string): ConductGiven[] => factsOf(book.vocabulary, code).reduce<ConductGiven[]>((all, [name, values]) =>
    all.flatMap((one) => [one, ...values.filter((value) => tried(value, values)).map((value) => withFact(one, name, value))]), [{ code }])
  const wrong = ['110105', '520102', '310112', '450103'].flatMap((jurisdiction) => {
    const asked: SanctionQuestion = { jurisdiction, occurredOn: '2026-03-14', conducts: [], decidedOn: '2026-04-01' }
    return conductCodes.flatMap(partly).filter((conduct) => !asksExactly(asked, conduct)).map((conduct) => ({ jurisdiction, conduct }))
  })
  t.strictSame(wrong, [])
})
