/** The problem list of a campaign: what was found at each agency, what the rules propose, and the case that came of it. */
import type { RuleBook } from '../domain/book.ts'
import type { CampaignFile } from '../domain/inspection/campaign.ts'
import { withProblems } from '../domain/inspection/campaign.ts'
import { problemOf, proposedHandling, type Problem } from '../domain/inspection/problems.ts'
import type { Place } from '../domain/inspection/results.ts'
import type { CaseNow, Judged } from '../domain/inspection/summary.ts'
import { historyOf } from '../domain/record/judged.ts'
import type { Opening } from '../domain/record/step.ts'
import type { Lang } from '../domain/vocabulary.ts'
import type { Store } from '../store/store.ts'
import { citationIn, rowHead } from './campaign-checklist.ts'
import type { RecordsOptions } from './options.ts'

const AGENCY = 'agency'
const MOST_NARRATIVE = 10_000

/** The case that follows from a problem. */
export function openingOf ({ id, plan: { title } }: Pick<CampaignFile, 'id' | 'plan'>, { agency, result, found, occurredOn, circumstances }: Problem, places: ReadonlyMap<string, Place>): Opening {
  const { ref, refKind, name, jurisdiction } = agency
  const lines = found.flatMap(({ conduct: { code }, checks }) => checks.map(({ row, note }) => {
    const citation = citationIn(places, row)
    return `${citation}（${code}）${note === undefined ? '' : `：${note}`}`
  }))
  const narrative = [`检查行动“${title}”（${id}）于 ${result.inspectedOn} 检查发现：`, ...lines].join('\n')
  return {
    jurisdiction,
    occurredOn,
    subject: { type: AGENCY, ref, refKind, name },
    source: 'inspection',
    conducts: found.map(({ conduct }) => conduct),
    ...Object.keys(circumstances).length > 0 ? { circumstances } : {},
    narrative: narrative.slice(0, MOST_NARRATIVE).toWellFormed()
  }
}

/** Every agency with problems, with the handling that the rules propose today. */
export async function judgeProblems ({ store, book, keyOf, today }: Pick<RecordsOptions, 'store' | 'book' | 'keyOf' | 'today'>, file: CampaignFile, lang: Lang): Promise<Judged[]> {
  const judged: Judged[] = []
  for (const result of withProblems(file)) {
    const problem = problemOf(file, result)
    const own = file.cases.find(({ ref }) => ref === result.ref)?.caseId ?? ''
    const { decisions } = await store.subject(keyOf({ type: AGENCY, ref: result.ref }))
    judged.push({ problem, handling: proposedHandling(book, problem, { decidedOn: today(), history: historyOf(own, problem.occurredOn, decisions), lang }) })
  }
  return judged
}

const CLOSED = 'closed'

/** How a case stands that was to be opened; null where the opening was interrupted, and there is none. */
export async function caseRow (store: Pick<Store, 'list' | 'everything'>, subjectKey: string, id: string): Promise<{ state: string, tier: string | null } | null> {
  // The newest one that is not newer than this.
  const [row] = await store.list({ subjectKey }, { before: `${id}~`, limit: 1 })
  if (row?.id === id) return row
  // Of one that was erased, its time having come, the steps are left: it had been closed.
  return (await store.everything(id)).steps.length > 0 ? { state: CLOSED, tier: null } : null
}

/** The cases that were opened from a campaign, as they stand. */
export async function casesNow ({ store, keyOf }: Pick<RecordsOptions, 'store' | 'keyOf'>, { cases }: CampaignFile): Promise<CaseNow[]> {
  const now: CaseNow[] = []
  for (const { ref, caseId } of cases) {
    const key = keyOf({ type: AGENCY, ref })
    const row = await caseRow(store, key, caseId)
    const { decisions } = await store.subject(key)
    now.push({ ref, caseId, state: row?.state ?? null, tier: row?.tier ?? null, imposed: decisions.find(({ recordId }) => recordId === caseId)?.measures ?? [] })
  }
  return now
}

/** What a report of the problem list keeps: as it was reported, whatever the rules become. */
export const reported = ({ problem: { agency, result, found, occurredOn }, handling: { outcome, tier, ruleset, governing, measures, questions } }: Judged) => ({
  ref: agency.ref,
  result: result.seq,
  occurredOn,
  conducts: found.map(({ conduct }) => conduct),
  outcome,
  tier,
  ruleset,
  governing: governing.map(({ provision }) => provision),
  measures: measures.map(({ measure, mandatory }) => ({ measure, mandatory })),
  questions: questions.map(({ conduct, fact }) => ({ conduct, fact }))
})

function foundView (book: RuleBook, places: ReadonlyMap<string, Place>, { found, result }: Problem, lang: Lang) {
  return found.map(({ conduct: { code, facts = {} }, checks }) => ({
    conduct: code,
    label: book.vocabulary.conducts[code]?.[lang] ?? code,
    facts,
    checks: checks.map(({ row, occurredOn, evidence = [], note }) => {
      const place = places.get(row)?.row
      return { ...place ? rowHead(book, place, lang) : { row, number: 0, citation: row, title: row }, occurredOn: occurredOn ?? result.inspectedOn, evidence, note: note ?? null }
    })
  }))
}

export type ProblemList = ReturnType<typeof problemsView>

export function problemsView (book: RuleBook, { id, cases }: CampaignFile, places: ReadonlyMap<string, Place>, judged: readonly Judged[], lang: Lang) {
  const caseOf = new Map(cases.map(({ ref, caseId }) => [ref, caseId]))
  return {
    campaign: id,
    items: judged.map(({ problem, handling: { results: _results, ...handling } }) => ({
      agency: { ref: problem.agency.ref, name: problem.agency.name },
      jurisdiction: problem.agency.jurisdiction,
      result: problem.result.seq,
      inspectedOn: problem.result.inspectedOn,
      beside: problem.result.beside,
      occurredOn: problem.occurredOn,
      found: foundView(book, places, problem, lang),
      handling,
      caseId: caseOf.get(problem.agency.ref) ?? null
    }))
  }
}
