/** What inspection campaigns add to the ledger of supervision: the results that count, agency by agency. */
import { within } from '../auth/principal.ts'
import type { Problem } from '../domain/agency/agency.ts'
import { countingResults, failedIn, type CampaignFile, type Result } from '../domain/inspection/campaign.ts'
import { normalReference } from '../domain/reference.ts'
import type { Store } from '../store/store.ts'
import { campaignRegister } from './campaign-register.ts'
import type { Register } from './register.ts'
import type { LedgerEntry, LedgerSource } from './supervision-entries.ts'

const PAGE = 200
const PROVINCE = 2

type ByAgency = ReadonlyMap<string, readonly LedgerEntry[]>

function entryOf ({ id, cases }: CampaignFile, result: Result): LedgerEntry {
  const { ref, seq, inspectedOn, inspectors, note } = result
  const opened = cases.find((one) => one.ref === ref)?.caseId
  const failed = failedIn(result)
  const problems = failed.map(({ row, conduct, facts, note: seen }): Problem => ({
    what: seen ?? row,
    ...conduct === undefined ? {} : { conduct },
    ...facts === undefined ? {} : { facts },
    ...opened === undefined ? { handling: 'none' } : { handling: 'case', caseId: opened }
  }))
  return {
    on: inspectedOn,
    kind: 'inspection',
    seq,
    campaignId: id,
    by: inspectors,
    conducts: [...new Set(failed.flatMap(({ conduct }) => conduct ?? []))],
    problems,
    note,
    ...opened === undefined ? {} : { caseId: opened }
  }
}

/** Of one agency there is one result that counts. */
const byAgency = (file: CampaignFile): ByAgency => new Map(countingResults(file).map((result) => [result.ref, [entryOf(file, result)]]))

/** The results of an agency in all campaigns of its province that somebody may see. A campaign is read again only where it has moved on. */
export function inspectionSource (register: Register<CampaignFile>, store: Pick<Store, 'list'>): LedgerSource {
  const read = new Map<string, { readonly head: string, readonly entries: ByAgency }>()
  const entriesOf = async (id: string, head: string): Promise<ByAgency> => {
    const known = read.get(id)
    if (known?.head === head) return known.entries
    const kept = await register.find(id)
    const entries = kept ? byAgency(kept.file) : new Map()
    if (kept) read.set(id, { head: kept.row.head, entries })
    return entries
  }
  return async ({ file: { opening } }, region) => {
    const ref = normalReference(opening.ref)
    const found: LedgerEntry[] = []
    for (let before: string | undefined; ;) {
      const rows = await store.list({ kind: campaignRegister.kind, region: opening.jurisdiction.slice(0, PROVINCE) }, { limit: PAGE, ...before === undefined ? {} : { before } })
      for (const { id, head, jurisdiction } of rows) if (within(region, jurisdiction)) found.push(...(await entriesOf(id, head)).get(ref) ?? [])
      before = rows.at(-1)?.id
      if (rows.length < PAGE) return found
    }
  }
}
