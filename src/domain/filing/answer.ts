/** What is answered about an application for filing. */
import type { Requirement } from '../condition.ts'
import type { Day } from '../day.ts'
import type { FactValue, Lang } from '../vocabulary.ts'
import type { LimitView } from './limits.ts'
import type { LookBack } from './open.ts'
import type { RenewalWindow } from './validity.ts'

export type FilingOutcome = 'eligible' | 'not-met' | 'needs-facts' | 'materials-missing' | 'no-provision'

export interface FilingReason { readonly fact: string, readonly is: FactValue | null, readonly requires: Requirement }

export interface ConditionView {
  readonly id: string
  readonly title: string
  readonly status: 'met' | 'unmet' | 'unknown'
  /** of one occupation; null: of the application as a whole */
  readonly occupation: string | null
  readonly because: readonly FilingReason[]
  readonly provision: string
  readonly citation: string
  readonly notes: readonly string[]
}

export interface ExclusionView extends Omit<ConditionView, 'status' | 'occupation'> {
  readonly status: 'clear' | 'applies' | 'unknown'
  readonly lookBack: LookBack | null
}

export interface OccupationView extends Omit<ConditionView, 'occupation'> { readonly name: string }

export interface Preliminary { readonly code: string, readonly label: string, readonly on: Day | null }

/** `by` null: it hangs on facts that are not known. */
export interface Acceptance {
  readonly by: string | null
  readonly label: string | null
  /** the region or city; null where it is not known */
  readonly place: string | null
  /** none: for the change of basic information */
  readonly occupations: readonly string[]
  readonly first: readonly Preliminary[]
  readonly route: string | null
  readonly title: string | null
  readonly provision: string | null
  readonly citation: string | null
  readonly notes: readonly string[]
}

export interface RequiredMaterial { readonly material: string, readonly label: string, readonly handedIn: boolean, readonly verified: boolean, readonly provision: string, readonly citation: string, readonly notes: readonly string[] }

export interface FilingQuestion {
  readonly fact: string
  readonly type: string
  readonly values?: readonly string[]
  readonly minimum?: number
  readonly maximum?: number
  readonly label: string
  readonly question: string
  readonly occupation: string | null
}

export interface StepView { readonly step: string, readonly label: string, readonly date: Day | null, readonly until: Day | null, readonly provision: string, readonly citation: string }

export interface FilingAssessment {
  readonly outcome: FilingOutcome
  /** of `no-provision` only */
  readonly why: { readonly code: string, readonly detail: string } | null
  readonly ruleset: { readonly id: string, readonly version: string, readonly digest: string }
  readonly track: string
  readonly kind: string
  readonly acceptance: readonly Acceptance[]
  /** those that apply, or may apply */
  readonly conditions: readonly ConditionView[]
  readonly exclusions: readonly ExclusionView[]
  /** whether the track may file each occupation at all */
  readonly occupations: readonly OccupationView[]
  readonly materials: { readonly required: readonly RequiredMaterial[], readonly missing: readonly string[] }
  readonly questions: readonly FilingQuestion[]
  readonly limits: readonly LimitView[]
  readonly validity: { readonly years: number, readonly from: Day | null, readonly until: Day | null, readonly provision: string, readonly citation: string } | null
  readonly renewalWindow: RenewalWindow & { readonly open: boolean, readonly provision: string, readonly citation: string } | null
  readonly steps: readonly StepView[]
  readonly refusal: { readonly written: boolean, readonly contents: readonly { readonly code: string, readonly label: string }[], readonly provision: string, readonly citation: string } | null
  /** what the service worked out from the rest of the request */
  readonly derived: readonly { readonly fact: string, readonly is: FactValue, readonly occupation: string | null }[]
  readonly notes: readonly string[]
}

export interface FilingView { readonly lang: Lang, /** as of which day what has not been done is late, where the request names none */ readonly today?: Day }
