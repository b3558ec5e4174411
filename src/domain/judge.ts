/** With every fact known: which provisions are met, which of them govern, and which measures follow from those. No unknowns here. */
import type { Chain } from './book.ts'
import { evaluate, type Facts } from './condition.ts'
import type { Day } from './day.ts'
import { escalate, type EarlierDecision } from './escalate.ts'
import type { Candidate, Plan, Via } from './plan.ts'
import type { Escalation, MeasureRule, Prior, Provision, Ruleset } from './ruleset.ts'

export interface Context {
  readonly occurredOn: Day
  readonly history: readonly EarlierDecision[]
  readonly circumstances: Facts
  readonly tierRank: ReadonlyMap<string, number>
  /** for each escalation the earlier decision that counts, looked for once for all conducts of a case */
  readonly counting: Map<Escalation, EarlierDecision | null>
}

export interface Met {
  readonly provision: Provision
  readonly ruleset: Ruleset
  readonly via: Via
  readonly tier: string | null
  governing: boolean
  /** how it was met: the candidate, or the earlier decision that raised it */
  readonly candidate: Candidate | null
  readonly raisedBy: { readonly decision: EarlierDecision, readonly prior: Prior, readonly notes: readonly string[] } | null
}

/** A measure with the provision that it follows from. */
export interface Consequence { readonly rule: MeasureRule, readonly provision: Provision, readonly tier: string | null }

export interface Judgement {
  readonly outcome: 'violation' | 'not-met' | 'no-provision'
  readonly met: readonly Met[]
  readonly consequences: readonly Consequence[]
}

const SILENT: Judgement = { outcome: 'no-provision', met: [], consequences: [] }
const NOT_MET: Judgement = { outcome: 'not-met', met: [], consequences: [] }

export const tierOf = ({ tier }: Provision, facts: Facts): string | null =>
  tier === null || typeof tier === 'string' ? tier : tier.tiers[String(facts[tier.fact])] ?? null

/** How heavy: of an agency's provision its tier, of a person's its article; null where neither is said. */
export const weightOf = (provision: Provision, tier: string | null, tierRank: ReadonlyMap<string, number>): number | null =>
  tier === null ? provision.rank : tierRank.get(tier) ?? null

function metUnder (candidates: readonly Candidate[], facts: Facts): Met[] {
  const met: Met[] = []
  for (const candidate of candidates) {
    for (const alternative of candidate.alternatives) {
      if (evaluate(alternative.when, facts) !== true) continue
      const { provision, ruleset, via } = candidate
      met.push({ provision, ruleset, via, tier: tierOf(provision, facts), governing: true, candidate, raisedBy: null })
      break
    }
  }
  return met
}

/** The heaviest govern; what carries no weight applies besides. */
function letTheHeaviestGovern (met: readonly Met[], tierRank: ReadonlyMap<string, number>): void {
  if (met.length === 1) return
  const weights = met.map(({ provision, tier }) => weightOf(provision, tier, tierRank))
  const heaviest = Math.max(...weights.map((weight) => weight ?? 0))
  for (const [index, one] of met.entries()) one.governing = weights[index] == null || weights[index] === heaviest
}

function consequencesOf (governing: readonly Met[], subject: string, facts: Facts): Consequence[] {
  const all: Consequence[] = []
  const add = (provision: Provision, tier: string | null): void => {
    for (const rule of provision.measures) if (evaluate(rule.when, facts) === true) all.push({ rule, provision, tier })
  }
  for (const { provision, tier } of governing) add(provision, tier)
  for (const ruleset of new Set(governing.map(({ ruleset }) => ruleset))) {
    for (const rider of ruleset.riders) if (rider.on === subject && evaluate(rider.when, facts) === true) add(rider.provision, null)
  }
  return all
}

/** `facts` are the facts of the conduct and the circumstances of the case together, every one that matters known. */
export function judge (chain: Chain, plan: Plan, facts: Facts, context: Context): Judgement {
  if (plan.candidates.length === 0) return SILENT
  let met: Met[] = []
  for (const stage of plan.stages) {
    met = metUnder(stage, facts)
    if (met.length > 0) break
  }
  for (const beside of metUnder(plan.besides, facts)) if (!met.some(({ provision }) => provision === beside.provision)) met.push(beside)
  if (met.length === 0) return NOT_MET
  letTheHeaviestGovern(met, context.tierRank)
  if (context.history.length > 0) escalate(chain, met, context)
  return { outcome: 'violation', met, consequences: consequencesOf(met.filter(({ governing }) => governing), plan.subject, facts) }
}

/** Equal exactly where two judgements agree on outcome, governing provisions and measures, mandatory or optional. */
export function fingerprint ({ outcome, met, consequences }: Judgement): string {
  const mandatory = new Map<string, boolean>()
  for (const { rule } of consequences) mandatory.set(rule.measure, rule.mandatory || mandatory.get(rule.measure) === true)
  return JSON.stringify([outcome,
    met.filter(({ governing }) => governing).map(({ provision, tier }) => `${provision.id} ${tier}`).sort(),
    [...mandatory].map(([measure, must]) => `${measure} ${must}`).sort()])
}
