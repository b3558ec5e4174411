/** Who asks: as what, where, at which level. */
import type { Actor } from '../domain/record/case.ts'
import { regionPrefix } from '../domain/book.ts'

/** What somebody may be here. */
export const ROLES = ['portal', 'officer', 'decider', 'reviewer', 'auditor', 'admin'] as const
export type Role = typeof ROLES[number]

/** The right to see whom a record is about. */
export const PII_READ = 'pii:read'

/** What somebody may see of the records. */
export interface Access {
  /** leading digits of the places whose records are seen (GB/T 2260): 2, 4 or 6; empty for the whole country */
  readonly region: string
  /** whether names and numbers of persons are shown as they are */
  readonly pii: boolean
}

/** What is seen where nobody is kept from anything: by the service itself, and by everybody while authentication is off. */
export const EVERYTHING: Access = { region: '', pii: true }

export interface Principal extends Access, Actor {
  readonly roles: ReadonlySet<Role>
}

/** With authentication off, whoever reaches the loopback may do everything; who acts is in the headers. */
export const ANYBODY: Principal = { id: '', level: '', roles: new Set(ROLES), ...EVERYTHING }

export const within = (region: string, jurisdiction: string): boolean => jurisdiction.startsWith(region)

const isRole = (name: unknown): name is Role => (ROLES as readonly unknown[]).includes(name)
const REGION = /^(\d{2}|\d{4}|\d{6})?$/
const WHOLE_COUNTRY = /^0+$/

/** A region as it was given, as leading digits; undefined where it is none. */
export function regionOf (given: unknown): string | undefined {
  if (typeof given !== 'string' || !REGION.test(given)) return undefined
  return given === '' || WHOLE_COUNTRY.test(given) ? '' : regionPrefix(given)
}

export interface Claims { readonly id: string, readonly roles: readonly unknown[], readonly region: unknown, readonly level: unknown, readonly pii: boolean }

/**
 * What somebody is whose word has been proved. A role that is tied to a place and a level is worth nothing without them: then only questions and
 * standing checks are left.
 */
export function principalOf (levels: Readonly<Record<string, unknown>>, { id, roles, region, level, pii }: Claims): Principal {
  const known = roles.filter(isRole)
  const place = regionOf(region)
  const isPlaced = place !== undefined && typeof level === 'string' && Object.hasOwn(levels, level)
  return isPlaced
    ? { id, level, region: place, pii, roles: new Set(known) }
    // No jurisdiction begins with this.
    : { id, level: '', region: '-', pii: false, roles: new Set(known.filter((role) => role === 'portal')) }
}
