/** Whether a record is what was written: its chain, and everything that is kept beside the chain to find it, to count it and to tell of it. */
import type { RuleBook } from '../domain/book.ts'
import type { Counted } from '../domain/record/case.ts'
import type { KeyOf } from '../domain/record/projection.ts'
import { changedSince } from '../domain/record/reconsider.ts'
import { canonical } from '../rulesets/digest.ts'
import type { Everything, NewEvent, RecordRow, StoredEvent } from '../store/store.ts'
import { unseal, verifyChain, type Verification } from './chain.ts'
import { isReconsideration, reconsiderEvent } from './events.ts'
import { verifyErased, withErased } from './erased.ts'
import { expectedOf, type Expected } from './expected.ts'

const same = (a: unknown, b: unknown): boolean => canonical(a) === canonical(b)
const sorted = (texts: readonly string[]): readonly string[] => [...new Set(texts)].sort()

/** The first part of what is kept beside the steps that they do not bear out. */
function differing (kept: Everything, expected: Expected, decisions: readonly Counted[]): string | null {
  const { row } = kept
  for (const [name, value] of Object.entries(expected.row)) {
    if (!same(row?.[name as keyof RecordRow], value)) return `the record's ${name}`
  }
  const { file } = expected
  if (row?.reconsider !== (file !== null && changedSince(file, withErased(file, decisions, kept.erased)).length > 0)) return 'the record\'s mark for reconsideration'
  if (!same(kept.standing, expected.standing)) return 'the measures in force'
  if (!same(kept.decision, expected.decision)) return 'the decision that counts in the subject\'s history'
  if (!same(decisions.find(({ recordId }) => recordId === expected.row.id) ?? null, expected.decision)) return 'whose history the decision counts in'
  if (!same(sorted(kept.counted), sorted(expected.counted))) return 'the earlier decisions that were counted'
  if (!same(sorted(kept.foundBy), sorted(expected.foundBy))) return 'the conducts by which it is found'
  return null
}

/** Equal where the same is told. */
const told = ({ type, recordId, time, data }: NewEvent): string => canonical({ type, recordId, time, data: JSON.parse(data) as unknown })

/** Each step was told once, in order, as what it was; and between them, in turn, that the case has to be reconsidered and that it no longer has to be. */
function differingEvent (events: readonly StoredEvent[], id: string, reconsider: boolean, expected: Expected): string | null {
  const ofSteps = events.filter((event) => !isReconsideration(event))
  for (const [index, event] of expected.events.entries()) {
    const kept = ofSteps[index]
    if (!kept || told(kept) !== told(event)) return `the event of step ${index + 1}`
  }
  if (ofSteps.length > expected.events.length) return 'the number of events'
  let due = false
  for (const event of events.filter(isReconsideration)) {
    due = !due
    const { because } = JSON.parse(event.data) as { because?: unknown }
    if (typeof because !== 'string' || told(event) !== told(reconsiderEvent(id, due, because, event.time))) return `the event ${event.position}, of a reconsideration`
  }
  return due === reconsider ? null : 'whether a reconsideration was told of'
}

/** @param decisions those of the subject that count now */
export function verifyRecord (book: RuleBook, keyOf: KeyOf, id: string, kept: Everything, decisions: readonly Counted[]): Verification {
  if (kept.row?.kind === 'erased') return verifyErased(kept.row, kept)
  const chain = verifyChain(id, kept.steps, kept.row)
  if (!chain.valid) return chain
  let differs: string | null
  try {
    const expected = expectedOf(book, keyOf, id, kept.steps.map(unseal))
    differs = differing(kept, expected, decisions) ?? differingEvent(kept.events, id, kept.row?.reconsider ?? false, expected)
  } catch (error) {
    // What was altered may be of any form: not even what is read of it need be there.
    differs = `a record (${(error as Error).message})`
  }
  return differs === null ? chain : notBorneOut(chain, differs)
}

export const notBorneOut = (chain: Verification, what: string): Verification =>
  ({ ...chain, valid: false, firstFault: { seq: chain.steps, fault: 'projection-differs', detail: `the steps do not bear out ${what}` } })
