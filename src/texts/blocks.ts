/** Joins the lines of a text to blocks: one for each label, heading and paragraph, across the breaks of pages. */
import { labelOf, type Label } from './labels.ts'
import type { Line } from './lines.ts'

export interface Block {
  readonly label: Label | null
  /** without the label */
  readonly text: string
  /** a heading, which says nothing itself */
  readonly heading: boolean
}

const HEADING_LENGTH = 30
const SIGNATURE_LINES = 4
const ENDED = /[。；;：:！!？?][”’"』」）)]*$/
/** A line that stops here goes on with a number: 本条第 | （三）项. */
const NUMBER_FOLLOWS = /第$/
/** The list of annexes after the text. */
export const ANNEX_LIST = /^附件\s*[:：]/

const sectioning = (line: Line | undefined): boolean =>
  line === undefined || line.title || ['chapter', 'article', 'part'].includes(labelOf(line.text)?.label.level ?? '')

const bare = ({ text }: Line): boolean => text.length <= HEADING_LENGTH && !/[，。；：！？,;:!?]/.test(text)

/** Short, without any sentence mark, and at the end or right before what a heading stands before; so are the lines of a signature. */
function looksLikeHeading (lines: readonly Line[], index: number): boolean {
  for (const [at, line] of lines.slice(index, index + SIGNATURE_LINES).entries()) {
    if (!bare(line) || (at > 0 && labelOf(line.text))) return false
    if (sectioning(lines[index + at + 1])) return true
  }
  return false
}

/** Whether what comes next may continue the block in the middle of a sentence. */
function isOpen ({ label, text, heading }: Block): boolean {
  if (heading) return false
  // 一、组织架构 is a title: what follows does not continue it.
  if (label?.level === 'part' || label?.level === 'chapter') return text === ''
  return !ENDED.test(text)
}

const joined = (before: string, after: string): string => `${before}${/[\w,.]$/.test(before) && /^\w/.test(after) ? ' ' : ''}${after}`

/** @param headings whether there can be headings, as in a text; cells of a table have none */
export function blocksOf (lines: readonly Line[], { headings = true } = {}): Block[] {
  const blocks: Block[] = []
  for (const [index, line] of lines.entries()) {
    const before = blocks.at(-1)
    const open = before !== undefined && isOpen(before)
    const labelled = open && NUMBER_FOLLOWS.test(before.text) ? undefined : labelOf(line.text, open)
    if (labelled) blocks.push({ label: labelled.label, text: labelled.rest, heading: false })
    else if (headings && line.title) blocks.push({ label: null, text: line.text, heading: true })
    else if (open && !ANNEX_LIST.test(line.text)) blocks[blocks.length - 1] = { ...before, text: joined(before.text, line.text) }
    else blocks.push({ label: null, text: line.text, heading: headings && looksLikeHeading(lines, index) })
  }
  return blocks
}

/** The words of a block that is read as plain text, with the label that it turned out to begin with. */
export const wordsOf = ({ label, text }: Block): string => `${label?.printed ?? ''}${text}`
/** Ends as a sentence or a list does, which no heading and no signature does. */
export const isProse = ({ label, text, heading }: Block): boolean => !heading && label === null && ENDED.test(text)
