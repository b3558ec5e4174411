/** What a ruleset is once compiled: the law of one jurisdiction in one version. Data only; the other files of the domain interpret it. */
import type { Condition } from './condition.ts'
import type { Day } from './day.ts'
import type { AgencyRules } from './filing/rules.ts'
import type { FactValue, Label } from './vocabulary.ts'

export interface MeasureRule {
  readonly measure: string
  /** must follow, or is the authority's choice (reading CN-9) */
  readonly mandatory: boolean
  readonly when: Condition
  readonly imposedBy: string
  /** where the measure stands in another place of the same text than its provision */
  readonly citation: string | null
  /** the readings on which the measure rests */
  readonly notes: readonly string[]
}

/** One way to meet a provision: a conduct, under a condition. */
export interface Alternative { readonly conduct: string, readonly when: Condition, readonly notes: readonly string[] }

/** One fact whose values each give a tier (data faults are graded by their own fact). */
export interface TierByFact { readonly fact: string, readonly tiers: Readonly<Record<string, string>> }

export interface Provision {
  /** ruleset/path, stable across versions */
  readonly id: string
  readonly path: string
  readonly kind: 'misconduct' | 'escalation' | 'rider'
  /** the place in the text, in official form, with the text's title */
  readonly citation: string
  readonly title: Label
  /** the place in the order of the text */
  readonly order: number
  readonly tier: string | TierByFact | null
  readonly rank: number | null
  readonly catchAll: boolean
  readonly notes: readonly string[]
  readonly basis: readonly string[]
  readonly printedBasis: readonly string[]
  readonly alternatives: readonly Alternative[]
  readonly measures: readonly MeasureRule[]
}

/** Added to what was found, not a finding of its own: misconduct discovered afterwards, certificates already issued. */
export interface Rider { readonly provision: Provision, readonly on: string, readonly when: Condition }

export interface Prior {
  readonly tier: string
  readonly measure: string
  readonly withinYears: number | null
  readonly rectifiedBeforeConduct: boolean
  readonly rectificationPeriodEndedBeforeConduct: boolean
}

/** An earlier decision that makes what is found now graver. */
export interface Escalation {
  readonly raises: Provision
  readonly to: string
  /** articles or provisions: a governing finding there, or one whose basis is there */
  readonly under: readonly string[]
  readonly prior: Prior
  readonly notes: readonly string[]
}

export interface Gap { readonly conduct: string, readonly when: Condition, readonly why: Label, readonly notes: readonly string[] }

export interface Note {
  readonly id: string
  readonly question: Label
  readonly reading: Label
  readonly otherReading: Label | null
  readonly about: readonly string[]
  readonly permits: readonly string[]
}

export interface StepRequirements {
  readonly signers?: number
  readonly confirmedBy?: string
  readonly written?: boolean
  readonly contents?: readonly string[]
  readonly to?: string
  readonly from?: string
  readonly measures?: readonly string[]
  readonly evidenceKinds?: readonly string[]
}

export interface Step {
  readonly step: string
  readonly by: string
  readonly what: Label
  readonly basis: readonly string[]
  /** false: the law allows the step and does not ask for it */
  readonly demanded: boolean
  readonly requires: StepRequirements
  readonly within: { readonly count: number, readonly unit: string, readonly after: string } | null
  readonly when: { readonly under: readonly string[], readonly tier: readonly string[] } | null
  readonly notes: readonly string[]
}

export interface Procedure { readonly subjects: readonly string[], readonly steps: readonly Step[] }

export interface OtherPart { readonly id: string, readonly path: string, readonly citation: string, readonly title: Label, readonly kind: string }

export interface Ruleset {
  readonly id: string
  readonly version: string
  readonly title: Label
  readonly document: { readonly title: string, readonly number: string | null, readonly issuer: Label, readonly issuedOn: Day | null }
  readonly source: string | null
  /** GB/T 2260 */
  readonly jurisdiction: string
  readonly from: Day
  /** the last day in force, set in the file or by the version that follows; null while open */
  readonly until: Day | null
  readonly datedNotes: readonly { readonly note: string, readonly from: Day, readonly until: Day }[]
  readonly scope: readonly { readonly circumstance: string, readonly values: readonly FactValue[] }[]
  readonly fallback: string | null
  /** conduct → notes */
  readonly supplement: ReadonlyMap<string, readonly string[]>
  readonly besides: readonly { readonly provision: string, readonly notes: readonly string[] }[]
  readonly articles: readonly { readonly path: string, readonly citation: string, readonly title: Label, readonly provisions: readonly string[] }[]
  /** by id, in the order of the text */
  readonly provisions: ReadonlyMap<string, Provision>
  readonly byConduct: ReadonlyMap<string, readonly Provision[]>
  readonly riders: readonly Rider[]
  readonly escalations: 'inherit' | readonly Escalation[]
  readonly gaps: readonly Gap[]
  readonly notes: ReadonlyMap<string, Note>
  readonly otherParts: ReadonlyMap<string, OtherPart>
  readonly procedures: readonly Procedure[]
  /** null: the ruleset says nothing of agencies themselves */
  readonly agencies: AgencyRules | null
  /** sha256:… of the file's canonical form and of what it is read with */
  readonly ownDigest: string
}

/** `cn/art-13` holds `cn/art-13/item-4` and itself, not `cn/art-131`. */
export const isUnder = (provision: string, place: string): boolean => provision === place || provision.startsWith(`${place}/`)
