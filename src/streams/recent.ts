/**
 * What was used last, so many of it and no more. In two halves, the newer filled until it takes the place of the older: what is used again and again is
 * looked up and nothing else, for a map that loses and gains an entry at every look would be made anew all the time.
 */
export class Recent<Key, Value> {
  readonly #half: number
  #newer = new Map<Key, Value>()
  #older: ReadonlyMap<Key, Value> = new Map()

  constructor (most: number) {
    this.#half = Math.ceil(most / 2)
  }

  get (key: Key): Value | undefined {
    const value = this.#newer.get(key)
    if (value !== undefined) return value
    const older = this.#older.get(key)
    if (older !== undefined) this.set(key, older)
    return older
  }

  set (key: Key, value: Value): void {
    if (this.#newer.size >= this.#half) {
      this.#older = this.#newer
      this.#newer = new Map()
    }
    this.#newer.set(key, value)
  }
}
