/** What a ruleset says of agencies, in the language of the reader. */
import type { AgencyRules, Track } from '../domain/filing/rules.ts'
import type { Label, Lang, Vocabulary } from '../domain/vocabulary.ts'
import { coded, viewSupervisionRule } from '../records/supervised-by.ts'

type Labels = Readonly<Record<string, Label>>

function viewTrack ({ filingMaterials, filingAcceptors, filingPreliminaries, filingSteps, filingLimits, refusalContents }: Vocabulary, track: Track, lang: Lang) {
  const { validity, renewal } = track
  return {
    track: track.track,
    title: track.title[lang],
    provision: track.provision,
    citation: track.citation,
    kinds: track.kinds,
    examined: track.examined.when,
    conditions: track.conditions.map((rule) => ({ ...rule, title: rule.title[lang] })),
    exclusions: track.exclusions.map(({ lookBack, ...rule }) => ({ ...rule, title: rule.title[lang], lookBackYears: lookBack?.years ?? null })),
    occupations: track.occupations.map((rule) => ({ ...rule, title: rule.title[lang] })),
    materials: track.materials.map((rule) => ({ ...rule, label: filingMaterials[rule.material]?.[lang] ?? rule.material })),
    verification: track.verification,
    routes: track.routes.map((rule) => ({ ...rule, title: rule.title[lang], label: filingAcceptors[rule.accepts]?.[lang] ?? rule.accepts, first: rule.first.map(coded(filingPreliminaries, lang)) })),
    steps: track.steps.map(({ needs: _needs, preliminary: _preliminary, ...rule }) => ({ ...rule, label: filingSteps[rule.step]?.[lang] ?? rule.step })),
    limits: track.limits.map((rule) => ({ ...rule, unit: rule.count === null ? null : rule.unit, label: filingLimits[rule.limit]?.[lang] ?? rule.limit })),
    validity: validity && { count: validity.years, unit: 'year', ...basisOf(validity) },
    renewal: renewal && { count: renewal.months, unit: 'month', ...basisOf(renewal) },
    refusal: { ...track.refusal, contents: track.refusal.contents.map(coded(refusalContents, lang)) }
  }
}

const basisOf = ({ provision, citation, also, notes }: NonNullable<Track['verification']>) => ({ provision, citation, also, notes })

/** null where the ruleset says nothing of agencies. */
export function viewAgencyRules (vocabulary: Vocabulary, rules: AgencyRules | null, lang: Lang) {
  if (!rules) return null
  const { filing, papers, crossing, rating, supervision, inspection, circular, directory } = rules
  const of = (labels: Labels) => coded(labels, lang)
  return {
    filing: filing && [...filing.tracks.values()].map((track) => viewTrack(vocabulary, track, lang)),
    papers: papers && papers.map((rule) => ({ ...rule, label: of(vocabulary.paperMedia)(rule.medium).label })),
    crossing: crossing && { ...crossing, requires: crossing.requires.map(of(vocabulary.crossingRequirements)) },
    rating: rating && { ...rating, steps: rating.steps.map(of(vocabulary.ratingSteps)), results: rating.results.map((one) => ({ ...one, label: of(vocabulary.ratingResults)(one.result).label })) },
    supervision: supervision && supervision.map((rule) => viewSupervisionRule(vocabulary, rule, lang)),
    inspection: inspection && {
      ...inspection,
      forms: inspection.forms.map(of(vocabulary.supervisionForms)),
      selection: of(vocabulary.selections)(inspection.selection),
      focus: inspection.focus.map(of(vocabulary.inspectionFocus)),
      leads: inspection.leads.map(of(vocabulary.sources)),
      reports: inspection.reports.map(({ what, to, ...place }) => ({ ...place, what: of(vocabulary.inspectionReports)(what), to: of(vocabulary.supervisors)(to) }))
    },
    circular: circular && { ...circular, feeds: circular.feeds.map(of(vocabulary.circularUses)) },
    directory: directory && { ...directory, keptBy: of(vocabulary.supervisors)(directory.keptBy) }
  }
}
