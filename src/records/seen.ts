/** What of the records somebody sees: those of his region, and persons by name and number only with the right to. */
import { within, type Access } from '../auth/principal.ts'
import type { Subject } from '../domain/record/step.ts'
import { Problem } from '../plugins/problems.ts'
import type { Filter, Store, StoredEvent } from '../store/store.ts'

/** A filter within a region; null where nothing can fit both. */
export function inRegion (filter: Filter, region: string): Filter | null {
  if (region === '') return filter
  if (filter.region === undefined || within(filter.region, region)) return { ...filter, region }
  return within(region, filter.region) ? filter : null
}

const READ_AT_ONCE = 1000
/** Bounds how long one request looks for the events of a quiet region. */
const MOST_READ = 10_000

/** The next events of a region, and the position up to which there are no others; it lies behind the last of them where others follow elsewhere. */
export async function eventsIn (store: Pick<Store, 'events'>, region: string, { after, limit }: { after: number, limit: number }): Promise<{ events: readonly StoredEvent[], last: number }> {
  if (region === '') {
    const events = await store.events({ after, limit })
    return { events, last: events.at(-1)?.position ?? after }
  }
  const found: StoredEvent[] = []
  let last = after
  for (let read = 0; read < MOST_READ; read += READ_AT_ONCE) {
    const page = await store.events({ after: last, limit: READ_AT_ONCE })
    for (const { jurisdiction, ...event } of page) {
      last = event.position
      if (jurisdiction !== null && within(region, jurisdiction)) found.push(event)
      if (found.length === limit) return { events: found, last }
    }
    if (page.length < READ_AT_ONCE) break
  }
  return { events: found, last }
}

/** @throws Problem forbidden: what is to be made lies outside the caller's region */
export function refuseElsewhere ({ region }: Access, jurisdiction: string): void {
  if (!within(region, jurisdiction)) throw new Problem('forbidden')
}

/** A unit of an authority or a firm is no person: its name is in every directory. */
const AGENCY = 'agency'
const LEFT_OF_NUMBER = 4

/** All but the end of a number, all but the first character of a name. */
export const masked = {
  ref: (ref: string): string => ref.length > LEFT_OF_NUMBER * 2 ? '*'.repeat(ref.length - LEFT_OF_NUMBER) + ref.slice(-LEFT_OF_NUMBER) : '*'.repeat(ref.length),
  name: (name: string): string => {
    const [first = '', ...rest] = name
    return first + '*'.repeat(Math.max(1, rest.length))
  }
}

/** Where somebody wrote what he liked. Everything else is codes, days and numbers, and stays even where a name reads like one of them. */
const WRITTEN: ReadonlySet<string> = new Set(['ref', 'name', 'narrative', 'title', 'reasons', 'statement', 'grounds', 'where', 'to', 'document', 'authority'])
/** Of a report, to whom it went is a code; of a referral, it is what somebody wrote. */
const CODE = /^[a-z]+(-[a-z]+)*$/

function replaced (value: unknown, words: readonly (readonly [string, string])[], key = ''): unknown {
  if (typeof value === 'string') return WRITTEN.has(key) && !(key === 'to' && CODE.test(value)) ? words.reduce((text, [word, mask]) => text.replaceAll(word, mask), value) : value
  if (Array.isArray(value)) return value.map((one) => replaced(one, words))
  if (typeof value === 'object' && value !== null) return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, replaced(one, words, name)]))
  return value
}

/**
 * An answer as somebody may see it: without the right to, the subject's name and number are masked wherever in it they stand, free text included.
 * Its digests are then those of what is not shown.
 */
export function shown<T> (answer: T, { type, ref, name }: Subject, { pii }: Access): T {
  if (pii || type === AGENCY) return answer
  // The number first: a name may be part of it, where it is the caller's own.
  const words = [[ref, masked.ref(ref)], [name, masked.name(name)]] as const
  return replaced(answer, words) as T
}
