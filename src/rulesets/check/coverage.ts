/** Which ruleset says something about which conduct. */
import type { Ruleset } from '../../domain/ruleset.ts'
import type { Input, View } from './input.ts'

export const LEGEND = {
  c: 'covered by the ruleset itself',
  s: 'covered, and supplemented by a fallback where the ruleset is not met',
  g: 'covered, with gaps listed where nothing applies',
  f: 'left to a fallback',
  '-': 'no provision'
} as const

export interface Coverage {
  readonly rulesets: readonly string[]
  readonly rows: readonly { readonly conduct: string, readonly marks: readonly string[] }[]
}

function mark ({ ruleset, chain }: View, conduct: string): string {
  if (!ruleset.byConduct.has(conduct)) return chain.plan(conduct).candidates.length > 0 ? 'f' : '-'
  const supplemented = ruleset.supplement.has(conduct) ? 's' : ''
  const open = ruleset.gaps.some((gap) => gap.conduct === conduct) ? 'g' : ''
  return supplemented + open || 'c'
}

const titleOf = ({ id, version }: Ruleset, all: readonly Ruleset[]): string => all.some((other) => other.id === id && other.version !== version) ? `${id}@${version}` : id

/** The last view of each version: what it says once everything behind it is in force. */
export function coverageOf ({ book: { vocabulary, rulesets }, compiled, views }: Input): Coverage {
  const last = compiled.flatMap((one) => views.findLast((view) => view.compiled === one) ?? [])
  return {
    rulesets: last.map(({ ruleset }) => titleOf(ruleset, rulesets)),
    rows: Object.keys(vocabulary.conducts).map((conduct) => ({ conduct, marks: last.map((view) => mark(view, conduct)) }))
  }
}
