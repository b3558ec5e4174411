/** Agencies in a list, and those in the directory: by place, status and what they are on file for on a day. */
import { EVERYTHING, type Access } from '../auth/principal.ts'
import { nameOn, type AgencyFile } from '../domain/agency/agency.ts'
import { isOnFile, type Filing } from '../domain/agency/status.ts'
import type { RuleBook } from '../domain/book.ts'
import type { Day } from '../domain/day.ts'
import { agencyRulesFor } from '../domain/filing.ts'
import type { Lang } from '../domain/vocabulary.ts'
import type { Filter } from '../store/store.ts'
import { placed, rectificationsOn, type Placed } from './agency-standing.ts'
import { viewFiling } from './agency-view.ts'
import type { RecordsOptions } from './options.ts'
import { pageOf, regionIn } from './paging.ts'
import type { Register } from './register.ts'

export interface AgencyFilter {
  readonly jurisdiction?: string
  readonly on?: Day
  readonly track?: string
  readonly occupation?: string
  readonly status?: string
  readonly expiringBefore?: Day
  readonly rectificationOverdue?: boolean
}
export type DirectoryFilter = Pick<AgencyFilter, 'jurisdiction' | 'on' | 'track' | 'occupation'>
export interface Page { readonly limit: number, readonly cursor?: string }

/** So many agencies are looked at for one answer, whatever is found among them. */
const MOST_READ = 2000

const isAbout = ({ track, occupations }: Filing, filter: AgencyFilter): boolean =>
  (filter.track === undefined || track === filter.track) &&
  (filter.occupation === undefined || occupations.some(({ name, code }) => name === filter.occupation || code === filter.occupation))

/** Whether an agency meets what is asked, where it stands on that day. */
function meets ({ kept: { subject }, standing: { status, filings } }: Placed, filter: AgencyFilter, on: Day): boolean {
  const { track, occupation, status: wanted, expiringBefore, rectificationOverdue } = filter
  if (wanted !== undefined && status !== wanted) return false
  if ((track !== undefined || occupation !== undefined) && !filings.some((filing) => isAbout(filing, filter))) return false
  if (expiringBefore !== undefined && !filings.some(({ until }) => until !== null && until < expiringBefore)) return false
  return rectificationOverdue === undefined || rectificationsOn(subject.decisions, on).some(({ overdue }) => overdue) === rectificationOverdue
}

/** The agencies that meet something, newest first, up to a number of them; and where the next page begins. */
async function found (agencies: Register<AgencyFile>, { store }: Pick<RecordsOptions, 'store'>, filter: Omit<Filter, 'kind'>, on: Day, { limit, cursor }: Page, access: Access, fits: (one: Placed) => boolean): Promise<{ items: Placed[], next: string | null }> {
  return await pageOf(placed(store, agencies.all(filter, access, cursor), on), { limit, most: MOST_READ }, ({ kept }) => kept.row.id, (one) => fits(one) ? one : null)
}

const namesOf = ({ kept: { file } }: Placed, on: Day) => {
  const { ref, refKind, agencyKind, jurisdiction } = file.opening
  return { ref, refKind, name: nameOn(file, on), agencyKind, jurisdiction }
}

function summaryOf (book: RuleBook, one: Placed, on: Day, lang: Lang) {
  const { kept: { row: { id, version, head }, file, subject }, standing: { status, filings } } = one
  return {
    id,
    version,
    head,
    ...namesOf(one, on),
    status,
    statusLabel: book.vocabulary.agencyStatuses[status]?.[lang] ?? status,
    filings: filings.map((filing) => viewFiling(book, file, filing, on, lang)),
    overdue: rectificationsOn(subject.decisions, on).filter(({ overdue }) => overdue).map(({ by }) => by).sort()
  }
}
export type AgencySummary = ReturnType<typeof summaryOf>

/** A page of agencies that a caller may see. */
export async function listAgencies (agencies: Register<AgencyFile>, options: Pick<RecordsOptions, 'store' | 'book' | 'today'>, filter: AgencyFilter, page: Page, lang: Lang, access = EVERYTHING): Promise<{ on: Day, items: AgencySummary[], next: string | null }> {
  const { book, today } = options
  const { jurisdiction, on = today(), expiringBefore } = filter
  // What ends before a day is due before it: most need not be read. What is due is known as of now; of a day gone by, it may have been renewed since.
  const narrowed = { ...regionIn(jurisdiction), ...expiringBefore === undefined || on < today() ? {} : { dueBefore: expiringBefore } }
  const { items, next } = await found(agencies, options, narrowed, on, page, access, (one) => meets(one, filter, on))
  return { on, items: items.map((one) => summaryOf(book, one, on, lang)), next }
}

function entryOf (book: RuleBook, one: Placed, on: Day, lang: Lang) {
  const { refKind: _refKind, ...names } = namesOf(one, on)
  const { kept: { file }, standing: { filings } } = one
  const rule = agencyRulesFor(book, names.jurisdiction, on)?.rules?.directory
  return {
    ...names,
    filings: filings.map((filing) => {
      const { renewalWindow: _window, ...rest } = viewFiling(book, file, filing, on, lang)
      return rest
    }),
    basis: rule ? { provision: rule.provision, citation: rule.citation } : null
  }
}

/** Who is on file on a day: for everybody, whatever he may see of the records. */
export async function directoryOn (agencies: Register<AgencyFile>, options: Pick<RecordsOptions, 'store' | 'book' | 'today'>, filter: DirectoryFilter, page: Page, lang: Lang) {
  const { book, today } = options
  const { jurisdiction, on = today() } = filter
  const { items, next } = await found(agencies, options, regionIn(jurisdiction), on, page, EVERYTHING, (one) => isOnFile(one.standing.status) && meets(one, filter, on))
  return { on, items: items.map((one) => entryOf(book, one, on, lang)), next }
}
