/** The agencies on file at a place on a day, as the frame of a campaign. */
import { EVERYTHING, type Access } from '../auth/principal.ts'
import type { AgencyFile } from '../domain/agency/agency.ts'
import { isOnFile, type Filing } from '../domain/agency/status.ts'
import type { Day } from '../domain/day.ts'
import type { Scope } from '../domain/inspection/campaign.ts'
import { MOST_AGENCIES } from '../domain/inspection/frame.ts'
import { normalReference } from '../domain/reference.ts'
import { Problem } from '../plugins/problems.ts'
import type { Store } from '../store/store.ts'
import { placed } from './agency-standing.ts'
import type { AgencyGiven } from './campaign-plan.ts'
import { regionIn } from './paging.ts'
import type { Register } from './register.ts'

const covers = ({ track, occupations }: Filing, { tracks, occupations: wanted }: Scope): boolean =>
  (tracks === undefined || tracks.includes(track)) &&
  (wanted === undefined || occupations.some(({ name, code }) => wanted.includes(name) || (code !== undefined && wanted.includes(code))))

/** @throws Problem validation, where there are too many */
export async function agenciesOnFile (register: Register<AgencyFile>, store: Pick<Store, 'standing'>, { jurisdiction, on, scope = {} }: { jurisdiction: string, on: Day, scope?: Scope }, access: Access = EVERYTHING): Promise<AgencyGiven[]> {
  const found: AgencyGiven[] = []
  for await (const { kept: { file }, standing: { status, filings } } of placed(store, register.all(regionIn(jurisdiction), access), on)) {
    const { ref, refKind, agencyKind, jurisdiction: place } = file.opening
    if (!isOnFile(status) || !(scope.agencyKinds?.includes(agencyKind) ?? true) || !filings.some((filing) => covers(filing, scope))) continue
    found.push({ ref: normalReference(ref), refKind, name: file.name, agencyKind, jurisdiction: place })
    if (found.length > MOST_AGENCIES) throw new Problem('validation', undefined, [{ pointer: '/scope', detail: { zh: `名录中符合范围的机构超过 ${MOST_AGENCIES} 家，请缩小范围`, en: `the directory has more than ${MOST_AGENCIES} agencies of this scope: narrow it` } }])
  }
  return found
}
