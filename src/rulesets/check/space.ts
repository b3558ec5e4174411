/** Every combination of facts that a conduct can have under a ruleset, each with the judgement on it. */
import { testsOf, type Facts } from '../../domain/condition.ts'
import { judge, type Context, type Judgement } from '../../domain/judge.ts'
import { distinguishableValues, type Plan } from '../../domain/plan.ts'
import type { FactDefinition, FactValue } from '../../domain/vocabulary.ts'
import type { Fault } from '../fault.ts'
import type { Input, View } from './input.ts'

/** More than this cannot be looked through at every start, nor can a person oversee it. */
export const MOST_COMBINATIONS = 100_000

/** One fact with the values to try. Of whole numbers each value stands for itself and all up to the next. */
export interface Axis { readonly name: string, readonly definition: FactDefinition, readonly values: readonly FactValue[] }

export interface Cell { readonly facts: Facts, readonly judgement: Judgement }

/** A conduct under a view. The cells are numbered like digits: the last axis runs fastest. */
export interface Field {
  readonly view: View
  readonly conduct: string
  readonly plan: Plan
  readonly axes: readonly Axis[]
  readonly cells: readonly Cell[]
  /** the ruleset itself has provisions on the conduct: its own gaps and supplements answer for it, not its fallback's */
  readonly mentioned: boolean
}

/** A case of no particular day: what days decide (the version, earlier decisions) is decided before. */
export const contextOf = ({ book }: Input, history: Context['history'] = []): Context =>
  ({ occurredOn: '2001-01-03', history, circumstances: {}, tierRank: book.tierRank, counting: new Map() })

function valuesOf (definition: FactDefinition, thresholds: readonly number[]): readonly FactValue[] {
  if (definition.type === 'boolean') return [false, true]
  if (definition.type === 'enum') return Object.keys(definition.values ?? {})
  const values = distinguishableValues(definition, thresholds.flatMap((n) => [{ gte: n }, { gte: n + 1 }]))
  return values.length > 0 ? values : [definition.minimum ?? 0]
}

function axesOf ({ book: { vocabulary } }: Input, view: View, plan: Plan): Axis[] {
  const gaps = view.chain.rulesets.flatMap(({ gaps }) => gaps).filter(({ conduct }) => conduct === plan.conduct)
  const tests = [...plan.conditions, ...gaps.map(({ when }) => when)].flatMap(testsOf)
  const facts = vocabulary.conducts[plan.conduct]?.facts ?? []
  const circumstances = Object.keys(vocabulary.circumstances).filter((name) => !facts.includes(name) && tests.some(({ fact }) => fact === name))
  return [...facts, ...circumstances].flatMap((name) => {
    const definition = vocabulary.facts[name] ?? vocabulary.circumstances[name]
    if (!definition) return []
    const named = tests.filter(({ fact }) => fact === name).flatMap(({ requires }) => typeof requires === 'object' && !('length' in requires) ? [requires.gte, requires.lt] : [requires].flat())
    return [{ name, definition, values: valuesOf(definition, named.filter((value) => typeof value === 'number')) }]
  })
}

export const combinations = (axes: readonly Axis[]): number => axes.reduce((size, { values }) => size * values.length, 1)

/** The position of a cell on each axis. */
export function positions (axes: readonly Axis[], index: number): number[] {
  const at: number[] = []
  for (const { values } of [...axes].reverse()) {
    at.unshift(index % values.length)
    index = Math.floor(index / values.length)
  }
  return at
}

function cellsOf (input: Input, { chain }: View, plan: Plan, axes: readonly Axis[]): Cell[] {
  const context = contextOf(input)
  return Array.from({ length: combinations(axes) }, (_, index) => {
    const at = positions(axes, index)
    const facts: Facts = Object.fromEntries(axes.map(({ name, values }, axis) => [name, values[at[axis] ?? 0]]))
    return { facts, judgement: judge(chain, plan, facts, context) }
  })
}

export function fieldsOf (input: Input): { fields: Field[], faults: Fault[] } {
  const fields: Field[] = []
  const faults: Fault[] = []
  for (const view of input.views) {
    for (const conduct of Object.keys(input.book.vocabulary.conducts)) {
      const plan = view.chain.plan(conduct)
      const axes = axesOf(input, view, plan)
      const size = combinations(axes)
      if (size > MOST_COMBINATIONS) faults.push(view.compiled.source.fault('', `the facts of ${conduct} have ${size} combinations, more than ${MOST_COMBINATIONS}`))
      else fields.push({ view, conduct, plan, axes, cells: cellsOf(input, view, plan, axes), mentioned: view.ruleset.byConduct.has(conduct) })
    }
  }
  return { fields, faults }
}
