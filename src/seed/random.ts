/** Chance that can be had again: the same seed gives the same choices, everywhere. */

/** FNV-1a: far apart for labels that are close. */
function hash (text: string): number {
  let mixed = 0x811c9dc5
  for (let place = 0; place < text.length; place++) mixed = Math.imul(mixed ^ text.charCodeAt(place), 0x01000193)
  return mixed >>> 0
}

export class Random {
  #state: number

  /** Chance of its own for everything that has another name. */
  constructor (seed: string, ...names: readonly (string | number)[]) {
    this.#state = hash([seed, ...names].join('/'))
    // The first draws of close seeds are close.
    this.next()
  }

  /** A whole number from 0 up to 2^32 (mulberry32). */
  next (): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return (mixed ^ (mixed >>> 14)) >>> 0
  }

  /** From 0 up to 1, without it. */
  share (): number {
    return this.next() / 2 ** 32
  }

  /** A whole number from 0 up to `limit`, without it. */
  below (limit: number): number {
    return Math.floor(this.share() * limit)
  }

  /** A whole number, both ends included. */
  between (least: number, most: number): number {
    return least + this.below(most - least + 1)
  }

  chance (probability: number): boolean {
    return this.share() < probability
  }

  pick<T> (all: readonly T[]): T {
    if (all.length === 0) throw new Error('there is nothing to pick from')
    return all[this.below(all.length)] as T
  }

  /** Each as often as its weight says. */
  weighted<T> (all: readonly T[], weightOf: (one: T) => number): T {
    let rest = this.share() * all.reduce((sum, one) => sum + weightOf(one), 0)
    for (const one of all) {
      rest -= weightOf(one)
      if (rest < 0) return one
    }
    return this.pick(all.slice(-1))
  }

  bytes (count: number): Uint8Array {
    return Uint8Array.from({ length: count }, () => this.next() & 255)
  }
}
