/** Which rules on agencies hold at a place on a day: those of its ruleset, and of a fallback where it is silent on a section as a whole. */
import type { Chain, RuleBook } from '../book.ts'
import type { Day } from '../day.ts'
import type { Ruleset } from '../ruleset.ts'
import type { AgencyRules } from './rules.ts'

export interface Applicable {
  /** the ruleset of the place */
  readonly ruleset: Ruleset
  readonly chain: Chain
  /** null where neither the ruleset nor a fallback says anything of agencies */
  readonly rules: AgencyRules | null
}

const known = new WeakMap<Chain, AgencyRules | null>()

/** Each section of the first ruleset in the chain that has it. */
export function agencyRulesOf (chain: Chain): AgencyRules | null {
  const before = known.get(chain)
  if (before !== undefined) return before
  const saying = chain.rulesets.flatMap(({ agencies }) => agencies ?? [])
  const first = <Section extends keyof AgencyRules>(section: Section): AgencyRules[Section] =>
    saying.find((rules) => rules[section] !== null)?.[section] ?? null as AgencyRules[Section]
  const rules: AgencyRules | null = saying.length === 0
    ? null
    : {
        filing: first('filing'),
        papers: first('papers'),
        crossing: first('crossing'),
        rating: first('rating'),
        supervision: first('supervision'),
        inspection: first('inspection'),
        circular: first('circular'),
        directory: first('directory')
      }
  known.set(chain, rules)
  return rules
}

/**
 * The rules on agencies of a place, picked as for a classification there on that day.
 * @returns undefined where no ruleset was in force
 */
export function agencyRulesFor (book: RuleBook, jurisdiction: string, on: Day): Applicable | undefined {
  const chain = book.applicable(jurisdiction, on, {})
  return chain && { ruleset: chain.rulesets[0], chain, rules: agencyRulesOf(chain) }
}
