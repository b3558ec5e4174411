/** A body on its way in, read piece by piece as it is asked for: while nobody asks, the sender has to wait. */
import type { Readable } from 'node:stream'

/** The sender went away before the end. Nobody is there to be answered. */
export class Gone extends Error {
  // As the framework has it of other bodies that break off.
  readonly statusCode = 400
}

export class Arriving {
  readonly #body: Readable
  readonly #stallMs: number
  readonly #stalled: () => Error
  #wake: (() => void) | null = null
  #failed: Error | null = null
  #hasEnded = false

  /**
   * @param stallMs how long to wait for a next piece; 0: for ever
   * @param stalled what next() throws after that
   */
  constructor (body: Readable, stallMs: number, stalled: () => Error) {
    this.#body = body
    this.#stallMs = stallMs
    this.#stalled = stalled
    const wake = () => { this.#wake?.() }
    body.on('readable', wake)
    body.on('end', () => { this.#hasEnded = true; wake() })
    body.on('error', () => { this.stop(new Gone()) })
    body.on('close', () => { if (!this.#hasEnded) this.stop(new Gone()) })
    // It may have broken off before anybody looked.
    if (body.destroyed && !body.readableEnded) this.stop(new Gone())
  }

  /** next() throws this from now on, and at once where it is waiting. */
  stop (why: Error): void {
    this.#failed ??= why
    this.#wake?.()
  }

  /** Throws what next() would, for whoever still works when the body has come to its end. */
  goOn (): void {
    if (this.#failed) throw this.#failed
  }

  #awake (): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>()
    const timer = this.#stallMs > 0 ? setTimeout(() => { this.stop(this.#stalled()) }, this.#stallMs) : undefined
    this.#wake = () => {
      clearTimeout(timer)
      this.#wake = null
      resolve()
    }
    return promise
  }

  /** All that has arrived by now, and something in any case; null at the end. */
  async next (): Promise<Buffer | null> {
    for (;;) {
      this.goOn()
      const piece = this.#body.read() as Buffer | null
      if (piece !== null) return piece
      if (this.#hasEnded) return null
      await this.#awake()
    }
  }
}
