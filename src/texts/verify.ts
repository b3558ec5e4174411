/** Holds a ruleset against the official text: what the text has and the ruleset does not, and the other way round. */
import { proveAgencies, type AgencyProof } from './agency-proof.ts'
import { citedBy, type Cited, type CitingRuleset } from './cited.ts'
import type { FigureWords } from './figures.ts'
import { formatCite, keyOf, parseCite } from './locator.ts'
import { rowRemarks } from './row-tiers.ts'
import { indexUnits, opensMisconduct, textOf, type Unit } from './unit.ts'

/** A place and what is the matter with it. */
export interface Finding { readonly cite: string, readonly message: string }

export interface Report {
  /** places of the text that provisions and riders encode */
  readonly covered: readonly { readonly cite: string, readonly by: readonly string[] }[]
  /** places of the text that are listed as no misconduct, in the order of the ruleset */
  readonly listed: readonly { readonly cite: string, readonly kind: string }[]
  /** misconduct in the text that no provision and no rider encodes, and what it says of filing that no rule of filing renders */
  readonly missing: readonly Finding[]
  /** what else stands in the text and is not mentioned at all */
  readonly unlisted: readonly Finding[]
  /** what the ruleset cites and the text does not have */
  readonly unknown: readonly Finding[]
  /** rows of a table whose printed tiers are not those encoded */
  readonly tiers: readonly Finding[]
  /** places that rules on agencies render */
  readonly rendered: AgencyProof['rendered']
  /** figures of the text that the rules on agencies do not have, and the other way round */
  readonly figures: readonly Finding[]
  /** departures that a note of the ruleset explains */
  readonly remarks: readonly Finding[]
}

export const faultsOf = ({ missing, unlisted, unknown, tiers, figures }: Report): readonly Finding[] => [...missing, ...unlisted, ...unknown, ...tiers, ...figures]

/** What is known of a unit from those that hold it. */
interface Above {
  readonly misconduct: boolean
  readonly encoded: boolean
  readonly listed: boolean
  /** an article of the ruleset, which covers the paragraphs that open its items */
  readonly gathered: boolean
}

const EXCERPT_LENGTH = 24

/** The first words, so that whoever has the text finds the place. */
export function excerpt (unit: Unit): string {
  const words = [...textOf(unit).replaceAll('\n', '')]
  return words.length > EXCERPT_LENGTH ? `${words.slice(0, EXCERPT_LENGTH).join('')}…` : words.join('')
}

const encodes = ({ as }: Cited): boolean => as === 'provision' || as === 'rider'

class Comparison {
  readonly covered: { cite: string, by: string[] }[] = []
  readonly missing: Finding[] = []
  readonly unlisted: Finding[] = []
  readonly #cited: ReadonlyMap<Unit, readonly Cited[]>
  readonly #seen = new Set<string>()

  constructor (cited: ReadonlyMap<Unit, readonly Cited[]>) { this.#cited = cited }

  #at (unit: Unit): readonly Cited[] { return this.#cited.get(unit) ?? [] }

  #encodedWithin (unit: Unit): boolean {
    return unit.children.some((child) => this.#at(child).some(encodes) || this.#encodedWithin(child))
  }

  visit (unit: Unit, above: Above): void {
    const key = keyOf(unit.locator)
    if (this.#seen.has(key)) {
      this.#report(this.missing, unit, 'this number is printed a second time')
      return
    }
    this.#seen.add(key)
    const here = this.#at(unit)
    const by = here.filter(encodes).map(({ path }) => path)
    if (by.length > 0) this.covered.push({ cite: formatCite(unit.locator), by })
    if (unit.children.length === 0) this.#leaf(unit, by.length > 0, above)
    else this.#whole(unit, by.length > 0, above)
  }

  #leaf (unit: Unit, encoded: boolean, { misconduct, encoded: encodedAbove, listed: listedAbove }: Above): void {
    const listed = listedAbove || this.#at(unit).some(({ as }) => as === 'other')
    const opens = opensMisconduct(unit)
    if (opens) this.#report(this.missing, unit, 'it announces misconduct, but nothing numbered could be read below it')
    if (opens || encoded) return
    // （1） below a point that a provision encodes only spells it out.
    if (misconduct && encodedAbove && unit.locator.at(-1)?.level === 'detail') return
    if (misconduct) this.#report(this.missing, unit, listed ? 'it is misconduct, but it is only listed among the other parts' : 'no provision encodes it')
    else if (!encodedAbove && !listed) this.#report(this.unlisted, unit, 'neither a provision nor the other parts mention it')
  }

  #whole (unit: Unit, encoded: boolean, above: Above): void {
    const here = this.#at(unit)
    const opens = opensMisconduct(unit)
    const listed = above.listed || here.some(({ as }) => as === 'other')
    const gathered = here.some(({ as }) => as === 'article')
    const mentioned = encoded || gathered || listed || above.encoded || above.gathered || above.misconduct
    if (unit.own !== '' && !mentioned) this.#report(this.unlisted, unit, 'neither an article, a provision nor the other parts mention it')
    // What is encoded in part is not listed as a whole: the rest of it must then be mentioned by itself.
    const below = { misconduct: above.misconduct || opens, encoded: above.encoded || encoded, listed: listed && !this.#encodedWithin(unit), gathered }
    for (const child of unit.children) this.visit(child, below)
  }

  #report (findings: Finding[], unit: Unit, message: string): void {
    findings.push({ cite: formatCite(unit.locator), message: `${message} (${excerpt(unit)})` })
  }
}

/**
 * @param units the text as read
 * @param tierWords tier → how a table prints it (see tierWords)
 * @param figureWords the units of figures, as they are printed
 */
export function verify (ruleset: CitingRuleset, units: readonly Unit[], tierWords: ReadonlyMap<string, string>, figureWords: FigureWords): Report {
  const index = indexUnits(units)
  const cited = new Map<Unit, Cited[]>()
  const unknown: Finding[] = []
  const listed: { cite: string, kind: string }[] = []
  for (const one of citedBy(ruleset)) {
    const locator = parseCite(one.cite)
    const unit = locator && index.get(keyOf(locator))
    if (!unit) unknown.push({ cite: one.cite, message: `${ruleset.id}/${one.path} cites it, but ${locator ? 'the text does not have it' : 'it cannot be read as a place of a text'}` })
    else {
      cited.set(unit, [...cited.get(unit) ?? [], one])
      if (one.kind !== null) listed.push({ cite: one.cite, kind: one.kind })
    }
  }
  const comparison = new Comparison(cited)
  for (const unit of units) comparison.visit(unit, { misconduct: unit.tierLines !== undefined, encoded: false, listed: false, gathered: false })
  const { covered, missing, unlisted } = comparison
  const { missing: unrendered, ...proof } = proveAgencies(ruleset, units, figureWords)
  return { covered, listed, missing: [...missing, ...unrendered], unlisted, unknown, ...proof, ...rowRemarks(units, cited, tierWords) }
}
