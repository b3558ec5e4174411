/**
 * Long work done by turns: in one turn of the event loop one of those who work goes on, for some milliseconds, and then the next of them in the next turn.
 * However many there are, whoever asks something else meanwhile waits for one turn.
 */

/** How long somebody may hold the event loop at a time. */
export const TURN_MS = 10

export class Turns {
  readonly #waiting: (() => void)[] = []
  #isCalled = false

  #call (): void {
    if (this.#isCalled) return
    this.#isCalled = true
    setImmediate(() => {
      this.#isCalled = false
      const next = this.#waiting.shift()
      if (this.#waiting.length > 0) this.#call()
      next?.()
    })
  }

  /** Resolves when it is one's turn. */
  next (): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>()
    this.#waiting.push(resolve)
    this.#call()
    return promise
  }
}

/** The turn of one of those who work. */
export class Turn {
  readonly #turns: Turns
  #began = -Infinity

  constructor (turns: Turns) {
    this.#turns = turns
  }

  /** Waits for the next turn: to be called after every wait for something else, too. */
  async begin (): Promise<void> {
    await this.#turns.next()
    this.#began = performance.now()
  }

  get isOver (): boolean {
    return performance.now() - this.#began > TURN_MS
  }
}
