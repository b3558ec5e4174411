/** The wrapped keys in a PostgreSQL database. */
import type { Keys } from '../keys.ts'
import { orCause } from './connection.ts'
import { and, asc, eq, givenColumns, givenRows, gt, placeholder, sql, type Drizzle } from './drizzle.ts'
import { dataKeys, vaultKeys } from './tables.ts'

function prepare (db: Drizzle) {
  return {
    named: db.select().from(vaultKeys).orderBy(asc(vaultKeys.name)).prepare('named_keys'),
    addNamed: db.insert(vaultKeys).select(sql`select ${givenColumns(vaultKeys)} from ${givenRows(vaultKeys)} order by 1`).onConflictDoNothing().prepare('add_named_keys'),
    of: db.select({ keyId: dataKeys.keyId, wrapped: dataKeys.wrapped }).from(dataKeys).where(eq(dataKeys.recordId, placeholder('recordId'))).prepare('data_key_of'),
    others: db.select().from(dataKeys).where(and(gt(dataKeys.recordId, placeholder('after')), sql`${dataKeys.keyId} <> ${placeholder('keyId')}`)).orderBy(asc(dataKeys.recordId)).limit(placeholder('limit')).prepare('other_data_keys'),
    count: db.select({ keyId: dataKeys.keyId, count: sql<number>`count(*)::int` }).from(dataKeys).groupBy(dataKeys.keyId).orderBy(asc(dataKeys.keyId)).prepare('count_data_keys'),
    // All of a page in one statement.
    rewrap: db.update(dataKeys).set({ keyId: sql`given."keyId"`, wrapped: sql`given.wrapped` })
      .from(sql`json_to_recordset(${placeholder('rows')}::json) as given("recordId" text, "keyId" text, wrapped text, "from" text)`)
      .where(sql`${dataKeys.recordId} = given."recordId" and ${dataKeys.wrapped} = given."from"`).prepare('rewrap'),
    rewrapNamed: db.update(vaultKeys).set({ keyId: sql`given."keyId"`, wrapped: sql`given.wrapped` })
      .from(sql`json_to_recordset(${placeholder('rows')}::json) as given(name text, "keyId" text, wrapped text, "from" text)`)
      .where(sql`${vaultKeys.name} = given.name and ${vaultKeys.wrapped} = given."from"`).prepare('rewrap_named')
  }
}

export function makeKeys (db: Drizzle): Keys {
  const statements = prepare(db)
  return {
    namedKeys: () => orCause(statements.named.execute()),
    addNamedKeys: async (keys) => { await orCause(statements.addNamed.execute({ rows: JSON.stringify(keys) })) },
    dataKeyOf: async (recordId) => (await orCause(statements.of.execute({ recordId })))[0] ?? null,
    otherDataKeys: (page) => orCause(statements.others.execute(page)),
    rewrapDataKeys: async (keys) => (await orCause(statements.rewrap.execute({ rows: JSON.stringify(keys) }))).rowCount ?? 0,
    rewrapNamedKeys: async (keys) => (await orCause(statements.rewrapNamed.execute({ rows: JSON.stringify(keys) }))).rowCount ?? 0,
    countDataKeys: () => orCause(statements.count.execute())
  }
}
