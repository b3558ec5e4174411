/**
 * The statements that write a batch of units, however many there are: each takes all rows of one table. They are sent one after the other without
 * waiting for the answers (pipelining); the database runs them in that order.
 */
import type { PgTable } from 'drizzle-orm/pg-core'
import type { Unit } from '../store.ts'
import type { PoolClient } from './connection.ts'
import type { Held, Replacement, Writes } from './decide.ts'
import { asc, drizzle, eq, givenColumns, givenRows, placeholder, sql, type Drizzle } from './drizzle.ts'
import { answers, counted, dataKeys, decisions, eventPosition, events, recordConducts, records, standing, steps, subjects } from './tables.ts'

/** Statements of others may come in between; what is read under a lock is what was last committed. */
const BEGIN = 'begin isolation level read committed read write'

const ids = placeholder('ids')
const keys = placeholder('keys')
const count = placeholder('count')

/** Rows in the order of their keys, as everybody takes them: two who wait for each other would be a deadlock. */
const add = (db: Drizzle, table: PgTable, name: string) =>
  db.insert(table).select(sql`select ${givenColumns(table)} from ${givenRows(table)} order by 1`).prepare(name)

const drop = (db: Drizzle, table: typeof recordConducts | typeof standing | typeof decisions | typeof counted, name: string) =>
  db.delete(table).where(sql`${table.recordId} = any(${ids}::text[])`).prepare(name)

const given = (name: string) => sql`given.${sql.identifier(name)}`

/** All that a step may change of a record; `reconsider` is changed by others. */
const CHANGING = ['version', 'head', 'state', 'jurisdiction', 'province', 'city', 'subjectType', 'subjectKey', 'conducts', 'tier', 'occurredOn', 'due', 'closedOn', 'barsUntil'] as const

/** Those of a connection. */
export function prepare (client: PoolClient) {
  const db = drizzle(client)
  return {
    // A subject of which nothing is known yet has no row that could be locked: it is given one, with version 0.
    holdNewSubjects: db.insert(subjects).select(sql`select key, 0 from unnest(${keys}::text[]) as given(key) order by key`).onConflictDoNothing().returning({ key: subjects.key }).prepare('hold_new_subjects'),
    holdSubjects: db.select().from(subjects).where(sql`${subjects.key} = any(${keys}::text[])`).orderBy(asc(subjects.key)).for('no key update').prepare('hold_subjects'),
    holdRecords: db.select({ id: records.id, version: records.version, conducts: records.conducts })
      .from(records).where(sql`${records.id} = any(${ids}::text[]) and ${records.kind} <> 'erased'`).orderBy(asc(records.id)).for('no key update').prepare('hold_records'),
    findKeys: db.select({ key: answers.key }).from(answers).where(sql`${answers.key} = any(${keys}::text[])`).prepare('find_keys'),
    openRecords: add(db, records, 'open_records'),
    changeRecords: db.update(records).set(Object.fromEntries(CHANGING.map((name) => [name, given(name)]))).from(givenRows(records)).where(eq(records.id, given('id'))).prepare('change_records'),
    markRecords: db.update(records).set({ reconsider: given('reconsider') }).from(givenRows(records)).where(eq(records.id, given('id'))).prepare('mark_records'),
    moveSubjects: db.update(subjects).set({ version: given('version') }).from(givenRows(subjects)).where(eq(subjects.key, given('key'))).prepare('move_subjects'),
    dropNewSubjects: db.delete(subjects).where(sql`${subjects.key} = any(${keys}::text[]) and ${subjects.version} = 0`).prepare('drop_new_subjects'),
    addDataKeys: add(db, dataKeys, 'add_data_keys'),
    addSteps: add(db, steps, 'add_steps'),
    conducts: { drop: drop(db, recordConducts, 'drop_conducts'), add: add(db, recordConducts, 'add_conducts') },
    standing: { drop: drop(db, standing, 'drop_standing'), add: add(db, standing, 'add_standing') },
    decisions: { drop: drop(db, decisions, 'drop_decisions'), add: add(db, decisions, 'add_decisions') },
    counted: { drop: drop(db, counted, 'drop_counted'), add: add(db, counted, 'add_counted') },
    keepAnswers: add(db, answers, 'keep_answers'),
    advancePosition: db.update(eventPosition).set({ position: sql`${eventPosition.position} + ${count}` }).prepare('advance_position'),
    addEvents: db.insert(events).select(sql`
      select ${eventPosition.position} - ${count}::bigint + given.position, given.type, given."recordId", given.time, given.data
      from ${eventPosition}, ${givenRows(events)} order by 1`).prepare('add_events')
  }
}

