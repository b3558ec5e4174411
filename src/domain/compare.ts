/** The same facts under every ruleset, side by side. */
import type { RuleBook } from './book.ts'
import { assess, type Asked, type Outcome, type View } from './classify.ts'
import { refuseUnanswerable, withDefaults, type Case } from './question.ts'
import { sanctionsOf } from './sanction.ts'

export interface ComparisonItem {
  ruleset: string
  outcome: Outcome | 'not-in-force'
  tier: string | null
  governing: string[]
  measures: { measure: string, mandatory: boolean }[]
  questions: (Asked & { conduct: string })[]
}

/**
 * Each ruleset as if the evaluation had been held at a place of its own. A ruleset not in force on the day is listed as such; one whose
 * scope the circumstances contradict answers by its fallback, as it would at the place.
 */
export function compare (book: RuleBook, asked: Case, view: View): { items: ComparisonItem[] } {
  refuseUnanswerable(book.vocabulary, asked)
  const circumstances = withDefaults(book.vocabulary, asked.circumstances)
  return {
    items: book.ids.map((id): ComparisonItem => {
      const chain = book.version(id, asked.occurredOn) && book.chainOf(id, asked.occurredOn, circumstances.facts)
      if (!chain) return { ruleset: id, outcome: 'not-in-force', tier: null, governing: [], measures: [], questions: [] }
      const assessed = assess(book, chain, asked, circumstances, view)
      const { outcome, tier, results } = assessed.classification
      return {
        ruleset: id,
        outcome,
        tier,
        governing: [...new Set(results.flatMap(({ findings }) => findings.filter(({ governing }) => governing).map(({ provision }) => provision)))].sort(),
        measures: sanctionsOf(book, assessed).remaining.map(({ measure, mandatory }) => ({ measure, mandatory })),
        questions: results.flatMap(({ conduct, questions }) => questions.map((question) => ({ ...question, conduct })))
      }
    })
  }
}
