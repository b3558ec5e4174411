/**
 * How rows are found. What has to be of one moment is one statement: each statement sees the database as it is at its start. Lists within a row come
 * as JSON.
 */
import type { SQL } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import { listing, type Listing } from '../filter.ts'
import { decisionRow, keptRow, kindOf, recordRow, standingRow } from '../rows.ts'
import type { Store } from '../store.ts'
import { orCause } from './connection.ts'
import { and, asc, asJson, desc, eq, getTableColumns, gt, gte, isNull, lte, or, placeholder, sql, union, unionAll, type Drizzle } from './drizzle.ts'
import { answers, counted, dataKeys, decisions, events, recordConducts, records, standing, steps, subjects } from './tables.ts'

/** The shapes of filters whose statements are kept; more than the service's users can need at a time. */
const MOST_SHAPES = 256

/** Within a selection drizzle leaves out the names of tables before columns, unless they stand in an expression of their own: here they tell columns apart. */
const within = <T>(query: SQL): SQL<T> => sql<T>`(${query})`

const rowsOf = <T extends PgTable>(table: T, where: SQL, order: SQL) =>
  within<T['$inferSelect'][]>(sql`select coalesce(json_agg(${asJson(table)} order by ${order}), '[]') from ${table} where ${where}`)

/** A subject's record, of whatever is its key. */
const subjectOf = (key: SQL) => ({
  version: within<number>(sql`select coalesce(max(${subjects.version}), 0) from ${subjects} where ${subjects.key} = ${key}`),
  decisions: rowsOf(decisions, sql`${decisions.subjectKey} = ${key}`, sql`${decisions.recordId}`)
})

/** Of those that a record counted. */
const erasedOf = (id: SQL) => within<string[]>(sql`select coalesce(json_agg(${counted.countedId} order by ${counted.countedId}), '[]') from ${counted}
  join ${records} as erased on erased.id = ${counted.countedId} and erased.kind = 'erased' where ${counted.recordId} = ${id}`)

const dataKeyOf = (id: SQL) => within<{ keyId: string, wrapped: string } | null>(sql`select json_build_object('keyId', ${dataKeys.keyId}, 'wrapped', ${dataKeys.wrapped}) from ${dataKeys} where ${dataKeys.recordId} = ${id}`)

function prepare (db: Drizzle) {
  const id = placeholder('id')
  const key = placeholder('key')
  const on = placeholder('on')
  const after = placeholder('after')
  const limit = placeholder('limit')
  const askedKey = sql`(select ${key}::text as key) as asked`
  const askedId = sql`(select ${id}::text as id) as asked`
  const of = (column: SQL) => sql`${column} = asked.id`
  return {
    load: db.select({
      row: getTableColumns(records),
      steps: rowsOf(steps, sql`${steps.recordId} = ${records.id} and ${records.head} is distinct from ${placeholder('known')}::text`, sql`${steps.seq}`),
      subject: subjectOf(sql`${records.subjectKey}`),
      erased: erasedOf(sql`${records.id}`),
      dataKey: dataKeyOf(sql`${records.id}`)
    })
      .from(records).where(and(eq(records.id, id), eq(records.kind, placeholder('kind')))).prepare('load'),
    subject: db.select(subjectOf(sql`asked.key`)).from(askedKey).prepare('subject'),
    ofSubject: unionAll(
      db.select({ kind: records.kind, id: records.id }).from(records).where(sql`${records.kind} = 'case' and ${records.subjectKey} = ${key}`),
      db.select({ kind: records.kind, id: records.id }).from(records).where(sql`${records.kind} = 'prior-decision' and ${records.subjectKey} = ${key}`)
    ).orderBy(sql`2`).prepare('of_subject'),
    countedBy: db.select({ id: counted.recordId }).from(counted).where(eq(counted.countedId, id)).orderBy(asc(counted.recordId)).prepare('counted_by'),
    inForce: db.select({ row: getTableColumns(standing), kind: records.kind, jurisdiction: records.jurisdiction }).from(standing).innerJoin(records, eq(records.id, standing.recordId)).where(and(
      sql`${standing.subjectKey} = any(${placeholder('keys')}::text[])`,
      lte(standing.from, on),
      or(isNull(standing.to), gte(standing.to, on))
    )).orderBy(asc(standing.recordId), asc(standing.seq)).prepare('in_force'),
    events: db.select({ ...getTableColumns(events), jurisdiction: records.jurisdiction }).from(events).leftJoin(records, eq(records.id, events.recordId)).where(gt(events.position, after)).orderBy(asc(events.position)).limit(limit).prepare('events'),
    answer: db.select().from(answers).where(eq(answers.key, key)).prepare('answer'),
    // Each half is limited by itself, so that neither is read to its end.
    ids: union(
      db.select({ id: records.id }).from(records).where(gt(records.id, after)).orderBy(asc(records.id)).limit(limit),
      db.selectDistinct({ id: steps.recordId }).from(steps).where(gt(steps.recordId, after)).orderBy(asc(steps.recordId)).limit(limit)
    ).orderBy(sql`1`).limit(limit).prepare('ids'),
    everything: db.select({
      row: within<typeof records.$inferSelect | null>(sql`select ${asJson(records)} from ${records} where ${of(sql`${records.id}`)}`),
      steps: rowsOf(steps, of(sql`${steps.recordId}`), sql`${steps.seq}`),
      dataKey: dataKeyOf(sql`asked.id`),
      erased: erasedOf(sql`asked.id`),
      standing: rowsOf(standing, of(sql`${standing.recordId}`), sql`${standing.seq}`),
      decision: within<typeof decisions.$inferSelect | null>(sql`select ${asJson(decisions)} from ${decisions} where ${of(sql`${decisions.recordId}`)}`),
      counted: rowsOf(counted, of(sql`${counted.recordId}`), sql`${counted.countedId}`),
      foundBy: rowsOf(recordConducts, of(sql`${recordConducts.recordId}`), sql`${recordConducts.conduct}`),
      events: rowsOf(events, of(sql`${events.recordId}`), sql`${events.position}`)
    }).from(askedId).prepare('everything')
  }
}

