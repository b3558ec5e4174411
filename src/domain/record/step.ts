/** The steps of a case: what each one says, and which of its days stand on a paper. */
import type { Day } from '../day.ts'
import type { ConductGiven } from '../question.ts'
import type { FactValue } from '../vocabulary.ts'

type Given = Readonly<Record<string, FactValue | null | undefined>>

export interface Subject {
  readonly type: string
  /** the resident identity number, the unified social credit code, or the caller's own id */
  readonly ref: string
  readonly refKind: string
  readonly name: string
}

export interface Session { readonly id: string, readonly occupation?: string, readonly level?: string, readonly site?: string, readonly heldOn?: Day }

/** What opens a case. */
export interface Opening {
  readonly jurisdiction: string
  readonly occurredOn: Day
  readonly subject: Subject
  readonly source: string
  readonly conducts: readonly ConductGiven[]
  readonly circumstances?: Given
  readonly narrative?: string
  readonly session?: Session
  /** of a person's case: the unified social credit code (or the caller's id) of the agency */
  readonly agencyRef?: string
  readonly relatedCases?: readonly string[]
}

/** What each step says beside its type. */
export interface Bodies {
  accept: object
  dismiss: { readonly reasons: string }
  'suspend-pending': { readonly measures: readonly string[], readonly reasons: string }
  'add-evidence': { readonly kind: string, readonly title: string, readonly obtainedOn: Day, readonly sha256?: string, readonly preservedUntil?: Day }
  'establish-facts': { readonly conducts: readonly ConductGiven[], readonly circumstances?: Given, readonly signers?: readonly string[], readonly confirmedBy?: string, readonly establishedOn: Day }
  refer: { readonly to: string, readonly reasons: string }
  report: { readonly to: string, readonly on: Day, readonly subject?: string }
  notify: { readonly deliveredOn: Day, readonly method: string, readonly optionalMeasures?: readonly string[], readonly statementDueOn?: Day }
  hear: { readonly on: Day, readonly statement?: string, readonly waived?: true }
  decide: { readonly decidedOn: Day, readonly reasons: string, readonly optionalMeasures?: readonly string[], readonly rectifyBy?: Day }
  serve: { readonly servedOn: Day, readonly method: string }
  publish: { readonly on: Day, readonly where: string }
  'request-review': { readonly on: Day, readonly grounds: string }
  appeal: { readonly on: Day, readonly grounds: string }
  'decide-review': ReviewBody
  'decide-appeal': ReviewBody
  'verify-rectification': { readonly on: Day, readonly result: string }
  correct: { readonly seq: number, readonly reasons: string, readonly replaces: Readonly<Record<string, unknown>> }
  archive: { readonly on: Day }
}
interface ReviewBody { readonly on: Day, readonly outcome: string, readonly reasons: string, readonly optionalMeasures?: readonly string[], readonly conducts?: readonly ConductGiven[] }

export type StepType = keyof Bodies
export type StepOf<T extends StepType> = { readonly type: T } & Bodies[T]
export type StepGiven = { [T in StepType]: StepOf<T> }[StepType]

/** The day on the paper of each step; those that leave no paper have none. Days on which something ends or is due are not of this kind. */
const PAPER: Partial<Record<StepType, string>> = {
  'add-evidence': 'obtainedOn',
  'establish-facts': 'establishedOn',
  report: 'on',
  notify: 'deliveredOn',
  hear: 'on',
  decide: 'decidedOn',
  serve: 'servedOn',
  publish: 'on',
  'request-review': 'on',
  appeal: 'on',
  'decide-review': 'on',
  'decide-appeal': 'on',
  'verify-rectification': 'on',
  archive: 'on'
}

/** The name of the field with the day on a step's paper. */
export const paperField = (type: StepType): string | undefined => PAPER[type]

/** The day on a step's paper. */
export const paperDay = (step: StepGiven): Day | undefined => {
  const field = PAPER[step.type]
  return field === undefined ? undefined : (step as unknown as Record<string, Day>)[field]
}

/** Clerical errors are corrected in what somebody worded, not in what a right hangs on: days, findings, choices and outcomes stay as they were given. */
const WORDING: Readonly<Record<string, readonly string[]>> = {
  register: ['subject', 'narrative', 'session', 'relatedCases'],
  dismiss: ['reasons'],
  'suspend-pending': ['reasons'],
  'add-evidence': ['title', 'sha256'],
  refer: ['to', 'reasons'],
  hear: ['statement'],
  decide: ['reasons'],
  publish: ['where'],
  'request-review': ['grounds'],
  appeal: ['grounds'],
  'decide-review': ['reasons'],
  'decide-appeal': ['reasons'],
  correct: ['reasons']
}

/** Of a corrected subject only the name is wording: who it is cannot be changed under the same case. */
export const correctable = (type: string, field: string): boolean => WORDING[type]?.includes(field) ?? false
