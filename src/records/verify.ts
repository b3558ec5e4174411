/** Whether a record is what was written: its chain, and everything that is kept beside the chain to find it and to count it. */
import type { RuleBook } from '../domain/book.ts'
import { replay } from '../domain/record/fold.ts'
import type { CaseFile, Counted } from '../domain/record/case.ts'
import { decisionOf, foundBy, standingOf } from '../domain/record/projection.ts'
import { changedSince } from '../domain/record/reconsider.ts'
import { canonical } from '../rulesets/digest.ts'
import type { Everything, RecordRow, StandingRow } from '../store/store.ts'
import { unseal, verifyChain, type StepRecord, type Verification } from './chain.ts'
import { keyOf } from './identity.ts'
import { priorDecision, priorStanding, replayPrior } from './prior.ts'

/** What each kind of row has to say, by the steps. */
interface Expected {
  readonly row: Partial<RecordRow>
  readonly standing: readonly StandingRow[]
  readonly decision: Counted | null
  readonly counted: readonly string[]
  readonly foundBy: readonly string[]
}

function ofCase (book: RuleBook, id: string, steps: readonly StepRecord[]): Expected & { file: CaseFile } {
  const file = replay(id, steps)
  const { opening: { jurisdiction, occurredOn, subject }, decision } = file
  return {
    file,
    row: {
      kind: 'case',
      ...foundBy(book, file),
      jurisdiction,
      subjectType: subject.type,
      subjectKey: keyOf(subject),
      occurredOn
    },
    standing: standingOf(book, file, keyOf),
    decision: decisionOf(book, file),
    counted: decision?.computed.inputs.history.map(({ recordId }) => recordId) ?? [],
    foundBy: foundBy(book, file).conducts
  }
}

function ofPrior (book: RuleBook, id: string, steps: readonly StepRecord[]): Expected {
  const prior = replayPrior(id, steps)
  return {
    row: {
      kind: 'prior-decision',
      state: prior.withdrawal ? 'withdrawn' : 'recorded',
      jurisdiction: prior.jurisdiction,
      subjectType: prior.subject.type,
      subjectKey: keyOf(prior.subject),
      occurredOn: null,
      conducts: [],
      tier: prior.tier ?? null,
      due: null,
      reconsider: false
    },
    standing: priorStanding(book, prior),
    decision: priorDecision(prior),
    counted: [],
    foundBy: []
  }
}

const sorted = (rows: readonly unknown[]): string => JSON.stringify(rows.map(canonical).sort())

/** The first part of what is kept beside the steps that they do not bear out. */
function differing (kept: Everything, expected: Expected, file: CaseFile | null, decisions: readonly Counted[]): string | null {
  const { row } = kept
  for (const [name, value] of Object.entries(expected.row)) {
    if (canonical(row?.[name as keyof RecordRow]) !== canonical(value)) return `the record's ${name}`
  }
  if (file && row && row.reconsider !== (changedSince(file, decisions).length > 0)) return 'the record\'s mark for reconsideration'
  if (sorted(kept.standing) !== sorted(expected.standing)) return 'the measures in force'
  if (canonical(kept.decision) !== canonical(expected.decision)) return 'the decision that counts in the subject\'s history'
  if (sorted(kept.counted) !== sorted(expected.counted)) return 'the earlier decisions that were counted'
  if (sorted(kept.foundBy) !== sorted(expected.foundBy)) return 'the conducts by which it is found'
  return null
}

/** Each step was told once, in order, as what it was. */
function differingEvent ({ events }: Everything, id: string, steps: readonly StepRecord[]): string | null {
  const told = events.map(({ recordId, time, type, data, position }) => ({ recordId, time, type, position, data: JSON.parse(data) as { recordId?: string, seq?: number, head?: string, step?: string } }))
  const ofSteps = told.filter(({ type }) => !type.includes('reconsideration'))
  if (ofSteps.length !== steps.length) return 'the number of its events'
  for (const [index, { seq, at, digest, type }] of steps.entries()) {
    const event = ofSteps[index]
    const first = index === 0
    const suffix = type === 'withdraw' as never ? 'withdrawn' : type === 'record' as never ? 'recorded' : first ? 'registered' : 'step-added'
    if (!event || event.data.seq !== seq || event.data.head !== digest || event.data.step !== type || event.time !== at || event.data.recordId !== id || !event.type.endsWith(suffix)) return `the event of step ${seq}`
  }
  return null
}

/** @param decisions those of the subject that count now */
export function verifyRecord (book: RuleBook, id: string, kept: Everything, decisions: readonly Counted[]): Verification {
  const chain = verifyChain(id, kept.steps, kept.row)
  if (!chain.valid) return chain
  let differs: string | null
  try {
    const steps = kept.steps.map(unseal)
    const ofA = kept.row?.kind === 'case' ? ofCase(book, id, steps) : ofPrior(book, id, steps)
    differs = differing(kept, ofA, 'file' in ofA ? ofA.file as CaseFile : null, decisions) ?? differingEvent(kept, id, steps)
  } catch (error) {
    differs = `what follows from them (${(error as Error).message})`
  }
  return differs === null ? chain : { ...chain, valid: false, firstFault: { seq: chain.steps, fault: 'projection-differs', detail: `the steps do not bear out ${differs}` } }
}
