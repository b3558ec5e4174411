/** How rows are found: every statement is prepared once, and what takes several is read in one transaction, of one moment. */
import { listing, type Listing } from '../filter.ts'
import { decisionRow, keptRow, kindOf, recordRow, standingRow } from '../rows.ts'
import type { Everything, Loaded, RecordKind, RecordRow, Store, SubjectRecord } from '../store.ts'
import { and, asc, desc, eq, getTableColumns, gt, gte, isNull, lte, or, placeholder, sql, union, unionAll, type Connection, type Drizzle } from './drizzle.ts'
import { answers, counted, dataKeys, decisions, events, recordConducts, records, standing, steps, subjects } from './tables.ts'

/** The shapes of filters whose statements are kept; more than the service's users can need at a time. */
const MOST_SHAPES = 256

function prepare (db: Drizzle) {
  const id = placeholder('id')
  const key = placeholder('key')
  const on = placeholder('on')
  const after = placeholder('after')
  const limit = placeholder('limit')
  return {
    record: db.select().from(records).where(eq(records.id, id)).prepare(),
    steps: db.select({ seq: steps.seq, content: steps.content, digest: steps.digest }).from(steps).where(eq(steps.recordId, id)).orderBy(asc(steps.seq)).prepare(),
    subjectVersion: db.select({ version: subjects.version }).from(subjects).where(eq(subjects.key, key)).prepare(),
    subjectDecisions: db.select().from(decisions).where(eq(decisions.subjectKey, key)).orderBy(asc(decisions.recordId)).prepare(),
    ofSubject: unionAll(
      db.select({ kind: records.kind, id: records.id }).from(records).where(sql`${records.kind} = 'case' and ${records.subjectKey} = ${key}`),
      db.select({ kind: records.kind, id: records.id }).from(records).where(sql`${records.kind} = 'prior-decision' and ${records.subjectKey} = ${key}`)
    ).orderBy(sql`2`).prepare(),
    dataKey: db.select({ keyId: dataKeys.keyId, wrapped: dataKeys.wrapped }).from(dataKeys).where(eq(dataKeys.recordId, id)).prepare(),
    erased: db.select({ id: counted.countedId }).from(counted).innerJoin(records, eq(records.id, counted.countedId))
      .where(and(eq(counted.recordId, id), sql`${records.kind} = 'erased'`)).orderBy(asc(counted.countedId)).prepare(),
    countedBy: db.select({ id: counted.recordId }).from(counted).where(eq(counted.countedId, id)).orderBy(asc(counted.recordId)).prepare(),
    // The keys come as one JSON text: the statement is the same for any number of them.
    inForce: db.select({ ...getTableColumns(standing), kind: records.kind, jurisdiction: records.jurisdiction }).from(standing).innerJoin(records, eq(records.id, standing.recordId)).where(and(
      sql`${standing.subjectKey} in (select value from json_each(${placeholder('keys')}))`,
      lte(standing.from, on),
      or(isNull(standing.to), gte(standing.to, on))
    )).orderBy(asc(standing.recordId), asc(standing.seq)).prepare(),
    events: db.select({ ...getTableColumns(events), jurisdiction: records.jurisdiction }).from(events).leftJoin(records, eq(records.id, events.recordId)).where(gt(events.position, after)).orderBy(asc(events.position)).limit(limit).prepare(),
    answer: db.select().from(answers).where(eq(answers.key, key)).prepare(),
    ids: union(
      db.select({ id: records.id }).from(records).where(gt(records.id, after)),
      db.select({ id: steps.recordId }).from(steps).where(gt(steps.recordId, after))
    ).orderBy(sql`1`).limit(limit).prepare(),
    standing: db.select().from(standing).where(eq(standing.recordId, id)).orderBy(asc(standing.seq)).prepare(),
    decision: db.select().from(decisions).where(eq(decisions.recordId, id)).prepare(),
    counted: db.select({ id: counted.countedId }).from(counted).where(eq(counted.recordId, id)).orderBy(asc(counted.countedId)).prepare(),
    foundBy: db.select({ conduct: recordConducts.conduct }).from(recordConducts).where(eq(recordConducts.recordId, id)).orderBy(asc(recordConducts.conduct)).prepare(),
    eventsOf: db.select().from(events).where(eq(events.recordId, id)).orderBy(asc(events.position)).prepare()
  }
}

