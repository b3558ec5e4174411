/** An inspection campaign from its plan to its end: what its steps say, and what it has come to. */
import type { Day } from '../day.ts'
import type { FactValue } from '../vocabulary.ts'
import type { Selected } from './draw.ts'
import type { Frame } from './frame.ts'

export type Given = Readonly<Record<string, FactValue | null | undefined>>
export interface Evidence { readonly kind: string, readonly title: string, readonly sha256?: string }

/** One row of the checklist, as it was found at an agency. */
export interface Check {
  /** a row of the checklist, or an item of it */
  readonly row: string
  /** which of its conducts, where it has several */
  readonly conduct?: string
  /** passed · failed · not-checked */
  readonly result: string
  readonly facts?: Given
  /** the day of the conduct, where it is not that of the inspection */
  readonly occurredOn?: Day
  readonly evidence?: readonly Evidence[]
  readonly note?: string
}

export interface Risk { readonly ref: string, readonly weight: number, readonly reasons: string }
export interface Scope { readonly agencyKinds?: readonly string[], readonly tracks?: readonly string[], readonly occupations?: readonly string[] }

/** What a plan says beside the frame that is made of it. */
export interface Plan {
  readonly title: string
  readonly jurisdiction: string
  /** the day on the plan; that of its entry where none is given */
  readonly plannedOn?: Day
  readonly period: { readonly from: Day, readonly to: Day }
  readonly forms: readonly string[]
  readonly scope?: Scope
  /** conducts, or rows of the checklist */
  readonly focus?: readonly string[]
  readonly riskList?: readonly Risk[]
  readonly draw: Frame['draw']
  /** where the seed will come from */
  readonly seedSource?: string
  /** SHA-256 of the seed in hexadecimal, where somebody has it already and must not choose it any more */
  readonly commitment?: string
}

/** What each step says beside its type. */
export interface CampaignBodies {
  'publish-seed': { readonly value: string, readonly publishedOn: Day, readonly where: string }
  draw: { readonly on: Day }
  'record-result': {
    readonly ref: string
    readonly inspectedOn: Day
    readonly inspectors: readonly string[]
    readonly checks: readonly Check[]
    /** an agency of the risk list, inspected though it was not drawn */
    readonly beside?: boolean
    readonly reasons?: string
    /** why somebody else than those drawn inspected */
    readonly substitution?: string
    readonly note?: string
  }
  'report-problems': { readonly on: Day, readonly to: string, readonly note?: string }
  'open-cases': { readonly refs?: readonly string[] }
  'close-campaign': { readonly on: Day, readonly summary?: string, readonly reasons?: string }
}
export type CampaignStepType = keyof CampaignBodies
export type CampaignStep = { [T in CampaignStepType]: { readonly type: T } & CampaignBodies[T] }[CampaignStepType]
export type CampaignStepOf<T extends CampaignStepType> = { readonly type: T } & CampaignBodies[T]

export const CAMPAIGN_STEPS: readonly CampaignStepType[] = ['publish-seed', 'draw', 'record-result', 'report-problems', 'open-cases', 'close-campaign']

export type CampaignState = 'planned' | 'seeded' | 'drawn' | 'closed'

/** The result of one inspection. Of several of one agency the last one counts; `replacedBy` is the number of the step that took its place. */
export interface Result {
  readonly seq: number
  readonly enteredBy: string
  readonly ref: string
  readonly inspectedOn: Day
  readonly inspectors: readonly string[]
  readonly substitution: string | null
  readonly beside: boolean
  readonly reasons: string | null
  readonly checks: readonly Check[]
  readonly note: string | null
  readonly replacedBy: number | null
}

export interface Report { readonly seq: number, readonly on: Day, readonly to: string, readonly note: string | null, readonly problems: readonly unknown[] }
/** A case that was opened from the result of an inspection; `seq` is the step that first did. */
export interface OpenedCase { readonly ref: string, readonly caseId: string, readonly result: number, readonly seq: number }

/** What the service adds to a plan: the day of its entry, the frame, whole and in its order, and its digest. */
export interface PlanOutcome { readonly enteredOn: Day, readonly frame: Frame, readonly frameDigest: string, readonly ruleset: { readonly id: string, readonly version: string, readonly digest: string } }

export interface CampaignFile {
  readonly id: string
  readonly plan: Plan
  readonly frame: Frame
  readonly frameDigest: string
  /** the rules of the checklist when it was planned */
  readonly ruleset: PlanOutcome['ruleset']
  /** the day on the plan */
  readonly plannedOn: Day
  /** the day on which it was entered */
  readonly enteredOn: Day
  readonly state: CampaignState
  readonly seed: CampaignBodies['publish-seed'] | null
  readonly drawn: { readonly on: Day, readonly selection: readonly Selected[] } | null
  /** in the order of entry, those that were replaced among them */
  readonly results: readonly Result[]
  readonly reports: readonly Report[]
  readonly cases: readonly OpenedCase[]
  readonly closed: { readonly on: Day, readonly summary: string | null, readonly reasons: string | null } | null
}

/** Whether the frame was entered no later than the day on which the seed became public; where not, the papers alone say that it was fixed first. */
export const isEnteredFirst = ({ enteredOn, seed }: Pick<CampaignFile, 'enteredOn' | 'seed'>): boolean | null => seed && enteredOn <= seed.publishedOn

/** The results that count, by agency, in the order of their first entry. */
export const countingResults = ({ results }: Pick<CampaignFile, 'results'>): readonly Result[] => results.filter(({ replacedBy }) => replacedBy === null)

export const failedIn = ({ checks }: Pick<Result, 'checks'>): readonly Check[] => checks.filter(({ result }) => result === 'failed')

/** The results that show a problem. */
export const withProblems = (file: Pick<CampaignFile, 'results'>): readonly Result[] => countingResults(file).filter((result) => failedIn(result).length > 0)

/** The agencies that were drawn and have no result yet. */
export function stillOpen ({ drawn, results }: CampaignFile): readonly string[] {
  const done = new Set(results.map(({ ref }) => ref))
  return (drawn?.selection ?? []).map(({ ref }) => ref).filter((ref) => !done.has(ref))
}

/** The kind that all agencies of a campaign are of; undefined where its scope does not say one. */
export function oneKindOf ({ scope }: Plan): string | undefined {
  const [kind, ...others] = new Set(scope?.agencyKinds)
  return others.length === 0 ? kind : undefined
}
