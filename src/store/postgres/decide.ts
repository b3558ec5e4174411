/**
 * Which units of a batch are written, and all that is written of them: one list of rows for each table, however many units there are. A pure function
 * of the batch and of what the database holds, which nobody else can change in the meantime.
 */
import type { Outcome } from '../group-commit.ts'
import { decisionColumns, distinct, recordColumns, standingColumns } from '../rows.ts'
import { KeyTaken, StaleSubject, StaleVersion, type Unit } from '../store.ts'
import type { answers, counted, dataKeys, decisions, events, recordConducts, records, standing, steps, subjects } from './tables.ts'

/** What the database holds of what a batch rests on. */
export interface Held {
  /** of the records that are there */
  readonly records: ReadonlyMap<string, { readonly version: number, readonly conducts: string }>
  /** the versions of the subjects' records, where there are any */
  readonly subjects: ReadonlyMap<string, number>
  /** the idempotency keys for which an answer is kept */
  readonly keys: ReadonlySet<string>
}

/** Rows in place of those kept for these records. */
export interface Replacement<Row> { readonly of: readonly string[], readonly rows: readonly Row[] }

export interface Writes {
  readonly opened: readonly typeof records.$inferInsert[]
  readonly changed: readonly Omit<typeof records.$inferInsert, 'reconsider'>[]
  readonly marks: readonly Pick<typeof records.$inferInsert, 'id' | 'reconsider'>[]
  readonly subjects: readonly typeof subjects.$inferInsert[]
  readonly dataKeys: readonly typeof dataKeys.$inferInsert[]
  readonly steps: readonly typeof steps.$inferInsert[]
  readonly conducts: Replacement<typeof recordConducts.$inferInsert>
  readonly standing: Replacement<typeof standing.$inferInsert>
  readonly decisions: Replacement<typeof decisions.$inferInsert>
  readonly counted: Replacement<typeof counted.$inferInsert>
  readonly answers: readonly typeof answers.$inferInsert[]
  /** the positions count from 1, the first event of the batch */
  readonly events: readonly typeof events.$inferInsert[]
}

export interface Decided { readonly outcomes: readonly Outcome[], readonly accepted: readonly Unit[] }

/** Decides one unit after the other, each as if those accepted before it had been written already. */
export function decide (batch: readonly Unit[], held: Held): Decided {
  const versions = new Map([...held.records].map(([id, { version }]) => [id, version]))
  const subjects = new Map(held.subjects)
  const keys = new Set(held.keys)

  // In this order: what was answered before is answered again.
  function refusal ({ answer, record: { id }, expected, subject, reconsider }: Unit): Error | undefined {
    if (answer !== null && keys.has(answer.key)) return new KeyTaken('an answer is kept for this key')
    if ((versions.get(id) ?? 0) !== expected) return new StaleVersion(`record ${id} is not at version ${expected}`)
    const version = subject === null ? 0 : subjects.get(subject.key) ?? 0
    if (subject !== null && version !== subject.expected) return new StaleSubject(`the subject is at version ${version}, not ${subject.expected}`)
    const missing = reconsider.find((mark) => mark.id !== id && !versions.has(mark.id))
    if (missing !== undefined) return new Error(`there is no record ${missing.id} to be marked for reconsideration`)
  }

  const accepted: Unit[] = []
  const outcomes = batch.map((unit): Outcome => {
    const error = refusal(unit)
    if (error !== undefined) return { error }
    accepted.push(unit)
    versions.set(unit.record.id, unit.record.version)
    if (unit.subject?.changes) subjects.set(unit.subject.key, unit.subject.expected + 1)
    if (unit.answer !== null) keys.add(unit.answer.key)
    return null
  })
  return { outcomes, accepted }
}

/** What has been given for each record, the last where it was given more than once. */
function latest<T> (units: readonly Unit[], given: (unit: Unit) => T | undefined): Map<string, { readonly unit: Unit, readonly value: T }> {
  const found = new Map<string, { unit: Unit, value: T }>()
  for (const unit of units) {
    const value = given(unit)
    if (value !== undefined) found.set(unit.record.id, { unit, value })
  }
  return found
}

/** All that is to be written of the units that were accepted. */
export function writesOf (accepted: readonly Unit[], held: Held): Writes {
  const isNew = (id: string) => !held.records.has(id)

  function replacement<T, Row> (given: (unit: Unit) => T | undefined, rowsOf: (value: T, unit: Unit) => readonly Row[]): Replacement<Row> {
    const found = latest(accepted, given)
    // Of a new record there is nothing to be replaced.
    return { of: [...found.keys()].filter((id) => !isNew(id)), rows: [...found.values()].flatMap(({ unit, value }) => rowsOf(value, unit)) }
  }

  const last = [...latest(accepted, ({ record }) => record).values()].map(({ value }) => value)
  const rows = last.map(recordColumns)
  // Most steps leave the conducts as they are.
  const otherwiseFound = last.filter(({ id, conducts }) => held.records.get(id)?.conducts !== JSON.stringify(conducts))
  return {
    opened: rows.filter(({ id }) => isNew(id)).map((row) => ({ ...row, reconsider: false })),
    changed: rows.filter(({ id }) => !isNew(id)),
    marks: [...new Map(accepted.flatMap(({ reconsider }) => reconsider.map(({ id, is }) => [id, is] as const)))].map(([id, reconsider]) => ({ id, reconsider })),
    subjects: [...new Map(accepted.flatMap(({ subject }) => subject?.changes ? [[subject.key, subject.expected + 1] as const] : []))].map(([key, version]) => ({ key, version })),
    dataKeys: accepted.flatMap(({ record, dataKey }) => dataKey === undefined ? [] : { recordId: record.id, ...dataKey }),
    steps: accepted.map(({ record, step }) => ({ recordId: record.id, ...step })),
    conducts: {
      of: otherwiseFound.map(({ id }) => id).filter((id) => !isNew(id)),
      rows: otherwiseFound.flatMap(({ id, conducts }) => distinct(conducts).map((conduct) => ({ conduct, recordId: id })))
    },
    standing: replacement(({ standing }) => standing ?? undefined, (standing, { record }) => standingColumns(standing, record.id)),
    decisions: replacement(({ decision }) => decision, (decision, { record }) => decision === null ? [] : [decisionColumns(decision, record.subjectKey)]),
    counted: replacement(({ counted }) => counted ?? undefined, (counted, { record }) => distinct(counted).map((countedId) => ({ recordId: record.id, countedId }))),
    answers: accepted.flatMap(({ answer }) => answer ?? []),
    events: accepted.flatMap(({ events }) => events).map((event, index) => ({ position: index + 1, ...event }))
  }
}
