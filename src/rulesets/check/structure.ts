/** How rulesets stand to each other: fallbacks that lead somewhere, one ruleset per region, and escalations that lead to their provisions. */
import { regionPrefix } from '../../domain/book.ts'
import type { Ruleset } from '../../domain/ruleset.ts'
import type { Compiled } from '../compile.ts'
import type { Fault } from '../fault.ts'
import { circular, faultAt, type Law } from './input.ts'

function fallbackFaults ({ ruleset, source: { data, fault } }: Compiled, ids: readonly string[], onCircle: ReadonlySet<Ruleset>): Fault[] {
  const { fallback } = ruleset
  if (fallback !== null && !ids.includes(fallback)) return [fault('/fallback', `there is no ruleset '${fallback}'`)]
  if (onCircle.has(ruleset)) return [fault('/fallback', 'the fallbacks run in a circle')]
  return fallback === null && data.escalations === 'inherit' ? [fault('/escalations', 'nothing to inherit from: the ruleset has no fallback')] : []
}

/** A provision that no conduct meets is what an escalation raises to, exactly one. */
function raisedFaults (compiled: Compiled): Fault[] {
  const { escalations, provisions } = compiled.ruleset
  const own = escalations === 'inherit' ? [] : escalations
  return [...provisions.values()].filter(({ kind }) => kind === 'escalation').flatMap(({ id }) => {
    const raising = own.filter(({ raises }) => raises.id === id).length
    if (raising === 1) return []
    return [faultAt(compiled, id, raising === 0 ? 'no conduct meets it and no escalation leads to it' : `${raising} escalations lead to it`)]
  })
}

const together = (a: Ruleset, b: Ruleset): boolean => (b.until === null || a.from <= b.until) && (a.until === null || b.from <= a.until)

function regionFaults (compiled: readonly Compiled[]): Fault[] {
  return compiled.flatMap(({ ruleset, source }, index) => {
    const rival = compiled.slice(0, index).find(({ ruleset: other }) => other.id !== ruleset.id &&
      regionPrefix(other.jurisdiction) === regionPrefix(ruleset.jurisdiction) && together(other, ruleset))
    return rival ? [source.fault('/jurisdiction', `the ruleset '${rival.ruleset.id}' is in force for the same region on the same day`)] : []
  })
}

export const structure: Law = ({ book, compiled }) => {
  const onCircle = new Set(circular(book.rulesets, ({ fallback }) => book.rulesets.filter(({ id }) => id === fallback)))
  return [...compiled.flatMap((one) => [...fallbackFaults(one, book.ids, onCircle), ...raisedFaults(one)]), ...regionFaults(compiled)]
}
