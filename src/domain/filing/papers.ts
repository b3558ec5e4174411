/** Until when the papers of an evaluation are kept. */
import type { RuleBook } from '../book.ts'
import { addYears, type Day } from '../day.ts'
import { Refused } from '../question.ts'
import type { Lang } from '../vocabulary.ts'
import { agencyRulesFor } from './applicable.ts'
import type { AgencyRules } from './rules.ts'

export interface PaperRetention {
  readonly medium: string
  /** the last day on which it has to be kept */
  readonly until: Day
  readonly citation: string
  readonly provision: string
  readonly notes: readonly string[]
}

/** One entry for each medium that the rules name; empty where they say nothing. Counted from the day of the evaluation, which is not counted itself (GX-22). */
export function paperRetention (rules: AgencyRules | null, heldOn: Day): PaperRetention[] {
  return (rules?.papers ?? []).map(({ medium, years, citation, provision, notes }) => ({ medium, until: addYears(heldOn, years), citation, provision, notes }))
}

export interface RetainedSession {
  readonly id: string
  readonly outcome: 'keep' | 'may-be-destroyed' | 'no-provision'
  readonly papers: readonly (PaperRetention & { readonly label: string, readonly kept: boolean })[]
}

/**
 * Of each session what has to be kept on a day, under the rules of the place on the day of the evaluation.
 * @throws Refused naming every session before any rules were in force
 */
export function retainedPapers (book: RuleBook, jurisdiction: string, sessions: readonly { readonly id: string, readonly heldOn: Day }[], on: Day, lang: Lang): RetainedSession[] {
  const rules = sessions.map(({ heldOn }) => agencyRulesFor(book, jurisdiction, heldOn))
  const errors = sessions.flatMap(({ heldOn }, index) => rules[index]
    ? []
    : [{ pointer: `/sessions/${index}/heldOn`, detail: { zh: `${heldOn} 当日，${jurisdiction} 没有已生效的规定`, en: `no ruleset was in force for ${jurisdiction} on ${heldOn}` } }])
  if (errors.length > 0) throw new Refused({ code: 'no-ruleset-in-force', errors })
  return sessions.map(({ id, heldOn }, index): RetainedSession => {
    const papers = paperRetention(rules[index]?.rules ?? null, heldOn)
      .map((one) => ({ ...one, label: book.vocabulary.paperMedia[one.medium]?.[lang] ?? one.medium, kept: on <= one.until }))
    return { id, outcome: papers.length === 0 ? 'no-provision' : papers.some(({ kept }) => kept) ? 'keep' : 'may-be-destroyed', papers }
  })
}
