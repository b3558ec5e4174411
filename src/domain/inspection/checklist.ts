/**
 * What an inspection looks at: the conducts of agencies in the rules of a place on a day, row by row as the text has them. Where a text prints a table whose
 * rows lead to several tiers (Minhang), a row of the table is a row here; elsewhere every provision is one. What only earlier decisions lead to
 * (escalations) cannot be looked at, and is no row.
 */
import type { Chain, RuleBook } from '../book.ts'
import { rulesFor, withDefaults } from '../question.ts'
import type { Day } from '../day.ts'
import { isUnder, type Provision, type Ruleset } from '../ruleset.ts'
import { subjectOf, type Vocabulary } from '../vocabulary.ts'

const AGENCY = 'agency'

/** A conduct on a checklist, with the tiers that it can lead to and the facts on which something hangs. */
export interface CheckConduct { readonly code: string, readonly tiers: readonly string[], readonly facts: readonly string[] }
/** A part of a row, or the row itself where it has no parts. */
export interface CheckItem { readonly id: string, readonly provisions: readonly Provision[], readonly conducts: readonly CheckConduct[] }
export interface CheckRow {
  /** the place in the rules: minhang/row-4, guangxi/annex-3/general/item-1 */
  readonly id: string
  readonly number: number
  readonly ruleset: Ruleset
  readonly tiers: readonly string[]
  readonly items: readonly CheckItem[]
  /** not of the place's own rules, which are silent on it, but of those that stand behind them */
  readonly further: boolean
}
export interface Checklist { readonly chain: Chain, readonly rows: readonly CheckRow[] }

/** `row-4/item-1/general` → `row-4/item-1`: the tier that one part of a table leads to is no part of its place. */
const placeOf = ({ tiers }: Vocabulary, id: string): string => {
  const cut = id.lastIndexOf('/')
  return Object.hasOwn(tiers, id.slice(cut + 1)) ? id.slice(0, cut) : id
}

const tiersIn = ({ tiers }: Vocabulary, provisions: readonly Provision[]): string[] => {
  const found = new Set(provisions.flatMap(({ tier }) => tier === null ? [] : typeof tier === 'string' ? [tier] : Object.values(tier.tiers)))
  return Object.keys(tiers).filter((tier) => found.has(tier))
}

/** Conducts of agencies that a provision names. */
const conductsIn = ({ kind, alternatives }: Provision): string[] =>
  kind === 'misconduct' ? [...new Set(alternatives.map(({ conduct }) => conduct).filter((conduct) => subjectOf(conduct) === AGENCY))] : []

interface Maker { readonly vocabulary: Vocabulary, readonly chain: Chain, readonly wanted: (conduct: string) => boolean }

function itemOf ({ vocabulary, chain, wanted }: Maker, id: string, provisions: readonly Provision[]): CheckItem | null {
  const codes = [...new Set(provisions.flatMap(conductsIn))].filter(wanted)
  if (codes.length === 0) return null
  const conducts = codes.map((code): CheckConduct => ({
    code,
    tiers: tiersIn(vocabulary, provisions.filter((one) => conductsIn(one).includes(code))),
    facts: [...chain.plan(code).distinguishable.keys()]
  }))
  return { id, provisions, conducts }
}

/** The provisions of a ruleset from which its checklist is drawn: those that it names for that, or all. */
function sourcesOf ({ provisions, agencies }: Ruleset): Provision[] {
  const named = agencies?.inspection?.checklist ?? []
  return [...provisions.values()].filter(({ id }) => named.length === 0 || named.some((place) => isUnder(id, place)))
}

const rowsIn = (ruleset: Ruleset): boolean => sourcesOf(ruleset).some((provision) => conductsIn(provision).length > 0)

type Unnumbered = Omit<CheckRow, 'number'>

/** The rows of one ruleset, in the order of its text. */
function rowsOf (maker: Maker, ruleset: Ruleset, sources: readonly Provision[], further: boolean): Unnumbered[] {
  const { vocabulary } = maker
  const articleOf = new Map(ruleset.articles.flatMap(({ path, provisions }) => provisions.map((id) => [id, `${ruleset.id}/${path}`] as const)))
  const rows = new Map<string, Provision[]>()
  for (const provision of sources) {
    // A provision for each tier: the article is the row. Otherwise the provision itself is.
    const row = placeOf(vocabulary, provision.id) === provision.id ? provision.id : articleOf.get(provision.id) ?? provision.id
    rows.set(row, [...rows.get(row) ?? [], provision])
  }
  return [...rows].flatMap(([id, provisions]): Unnumbered[] => {
    const places = Map.groupBy(provisions, (one) => placeOf(vocabulary, one.id))
    const items = [...places].flatMap(([place, inIt]) => itemOf(maker, place, inIt) ?? [])
    return items.length === 0 ? [] : [{ id, ruleset, tiers: tiersIn(vocabulary, items.flatMap((item) => item.provisions)), items, further }]
  })
}

export const conductsOfRow = ({ items }: Pick<CheckRow, 'items'>): string[] => [...new Set(items.flatMap(({ conducts }) => conducts.map(({ code }) => code)))]

export interface ChecklistQuestion {
  readonly jurisdiction: string
  readonly on: Day
  /** employer · school · training-organisation, where all agencies are of one kind: a ruleset may be meant for one alone */
  readonly agencyKind?: string
  /** also what only the rules behind those of the place name */
  readonly further?: boolean
}

/**
 * The checklist of a place on a day.
 * @throws Refused where no rules were in force
 */
export function checklistFor (book: RuleBook, { jurisdiction, on, agencyKind, further = false }: ChecklistQuestion): Checklist {
  const { vocabulary } = book
  const circumstances = withDefaults(vocabulary, agencyKind === undefined ? {} : { agencyKind })
  const chain = rulesFor(book, { jurisdiction, occurredOn: on, conducts: [] }, circumstances.facts)
  const rows: Unnumbered[] = []
  const seen = new Set<string>()
  const add = (ruleset: Ruleset, sources: readonly Provision[], isFurther: boolean): void => {
    // What an earlier ruleset names is judged by that one alone; within a ruleset a conduct may stand in several rows.
    const known = new Set(seen)
    const made = rowsOf({ vocabulary, chain, wanted: (conduct) => !known.has(conduct) }, ruleset, sources, isFurther)
    for (const conduct of made.flatMap(conductsOfRow)) seen.add(conduct)
    rows.push(...made)
  }
  const own = chain.rulesets.find((ruleset) => rowsIn(ruleset)) ?? chain.rulesets[0]
  add(own, sourcesOf(own), false)
  if (further) for (const ruleset of chain.rulesets) add(ruleset, [...ruleset.provisions.values()], true)
  return { chain, rows: rows.map((row, index) => ({ ...row, number: index + 1 })) }
}
