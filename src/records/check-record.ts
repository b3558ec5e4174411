/** A record as it lies in a store: verified by itself, and with what the rows of others say of it. */
import type { RuleBook } from '../domain/book.ts'
import type { Counted } from '../domain/record/case.ts'
import type { KeyOf } from '../domain/record/projection.ts'
import { canonical } from '../rulesets/digest.ts'
import type { Everything, KeptRow, Store, StoredEvent } from '../store/store.ts'
import { Unopened } from '../vault/cipher.ts'
import { NotThisKey } from '../vault/master-keys.ts'
import type { Verification } from './chain.ts'
import { isReconsideration } from './events.ts'
import { notBorneOut, verifyRecord } from './verify.ts'

/** What is read of a store to verify it. */
export type Readable = Pick<Store, 'everything' | 'subject' | 'load' | 'list' | 'ids' | 'events'>

/** `jurisdiction` as the record's row says, whether that is right or not; empty where there is no row that can be read */
export interface Checked { readonly verification: Verification, readonly events: readonly StoredEvent[], readonly jurisdiction: string }

/** How often a record that moves on while it is read is read again. */
const MOST_READINGS = 20

/** A case is found by the whole of its region as well as by the place. The store keeps the parts, and shows them only by what it lists. */
async function regionsLost (store: Readable, { kind, id, jurisdiction }: KeptRow): Promise<string | null> {
  if (kind !== 'case') return null
  for (const region of [jurisdiction.slice(0, 2), jurisdiction.slice(0, 4)]) {
    // The newest one that is not newer than this.
    const [found] = await store.list({ region }, { before: `${id}~`, limit: 1 })
    if (found?.id !== id) return `that it is found by the region ${region}`
  }
  return null
}

/** Whether it is there, if only one whose steps cannot be read. */
async function isRecord (store: Readable, { kind, recordId }: Counted): Promise<boolean> {
  try {
    return await store.load(kind, recordId) !== null
  } catch (error) {
    if (error instanceof Unopened || error instanceof NotThisKey) return true
    throw error
  }
}

/**
 * Each record answers for the decision behind its own in its subject's history, and all of them for the first: so one that belongs to no record is
 * found, and nobody reads all the others.
 */
async function strangeDecision (store: Readable, { id }: KeptRow, decisions: readonly Counted[]): Promise<string | null> {
  for (const one of new Set([decisions[0], decisions.find(({ recordId }) => recordId > id)])) {
    if (one && one.recordId !== id && !await isRecord(store, one)) return `the decision of ${one.recordId} in the subject's history, which is no record`
  }
  return null
}

/** Whatever made a case to be reconsidered, or no longer, was a step of the record that the event names. */
async function causeMissing (store: Readable, { id }: KeptRow, events: readonly StoredEvent[]): Promise<string | null> {
  for (const { data, time, position } of events.filter(isReconsideration)) {
    const { because } = JSON.parse(data) as { because: string }
    const ofCause = because === id ? events : (await store.everything(because)).events
    if (!ofCause.some((event) => !isReconsideration(event) && event.time === time && event.position < position)) return `the event ${position}: ${because} has no step that it could have come from`
  }
  return null
}

interface Seen extends Checked { readonly kept: Everything | null, readonly decisions: readonly Counted[] }

async function look (store: Readable, book: RuleBook, keyOf: KeyOf, id: string): Promise<Seen | null> {
  try {
    const kept = await store.everything(id)
    const { row, steps, events } = kept
    if (!row && steps.length === 0) return null
    const { decisions } = row ? await store.subject(row.subjectKey) : { decisions: [] }
    const verification = verifyRecord(book, keyOf, id, kept, decisions)
    const strange = row && verification.valid ? await regionsLost(store, row) ?? await strangeDecision(store, row, decisions) ?? await causeMissing(store, row, events) : null
    return { kept, decisions, events, jurisdiction: row?.jurisdiction ?? '', verification: strange === null ? verification : notBorneOut(verification, strange) }
  } catch (error) {
    // A list in a column that is no list any more; all else is a fault of the store and not of the record.
    if (!(error instanceof SyntaxError)) throw error
    const detail = `what is kept beside the steps cannot be read: ${error.message}`
    return { kept: null, decisions: [], events: [], jurisdiction: '', verification: { valid: false, steps: 0, head: null, firstFault: { seq: 0, fault: 'projection-differs', detail } } }
  }
}

/**
 * Verifies a record. What belongs together is read in several parts: where they do not agree they are read again, until nothing has moved in between.
 * @returns null where there is no such record
 */
export async function checkRecord (store: Readable, book: RuleBook, keyOf: KeyOf, id: string): Promise<Checked | null> {
  let seen = await look(store, book, keyOf, id)
  for (let readings = 1; seen && !seen.verification.valid && readings < MOST_READINGS; readings++) {
    const again = await look(store, book, keyOf, id)
    if (canonical(again) === canonical(seen)) break
    seen = again
  }
  return seen
}
