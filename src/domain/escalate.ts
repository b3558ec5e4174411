/** Earlier decisions that raise what was found now: the escalations of the place, in their order, each seeing what the one before raised. */
import type { Chain } from './book.ts'
import { addYears, type Day } from './day.ts'
import type { Context, Met } from './judge.ts'
import { isUnder, type Escalation, type Prior } from './ruleset.ts'

/** A decision that was served and not revoked. Without a tier it raises nothing. */
export interface EarlierDecision {
  readonly decidedOn: Day
  readonly tier: string | null
  readonly measures: readonly string[]
  readonly rectifyBy: Day | null
  readonly rectifiedOn: Day | null
}

/** Whether an earlier decision is one that the escalation asks for. All days count strictly before the day of the conduct. */
export function counts (prior: Prior, decision: EarlierDecision, occurredOn: Day): boolean {
  return decision.tier === prior.tier && decision.measures.includes(prior.measure) && decision.decidedOn < occurredOn &&
    (prior.withinYears === null || occurredOn <= addYears(decision.decidedOn, prior.withinYears)) &&
    (!prior.rectifiedBeforeConduct || (decision.rectifiedOn !== null && decision.rectifiedOn < occurredOn)) &&
    (!prior.rectificationPeriodEndedBeforeConduct || (decision.rectifyBy !== null && decision.rectifyBy < occurredOn))
}

/** The latest decision that counts: the answer names one, and the same one whatever the order of the history. */
function earlierDecision (escalation: Escalation, { history, occurredOn, counting }: Context): EarlierDecision | null {
  const known = counting.get(escalation)
  if (known !== undefined) return known
  const found = history.filter((decision) => counts(escalation.prior, decision, occurredOn))
    .reduce<EarlierDecision | null>((latest, decision) => latest === null || key(decision) > key(latest) ? decision : latest, null)
  counting.set(escalation, found)
  return found
}

const key = ({ decidedOn, rectifiedOn, rectifyBy, measures }: EarlierDecision): string => JSON.stringify([decidedOn, rectifiedOn, rectifyBy, measures])

const concerns = ({ under }: Escalation, { provision }: Met): boolean =>
  under.some((place) => isUnder(provision.id, place) || provision.basis.some((basis) => isUnder(basis, place)))

/** The rank of the tier that governs; 0 where only untiered provisions do. */
const heaviest = (met: readonly Met[], { tierRank }: Context): number =>
  Math.max(0, ...met.map(({ governing, tier }) => governing && tier !== null ? tierRank.get(tier) ?? 0 : 0))

/** Adds the raising provisions to `met` and takes the government from the lighter ones. */
export function escalate (chain: Chain, met: Met[], context: Context): void {
  for (const escalation of chain.escalations) {
    if (!met.some((one) => one.governing && concerns(escalation, one)) || heaviest(met, context) >= (context.tierRank.get(escalation.to) ?? 0)) continue
    const decision = earlierDecision(escalation, context)
    if (!decision) continue
    for (const one of met) if (one.tier !== null) one.governing = false
    const ruleset = chain.rulesets.find(({ provisions }) => provisions.has(escalation.raises.id)) ?? chain.rulesets[0]
    met.push({
      provision: escalation.raises,
      ruleset,
      via: 'escalation',
      tier: escalation.to,
      governing: true,
      candidate: null,
      raisedBy: { decision, prior: escalation.prior, notes: escalation.notes }
    })
  }
}
