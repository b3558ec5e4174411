/** Every code that the rules on agencies name is in the vocabulary, and every code that the vocabulary has for them is named. */
import type { Vocabulary } from '../../domain/vocabulary.ts'
import type { RulesetDocument } from '../format.ts'
import type { Fault } from '../fault.ts'
import { LISTS, tracksOf } from '../agency-rules.ts'
import type { Law } from './input.ts'
import { faultIn } from './vocabulary-sound.ts'

const NOUNS = {
  circularUses: 'use of a circular',
  conducts: 'conduct',
  crossingRequirements: 'requirement',
  filingAcceptors: 'authority that accepts',
  filingDates: 'date',
  filingKinds: 'kind of application',
  filingLimits: 'period',
  filingMaterials: 'paper',
  filingPreliminaries: 'preliminary',
  filingSteps: 'step of filing',
  filingTracks: 'track',
  inspectionFocus: 'focus',
  inspectionReports: 'report',
  paperMedia: 'medium',
  ratingResults: 'result of a rating',
  ratingSteps: 'step of a rating',
  refusalContents: 'content of a refusal',
  selections: 'way of selecting',
  sources: 'source',
  supervisionForms: 'form of supervision',
  supervisionRoles: 'role',
  supervisionScopes: 'scope of supervision',
  supervisors: 'supervisor',
  units: 'unit'
} as const satisfies Partial<Record<keyof Vocabulary, string>>

type Section = keyof typeof NOUNS
type Named = readonly [Section, string | undefined, string]

/** Sections that nothing but these rules uses. */
const OWN: readonly Section[] = ['circularUses', 'crossingRequirements', 'filingAcceptors', 'filingDates', 'filingKinds', 'filingLimits', 'filingMaterials', 'filingPreliminaries', 'filingSteps', 'filingTracks',
  'inspectionFocus', 'inspectionReports', 'paperMedia', 'ratingResults', 'ratingSteps', 'refusalContents', 'selections', 'supervisionRoles', 'supervisionScopes', 'supervisors']

const several = (section: Section, codes: readonly string[] | undefined, pointer: string): Named[] => (codes ?? []).map((code, index) => [section, code, `${pointer}/${index}`])

function namedInTracks (data: RulesetDocument): Named[] {
  return tracksOf(data).flatMap(({ track, pointer }): Named[] => [
    ['filingTracks', track.track, `${pointer}/track`],
    ...several('filingKinds', track.kinds, `${pointer}/kinds`),
    ...LISTS.flatMap((list) => (track[list] ?? []).flatMap((rule, index) => 'kinds' in rule ? several('filingKinds', rule.kinds, `${pointer}/${list}/${index}/kinds`) : [])),
    ...track.materials.map(({ material }, index): Named => ['filingMaterials', material, `${pointer}/materials/${index}/material`]),
    ...track.routes.flatMap(({ accepts, first }, index): Named[] => [
      ['filingAcceptors', accepts, `${pointer}/routes/${index}/accepts`],
      ...several('filingPreliminaries', first, `${pointer}/routes/${index}/first`)
    ]),
    ...track.steps.flatMap(({ step, date, until, needs, instead, preliminary }, index): Named[] => {
      const place = `${pointer}/steps/${index}`
      return [
        ['filingSteps', step, `${place}/step`],
        ['filingDates', date, `${place}/date`],
        ['filingDates', until, `${place}/until`],
        ['filingSteps', instead, `${place}/instead`],
        ['filingPreliminaries', preliminary, `${place}/preliminary`],
        ...several('filingDates', needs, `${place}/needs`)
      ]
    }),
    ...track.limits.flatMap((rule, index): Named[] => {
      const place = `${pointer}/limits/${index}`
      const common: Named[] = [['filingLimits', rule.limit, `${place}/limit`], ['filingDates', rule.until, `${place}/until`]]
      return 'setBy' in rule
        ? [...common, ['filingDates', rule.setBy, `${place}/setBy`]]
        : [
            ...common,
            ['units', rule.unit, `${place}/unit`],
            ['filingDates', rule.after, `${place}/after`],
            ...(rule.excluding ?? []).flatMap((stretch, at) => several('filingDates', stretch, `${place}/excluding/${at}`))
          ]
    }),
    ...several('refusalContents', track.refusal.contents, `${pointer}/refusal/contents`)
  ])
}

function namedElsewhere ({ agencies }: RulesetDocument): Named[] {
  const { papers = [], crossing, rating, supervision = [], inspection, circular, directory } = agencies ?? {}
  const at = '/agencies'
  return [
    ...papers.map(({ medium }, index): Named => ['paperMedia', medium, `${at}/papers/${index}/medium`]),
    ...several('crossingRequirements', crossing?.requires, `${at}/crossing/requires`),
    ['conducts', crossing?.conduct, `${at}/crossing/conduct`],
    ...several('ratingSteps', rating?.steps, `${at}/rating/steps`),
    ['conducts', rating?.conduct, `${at}/rating/conduct`],
    ...(rating?.results ?? []).map(({ result }, index): Named => ['ratingResults', result, `${at}/rating/results/${index}/result`]),
    ...supervision.flatMap(({ supervisor, role, over }, index): Named[] => [
      ['supervisors', supervisor, `${at}/supervision/${index}/supervisor`],
      ['supervisionRoles', role, `${at}/supervision/${index}/role`],
      ['supervisionScopes', over, `${at}/supervision/${index}/over`]
    ]),
    ...several('supervisionForms', inspection?.forms, `${at}/inspection/forms`),
    ['selections', inspection?.selection, `${at}/inspection/selection`],
    ...several('inspectionFocus', inspection?.focus, `${at}/inspection/focus`),
    ...several('sources', inspection?.leads, `${at}/inspection/leads`),
    ...(inspection?.reports ?? []).flatMap(({ what, to }, index): Named[] => [['inspectionReports', what, `${at}/inspection/reports/${index}/what`], ['supervisors', to, `${at}/inspection/reports/${index}/to`]]),
    ...several('circularUses', circular?.feeds, `${at}/circular/feeds`),
    ['supervisors', directory?.keptBy, `${at}/directory/keptBy`]
  ]
}

const namedIn = (data: RulesetDocument): Named[] => [...namedInTracks(data), ...namedElsewhere(data)]

export const agencyCodes: Law = ({ book: { vocabulary }, compiled }) => compiled.flatMap(({ source: { data, fault } }): Fault[] =>
  namedIn(data).flatMap(([section, code, pointer]) => code === undefined || Object.hasOwn(vocabulary[section], code) ? [] : [fault(pointer, `the vocabulary has no ${NOUNS[section]} '${code}'`)]))

export const agencyCodeUse: Law = ({ book: { vocabulary }, compiled }) => {
  const used = new Set(compiled.flatMap(({ source: { data } }) => namedIn(data)).map(([section, code]) => `${section} ${code ?? ''}`))
  return OWN.flatMap((section) => Object.keys(vocabulary[section]).filter((code) => !used.has(`${section} ${code}`)).map((code) => faultIn(`/${section}/${code}`, `no ruleset uses '${code}'`)))
}
