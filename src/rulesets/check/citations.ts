/** Every provision cites its place, and where the path says which place that is, the citation says the same. */
import { GREATEST, toChinese } from '../../texts/chinese-numbers.ts'
import type { Fault } from '../fault.ts'
import type { Law } from './input.ts'

/** 10 → 十, 105 → 一百零五; undefined beyond what a text numbers. */
export const numeral = (n: number): string | undefined => Number.isInteger(n) && n >= 1 && n <= GREATEST ? toChinese(n) : undefined

/** How the text cites a place with this path; undefined where the path does not say. */
export function citationOf (path: string): string | undefined {
  const [, article, part, place] = /^art-(\d+)(?:\/(item|para)-(\d+))?$/.exec(path) ?? []
  if (article !== undefined) {
    const [n, m] = [numeral(Number(article)), place === undefined ? '' : numeral(Number(place))]
    if (n === undefined || m === undefined) return undefined
    return `第${n}条${part === 'item' ? `第（${m}）项` : part === 'para' ? `第${m}款` : ''}`
  }
  const [, row, item] = /^row-(\d+)(?:\/item-(\d+))?(?:\/[a-z-]+)?$/.exec(path) ?? []
  return row === undefined ? undefined : `附件第${row}行${item === undefined ? '' : `第${item}项`}`
}

export const citations: Law = ({ compiled }) => compiled.flatMap(({ source: { data, fault } }) => {
  const provisions = data.articles.flatMap((article, index) => article.provisions.map((provision, at) =>
    ({ ...provision, tier: provision.tier ?? article.tier, pointer: `/articles/${index}/provisions/${at}` })))
  const riders = (data.riders ?? []).map(({ path, cite }, index) => ({ path, cite, tier: undefined, pointer: `/riders/${index}` }))
  const others = [
    ...data.articles.map(({ path, cite }, index) => ({ path, cite, pointer: `/articles/${index}` })),
    ...data.otherParts.map(({ path, cite }, index) => ({ path, cite, pointer: `/otherParts/${index}` }))
  ]
  const cited = [...provisions, ...riders]
  return [
    ...[...others, ...cited].flatMap(({ path, cite, pointer }): Fault[] => {
      const expected = citationOf(path)
      if (cite.trim() === '') return [fault(`${pointer}/cite`, `${path} cites nothing`)]
      return expected === undefined || cite === expected ? [] : [fault(`${pointer}/cite`, `${path} is cited as ${expected}, not ${cite}`)]
    }),
    // Rows of a table may hold one provision for each tier at the same place.
    ...cited.flatMap(({ cite, tier, path, pointer }, index): Fault[] => {
      const same = cited.slice(0, index).find((other) => other.cite === cite && JSON.stringify(other.tier) === JSON.stringify(tier))
      return same ? [fault(`${pointer}/cite`, `${path} and ${same.path} have the same citation ${cite}`)] : []
    })
  ]
})
