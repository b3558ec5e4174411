/** What a quality circular has to list: drawn from the records, for the authority to word and to publish. Persons never appear. */
import { nameOn, type AgencyFile } from '../domain/agency/agency.ts'
import { filingsOn, terminatedOn, TERMINATING } from '../domain/agency/status.ts'
import type { RuleBook } from '../domain/book.ts'
import type { Day } from '../domain/day.ts'
import { agencyRulesFor } from '../domain/filing.ts'
import type { CaseFile, Decision } from '../domain/record/case.ts'
import { labelOf, type Lang } from '../domain/vocabulary.ts'
import type { Kept } from './register.ts'

/** A case with a decision that stands; `isNew`: served in the period. `isLate`: not rectified in time. */
export interface CircularCase { readonly subjectKey: string, readonly file: CaseFile, readonly isNew: boolean, readonly isLate: boolean }

export interface CircularAsked {
  readonly jurisdiction: string
  readonly from: Day
  readonly to: Day
  readonly agencies: readonly Kept<AgencyFile>[]
  readonly cases: readonly CircularCase[]
}

/** The provisions that govern the decision, each once. */
function provisionsOf ({ computed: { answer } }: Decision): { provision: string, citation: string }[] {
  const governing = answer.results.flatMap(({ findings }) => findings).filter((finding) => finding.governing)
  return [...new Map(governing.map(({ provision, citation }) => [provision, { provision, citation }])).values()]
}

/** The provisions on which a measure rests. */
const basisOf = ({ computed: { answer } }: Decision, measure: string): readonly string[] => answer.sanctions.find((one) => one.measure === measure)?.basis ?? []

const PUBLISH = 'publish'
/** What a measure of a decision puts an agency on: each a list of the circular. */
const LISTS = {
  suspended: ['suspend-evaluation'],
  keySupervision: ['list-key-supervision'],
  badCredit: ['list-dishonest'],
  terminated: [...TERMINATING],
  refusedRefiling: ['refuse-refiling']
} as const

function decisionView ({ vocabulary }: RuleBook, { file, isLate }: CircularCase, decision: Decision, lang: Lang) {
  const { measures, decidedOn, rectifyBy, computed: { answer: { tier } } } = decision
  return {
    caseId: file.id,
    jurisdiction: file.opening.jurisdiction,
    occurredOn: file.opening.occurredOn,
    decidedOn,
    servedOn: file.servedOn as Day,
    tier: tier === null ? null : { code: tier, label: labelOf(vocabulary.tiers, tier, lang) },
    conducts: [...new Set(file.conducts.map(({ code }) => code))].map((code) => ({ code, label: labelOf(vocabulary.conducts, code, lang) })),
    provisions: provisionsOf(decision),
    measures: measures.map((measure) => ({ measure, label: labelOf(vocabulary.measures, measure, lang), basis: basisOf(decision, measure) })),
    publish: measures.includes(PUBLISH),
    rectifyBy,
    rectifiedOn: file.rectifiedOn,
    overdue: isLate
  }
}

/** On what the circular bears: the next renewal, and the rating, of which it is one of the grounds. */
function bearing ({ vocabulary }: RuleBook, feeds: readonly string[], file: AgencyFile | undefined, { to, ended }: { to: Day, ended: Day | null }, lang: Lang) {
  return feeds.map((use) => ({
    use,
    label: labelOf(vocabulary.circularUses, use, lang),
    ...use === 'renewal' && file ? { filings: filingsOn(file, to, ended).map(({ track, until }) => ({ track, until })) } : {},
    ...use === 'star-rating' && file ? { lastRating: file.ratings.filter(({ on }) => on <= to).map(({ on, stars }) => ({ on, stars })).at(-1) ?? null } : {}
  }))
}

export type Circular = ReturnType<typeof circularOf>

export function circularOf (book: RuleBook, { jurisdiction, from, to, agencies, cases }: CircularAsked, lang: Lang) {
  const { vocabulary } = book
  const isIn = (day: Day): boolean => from <= day && day <= to
  const rule = agencyRulesFor(book, jurisdiction.padEnd(6, '0'), to)?.rules?.circular ?? null
  const byKey = Map.groupBy(cases, ({ subjectKey }) => subjectKey)
  const registered = new Map(agencies.map((agency) => [agency.row.subjectKey, agency.file]))

  const entryOf = (key: string) => {
    const file = registered.get(key)
    const own = byKey.get(key) ?? []
    const decided = own.flatMap((one) => one.file.decision ? [decisionView(book, one, one.file.decision, lang)] : [])
    const ended = terminatedOn(own.flatMap(({ file: { decision, servedOn } }) => (decision?.measures ?? []).map((measure) => ({ measure, from: servedOn as Day }))))
    const fresh = own.filter(({ isNew }) => isNew).flatMap(({ file: { decision } }) => decision?.measures ?? [])
    const { subject, jurisdiction: place } = own[0]?.file.opening ?? {}
    return {
      ref: file?.opening.ref ?? subject?.ref ?? '',
      name: file ? nameOn(file, to) : subject?.name ?? '',
      jurisdiction: file?.opening.jurisdiction ?? place ?? '',
      agencyId: file?.id ?? null,
      decisions: decided.filter((_, index) => own[index]?.isNew),
      overdue: decided.filter(({ overdue }) => overdue).map(({ caseId, rectifyBy }) => ({ caseId, by: rectifyBy as Day })),
      ...Object.fromEntries(Object.entries(LISTS).map(([list, measures]) => [list, fresh.some((measure) => (measures as readonly string[]).includes(measure))])) as Record<keyof typeof LISTS, boolean>,
      ratings: (file?.ratings ?? []).filter(({ on }) => isIn(on)).map(({ on, stars, result }) => ({ on, stars, result, label: labelOf(vocabulary.ratingResults, result, lang) })),
      refusals: (file?.applications ?? []).filter(({ state, endedOn }) => state === 'refused' && endedOn !== null && isIn(endedOn)).map(({ endedOn, track, kind }) => ({ on: endedOn as Day, track, kind })),
      bearsOn: bearing(book, rule?.feeds ?? [], file, { to, ended }, lang)
    }
  }
  const findings = agencies.flatMap(({ file }) => file.supervisions).filter(({ on }) => isIn(on))
  const problems = findings.flatMap((one) => one.findings)
  const listed = [...new Set([...registered.keys(), ...byKey.keys()])].map(entryOf)
    .filter(({ decisions, overdue, ratings, refusals }) => decisions.length + overdue.length + ratings.length + refusals.length > 0)
    .sort((a, b) => a.jurisdiction < b.jurisdiction ? -1 : a.jurisdiction > b.jurisdiction ? 1 : a.ref < b.ref ? -1 : 1)
  return {
    jurisdiction,
    from,
    to,
    basis: rule && { provision: rule.provision, citation: rule.citation },
    agencies: listed,
    supervision: {
      carriedOut: findings.length,
      problems: problems.length,
      byHandling: Object.keys(vocabulary.handlings).map((handling) => ({ handling, label: labelOf(vocabulary.handlings, handling, lang), count: problems.filter((one) => one.handling === handling).length }))
    }
  }
}
