/** Where an agency stands on a day: by its filings, and by the measures of cases that are in force against it. */
import { addDays, type Day } from '../day.ts'
import type { AgencyFile, Grant, Occupation, Site } from './agency.ts'

/** A measure in force against the agency on the day that is asked about. */
export interface InForce { readonly measure: string, readonly from: Day }

export type AgencyStatus = 'unfiled' | 'active' | 'rectifying' | 'suspended' | 'expired' | 'terminated' | 'refused-refiling'

/** A filing as it holds on a day, its changes and renewals counted in. */
export interface Filing {
  readonly track: string
  readonly receipt: string
  readonly agencyCode: string | null
  readonly from: Day
  /** the last day; null where the track has no end */
  readonly until: Day | null
  readonly occupations: readonly Occupation[]
  readonly areas: readonly string[]
  readonly sites: readonly Site[]
}

export const TERMINATING: ReadonlySet<string> = new Set(['terminate-filing', 'remove-from-directory'])
const REFUSING = 'refuse-refiling'
const SUSPENDING = 'suspend-evaluation'
const RECTIFYING: ReadonlySet<string> = new Set(['rectify', 'order-agency-rectify', 'suspend-occupation-evaluation'])

/** Levels of the same occupation joined, other occupations beside it. */
function joined (before: readonly Occupation[], more: readonly Occupation[]): Occupation[] {
  const byName = new Map(before.map((one) => [one.name, one]))
  for (const one of more) {
    const { levels = [] } = byName.get(one.name) ?? {}
    byName.set(one.name, { ...byName.get(one.name), ...one, levels: [...new Set([...levels, ...one.levels])] })
  }
  return [...byName.values()]
}

const sitesOf = (before: readonly Site[], more: readonly Site[]): Site[] => [...new Map([...before, ...more].map((one) => [one.id, one])).values()]

/** The same occupations and no others; those of before where a renewal names none. */
const listed = <T>(named: readonly T[], before: readonly T[]): readonly T[] => named.length > 0 ? named : before

/** A filing after one more grant, as it holds on a day. */
function granted (before: Filing | undefined, { kind, track, on, receipt, agencyCode, from, until, occupations, areas, sites }: Grant, day: Day): Filing | undefined {
  const named = { track, receipt, agencyCode: agencyCode ?? before?.agencyCode ?? null }
  // What was terminated is neither changed nor renewed, whatever was entered before the termination was known.
  if (before === undefined && kind !== 'initial') return undefined
  if (before === undefined || kind === 'initial') return { ...named, from: from ?? on, until, occupations, areas, sites }
  if (kind !== 'renewal') return { ...before, ...named, occupations: joined(before.occupations, occupations), areas: [...new Set([...before.areas, ...areas])], sites: sitesOf(before.sites, sites) }
  const begins = from ?? on
  // One that was renewed in time goes on; one that had ended begins again.
  const goesOn = before.until === null || begins <= addDays(before.until, 1)
  const renewed = { ...named, from: goesOn ? before.from : begins, until }
  // Until then what was on file before is on file still: a renewal that names less takes nothing back.
  if (day < begins) return { ...before, ...renewed }
  return { ...renewed, occupations: listed(occupations, before.occupations), areas: listed(areas, before.areas), sites: listed(sites, before.sites) }
}

const byDay = (a: Grant, b: Grant): number => a.on < b.on ? -1 : a.on > b.on ? 1 : a.seq - b.seq

/** The last filing of each track that had been granted by a day, whether it holds or not. */
function lastFilings ({ grants }: Pick<AgencyFile, 'grants'>, day: Day, terminatedOn: Day | null): readonly Filing[] {
  const byTrack = new Map<string, Filing>()
  // Those of two tracks may be entered in any order.
  for (const grant of grants.filter(({ on }) => on <= day && (terminatedOn === null || on > terminatedOn)).sort(byDay)) {
    const filing = granted(byTrack.get(grant.track), grant, day)
    if (filing) byTrack.set(grant.track, filing)
  }
  return [...byTrack.values()]
}

const holds = ({ from, until }: Filing, day: Day): boolean => from <= day && (until === null || until >= day)

/**
 * The filings that hold on a day, one for each track at most.
 * @param terminatedOn filings granted up to that day have ended with it; null where none was terminated
 */
export const filingsOn = (file: Pick<AgencyFile, 'grants'>, day: Day, terminatedOn: Day | null = null): readonly Filing[] =>
  lastFilings(file, day, terminatedOn).filter((filing) => holds(filing, day))

/** The day with which filings have ended on which a measure has put an end; null where none has. */
export function terminatedOn (inForce: readonly InForce[]): Day | null {
  return inForce.filter(({ measure }) => TERMINATING.has(measure)).map(({ from }) => from).sort().at(-1) ?? null
}

/** Whether no further filing of the agency is accepted. */
export const isRefused = (inForce: readonly InForce[]): boolean => inForce.some(({ measure }) => measure === REFUSING)

export interface Standing { readonly status: AgencyStatus, readonly filings: readonly Filing[] }

/**
 * Status and filings on a day. What bars an agency for good comes first, then whether it is on file at all, then what it may not do for now.
 * @param inForce the measures in force against it on that day
 */
export function agencyOn (file: Pick<AgencyFile, 'grants'>, day: Day, inForce: readonly InForce[]): Standing {
  if (isRefused(inForce)) return { status: 'refused-refiling', filings: [] }
  const ended = terminatedOn(inForce)
  const last = lastFilings(file, day, ended)
  const filings = last.filter((filing) => holds(filing, day))
  if (filings.length === 0) {
    if (last.some(({ until }) => until !== null && until < day)) return { status: 'expired', filings }
    return { status: ended !== null ? 'terminated' : 'unfiled', filings }
  }
  if (inForce.some(({ measure }) => measure === SUSPENDING)) return { status: 'suspended', filings }
  return { status: inForce.some(({ measure }) => RECTIFYING.has(measure)) ? 'rectifying' : 'active', filings }
}

/** Whether an agency with this status is in the directory. */
export const isOnFile = (status: AgencyStatus): boolean => status === 'active' || status === 'rectifying' || status === 'suspended'
