/** Measures and tiers hang only on facts that every conduct of their provision carries. */
import { testsOf, type Condition } from '../../domain/condition.ts'
import { subjectOf, type Vocabulary } from '../../domain/vocabulary.ts'
import type { Compiled } from '../compile.ts'
import type { Fault } from '../fault.ts'
import { faultAt, type Law } from './input.ts'

/** Of a conduct that does not exist nothing more is asked: that has been said once. */
export const carriedBy = ({ conducts, facts }: Vocabulary, conduct: string): ReadonlySet<string> => new Set(conducts[conduct]?.facts ?? Object.keys(facts))

export function carriedByAll (vocabulary: Vocabulary, conducts: readonly string[]): ReadonlySet<string> {
  const [first, ...others] = conducts.map((conduct) => carriedBy(vocabulary, conduct))
  return new Set([...first ?? []].filter((fact) => others.every((facts) => facts.has(fact))))
}

/** Measures are inherited from articles and tiers, so what they hang on is judged per provision. */
function measureFaults (vocabulary: Vocabulary, compiled: Compiled): Fault[] {
  const { provisions, riders, byConduct } = compiled.ruleset
  const subjectOfRider = new Map(riders.map(({ provision, on }) => [provision, on]))
  return [...provisions.values()].flatMap((provision) => {
    const subject = subjectOfRider.get(provision)
    const conducts = subject === undefined
      ? provision.alternatives.map(({ conduct }) => conduct)
      : [...byConduct.keys()].filter((conduct) => subjectOf(conduct) === subject)
    const known = carriedByAll(vocabulary, conducts)
    const unknown = (when: Condition): string[] =>
      testsOf(when).map(({ fact }) => fact).filter((fact) => Object.hasOwn(vocabulary.facts, fact) && !Object.hasOwn(vocabulary.circumstances, fact) && !known.has(fact))
    return provision.measures.flatMap(({ measure, when }) => unknown(when).map((fact) =>
      faultAt(compiled, provision.id, `'${measure}' hangs on the fact '${fact}', which not every conduct here carries`)))
  })
}

/** A fact that gives the tier is an enum that every conduct carries, and each of its values gives one. */
function tierFaults (vocabulary: Vocabulary, compiled: Compiled): Fault[] {
  return [...compiled.ruleset.provisions.values()].flatMap((provision) => {
    if (provision.tier === null || typeof provision.tier === 'string') return []
    const { fact, tiers } = provision.tier
    const fault = (message: string): Fault => faultAt(compiled, provision.id, message)
    const values = Object.hasOwn(vocabulary.facts, fact) ? vocabulary.facts[fact]?.values : undefined
    if (!values) return [fault(`the tier hangs on '${fact}', which is no fact with listed values`)]
    if (provision.alternatives.some(({ conduct }) => !carriedBy(vocabulary, conduct).has(fact))) return [fault(`the tier hangs on the fact '${fact}', which not every conduct here carries`)]
    return [
      ...Object.keys(values).filter((value) => !Object.hasOwn(tiers, value)).map((value) => fault(`no tier is given for '${fact}' ${value}`)),
      ...Object.keys(tiers).filter((value) => !Object.hasOwn(values, value)).map((value) => fault(`'${fact}' cannot be "${value}"`))
    ]
  })
}

export const carried: Law = ({ book: { vocabulary }, compiled }) =>
  compiled.flatMap((one) => [...measureFaults(vocabulary, one), ...tierFaults(vocabulary, one)])
