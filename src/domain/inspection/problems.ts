/** From the results of inspections to the problem list: what was found at an agency, as the question that it puts to the rules, and the handling that they propose. */
import type { RuleBook } from '../book.ts'
import type { Asked, Outcome, Result as ConductResult } from '../classify.ts'
import type { Day } from '../day.ts'
import type { ConductGiven, EarlierDecisionGiven } from '../question.ts'
import { sanction, type Sanction } from '../sanction.ts'
import type { FactValue, Lang } from '../vocabulary.ts'
import { failedIn, oneKindOf, type CampaignFile, type Check, type Result } from './campaign.ts'
import type { FrameAgency } from './frame.ts'

/** A conduct that was found, with the checks that found it. */
export interface Found { readonly conduct: ConductGiven, readonly checks: readonly Check[] }

/** What was found at one agency: a case, as far as a campaign knows it. */
export interface Problem {
  readonly agency: FrameAgency
  readonly result: Result
  readonly found: readonly Found[]
  readonly occurredOn: Day
  readonly circumstances: Readonly<Record<string, FactValue>>
}

type Known = Readonly<Record<string, FactValue>>

const known = (facts: Check['facts']): Known => Object.fromEntries(Object.entries(facts ?? {}).filter((entry): entry is [string, FactValue] => entry[1] != null))
const agree = (one: Known, other: Known): boolean => Object.entries(one).every(([name, value]) => other[name] === undefined || other[name] === value)

/** One conduct may be found in several rows: it is one all the same, unless the facts of the rows contradict one another. */
function foundIn (result: Result): Found[] {
  const found: { code: string, facts: Known, checks: Check[] }[] = []
  for (const check of failedIn(result)) {
    const code = check.conduct
    if (code === undefined) throw new Error(`a check of ${check.row} has no conduct`)
    const facts = known(check.facts)
    const same = found.find((one) => one.code === code && agree(one.facts, facts))
    if (same) {
      same.facts = { ...same.facts, ...facts }
      same.checks.push(check)
    } else found.push({ code, facts, checks: [check] })
  }
  return found.map(({ code, facts, checks }) => ({ conduct: { code, facts }, checks }))
}

/** The problem that a result shows. The day of the conduct is the earliest of those found, where none is given that of the inspection. */
export function problemOf ({ plan, frame }: Pick<CampaignFile, 'plan' | 'frame'>, result: Result): Problem {
  const agency = frame.agencies.find(({ ref }) => ref === result.ref)
  if (!agency) throw new Error(`the frame has no agency ${result.ref}`)
  const [occurredOn = result.inspectedOn] = failedIn(result).map((check) => check.occurredOn ?? result.inspectedOn).sort()
  const agencyKind = agency.agencyKind ?? oneKindOf(plan)
  return { agency, result, found: foundIn(result), occurredOn, circumstances: agencyKind === undefined ? {} : { agencyKind } }
}

export interface Governing { readonly provision: string, readonly citation: string, readonly title: string, readonly tier: string | null, readonly notes: readonly string[] }

/** What the rules propose. Optional measures stay the official's choice; where facts are missing, nothing is proposed but what to ask. */
export interface Handling {
  readonly outcome: Outcome
  readonly tier: string | null
  readonly ruleset: { readonly id: string, readonly version: string, readonly digest: string }
  readonly governing: readonly Governing[]
  readonly measures: readonly Sanction[]
  readonly questions: readonly (Asked & { readonly conduct: string })[]
  readonly results: readonly ConductResult[]
}

export interface Asking { readonly decidedOn: Day, readonly history: readonly EarlierDecisionGiven[], readonly lang: Lang }

/**
 * The handling that the rules of the place propose, the agency's earlier decisions counted.
 * @throws Refused where the rules have no answer
 */
export function proposedHandling (book: RuleBook, { agency, found, occurredOn, circumstances }: Problem, { decidedOn, history, lang }: Asking): Handling {
  const conducts = found.map(({ conduct }) => conduct)
  const { outcome, tier, ruleset, results, sanctions } = sanction(book, { jurisdiction: agency.jurisdiction, occurredOn, decidedOn, conducts, circumstances, history }, { lang })
  const governing = new Map(results.flatMap(({ findings }) => findings.filter((finding) => finding.governing)
    .map(({ provision, citation, title, tier, notes }): [string, Governing] => [provision, { provision, citation, title, tier, notes }])))
  return {
    outcome,
    tier,
    ruleset,
    governing: [...governing.values()],
    measures: sanctions,
    questions: results.flatMap(({ conduct, questions }) => questions.map((question) => ({ ...question, conduct }))),
    results
  }
}

/** The tier that the rules give to one conduct by itself; null where it has none, or facts are missing. */
export function tierOfFound ({ tierRank }: RuleBook, { results }: Handling, index: number): string | null {
  const tiers = results[index]?.findings.filter(({ governing }) => governing).flatMap(({ tier }) => tier ?? []) ?? []
  return tiers.sort((a, b) => (tierRank.get(b) ?? 0) - (tierRank.get(a) ?? 0))[0] ?? null
}
