/** Opening stores for a test, and looking at all that is in a database. */
import type { Test } from 'tap'
import type { Store, Unit } from '../../src/store/store.ts'
import { NAMES } from '../../src/store/tables.ts'
import { seal } from '../sealed.ts'
import type { Fresh, TestDatabase } from './contract.ts'

/** A store that is closed when the test ends. */
export async function openFor (t: Test, database: Pick<TestDatabase, 'open'>): Promise<Store> {
  const store = await database.open()
  t.teardown(() => store.close())
  return store
}

/** A store on an empty database. */
export async function freshStore (t: Test, fresh: Fresh): Promise<{ readonly store: Store, readonly database: TestDatabase }> {
  const database = await fresh(t)
  return { database, store: await openFor(t, database) }
}

/** Every row of every table. */
export async function dump ({ sql }: TestDatabase): Promise<Record<string, readonly string[]>> {
  const tables: Record<string, readonly string[]> = {}
  for (const name of Object.values(NAMES)) tables[name] = (await sql(`select * from ${name}`)).map((row) => JSON.stringify(row)).sort()
  return tables
}

/** A unit is refused for this reason, and not a row is another than before. */
export async function refused (t: Test, { store, database }: { store: Store, database: TestDatabase }, unit: Unit, reason: new () => Error): Promise<void> {
  const before = await dump(database)
  const error: unknown = await store.commit(unit).then(() => undefined, (error: unknown) => error)
  t.equal((error as Error | undefined)?.constructor, reason, `refused with ${reason.name}`)
  t.strictSame(await dump(database), before, 'nothing was written')
}

/** Databases of which every store encrypts. */
export const encrypted = (fresh: Fresh): Fresh => async (t) => {
  const database = await fresh(t)
  return { ...database, open: async () => (await seal(await database.open())).store }
}
