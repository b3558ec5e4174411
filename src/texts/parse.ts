/** Reads an official text into the tree of its places. The layout is recognised from the text, section by section. */
import { hasArticles, readArticles } from './articles.ts'
import { blocksOf, type Block } from './blocks.ts'
import { NUMBER, numberOf } from './chinese-numbers.ts'
import { isTableLine, linesOf, type Line } from './lines.ts'
import type { Locator, Place } from './locator.ts'
import { hasParts, readParts } from './parts.ts'
import { readTables } from './table.ts'
import type { Unit } from './unit.ts'

export type Layout = 'articles' | 'parts' | 'table'
export interface Text { readonly layouts: readonly Layout[], readonly units: readonly Unit[] }

/** The text has none of the layouts. The message is for whoever keeps the text. */
export class UnreadableText extends Error { override readonly name = 'UnreadableText' }

interface Section { readonly annex: Place | undefined, readonly lines: Line[] }

/** With or without the title of the annex on the same line; a list of annexes has 附件：1. or 附件1： */
const ANNEX_HEADING = new RegExp(`^附件(${NUMBER})?(?:[:：]?$|(?<=\\s)[^，。；：,;:]{2,40}$)`)

/** The main text, then every annex from its heading on. */
function sectionsOf (lines: readonly Line[]): Section[] {
  const sections: Section[] = [{ annex: undefined, lines: [] }]
  for (const line of lines) {
    const heading = ANNEX_HEADING.exec(line.text)
    const annex: Place | undefined = heading ? { level: 'annex', number: numberOf(heading[1] ?? '') ?? null } : undefined
    const current = sections.at(-1)
    if (!annex) current?.lines.push(line)
    // A heading that stands again is that of the page.
    else if (current?.annex?.number !== annex.number || !current.annex) sections.push({ annex, lines: [] })
  }
  return sections
}

function readProse (blocks: readonly Block[], prefix: Locator): { layout: Layout, units: Unit[] } | undefined {
  if (hasArticles(blocks)) return { layout: 'articles', units: readArticles(blocks, prefix) }
  if (hasParts(blocks)) return { layout: 'parts', units: readParts(blocks, prefix) }
  return undefined
}

function readSection ({ annex, lines }: Section): Text {
  const prefix = annex ? [annex] : []
  const blocks = blocksOf(lines.filter((line) => !isTableLine(line)))
  const rows = readTables(lines.filter(isTableLine).map(({ text }) => text), prefix)
  const prose = readProse(blocks, prefix)
  const layouts: Layout[] = [...prose ? [prose.layout] : [], ...rows.length > 0 ? ['table' as const] : []]
  if (layouts.length > 0 || !annex || blocks.length === 0) return { layouts, units: [...prose?.units ?? [], ...rows] }
  // A form, a list: nothing is numbered in it, but it is a place.
  return { layouts, units: [{ locator: prefix, aliases: [], label: '', own: blocks.map(({ text }) => text).join('\n'), children: [] }] }
}

/** A text that is itself printed as the one annex of a letter is cited with or without 附件. */
const withoutAnnex = (unit: Unit): Unit => ({
  ...unit, locator: unit.locator.slice(1), aliases: [...unit.aliases.map((alias) => alias.slice(1)), unit.locator], children: unit.children.map(withoutAnnex)
})

/** @throws UnreadableText where no articles, no parts and no table can be found */
export function parseText (text: string): Text {
  const sections = sectionsOf(linesOf(text))
  const read = sections.map(readSection)
  const layouts = [...new Set(read.flatMap((one) => one.layouts))]
  if (layouts.length === 0) throw new UnreadableText('neither articles (第一条), nor parts (一、), nor a table with the columns 序号 and 事项 (or 行为, 情形) can be found in it')
  const units = read.flatMap((one) => one.units)
  const alone = sections.filter(({ lines }) => lines.length > 0).length === 1 && sections.at(-1)?.annex !== undefined
  return { layouts, units: alone ? units.map(withoutAnnex) : units }
}
