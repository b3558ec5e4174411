/** What rows are held against, looked up for many of them together: who bars whom on a day, and the files of agencies. What was used last is kept for the run. */
import type { AgencyFile } from '../domain/agency/agency.ts'
import type { Day } from '../domain/day.ts'
import { normalReference } from '../domain/reference.ts'
import type { Store } from '../store/store.ts'
import { Recent } from '../streams/recent.ts'
import type { Turn } from '../streams/turns.ts'
import type { RecordsOptions } from './options.ts'
import type { Register } from './register.ts'

/** A measure in force. */
export type InForce = Pick<Awaited<ReturnType<Store['standing']>>[number], 'measure' | 'from' | 'to'>

export type PersonType = 'candidate' | 'assessor'
type SubjectType = PersonType | 'agency'

/** An agency, with the key that its measures are found by; `file` is null where it is not registered here. */
export interface Known { readonly key: string, readonly file: AgencyFile | null }

const MOST_KEYS = 5000
const MOST_STANDINGS = 5000
const MOST_AGENCIES = 2000
const KEYS_AT_ONCE = 250
const NOTHING: readonly InForce[] = []

/** Measures in force by subject and day. */
export class InForceOn {
  readonly #found: ReadonlyMap<string, readonly InForce[]>
  constructor (found: ReadonlyMap<string, readonly InForce[]>) {
    this.#found = found
  }

  of (key: string, on: Day): readonly InForce[] {
    const found = this.#found.get(`${on} ${key}`)
    if (!found) throw new Error('a standing was not looked up')
    return found
  }
}

export class Lookups {
  readonly #options: Pick<RecordsOptions, 'store' | 'keyOf'>
  readonly #register: Register<AgencyFile>
  readonly #keys = new Recent<string, string>(MOST_KEYS)
  readonly #standings = new Recent<string, readonly InForce[]>(MOST_STANDINGS)
  readonly #agencies = new Recent<string, Known>(MOST_AGENCIES)

  constructor (options: Pick<RecordsOptions, 'store' | 'keyOf'>, register: Register<AgencyFile>) {
    this.#options = options
    this.#register = register
  }

  /** The key of a subject; those of candidates, each of whom comes once as a rule, are not kept. */
  keyOf (type: SubjectType, ref: string): string {
    if (type === 'candidate') return this.#options.keyOf({ type, ref })
    const name = `${type} ${ref}`
    const recent = this.#keys.get(name)
    if (recent !== undefined) return recent
    const key = this.#options.keyOf({ type, ref })
    this.#keys.set(name, key)
    return key
  }

  /** The agencies with these numbers. */
  async agencies (refs: Iterable<string>, turn: Turn): Promise<ReadonlyMap<string, Known>> {
    const found = new Map<string, Known>()
    for (const ref of refs) {
      if (found.has(ref)) continue
      const name = normalReference(ref)
      let known = this.#agencies.get(name)
      if (!known) {
        const key = this.keyOf('agency', ref)
        known = { key, file: (await this.#register.ofSubject(key))?.file ?? null }
        this.#agencies.set(name, known)
        if (turn.isOver) await turn.begin()
      }
      found.set(ref, known)
    }
    return found
  }

  /**
   * The measures in force on each of these subjects on its day: a question to the store for each day.
   * @param asked `once`: who is not likely to be asked for again
   */
  async inForce (asked: Iterable<{ readonly key: string, readonly on: Day, readonly once: boolean }>, turn: Turn): Promise<InForceOn> {
    const found = new Map<string, readonly InForce[]>()
    const open = new Map<Day, Set<string>>()
    const again = new Set<string>()
    for (const { key, on, once } of asked) {
      const name = `${on} ${key}`
      if (found.has(name)) continue
      const recent = once ? undefined : this.#standings.get(name)
      if (!once) again.add(key)
      if (recent) found.set(name, recent)
      else open.set(on, (open.get(on) ?? new Set()).add(key))
    }
    for (const [on, keys] of open) {
      const all = [...keys]
      for (let from = 0; from < all.length; from += KEYS_AT_ONCE) {
        const some = all.slice(from, from + KEYS_AT_ONCE)
        if (turn.isOver) await turn.begin()
        const rows = Map.groupBy(await this.#options.store.standing(some, on), ({ subjectKey }) => subjectKey)
        for (const key of some) {
          const measures = rows.get(key)?.map(({ measure, from, to }): InForce => ({ measure, from, to })) ?? NOTHING
          found.set(`${on} ${key}`, measures)
          if (again.has(key)) this.#standings.set(`${on} ${key}`, measures)
        }
      }
    }
    return new InForceOn(found)
  }
}
