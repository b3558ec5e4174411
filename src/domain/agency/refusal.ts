/** What a step of an agency's file is judged by, and why it may not come. */
import type { Day } from '../day.ts'
import { FilingFault, type PlaceFault } from '../filing.ts'
import type { Label } from '../vocabulary.ts'
import type { AgencyFile, AgencyStep, AgencyStepType } from './agency.ts'
import type { Rules } from './application.ts'
import type { InForce } from './status.ts'

/** A file with all that its steps are judged by. */
export interface AgencySituation extends Rules {
  readonly today: Day
  readonly file: AgencyFile
  /** the measures in force against the agency on the day of the step */
  readonly inForce: readonly InForce[]
}

export type AgencyReason = 'application-open' | 'no-application' | 'refiling-refused' | 'on-file-already' | 'not-on-file' | 'conditions-open' | 'not-annullable' | 'too-soon' |
  'wrong-level' | 'not-in-this-ruleset' | 'date-out-of-order' | 'required-here'

export interface AgencyRefusal { readonly reason: AgencyReason, readonly detail: Label, readonly field?: string }

export type Step<T extends AgencyStepType> = Extract<AgencyStep, { readonly type: T }>
/** @throws FilingFault where the step contradicts itself or the file */
export type Given<T extends AgencyStepType> = (situation: AgencySituation, step: Step<T>, level: string) => AgencyRefusal | null

export const refusal = (reason: AgencyReason, zh: string, en: string, field?: string): AgencyRefusal => ({ reason, detail: { zh, en }, ...field === undefined ? {} : { field } })

/** @throws FilingFault where there are any: the step contradicts itself, or the file */
export function refuseFaults (faults: readonly PlaceFault[]): void {
  if (faults.length > 0) throw new FilingFault(faults)
}

/** Days that follow one another, none of them in the future. */
export function outOfOrder (today: Day, ...days: readonly (readonly [field: string, day: Day | null | undefined])[]): AgencyRefusal | null {
  let latest: readonly [string, Day] | null = null
  for (const [field, day] of days) {
    if (day == null) continue
    if (day > today) return refusal('date-out-of-order', `${day} 晚于今天`, `${day} is in the future`, field)
    if (latest && day < latest[1]) return refusal('date-out-of-order', `${day} 早于 ${latest[1]}`, `${day} is before ${latest[1]}`, field)
    latest = [field, day]
  }
  return null
}
