/** What has to be kept beside the steps of a record, by the steps alone. */
import type { RuleBook } from '../domain/book.ts'
import type { CaseFile, Counted } from '../domain/record/case.ts'
import { apply, openCase } from '../domain/record/fold.ts'
import type { RegisterEntry } from '../domain/register.ts'
import { decisionOf, foundBy, keepingOf, standingOf, type KeyOf } from '../domain/record/projection.ts'
import type { NewEvent, RecordRow, StandingRow } from '../store/store.ts'
import type { StepRecord } from './chain.ts'
import { stepEvent } from './events.ts'
import { priorDecision, priorKeeping, priorStanding, replayPrior } from './prior.ts'
import { registerEvent, registerRow, type RegisterDefinition } from './register.ts'
import { registerOpenedBy } from './registers.ts'

export interface Expected {
  readonly row: Omit<RecordRow, 'reconsider'>
  /** null: the record is no case */
  readonly file: CaseFile | null
  readonly standing: readonly StandingRow[]
  readonly decision: Counted | null
  readonly counted: readonly string[]
  readonly foundBy: readonly string[]
  /** one for each step, in their order */
  readonly events: readonly NewEvent[]
}

type Row = Expected['row']

/** @throws Error where the steps make no case */
function ofCase (book: RuleBook, keyOf: KeyOf, id: string, steps: readonly [StepRecord, ...StepRecord[]]): Expected {
  const [first, ...others] = steps
  let file = openCase(id, first)
  const states = [file.state]
  for (const step of others) {
    file = apply(file, step)
    states.push(file.state)
  }
  const { opening: { jurisdiction, occurredOn, subject }, decision } = file
  const { seq, digest } = steps.at(-1) ?? first
  const found = foundBy(book, file)
  const standing = standingOf(book, file, keyOf)
  const row: Row = { kind: 'case', id, version: seq, head: digest, ...found, ...keepingOf(file, standing), jurisdiction, subjectType: subject.type, subjectKey: keyOf(subject), occurredOn }
  return {
    row,
    file,
    standing,
    decision: decisionOf(book, file),
    counted: decision?.computed.inputs.history.map(({ recordId }) => recordId) ?? [],
    foundBy: found.conducts,
    events: steps.map(({ seq, digest, type, at }, index) => stepEvent({ ...row, version: seq, head: digest, state: states[index] ?? '' }, type, at))
  }
}

/** @throws Error where the steps make no prior decision */
function ofPrior (book: RuleBook, keyOf: KeyOf, id: string, steps: readonly [StepRecord, ...StepRecord[]]): Expected {
  const types = steps.map(({ type }) => type as string)
  if (types.some((type, index) => type !== ['record', 'withdraw'][index])) throw new Error(`a record does not consist of ${types.join(', ')}`)
  const prior = replayPrior(id, steps)
  const { seq, digest } = steps.at(-1) ?? steps[0]
  const { jurisdiction, subject, tier = null, withdrawal } = prior
  const states = ['recorded', 'withdrawn']
  const standing = priorStanding(book, prior, keyOf)
  const row: Row = {
    kind: 'prior-decision',
    id,
    version: seq,
    head: digest,
    state: withdrawal ? 'withdrawn' : 'recorded',
    jurisdiction,
    subjectType: subject.type,
    subjectKey: keyOf(subject),
    conducts: [],
    tier,
    occurredOn: null,
    due: null,
    ...priorKeeping(prior, standing)
  }
  return {
    row,
    file: null,
    standing,
    decision: priorDecision(prior),
    counted: [],
    foundBy: [],
    events: steps.map(({ seq, digest, type, at }, index) => stepEvent({ ...row, version: seq, head: digest, state: states[index] ?? '' }, type, at))
  }
}

const entryOf = (step: StepRecord): RegisterEntry => step as unknown as RegisterEntry

/** @throws Error where the steps make no register of this kind */
function ofRegister<File> (definition: RegisterDefinition<File>, keyOf: KeyOf, id: string, [first, ...others]: readonly [StepRecord, ...StepRecord[]]): Expected {
  let file = definition.open(id, entryOf(first))
  const events = [registerEvent(registerRow(definition, keyOf, id, file, first), first.type, first.at)]
  for (const step of others) {
    file = definition.apply(file, entryOf(step))
    events.push(registerEvent(registerRow(definition, keyOf, id, file, step), step.type, step.at))
  }
  return { row: registerRow(definition, keyOf, id, file, others.at(-1) ?? first), file: null, standing: [], decision: null, counted: [], foundBy: [], events }
}

/** @throws Error where the steps make no record */
export function expectedOf (book: RuleBook, keyOf: KeyOf, id: string, [first, ...others]: readonly StepRecord[]): Expected {
  if (!first) throw new Error('there are none')
  const register = registerOpenedBy(first.type)
  if (register) return ofRegister(register, keyOf, id, [first, ...others])
  return (first.type === 'register' ? ofCase : ofPrior)(book, keyOf, id, [first, ...others])
}
