/** What has been erased: how others still count it, and what can be verified of it. */
import type { CaseFile, Counted } from '../domain/record/case.ts'
import type { Everything, KeptRow } from '../store/store.ts'
import { ALGORITHMS, type Fault, type Verification } from './chain.ts'
import { isErasure, isReconsideration } from './events.ts'

/** The subject's decisions with those that were erased, as this case counted them: that something is too old to be kept does not undo it. */
export function withErased ({ decision }: Pick<CaseFile, 'decision'>, decisions: readonly Counted[], erased: readonly string[]): readonly Counted[] {
  if (erased.length === 0) return decisions
  return [...decisions, ...decision?.computed.inputs.history.filter(({ recordId }) => erased.includes(recordId)) ?? []]
}

const DIGEST = new RegExp(`^(${ALGORITHMS.join('|')}):[0-9a-f]{64}$`)

/** What is kept beside the steps and should be gone. */
function leftOver ({ conducts, tier, occurredOn, due, closedOn, barsUntil, reconsider }: KeptRow, { dataKey, standing, decision, counted, foundBy }: Everything): string | null {
  if (dataKey !== null) return 'the key of its steps'
  if (standing.length > 0) return 'measures in force'
  if (decision !== null) return 'a decision that counts'
  if (counted.length > 0) return 'the decisions that it counted'
  if (foundBy.length > 0 || conducts.length > 0) return 'its conducts'
  return [tier, occurredOn, due, closedOn, barsUntil].some((one) => one !== null) || reconsider ? 'what it was found by' : null
}

/** The events that stand for its steps, each with the step's number and digest, and after them the one of the erasure. */
function eventsDiffer ({ steps, events }: Everything): string | null {
  const own = events.filter((event) => !isReconsideration(event))
  for (const [index, { seq, digest }] of steps.entries()) {
    const { seq: told, head } = JSON.parse(own[index]?.data ?? '{}') as { seq?: unknown, head?: unknown }
    if (told !== seq || head !== digest) return `the event of step ${seq}`
  }
  const [last, ...more] = own.slice(steps.length)
  return last !== undefined && isErasure(last) && more.length === 0 ? null : 'the event of its erasure'
}

function faultOf (row: KeptRow, kept: Everything): Fault | null {
  const { steps } = kept
  for (const [index, { seq, digest }] of steps.entries()) {
    if (seq !== index + 1) return { seq: index + 1, fault: 'step-missing', detail: `step ${index + 1} is missing` }
    if (!DIGEST.test(digest)) return { seq, fault: 'digest-altered', detail: `the digest of step ${seq} is no digest` }
  }
  const last = steps.length
  if (row.version > last) return { seq: last + 1, fault: 'step-missing', detail: `the record has ${row.version} steps, of which ${last} are there` }
  if (row.version !== last) return { seq: last, fault: 'step-inserted', detail: `the record has ${row.version} steps, and ${last} are there` }
  if (row.head !== steps.at(-1)?.digest) return { seq: last, fault: 'head-differs', detail: 'the record\'s head is not the digest of its last step' }
  const left = leftOver(row, kept)
  if (left !== null) return { seq: last, fault: 'projection-differs', detail: `the record is called erased, and there is still ${left}` }
  const differs = eventsDiffer(kept)
  return differs === null ? null : { seq: last, fault: 'projection-differs', detail: `the steps do not bear out ${differs}` }
}

/** Numbers, digests, head and events: what the steps said nobody can read any more. */
export function verifyErased (row: KeptRow, kept: Everything): Verification {
  const firstFault = faultOf(row, kept)
  const found = { steps: kept.steps.length, head: kept.steps.at(-1)?.digest ?? null, erased: true as const }
  return firstFault ? { valid: false, ...found, firstFault } : { valid: true, ...found }
}
