/** A piece of a text as read: an article, a paragraph, an item, a table row, with what it contains. */
import { keyOf, type Level, type Locator } from './locator.ts'

export interface Unit {
  readonly locator: Locator
  /** other citations of the same place */
  readonly aliases: readonly Locator[]
  /** as printed: 第六条, （一）; empty where nothing is */
  readonly label: string
  /** its own words, without those of its children; empty for a mere heading */
  readonly own: string
  readonly children: readonly Unit[]
  /** a row of a table that lists misconduct; the lines of its column of tiers */
  readonly tierLines?: readonly string[]
}

/** Places directly below a unit. */
export const within = (outer: Locator, level: Level, number: number | null): Locator => [...outer, { level, number }]

/** The words of the whole unit, its parts with their labels, a line each. */
export function textOf ({ own, children }: Unit): string {
  return [own, ...children.map((child) => `${child.label}${textOf(child)}`)].filter((line) => line !== '').join('\n')
}

/** Every unit by the key of its place and of its aliases; of a number that is printed twice, the first. */
export function indexUnits (units: readonly Unit[], index = new Map<string, Unit>()): Map<string, Unit> {
  for (const unit of units) {
    for (const locator of [unit.locator, ...unit.aliases]) if (!index.has(keyOf(locator))) index.set(keyOf(locator), unit)
    indexUnits(unit.children, index)
  }
  return index
}

// 行为之一 always speaks of misconduct; 情形之一 also introduces conditions, so it must say what kind of 情形 it means.
const OPENING = /(?:下列|以下|下述)[^，。；：,;:]{0,20}(?:行为|(?:违[纪规法]|舞弊|作弊|不规范)[^，。；：,;:]{0,8}(?:情形|情况))之一/

/** Says that those who do one of the following are dealt with: what is numbered below it is misconduct. */
export const opensMisconduct = ({ own }: Unit): boolean => OPENING.test(own)
