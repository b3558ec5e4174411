/** The numbers that begin a line: 第六条, 一、, （一）, 1., （1）. */
import { NUMBER, numberOf } from './chinese-numbers.ts'

export type LabelLevel = 'chapter' | 'article' | 'part' | 'item' | 'point' | 'detail'
export interface Label { readonly level: LabelLevel, readonly number: number, readonly printed: string }
export interface Labelled { readonly label: Label, readonly rest: string }

const CHINESE = '[一二三四五六七八九十百千零〇\\s]+'
const PATTERNS: readonly (readonly [LabelLevel, RegExp])[] = [
  ['chapter', new RegExp(`^第(${NUMBER})[编章节]`)],
  // What was inserted later as 第六条之一 is not numbered here.
  ['article', new RegExp(`^第(${NUMBER})条(?!\\s*之)`)],
  ['part', new RegExp(`^(${CHINESE})[、．.]`)],
  ['item', new RegExp(`^[（(](${CHINESE})[)）]`)],
  ['point', /^([\d０-９]{1,3})\s*[.．、](?![\d０-９])/],
  ['detail', /^[（(]\s*([\d０-９]{1,3})\s*[)）]/]
]
/** What follows the number of an article or chapter that is only referred to: 第十三条规定的. */
const ARTICLE_REFERENCE = /^(?:规定|所列|所述|第|的|、|和|或|至|以|中|及|，|,|。)/
/** … and of an item: （二）项、（三）项 */
const ITEM_REFERENCE = /^[项目款、]/

/**
 * The label at the start of a line.
 * @param midSentence the line before has not ended: the number of an article or item may then be part of its sentence
 */
export function labelOf (line: string, midSentence = false): Labelled | undefined {
  for (const [level, pattern] of PATTERNS) {
    const match = pattern.exec(line)
    const number = match?.[1] === undefined ? undefined : numberOf(match[1])
    if (!match || number === undefined) continue
    const after = line.slice(match[0].length)
    const rest = after.trimStart()
    if ((level === 'article' || level === 'chapter') && (midSentence || rest === after) && ARTICLE_REFERENCE.test(rest)) return undefined
    if (level === 'item' && midSentence && ITEM_REFERENCE.test(rest)) return undefined
    return { label: { level, number, printed: match[0].replace(/\s/g, '') }, rest }
  }
  return undefined
}
