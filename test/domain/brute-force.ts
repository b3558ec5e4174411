/**
 * What the answer must be, found the long way: by asking the engine only about facts that are all known, for every legal value of each.
 * Nothing here knows a condition, a class of values or a short cut.
 */
import type { RuleBook } from '../../src/domain/book.ts'
import { classify } from '../../src/domain/classify.ts'
import { sanction, type SanctionQuestion } from '../../src/domain/sanction.ts'
import type { ConductGiven } from '../../src/domain/question.ts'
import type { FactDefinition, FactValue, Vocabulary } from '../../src/domain/vocabulary.ts'

export const zh = { lang: 'zh' } as const

/** Integers without a maximum are tried this far: beyond every threshold of the rules asked here. */
export const HIGHEST = 30

export function valuesOf ({ type, values, minimum = 0, maximum = HIGHEST }: FactDefinition): FactValue[] {
  if (type === 'boolean') return [false, true]
  if (type === 'enum') return Object.keys(values ?? {})
  return Array.from({ length: maximum - minimum + 1 }, (_, n) => minimum + n)
}

/** The facts that a conduct carries, each with all its legal values. */
export const factsOf = ({ conducts, facts }: Vocabulary, conduct: string): [string, FactValue[]][] =>
  (conducts[conduct]?.facts ?? []).flatMap((name) => facts[name] ? [[name, valuesOf(facts[name])]] : [])

/** The facts that are not given, with all their legal values. */
export const unknownFacts = ({ vocabulary }: RuleBook, { code, facts }: ConductGiven): [string, FactValue[]][] =>
  factsOf(vocabulary, code).filter(([name]) => facts?.[name] === undefined || facts[name] === null)

/** The same conduct with one fact more. */
export const withFact = (conduct: ConductGiven, name: string, value: FactValue): ConductGiven => ({ ...conduct, facts: { ...conduct.facts, [name]: value } })

/** What counts as an answer of its own: outcome, governing provisions, and measures, mandatory or optional; null where facts are missing. */
export function consequence (book: RuleBook, asked: SanctionQuestion, conduct: ConductGiven): string | null {
  const { results: [result], sanctions, subsumed } = sanction(book, { ...asked, conducts: [conduct] }, zh)
  if (!result || result.outcome === 'needs-facts') return null
  return JSON.stringify({
    outcome: result.outcome,
    governing: result.findings.flatMap(({ provision, governing }) => governing ? [provision] : []).sort(),
    measures: sanctions.map(({ measure, mandatory }) => [measure, mandatory]),
    subsumed
  })
}

/** The consequence of every completion, by the values that were filled in. */
export function consequences (book: RuleBook, asked: SanctionQuestion, conduct: ConductGiven): { filled: FactValue[], consequence: string | null }[] {
  const completions = unknownFacts(book, conduct).reduce((all, [name, values]) =>
    all.flatMap(({ filled, completed }) => values.map((value) => ({ filled: [...filled, value], completed: withFact(completed, name, value) }))),
  [{ filled: [] as FactValue[], completed: conduct }])
  return completions.map(({ filled, completed }) => ({ filled, consequence: consequence(book, asked, completed) }))
}

/** The facts in which alone two completions differ that do not have the same consequence. */
export function factsThatMatter (book: RuleBook, asked: SanctionQuestion, conduct: ConductGiven): string[] {
  const all = consequences(book, asked, conduct)
  return unknownFacts(book, conduct).flatMap(([name], place) => {
    const alike = new Map<string, Set<string | null>>()
    for (const { filled, consequence } of all) {
      const others = JSON.stringify(filled.with(place, ''))
      alike.set(others, (alike.get(others) ?? new Set()).add(consequence))
    }
    return [...alike.values()].some(({ size }) => size > 1) ? [name] : []
  })
}

/** The facts that the engine asks for. */
export const factsAsked = (book: RuleBook, asked: SanctionQuestion, conduct: ConductGiven): string[] =>
  classify(book, { ...asked, conducts: [conduct] }, zh).results.flatMap(({ questions }) => questions.map(({ fact }) => fact))
