/** Who was at two sites at once, found in one pass over where he was, in the order of time. */

/** One person at one site. */
export interface Presence {
  /** 6 digits */
  readonly place: string
  /** empty where it is not known */
  readonly siteId: string
  /** HH:MM; both empty where either is not known */
  readonly from: string
  readonly to: string
  readonly agency: string
}

const BEGIN = '00:00'
const END = '24:00'

/** Known to be two sites: other places, or one place where both have names and these differ. What has no name may be either. */
export const isElsewhere = (a: Pick<Presence, 'place' | 'siteId'>, b: Pick<Presence, 'place' | 'siteId'>): boolean =>
  a.place !== b.place || (a.siteId !== '' && b.siteId !== '' && a.siteId !== b.siteId)

/** Whether both are known to the minute; otherwise it is the day alone that they share. */
export const isTimed = (...presences: readonly Pick<Presence, 'from'>[]): boolean => presences.every(({ from }) => from !== '')

/** Sites that one person is kept in mind to be at, at one moment: an absurd number of them is not worth more. */
const MOST = 100

/** The presences of one person on one day, given one after the other in the order in which they begin; those without a time first. */
export class Whereabouts<P extends Presence> {
  /** those that have not ended by now */
  #now: { readonly presence: P, readonly to: string }[] = []

  /** Those before it that it overlaps with, at other sites. */
  add (presence: P): readonly P[] {
    const { from: given, to: end } = presence
    const [from, to] = given === '' ? [BEGIN, END] : [given, end]
    this.#now = this.#now.filter((one) => one.to > from)
    const elsewhere = this.#now.map((one) => one.presence).filter((one) => isElsewhere(one, presence))
    const alike = this.#now.findIndex((one) => one.presence.place === presence.place && one.presence.siteId === presence.siteId && one.presence.agency === presence.agency)
    if (alike >= 0 && (this.#now[alike]?.to ?? '') >= to) return elsewhere
    if (alike >= 0) this.#now.splice(alike, 1)
    this.#now.push({ presence, to })
    // The one that ends first: whatever overlaps with it overlaps with all the others, too.
    if (this.#now.length > MOST) this.#now = this.#now.toSorted((a, b) => a.to < b.to ? 1 : -1).slice(0, MOST)
    return elsewhere
  }
}
