/** The wrapped keys in a SQLite file. */
import type { DataKey, Keys, NamedKey, Rewrapped } from '../keys.ts'
import { and, asc, eq, gt, placeholder, placeholders, settings, sql, type Connection, type Drizzle } from './drizzle.ts'
import { dataKeys, vaultKeys } from './tables.ts'

/** As Keys, before it is made asynchronous. */
export type SyncKeys = { readonly [Name in keyof Keys]: (...given: Parameters<Keys[Name]>) => Awaited<ReturnType<Keys[Name]>> }

function prepare (db: Drizzle) {
  const from = placeholder('from')
  return {
    named: db.select().from(vaultKeys).orderBy(asc(vaultKeys.name)).prepare(),
    addNamed: db.insert(vaultKeys).values(placeholders(vaultKeys)).onConflictDoNothing().prepare(),
    of: db.select({ keyId: dataKeys.keyId, wrapped: dataKeys.wrapped }).from(dataKeys).where(eq(dataKeys.recordId, placeholder('recordId'))).prepare(),
    others: db.select().from(dataKeys).where(and(gt(dataKeys.recordId, placeholder('after')), sql`${dataKeys.keyId} <> ${placeholder('keyId')}`)).orderBy(asc(dataKeys.recordId)).limit(placeholder('limit')).prepare(),
    rewrap: db.update(dataKeys).set(settings(dataKeys, ['keyId', 'wrapped'])).where(and(eq(dataKeys.recordId, placeholder('recordId')), eq(dataKeys.wrapped, from))).prepare(),
    rewrapNamed: db.update(vaultKeys).set(settings(vaultKeys, ['keyId', 'wrapped'])).where(and(eq(vaultKeys.name, placeholder('name')), eq(vaultKeys.wrapped, from))).prepare(),
    count: db.select({ keyId: dataKeys.keyId, count: sql<number>`count(*)` }).from(dataKeys).groupBy(dataKeys.keyId).orderBy(asc(dataKeys.keyId)).prepare()
  }
}

const sum = (counts: readonly number[]): number => counts.reduce((all, one) => all + one, 0)

export function makeKeys (connection: Connection, db: Drizzle): SyncKeys {
  const statements = prepare(db)
  return {
    namedKeys: () => statements.named.all(),
    addNamedKeys: connection.transaction((keys: readonly NamedKey[]) => { for (const key of keys) statements.addNamed.run({ ...key }) }).immediate,
    dataKeyOf: (recordId) => statements.of.get({ recordId }) ?? null,
    otherDataKeys: (page) => statements.others.all(page),
    rewrapDataKeys: connection.transaction((keys: readonly Rewrapped<DataKey>[]) => sum(keys.map((key) => statements.rewrap.run({ ...key }).changes))).immediate,
    rewrapNamedKeys: connection.transaction((keys: readonly Rewrapped<NamedKey>[]) => sum(keys.map((key) => statements.rewrapNamed.run({ ...key }).changes))).immediate,
    countDataKeys: () => statements.count.all()
  }
}
