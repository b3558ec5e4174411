/** An answer is kept with its Chinese labels. For another language they are looked up again by their codes; what is no longer known keeps its label. */
import type { RuleBook } from '../domain/book.ts'
import type { KeptAnswer } from '../domain/record/case.ts'
import type { Lang } from '../domain/vocabulary.ts'

export function relabel ({ vocabulary, rulesets }: RuleBook, answer: KeptAnswer, lang: Lang): KeptAnswer {
  const titleOf = (provision: string): string | undefined => rulesets.find(({ provisions }) => provisions.has(provision))?.provisions.get(provision)?.title[lang]
  return {
    ...answer,
    results: answer.results.map((result) => ({
      ...result,
      findings: result.findings.map((finding) => ({ ...finding, title: titleOf(finding.provision) ?? finding.title }))
    })),
    sanctions: answer.sanctions.map((sanction) => ({ ...sanction, label: vocabulary.measures[sanction.measure]?.[lang] ?? sanction.label }))
  }
}
