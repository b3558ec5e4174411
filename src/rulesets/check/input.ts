/** What every law of the check is given: the rules, and each way in which a version of a ruleset ever answers. */
import { inForceOn, type Chain, type RuleBook } from '../../domain/book.ts'
import { addDays, isDay, type Day } from '../../domain/day.ts'
import type { Met } from '../../domain/judge.ts'
import type { Ruleset } from '../../domain/ruleset.ts'
import type { Compiled } from '../compile.ts'
import type { Fault } from '../fault.ts'

/** A version of a ruleset with the versions of its fallbacks that stand behind it from `on`. */
export interface View {
  readonly compiled: Compiled
  readonly ruleset: Ruleset
  readonly chain: Chain
  readonly on: Day
}

export interface Input {
  readonly book: RuleBook
  readonly compiled: readonly Compiled[]
  readonly views: readonly View[]
}

export type Law = (input: Input) => Fault[]

const lastDay: Day = '9999-12-31'
const dayAfter = (day: Day | null): Day[] => day !== null && isDay(day) && day < lastDay ? [addDays(day, 1)] : []

/** Every version of every ruleset that this one ever falls back on. */
export function fallbacksOf ({ rulesets }: RuleBook, { fallback }: Ruleset): ReadonlySet<Ruleset> {
  const found = new Set<Ruleset>()
  const follow = (id: string | null): void => {
    for (const ruleset of rulesets) {
      if (ruleset.id !== id || found.has(ruleset)) continue
      found.add(ruleset)
      follow(ruleset.fallback)
    }
  }
  follow(fallback)
  return found
}

/** One view for each different chain: from the first day, and from every day on which a fallback begins or ends. */
function viewsOf (book: RuleBook, compiled: Compiled): View[] {
  const { ruleset } = compiled
  const changes = [...fallbacksOf(book, ruleset)].flatMap(({ from, until }) => [from, ...dayAfter(until)])
  const views = new Map<Chain, View>()
  for (const on of [ruleset.from, ...changes.filter((day) => inForceOn(ruleset, day)).sort()]) {
    const chain = book.chain(ruleset, on)
    if (!views.has(chain)) views.set(chain, { compiled, ruleset, chain, on })
  }
  return [...views.values()]
}

export const inputOf = (book: RuleBook, compiled: readonly Compiled[]): Input =>
  ({ book, compiled, views: compiled.flatMap((one) => viewsOf(book, one)) })

export const viewsOn = ({ views }: Input, compiled: Compiled): View[] => views.filter((view) => view.compiled === compiled)

/** A version has one view as a rule; where it has more, a fault says from which day it holds. */
export const since = ({ on, ruleset }: View): string => on === ruleset.from ? '' : ` (from ${on})`

/** A fault at a provision or rider of this file. */
export const faultAt = ({ source, pointers }: Compiled, provision: string, message: string, below = ''): Fault =>
  source.fault(`${pointers.get(provision) ?? ''}${below}`, message)

/** A fault at a provision of whatever ruleset it comes from. */
export const faultOn = ({ compiled }: Input, { provision, ruleset }: Pick<Met, 'provision' | 'ruleset'>, message: string): Fault[] =>
  compiled.filter((one) => one.ruleset === ruleset).map((one) => faultAt(one, provision.id, message))

/** The same fault may show in several views or combinations: it is one fault. */
export const distinct = (faults: readonly Fault[]): Fault[] =>
  [...new Map(faults.map((fault) => [JSON.stringify([fault.file, fault.place, fault.message]), fault])).values()]

/** What lies on a circle when one goes from each to its next ones. */
export function circular<T> (all: Iterable<T>, next: (one: T) => Iterable<T>): T[] {
  return [...all].filter((start) => {
    const seen = new Set<T>()
    const pending = [...next(start)]
    for (let one = pending.pop(); one !== undefined; one = pending.pop()) {
      if (seen.has(one)) continue
      seen.add(one)
      pending.push(...next(one))
    }
    return seen.has(start)
  })
}
