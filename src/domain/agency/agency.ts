/** An evaluation agency from its registration here to its exit: what its steps say, and what follows from them. */
import type { Day } from '../day.ts'
import type { RegisterEntry } from '../register.ts'
import type { FactValue } from '../vocabulary.ts'

type Given = Readonly<Record<string, FactValue | null | undefined>>

/** What may be evaluated: an occupation (or special-skill project) with its levels. */
export interface Occupation { readonly name: string, readonly code?: string, readonly levels: readonly string[] }
/** An occupation applied for, with what is known of it. */
export interface OccupationGiven extends Occupation { readonly facts?: Given }
/** Where evaluations are held. */
export interface Site { readonly id: string, readonly name: string, readonly jurisdiction: string }

export interface AgencyOpening {
  readonly ref: string
  readonly refKind: string
  readonly name: string
  /** employer · school · training-organisation */
  readonly agencyKind: string
  /** where it is registered: 6 digits */
  readonly jurisdiction: string
}

/** What each step says beside its type. */
export interface AgencyBodies {
  apply: {
    readonly track: string
    /** initial · change · renewal */
    readonly kind: string
    readonly on: Day
    readonly occupations: readonly OccupationGiven[]
    /** 6-digit codes, trailing zeros for a whole city or the region: where it is to evaluate */
    readonly areas?: readonly string[]
    readonly sites?: readonly Site[]
    readonly name?: string
    readonly facts?: Given
    readonly materials?: readonly string[]
    readonly verified?: readonly string[]
    readonly dates?: Readonly<Record<string, Day | null>>
  }
  /** what has become known since: facts, papers handed in, days of the procedure; after the filing, the days of what comes after it */
  supplement: {
    readonly on: Day
    readonly occupations?: readonly OccupationGiven[]
    readonly facts?: Given
    readonly materials?: readonly string[]
    readonly verified?: readonly string[]
    readonly dates?: Readonly<Record<string, Day | null>>
  }
  /** `validity`: only where the rules of the place do not say how long a filing holds; the last day is null where it has none */
  grant: { readonly on: Day, readonly receipt: string, readonly agencyCode?: string, readonly validity?: { readonly from: Day, readonly until: Day | null } }
  refuse: { readonly on: Day, readonly reasons: string, readonly basis: readonly string[] }
  'withdraw-application': { readonly on: Day, readonly reasons: string }
  'put-on-file': { readonly role: string, readonly ref: string, readonly refKind: string, readonly name: string, readonly occupations: readonly string[], readonly certificate?: string, readonly on: Day, readonly until?: Day }
  'take-off-file': { readonly role: string, readonly ref: string, readonly on: Day, readonly reasons?: string }
  'record-crossing': { readonly place: string, readonly from: Day, readonly to: Day, readonly reportedOn: Day, readonly consentedOn?: Day }
  rate: { readonly selfAssessedOn: Day, readonly selfStars?: number, readonly reviewedOn: Day, readonly on: Day, readonly stars: number, readonly standard: string, readonly basis: string }
  supervise: { readonly on: Day, readonly form: string, readonly by: readonly string[], readonly findings: readonly Problem[], readonly note?: string }
  annul: { readonly seq: number, readonly reasons: string }
}

/** A problem found by supervision, and what was done about it. */
export interface Problem { readonly what: string, readonly conduct?: string, readonly facts?: Given, readonly handling: string, readonly caseId?: string, readonly handledOn?: Day }

export type AgencyStepType = keyof AgencyBodies
export type AgencyStep = { [T in AgencyStepType]: { readonly type: T } & AgencyBodies[T] }[AgencyStepType]

export interface Application extends Omit<AgencyBodies['apply'], 'facts' | 'materials' | 'verified' | 'dates' | 'areas' | 'sites'> {
  readonly seq: number
  readonly facts: Given
  readonly materials: readonly string[]
  readonly verified: readonly string[]
  readonly dates: Readonly<Record<string, Day | null>>
  readonly areas: readonly string[]
  readonly sites: readonly Site[]
  /** open · granted · refused · withdrawn */
  readonly state: string
  readonly endedOn: Day | null
  /** the latest day on a step of it */
  readonly latestOn: Day
  /** of a refusal */
  readonly reasons: string | null
  readonly basis: readonly string[]
}

/** A filing granted: the first, a change of it, or its renewal. */
export interface Grant {
  readonly seq: number
  readonly track: string
  readonly kind: string
  readonly on: Day
  readonly receipt: string
  readonly agencyCode: string | null
  /** what the agency is called from then on; null where that did not change */
  readonly name: string | null
  /** at which level it was granted: who files an agency first also decides on changes and renewals */
  readonly level: string
  /** the days of its validity; until is null where the track has no end; both null for a change, which has none of its own */
  readonly from: Day | null
  readonly until: Day | null
  readonly occupations: readonly Occupation[]
  readonly areas: readonly string[]
  readonly sites: readonly Site[]
}

export interface StaffMember { readonly seq: number, readonly role: string, readonly ref: string, readonly refKind: string, readonly name: string, readonly occupations: readonly string[], readonly certificate: string | null, readonly from: Day, readonly until: Day | null }
export interface Crossing { readonly seq: number, readonly place: string, readonly from: Day, readonly to: Day, readonly reportedOn: Day, readonly consentedOn: Day | null }
export interface Rating extends Omit<AgencyBodies['rate'], 'selfStars'> { readonly seq: number, readonly selfStars: number | null, readonly result: string, /** what it is under the rules on misconduct */ readonly conduct: string | null, readonly caseId: string | null }
export interface Supervision extends Omit<AgencyBodies['supervise'], 'note'> { readonly seq: number, readonly note: string | null }

export interface AgencyFile {
  readonly id: string
  readonly entries: readonly RegisterEntry[]
  readonly opening: AgencyOpening
  /** as it is called now */
  readonly name: string
  readonly applications: readonly Application[]
  readonly grants: readonly Grant[]
  readonly staff: readonly StaffMember[]
  readonly crossings: readonly Crossing[]
  readonly ratings: readonly Rating[]
  readonly supervisions: readonly Supervision[]
  /** the numbers of the steps that were entered by mistake */
  readonly annulled: ReadonlySet<number>
}

/** What it was called on a day. */
export const nameOn = ({ opening, grants }: Pick<AgencyFile, 'opening' | 'grants'>, day: Day): string => grants.findLast(({ on, name }) => name !== null && on <= day)?.name ?? opening.name

/** What comes after a filing: the days that may still be added to an application that was granted. */
export const AFTER_FILING: readonly string[] = ['receipt-issued', 'centre-informed']

/** The application that was granted last: what comes after the filing belongs to it. */
export const grantedApplication = ({ applications }: Pick<AgencyFile, 'applications'>): Application | null => applications.findLast(({ state }) => state === 'granted') ?? null

/** The application that is still to be decided. */
export const openApplication = ({ applications }: Pick<AgencyFile, 'applications'>): Application | null => applications.find(({ state }) => state === 'open') ?? null

/** The steps that can be taken back where they were entered by mistake: nothing else hangs on them. */
export const ANNULLABLE: readonly AgencyStepType[] = ['put-on-file', 'take-off-file', 'record-crossing', 'supervise']
