/** Whether what an inspection found fits the checklist, and which conduct each row stands for. */
import { factFaults, type Fault } from '../fact-faults.ts'
import type { Vocabulary } from '../vocabulary.ts'
import type { Check } from './campaign.ts'
import { conductsOfRow, type CheckConduct, type Checklist, type CheckRow } from './checklist.ts'

/** A row or an item of one, as it may be named in a result. */
export interface Place { readonly row: CheckRow, readonly conducts: readonly string[] }

/** Every row and every item of it by its id. */
export function placesOf ({ rows }: Pick<Checklist, 'rows'>): ReadonlyMap<string, Place> {
  const places = new Map<string, Place>()
  for (const row of rows) {
    for (const { id, conducts } of row.items) places.set(id, { row, conducts: conducts.map(({ code }: CheckConduct) => code) })
    places.set(row.id, { row, conducts: conductsOfRow(row) })
  }
  return places
}

/** The conduct that a check is about: the one named, or the only one of its row; null where none is said. */
export const conductOf = ({ conduct }: Check, { conducts }: Pick<Place, 'conducts'>): string | null => conduct ?? (conducts.length === 1 ? conducts[0] ?? null : null)

/** What is wrong with the checks of a result. */
export function checkFaults (vocabulary: Vocabulary, places: ReadonlyMap<string, Place>, checks: readonly Check[]): Fault[] {
  const seen = new Set<string>()
  return checks.flatMap((check, index): Fault[] => {
    const pointer = `/checks/${index}`
    const place = places.get(check.row)
    if (!place) return [{ pointer: `${pointer}/row`, detail: { zh: '检查表中没有这一行', en: 'the checklist has no such row' } }]
    if (check.conduct !== undefined && !place.conducts.includes(check.conduct)) return [{ pointer: `${pointer}/conduct`, detail: { zh: '该行没有这一行为', en: 'is no conduct of this row' } }]
    const conduct = conductOf(check, place)
    if (check.result === 'failed' && conduct === null) return [{ pointer: `${pointer}/conduct`, detail: { zh: '该行有几种行为，须指明发现的是哪一种', en: 'the row has several conducts: name the one that was found' } }]
    const key = `${check.row} ${conduct ?? ''}`
    if (seen.has(key)) return [{ pointer, detail: { zh: '同一行的同一行为已有记录', en: 'this conduct of this row is there already' } }]
    seen.add(key)
    return factFaults(vocabulary, check.facts ?? {}, conduct, pointer)
  })
}