export type Statements = ReturnType<typeof prepare>

interface Executable<T> { readonly execute: (values: Record<string, unknown>) => Promise<T> }

const unique = (texts: readonly string[]): string[] => [...new Set(texts)]

/** Begins a transaction, takes the locks in the order that all batches keep to, records before subjects, and reads what is held by them. */
export async function hold (client: PoolClient, statements: Statements, batch: readonly Unit[]): Promise<{ readonly held: Held, readonly newSubjects: readonly string[] }> {
  const asked = batch.flatMap(({ subject }) => subject ?? [])
  const wanted = {
    ids: unique(batch.flatMap(({ record, reconsider }) => [record.id, ...reconsider.map(({ id }) => id)])),
    keys: unique(batch.flatMap(({ answer }) => answer?.key ?? [])),
    subjects: unique(asked.map(({ key }) => key)),
    newSubjects: unique(asked.filter(({ expected }) => expected === 0).map(({ key }) => key))
  }
  const [, rows, created, subjectRows, kept] = await Promise.all([
    client.query(BEGIN),
    statements.holdRecords.execute({ ids: wanted.ids }),
    wanted.newSubjects.length > 0 ? statements.holdNewSubjects.execute({ keys: wanted.newSubjects }) : [],
    wanted.subjects.length > 0 ? statements.holdSubjects.execute({ keys: wanted.subjects }) : [],
    wanted.keys.length > 0 ? statements.findKeys.execute({ keys: wanted.keys }) : []
  ])
  return {
    held: {
      records: new Map(rows.map((row) => [row.id, row])),
      subjects: new Map(subjectRows.map(({ key, version }) => [key, version])),
      keys: new Set(kept.map(({ key }) => key))
    },
    newSubjects: created.map(({ key }) => key)
  }
}

/** Sends all that is to be written, and the commit behind it; one promise for each statement, in their order. */
export function send (client: PoolClient, statements: Statements, writes: Writes, newSubjects: readonly string[]): readonly Promise<unknown>[] {
  const sent: Promise<unknown>[] = []
  const rows = (statement: Executable<unknown>, list: readonly unknown[], values = {}) => {
    if (list.length > 0) sent.push(statement.execute({ ...values, rows: JSON.stringify(list) }))
  }
  const replace = (statement: { readonly drop: Executable<unknown>, readonly add: Executable<unknown> }, { of, rows: list }: Replacement<unknown>) => {
    if (of.length > 0) sent.push(statement.drop.execute({ ids: of }))
    rows(statement.add, list)
  }
  rows(statements.openRecords, writes.opened)
  rows(statements.changeRecords, writes.changed)
  rows(statements.markRecords, writes.marks)
  rows(statements.addDataKeys, writes.dataKeys)
  rows(statements.addSteps, writes.steps)
  replace(statements.conducts, writes.conducts)
  replace(statements.standing, writes.standing)
  replace(statements.decisions, writes.decisions)
  replace(statements.counted, writes.counted)
  rows(statements.moveSubjects, writes.subjects)
  // Their locks are kept until the end of the transaction all the same.
  if (newSubjects.length > 0) sent.push(statements.dropNewSubjects.execute({ keys: newSubjects }))
  rows(statements.keepAnswers, writes.answers)
  if (writes.events.length > 0) {
    // Last, for all other instances wait from here to the commit: only so are the positions without gaps, and seen in their order.
    sent.push(statements.advancePosition.execute({ count: writes.events.length }))
    rows(statements.addEvents, writes.events, { count: writes.events.length })
  }
  sent.push(client.query('commit'))
  return sent
}
