/** How long a filing holds, and when its renewal may be applied for. */
import { addDays, addMonths, addYears, type Day } from '../day.ts'
import type { Track } from './rules.ts'

export interface Validity { readonly from: Day, /** the last day; null where the track has no end */ readonly until: Day | null }

/**
 * A civil period: the day of the filing is not counted, and the same day so many years later is the last one (GX-14).
 * @param grantedOn the day of the filing
 * @param previousUntil of a renewal: the last day of the filing that it renews, on which the new one follows without a gap; one that is granted
 * after it begins anew, for what lay between was without a filing (GX-26)
 */
export function validityOf (track: Pick<Track, 'validity'>, grantedOn: Day, previousUntil?: Day): Validity {
  const goesOn = previousUntil !== undefined && grantedOn <= previousUntil
  const from = goesOn ? addDays(previousUntil, 1) : grantedOn
  return { from, until: track.validity ? addYears(goesOn ? previousUntil : grantedOn, track.validity.years) : null }
}

export interface RenewalWindow { readonly from: Day, readonly to: Day }

/**
 * The days, both included, on which renewal may be applied for; null where the track knows no renewal.
 * @param until the last day of the filing
 */
export function renewalWindow (track: Pick<Track, 'renewal'>, until: Day): RenewalWindow | null {
  return track.renewal ? { from: addMonths(until, -track.renewal.months), to: until } : null
}
