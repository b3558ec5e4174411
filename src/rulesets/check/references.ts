/** Whatever a ruleset refers to, in itself, in its fallbacks or in another ruleset, is there. */
import type { Ruleset } from '../../domain/ruleset.ts'
import type { RulesetDocument } from '../format.ts'
import type { Fault } from '../fault.ts'
import { distinct, since, type Input, type Law, type View } from './input.ts'
import { noteUses } from './note-uses.ts'

/** A provision, article or other part of this version, by its full id. */
export const hasPlace = ({ id, provisions, otherParts, articles }: Ruleset, place: string): boolean =>
  provisions.has(place) || otherParts.has(place) || articles.some(({ path }) => `${id}/${path}` === place)

/** In the version that stands behind the view; of a ruleset that does not, in any version. */
function placeExists ({ book }: Input, { chain }: View, place: string): boolean {
  const named = ({ id }: Ruleset): boolean => place.startsWith(`${id}/`)
  const behind = chain.rulesets.filter(named)
  return (behind.length > 0 ? behind : book.rulesets.filter(named)).some((ruleset) => hasPlace(ruleset, place))
}

type Reference = readonly [place: string, pointer: string]
const each = (places: readonly string[] | undefined, pointer: string): Reference[] => (places ?? []).map((place, index) => [place, `${pointer}/${index}`])

const placesIn = (data: RulesetDocument): Reference[] => [
  ...data.articles.flatMap(({ provisions }, index) => provisions.flatMap(({ basis, printedBasis }, at) => [
    ...each(basis, `/articles/${index}/provisions/${at}/basis`),
    ...each(printedBasis, `/articles/${index}/provisions/${at}/printedBasis`)
  ])),
  ...(data.escalations === 'inherit' ? [] : data.escalations).flatMap(({ current }, index) => each(current.under, `/escalations/${index}/current/under`)),
  ...data.procedures.flatMap(({ steps }, index) => steps.flatMap(({ basis, when }, at) => [
    ...each(basis, `/procedures/${index}/steps/${at}/basis`),
    ...each(when?.under, `/procedures/${index}/steps/${at}/when/under`)
  ]))
]

function faultsOf (input: Input, view: View): Fault[] {
  const { chain: { rulesets: [own, ...fallbacks] }, compiled: { source: { data, fault } } } = view
  const known = [own, ...fallbacks, input.book.joining]
  return [
    ...placesIn(data).filter(([place]) => !placeExists(input, view, place)).map(([place, pointer]) =>
      fault(pointer, `there is no provision, article or other part ${place}${since(view)}`)),
    ...(data.besides ?? []).flatMap(({ provision }, index) => fallbacks.some(({ provisions }) => provisions.has(provision))
      ? []
      : [fault(`/besides/${index}/provision`, `no fallback has a provision ${provision}${since(view)}`)]),
    ...noteUses(data).filter(([note]) => !known.some(({ notes }) => notes.has(note))).map(([note, pointer]) =>
      fault(pointer, `neither this ruleset nor its fallbacks nor joining.yaml have a note ${note}${since(view)}`))
  ]
}

export const references: Law = (input) => distinct(input.views.flatMap((view) => faultsOf(input, view)))