/** Without a name the database plans it anew each time, knowing the values: which index serves best depends on them. */
function prepareListing (db: Drizzle, { byConduct, where }: Listing) {
  const condition = where({ records, found: recordConducts })
  const all = db.select(getTableColumns(records)).from(records).$dynamic()
  const query = byConduct
    ? all.innerJoin(recordConducts, eq(recordConducts.recordId, records.id)).where(condition).orderBy(desc(recordConducts.recordId))
    : all.where(condition).orderBy(desc(records.id))
  return query.limit(placeholder('limit')).prepare('')
}

const stepRow = ({ seq, content, digest }: typeof steps.$inferSelect) => ({ seq, content, digest })

/** The rows of a statement, or what the driver said. */
async function rows<T> (statement: { execute: (values: Record<string, unknown>) => Promise<T[]> }, values: Record<string, unknown>): Promise<T[]> {
  return await orCause(statement.execute(values))
}

/** @throws Error where a statement that always gives a row gave none */
function only<T> ([row]: T[]): T {
  if (row === undefined) throw new Error('the database gave no row')
  return row
}

export type Reader = Pick<Store, 'load' | 'subject' | 'ofSubject' | 'countedBy' | 'list' | 'standing' | 'events' | 'answer' | 'ids' | 'everything'>

export function makeReader (db: Drizzle): Reader {
  const read = prepare(db)
  const listings = new Map<string, ReturnType<typeof prepareListing>>()

  function listingOf (wanted: Listing): ReturnType<typeof prepareListing> {
    const kept = listings.get(wanted.shape)
    if (kept !== undefined) return kept
    if (listings.size >= MOST_SHAPES) listings.clear()
    const made = prepareListing(db, wanted)
    listings.set(wanted.shape, made)
    return made
  }

  return {
    async load (kind, id, known) {
      const [found] = await rows(read.load, { kind, id, known: known ?? null })
      if (found === undefined) return null
      const { row, steps, subject: { version, decisions }, erased, dataKey } = found
      return { row: recordRow(row), steps: steps.map(stepRow), subject: { version, decisions: decisions.map(decisionRow) }, erased, dataKey }
    },
    async subject (key) {
      const { version, decisions } = only(await rows(read.subject, { key }))
      return { version, decisions: decisions.map(decisionRow) }
    },
    ofSubject: async (key) => (await rows(read.ofSubject, { key })).map(({ kind, id }) => ({ kind: kindOf(kind), id })),
    countedBy: async (id) => (await rows(read.countedBy, { id })).map((row) => row.id),
    async list (filter, page) {
      const wanted = listing(filter, page)
      return (await rows(listingOf(wanted), wanted.values)).map(recordRow)
    },
    standing: async (keys, on) => (await rows(read.inForce, { keys, on })).map(({ row, kind, jurisdiction }) => ({ ...standingRow(row), recordId: row.recordId, kind: kindOf(kind), jurisdiction })),
    events: (page) => rows(read.events, page),
    answer: async (key) => (await rows(read.answer, { key }))[0] ?? null,
    ids: async ({ after = '', limit }) => (await rows(read.ids, { after, limit })).map(({ id }) => id),
    async everything (id) {
      const { row, steps, dataKey, standing, decision, counted, erased, foundBy, events } = only(await rows(read.everything, { id }))
      return {
        row: row === null ? null : keptRow(row),
        steps: steps.map(stepRow),
        dataKey,
        standing: standing.map(standingRow),
        decision: decision === null ? null : decisionRow(decision),
        counted: counted.map(({ countedId }) => countedId),
        erased,
        foundBy: foundBy.map(({ conduct }) => conduct),
        events
      }
    }
  }
}
