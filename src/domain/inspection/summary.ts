/** What a campaign has come to, in numbers: by row and tier, agencies, problems, cases and measures. */
import type { RuleBook } from '../book.ts'
import { countingResults, stillOpen, type CampaignFile, type Check } from './campaign.ts'
import type { CheckRow } from './checklist.ts'
import { tierOfFound, type Handling, type Problem } from './problems.ts'
import type { Place } from './results.ts'

export interface Judged { readonly problem: Problem, readonly handling: Handling }
/** A case that was opened; state is null where the opening was interrupted. */
export interface CaseNow { readonly ref: string, readonly caseId: string, readonly state: string | null, readonly tier: string | null, readonly imposed: readonly string[] }

/** `tier` null: no tier, or not to be said before facts are known. */
export interface TierCount { readonly tier: string | null, readonly count: number }
export interface RowCount { readonly row: CheckRow, readonly passed: number, readonly failed: number, readonly tiers: readonly TierCount[] }
export interface MeasureCount { readonly measure: string, readonly mandatory: number, readonly optional: number, readonly imposed: number }

export interface Summary {
  readonly agencies: {
    readonly inFrame: number
    readonly drawn: number
    readonly inspected: number
    readonly beside: number
    readonly withoutProblem: number
    readonly withProblems: number
    readonly notInspected: readonly string[]
  }
  /** rows that were checked at one agency at least */
  readonly rows: readonly RowCount[]
  readonly problems: { readonly found: number, readonly outcomes: readonly { readonly outcome: string, readonly agencies: number }[], readonly tiers: readonly TierCount[] }
  readonly cases: { readonly opened: number, readonly interrupted: readonly string[], readonly states: readonly { readonly state: string, readonly count: number }[] }
  /** over agencies: where the rules propose it, and where a decision in force has imposed it */
  readonly measures: readonly MeasureCount[]
}

const counts = <K>(keys: Iterable<K>): Map<K, number> => {
  const all = new Map<K, number>()
  for (const key of keys) all.set(key, (all.get(key) ?? 0) + 1)
  return all
}

/** In the order of the vocabulary, the tierless last. */
function tierCounts ({ vocabulary }: RuleBook, tiers: readonly (string | null)[]): TierCount[] {
  const found = counts(tiers)
  return [...Object.keys(vocabulary.tiers), null].flatMap((tier) => found.has(tier) ? [{ tier, count: found.get(tier) ?? 0 }] : [])
}

function rowCounts (book: RuleBook, file: CampaignFile, places: ReadonlyMap<string, Place>, judged: readonly Judged[]): RowCount[] {
  const tierOf = new Map<Check, string | null>(judged.flatMap(({ problem, handling }) => problem.found.flatMap(({ checks }, index) => checks.map((check) => [check, tierOfFound(book, handling, index)] as const))))
  const byRow = Map.groupBy(countingResults(file).flatMap(({ checks }) => checks), ({ row }) => places.get(row)?.row)
  return [...byRow].flatMap(([row, checks]): RowCount[] => {
    const failed = checks.filter(({ result }) => result === 'failed')
    const passed = checks.filter(({ result }) => result === 'passed').length
    if (!row || failed.length + passed === 0) return []
    return [{ row, passed, failed: failed.length, tiers: tierCounts(book, failed.map((check) => tierOf.get(check) ?? null)) }]
  }).sort((a, b) => a.row.number - b.row.number)
}

function measureCounts ({ measureOrder }: RuleBook, judged: readonly Judged[], cases: readonly CaseNow[]): MeasureCount[] {
  const proposed = judged.flatMap(({ handling }) => handling.measures)
  const mandatory = counts(proposed.filter((one) => one.mandatory).map(({ measure }) => measure))
  const optional = counts(proposed.filter((one) => !one.mandatory).map(({ measure }) => measure))
  const imposed = counts(cases.flatMap((one) => one.imposed))
  return [...new Set([...mandatory.keys(), ...optional.keys(), ...imposed.keys()])]
    .sort((a, b) => (measureOrder.get(a) ?? 0) - (measureOrder.get(b) ?? 0))
    .map((measure) => ({ measure, mandatory: mandatory.get(measure) ?? 0, optional: optional.get(measure) ?? 0, imposed: imposed.get(measure) ?? 0 }))
}

/** @param judged every inspected agency with problems, with the handling proposed */
export function summaryOf (book: RuleBook, file: CampaignFile, places: ReadonlyMap<string, Place>, judged: readonly Judged[], cases: readonly CaseNow[]): Summary {
  const results = countingResults(file)
  const there = cases.filter((one) => one.state !== null)
  return {
    agencies: {
      inFrame: file.frame.agencies.length,
      drawn: file.drawn?.selection.length ?? 0,
      inspected: results.length,
      beside: results.filter(({ beside }) => beside).length,
      withoutProblem: results.length - judged.length,
      withProblems: judged.length,
      notInspected: stillOpen(file)
    },
    rows: rowCounts(book, file, places, judged),
    problems: {
      found: judged.reduce((sum, { problem }) => sum + problem.found.reduce((checks, one) => checks + one.checks.length, 0), 0),
      outcomes: [...counts(judged.map(({ handling }) => handling.outcome))].map(([outcome, agencies]) => ({ outcome, agencies })),
      tiers: tierCounts(book, judged.map(({ handling }) => handling.tier))
    },
    cases: {
      opened: there.length,
      interrupted: cases.filter(({ state }) => state === null).map(({ ref }) => ref),
      states: [...counts(there.map(({ state }) => state ?? ''))].map(([state, count]) => ({ state, count }))
    },
    measures: measureCounts(book, judged, cases)
  }
}
