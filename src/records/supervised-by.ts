/** Who supervises whom, as the rules say it. */
import type { Chain } from '../domain/book.ts'
import type { SupervisionRule } from '../domain/filing.ts'
import type { Label, Lang, Vocabulary } from '../domain/vocabulary.ts'

const named = (labels: Readonly<Record<string, Label>>, code: string, lang: Lang) => ({ code, label: labels[code]?.[lang] ?? code })

/** A rule on supervision with its words. */
export function viewSupervisionRule ({ supervisors, supervisionRoles, supervisionScopes }: Vocabulary, rule: SupervisionRule, lang: Lang) {
  return {
    ...rule,
    title: rule.title[lang],
    supervisor: { ...named(supervisors, rule.supervisor, lang), level: supervisors[rule.supervisor]?.level ?? '' },
    role: named(supervisionRoles, rule.role, lang),
    over: named(supervisionScopes, rule.over, lang)
  }
}

/** Those under whom an agency stands at a place: by its own rules first, then by those behind them. What an agency itself does to persons is not among it. */
export const supervisedBy = (vocabulary: Vocabulary, chain: Chain, lang: Lang) =>
  chain.rulesets.flatMap(({ agencies }) => agencies?.supervision ?? []).filter(({ over }) => over !== 'persons').map((rule) => viewSupervisionRule(vocabulary, rule, lang))
