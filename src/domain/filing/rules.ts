/** What a ruleset says of agencies themselves: filing, papers, work across borders, rating, supervision, inspection. Data only; the files beside this one interpret it. */
import type { Condition } from '../condition.ts'
import type { Day } from '../day.ts'
import type { Label } from '../vocabulary.ts'

/** A place of the text: `guangxi/annex-1/part-1/item-1` and its official citation. */
export interface Place { readonly provision: string, readonly citation: string }

/** Where a rule stands, and on which readings it rests. `also`: further places of the same text that say the same. */
export interface Basis extends Place { readonly also: readonly Place[], readonly notes: readonly string[] }

/** For which kinds of application a rule is meant, and for whom. */
export interface Scoped { readonly kinds: readonly string[], readonly when: Condition }

/** One thing that the text asks for; `each`: of every occupation by itself. */
export interface FilingCondition extends Basis, Scoped { readonly id: string, readonly title: Label, readonly requires: Condition, readonly each: boolean }

/** Who may not be filed; `lookBack`: a date fact counts for so many years. */
export interface FilingExclusion extends Basis, Scoped { readonly id: string, readonly title: Label, readonly applies: Condition, readonly lookBack: { readonly years: number } | null }

/** Which occupations the track may file at all. */
export interface OccupationRule extends Basis { readonly id: string, readonly title: Label, readonly requires: Condition }

/** A paper to hand in; `each`: needed as soon as one occupation calls for it. */
export interface MaterialRule extends Basis, Scoped { readonly material: string, readonly each: boolean }

/** Who accepts. Of those for each occupation the first whose condition holds; of the others every one. */
export interface RouteRule extends Basis, Scoped { readonly id: string, readonly title: Label, readonly accepts: string, readonly each: boolean, readonly first: readonly string[] }

/** A step of filing, in order. `until` is the date on which it ends, where it lasts; `by`: only where this authority accepts; `needs`: dates without which its own cannot be. */
export interface FilingStep extends Basis, Scoped {
  readonly step: string
  readonly date: string
  readonly until: string | null
  readonly by: string | null
  readonly needs: readonly string[]
  /** the step in whose place it comes: a refusal in place of the filing */
  readonly instead: string | null
  /** only where this must come before acceptance */
  readonly preliminary: string | null
}

/** A period: so many units after one date until another. What runs between the dates of `excluding` does not count. `setBy`: no count, the day is set elsewhere. */
export interface LimitRule extends Basis, Scoped {
  readonly limit: string
  readonly count: number | null
  readonly unit: string
  readonly after: string
  readonly until: string
  readonly atLeast: boolean
  readonly excluding: readonly (readonly [from: string, until: string])[]
  readonly by: string | null
  readonly setBy: string | null
}

export interface Track extends Place {
  readonly track: string
  readonly title: Label
  readonly kinds: readonly string[]
  /** where the conditions and exclusions are looked at at all */
  readonly examined: { readonly when: Condition, readonly notes: readonly string[] }
  readonly conditions: readonly FilingCondition[]
  readonly exclusions: readonly FilingExclusion[]
  readonly occupations: readonly OccupationRule[]
  readonly materials: readonly MaterialRule[]
  /** what can be verified electronically need not be handed in on paper; null where the text does not say so */
  readonly verification: Basis | null
  readonly routes: readonly RouteRule[]
  readonly steps: readonly FilingStep[]
  readonly limits: readonly LimitRule[]
  readonly validity: Basis & { readonly years: number } | null
  readonly renewal: Basis & { readonly months: number, readonly id: string, readonly title: Label } | null
  readonly refusal: Basis & { readonly written: boolean, readonly contents: readonly string[] }
}

export interface FilingRules { readonly tracks: ReadonlyMap<string, Track> }
export interface PaperRule extends Basis { readonly medium: string, readonly years: number }
export interface CrossingRule extends Basis { readonly requires: readonly string[], readonly conduct: string }
export interface RatingRule extends Basis {
  readonly everyYears: number
  readonly steps: readonly string[]
  /** the conduct, with its fact `stars`, that a result is under the rules on misconduct */
  readonly conduct: string
  readonly results: readonly { readonly stars: readonly number[], readonly result: string }[]
}
export interface SupervisionRule extends Basis { readonly supervisor: string, readonly role: string, readonly over: string, readonly title: Label }
export interface InspectionRule extends Basis {
  readonly forms: readonly string[]
  readonly selection: string
  /** articles or provisions of this ruleset from which the checklist is drawn */
  readonly checklist: readonly string[]
  readonly focus: readonly string[]
  readonly leads: readonly string[]
  readonly reports: readonly (Place & { readonly what: string, readonly to: string })[]
  /** of a campaign that the text itself orders */
  readonly campaign: { readonly from: Day, readonly until: Day, readonly looksBackTo: Day } | null
}
export interface CircularRule extends Basis { readonly feeds: readonly string[] }
export interface DirectoryRule extends Basis { readonly keptBy: string, readonly public: boolean }

/** Each section null where the ruleset is silent on it. */
export interface AgencyRules {
  readonly filing: FilingRules | null
  readonly papers: readonly PaperRule[] | null
  readonly crossing: CrossingRule | null
  readonly rating: RatingRule | null
  readonly supervision: readonly SupervisionRule[] | null
  readonly inspection: InspectionRule | null
  readonly circular: CircularRule | null
  readonly directory: DirectoryRule | null
}
