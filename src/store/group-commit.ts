/**
 * Units that are handed in while a batch is being written, or within one turn of the event loop, are written as the next batch: the costly part
 * of a commit, waiting for the disk, is shared by all who wait for it. Nobody waits for company: an idle store writes what there is.
 */

/** What became of one unit: null where it was written, otherwise why it was not. */
export type Outcome = { readonly error: unknown } | null

export interface GroupCommit<Unit> {
  /** Fulfilled when the unit is on disk. */
  readonly commit: (unit: Unit) => Promise<void>
  /** Takes no more; fulfilled when all that was taken has been dealt with. */
  readonly close: () => Promise<void>
}

export interface GroupOptions<Unit> {
  /**
   * Writes a batch, and returns once it is on disk: one outcome for each unit, in their order. A unit that fails must leave nothing behind and
   * must not spoil the others. To throw (or reject) is to say that nothing of the batch was written.
   */
  readonly write: (batch: readonly Unit[]) => readonly Outcome[] | Promise<readonly Outcome[]>
  /** the most units of a batch: bounds how long others wait for it */
  readonly most?: number
}

interface Waiting<Unit> { readonly unit: Unit, readonly written: () => void, readonly failed: (error: unknown) => void }

export function groupCommit<Unit> ({ write, most = 256 }: GroupOptions<Unit>): GroupCommit<Unit> {
  let queue: Waiting<Unit>[] = []
  let busy = false
  let closed = false
  let idle = Promise.withResolvers<void>()
  idle.resolve()

  async function writeBatch (batch: readonly Waiting<Unit>[]): Promise<void> {
    let outcomes: readonly Outcome[]
    try {
      outcomes = await write(batch.map(({ unit }) => unit))
    } catch (error) {
      for (const { failed } of batch) failed(error)
      return
    }
    for (const [index, { written, failed }] of batch.entries()) {
      const outcome = outcomes[index]
      if (outcome === null) written()
      // Nothing is called written that is not known to be.
      else failed(outcome === undefined ? new Error('the store did not say what became of the unit') : outcome.error)
    }
  }

  async function writeNext (): Promise<void> {
    const batch = queue.slice(0, most)
    queue = queue.slice(most)
    await writeBatch(batch)
    if (queue.length > 0) {
      setImmediate(writeNext)
      return
    }
    busy = false
    idle.resolve()
  }

  return {
    commit (unit) {
      if (closed) return Promise.reject(new Error('the store is closed'))
      const { promise, resolve, reject } = Promise.withResolvers<void>()
      queue.push({ unit, written: resolve, failed: reject })
      if (!busy) {
        busy = true
        idle = Promise.withResolvers()
        // Not at once: requests that came in with this one still are to hand in theirs.
        setImmediate(writeNext)
      }
      return promise
    },
    close () {
      closed = true
      return idle.promise
    }
  }
}
