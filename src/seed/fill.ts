/** Writes what was invented into a store, by the store's own means: many units at a time, so that they share commits. */
import type { Rules } from '../rulesets/load.ts'
import { StaleSubject, StaleVersion, type Store } from '../store/store.ts'
import { happenings, type Plan } from './plan.ts'
import { happeningsOf } from './shares.ts'

export interface Filled { readonly cases: number, readonly steps: number }

export interface Filling {
  readonly store: Store
  readonly rules: Rules
  readonly plan: Plan
  /** how many threads invent while this one writes; 0: this one does both */
  readonly workers: number
  /** told now and then */
  readonly progress?: (filled: Filled) => void
}

/** The store already has records of this seed, or something else writes about the same subjects. */
export class Clash extends Error {}

const MOST_IN_FLIGHT = 1024
const TOLD_EVERY = 256

/**
 * Fills a store.
 * @throws Clash where the store has some of it already
 */
export async function fill ({ store, rules, plan, workers, progress }: Filling): Promise<Filled> {
  let cases = 0
  let steps = 0
  let failure: { readonly error: unknown } | null = null
  let inFlight: Promise<void>[] = []
  const failed = (error: unknown): void => { failure ??= { error } }

  async function settle (count: number): Promise<void> {
    const oldest = inFlight.slice(0, count)
    inFlight = inFlight.slice(count)
    await Promise.all(oldest)
    if (!failure) return
    const { error } = failure
    throw error instanceof StaleVersion || error instanceof StaleSubject ? new Clash('the store has records of the same seed: take another one') : error
  }

  const all = workers === 0 ? happenings(rules, plan) : happeningsOf(plan, workers)
  for await (const { opens, unit } of all) {
    // Handed over in order, each unit finds written what it builds on.
    inFlight.push(store.commit(unit).catch(failed))
    steps++
    if (opens) cases++
    if (steps % TOLD_EVERY === 0) progress?.({ cases, steps })
    if (inFlight.length >= MOST_IN_FLIGHT) await settle(MOST_IN_FLIGHT / 2)
  }
  await settle(inFlight.length)
  progress?.({ cases, steps })
  return { cases, steps }
}
