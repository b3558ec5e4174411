/** The ledger of supervision: what was looked at and found, and what became of it, per agency and period. */
import { EVERYTHING, within as isWithin, type Access } from '../auth/principal.ts'
import { nameOn, type AgencyFile } from '../domain/agency/agency.ts'
import { regionPrefix, type RuleBook } from '../domain/book.ts'
import type { CaseFile } from '../domain/record/case.ts'
import { labelOf, type Label, type Lang } from '../domain/vocabulary.ts'
import { Problem } from '../plugins/problems.ts'
import type { Page } from './agency-listing.ts'
import { everOnFile, shownTexts } from './agency-seen.ts'
import { unseal } from './chain.ts'
import type { RecordsOptions } from './options.ts'
import { pageOf, regionIn } from './paging.ts'
import { replayPrior } from './prior.ts'
import type { Kept, Register } from './register.ts'
import { caseEntries, fileEntries, priorEntries, within, type LedgerEntry, type LedgerSource, type Period } from './supervision-entries.ts'
import { circularOf, type Circular, type CircularCase } from './supervision-circular.ts'
import { ledgerCsv } from './supervision-csv.ts'

/** How a case is read: the file that is at hand where there is one. */
export type ReadCase = (id: string) => Promise<CaseFile | null>

export interface LedgerFilter extends Period { readonly agency?: string, readonly jurisdiction?: string }

/** So many agencies are looked at for one page. */
const MOST_READ = 500
const AT_ONCE = 200

/** @throws Problem validation: the period ends before it begins */
function refusePeriod ({ from, to }: Period): void {
  if (to < from) throw new Problem('validation', undefined, [{ pointer: '/to', in: 'query', detail: { zh: `早于 ${from}`, en: `is before ${from}` } }])
}

/** An entry with the names of its codes. */
function viewEntry ({ vocabulary }: RuleBook, { conducts, tier, measures, ...entry }: LedgerEntry, lang: Lang) {
  const coded = (section: Readonly<Record<string, Label>>, codes: readonly string[]) => codes.map((code) => ({ code, label: labelOf(section, code, lang) }))
  return {
    ...entry,
    label: labelOf(vocabulary.ledgerKinds, entry.kind, lang),
    ...conducts === undefined ? {} : { conducts: coded(vocabulary.conducts, conducts) },
    ...tier == null ? {} : { tier: { code: tier, label: labelOf(vocabulary.tiers, tier, lang) } },
    ...measures === undefined ? {} : { measures: coded(vocabulary.measures, measures) }
  }
}
export type EntryView = ReturnType<typeof viewEntry>
export interface LedgerItem { readonly agency: { readonly id: string, readonly ref: string, readonly name: string, readonly jurisdiction: string }, readonly entries: readonly EntryView[] }

export class Supervision {
  readonly #options: RecordsOptions
  readonly #agencies: Register<AgencyFile>
  readonly #readCase: ReadCase
  readonly #sources: readonly LedgerSource[]

  /** @param more what else finds problems with agencies */
  constructor (options: RecordsOptions, agencies: Register<AgencyFile>, readCase: ReadCase, more: readonly LedgerSource[] = []) {
    this.#options = options
    this.#agencies = agencies
    this.#readCase = readCase
    this.#sources = [async ({ file }) => fileEntries(file), (agency, region) => this.#decided(agency, region), ...more]
  }

