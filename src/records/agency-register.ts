/** How agencies are kept: by place and by their number, due when the filing that ends first does. */
import type { AgencyFile } from '../domain/agency/agency.ts'
import { applyToAgency, openAgency } from '../domain/agency/fold.ts'
import type { RegisterDefinition } from './register.ts'

const AGENCY = 'agency'

/** The day on which the last filing of a track ends, of the track that ends first. */
function firstEnd ({ grants }: AgencyFile): string | null {
  const last = new Map<string, string>()
  for (const { track, until, kind } of grants) if (until !== null && kind !== 'change') last.set(track, until)
  return [...last.values()].sort()[0] ?? null
}

export const agencyRegister: RegisterDefinition<AgencyFile> = {
  kind: AGENCY,
  opens: 'register-agency',
  path: '/v1/agencies',
  open: openAgency,
  apply: applyToAgency,
  found: (file, keyOf) => ({
    state: file.grants.length > 0 ? 'filed' : 'registered',
    jurisdiction: file.opening.jurisdiction,
    subjectType: AGENCY,
    subjectKey: keyOf({ type: AGENCY, ref: file.opening.ref }),
    due: firstEnd(file)
  })
}
