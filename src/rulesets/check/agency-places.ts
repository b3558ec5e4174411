/** Every rule on agencies stands at a place that the ruleset lists, and cites it as the text does. */
import { isUnder } from '../../domain/ruleset.ts'
import { formatCite, type Level, type Locator } from '../../texts/locator.ts'
import type { Fault } from '../fault.ts'
import { agencyRules, tracksOf } from '../agency-rules.ts'
import { citationOf } from './citations.ts'
import type { Law } from './input.ts'

const LEVELS: Readonly<Record<string, Level>> = { annex: 'annex', part: 'part', para: 'paragraph', item: 'item', point: 'point', detail: 'detail' }

/** annex-1/part-2/item-1 → 附件1第二部分第（一）项; main/part-3 → 第三部分; undefined where a path does not say. */
export function placeOf (path: string): string | undefined {
  const plain = citationOf(path)
  if (plain !== undefined) return plain
  const steps = path.replace(/^(main|plan)\//, '').split('/')
  const places: { level: Level, number: number }[] = []
  for (const step of steps) {
    const [, name = '', number] = /^([a-z]+)-(\d+)$/.exec(step) ?? []
    const level = LEVELS[name]
    if (level === undefined || number === undefined) return undefined
    places.push({ level, number: Number(number) })
  }
  return formatCite(places as Locator)
}

export const agencyPlaces: Law = ({ compiled }) => compiled.flatMap(({ ruleset, source: { data, fault } }) => {
  const listed = [...ruleset.otherParts.values()].map(({ path }) => path).concat(data.articles.map(({ path }) => path))
  const within = (path: string): boolean => listed.some((one) => isUnder(path, one))
  const holds = (path: string): boolean => listed.some((one) => isUnder(one, path))
  const cited = ({ path, cite, pointer }: { path: string, cite: string, pointer: string }): Fault[] => {
    const expected = placeOf(path)
    return expected === undefined || expected === cite ? [] : [fault(`${pointer}/cite`, `${path} is cited as ${expected}, not ${cite}`)]
  }
  return [
    ...agencyRules(data).flatMap((rule) => [
      ...within(rule.path) ? [] : [fault(`${rule.pointer}/path`, `neither an article nor the other parts have ${rule.path} or what holds it`)],
      ...cited(rule)
    ]),
    ...tracksOf(data).flatMap(({ track, pointer }) => [
      ...holds(track.path) ? [] : [fault(`${pointer}/path`, `the other parts have nothing at ${track.path}`)],
      ...cited({ ...track, pointer })
    ]),
    ...(data.agencies?.inspection?.checklist ?? []).flatMap((path, index) => {
      const isThere = ruleset.provisions.has(`${ruleset.id}/${path}`) || data.articles.some((article) => article.path === path)
      return isThere ? [] : [fault(`/agencies/inspection/checklist/${index}`, `there is no article or provision ${path}`)]
    })
  ]
})
