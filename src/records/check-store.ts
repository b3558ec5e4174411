/** Whether a whole store is what was written: every record, and the events of all of them together. Page by page: what is held does not grow with the store. */
import type { RuleBook } from '../domain/book.ts'
import type { KeyOf } from '../domain/record/projection.ts'
import type { StoredEvent } from '../store/store.ts'
import { checkRecord, type Readable } from './check-record.ts'
import { isReconsideration } from './events.ts'

/** Who is told while it goes on. */
export interface Listener {
  /** @param what the id of a record, or `events` */
  readonly fault: (what: string, detail: string) => void
  /** how many records are done, of about how many */
  readonly progress: (records: number, total: number) => void
}

export interface StoreReport { readonly records: number, readonly steps: number, readonly events: number, readonly faults: number, readonly erased: number }

const PAGE = 500
const IDS_AT_ONCE = 10_000
/** More than one at a time: a database that has to be asked over a network is waited for. */
const AT_ONCE = 8
/** Before every position, also those that no event may have. */
const BEFORE_ALL = Number.MIN_SAFE_INTEGER

async function * pages (store: Readable, last = Infinity): AsyncGenerator<readonly StoredEvent[]> {
  for (let after = BEFORE_ALL; after < last;) {
    const page = await store.events({ after, limit: PAGE })
    if (page.length === 0) return
    after = page.at(-1)?.position ?? last
    yield page.filter(({ position }) => position <= last)
  }
}

const becauseOf = (data: string): unknown => {
  try {
    return (JSON.parse(data) as { because?: unknown } | null)?.because
  } catch {
    return undefined
  }
}

/** Reads all events there are: without gaps, and those that tell of no step right behind the step that they came from. */
async function readEvents (store: Readable, fault: Listener['fault']): Promise<{ count: number, last: number }> {
  let [count, last] = [0, 0]
  let step: StoredEvent | null = null
  for await (const page of pages(store)) {
    for (const event of page) {
      const { position, data, time } = event
      if (position > last + 1) fault('events', position === last + 2 ? `${last + 1} is missing` : `${last + 1} to ${position - 1} are missing`)
      else if (position !== last + 1) fault('events', `${position} is before the first`)
      if (!isReconsideration(event)) step = event
      else if (step?.recordId !== becauseOf(data) || step?.time !== time) fault('events', `${position} does not follow the step that it came from`)
      count += 1
      last = Math.max(position, last)
    }
  }
  return { count, last }
}

/** Whether there is a record, if only one that cannot be read. */
async function isThere (store: Readable, id: string): Promise<boolean> {
  try {
    const { row, steps } = await store.everything(id)
    return row !== null || steps.length > 0
  } catch (error) {
    if (error instanceof SyntaxError) return true
    throw error
  }
}

/** Names the events that are of no record. */
async function nameStray (store: Readable, last: number, fault: Listener['fault']): Promise<void> {
  for await (const page of pages(store, last)) {
    const strange = new Set<string>()
    for (const id of new Set(page.map(({ recordId }) => recordId))) {
      if (!await isThere(store, id)) strange.add(id)
    }
    for (const { position, recordId } of page) if (strange.has(recordId)) fault('events', `${position} tells of ${recordId}, which is not there`)
  }
}

/** The records there are now: how many, and the id of the last. */
async function extentOf (store: Readable): Promise<{ count: number, last: string }> {
  let [count, last] = [0, '']
  for (;;) {
    const ids = await store.ids({ limit: IDS_AT_ONCE, after: last })
    count += ids.length
    last = ids.at(-1) ?? last
    if (ids.length < IDS_AT_ONCE) return { count, last }
  }
}

/** Verifies a store as it is now, also while it is being written: of what is opened meanwhile it would never see the end. */
export async function checkStore (store: Readable, book: RuleBook, keyOf: KeyOf, listener: Listener): Promise<StoreReport> {
  let [records, steps, told, faults, erased] = [0, 0, 0, 0, 0]
  const fault: Listener['fault'] = (what, detail) => { faults += 1; listener.fault(what, detail) }
  // First the events: what is written from now on comes behind the last of them.
  const { count, last } = await readEvents(store, fault)
  const extent = await extentOf(store)

  async function check (id: string): Promise<void> {
    const checked = await checkRecord(store, book, keyOf, id)
    records += 1
    if (!checked) return fault(id, 'is not there any more')
    const { verification: { steps: length, firstFault, erased: isErased }, events } = checked
    steps += length
    if (isErased) erased += 1
    told += events.filter(({ position }) => position <= last).length
    if (firstFault) fault(id, `${firstFault.seq > 0 ? `step ${firstFault.seq}: ` : ''}${firstFault.fault}: ${firstFault.detail}`)
  }

  listener.progress(0, extent.count)
  for (let after = ''; after < extent.last;) {
    const ids = (await store.ids({ limit: PAGE, after })).filter((id) => id <= extent.last)
    for (let next = 0; next < ids.length; next += AT_ONCE) {
      await Promise.all(ids.slice(next, next + AT_ONCE).map(check))
      listener.progress(records, extent.count)
    }
    after = ids.at(-1) ?? extent.last
  }
  if (told !== count) await nameStray(store, last, fault)
  return { records, steps, events: count, faults, erased }
}
