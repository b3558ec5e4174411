/**
 * Which provisions of a chain of rulesets are asked about a conduct, and in which order: the local ones first, the fallback's where the
 * local ruleset does not mention the conduct at all, or mentions it without being met and lists it under `supplement`; those under
 * `besides` always. A plan holds for every case on the conduct.
 */
import type { Chain } from './book.ts'
import { evaluate, testsOf, satisfies, type Condition, type Facts, type Requirement } from './condition.ts'
import type { Alternative, Provision, Rider, Ruleset } from './ruleset.ts'
import { subjectOf, type FactDefinition, type FactValue, type Vocabulary } from './vocabulary.ts'

export type Via = 'local' | 'fallback' | 'supplement' | 'escalation'

/** A provision that the conduct may meet, with the ways in which it can. */
export interface Candidate {
  readonly provision: Provision
  readonly ruleset: Ruleset
  readonly via: Via
  /** the readings on which it rests that this provision is asked at all */
  readonly notes: readonly string[]
  readonly alternatives: readonly Alternative[]
}

export interface Plan {
  readonly conduct: string
  readonly subject: string
  /** asked in turn until one is met */
  readonly stages: readonly (readonly Candidate[])[]
  readonly besides: readonly Candidate[]
  readonly candidates: readonly Candidate[]
  /** the facts on which anything can hang, each with one value for every class of values that no condition tells apart */
  readonly distinguishable: ReadonlyMap<string, readonly FactValue[]>
  readonly conditions: readonly Condition[]
}

const candidate = (provision: Provision, ruleset: Ruleset, via: Via, notes: readonly string[], conduct: string): Candidate =>
  ({ provision, ruleset, via, notes, alternatives: provision.alternatives.filter((alternative) => alternative.conduct === conduct) })

function stagesFor ({ rulesets }: Chain, conduct: string): Candidate[][] {
  const stages: Candidate[][] = []
  let via: Via = 'local'
  let notes: readonly string[] = []
  for (const ruleset of rulesets) {
    const provisions = ruleset.byConduct.get(conduct)
    if (provisions) {
      stages.push(provisions.map((provision) => candidate(provision, ruleset, via, notes, conduct)))
      const supplemented = ruleset.supplement.get(conduct)
      if (!supplemented) break
      notes = supplemented
      via = 'supplement'
    } else if (via === 'local') via = 'fallback'
  }
  return stages
}

function besidesFor ({ rulesets }: Chain, conduct: string): Candidate[] {
  const found = new Map<string, Candidate>()
  for (const { besides } of rulesets) {
    for (const { provision: id, notes } of besides) {
      const ruleset = rulesets.find(({ provisions }) => provisions.has(id))
      const provision = ruleset?.provisions.get(id)
      if (ruleset && provision && !found.has(id) && provision.alternatives.some((alternative) => alternative.conduct === conduct)) {
        found.set(id, candidate(provision, ruleset, 'supplement', notes, conduct))
      }
    }
  }
  return [...found.values()]
}

/** Every condition that bears on the outcome, the tier or the measures of one of these provisions. */
function conditionsOn (candidates: readonly Candidate[], raised: readonly Provision[], riders: readonly Rider[]): Condition[] {
  const provisions = [...candidates.map(({ provision }) => provision), ...raised, ...riders.map(({ provision }) => provision)]
  return [
    ...candidates.flatMap(({ alternatives }) => alternatives.map(({ when }) => when)),
    ...provisions.flatMap(({ measures }) => measures.map(({ when }) => when)),
    ...provisions.flatMap(({ tier }) => tier !== null && typeof tier === 'object'
      ? Object.keys(tier.tiers).map((value): Condition => ({ fact: tier.fact, requires: value }))
      : []),
    ...riders.map(({ when }) => when)
  ]
}

/** The whole numbers at which some condition may change its answer, from the least that the fact can take. */
function cutPoints (fact: FactDefinition, requirements: readonly Requirement[]): number[] {
  const named = requirements.flatMap((requires) => typeof requires !== 'object'
    ? [requires]
    : 'length' in requires ? [...requires] : [requires.gte, requires.lt])
  const numbers = named.filter((value) => typeof value === 'number')
  const least = fact.minimum ?? Math.min(...numbers) - 1
  return [...new Set([least, ...numbers, ...numbers.map((value) => value + 1)])]
    .filter((value) => value >= least && value <= (fact.maximum ?? Infinity)).sort((a, b) => a - b)
}

/** One value of the fact for every class of values that these requirements do not tell apart; none where they tell nothing apart. */
export function distinguishableValues (fact: FactDefinition, requirements: readonly Requirement[]): FactValue[] {
  if (requirements.length === 0) return []
  const all: FactValue[] = fact.type === 'boolean'
    ? [false, true]
    : fact.type === 'enum' ? Object.keys(fact.values ?? {}) : cutPoints(fact, requirements)
  const classes = new Map<string, FactValue>()
  for (const value of all) {
    const answers = requirements.map((requires) => satisfies(value, requires) ? 1 : 0).join('')
    if (!classes.has(answers)) classes.set(answers, value)
  }
  return classes.size < 2 ? [] : [...classes.values()]
}

export function planFor (vocabulary: Vocabulary, chain: Chain, conduct: string): Plan {
  const subject = subjectOf(conduct)
  const stages = stagesFor(chain, conduct)
  const besides = besidesFor(chain, conduct)
  const asked = new Set(stages.flat().map(({ provision }) => provision.id))
  const candidates = [...stages.flat(), ...besides.filter(({ provision }) => !asked.has(provision.id))]
  const riders = chain.rulesets.flatMap((ruleset) => ruleset.riders).filter(({ on }) => on === subject)
  const conditions = conditionsOn(candidates, chain.escalations.map(({ raises }) => raises), riders)
  const tests = conditions.flatMap(testsOf)
  const distinguishable = new Map<string, readonly FactValue[]>()
  for (const name of vocabulary.conducts[conduct]?.facts ?? []) {
    const fact = vocabulary.facts[name]
    const values = fact ? distinguishableValues(fact, tests.filter((test) => test.fact === name).map(({ requires }) => requires)) : []
    if (values.length > 0) distinguishable.set(name, values)
  }
  return { conduct, subject, stages, besides, candidates, distinguishable, conditions }
}

/** The unknown facts on which some condition still hangs, with the values to try. */
export function openFacts ({ distinguishable, conditions }: Plan, known: Facts): { fact: string, values: readonly FactValue[] }[] {
  const unknown: [string, readonly FactValue[]][] = []
  for (const entry of distinguishable) if (known[entry[0]] === undefined) unknown.push(entry)
  if (unknown.length === 0) return []
  const open = new Set(conditions.filter((condition) => evaluate(condition, known) === undefined).flatMap(testsOf).map(({ fact }) => fact))
  return unknown.filter(([fact]) => open.has(fact)).map(([fact, values]) => ({ fact, values }))
}
