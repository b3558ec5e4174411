/** The summary of a campaign as it is shown, and as a table for a spreadsheet. */
import type { RuleBook } from '../domain/book.ts'
import type { CampaignFile } from '../domain/inspection/campaign.ts'
import type { Summary, TierCount } from '../domain/inspection/summary.ts'
import { labelOf, type Label, type Lang } from '../domain/vocabulary.ts'
import { rowHead } from './campaign-checklist.ts'
import { namesIn } from './campaign-view.ts'
import { csvOf } from './csv.ts'

export type SummaryView = ReturnType<typeof summaryView>

export function summaryView (book: RuleBook, { id, state, plan: { title, period, jurisdiction }, frame }: CampaignFile, { agencies, rows, problems, cases, measures }: Summary, lang: Lang) {
  const { vocabulary } = book
  const named = (section: Readonly<Record<string, Label>>, code: string): string => labelOf(section, code, lang)
  const tiers = (all: readonly TierCount[]) => all.map(({ tier, count }) => ({ tier, label: tier === null ? NO_TIER[lang] : named(vocabulary.tiers, tier), count }))
  const agencyOf = namesIn(frame)
  return {
    campaign: id,
    state,
    jurisdiction,
    plan: { title, period },
    agencies: { ...agencies, notInspected: agencies.notInspected.map(agencyOf) },
    rows: rows.map(({ row, passed, failed, tiers: ofRow }) => ({ ...rowHead(book, row, lang), passed, failed, tiers: tiers(ofRow) })),
    problems: { found: problems.found, outcomes: problems.outcomes.map(({ outcome, agencies: count }) => ({ outcome, label: named(vocabulary.outcomes, outcome), count })), tiers: tiers(problems.tiers) },
    cases: {
      opened: cases.opened,
      states: cases.states.map(({ state: of, count }) => ({ state: of, label: named(vocabulary.caseStates, of), count })),
      interrupted: cases.interrupted.map(agencyOf)
    },
    measures: measures.map((one) => ({ ...one, label: named(vocabulary.measures, one.measure) }))
  }
}

const NO_TIER: Label = { zh: '未定档次', en: 'no tier, or not to be said yet' }

const WORDS = {
  section: { zh: '类别', en: 'section' },
  code: { zh: '代码', en: 'code' },
  label: { zh: '名称', en: 'label' },
  what: { zh: '项目', en: 'what' },
  count: { zh: '数量', en: 'count' },
  agencies: { zh: '评价机构', en: 'agencies' },
  inFrame: { zh: '抽取范围内', en: 'in the frame' },
  drawn: { zh: '抽中', en: 'drawn' },
  inspected: { zh: '已检查', en: 'inspected' },
  beside: { zh: '抽取之外另行检查', en: 'inspected beside the draw' },
  withoutProblem: { zh: '未发现问题', en: 'without a problem' },
  withProblems: { zh: '发现问题', en: 'with problems' },
  notInspected: { zh: '抽中而未检查', en: 'drawn and not inspected' },
  rows: { zh: '检查表', en: 'checklist' },
  passed: { zh: '未发现问题', en: 'passed' },
  failed: { zh: '发现问题', en: 'failed' },
  problems: { zh: '问题', en: 'problems' },
  found: { zh: '发现的问题', en: 'problems found' },
  outcome: { zh: '认定结果', en: 'outcome' },
  tier: { zh: '档次', en: 'tier' },
  cases: { zh: '立案', en: 'cases' },
  opened: { zh: '已立案', en: 'opened' },
  interrupted: { zh: '立案中断', en: 'opening interrupted' },
  state: { zh: '案件状态', en: 'state' },
  measures: { zh: '处理措施', en: 'measures' },
  mandatory: { zh: '应当采取', en: 'mandatory' },
  optional: { zh: '可以采取', en: 'optional' },
  imposed: { zh: '已决定采取', en: 'imposed' }
} satisfies Record<string, Label>

/** One number to a line, each with what it counts: for a pivot table. */
export function summaryCsv ({ agencies, rows, problems, cases, measures }: SummaryView, lang: Lang): string {
  const word = (name: keyof typeof WORDS): string => WORDS[name][lang]
  const line = (section: keyof typeof WORDS, code: string, label: string, what: string, count: number) => [word(section), code, label, what, count]
  const ofAgencies = (['inFrame', 'drawn', 'inspected', 'beside', 'withoutProblem', 'withProblems'] as const).map((name) => line('agencies', '', '', word(name), agencies[name]))
  return csvOf([
    (['section', 'code', 'label', 'what', 'count'] as const).map(word),
    ...ofAgencies,
    ...agencies.notInspected.map(({ ref, name }) => line('agencies', ref, name, word('notInspected'), 1)),
    ...rows.flatMap(({ row, title, passed, failed, tiers }) => [
      line('rows', row, title, word('passed'), passed),
      line('rows', row, title, word('failed'), failed),
      ...tiers.map(({ label, count }) => line('rows', row, title, label, count))
    ]),
    line('problems', '', '', word('found'), problems.found),
    ...problems.outcomes.map(({ outcome, label, count }) => line('problems', outcome, label, word('outcome'), count)),
    ...problems.tiers.map(({ tier, label, count }) => line('problems', tier ?? '', label, word('tier'), count)),
    line('cases', '', '', word('opened'), cases.opened),
    ...cases.states.map(({ state, label, count }) => line('cases', state, label, word('state'), count)),
    ...cases.interrupted.map(({ ref, name }) => line('cases', ref, name, word('interrupted'), 1)),
    ...measures.flatMap(({ measure, label, ...counts }) => (['mandatory', 'optional', 'imposed'] as const).map((name) => line('measures', measure, label, word(name), counts[name])))
  ])
}
