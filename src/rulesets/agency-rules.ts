/** The rules on agencies of a ruleset file as a list: each with its place in the file, whatever kind of rule it is. */
import type { Agencies } from './agencies-format.ts'
import type { RulesetDocument } from './format.ts'

export type TrackData = NonNullable<Agencies['filing']>['tracks'][number]

/** A rule that rests on a place of the text. */
export interface AgencyRule {
  readonly pointer: string
  readonly path: string
  readonly cite: string
  readonly notes?: readonly string[]
}

type Resting = Omit<AgencyRule, 'pointer'> & { readonly also?: readonly { readonly path: string, readonly cite: string }[] }

/** A rule, and every further place that says the same. */
function at (rule: Resting, pointer: string): AgencyRule[] {
  return [{ ...rule, pointer }, ...(rule.also ?? []).map((one, index) => ({ ...one, pointer: `${pointer}/also/${index}` }))]
}

const each = (list: readonly Resting[] | undefined, pointer: string): AgencyRule[] => (list ?? []).flatMap((one, index) => at(one, `${pointer}/${index}`))
const maybe = (one: Resting | undefined, pointer: string): AgencyRule[] => one ? at(one, pointer) : []

export const LISTS = ['conditions', 'exclusions', 'occupations', 'materials', 'routes', 'steps', 'limits'] as const

const rulesOfTrack = (track: TrackData, pointer: string): AgencyRule[] => [
  ...LISTS.flatMap((list) => each(track[list], `${pointer}/${list}`)),
  ...(['verification', 'validity', 'renewal', 'refusal'] as const).flatMap((one) => maybe(track[one], `${pointer}/${one}`))
]

/** The tracks with their places in the file. */
export const tracksOf = ({ agencies }: Pick<RulesetDocument, 'agencies'>): { track: TrackData, pointer: string }[] =>
  (agencies?.filing?.tracks ?? []).map((track, index) => ({ track, pointer: `/agencies/filing/tracks/${index}` }))

/** Rules of filing alone. */
export const filingRules = (data: Pick<RulesetDocument, 'agencies'>): AgencyRule[] => tracksOf(data).flatMap(({ track, pointer }) => rulesOfTrack(track, pointer))

/** Every rule on agencies; a track itself is the part of the text that holds its rules. */
export function agencyRules (data: Pick<RulesetDocument, 'agencies'>): AgencyRule[] {
  const { papers, crossing, rating, supervision, inspection, circular, directory } = data.agencies ?? {}
  return [
    ...filingRules(data),
    ...each(papers, '/agencies/papers'),
    ...maybe(crossing, '/agencies/crossing'),
    ...maybe(rating, '/agencies/rating'),
    ...each(supervision, '/agencies/supervision'),
    ...maybe(inspection, '/agencies/inspection'),
    ...each(inspection?.reports, '/agencies/inspection/reports'),
    ...maybe(circular, '/agencies/circular'),
    ...maybe(directory, '/agencies/directory')
  ]
}
