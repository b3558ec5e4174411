/**
 * What the service needs of a store, in whole units of work. A unit is written whole or not at all, and has been written to disk when its promise
 * is fulfilled. No transaction leaves an adapter.
 *
 * A *record* is an append-only list of steps: a case, an earlier decision that was recorded, an agency, a campaign. Everything beside the steps is drawn from them
 * (a projection), kept so that it can be searched, and compared with them on verification.
 */
import type { AccessStore } from './access.ts'
import type { Day } from '../domain/day.ts'
import type { Counted } from '../domain/record/case.ts'
import type { Standing } from '../domain/record/projection.ts'
import type { Keys, WrappedKey } from './keys.ts'

/** A record on somebody that may end in measures, or that records some. */
export type JudgedKind = 'case' | 'prior-decision'
/** A record that is kept like a case and is none: an agency from filing to exit, an inspection campaign. */
export type RegisterKind = 'agency' | 'campaign'
export type RecordKind = JudgedKind | RegisterKind

/** A step as it is kept: the canonical JSON (RFC 8785) of all but its digest, and the digest of that. */
export interface StepRow { readonly seq: number, readonly content: string, readonly digest: string }

/** A record as it stands after its last step. */
export interface RecordRow {
  readonly kind: RecordKind
  /** UUIDv7: in the order in which records were opened */
  readonly id: string
  /** the number of its last step */
  readonly version: number
  /** the digest of its last step */
  readonly head: string
  readonly state: string
  /** 6 digits */
  readonly jurisdiction: string
  readonly subjectType: string
  readonly subjectKey: string
  readonly conducts: readonly string[]
  readonly tier: string | null
  readonly occurredOn: Day | null
  /** the earliest day on which something is due that has not come yet */
  readonly due: Day | null
  /** the day on which it was archived; null while it is not */
  readonly closedOn: Day | null
  /** the last day of the last measure that rests on it, NO_END where one has none; null where there is none */
  readonly barsUntil: Day | null
  /** an earlier decision that its own decision counted has been changed since */
  readonly reconsider: boolean
}

/** A record as it lies in the store: of one that was erased nothing is left that says what it was about. */
export interface KeptRow extends Omit<RecordRow, 'kind'> { readonly kind: RecordKind | 'erased' }

/** A measure in force. */
export type StandingRow = Standing

/** A decision that counts in the history of its subject: served (or recorded), not revoked, not withdrawn. */
export type DecisionRow = Counted

/** A subject's record as it was read. `version` grows with each unit that changes the subject's decisions; 0 where there is nothing yet. */
export interface SubjectRecord { readonly version: number, readonly decisions: readonly DecisionRow[] }

export interface NewEvent { readonly type: string, readonly recordId: string, readonly time: string, readonly data: string }
/** Events have one order without gaps: whoever has read up to a position has missed nothing before it. */
export interface StoredEvent extends NewEvent { readonly position: number }
/** With the place of its record; null where the record is not there. */
export interface PlacedEvent extends StoredEvent { readonly jurisdiction: string | null }

/** The answer kept for an idempotency key. */
export interface KeptAnswer {
  readonly key: string
  /** digest of what was asked */
  readonly fingerprint: string
  readonly status: number
  /** of the answer: JSON */
  readonly headers: string
  readonly body: string
  /** milliseconds since 1970 */
  readonly at: number
}

/** One step, with all that changes with it. */
export interface Unit {
  /** the version that the step builds on; 0 opens the record. Otherwise StaleVersion */
  readonly expected: number
  readonly step: StepRow
  /** the record after the step; `reconsider` is not taken from here but from `reconsider` below */
  readonly record: Omit<RecordRow, 'reconsider'>
  /** the version of the subject's record that the step rests on (StaleSubject where it has moved on); `changes` moves it on */
  readonly subject: { readonly key: string, readonly expected: number, readonly changes: boolean } | null
  /** in place of those kept for the record; null leaves them as they are */
  readonly standing: readonly StandingRow[] | null
  /** in place of the one kept for the record; null: none counts any more; undefined leaves it as it is */
  readonly decision: DecisionRow | null | undefined
  /** the records that the decision of this one took into account, in place of those kept; null leaves them as they are */
  readonly counted: readonly string[] | null
  /** records to be marked, or freed of the mark, for reconsideration */
  readonly reconsider: readonly { readonly id: string, readonly is: boolean }[]
  readonly events: readonly NewEvent[]
  readonly answer: KeptAnswer | null
  /** of a record that is opened: with what its steps are encrypted. Without one they are kept as they are */
  readonly dataKey?: WrappedKey
}

