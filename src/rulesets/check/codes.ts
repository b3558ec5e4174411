/** Every code that a ruleset names is in the vocabulary. */
import type { Vocabulary } from '../../domain/vocabulary.ts'
import type { RulesetDocument } from '../format.ts'
import type { Law } from './input.ts'

const NOUNS = {
  actors: 'actor',
  circumstances: 'circumstance',
  conducts: 'conduct',
  measures: 'measure',
  provisionKinds: 'kind of provision',
  steps: 'step',
  subjectTypes: 'subject type',
  tiers: 'tier',
  units: 'unit'
} as const satisfies Partial<Record<keyof Vocabulary, string>>

type Article = RulesetDocument['articles'][number]
type Measures = NonNullable<Article['measures']>
type MeasureList = NonNullable<Measures['must']>
type Step = RulesetDocument['procedures'][number]['steps'][number]

/** A code, the list of the vocabulary in which it must stand, and its place in the file. */
type Named = readonly [keyof typeof NOUNS, string | undefined, string]

const each = <T>(list: readonly T[] | undefined, pointer: string, named: (one: T, pointer: string) => Named[]): Named[] =>
  (list ?? []).flatMap((one, index) => named(one, `${pointer}/${index}`))

const measure = (entry: MeasureList[number], pointer: string): Named[] => typeof entry === 'string'
  ? [['measures', entry, pointer]]
  : [['measures', entry.measure, `${pointer}/measure`], ['actors', entry.imposedBy, `${pointer}/imposedBy`]]

const measures = (data: Measures | undefined, pointer: string): Named[] =>
  [...each(data?.must, `${pointer}/must`, measure), ...each(data?.may, `${pointer}/may`, measure)]

function tier (data: Article['tier'], pointer: string): Named[] {
  if (typeof data !== 'object') return [['tiers', data, pointer]]
  return Object.entries(data).flatMap(([fact, tiers]) =>
    Object.entries(tiers).map(([value, code]): Named => ['tiers', code, `${pointer}/${fact}/${value}`]))
}

const article = (data: Article, pointer: string): Named[] => [
  ...tier(data.tier, `${pointer}/tier`),
  ['actors', data.imposedBy, `${pointer}/imposedBy`],
  ...measures(data.measures, `${pointer}/measures`),
  ...each(data.provisions, `${pointer}/provisions`, (provision, place) => [
    ...tier(provision.tier, `${place}/tier`),
    ['actors', provision.imposedBy, `${place}/imposedBy`],
    ...measures(provision.measures, `${place}/measures`),
    ...each(provision.alsoMust, `${place}/alsoMust`, measure),
    ...each(provision.conducts, `${place}/conducts`, ({ conduct }, at) => [['conducts', conduct, `${at}/conduct`]])
  ])
]

const step = ({ step, by, requires, within, when }: Step, pointer: string): Named[] => [
  ['steps', step, `${pointer}/step`],
  ['actors', by, `${pointer}/by`],
  ['actors', requires?.confirmedBy, `${pointer}/requires/confirmedBy`],
  ['actors', requires?.to, `${pointer}/requires/to`],
  ['actors', requires?.from, `${pointer}/requires/from`],
  ['units', within?.unit, `${pointer}/within/unit`],
  ...each(when?.tier, `${pointer}/when/tier`, (code, at) => [['tiers', code, at]])
]

const namedIn = (data: RulesetDocument): Named[] => [
  ...Object.keys(data.scope ?? {}).map((name): Named => ['circumstances', name, `/scope/${name}`]),
  ...each(data.supplement, '/supplement', ({ conduct }, at) => [['conducts', conduct, `${at}/conduct`]]),
  ...Object.entries(data.tierMeasures ?? {}).flatMap(([code, { imposedBy, ...lists }]): Named[] => [
    ['tiers', code, `/tierMeasures/${code}`],
    ['actors', imposedBy, `/tierMeasures/${code}/imposedBy`],
    ...measures(lists, `/tierMeasures/${code}`)
  ]),
  ...each(data.articles, '/articles', article),
  ...each(data.riders, '/riders', (rider, at) => [
    ['subjectTypes', rider.on, `${at}/on`],
    ['actors', rider.imposedBy, `${at}/imposedBy`],
    ...measures(rider.measures, `${at}/measures`)
  ]),
  ...each(data.escalations === 'inherit' ? [] : data.escalations, '/escalations', ({ prior }, at) =>
    [['tiers', prior.tier, `${at}/prior/tier`], ['measures', prior.measure, `${at}/prior/measure`]]),
  ...each(data.gaps, '/gaps', ({ conduct }, at) => [['conducts', conduct, `${at}/conduct`]]),
  ...each(data.otherParts, '/otherParts', ({ kind }, at) => [['provisionKinds', kind, `${at}/kind`]]),
  ...each(data.procedures, '/procedures', ({ subjects, steps }, at) => [
    ...each(subjects, `${at}/subjects`, (code, place) => [['subjectTypes', code, place]]),
    ...each(steps, `${at}/steps`, step)
  ])
]

export const codes: Law = ({ book: { vocabulary }, compiled }) => compiled.flatMap(({ source }) =>
  namedIn(source.data).flatMap(([list, code, pointer]) => code === undefined || Object.hasOwn(vocabulary[list], code)
    ? []
    : [source.fault(pointer, `the vocabulary has no ${NOUNS[list]} '${code}'`)]))
