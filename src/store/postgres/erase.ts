/** How a record is erased: its key goes, and everything beside the steps that says what it was about. One transaction, its locks in the order that batches keep to. */
import { KeyTaken, StaleVersion, type Erasure } from '../store.ts'
import { causeOf, codeOf, type Pool, type PoolClient } from './connection.ts'
import { drizzle, eq, sql } from './drizzle.ts'
import { answers, counted, dataKeys, decisions, eventPosition, events, recordConducts, records, standing, subjects } from './tables.ts'

/** Somebody else was in the way: a deadlock, a conflict. */
const REPEATABLE = new Set(['40P01', '40001'])
const ATTEMPTS = 5

async function eraseIn (client: PoolClient, { id, expected, subjectKey, event, answer }: Erasure): Promise<void> {
  const db = drizzle(client)
  const [found] = await db.select({ kind: records.kind, version: records.version, subjectKey: records.subjectKey }).from(records).where(eq(records.id, id)).for('no key update')
  if (answer !== null && (await db.insert(answers).values(answer).onConflictDoNothing()).rowCount === 0) throw new KeyTaken('an answer is kept for this key')
  if (found?.version !== expected || found.kind === 'erased') throw new StaleVersion(`record ${id} is not at version ${expected}`)
  // The subject's decisions have changed: whatever was judged by them is judged again.
  await db.insert(subjects).values({ key: found.subjectKey, version: 1 }).onConflictDoUpdate({ target: subjects.key, set: { version: sql`${subjects.version} + 1` } })
  for (const table of [dataKeys, recordConducts, standing, decisions, counted]) await db.delete(table).where(eq(table.recordId, id))
  await db.update(records).set({ kind: 'erased', subjectKey, conducts: '[]', tier: null, occurredOn: null, due: null, closedOn: null, barsUntil: null, reconsider: false }).where(eq(records.id, id))
  const [last] = await db.update(eventPosition).set({ position: sql`${eventPosition.position} + 1` }).returning({ position: eventPosition.position })
  if (last === undefined) throw new Error('the database has no position of events')
  await db.insert(events).values({ ...event, position: last.position })
}

/** @returns a function that erases one, or rejects with KeyTaken or StaleVersion */
export function makeEraser (pool: Pool): (erasure: Erasure) => Promise<void> {
  async function attempt (erasure: Erasure): Promise<void> {
    const client = await pool.connect()
    let broken = true
    try {
      await client.query('begin isolation level read committed read write')
      try {
        await eraseIn(client, erasure)
        await client.query('commit')
        broken = false
      } catch (error) {
        broken = !await client.query('rollback').then(() => true, () => false)
        throw causeOf(error)
      }
    } finally {
      client.release(broken)
    }
  }

  return async (erasure) => {
    for (let attempts = 1; ; attempts += 1) {
      try {
        return await attempt(erasure)
      } catch (error) {
        if (attempts === ATTEMPTS || !REPEATABLE.has(codeOf(error) ?? '')) throw error
      }
    }
  }
}