/** The statement of a listing. Exported for those who ask how it is carried out. */
export function listingQuery (db: Drizzle, { byConduct, where }: Listing) {
  const condition = where({ records, found: recordConducts })
  const all = db.select(getTableColumns(records)).from(records).$dynamic()
  const query = byConduct
    ? all.innerJoin(recordConducts, eq(recordConducts.recordId, records.id)).where(condition).orderBy(desc(recordConducts.recordId))
    : all.where(condition).orderBy(desc(records.id))
  return query.limit(placeholder('limit'))
}

type Statement = ReturnType<ReturnType<typeof listingQuery>['prepare']>

type Reading = 'load' | 'subject' | 'ofSubject' | 'countedBy' | 'list' | 'standing' | 'events' | 'answer' | 'ids' | 'everything'
/** The methods of a store that only read, before they are made asynchronous. */
export type Reader = { readonly [Name in Reading]: (...given: Parameters<Store[Name]>) => Awaited<ReturnType<Store[Name]>> }

export function makeReader (connection: Connection, db: Drizzle): Reader {
  const read = prepare(db)
  const listings = new Map<string, Statement>()

  function subject (key: string): SubjectRecord {
    const version = read.subjectVersion.get({ key })?.version ?? 0
    return { version, decisions: read.subjectDecisions.all({ key }).map(decisionRow) }
  }

  const erased = (id: string): readonly string[] => read.erased.all({ id }).map((row) => row.id)

  function load (kind: RecordKind, id: string, known?: string): Loaded | null {
    const columns = read.record.get({ id })
    if (columns === undefined || columns.kind !== kind) return null
    return {
      row: recordRow(columns),
      steps: columns.head === known ? [] : read.steps.all({ id }),
      subject: subject(columns.subjectKey),
      erased: erased(id),
      dataKey: read.dataKey.get({ id }) ?? null
    }
  }

  function everything (id: string): Everything {
    const columns = read.record.get({ id })
    const decision = read.decision.get({ id })
    return {
      row: columns === undefined ? null : keptRow(columns),
      steps: read.steps.all({ id }),
      dataKey: read.dataKey.get({ id }) ?? null,
      standing: read.standing.all({ id }).map(standingRow),
      decision: decision === undefined ? null : decisionRow(decision),
      counted: read.counted.all({ id }).map((row) => row.id),
      erased: erased(id),
      foundBy: read.foundBy.all({ id }).map(({ conduct }) => conduct),
      events: read.eventsOf.all({ id })
    }
  }

  function listingOf (wanted: Listing): Statement {
    const kept = listings.get(wanted.shape)
    if (kept !== undefined) return kept
    if (listings.size >= MOST_SHAPES) listings.clear()
    const made = listingQuery(db, wanted).prepare()
    listings.set(wanted.shape, made)
    return made
  }

  return {
    load: connection.transaction(load),
    subject: connection.transaction(subject),
    ofSubject: (key) => read.ofSubject.all({ key }).map(({ kind, id }) => ({ kind: kindOf(kind), id })),
    countedBy: (id) => read.countedBy.all({ id }).map((row) => row.id),
    list (filter, page): readonly RecordRow[] {
      const wanted = listing(filter, page)
      return listingOf(wanted).all(wanted.values).map(recordRow)
    },
    standing: (subjectKeys, on) => read.inForce.all({ keys: JSON.stringify(subjectKeys), on }).map((row) => ({ ...standingRow(row), recordId: row.recordId, kind: kindOf(row.kind), jurisdiction: row.jurisdiction })),
    events: (page) => read.events.all(page),
    answer: (key) => read.answer.get({ key }) ?? null,
    ids: ({ after = '', limit }) => read.ids.all({ after, limit }).map(({ id }) => id),
    everything: connection.transaction(everything)
  }
}
