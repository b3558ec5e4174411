/**
 * What hangs on facts that are not known. Every rule of filing asks for a few facts only, so each is held against every completion of those
 * that are open: it is settled where all agree, and a fact matters to it where two completions that differ in it alone do not.
 */
import { evaluate, testsOf, type Condition, type Facts } from '../condition.ts'
import { addDays, addYears, type Day } from '../day.ts'
import { distinguishableValues } from '../plan.ts'
import type { FactValue, FilingFact } from '../vocabulary.ts'

export type Definitions = Readonly<Record<string, FilingFact>>

/** Said of a date fact: it never happened. */
export const NEVER = 'never'
const WITHIN = 'within'
const NOT_WITHIN = 'not-within'

export interface LookBack { readonly from: Day, readonly until: Day }

/** The days that still count on `on`: what happened on a day counts up to the same day so many years later, that day included. */
export function lookBackFrom (on: Day, years: number): LookBack {
  const back = addYears(on, -years)
  return { from: addYears(back, years) < on ? addDays(back, 1) : back, until: on }
}

/** Date facts as a rule with a look-back sees them. One that lies after the application still counts: it is known now. */
export function withinLookBack (definitions: Definitions, facts: Facts, lookBack: LookBack | null): Facts {
  if (!lookBack) return facts
  return Object.fromEntries(Object.entries(facts).map(([name, value]) =>
    [name, definitions[name]?.type !== 'date' || value === undefined ? value : value !== NEVER && String(value) >= lookBack.from ? WITHIN : NOT_WITHIN]))
}

/** Of no occupation: a rule on occupations finds nothing that it could hold of. */
export function withoutOccupation (definitions: Definitions, facts: Facts): Facts {
  return { ...facts, ...Object.fromEntries(Object.entries(definitions).filter(([, { of }]) => of === 'occupation').map(([name]) => [name, ''])) }
}

function valuesOf (definition: FilingFact | undefined, conditions: readonly Condition[], fact: string): readonly FactValue[] {
  if (!definition) return []
  if (definition.type === 'date') return [WITHIN, NOT_WITHIN]
  const requirements = conditions.flatMap(testsOf).filter((test) => test.fact === fact).map(({ requires }) => requires)
  return distinguishableValues({ ...definition, type: definition.type }, requirements)
}

export interface Settled<T> {
  /** undefined while it hangs on what is not known */
  readonly value: T | undefined
  /** the facts on which it hangs */
  readonly asks: readonly string[]
}

/** Judges every completion of what these conditions still leave open. */
export function settle<T extends string> (definitions: Definitions, conditions: readonly Condition[], facts: Facts, judge: (facts: Facts) => T): Settled<T> {
  const open = new Set(conditions.filter((condition) => evaluate(condition, facts) === undefined).flatMap(testsOf).map(({ fact }) => fact))
  const unknowns = [...open].filter((fact) => facts[fact] === undefined).map((fact) => ({ fact, values: valuesOf(definitions[fact], conditions, fact) })).filter(({ values }) => values.length > 0)
  const completed: Record<string, FactValue | undefined> = { ...facts }
  const answers: T[] = []
  const visit = (depth: number): void => {
    const unknown = unknowns[depth]
    if (!unknown) { answers.push(judge(completed)); return }
    for (const value of unknown.values) {
      completed[unknown.fact] = value
      visit(depth + 1)
    }
  }
  visit(0)
  const [first] = answers
  if (first === undefined || answers.every((answer) => answer === first)) return { value: first, asks: [] }
  // Completions are numbered like digits: those that differ in one fact alone lie a fixed stride apart.
  let stride = answers.length
  const asks: string[] = []
  for (const { fact, values } of unknowns) {
    const span = stride
    stride /= values.length
    if (answers.some((answer, index) => index % span >= stride && answer !== answers[index - stride])) asks.push(fact)
  }
  return { value: undefined, asks }
}
