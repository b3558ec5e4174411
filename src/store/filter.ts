/**
 * A filter as a condition, the same in both databases. Every value is a placeholder, so that one prepared statement serves all filters of one shape;
 * `kind` and `reconsider` are written out, because an index on part of the rows is only used where the statement says which part.
 */
import { createRequire } from 'node:module'
import type { Column, SQL } from 'drizzle-orm'
import type { AuditFilter } from './access.ts'
import type { Filter } from './store.ts'

const { and, sql } = createRequire(import.meta.url)('drizzle-orm') as typeof import('drizzle-orm')

/** The columns that a listing looks at. `found` are those of record_conducts, joined where `byConduct` says so. */
export interface Searched {
  readonly records: Readonly<Record<'id' | 'kind' | 'state' | 'jurisdiction' | 'province' | 'city' | 'subjectType' | 'subjectKey' | 'tier' | 'due' | 'closedOn' | 'barsUntil' | 'reconsider', Column>>
  readonly found: Readonly<Record<'conduct' | 'recordId', Column>>
}

type Values = Record<string, string | number>

export interface Listing {
  /** equal for listings that one statement serves */
  readonly shape: string
  /** whether record_conducts has to be joined, and its record_id to be the order, which its index has */
  readonly byConduct: boolean
  /** of the placeholders, `limit` among them */
  readonly values: Values
  readonly where: (columns: Searched) => SQL | undefined
}

const LAST_MS = 2 ** 48 - 1

/**
 * The text that sorts just before every UUIDv7 made at or after an instant and after all those made before it: such an id begins with the
 * milliseconds since 1970, 12 hexadecimal digits with a hyphen after the eighth.
 */
export function idBound (ms: number): string {
  const whole = Math.ceil(ms)
  if (whole > LAST_MS) return 'g'
  const digits = Math.max(whole, 0).toString(16).padStart(12, '0')
  return `${digits.slice(0, 8)}-${digits.slice(8)}`
}

const REGIONS: Readonly<Record<number, string>> = { 2: 'province', 4: 'city', 6: 'jurisdiction' }

/** @throws RangeError where `region` has other than 2, 4 or 6 digits */
function regionName (region: string): string {
  const name = REGIONS[region.length]
  if (name === undefined) throw new RangeError(`a region has 2, 4 or 6 digits: ${region}`)
  return name
}

function given (filter: Filter, before: string | undefined): Values {
  const { region, openedFrom, openedBefore, state, subjectType, subjectKey, tier, conduct, dueBefore, retention } = filter
  const all: Record<string, string | undefined> = {
    ...(region === undefined ? {} : { [regionName(region)]: region }),
    state,
    subjectType,
    subjectKey,
    tier,
    conduct,
    dueBefore,
    closedBefore: retention?.closedBefore,
    barsBefore: retention?.barsBefore,
    openedFrom: openedFrom === undefined ? undefined : idBound(openedFrom),
    openedBefore: openedBefore === undefined ? undefined : idBound(openedBefore),
    before
  }
  return Object.fromEntries(Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined))
}

/** Records of a kind, newest first, all that are given of the filter holding. */
export function listing (filter: Filter, { before, limit }: { readonly before?: string, readonly limit: number }): Listing {
  const values = given(filter, before)
  const names = Object.keys(values)
  const byConduct = 'conduct' in values
  const { kind = 'case', reconsider } = filter
  return {
    shape: [kind, ...names, ...(reconsider === undefined ? [] : [String(reconsider)])].join(),
    byConduct,
    values: { ...values, limit },
    where ({ records, found }) {
      // The order is that of the column that is ordered by: bounds on the other would not spare reading past them.
      const id = byConduct ? found.recordId : records.id
      const bounds: Record<string, SQL> = {
        conduct: sql`${found.conduct} = ${sql.placeholder('conduct')}`,
        dueBefore: sql`${records.due} < ${sql.placeholder('dueBefore')}`,
        closedBefore: sql`${records.closedOn} < ${sql.placeholder('closedBefore')}`,
        barsBefore: sql`(${records.barsUntil} is null or ${records.barsUntil} < ${sql.placeholder('barsBefore')})`,
        openedFrom: sql`${id} >= ${sql.placeholder('openedFrom')}`,
        openedBefore: sql`${id} < ${sql.placeholder('openedBefore')}`,
        before: sql`${id} < ${sql.placeholder('before')}`
      }
      return and(
        sql`${records.kind} = ${sql.raw(`'${kind}'`)}`,
        ...(reconsider === undefined ? [] : [sql`${records.reconsider} = ${sql.raw(String(reconsider))}`]),
        ...names.map((name) => bounds[name] ?? sql`${records[name as keyof Searched['records']]} = ${sql.placeholder(name)}`)
      )
    }
  }
}

type AuditColumns = Readonly<Record<'position' | 'region' | 'actor' | 'recordId', Column>>

/** Which entries of the audit are wanted. */
export const auditWhere = (audit: AuditColumns, { region, actor, recordId }: AuditFilter, before: number | undefined): SQL | undefined => and(
  region === '' ? undefined : sql`${audit.region} >= ${region} and ${audit.region} < ${`${region}~`}`,
  actor === undefined ? undefined : sql`${audit.actor} = ${actor}`,
  recordId === undefined ? undefined : sql`${audit.recordId} = ${recordId}`,
  before === undefined ? undefined : sql`${audit.position} < ${before}`
)
