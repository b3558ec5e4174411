/** How a record is erased: its key goes, and everything beside the steps that says what it was about. */
import { KeyTaken, StaleVersion, type Erasure } from '../store.ts'
import { and, eq, placeholder, placeholders, settings, sql, type Connection, type Drizzle } from './drizzle.ts'
import { answers, counted, dataKeys, decisions, events, recordConducts, records, standing, subjects } from './tables.ts'

const EMPTIED = ['kind', 'subjectKey', 'conducts', 'tier', 'occurredOn', 'due', 'closedOn', 'barsUntil', 'reconsider'] as const

function prepare (db: Drizzle) {
  const id = placeholder('id')
  return {
    keepAnswer: db.insert(answers).values(placeholders(answers)).onConflictDoNothing().prepare(),
    find: db.select({ subjectKey: records.subjectKey }).from(records).where(and(eq(records.id, id), eq(records.version, placeholder('expected')), sql`${records.kind} <> 'erased'`)).prepare(),
    // The subject's decisions have changed: whatever was judged by them is judged again.
    moveSubject: db.insert(subjects).values({ key: placeholder('key'), version: 1 }).onConflictDoUpdate({ target: subjects.key, set: { version: sql`${subjects.version} + 1` } }).prepare(),
    empty: db.update(records).set(settings(records, EMPTIED)).where(eq(records.id, id)).prepare(),
    drops: [
      db.delete(dataKeys).where(eq(dataKeys.recordId, id)).prepare(),
      db.delete(recordConducts).where(eq(recordConducts.recordId, id)).prepare(),
      db.delete(standing).where(eq(standing.recordId, id)).prepare(),
      db.delete(decisions).where(eq(decisions.recordId, id)).prepare(),
      db.delete(counted).where(eq(counted.recordId, id)).prepare()
    ],
    addEvent: db.insert(events).values({ ...placeholders(events), position: sql`(select coalesce(max(${events.position}), 0) + 1 from ${events})` }).prepare()
  }
}

/** @returns a function that erases one, or throws KeyTaken or StaleVersion */
export function makeEraser (connection: Connection, db: Drizzle): (erasure: Erasure) => void {
  const statements = prepare(db)

  const erase = connection.transaction(({ id, expected, subjectKey, event, answer }: Erasure) => {
    if (answer !== null && statements.keepAnswer.run({ ...answer }).changes === 0) throw new KeyTaken('an answer is kept for this key')
    const found = statements.find.get({ id, expected })
    if (found === undefined) throw new StaleVersion(`record ${id} is not at version ${expected}`)
    statements.moveSubject.run({ key: found.subjectKey })
    statements.empty.run({ id, kind: 'erased', subjectKey, conducts: '[]', tier: null, occurredOn: null, due: null, closedOn: null, barsUntil: null, reconsider: false })
    for (const drop of statements.drops) drop.run({ id })
    statements.addEvent.run({ ...event })
  })

  return (erasure) => {
    erase.immediate(erasure)
    // The pages as they were lie in the log until it begins anew. Where somebody still reads them it is left to the next time.
    connection.pragma('wal_checkpoint(TRUNCATE)')
  }
}
