/** What stands under an article or a part: paragraphs, items （一）, points 1., and details （1） below a point. */
import { wordsOf, type Block } from './blocks.ts'
import { within, type Unit } from './unit.ts'
import type { Label } from './labels.ts'
import type { Level, Locator } from './locator.ts'

interface Entry { readonly label: Label | null, own: string, readonly entries: Entry[] }

export interface Outline { readonly own: string, readonly children: readonly Unit[] }

const entry = (label: Label | null, own: string): Entry => ({ label, own, entries: [] })
const last = (entries: readonly Entry[], level: Label['level']): Entry | undefined => {
  const one = entries.at(-1)
  return one?.label?.level === level ? one : undefined
}

/**
 * Sorts blocks into paragraphs and what is numbered in them.
 * @param unlabelledEndsItems in an article what follows the items is its next paragraph; in a part it belongs to the last item
 */
function paragraphsOf (blocks: readonly Block[], unlabelledEndsItems: boolean): Entry[] {
  const paragraphs: Entry[] = []
  for (const block of blocks) {
    const { label, text } = block
    const paragraph = paragraphs.at(-1)
    const item = paragraph && last(paragraph.entries, 'item')
    const point = (item && last(item.entries, 'point')) ?? (paragraph && last(paragraph.entries, 'point'))
    const deepest = (point && last(point.entries, 'detail')) ?? point ?? item
    if (label?.level === 'item' || label?.level === 'point') {
      const holder = label.level === 'point' && item ? item : paragraph ?? entry(null, '')
      if (!paragraph) paragraphs.push(holder)
      holder.entries.push(entry(label, text))
    } else if (label?.level === 'detail' && point) point.entries.push(entry(label, text))
    else if (deepest && (label?.level === 'detail' || !unlabelledEndsItems)) deepest.own += `\n${wordsOf(block)}`
    else if (paragraph && label?.level === 'detail') paragraph.own += `\n${wordsOf(block)}`
    else paragraphs.push(entry(null, wordsOf(block)))
  }
  return paragraphs
}

function unitsOf (entries: readonly Entry[], locator: Locator, alias: Locator | undefined): Unit[] {
  return entries.flatMap(({ label, own, entries: below }) => {
    if (label === null) return []
    const level: Level = label.level === 'item' || label.level === 'detail' ? label.level : 'point'
    const place = within(locator, level, label.number)
    const other = alias && within(alias, level, label.number)
    return [{ locator: place, aliases: other ? [other] : [], label: label.printed, own, children: unitsOf(below, place, other) }]
  })
}

/** A single paragraph is not counted: its words are those of the whole, and its items are the whole's. */
export function outline (blocks: readonly Block[], locator: Locator, { unlabelledEndsItems }: { unlabelledEndsItems: boolean }): Outline {
  const paragraphs = paragraphsOf(blocks, unlabelledEndsItems)
  const [only] = paragraphs
  if (paragraphs.length <= 1) return { own: only?.own ?? '', children: unitsOf(only?.entries ?? [], locator, undefined) }
  const lists = paragraphs.filter(({ entries }) => entries.length > 0).length
  const children = paragraphs.map(({ own, entries }, at): Unit => {
    const place = within(locator, 'paragraph', at + 1)
    // Items are cited without their paragraph as long as the article has one list of them only.
    const numbered = lists > 1 ? unitsOf(entries, place, undefined) : unitsOf(entries, locator, place)
    return { locator: place, aliases: [], label: '', own, children: numbered }
  })
  return { own: '', children }
}
