/** A condition asks only what can be known: facts that the conduct carries and circumstances, and values that they can take. */
import { canTake, subjectOf, type FactDefinition, type FactValue, type Vocabulary } from '../../domain/vocabulary.ts'
import type { Fault } from '../fault.ts'
import type { ConditionData } from '../format.ts'
import { carriedBy, carriedByAll } from './carried.ts'
import type { Law } from './input.ts'

type Requirement = Exclude<ConditionData[string], ConditionData[] | undefined>
/** Says what is wrong at a place of the file. */
type Report = (pointer: string, message: string) => Fault

function requirementFaults (name: string, fact: FactDefinition, requires: Requirement, pointer: string, report: Report): Fault[] {
  if (typeof requires === 'object' && !Array.isArray(requires)) {
    return fact.type === 'integer' ? [] : [report(pointer, `gte and lt compare whole numbers; '${name}' is of the type ${fact.type}`)]
  }
  return [requires].flat().filter((value: FactValue) => !canTake(fact, value)).map((value) => report(pointer, `'${name}' cannot be ${JSON.stringify(value)}`))
}

/** `known` are the facts that are certain to be asked; undefined where only their existence can be judged here. */
function conditionFaults (vocabulary: Vocabulary, data: ConditionData | undefined, pointer: string, known: ReadonlySet<string> | undefined, report: Report): Fault[] {
  return Object.entries(data ?? {}).flatMap(([name, requires]): Fault[] => {
    const place = `${pointer}/${name}`
    if (name === 'allOf' || name === 'anyOf') {
      return (requires as ConditionData[]).flatMap((part, index) => conditionFaults(vocabulary, part, `${place}/${index}`, known, report))
    }
    const fact = Object.hasOwn(vocabulary.facts, name) ? vocabulary.facts[name] : undefined
    const circumstance = Object.hasOwn(vocabulary.circumstances, name) ? vocabulary.circumstances[name] : undefined
    const definition = fact ?? circumstance
    if (!definition) return [report(place, `the vocabulary has no fact or circumstance '${name}'`)]
    if (!circumstance && known?.has(name) === false) return [report(place, `the conduct does not carry the fact '${name}'`)]
    // Circumstances are never asked for: without a default the condition would silently fail wherever nobody mentions it.
    if (!fact && definition.default === undefined) return [report(place, `'${name}' has no default, so no condition can rest on it`)]
    return requirementFaults(name, definition, requires as Requirement, place, report)
  })
}

export const conditions: Law = ({ book: { vocabulary }, compiled }) => compiled.flatMap((one) => {
  const { data, fault } = one.source
  const check = (when: ConditionData | undefined, pointer: string, known?: ReadonlySet<string>): Fault[] =>
    conditionFaults(vocabulary, when, `${pointer}/when`, known, fault)
  const measures = (lists: Pick<NonNullable<typeof data.articles[number]['measures']>, 'must' | 'may'> | undefined, pointer: string): Fault[] =>
    (['must', 'may'] as const).flatMap((list) => (lists?.[list] ?? []).flatMap((entry, index) =>
      typeof entry === 'string' ? [] : check(entry.when, `${pointer}/${list}/${index}`)))
  const scope = Object.entries(data.scope ?? {}).flatMap(([name, values]) => {
    const circumstance = Object.hasOwn(vocabulary.circumstances, name) ? vocabulary.circumstances[name] : undefined
    return circumstance ? requirementFaults(name, circumstance, values, `/scope/${name}`, fault) : []
  })
  return [
    ...scope,
    ...Object.entries(data.tierMeasures ?? {}).flatMap(([tier, lists]) => measures(lists, `/tierMeasures/${tier}`)),
    ...data.articles.flatMap((article, index) => [
      ...measures(article.measures, `/articles/${index}/measures`),
      ...article.provisions.flatMap((provision, place) => {
        const pointer = `/articles/${index}/provisions/${place}`
        return [
          ...measures(provision.measures, `${pointer}/measures`),
          ...(provision.alsoMust ?? []).flatMap((entry, at) => typeof entry === 'string' ? [] : check(entry.when, `${pointer}/alsoMust/${at}`)),
          ...(provision.conducts ?? []).flatMap(({ conduct, when }, at) => check(when, `${pointer}/conducts/${at}`, carriedBy(vocabulary, conduct)))
        ]
      })
    ]),
    ...(data.riders ?? []).flatMap((rider, index) => [
      ...measures(rider.measures, `/riders/${index}/measures`),
      ...check(rider.when, `/riders/${index}`, carriedByAll(vocabulary, [...one.ruleset.byConduct.keys()].filter((conduct) => subjectOf(conduct) === rider.on)))
    ]),
    ...(data.gaps ?? []).flatMap(({ conduct, when }, index) => check(when, `/gaps/${index}`, carriedBy(vocabulary, conduct)))
  ]
})
