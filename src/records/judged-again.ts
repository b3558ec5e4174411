/** A step is judged by what was read. Where that has moved on by the time it is written, it is read and judged again. */
import { setTimeout as sleep } from 'node:timers/promises'
import { Problem } from '../plugins/problems.ts'
import { StaleSubject, StaleVersion } from '../store/store.ts'

const MOST_TRIES = 50
/** Those who wait for one another try again at different times. */
const MOST_WAIT_MS = 50

/** @throws Problem stale-version where the record itself has moved on: that is for the caller to look at */
export async function judgedAgain<T> (work: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await work()
    } catch (error) {
      if (error instanceof StaleVersion) throw new Problem('stale-version')
      if (!(error instanceof StaleSubject)) throw error
      if (tries === MOST_TRIES) throw new Problem('overloaded')
      if (tries > 1) await sleep(Math.random() * Math.min(2 ** tries, MOST_WAIT_MS))
    }
  }
}
