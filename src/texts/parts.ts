/** Layout 一、（一）1.: a notice or an annex in parts. The opening before the first part and the closing after the last are places too. */
import { ANNEX_LIST, isProse, wordsOf, type Block } from './blocks.ts'
import type { Locator } from './locator.ts'
import { outline } from './outline.ts'
import { within, type Unit } from './unit.ts'

export const hasParts = (blocks: readonly Block[]): boolean => blocks.some(({ label }) => label?.level === 'part')

const plain = (locator: Locator, own: string): Unit => ({ locator, aliases: [], label: '', own, children: [] })

/** The paragraph after the last item of all speaks of the whole text; in an annex it still belongs to that item. */
function takeClosing (body: Block[] | undefined, prefix: Locator): Unit[] {
  const end = body?.at(-1)
  if (!body || !end || prefix.length > 0 || !isProse(end) || !body.some(({ label }) => label?.level === 'item')) return []
  body.pop()
  return [plain(within(prefix, 'closing', null), end.text)]
}

export function readParts (blocks: readonly Block[], prefix: Locator): Unit[] {
  const first = blocks.findIndex(({ label }) => label?.level === 'part')
  const opening = blocks[first - 1]
  const parts: { block: Block, body: Block[] }[] = []
  for (const block of blocks.slice(first)) {
    if (block.label === null && ANNEX_LIST.test(block.text)) break
    if (block.label?.level === 'part') {
      const stated = { ...block, label: null }
      parts.push({ block, body: isProse(stated) ? [stated] : [] })
    } else if (!block.heading) parts.at(-1)?.body.push(block)
  }
  const closing = takeClosing(parts.at(-1)?.body, prefix)
  return [
    ...opening && isProse(opening) ? [plain(within(prefix, 'opening', null), wordsOf(opening))] : [],
    ...parts.map(({ block: { label }, body }): Unit => {
      const locator = within(prefix, 'part', label?.number ?? null)
      return { locator, aliases: [], label: label?.printed ?? '', ...outline(body, locator, { unlabelledEndsItems: false }) }
    }),
    ...closing
  ]
}
