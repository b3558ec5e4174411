/** Seeded stores for tests: what there is in one, and the plan that made it. */
import type { Test } from 'tap'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { INDEX_KEY } from '../deps.ts'
import { loadRules } from '../../src/rulesets/load.ts'
import { fill, type Filled } from '../../src/seed/fill.ts'
import type { Plan } from '../../src/seed/plan.ts'
import { openSqlite } from '../../src/store/sqlite/store.ts'
import type { Store } from '../../src/store/store.ts'
import { NAMES } from '../../src/store/tables.ts'

const Database = createRequire(import.meta.url)('better-sqlite3') as typeof import('better-sqlite3')

export const rules = loadRules()

export const plan = (over: Partial<Plan> = {}): Plan =>
  ({ cases: 300, seed: 'test', until: '2026-11-21', algorithm: 'sha256', indexKey: INDEX_KEY, fairness: { anotherPersonDecides: true, notHeavierThanNotified: true }, engine: '0.1.0', ...over })

/** Rows of a database beside its store. */
export function rows <Row> (path: string, text: string): Row[] {
  const database = new Database(path, { readonly: true })
  try {
    return database.prepare(text).all() as Row[]
  } finally {
    database.close()
  }
}

/** Every row of every table. */
export const dump = (path: string): Record<string, readonly string[]> =>
  Object.fromEntries(Object.values(NAMES).map((name) => [name, rows(path, `select * from ${name}`).map((row) => JSON.stringify(row)).sort()]))

export interface Seeded { readonly path: string, readonly store: Store, readonly filled: Filled }

/** A store filled as planned. */
export async function seeded (t: Test, over: Partial<Plan> = {}, workers = 0): Promise<Seeded> {
  const path = join(t.testdir({}), 'seeded.db')
  const store = await openSqlite(`file:${path}`)
  t.teardown(() => store.close())
  const filled = await fill({ store, rules, plan: plan(over), workers })
  return { path, store, filled }
}
