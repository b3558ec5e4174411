/** All rulesets together, and the answer to the first question of every case: which rules apply here, on this day, to this kind of evaluation. */
import type { Facts } from './condition.ts'
import type { Day } from './day.ts'
import { planFor, type Plan } from './plan.ts'
import type { Escalation, Note, Ruleset } from './ruleset.ts'
import type { Vocabulary } from './vocabulary.ts'

/** How long a measure with a period runs: to the end of the year of the conduct (CN-7), or for so many years (CN-8). */
export type Period = { readonly endOfYearOf: 'occurredOn', readonly notes: readonly string[] } | { readonly years: number, readonly notes: readonly string[] }

/** What joins the measures of several provisions, and which decisions join no history. */
export interface Joining {
  readonly subsumes: ReadonlyMap<string, readonly string[]>
  readonly periods: ReadonlyMap<string, Period>
  /** a decision all of whose governing findings are among these provisions is not counted as an earlier one (CN-14) */
  readonly notCounted: { readonly provisions: ReadonlySet<string>, readonly notes: readonly string[] }
  readonly notes: ReadonlyMap<string, Note>
}

/** A ruleset with what stands behind it: its fallback, the fallback's fallback, each in the version in force on the day. */
export interface Chain {
  readonly rulesets: readonly [Ruleset, ...Ruleset[]]
  readonly escalations: readonly Escalation[]
  /** readings that hold for conduct between two days, of any ruleset in the chain */
  readonly datedNotes: Ruleset['datedNotes']
  /** of the whole chain and the vocabulary: equal digests give equal answers */
  readonly digest: string
  plan: (conduct: string) => Plan
}

/** '520100' covers '5201': trailing pairs of zeros stand for everything below. */
export const regionPrefix = (code: string): string => code.replace(/(00)+$/, '')

export const inForceOn = (ruleset: Ruleset, day: Day): boolean => ruleset.from <= day && (ruleset.until === null || day <= ruleset.until)

const within = (ruleset: Ruleset, circumstances: Facts): boolean => ruleset.scope.every(({ circumstance, values }) => {
  const given = circumstances[circumstance]
  return given === undefined || values.includes(given)
})

export class RuleBook {
  readonly vocabulary: Vocabulary
  readonly joining: Joining
  /** every version of every ruleset, by id and then by day */
  readonly rulesets: readonly Ruleset[]
  readonly tierRank: ReadonlyMap<string, number>
  /** the place of a measure in the vocabulary: the order of every list of measures */
  readonly measureOrder: ReadonlyMap<string, number>
  readonly #digestOf: (parts: readonly string[]) => string
  /** the most specific region first */
  readonly #byRegion: readonly { readonly region: string, readonly ruleset: Ruleset }[]
  /** by era: between two days on which some version begins or ends, chains do not change */
  readonly #chains = new Map<Ruleset, Map<number, Chain>>()

  constructor (vocabulary: Vocabulary, joining: Joining, rulesets: readonly Ruleset[], digestOf: (parts: readonly string[]) => string) {
    this.vocabulary = vocabulary
    this.joining = joining
    this.rulesets = rulesets
    this.tierRank = new Map(Object.entries(vocabulary.tiers).map(([tier, { rank }]) => [tier, rank]))
    this.measureOrder = new Map(Object.keys(vocabulary.measures).map((measure, place) => [measure, place]))
    this.#digestOf = digestOf
    this.#byRegion = rulesets.map((ruleset) => ({ region: regionPrefix(ruleset.jurisdiction), ruleset })).sort((a, b) => b.region.length - a.region.length)
  }

  /** The version of a ruleset that is in force on a day. */
  version (id: string, on: Day): Ruleset | undefined {
    return this.rulesets.find((ruleset) => ruleset.id === id && inForceOn(ruleset, on))
  }

  get ids (): readonly string[] {
    return [...new Set(this.rulesets.map(({ id }) => id))]
  }

  /** The most specific ruleset in force for a place whose scope the circumstances do not contradict; undefined where there is none. */
  applicable (jurisdiction: string, on: Day, circumstances: Facts): Chain | undefined {
    const best = this.#byRegion.find(({ region, ruleset }) => jurisdiction.startsWith(region) && inForceOn(ruleset, on) && within(ruleset, circumstances))
    return best && this.chain(best.ruleset, on)
  }

  /** As at a place of this ruleset: itself where the circumstances do not contradict its scope, else the nearest fallback in force. */
  chainOf (id: string, on: Day, circumstances: Facts): Chain | undefined {
    const ruleset = this.version(id, on)
    const fitting = ruleset && this.chain(ruleset, on).rulesets.find((one) => within(one, circumstances))
    return fitting && this.chain(fitting, on)
  }

  #era (day: Day): number {
    let era = 0
    for (const { from, until } of this.rulesets) {
      if (from <= day) era++
      if (until !== null && until < day) era++
    }
    return era
  }

  /** A ruleset and its fallbacks, each in the version in force on the day; one not in force then is silent. */
  chain (ruleset: Ruleset, on: Day): Chain {
    const era = this.#era(on)
    let chains = this.#chains.get(ruleset)
    if (!chains) this.#chains.set(ruleset, chains = new Map())
    let chain = chains.get(era)
    if (!chain) chains.set(era, chain = this.#resolve(ruleset, on))
    return chain
  }

  #resolve (ruleset: Ruleset, on: Day): Chain {
    const rulesets: [Ruleset, ...Ruleset[]] = [ruleset]
    const seen = new Set([ruleset.id])
    for (let next = ruleset.fallback; next !== null && !seen.has(next);) {
      seen.add(next)
      const version = this.version(next, on)
      if (version) rulesets.push(version)
      // One that is not in force is silent: whoever stands behind it answers.
      next = (version ?? this.rulesets.find(({ id }) => id === next))?.fallback ?? null
    }
    const plans = new Map<string, Plan>()
    const chain: Chain = {
      rulesets,
      escalations: rulesets.map(({ escalations }) => escalations).find((escalations) => escalations !== 'inherit') ?? [],
      datedNotes: rulesets.flatMap(({ datedNotes }) => datedNotes),
      digest: this.#digestOf(rulesets.map(({ ownDigest }) => ownDigest)),
      plan: (conduct) => {
        let plan = plans.get(conduct)
        if (!plan) plans.set(conduct, plan = planFor(this.vocabulary, chain, conduct))
        return plan
      }
    }
    return chain
  }
}
