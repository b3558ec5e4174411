/** Where agencies stand on a day: their files with the measures in force against them. */
import type { AgencyFile } from '../domain/agency/agency.ts'
import { agencyOn, type Standing } from '../domain/agency/status.ts'
import { addDays, type Day } from '../domain/day.ts'
import type { Counted } from '../domain/record/case.ts'
import type { Store } from '../store/store.ts'
import type { Kept } from './register.ts'

export type StandingRows = Awaited<ReturnType<Store['standing']>>

/** An agency with what is in force against it on a day. */
export interface Placed { readonly kept: Kept<AgencyFile>, readonly rows: StandingRows, readonly standing: Standing }

export const placedOn = (kept: Kept<AgencyFile>, on: Day, rows: StandingRows): Placed => ({ kept, rows, standing: agencyOn(kept.file, on, rows) })

/** So many are looked up together. */
const AT_ONCE = 200

/** Each with where it stands, in their order. */
export async function * placed (store: Pick<Store, 'standing'>, agencies: AsyncIterable<Kept<AgencyFile>>, on: Day): AsyncGenerator<Placed> {
  let some: Kept<AgencyFile>[] = []
  async function * lookedUp (): AsyncGenerator<Placed> {
    const rows = Map.groupBy(await store.standing(some.map(({ row }) => row.subjectKey), on), ({ subjectKey }) => subjectKey)
    for (const kept of some) yield placedOn(kept, on, rows.get(kept.row.subjectKey) ?? [])
    some = []
  }
  for await (const kept of agencies) {
    some.push(kept)
    if (some.length === AT_ONCE) yield * lookedUp()
  }
  if (some.length > 0) yield * lookedUp()
}

/** A rectification that a decision set a day for. */
export interface Rectification { readonly recordId: string, readonly kind: Counted['kind'], readonly by: Day, readonly rectifiedOn: Day | null, readonly overdue: boolean }

/** Those of the decisions that had been served by a day, as they stood on it. */
export function rectificationsOn (decisions: readonly Counted[], on: Day): Rectification[] {
  return decisions.flatMap(({ recordId, kind, servedOn, rectifyBy, rectifiedOn }) => {
    if (rectifyBy === null || servedOn > on) return []
    const done = rectifiedOn !== null && rectifiedOn <= on ? rectifiedOn : null
    return [{ recordId, kind, by: rectifyBy, rectifiedOn: done, overdue: done === null && addDays(rectifyBy, 1) <= on }]
  })
}
