/** A checklist as it is shown: with labels, citations and the questions to be answered on the spot. */
import type { RuleBook } from '../domain/book.ts'
import { conductsOfRow, type CheckConduct, type CheckItem, type Checklist, type CheckRow } from '../domain/inspection/checklist.ts'
import type { Place } from '../domain/inspection/results.ts'
import type { Day } from '../domain/day.ts'
import type { Lang } from '../domain/vocabulary.ts'

/** `评价范围之外（一般）`: of a part that leads to several tiers, the title without the tier. */
const TIER_AT_END = { zh: /（[^（）]*）$/, en: / \([^()]*\)$/ }

function titleOf ({ id, provisions }: CheckItem, lang: Lang): string {
  const [first] = provisions
  const title = first?.title[lang] ?? id
  return first?.id === id ? title : title.replace(TIER_AT_END[lang], '')
}

interface Shown { readonly book: RuleBook, readonly lang: Lang, readonly focus: ReadonlySet<string> }

function conductView ({ book: { vocabulary }, lang, focus }: Shown, { code, tiers, facts }: CheckConduct) {
  return {
    code,
    label: vocabulary.conducts[code]?.[lang] ?? code,
    tiers,
    focus: focus.has(code),
    facts: facts.flatMap((name) => {
      const fact = vocabulary.facts[name]
      return fact
        ? [{
            fact: name,
            type: fact.type,
            ...fact.values ? { values: Object.keys(fact.values) } : {},
            ...fact.minimum === undefined ? {} : { minimum: fact.minimum },
            ...fact.maximum === undefined ? {} : { maximum: fact.maximum },
            label: fact[lang],
            question: fact.question[lang]
          }]
        : []
    })
  }
}

/** The compiled citation ends with the basis of its tier: where several tiers share a place, only the place is the same. */
const BASIS_AT_END = /（依据.*$/u

function citationOf ({ provisions }: CheckItem): string {
  const citation = provisions[0]?.citation ?? ''
  return provisions.length > 1 ? citation.replace(BASIS_AT_END, '') : citation
}

function rowView (shown: Shown, row: CheckRow) {
  const { id, number, ruleset, tiers, items, further } = row
  const [first] = items
  // Where a row of a table has several items, the row is the article.
  const article = ruleset.articles.find(({ path }) => `${ruleset.id}/${path}` === id)
  const isWhole = first?.id === id
  return {
    id,
    number,
    citation: isWhole ? citationOf(first) : article?.citation ?? id,
    title: isWhole ? titleOf(first, shown.lang) : article?.title[shown.lang] ?? id,
    tiers,
    further,
    focus: [id, ...items.map((item) => item.id), ...conductsOfRow(row)].some((one) => shown.focus.has(one)),
    notes: [...new Set(items.flatMap(({ provisions }) => provisions.flatMap(({ notes }) => notes)))].sort(),
    items: items.map((item) => ({
      id: item.id,
      citation: citationOf(item),
      title: titleOf(item, shown.lang),
      provisions: item.provisions.map((provision) => provision.id),
      conducts: item.conducts.map((one) => conductView(shown, one))
    }))
  }
}

export type ChecklistView = ReturnType<typeof checklistView>

/** @param focus conducts, rows or items to be marked */
export function checklistView (book: RuleBook, checklist: Checklist, { jurisdiction, on, focus = [], lang }: { jurisdiction: string, on: Day, focus?: readonly string[], lang: Lang }) {
  const { chain } = checklist
  const { id, version, title } = chain.rulesets[0]
  const shown = { book, lang, focus: new Set(focus) }
  return { jurisdiction, on, ruleset: { id, version, digest: chain.digest }, title: title[lang], rows: checklist.rows.map((row) => rowView(shown, row)) }
}

/** The place in the text of a row or an item that a result names. */
export function citationIn (places: ReadonlyMap<string, Place>, id: string): string {
  const items = places.get(id)?.row.items ?? []
  const [first] = items
  const item = items.find((one) => one.id === id)
  return item ? citationOf(item) : first ? citationOf(first).replace(BASIS_AT_END, '') : id
}

/** The first words of a row, for lists. */
export function rowHead (book: RuleBook, row: CheckRow, lang: Lang): { row: string, number: number, citation: string, title: string } {
  const { id, number, citation, title } = rowView({ book, lang, focus: new Set() }, row)
  return { row: id, number, citation, title }
}
