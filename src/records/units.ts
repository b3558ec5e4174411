/** What a step changes, as one unit of work for the store. */
import type { RuleBook } from '../domain/book.ts'
import type { Counted } from '../domain/record/case.ts'
import { decisionOf, foundBy, keepingOf, standingOf, type KeyOf, type Standing } from '../domain/record/projection.ts'
import { changedSince } from '../domain/record/reconsider.ts'
import type { Situation } from '../domain/record/checks.ts'
import type { Advanced } from '../domain/record/advance.ts'
import type { KeptAnswer, RecordRow, SubjectRecord, Unit } from '../store/store.ts'
import { seal, type Algorithm, type Link } from './chain.ts'
import { reconsiderEvent, stepEvent } from './events.ts'

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)

/** The subject's decisions once this record's own is another. */
export const withOwn = (decisions: readonly Counted[], id: string, own: Counted | null): readonly Counted[] =>
  [...decisions.filter(({ recordId }) => recordId !== id), ...own ? [own] : []]

/** Another record whose mark has to change. */
export interface Mark { readonly id: string, readonly is: boolean }

export interface Change {
  readonly link: Link
  readonly row: Omit<RecordRow, 'reconsider'>
  readonly standing: readonly Standing[]
  /** the decision that counts before and after */
  readonly decision: { readonly before: Counted | null, readonly after: Counted | null }
  readonly subjectDecisions: readonly Counted[]
}

/** Whether a decision now weighs otherwise for those that counted it. */
export const weighsOtherwise = ({ decision: { before, after } }: Change): boolean => before !== null && !same([before.tier, before.measures], [after?.tier, after?.measures])

/**
 * What a step makes of a case, but for the marks on other records.
 * @param salt of the step's digest; a random one unless it is given
 */
export function changeOf (book: RuleBook, keyOf: KeyOf, before: Situation | null, { entry, next }: Advanced, head: string | null, algorithm: Algorithm, salt?: string): Change {
  const { file, decisions } = next
  const { jurisdiction, occurredOn, subject } = file.opening
  const link = seal(file.id, entry, head, algorithm, salt)
  const standing = standingOf(book, file, keyOf)
  const row = {
    kind: 'case' as const,
    id: file.id,
    version: entry.seq,
    head: link.digest,
    ...foundBy(book, file),
    ...keepingOf(file, standing),
    jurisdiction,
    subjectType: subject.type,
    subjectKey: keyOf(subject),
    occurredOn
  }
  const after = decisionOf(book, file)
  return { link, row, standing, decision: { before: before ? decisionOf(book, before.file) : null, after }, subjectDecisions: withOwn(decisions, file.id, after) }
}

/** The unit of a step of a case. */
export function unitOf (book: RuleBook, keyOf: KeyOf, before: Situation | null, advanced: Advanced, change: Change, subject: SubjectRecord, marks: readonly Mark[], marked: boolean, answer: KeptAnswer | null): Unit {
  const { entry, next } = advanced
  const { row, link, standing, decision } = change
  const { file } = next
  const isDecided = file.decision !== (before?.file.decision ?? null)
  const changes = !same(decision.before, decision.after) || isDecided
  const own = changedSince(file, change.subjectDecisions).length > 0
  const all = own === marked ? marks : [...marks, { id: file.id, is: own }]
  return {
    expected: entry.seq - 1,
    step: link,
    record: row,
    subject: changes ? { key: row.subjectKey, expected: subject.version, changes: true } : null,
    standing: same(standing, before ? standingOf(book, before.file, keyOf) : []) ? null : standing,
    decision: same(decision.before, decision.after) ? undefined : decision.after,
    counted: isDecided ? file.decision?.computed.inputs.history.map(({ recordId }) => recordId) ?? [] : null,
    reconsider: all,
    events: [stepEvent(row, entry.type, entry.at), ...all.map(({ id, is }) => reconsiderEvent(id, is, file.id, entry.at))],
    answer
  }
}
