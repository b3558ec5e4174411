/** How a unit is written: every statement is prepared once. Runs inside a transaction of the caller's. */
import { decisionColumns, distinct, recordColumns, standingColumns } from '../rows.ts'
import { KeyTaken, StaleSubject, StaleVersion, type Unit } from '../store.ts'
import { and, eq, placeholder, placeholders, settings, sql, type Drizzle } from './drizzle.ts'
import { answers, counted, dataKeys, decisions, events, recordConducts, records, standing, steps, subjects } from './tables.ts'

/** What every step changes of a record, what many do, and what hardly any does; `reconsider` is changed by others. */
const ALWAYS = ['version', 'head'] as const
const OFTEN = ['state', 'conducts', 'tier', 'due', 'closedOn', 'barsUntil'] as const
const SELDOM = ['jurisdiction', 'province', 'city', 'subjectType', 'subjectKey', 'occurredOn'] as const

type Changing = typeof ALWAYS[number] | typeof OFTEN[number] | typeof SELDOM[number]

/** Changes some columns of a record, where others are the same: SQLite writes the indexes anew of every column that is set, be it to what it was. */
function changing (db: Drizzle, changed: readonly Changing[], same: readonly Changing[]) {
  const kept = same.map((name) => sql`${records[name]} is ${placeholder(name)}`)
  return db.update(records).set(settings(records, changed)).where(and(eq(records.id, placeholder('id')), eq(records.version, placeholder('expected')), sql`${records.kind} <> 'erased'`, ...kept)).prepare()
}

function prepare (db: Drizzle) {
  const ofRecord = placeholder('recordId')
  return {
    keepAnswer: db.insert(answers).values(placeholders(answers)).onConflictDoNothing().prepare(),
    openRecord: db.insert(records).values(placeholders(records)).onConflictDoNothing().prepare(),
    changeRecord: [changing(db, ALWAYS, [...OFTEN, ...SELDOM]), changing(db, [...ALWAYS, ...OFTEN], SELDOM), changing(db, [...ALWAYS, ...OFTEN, ...SELDOM], [])],
    mark: db.update(records).set(settings(records, ['reconsider'])).where(eq(records.id, placeholder('id'))).prepare(),
    subjectVersion: db.select({ version: subjects.version }).from(subjects).where(eq(subjects.key, placeholder('key'))).prepare(),
    moveSubject: db.insert(subjects).values(placeholders(subjects)).onConflictDoUpdate({ target: subjects.key, set: settings(subjects, ['version']) }).prepare(),
    addDataKey: db.insert(dataKeys).values(placeholders(dataKeys)).prepare(),
    addStep: db.insert(steps).values(placeholders(steps)).prepare(),
    dropConducts: db.delete(recordConducts).where(sql`${recordConducts.recordId} = ${ofRecord} and ${recordConducts.conduct} not in (select value from json_each(${placeholder('conducts')}))`).prepare(),
    addConduct: db.insert(recordConducts).values(placeholders(recordConducts)).onConflictDoNothing().prepare(),
    dropStanding: db.delete(standing).where(eq(standing.recordId, ofRecord)).prepare(),
    addStanding: db.insert(standing).values(placeholders(standing)).prepare(),
    dropDecision: db.delete(decisions).where(eq(decisions.recordId, ofRecord)).prepare(),
    addDecision: db.insert(decisions).values(placeholders(decisions)).prepare(),
    dropCounted: db.delete(counted).where(eq(counted.recordId, ofRecord)).prepare(),
    addCounted: db.insert(counted).values(placeholders(counted)).prepare(),
    // One writer at a time: nobody else can take the position in between. An event of a unit that is rolled back leaves it free.
    addEvent: db.insert(events).values({ ...placeholders(events), position: sql`(select coalesce(max(${events.position}), 0) + 1 from ${events})` }).prepare()
  }
}

/**
 * Writes the units of a connection.
 * @returns a function that writes one, or throws KeyTaken, StaleVersion or StaleSubject (in this order: what was answered before is answered again)
 */
export function makeWriter (db: Drizzle): (unit: Unit) => void {
  const write = prepare(db)

  function writeRecord ({ expected, record, step, dataKey }: Unit): void {
    const row = recordColumns(record)
    const isWritten = expected === 0
      ? write.openRecord.run({ ...row, reconsider: false }).changes === 1
      : write.changeRecord.some((change) => change.run({ ...row, expected }).changes === 1)
    if (!isWritten) throw new StaleVersion(`record ${record.id} is not at version ${expected}`)
    if (dataKey !== undefined) write.addDataKey.run({ recordId: record.id, ...dataKey })
    write.addStep.run({ recordId: record.id, ...step })
    write.dropConducts.run({ recordId: record.id, conducts: row.conducts })
    for (const conduct of record.conducts) write.addConduct.run({ recordId: record.id, conduct })
  }

  function checkSubject ({ key, expected, changes }: NonNullable<Unit['subject']>): void {
    const version = write.subjectVersion.get({ key })?.version ?? 0
    if (version !== expected) throw new StaleSubject(`the subject is at version ${version}, not ${expected}`)
    if (changes) write.moveSubject.run({ key, version: expected + 1 })
  }

  function writeDrawn ({ record, standing, decision, counted }: Unit): void {
    const { id: recordId, subjectKey } = record
    if (standing !== null) {
      write.dropStanding.run({ recordId })
      for (const row of standingColumns(standing, recordId)) write.addStanding.run({ ...row })
    }
    if (decision !== undefined) {
      write.dropDecision.run({ recordId })
      if (decision !== null) write.addDecision.run({ ...decisionColumns(decision, subjectKey) })
    }
    if (counted !== null) {
      write.dropCounted.run({ recordId })
      for (const countedId of distinct(counted)) write.addCounted.run({ recordId, countedId })
    }
  }

  return (unit) => {
    if (unit.answer !== null && write.keepAnswer.run({ ...unit.answer }).changes === 0) throw new KeyTaken('an answer is kept for this key')
    writeRecord(unit)
    if (unit.subject !== null) checkSubject(unit.subject)
    writeDrawn(unit)
    for (const { id, is } of unit.reconsider) {
      if (write.mark.run({ id, reconsider: is }).changes === 0) throw new Error(`there is no record ${id} to be marked for reconsideration`)
    }
    for (const event of unit.events) write.addEvent.run({ ...event })
  }
}
