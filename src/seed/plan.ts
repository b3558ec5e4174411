/** What is to be invented, and the world for it: the same in every worker. */
import { addYears, type Day } from '../domain/day.ts'
import type { CaseFile } from '../domain/record/case.ts'
import type { Setting } from '../domain/record/judged.ts'
import type { Algorithm } from '../records/chain.ts'
import { makeKeyOf } from '../records/identity.ts'
import type { Rules } from '../rulesets/load.ts'
import { Castings } from './casting.ts'
import { dayNumber, startOf } from './days.ts'
import { simulate, type Happened } from './simulate.ts'
import { World } from './world.ts'

export interface Plan {
  readonly cases: number
  readonly seed: string
  /** the day before which everything happened */
  readonly until: Day
  readonly algorithm: Algorithm
  /** of the store that is filled: its subjects' keys are made with it */
  readonly indexKey: Uint8Array
  readonly fairness: Setting['fairness']
  readonly engine: string
  /** an operator's own rules beside those that come with the service */
  readonly rulesetsDirectory?: string
}

const YEARS = 5
/** What is found out late happened before: until then there have to be rules. */
const BEFORE_THE_FIRST = 200

/**
 * The day from which on cases are opened: five years before the end, or later where there were no rules yet.
 * @throws RangeError where too little is left
 */
function beginning ({ book }: Rules, until: Day): number {
  const rulesSince = Math.min(...book.rulesets.filter(({ jurisdiction }) => /^0+$/.test(jurisdiction)).map(({ from }) => dayNumber(from)))
  const from = Math.max(dayNumber(addYears(until, -YEARS)), rulesSince + BEFORE_THE_FIRST)
  if (from > dayNumber(addYears(until, -1))) throw new RangeError(`until ${until} there was less than a year under the rules`)
  return from
}

/** What happens, in the order of time; `share` of `shares` of the subjects. */
export function happenings (rules: Rules, plan: Plan, share = 0, shares = 1): Generator<Happened, void, void> {
  const { book, calendar } = rules
  const { cases, algorithm, indexKey, fairness, engine } = plan
  // Stores of another size or time are other stores: their records never meet.
  const seed = `${plan.seed}/${cases}/${plan.until}`
  const until = dayNumber(plan.until)
  const world = new World({ setting: { book, calendar, fairness, engine }, keyOf: makeKeyOf(indexKey), algorithm, seed })
  const castings = new Castings({ seed, cases, days: world.days, from: beginning(rules, plan.until), until, states: Object.keys(book.vocabulary.caseStates) as CaseFile['state'][] })
  return simulate(world, castings, startOf(until), (subject) => placeOfShare(subject, shares) === share)
}

/** Subjects are told apart by the number at the end of their names. */
const placeOfShare = (subject: string, shares: number): number => shares === 1 ? 0 : Number(subject.slice(subject.lastIndexOf(' ') + 1)) % shares
