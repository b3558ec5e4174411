/** The steps that the law asks for, per subject: the local ruleset's, or those of its fallback where it has none for the subject. */
import type { Chain, RuleBook } from './book.ts'
import type { Assessed, Classification } from './classify.ts'
import { isUnder, type Step, type StepRequirements } from './ruleset.ts'
import type { Lang } from './vocabulary.ts'

export interface StepView {
  step: string
  label: string
  by: string
  what: string
  basis: readonly string[]
  requires: StepRequirements
  within?: { count: number, unit: string, after: string }
  notes: readonly string[]
}

/** All steps for a subject, allowed and demanded, in order. */
export function stepsFor ({ rulesets }: Chain, subject: string): readonly Step[] {
  for (const { procedures } of rulesets) {
    for (const { subjects, steps } of procedures) if (subjects.includes(subject)) return steps
  }
  return []
}

/** Some steps are asked for only where certain articles or tiers govern. */
export function concernsCase ({ when }: Step, { tier, results }: Pick<Classification, 'tier' | 'results'>): boolean {
  if (!when) return true
  if (when.tier.length > 0 && (tier === null || !when.tier.includes(tier))) return false
  return when.under.length === 0 || results.some(({ findings }) => findings.some(({ governing, provision, basis }) =>
    governing && when.under.some((place) => isUnder(provision, place) || basis.some((one) => isUnder(one, place)))))
}

/** The view of a step never changes: it is made once for each language. */
const views: Record<Lang, WeakMap<Step, StepView>> = { zh: new WeakMap(), en: new WeakMap() }

function viewOnce (book: RuleBook, step: Step, lang: Lang): StepView {
  const known = views[lang].get(step)
  if (known) return known
  const view = viewStep(book, step, lang)
  views[lang].set(step, view)
  return view
}

export const viewStep = ({ vocabulary }: RuleBook, { step, by, what, basis, requires, within, notes }: Step, lang: Lang): StepView =>
  ({ step, label: vocabulary.steps[step]?.[lang] ?? step, by, what: what[lang], basis, requires, ...(within ? { within } : {}), notes })

/** The steps that the law demands of this case. */
export function procedureFor (book: RuleBook, chain: Chain, subject: string, assessed: Assessed, lang: Lang): StepView[] {
  return stepsFor(chain, subject).filter((step) => step.demanded && concernsCase(step, assessed.classification)).map((step) => viewOnce(book, step, lang))
}
