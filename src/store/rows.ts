/** How the rows of store.ts go into the columns of tables.ts and come back: the same in both databases. */
import type { DecisionRow, JudgedKind, KeptRow, RecordKind, RecordRow, StandingRow } from './store.ts'

export type RecordColumns = Omit<RecordRow, 'kind' | 'conducts'> & { readonly kind: string, readonly conducts: string, readonly province: string, readonly city: string }
export type DecisionColumns = Omit<DecisionRow, 'kind' | 'measures'> & { readonly kind: string, readonly measures: string, readonly subjectKey: string }
export type StandingColumns = StandingRow & { readonly recordId: string, readonly seq: number }

/** The kind of a record that has decisions or standing, or was asked for as one of these: no other has any. */
export const kindOf = (text: string): JudgedKind => text as JudgedKind
const list = (json: string): readonly string[] => JSON.parse(json) as string[]

export function recordColumns (row: Omit<RecordRow, 'reconsider'>): Omit<RecordColumns, 'reconsider'> {
  const { id, kind, version, head, state, jurisdiction, subjectType, subjectKey, conducts, tier, occurredOn, due, closedOn, barsUntil } = row
  return {
    id,
    kind,
    version,
    head,
    state,
    jurisdiction,
    province: jurisdiction.slice(0, 2),
    city: jurisdiction.slice(0, 4),
    subjectType,
    subjectKey,
    conducts: JSON.stringify(conducts),
    tier,
    occurredOn,
    due,
    closedOn,
    barsUntil
  }
}

export function keptRow ({ province, city, kind, conducts, ...same }: RecordColumns): KeptRow {
  return { ...same, kind: kind as KeptRow['kind'], conducts: list(conducts) }
}

/** A record that was found by its kind, and so is there. */
export const recordRow = (columns: RecordColumns): RecordRow => ({ ...keptRow(columns), kind: columns.kind as RecordKind })

/** The decision of a record, under the subject in whose history it counts. */
export function decisionColumns ({ recordId, kind, decidedOn, servedOn, tier, measures, rectifyBy, rectifiedOn, underReview }: DecisionRow, subjectKey: string): DecisionColumns {
  return { recordId, subjectKey, kind, decidedOn, servedOn, tier, measures: JSON.stringify(measures), rectifyBy, rectifiedOn, underReview }
}

export function decisionRow ({ subjectKey, kind, measures, ...same }: DecisionColumns): DecisionRow {
  return { ...same, kind: kindOf(kind), measures: list(measures) }
}

/** The measures of a record, numbered in the order in which they were given. */
export function standingColumns (rows: readonly StandingRow[], recordId: string): readonly StandingColumns[] {
  return rows.map(({ measure, subjectKey, from, to, interim }, seq) => ({ recordId, seq, measure, subjectKey, from, to, interim }))
}

export function standingRow ({ recordId, seq, ...row }: StandingColumns): StandingRow {
  return row
}

/** Each once: what a record is found by, or has counted, is a set. */
export const distinct = (texts: readonly string[]): readonly string[] => [...new Set(texts)]
