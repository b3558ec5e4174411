/** Layout 第…条: articles with paragraphs and items, under chapters or not. What stands before the first article is not the regulation. */
import { ANNEX_LIST, type Block } from './blocks.ts'
import type { Locator } from './locator.ts'
import { outline } from './outline.ts'
import { within, type Unit } from './unit.ts'

export const hasArticles = (blocks: readonly Block[]): boolean => {
  const numbers = blocks.filter(({ label }) => label?.level === 'article').map(({ label }) => label?.number)
  // A text in parts may quote an article at the start of a line.
  return numbers.includes(1) || (numbers.length > 0 && !blocks.some(({ label }) => label?.level === 'part'))
}

export function readArticles (blocks: readonly Block[], prefix: Locator): Unit[] {
  const articles: { block: Block, body: Block[] }[] = []
  for (const block of blocks) {
    const article = articles.at(-1)
    if (block.label?.level === 'article') articles.push({ block, body: [{ ...block, label: null }] })
    else if (article && block.label === null && ANNEX_LIST.test(block.text)) break
    else if (block.label?.level !== 'chapter' && !block.heading) article?.body.push(block)
  }
  return articles.map(({ block: { label }, body }) => {
    const locator = within(prefix, 'article', label?.number ?? null)
    return { locator, aliases: [], label: label?.printed ?? '', ...outline(body, locator, { unlabelledEndsItems: true }) }
  })
}
