/** The ledger as a table for a spreadsheet: one line for each thing that happened, one for each problem of a supervision. */
import { labelOf, type Label, type Lang, type Vocabulary } from '../domain/vocabulary.ts'
import { csvOf } from './csv.ts'
import type { EntryView, LedgerItem } from './supervision.ts'

const COLUMNS: Readonly<Record<string, Label>> = {
  agency: { zh: '机构', en: 'agency' },
  ref: { zh: '机构编号', en: 'number' },
  jurisdiction: { zh: '登记地', en: 'place' },
  on: { zh: '日期', en: 'day' },
  what: { zh: '事项', en: 'what' },
  form: { zh: '督导方式', en: 'form' },
  by: { zh: '督导人员', en: 'by' },
  problem: { zh: '发现的问题', en: 'problem' },
  conducts: { zh: '行为', en: 'conducts' },
  handling: { zh: '处理情况', en: 'handling' },
  tier: { zh: '档次', en: 'tier' },
  measures: { zh: '处理措施', en: 'measures' },
  rectifyBy: { zh: '整改期限', en: 'to be rectified by' },
  result: { zh: '结果', en: 'result' },
  track: { zh: '备案类别', en: 'track' },
  receipt: { zh: '备案回执', en: 'receipt' },
  reasons: { zh: '说明', en: 'reasons' },
  record: { zh: '案件或记录编号', en: 'record' }
}

type Row = Partial<Record<keyof typeof COLUMNS, string>>

const labelled = (section: Readonly<Record<string, Label>>, code: string | undefined, lang: Lang): string => code === undefined ? '' : labelOf(section, code, lang)
const joined = (all: readonly { readonly label: string }[] | undefined): string => (all ?? []).map(({ label }) => label).join('; ')

function rowsOf ({ agency: { name, ref, jurisdiction } }: LedgerItem, entry: EntryView, { supervisionForms, handlings, conducts, ratingResults, filingTracks }: Vocabulary, lang: Lang): Row[] {
  const { on, label, form, by, problems = [], conducts: about, tier, measures, rectifyBy, stars, result, track, receipt, reasons, note, caseId, priorDecisionId, campaignId } = entry
  const row: Row = {
    agency: name,
    ref,
    jurisdiction,
    on,
    what: label,
    form: labelled(supervisionForms, form, lang),
    by: (by ?? []).join('; '),
    conducts: joined(about),
    tier: tier?.label ?? '',
    measures: joined(measures),
    rectifyBy: rectifyBy ?? '',
    result: stars === undefined ? '' : `${stars} ${labelled(ratingResults, result, lang)}`,
    track: labelled(filingTracks, track, lang),
    receipt: receipt ?? '',
    reasons: reasons ?? note ?? '',
    record: caseId ?? priorDecisionId ?? campaignId ?? ''
  }
  if (problems.length === 0) return [row]
  return problems.map(({ what, conduct, handling, caseId: from, handledOn }) =>
    ({ ...row, problem: what, conducts: labelled(conducts, conduct, lang), handling: `${labelled(handlings, handling, lang)}${handledOn === undefined ? '' : ` ${handledOn}`}`, record: from ?? row.record ?? '' }))
}

export function ledgerCsv (items: readonly LedgerItem[], vocabulary: Vocabulary, lang: Lang): string {
  const names = Object.keys(COLUMNS)
  const rows = items.flatMap((item) => item.entries.flatMap((entry) => rowsOf(item, entry, vocabulary, lang)))
  return csvOf([names.map((name) => COLUMNS[name]?.[lang] ?? name), ...rows.map((row) => names.map((name) => row[name] ?? ''))])
}
