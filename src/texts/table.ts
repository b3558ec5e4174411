/** Layout of a table with a column 序号: a row for each kind of misconduct, its tiers beside it, broken over pages with the header repeated. */
import { blocksOf, wordsOf } from './blocks.ts'
import { numberOf } from './chinese-numbers.ts'
import { linesOf } from './lines.ts'
import type { Locator } from './locator.ts'
import { within, type Unit } from './unit.ts'

interface Columns { readonly number: number, readonly item: number, readonly tier: number }
interface Row { readonly number: number, readonly item: string[], readonly tier: string[] }

const NUMBER_HEADER = /^(?:序\s*号|编\s*号)$/
const TIER_HEADER = /认定|处理|档|等级|程度/
const ITEM_HEADER = /事项|行为|情形|表现/
/** Points run into one line of a cell: …；2. … */
const BEFORE_POINT = /(?<=[。；;])\s*(?=\d{1,2}\s*[.．、]\s*\D)/

const cellsOf = (line: string): string[] => line.replace(/^\||\|$/g, '').split(/(?<!\\)\|/).map((cell) => cell.trim())
const isRule = (cells: readonly string[]): boolean => cells.every((cell) => /^:?-*:?$/.test(cell)) && cells.some((cell) => cell.includes('-'))

/** undefined where the line is no header; a table of something else than misconduct has no column for it. */
function columnsOf (cells: readonly string[]): Columns | undefined {
  const number = cells.findIndex((cell) => NUMBER_HEADER.test(cell))
  const item = cells.findIndex((cell) => ITEM_HEADER.test(cell) && !/认定|处理/.test(cell))
  if (number < 0 || item < 0) return undefined
  return { number, item, tier: cells.findIndex((cell, at) => at !== item && TIER_HEADER.test(cell)) }
}

function rowsOf (lines: readonly string[]): Row[] {
  const rows: Row[] = []
  let columns: Columns | undefined
  let row: Row | undefined
  for (const cells of lines.map(cellsOf)) {
    if (isRule(cells)) continue
    if (cells.some((cell) => NUMBER_HEADER.test(cell))) {
      // The same table goes on after a repeated header, another one begins after another header.
      columns = columnsOf(cells)
      if (!columns) row = undefined
      continue
    }
    if (!columns) continue
    const printed = cells[columns.number] ?? ''
    if (printed !== '') {
      const number = numberOf(printed)
      row = number === undefined ? undefined : { number, item: [], tier: [] }
      if (row) rows.push(row)
    }
    row?.item.push(cells[columns.item] ?? '')
    row?.tier.push(cells[columns.tier] ?? '')
  }
  return rows
}

function unitOf ({ number, item, tier }: Row, prefix: Locator): Unit {
  const locator = within(prefix, 'row', number)
  const lines = linesOf(item.join('\n')).flatMap((line) => line.text.split(BEFORE_POINT).map((text) => ({ ...line, text })))
  const blocks = blocksOf(lines, { headings: false })
  const first = blocks.findIndex(({ label }) => label?.level === 'point')
  const own = (first < 0 ? blocks : blocks.slice(0, first)).map(wordsOf).join('\n')
  const children: Unit[] = []
  for (const block of first < 0 ? [] : blocks.slice(first)) {
    const child = children.at(-1)
    if (block.label?.level === 'point') children.push({ locator: within(locator, 'item', block.label.number), aliases: [], label: block.label.printed, own: block.text, children: [] })
    else if (child) children[children.length - 1] = { ...child, own: `${child.own}\n${wordsOf(block)}` }
  }
  return { locator, aliases: [], label: `${number}`, own, children, tierLines: linesOf(tier.join('\n')).map(({ text }) => text) }
}

export const readTables = (lines: readonly string[], prefix: Locator): Unit[] => rowsOf(lines).map((row) => unitOf(row, prefix))
