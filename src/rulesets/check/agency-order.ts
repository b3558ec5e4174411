/** A track holds together: each application has somebody who accepts it, periods run between days that its steps have, and nothing is given twice. */
import { ALWAYS } from '../../domain/condition.ts'
import type { FilingStep, LimitRule, RatingRule, RouteRule, Track } from '../../domain/filing/rules.ts'
import type { Vocabulary } from '../../domain/vocabulary.ts'
import type { Fault } from '../fault.ts'
import type { Law } from './input.ts'

type Report = (pointer: string, message: string) => Fault

const isAlways = ({ when }: RouteRule): boolean => when === ALWAYS

/** For every kind of application the last route for each occupation takes whatever is left, and no earlier one does. */
function routeFaults ({ kinds, routes }: Track, pointer: string, fault: Report): Fault[] {
  return kinds.flatMap((kind) => {
    const own = [...routes.entries()].filter(([, route]) => route.each && route.kinds.includes(kind))
    const first = own.findIndex(([, route]) => isAlways(route))
    if (first < 0) return [fault(`${pointer}/routes`, `of ${kind} applications not every one has somebody who accepts it: the last route must have no condition`)]
    // A route of this kind alone may come first; one that is never reached by any kind is a slip.
    return own.slice(first + 1).filter(([, route]) => route.kinds.length === 1).map(([index]) => fault(`${pointer}/routes/${index}`, `no ${kind} application ever reaches it`))
  })
}

function stepFaults ({ steps, routes }: Track, pointer: string, fault: Report): Fault[] {
  const earlier = new Set<string>()
  const faults = steps.flatMap(({ date, until, needs, instead, preliminary }: FilingStep, index) => {
    const place = `${pointer}/steps/${index}`
    const found = [
      ...needs.filter((needed) => !earlier.has(needed)).map((needed) => fault(`${place}/needs`, `no earlier step has the date '${needed}'`)),
      ...instead !== null && !steps.some(({ step }) => step === instead) ? [fault(`${place}/instead`, `the track has no step '${instead}'`)] : [],
      ...preliminary !== null && !routes.some(({ first }) => first.includes(preliminary)) ? [fault(`${place}/preliminary`, `no route has '${preliminary}' come first`)] : []
    ]
    earlier.add(date)
    if (until !== null) earlier.add(until)
    return found
  })
  const preliminaries = new Set(steps.map(({ preliminary }) => preliminary))
  return [
    ...faults,
    ...routes.flatMap(({ first }, index) => first.filter((code) => !preliminaries.has(code)).map((code) => fault(`${pointer}/routes/${index}/first`, `no step of the track is '${code}'`)))
  ]
}

function limitFaults ({ steps, limits, kinds, renewal, validity }: Track, pointer: string, fault: Report): Fault[] {
  const dates = new Set(steps.flatMap(({ date, until }) => [date, ...until === null ? [] : [until]]))
  return [
    ...limits.flatMap(({ after, until, excluding, setBy }: LimitRule, index) => [...setBy === null ? [after] : [], until, ...excluding.flat()].filter((date) => !dates.has(date))
      .map((date) => fault(`${pointer}/limits/${index}`, `no step of the track has the date '${date}'`))),
    ...kinds.includes('renewal') === (renewal !== null) ? [] : [fault(`${pointer}/renewal`, 'renewals are applied for, or a time for it is set, but not both')],
    ...renewal !== null && validity === null ? [fault(`${pointer}/validity`, 'what is renewed must end')] : []
  ]
}

function again (list: readonly string[], pointer: string, fault: Report): Fault[] {
  return list.flatMap((key, index) => list.indexOf(key) < index ? [fault(`${pointer}/${index}`, `${key} is given twice`)] : [])
}

const key = (code: string, kinds: readonly string[]): string => `${code} (${kinds.join(', ')})`

const twiceFaults = (track: Track, pointer: string, fault: Report): Fault[] => [
  ...again(track.conditions.map(({ id }) => id), `${pointer}/conditions`, fault),
  ...again(track.exclusions.map(({ id }) => id), `${pointer}/exclusions`, fault),
  ...again(track.occupations.map(({ id }) => id), `${pointer}/occupations`, fault),
  ...again(track.routes.map(({ id }) => id), `${pointer}/routes`, fault),
  ...again(track.materials.map(({ material, kinds }) => key(material, kinds)), `${pointer}/materials`, fault),
  ...again(track.steps.map(({ step, kinds }) => key(step, kinds)), `${pointer}/steps`, fault),
  ...again(track.limits.map(({ limit, kinds }) => key(limit, kinds)), `${pointer}/limits`, fault)
]

const STARS = [1, 2, 3, 4, 5]

function ratingFaults (rating: RatingRule | null, { conducts }: Vocabulary, fault: Report): Fault[] {
  if (!rating) return []
  const given = rating.results.flatMap(({ stars }) => stars)
  return [
    ...STARS.filter((stars) => given.filter((one) => one === stars).length !== 1).map((stars) => fault('/agencies/rating/results', `${stars} stars have not exactly one result`)),
    ...conducts[rating.conduct]?.facts.includes('stars') === false ? [fault('/agencies/rating/conduct', `${rating.conduct} has no fact 'stars'`)] : []
  ]
}

export const agencyOrder: Law = ({ book: { vocabulary }, compiled }) => compiled.flatMap(({ ruleset: { agencies }, source: { data, fault } }) => {
  const tracks = [...agencies?.filing?.tracks.values() ?? []]
  const { inspection } = data.agencies ?? {}
  return [
    ...again((data.agencies?.filing?.tracks ?? []).map(({ track }) => track), '/agencies/filing/tracks', fault),
    ...again((data.agencies?.papers ?? []).map(({ medium }) => medium), '/agencies/papers', fault),
    ...tracks.flatMap((track, index) => [routeFaults, stepFaults, limitFaults, twiceFaults].flatMap((faultsOf) => faultsOf(track, `/agencies/filing/tracks/${index}`, fault))),
    ...ratingFaults(agencies?.rating ?? null, vocabulary, fault),
    ...inspection?.campaign && inspection.campaign.until < inspection.campaign.from ? [fault('/agencies/inspection/campaign/until', 'the campaign ends before it begins')] : []
  ]
})
