/** Places in a text, and how they are cited: 附件3第一部分第（二）项第5目 is annex-3/part-1/item-2/point-5. */
import { NUMBER, numberOf, toChinese } from './chinese-numbers.ts'

export type Level = 'annex' | 'opening' | 'closing' | 'article' | 'part' | 'row' | 'paragraph' | 'item' | 'point' | 'detail'

/** One step down into a text. A text with a single annex does not number it. */
export interface Place { readonly level: Level, readonly number: number | null }

/** From the whole text down to the place that is meant. */
export type Locator = readonly Place[]

/** What may stand within what: a place lies within one of a lower rank. */
const RANK: Readonly<Record<Level, number>> = { annex: 0, opening: 1, closing: 1, article: 1, part: 1, row: 1, paragraph: 2, item: 3, point: 4, detail: 5 }

/** The same place has the same key, however its citation is written. */
export const keyOf = (locator: Locator): string => locator.map(({ level, number }) => number === null ? level : `${level}-${number}`).join('/')

const LEVELS: Readonly<Record<string, Level>> = { 条: 'article', 部分: 'part', 行: 'row', 款: 'paragraph', 段: 'paragraph', 项: 'item', 目: 'point', 小目: 'detail' }
const ANNEX = new RegExp(`^附件(${NUMBER})?`)
const BOUNDARY = /^(?:正文)?(首|末)段$/
const STEP = new RegExp(`^第[（(]?(${NUMBER})[)）]?(条|部分|行|款|段|项|小目|目)`)

/** 第六条第（一）项 → its locator; undefined for what does not cite a place of a text. */
export function parseCite (cite: string): Locator | undefined {
  let rest = cite.replace(/\s/g, '')
  const places: Place[] = []
  const annex = ANNEX.exec(rest)
  if (annex) {
    places.push({ level: 'annex', number: numberOf(annex[1] ?? '') ?? null })
    rest = rest.slice(annex[0].length)
  }
  const boundary = BOUNDARY.exec(rest)
  if (boundary) return [...places, { level: boundary[1] === '首' ? 'opening' : 'closing', number: null }]
  while (rest !== '') {
    const [whole, printed, unit] = STEP.exec(rest) ?? []
    const number = printed === undefined ? undefined : numberOf(printed)
    const level = unit === undefined ? undefined : LEVELS[unit]
    if (whole === undefined || number === undefined || level === undefined) return undefined
    places.push({ level, number })
    rest = rest.slice(whole.length)
  }
  const nested = places.every(({ level }, at) => at === 0 || RANK[level] > RANK[places[at - 1]?.level ?? level])
  return nested && places.length > 0 ? places : undefined
}

function citePlace ({ level, number }: Place, within: Locator): string {
  const n = number ?? 0
  const has = (outer: Level): boolean => within.some((place) => place.level === outer)
  switch (level) {
    case 'annex': return `附件${number ?? ''}`
    case 'opening': return has('annex') ? '首段' : '正文首段'
    case 'closing': return has('annex') ? '末段' : '正文末段'
    case 'article': return `第${toChinese(n)}条`
    case 'part': return `第${toChinese(n)}部分`
    case 'row': return `第${n}行`
    // The paragraphs of an article are 款; what is not divided into articles only has 段.
    case 'paragraph': return `第${toChinese(n)}${has('article') ? '款' : '段'}`
    case 'item': return has('row') ? `第${n}项` : `第（${toChinese(n)}）项`
    case 'point': return `第${n}目`
    // As （1） is printed below 1.; the texts themselves never cite so deep.
    case 'detail': return `第（${n}）小目`
  }
}

/** How the place is cited, without the title of the text. */
export const formatCite = (locator: Locator): string => locator.map((place, at) => citePlace(place, locator.slice(0, at))).join('')
