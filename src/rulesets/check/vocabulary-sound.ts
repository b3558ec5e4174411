/** The vocabulary agrees with itself: conducts of its subject types with its facts, measures on somebody, defaults that can be. */
import { canTake, subjectOf } from '../../domain/vocabulary.ts'
import type { Fault } from '../fault.ts'
import type { Law } from './input.ts'

/** Of the vocabulary itself, not of a file that names its codes. */
export const faultIn = (place: string, message: string): Fault => ({ file: 'vocabulary.yaml', place, message })

export const vocabularySound: Law = ({ book: { vocabulary: { conducts, facts, circumstances, measures, subjectTypes } } }) => [
  ...Object.entries(conducts).flatMap(([conduct, carried]) => [
    ...Object.hasOwn(subjectTypes, subjectOf(conduct)) ? [] : [faultIn(`/conducts/${conduct}`, `there is no subject type '${subjectOf(conduct)}'`)],
    ...carried.facts.filter((fact) => !Object.hasOwn(facts, fact)).map((fact) => faultIn(`/conducts/${conduct}/facts`, `there is no fact '${fact}'`))
  ]),
  ...Object.entries(measures).filter(([, { on }]) => !['any', 'staff', ...Object.keys(subjectTypes)].includes(on))
    .map(([measure, { on }]) => faultIn(`/measures/${measure}/on`, `there is no subject type '${on}'`)),
  ...Object.entries(circumstances).flatMap(([name, definition]) => [
    ...Object.hasOwn(facts, name) ? [faultIn(`/circumstances/${name}`, `'${name}' is a fact of a conduct already`)] : [],
    ...definition.default === undefined || canTake(definition, definition.default) ? [] : [faultIn(`/circumstances/${name}/default`, `'${name}' cannot be ${JSON.stringify(definition.default)}`)]
  ])
]