  /** The cases and earlier decisions on an agency, as far as they are seen. */
  async #decided ({ row }: Kept<AgencyFile>, region: string): Promise<LedgerEntry[]> {
    const { store } = this.#options
    const entries: LedgerEntry[] = []
    for (const { kind, id } of await store.ofSubject(row.subjectKey)) {
      if (kind === 'case') {
        const file = await this.#readCase(id)
        if (file && isWithin(region, file.opening.jurisdiction)) entries.push(...caseEntries(file))
      } else {
        const loaded = await store.load(kind, id)
        if (loaded && isWithin(region, loaded.row.jurisdiction)) entries.push(...priorEntries(replayPrior(id, loaded.steps.map(unseal))))
      }
    }
    return entries
  }

  async #entriesOf (agency: Kept<AgencyFile>, period: Period, region: string): Promise<LedgerEntry[]> {
    const all: LedgerEntry[] = []
    for (const source of this.#sources) all.push(...await source(agency, region))
    return within(all, period)
  }

  async #item (agency: Kept<AgencyFile>, period: Period, lang: Lang, access: Access): Promise<LedgerItem | null> {
    const { row, file } = agency
    const entries = shownTexts(await this.#entriesOf(agency, period, access.region), everOnFile(file), access)
    if (entries.length === 0) return null
    const { ref, jurisdiction } = file.opening
    return { agency: { id: row.id, ref, name: nameOn(file, period.to), jurisdiction }, entries: entries.map((entry) => viewEntry(this.#options.book, entry, lang)) }
  }

  /** The agencies asked about, newest first. */
  async * #asked ({ agency, jurisdiction }: LedgerFilter, access: Access, cursor?: string): AsyncGenerator<Kept<AgencyFile>> {
    if (agency === undefined) yield * this.#agencies.all(regionIn(jurisdiction), access, cursor)
    else if (cursor === undefined) yield await this.#agencies.load(agency, access)
  }

  /**
   * The agencies with anything in the period, newest first, each with what happened in the order of days.
   * @throws Problem
   */
  async ledger (filter: LedgerFilter, { limit, cursor }: Page, lang: Lang, access = EVERYTHING): Promise<Period & { items: LedgerItem[], next: string | null }> {
    refusePeriod(filter)
    const { from, to } = filter
    const page = await pageOf(this.#asked(filter, access, cursor), { limit, most: MOST_READ }, ({ row }) => row.id, (agency) => this.#item(agency, filter, lang, access))
    return { from, to, ...page }
  }

  /**
   * The whole of it as CSV.
   * @throws Problem
   */
  async csv (filter: LedgerFilter, lang: Lang, access = EVERYTHING): Promise<string> {
    refusePeriod(filter)
    const items: LedgerItem[] = []
    for await (const agency of this.#asked(filter, access)) {
      const item = await this.#item(agency, filter, lang, access)
      if (item) items.push(item)
    }
    return ledgerCsv(items, this.#options.book.vocabulary, lang)
  }

  /** The cases of agencies at a place whose decision was served in a period and stands, or was to be rectified by its end. */
  async #cases (region: string, { from, to }: Period): Promise<CircularCase[]> {
    const { store } = this.#options
    const found: CircularCase[] = []
    for (let before: string | undefined; ;) {
      const rows = await store.list({ kind: 'case', subjectType: 'agency', ...region === '' ? {} : { region } }, { limit: AT_ONCE, ...before === undefined ? {} : { before } })
      for (const { id, subjectKey } of rows) {
        const file = await this.#readCase(id)
        if (!file || file.servedOn === null || file.servedOn > to || file.revoked) continue
        const isLate = file.decision?.rectifyBy != null && file.decision.rectifyBy < to && (file.rectifiedOn === null || file.rectifiedOn > to)
        if (file.servedOn >= from || isLate) found.push({ subjectKey, file, isNew: file.servedOn >= from, isLate })
      }
      before = rows.at(-1)?.id
      if (rows.length < AT_ONCE || before === undefined) return found
    }
  }

  /**
   * What a circular of a period has to list. Drafted, not published.
   * @throws Problem
   */
  async circular ({ jurisdiction, from, to }: Period & { jurisdiction: string }, lang: Lang, access = EVERYTHING): Promise<Circular> {
    refusePeriod({ from, to })
    const asked = regionPrefix(jurisdiction)
    const region = isWithin(asked, access.region) ? access.region : asked
    // Two places of which neither lies in the other have nothing in common.
    const isSeen = isWithin(access.region, region)
    const agencies: Kept<AgencyFile>[] = []
    if (isSeen) for await (const agency of this.#agencies.all(region === '' ? {} : { region }, access)) agencies.push(agency)
    return circularOf(this.#options.book, { jurisdiction, from, to, agencies, cases: isSeen ? await this.#cases(region, { from, to }) : [] }, lang)
  }
}
