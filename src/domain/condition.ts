/**
 * The closed language of conditions: equality, one of, gte, lt, all of, any of. Facts are three-valued: a fact that was not given is
 * unknown, and so is a condition that hangs on it, unless the facts that are known already settle it.
 */
import type { FactValue } from './vocabulary.ts'

export type Requirement = FactValue | readonly FactValue[] | { readonly gte?: number, readonly lt?: number }
export interface Test { readonly fact: string, readonly requires: Requirement }
export type Condition = Test | { readonly allOf: readonly Condition[] } | { readonly anyOf: readonly Condition[] }
export type Facts = Readonly<Record<string, FactValue | undefined>>

/** The condition that always holds. */
export const ALWAYS: Condition = { allOf: [] }

export function satisfies (value: FactValue, requires: Requirement): boolean {
  if (typeof requires !== 'object') return value === requires
  if ('length' in requires) return requires.includes(value)
  return typeof value === 'number' && (requires.gte === undefined || value >= requires.gte) && (requires.lt === undefined || value < requires.lt)
}

/** true, false, or undefined where it hangs on a fact that is not known. */
export function evaluate (condition: Condition, facts: Facts): boolean | undefined {
  if ('fact' in condition) {
    const value = facts[condition.fact]
    return value === undefined ? undefined : satisfies(value, condition.requires)
  }
  const every = 'allOf' in condition
  let settled: boolean | undefined = every
  for (const part of every ? condition.allOf : condition.anyOf) {
    const holds = evaluate(part, facts)
    if (holds === !every) return holds
    if (holds === undefined) settled = undefined
  }
  return settled
}

/** Every single test in a condition, in the order in which the law states them. */
export function testsOf (condition: Condition): readonly Test[] {
  if ('fact' in condition) return [condition]
  return ('allOf' in condition ? condition.allOf : condition.anyOf).flatMap(testsOf)
}
