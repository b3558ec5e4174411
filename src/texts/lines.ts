/** The lines of a scanned or converted text, without what the page or the conversion added. */

export interface Line {
  readonly text: string
  /** marked as a heading by the conversion (#) */
  readonly title: boolean
}

/** Page numbers, rules between pages, and the stamp of a scanning app. */
const NOISE = /^(?:[—–-]+\s*\d+\s*[—–-]+|\d+|第\s*\d+\s*页(?:\s*共\s*\d+\s*页)?|[-—–*_=]{3,}|扫描全能王\s*创建)$/
const BREAKS = /<br\s*\/?>|<\/?p>/gi
const MARKS = /<[a-z/][^>]*>|\*\*/gi
const BULLET = /^[-*•·]\s+/
/** A list run into one line: …之一的：（一）…；（二）… */
const BEFORE_ITEM = /(?<=[：:；;。])\s*(?=[（(]\s*[一二三四五六七八九十]+\s*[)）])/

/** Tables come as rows of cells between strokes. */
export const isTableLine = ({ text }: Line): boolean => text.startsWith('|')

const proseLines = (raw: string): string[] => raw.replace(BREAKS, '\n').split('\n')
  .map((part) => part.replace(MARKS, '').replace(/\s+/g, ' ').trim())
  .filter((part) => part !== '' && !NOISE.test(part))
  .flatMap((part) => part.replace(BULLET, '').split(BEFORE_ITEM))

/** Splits where the text or its mark-up breaks the line. */
export function linesOf (text: string): Line[] {
  return text.split(/\r\n?|\n/).flatMap((raw): Line[] => {
    const line = raw.trim()
    if (line.startsWith('|')) return [{ text: line, title: false }]
    const title = line.startsWith('#')
    return proseLines(line.replace(/^#+/, '')).map((part) => ({ text: part, title }))
  })
}
