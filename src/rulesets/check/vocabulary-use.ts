/** The vocabulary has what the rules need and nothing else; what only the interface uses (outcomes, steps, units …) is its own. */
import { testsOf } from '../../domain/condition.ts'
import { subjectOf, type Vocabulary } from '../../domain/vocabulary.ts'
import type { Fault } from '../fault.ts'
import type { Input, Law } from './input.ts'
import { faultIn } from './vocabulary-sound.ts'

type Used = Readonly<Record<'conducts' | 'measures' | 'tiers' | 'subjectTypes' | 'circumstances' | 'actors', ReadonlySet<string>>>

/** The codes that some ruleset names. */
function usedBy ({ compiled }: Input): Used {
  const rulesets = compiled.map(({ ruleset }) => ruleset)
  const provisions = rulesets.flatMap((ruleset) => [...ruleset.provisions.values()])
  const rules = provisions.flatMap(({ measures }) => measures)
  const conducts = rulesets.flatMap(({ byConduct }) => [...byConduct.keys()])
  const conditions = [...rules.map(({ when }) => when), ...rulesets.flatMap(({ riders }) => riders.map(({ when }) => when)), ...provisions.flatMap(({ alternatives }) => alternatives.map(({ when }) => when))]
  return {
    conducts: new Set(conducts),
    measures: new Set(rules.map(({ measure }) => measure)),
    tiers: new Set(provisions.flatMap(({ tier }) => tier === null ? [] : typeof tier === 'string' ? [tier] : Object.values(tier.tiers))),
    subjectTypes: new Set(conducts.map(subjectOf)),
    circumstances: new Set([...rulesets.flatMap(({ scope }) => scope.map(({ circumstance }) => circumstance)), ...conditions.flatMap(testsOf).map(({ fact }) => fact)]),
    actors: new Set([
      ...rules.map(({ imposedBy }) => imposedBy),
      ...rulesets.flatMap(({ procedures }) => procedures.flatMap(({ steps }) => steps.flatMap(({ by, requires: { confirmedBy, to, from } }) => [by, confirmedBy ?? '', to ?? '', from ?? ''])))
    ])
  }
}

/** What some condition tells apart of each conduct: `fact`, and `fact=value` for each value that one names. */
function toldApart ({ book: { vocabulary }, views }: Input): ReadonlySet<string> {
  const gaps = views.flatMap(({ ruleset }) => ruleset.gaps)
  return new Set(Object.keys(vocabulary.conducts).flatMap((conduct) => {
    const carried = vocabulary.conducts[conduct]?.facts ?? []
    const conditions = [...views.flatMap(({ chain }) => chain.plan(conduct).conditions), ...gaps.filter((gap) => gap.conduct === conduct).map(({ when }) => when)]
    return conditions.flatMap(testsOf).filter(({ fact }) => carried.includes(fact))
      .flatMap(({ fact, requires }) => [fact, ...[requires].flat().map((value) => `${fact}=${String(value)}`)])
  }))
}

function factFaults ({ conducts, facts }: Vocabulary, apart: ReadonlySet<string>): Fault[] {
  return Object.entries(facts).flatMap(([fact, { values }]) => {
    if (!Object.values(conducts).some((conduct) => conduct.facts.includes(fact))) return [faultIn(`/facts/${fact}`, `no conduct carries the fact '${fact}'`)]
    if (!apart.has(fact)) return [faultIn(`/facts/${fact}`, `no ruleset asks for the fact '${fact}'`)]
    return Object.keys(values ?? {}).filter((value) => !apart.has(`${fact}=${value}`))
      .map((value) => faultIn(`/facts/${fact}/values/${value}`, `no ruleset tells '${fact}' ${value} from the rest`))
  })
}

export const vocabularyUse: Law = (input) => {
  const { book: { vocabulary } } = input
  return [
    ...Object.entries(usedBy(input)).flatMap(([list, used]) => Object.keys(vocabulary[list as keyof Used]).filter((code) => !used.has(code))
      .map((code) => faultIn(`/${list}/${code}`, `no ruleset uses '${code}'`))),
    ...factFaults(vocabulary, toldApart(input))
  ]
}
