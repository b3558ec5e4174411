/** The conditions of filing ask what can be known, each can be met and can be missed, and every filing fact is asked by some. */
import { evaluate, testsOf, type Condition, type Facts, type Test } from '../../domain/condition.ts'
import type { Scoped } from '../../domain/filing/rules.ts'
import { distinguishableValues } from '../../domain/plan.ts'
import { canTake, type FactDefinition, type FactValue, type FilingFact, type Vocabulary } from '../../domain/vocabulary.ts'
import type { Fault } from '../fault.ts'
import type { Compiled } from '../compile.ts'
import type { Law } from './input.ts'
import { faultIn } from './vocabulary-sound.ts'

const WITHIN: readonly FactValue[] = ['within', 'not-within']

/** A rule with its conditions, and what of an application they may speak of. */
interface Rule extends Partial<Scoped> {
  readonly pointer: string
  /** the condition proper, beside `when`; where the rule has one */
  readonly asks?: Condition
  readonly perOccupation: boolean
  readonly lookBack?: boolean
}

function rulesOf ({ ruleset }: Compiled): Rule[] {
  return [...ruleset.agencies?.filing?.tracks.values() ?? []].flatMap((track, at): Rule[] => {
    const pointer = `/agencies/filing/tracks/${at}`
    return [
      { pointer: `${pointer}/examined`, when: track.examined.when, perOccupation: false },
      ...track.conditions.map(({ when, requires, each }, index) => ({ pointer: `${pointer}/conditions/${index}`, when, asks: requires, perOccupation: each })),
      ...track.exclusions.map(({ when, applies, lookBack }, index) => ({ pointer: `${pointer}/exclusions/${index}`, when, asks: applies, perOccupation: false, lookBack: lookBack !== null })),
      ...track.occupations.map(({ requires }, index) => ({ pointer: `${pointer}/occupations/${index}`, asks: requires, perOccupation: true })),
      ...track.materials.map(({ when, each }, index) => ({ pointer: `${pointer}/materials/${index}`, when, perOccupation: each })),
      ...track.routes.map(({ when, each }, index) => ({ pointer: `${pointer}/routes/${index}`, when, perOccupation: each })),
      ...track.steps.map(({ when }, index) => ({ pointer: `${pointer}/steps/${index}`, when, perOccupation: false })),
      ...track.limits.map(({ when }, index) => ({ pointer: `${pointer}/limits/${index}`, when, perOccupation: false }))
    ]
  })
}

const conditionsOf = ({ when, asks }: Rule): Condition[] => [...when ? [when] : [], ...asks ? [asks] : []]

function testFaults ({ filingFacts }: Vocabulary, { fact, requires }: Test, { pointer, perOccupation, lookBack = false }: Rule, fault: (pointer: string, message: string) => Fault): Fault[] {
  const definition = Object.hasOwn(filingFacts, fact) ? filingFacts[fact] : undefined
  if (!definition) return [fault(pointer, `the vocabulary has no filing fact '${fact}'`)]
  if (definition.of === 'occupation' && !perOccupation) return [fault(pointer, `'${fact}' is a fact of one occupation, and the rule is not about each of them`)]
  if (typeof requires === 'object' && !('length' in requires)) return definition.type === 'integer' ? [] : [fault(pointer, `gte and lt compare whole numbers; '${fact}' is of the type ${definition.type}`)]
  if (definition.type === 'date' && !lookBack) return [fault(pointer, `'${fact}' is a date, which only a rule with a look-back can ask for`)]
  const possible = (value: FactValue): boolean => definition.type === 'date' ? WITHIN.includes(value) : canTake(definition, value)
  return [requires].flat().filter((value) => !possible(value)).map((value) => fault(pointer, `'${fact}' cannot be ${JSON.stringify(value)}`))
}

function valuesOf (definition: FilingFact | undefined, tests: readonly Test[]): readonly (FactValue | undefined)[] {
  if (!definition) return [undefined]
  if (definition.type === 'date') return WITHIN
  const { type, ...rest } = definition
  const apart = distinguishableValues({ ...rest, type } as FactDefinition, tests.map(({ requires }) => requires))
  // Where no value is told apart, any will do.
  return apart.length > 0 ? apart : [Object.keys(definition.values ?? {})[0] ?? definition.minimum ?? (type === 'boolean' ? true : 0)]
}

/** Every combination of the facts that these conditions ask for. */
function * combinations ({ filingFacts }: Vocabulary, conditions: readonly Condition[]): Generator<Facts> {
  const tests = conditions.flatMap(testsOf)
  const axes = [...new Set(tests.map(({ fact }) => fact))].map((fact) => ({ fact, values: valuesOf(filingFacts[fact], tests.filter((test) => test.fact === fact)) }))
  const total = axes.reduce((size, { values }) => size * values.length, 1)
  for (let index = 0; index < total; index++) {
    let rest = index
    yield Object.fromEntries(axes.map(({ fact, values }) => {
      const value = values[rest % values.length]
      rest = Math.floor(rest / values.length)
      return [fact, value]
    }))
  }
}

function settledFaults (vocabulary: Vocabulary, rule: Rule, fault: (pointer: string, message: string) => Fault): Fault[] {
  const applying = [...combinations(vocabulary, conditionsOf(rule))].filter((facts) => !rule.when || evaluate(rule.when, facts) === true)
  if (applying.length === 0) return [fault(rule.pointer, 'it never applies: no facts meet its condition')]
  const { asks } = rule
  if (!asks) return []
  return [
    ...applying.some((facts) => evaluate(asks, facts) === true) ? [] : [fault(rule.pointer, 'no facts ever meet it')],
    ...applying.some((facts) => evaluate(asks, facts) === false) ? [] : [fault(rule.pointer, 'no facts ever miss it')]
  ]
}

export const agencyConditions: Law = ({ book: { vocabulary }, compiled }) => compiled.flatMap((one) => rulesOf(one).flatMap((rule) => {
  const faults = conditionsOf(rule).flatMap(testsOf).flatMap((test) => testFaults(vocabulary, test, rule, one.source.fault))
  return faults.length > 0 ? faults : settledFaults(vocabulary, rule, one.source.fault)
}))

/** A fact that no ruleset asks for, and a value that none tells from the rest. */
export const agencyFactUse: Law = ({ book: { vocabulary }, compiled }) => {
  const tests = compiled.flatMap(rulesOf).flatMap(conditionsOf).flatMap(testsOf)
  return Object.entries(vocabulary.filingFacts).flatMap(([name, { values }]) => {
    const asked = tests.filter(({ fact }) => fact === name)
    if (asked.length === 0) return [faultIn(`/filingFacts/${name}`, `no ruleset asks for the filing fact '${name}'`)]
    const apart = new Set(asked.flatMap(({ requires }) => [requires].flat().map(String)))
    const idle = Object.keys(values ?? {}).filter((value) => !apart.has(value))
    // One value may be what is left when the others are told apart.
    return idle.length > 1 ? idle.map((value) => faultIn(`/filingFacts/${name}/values/${value}`, `no ruleset tells '${name}' ${value} from the rest`)) : []
  })
}
