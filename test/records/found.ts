/** Whether what was done to a store is found: by the record that it was done to, and by the store as a whole. */
import type { Test } from 'tap'
import { checkStore } from '../../src/records/check-store.ts'
import type { Store } from '../../src/store/store.ts'
import { keyOf } from '../deps.ts'
import { rules, type Story } from './story.ts'
import type { Hand, Row, Undo } from './tampering.ts'

/** A row of each kind: not every step is tried with everything, but each type of them. */
export function kindOf (table: string, row: Row): string {
  if (table === 'steps') return (JSON.parse(String(row.content)) as { type: string }).type
  if (table === 'records') return `${String(row.kind)} ${String(row.state)}`
  return String(row.type ?? row.measure ?? row.kind ?? row.conduct ?? '')
}
export const oneOfEach = (table: string, rows: readonly Row[]): Row[] => [...new Map(rows.map((row) => [kindOf(table, row), row])).values()]

export interface Bench { readonly hand: Hand, readonly store: Store, readonly story: Story }

export async function faults ({ store }: Bench): Promise<string[]> {
  const found: string[] = []
  await checkStore(store, rules.book, keyOf, { fault: (what, detail) => { found.push(`${what}: ${detail}`) }, progress: () => {} })
  return found
}

/** @returns null where the record is there and valid */
async function faultOf ({ story: { records } }: Bench, id: string): Promise<string | null> {
  const { valid, firstFault } = await records.verification(id).catch(() => ({ valid: false, firstFault: { detail: 'there is no such record' } }))
  return valid ? null : firstFault?.detail ?? ''
}

/** Something was done: it is found, by the record and by the store, and once it is undone all is well. */
export async function isFound (t: Test, bench: Bench, undo: Undo, what: string, id?: string): Promise<void> {
  const [whole, one] = [await faults(bench), id === undefined ? undefined : await faultOf(bench, id)]
  await undo()
  t.not(whole.length, 0, `${what}: found in the store`)
  if (id !== undefined) t.not(one, null, `${what}: found in the record`)
}

export async function isNotFound (t: Test, bench: Bench, undo: Undo, what: string): Promise<void> {
  const whole = await faults(bench)
  await undo()
  t.strictSame(whole, [], `${what}: not found, as listed`)
}

export const isWell = async (t: Test, bench: Bench): Promise<void> => {
  t.strictSame(await faults(bench), [], 'all is as it was written')
}

export const ownerOf = (row: Row): string => String(row.record_id ?? row.id)
