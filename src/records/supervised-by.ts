/** Who supervises whom, as the rules say it. */
import type { Chain } from '../domain/book.ts'
import type { SupervisionRule } from '../domain/filing.ts'
import { labelOf, type Label, type Lang, type Vocabulary } from '../domain/vocabulary.ts'

/** A code with its name. */
export const coded = (labels: Readonly<Record<string, Label>>, lang: Lang) => (code: string) => ({ code, label: labelOf(labels, code, lang) })

/** A rule on supervision with its words. */
export function viewSupervisionRule ({ supervisors, supervisionRoles, supervisionScopes }: Vocabulary, rule: SupervisionRule, lang: Lang) {
  return {
    ...rule,
    title: rule.title[lang],
    supervisor: { ...coded(supervisors, lang)(rule.supervisor), level: supervisors[rule.supervisor]?.level ?? '' },
    role: coded(supervisionRoles, lang)(rule.role),
    over: coded(supervisionScopes, lang)(rule.over)
  }
}

/** Those under whom an agency stands at a place: by its own rules first, then by those behind them. What an agency itself does to persons is not among it. */
export const supervisedBy = (vocabulary: Vocabulary, chain: Chain, lang: Lang) =>
  chain.rulesets.flatMap(({ agencies }) => agencies?.supervision ?? []).filter(({ over }) => over !== 'persons').map((rule) => viewSupervisionRule(vocabulary, rule, lang))
