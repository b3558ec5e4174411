/** What the ledger of supervision says of an agency: each source gives what it knows, day by day. */
import type { AgencyFile, Problem } from '../domain/agency/agency.ts'
import { TERMINATING } from '../domain/agency/status.ts'
import type { Day } from '../domain/day.ts'
import { isInForce, type CaseFile } from '../domain/record/case.ts'
import type { Prior } from './prior.ts'
import type { Kept } from './register.ts'

/** Something that happened on a day; only what it has is given. */
export interface LedgerEntry {
  readonly on: Day
  /** a code of the vocabulary's ledgerKinds */
  readonly kind: string
  /** the step of the agency's file, or of the record that is named, that says so */
  readonly seq?: number
  readonly caseId?: string
  readonly priorDecisionId?: string
  readonly campaignId?: string
  readonly state?: string
  readonly conducts?: readonly string[]
  readonly tier?: string | null
  readonly measures?: readonly string[]
  readonly rectifyBy?: Day | null
  readonly form?: string
  readonly by?: readonly string[]
  readonly problems?: readonly Problem[]
  readonly note?: string | null
  readonly stars?: number
  readonly result?: string
  readonly track?: string
  readonly filingKind?: string
  readonly receipt?: string
  readonly reasons?: string | null
}

export interface Period { readonly from: Day, readonly to: Day }

/** Where entries come from. Whatever else finds problems with agencies is added to the list of sources in records.ts. */
export type LedgerSource = (agency: Kept<AgencyFile>, region: string) => Promise<readonly LedgerEntry[]>

const GRANTED: Readonly<Record<string, string>> = { initial: 'filing-granted', change: 'filing-changed', renewal: 'filing-renewed' }

/** What the agency's own file says: supervision, ratings, filings and their refusal. */
export function fileEntries ({ supervisions, ratings, grants, applications }: AgencyFile): LedgerEntry[] {
  return [
    ...supervisions.map(({ seq, on, form, by, findings, note }) => ({ on, kind: 'supervision', seq, form, by, problems: findings, note })),
    ...ratings.map(({ seq, on, stars, result, caseId }) => ({ on, kind: 'rating', seq, stars, result, ...caseId === null ? {} : { caseId } })),
    ...grants.map(({ seq, on, track, kind, receipt }) => ({ on, kind: GRANTED[kind] ?? 'filing-granted', seq, track, filingKind: kind, receipt })),
    ...applications.flatMap(({ seq, state, endedOn, track, kind, reasons }) => state === 'refused' && endedOn !== null ? [{ on: endedOn, kind: 'filing-refused', seq, track, filingKind: kind, reasons }] : [])
  ]
}

/** The day on which a review or an appeal revoked the decision. */
function revokedOn ({ entries, revoked }: CaseFile): Day | null {
  const last = revoked ? entries.findLast(({ type, body }) => (type === 'decide-review' || type === 'decide-appeal') && body.outcome === 'revoke') : undefined
  return last === undefined ? null : String(last.body.on)
}

/** What became of a case. Nothing of what anybody said in it. */
export function caseEntries (file: CaseFile): LedgerEntry[] {
  const { id: caseId, entries, state, conducts, decision, servedOn, rectifiedOn } = file
  const about = { caseId, state, conducts: [...new Set(conducts.map(({ code }) => code))] }
  const decided = decision && { ...about, tier: decision.computed.answer.tier, measures: decision.measures, rectifyBy: decision.rectifyBy }
  const dismissed = entries.find(({ type }) => type === 'dismiss')
  const revoked = revokedOn(file)
  return [
    ...entries.slice(0, 1).map(({ at }) => ({ on: at.slice(0, 10), kind: 'case-opened', ...about })),
    ...dismissed ? [{ on: dismissed.at.slice(0, 10), kind: 'case-dismissed', ...about }] : [],
    ...decided ? [{ on: decision.decidedOn, kind: 'case-decided', ...decided }] : [],
    ...decided && servedOn !== null ? [{ on: servedOn, kind: 'case-served', ...decided }] : [],
    ...decided && servedOn !== null && isInForce(file) && decided.measures.some((measure) => TERMINATING.has(measure)) ? [{ on: servedOn, kind: 'filing-terminated', ...decided }] : [],
    ...decided && rectifiedOn !== null ? [{ on: rectifiedOn, kind: 'case-rectified', ...decided }] : [],
    ...decided && revoked !== null ? [{ on: revoked, kind: 'case-revoked', ...decided }] : []
  ]
}

/** An earlier decision that was recorded. One that was withdrawn counts as never. */
export const priorEntries = ({ id, decidedOn, tier, measures, rectifyBy, withdrawal }: Prior): LedgerEntry[] =>
  withdrawal ? [] : [{ on: decidedOn, kind: 'prior-decision', priorDecisionId: id, tier: tier ?? null, measures: measures.map(({ measure }) => measure), rectifyBy: rectifyBy ?? null }]

const byDay = (a: LedgerEntry, b: LedgerEntry): number => a.on < b.on ? -1 : a.on > b.on ? 1 : 0

/** Those within a period, in order of days; of one day, in the order in which they were given. */
export const within = (entries: readonly LedgerEntry[], { from, to }: Period): LedgerEntry[] => entries.filter(({ on }) => from <= on && on <= to).sort(byDay)
