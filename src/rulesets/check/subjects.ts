/** Tiers grade agencies and ranks grade persons, and a measure fits whoever it is imposed on. */
import type { Provision } from '../../domain/ruleset.ts'
import { subjectOf, type Vocabulary } from '../../domain/vocabulary.ts'
import type { Compiled } from '../compile.ts'
import type { Fault } from '../fault.ts'
import { faultAt, type Law } from './input.ts'

const AGENCY = 'agency'

/** What is done to an agency may follow from what its staff did; the reverse, or anything across to candidates, is a slip. */
function fits ({ subjectTypes }: Vocabulary, on: string, subject: string): boolean {
  const staff = subjectTypes[subject]?.staff === true
  return on === 'any' || on === subject || (staff && (on === 'staff' || on === AGENCY))
}

const subjectsOf = ({ kind, alternatives }: Provision): string[] =>
  kind === 'escalation' ? [AGENCY] : [...new Set(alternatives.map(({ conduct }) => subjectOf(conduct)))]

function gradeFaults (compiled: Compiled, provision: Provision): Fault[] {
  const subjects = subjectsOf(provision)
  const persons = subjects.filter((subject) => subject !== AGENCY)
  return [
    ...provision.tier !== null && persons.length > 0 ? [faultAt(compiled, provision.id, `only agencies have tiers, and this is about ${persons.join(', ')}`)] : [],
    ...provision.rank !== null && subjects.includes(AGENCY) ? [faultAt(compiled, provision.id, 'only persons have ranks, and this is about agencies')] : []
  ]
}

function measureFaults (vocabulary: Vocabulary, compiled: Compiled, provision: Provision, subjects: readonly string[]): Fault[] {
  return provision.measures.flatMap(({ measure }) => {
    const on = vocabulary.measures[measure]?.on
    return on === undefined ? [] : subjects.filter((subject) => !fits(vocabulary, on, subject)).map((subject) => faultAt(compiled, provision.id, `'${measure}' is imposed on ${on}, not on ${subject}`))
  })
}

export const subjects: Law = ({ book: { vocabulary }, compiled }) => compiled.flatMap((one) => {
  const { ruleset: { provisions, riders }, source: { data, fault } } = one
  return [
    ...data.articles.flatMap(({ rank, tier, provisions }, index) => rank !== undefined && (tier !== undefined || provisions.some((provision) => provision.tier !== undefined))
      ? [fault(`/articles/${index}/rank`, 'an article has a rank or tiers, not both')]
      : []),
    ...[...provisions.values()].filter(({ kind }) => kind !== 'rider').flatMap((provision) =>
      [...gradeFaults(one, provision), ...measureFaults(vocabulary, one, provision, subjectsOf(provision))]),
    ...riders.flatMap(({ provision, on }) => measureFaults(vocabulary, one, provision, [on]))
  ]
})
