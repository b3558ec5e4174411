/** Why: for a finding the facts that met it, for a provision that was not met the condition that failed or is still open. */
import { evaluate, testsOf, type Facts, type Requirement, type Test } from './condition.ts'
import type { Judgement, Met } from './judge.ts'
import type { Candidate, Plan } from './plan.ts'
import type { FactValue } from './vocabulary.ts'

/** A condition with the value given (null: not given) and the value that the provision requires. */
export interface Reason { readonly fact: string, readonly is: FactValue | readonly string[] | null, readonly requires: Requirement }

export interface Considered {
  readonly provision: string
  readonly citation: string
  readonly via: string
  readonly why: 'condition-failed' | 'condition-unknown' | 'not-reached'
  readonly conditions: readonly (Reason & { readonly holds: false | null })[]
}

const asList = (requires: Requirement): readonly FactValue[] | undefined =>
  typeof requires !== 'object' ? [requires] : 'length' in requires ? requires : undefined

/** Tests on one fact become one reason: what any of them would accept. */
function reasons (tests: readonly Test[], facts: Facts): Reason[] {
  const byFact = new Map<string, Requirement>()
  for (const { fact, requires } of tests) {
    const before = byFact.get(fact)
    const [a, b] = [before === undefined ? undefined : asList(before), asList(requires)]
    byFact.set(fact, a && b && before !== requires ? unite(a, b) : before ?? requires)
  }
  return [...byFact].map(([fact, requires]) => ({ fact, is: facts[fact] ?? null, requires }))
}

function unite (a: readonly FactValue[], b: readonly FactValue[]): Requirement {
  const all = [...new Set([...a, ...b])]
  return all.length === 1 && all[0] !== undefined ? all[0] : all
}

/** The facts that met a provision. Where several ways of meeting it remain open, each open fact shows what would do. */
function metBy ({ alternatives, provision }: Candidate, known: Facts): Reason[] {
  const settled = alternatives.find(({ when }) => evaluate(when, known) === true)
  const ways = settled ? [settled] : alternatives.filter(({ when }) => evaluate(when, known) !== false)
  const tests = ways.flatMap(({ when }) => testsOf(when).filter(({ fact, requires }) => {
    const value = known[fact]
    return value === undefined || evaluate({ fact, requires }, known) === true
  }))
  const graded: Test[] = provision.tier !== null && typeof provision.tier === 'object' && known[provision.tier.fact] !== undefined
    ? [{ fact: provision.tier.fact, requires: known[provision.tier.fact] as FactValue }]
    : []
  return reasons([...tests, ...graded], known)
}

/** `because` of a finding. A raised one rests on an earlier decision, named by its day, tier and measures. */
export function because (one: Met, known: Facts): readonly Reason[] {
  if (one.candidate) return metBy(one.candidate, known)
  if (!one.raisedBy) return []
  const { decision } = one.raisedBy
  const prior = one.raisedBy.prior
  const all: Reason[] = [
    { fact: 'history.decidedOn', is: decision.decidedOn, requires: prior.withinYears === null ? 'before-conduct' : `within-${prior.withinYears}-year-before-conduct` },
    { fact: 'history.tier', is: decision.tier, requires: prior.tier },
    { fact: 'history.measures', is: decision.measures, requires: prior.measure }
  ]
  if (prior.rectifiedBeforeConduct) all.push({ fact: 'history.rectifiedOn', is: decision.rectifiedOn, requires: 'before-conduct' })
  if (prior.rectificationPeriodEndedBeforeConduct) all.push({ fact: 'history.rectifyBy', is: decision.rectifyBy, requires: 'ended-before-conduct' })
  return all
}

/** Every provision on the conduct that is not met, whatever the open facts turn out to be, or not certainly met. */
export function considered (plan: Plan, known: Facts, judgements: readonly Judgement[]): Considered[] {
  const certainly = new Set(plan.candidates.filter((candidate) => judgements.every(({ met }) => met.some(({ provision }) => provision === candidate.provision))))
  return plan.candidates.filter((candidate) => !certainly.has(candidate)).map((candidate) => {
    const { provision, via, alternatives } = candidate
    const state = alternatives.some(({ when }) => evaluate(when, known) === true)
      ? 'not-reached'
      : alternatives.some(({ when }) => evaluate(when, known) === undefined) ? 'condition-unknown' : 'condition-failed'
    const open = alternatives.flatMap(({ when }) => testsOf(when)).filter((test) => evaluate(test, known) !== true)
    return {
      provision: provision.id,
      citation: provision.citation,
      via,
      why: state,
      conditions: state === 'not-reached' ? [] : reasons(open, known).map((reason) => ({ ...reason, holds: reason.is === null ? null : false }))
    }
  })
}
