/** Holds the rules on agencies against the text: every leaf of its parts on filing is rendered by a rule, with the figures that stand there. */
import { beyond, figuresIn, figuresOf, type FigureWords } from './figures.ts'
import type { CitingRuleset } from './cited.ts'
import { formatCite, keyOf, parseCite } from './locator.ts'
import { indexUnits, textOf, type Unit } from './unit.ts'
import { excerpt, type Finding } from './verify.ts'

export interface AgencyProof {
  /** places of the text that rules on agencies render, and how many rules each */
  readonly rendered: readonly { readonly cite: string, readonly rules: number }[]
  /** what the text says of filing and no rule of filing renders */
  readonly missing: readonly Finding[]
  /** figures that differ */
  readonly figures: readonly Finding[]
}

const FILING = 'filing'

const leavesOf = (unit: Unit): readonly Unit[] => unit.children.length === 0 ? [unit] : unit.children.flatMap(leavesOf)
const once = (figures: readonly string[]): string[] => [...new Set(figures)]

/** The figures of a place by itself: what stands below it has places of its own. */
function figureFindings (unit: Unit, rules: readonly { figures: readonly string[], oneByOne: boolean }[], words: FigureWords): Finding[] {
  const text = unit.children.length === 0 ? textOf(unit) : unit.own
  const isExact = rules.every(({ oneByOne }) => oneByOne)
  const [printed, encoded] = [figuresIn(text, words), rules.flatMap(({ figures }) => figures)].map((all) => isExact ? all : once(all)) as [string[], string[]]
  const cite = formatCite(unit.locator)
  return [
    ...beyond(printed, encoded).map((figure) => ({ cite, message: `it says ${figure}, which no rule on it has` })),
    ...beyond(encoded, printed).map((figure) => ({ cite, message: `a rule on it has ${figure}, which it does not say` }))
  ]
}

/** A ruleset without rules of filing leaves these parts of its text alone, and says so to whoever asks. */
export function proveAgencies (ruleset: CitingRuleset, units: readonly Unit[], words: FigureWords): AgencyProof {
  const index = indexUnits(units)
  const unitAt = (cite: string): Unit | undefined => {
    const locator = parseCite(cite)
    return locator && index.get(keyOf(locator))
  }
  const byUnit = new Map<Unit, { figures: readonly string[], oneByOne: boolean }[]>()
  for (const { cite, ...rule } of figuresOf(ruleset, words)) {
    const unit = unitAt(cite)
    if (unit) byUnit.set(unit, [...byUnit.get(unit) ?? [], rule])
  }
  const parts = ruleset.agencies?.filing ? ruleset.otherParts.filter(({ kind }) => kind === FILING).flatMap(({ cite }) => unitAt(cite) ?? []) : []
  const leaves = new Set(parts.flatMap(leavesOf))
  return {
    rendered: [...byUnit].map(([unit, rules]) => ({ cite: formatCite(unit.locator), rules: rules.length })),
    missing: [...leaves].filter((unit) => !byUnit.get(unit)?.some(({ oneByOne }) => oneByOne)).map((unit) => ({ cite: formatCite(unit.locator), message: `it is on filing, and no rule of filing renders it (${excerpt(unit)})` })),
    figures: [...byUnit].flatMap(([unit, rules]) => figureFindings(unit, rules, words))
  }
}