/** The end of a record: what it says can never be read again, and nobody finds it. Its steps and their digests stay. */
export interface Erasure {
  readonly id: string
  /** the version that was found to be old enough; otherwise StaleVersion */
  readonly expected: number
  /** random: in place of its subject's */
  readonly subjectKey: string
  readonly event: NewEvent
  readonly answer: KeptAnswer | null
}

export interface Loaded {
  readonly row: RecordRow
  /** none where the head of the record is still the one that the caller knows: he has its steps already */
  readonly steps: readonly StepRow[]
  readonly subject: SubjectRecord
  /** of the records whose decisions this one took into account, those that have been erased since */
  readonly erased: readonly string[]
  /** null: the steps are kept as they are */
  readonly dataKey: WrappedKey | null
}

/** Everything that is kept of a record, for verification. */
export interface Everything {
  readonly row: KeptRow | null
  readonly steps: readonly StepRow[]
  readonly dataKey: WrappedKey | null
  readonly standing: readonly StandingRow[]
  readonly decision: DecisionRow | null
  readonly counted: readonly string[]
  /** those of `counted` that have been erased since */
  readonly erased: readonly string[]
  /** the conducts by which it is found */
  readonly foundBy: readonly string[]
  readonly events: readonly StoredEvent[]
}

/** All that are given must hold. */
export interface Filter {
  /** cases, where it is not given */
  readonly kind?: 'case' | RegisterKind
  /** leading digits of the jurisdiction: 2, 4 or 6 */
  readonly region?: string
  readonly state?: string
  readonly subjectType?: string
  readonly subjectKey?: string
  readonly tier?: string
  readonly conduct?: string
  /** instants in milliseconds since 1970: from the first on, before the second */
  readonly openedFrom?: number
  readonly openedBefore?: number
  /** something is due before that day */
  readonly dueBefore?: Day
  readonly reconsider?: boolean
  /** archived before the first day, and without a measure that lasts to the second or beyond */
  readonly retention?: { readonly closedBefore: Day, readonly barsBefore: Day }
}

export interface Store extends Keys, AccessStore {
  /** @throws StaleVersion, StaleSubject, KeyTaken: nothing was written */
  commit: (unit: Unit) => Promise<void>
  /** @throws StaleVersion (also where there is no such record), KeyTaken: nothing was erased */
  erase: (erasure: Erasure) => Promise<void>
  /** the record with its subject's decisions, all of one moment */
  load: (kind: RecordKind, id: string, known?: string) => Promise<Loaded | null>
  subject: (key: string) => Promise<SubjectRecord>
  /** the cases and the earlier decisions of a subject, oldest first */
  ofSubject: (key: string) => Promise<readonly { readonly kind: JudgedKind, readonly id: string }[]>
  /** the records whose decisions took this one into account, oldest first */
  countedBy: (id: string) => Promise<readonly string[]>
  /** cases (or others, as the filter says), newest first; those older than `before` where it is given */
  list: (filter: Filter, page: { readonly before?: string, readonly limit: number }) => Promise<readonly RecordRow[]>
  /** the measures in force on a day on any of these subjects, with the record that each rests on, oldest record first */
  standing: (subjectKeys: readonly string[], on: Day) => Promise<readonly (StandingRow & { readonly recordId: string, readonly kind: JudgedKind, readonly jurisdiction: string })[]>
  /** those after a position, in order */
  events: (page: { readonly after: number, readonly limit: number }) => Promise<readonly PlacedEvent[]>
  answer: (key: string) => Promise<KeptAnswer | null>
  /** forgets the answers kept before an instant (milliseconds since 1970), some at a time; how many */
  forgetAnswers: (before: number) => Promise<number>
  /** the ids of all records after one, oldest first; also of those of which only steps are left */
  ids: (page: { readonly after?: string, readonly limit: number }) => Promise<readonly string[]>
  everything: (id: string) => Promise<Everything>
  /** rejects where the store cannot be reached */
  ping: () => Promise<void>
  close: () => Promise<void>
}

/** Somebody else's step came first. */
export class StaleVersion extends Error {}
/** The subject's decisions have changed since they were read: the step has to be judged again. */
export class StaleSubject extends Error {}
/** An answer is kept for this idempotency key already. */
export class KeyTaken extends Error {}
/** The store was made by a newer version of the service, or is none of this service. */
export class WrongSchema extends Error {}
