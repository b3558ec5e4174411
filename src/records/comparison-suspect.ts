/** Against whom a lead is. */
import type { AgencyFile } from '../domain/agency/agency.ts'
import { creditMisfit } from '../domain/check-digits.ts'
import type { Suspect } from '../domain/leads/lead.ts'

/** An agency that is not registered here has no other name than its number: whoever opens the case knows it, or finds it out. */
export function suspectOf (ref: string, file: AgencyFile | null): Suspect {
  if (file) return { ref: file.opening.ref, refKind: file.opening.refKind, name: file.name }
  return { ref, refKind: creditMisfit(ref) === null ? 'uscc' : 'other', name: ref }
}
