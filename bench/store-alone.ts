/** What the store alone does without a service before it: units of invented cases, so many in flight. And what a wait for the disk costs here. */
import { closeSync, fdatasyncSync, openSync, writeSync } from 'node:fs'
import { loadRules } from '../src/rulesets/load.ts'
import { happenings } from '../src/seed/plan.ts'
import { openSqlite, type SqliteOptions } from '../src/store/sqlite/store.ts'
import type { Unit } from '../src/store/store.ts'
import { version } from '../src/version.ts'
import { median } from './numbers.ts'

export const inventUnits = (cases: number): readonly Unit[] =>
  Array.from(happenings(loadRules(), { cases, seed: 'bench', until: '2026-06-30', algorithm: 'sha256', indexKey: new Uint8Array(32), fairness: { anotherPersonDecides: true, notHeavierThanNotified: true }, engine: version }), ({ unit }) => unit)

/** Units a second that a store in an empty file takes. They are written in the order in which they build on each other. */
export async function storeRate (path: string, units: readonly Unit[], inFlight: number, options: SqliteOptions): Promise<number> {
  const store = await openSqlite(`file:${path}`, options)
  try {
    const began = performance.now()
    for (let first = 0; first < units.length; first += inFlight) await Promise.all(units.slice(first, first + inFlight).map((unit) => store.commit(unit)))
    return units.length / (performance.now() - began) * 1000
  } finally {
    await store.close()
  }
}

/** Milliseconds that a page appended to a file takes to be on disk. */
export function syncMs (path: string): number {
  const file = openSync(path, 'w')
  const page = Buffer.alloc(4096, 1)
  try {
    return median(Array.from({ length: 300 }, () => {
      writeSync(file, page)
      const began = performance.now()
      fdatasyncSync(file)
      return performance.now() - began
    }))
  } finally {
    closeSync(file)
  }
}
