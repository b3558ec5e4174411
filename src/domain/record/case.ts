/** A case as it follows from its entries. */
import type { Day } from '../day.ts'
import type { ConductGiven } from '../question.ts'
import type { SanctionAnswer } from '../sanction.ts'
import type { Opening, StepGiven, StepType } from './step.ts'
import type { FactValue } from '../vocabulary.ts'

export type State = 'registered' | 'investigating' | 'facts-established' | 'notified' | 'decided' | 'in-force' | 'under-review' | 'under-appeal' | 'closed' | 'dismissed' | 'revoked'

/** An earlier decision as a case took it into account. */
export interface Counted {
  readonly recordId: string
  readonly kind: 'case' | 'prior-decision'
  readonly decidedOn: Day
  readonly servedOn: Day
  readonly tier: string | null
  readonly measures: readonly string[]
  readonly rectifyBy: Day | null
  readonly rectifiedOn: Day | null
  readonly underReview: boolean
}

/** What was asked of the rules. */
export interface Inputs {
  readonly jurisdiction: string
  readonly occurredOn: Day
  readonly decidedOn: Day
  readonly conducts: readonly ConductGiven[]
  readonly circumstances: Readonly<Record<string, FactValue | null | undefined>>
  readonly history: readonly Counted[]
}

/** The answer as it is kept: the procedure is the ruleset's own and not repeated. */
export type KeptAnswer = Omit<SanctionAnswer, 'procedure'>

/** What a decision was computed from, by which engine, and what came out: kept for good. */
export interface Computed { readonly engine: string, readonly inputs: Inputs, readonly answer: KeptAnswer }

/** What the service adds to a step, kept with it. */
export interface Outcome {
  /** the tier after this step: what the rules said on that day, or what was decided */
  readonly tier: string | null
  /** notify, decide, and a review or an appeal that does not revoke */
  readonly computed?: Computed
  /** decide, vary: the measures imposed, the mandatory ones and those chosen. notify: those announced */
  readonly measures?: readonly string[]
  /** notify: the last day for the statement, as the party was told; null where there is no period */
  readonly due?: Day | null
  readonly provisional?: boolean
}

/** A step as it is kept, without its place in the chain of digests. `at` is an instant in China's time: its first ten characters are the day of entry. */
export interface Entry {
  readonly seq: number
  readonly type: StepType | 'register'
  readonly at: string
  readonly actor: string
  readonly level: string
  readonly body: Readonly<Record<string, unknown>>
  readonly outcome: Outcome
}

export interface Actor { readonly id: string, readonly level: string }

export interface Notice {
  readonly seq: number
  readonly deliveredOn: Day
  readonly due: Day | null
  readonly provisional: boolean
  readonly optional: readonly string[]
  readonly measures: readonly string[]
  readonly computed: Computed
}

export interface Decision {
  readonly seq: number
  readonly decidedOn: Day
  readonly by: Actor
  readonly computed: Computed
  readonly measures: readonly string[]
  readonly rectifyBy: Day | null
}

export interface Evidence { readonly seq: number, readonly preservedUntil: Day | null }
export interface Report { readonly seq: number, readonly to: string, readonly subject: string | null, readonly afterDecision: boolean }

export interface CaseFile {
  readonly id: string
  readonly entries: readonly Entry[]
  /** the body of each entry with its corrections made, in the order of the entries */
  readonly bodies: readonly Readonly<Record<string, unknown>>[]
  readonly state: State
  /** as of the last step */
  readonly tier: string | null
  readonly opening: Opening
  /** as registered, established, or varied on review */
  readonly conducts: readonly ConductGiven[]
  readonly circumstances: Readonly<Record<string, FactValue | null | undefined>>
  /** the latest day on any paper so far */
  readonly latestPaper: Day | null
  /** who investigated, or signed or confirmed the facts */
  readonly investigators: ReadonlySet<string>
  readonly notice: Notice | null
  readonly heard: boolean
  readonly decision: Decision | null
  readonly servedOn: Day | null
  readonly published: boolean
  readonly reports: readonly Report[]
  readonly evidence: readonly Evidence[]
  /** who decided a review that left the decision standing; null while there was none */
  readonly reviewedBy: Actor | null
  readonly revoked: boolean
  readonly rectifiedOn: Day | null
  /** measures for the time of the investigation; `to` is null while they stand */
  readonly interim: readonly { readonly measure: string, readonly from: Day, readonly to: Day | null }[]
}

export const versionOf = ({ entries }: CaseFile): number => entries.length

/** Served, and not revoked since. A review or an appeal does not suspend it. */
export const isInForce = ({ servedOn, revoked }: CaseFile): boolean => servedOn !== null && !revoked

/** The body of a step as it stands, its type among it. */
export const stepOf = ({ type, body }: Entry): StepGiven => ({ type, ...body }) as StepGiven
