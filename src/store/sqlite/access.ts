/** Keys of machine clients and the audit in a SQLite file. */
import { keyColumns, keyRow, type AccessStore } from '../access.ts'
import { auditWhere } from '../filter.ts'
import { and, asc, desc, eq, getTableColumns, isNull, placeholder, placeholders, settings, sql, type Drizzle } from './drizzle.ts'
import { apiKeys, audit } from './tables.ts'

/** As AccessStore, before it is made asynchronous. */
export type SyncAccess = { readonly [Name in keyof AccessStore]: (...given: Parameters<AccessStore[Name]>) => Awaited<ReturnType<AccessStore[Name]>> }

function prepare (db: Drizzle) {
  const id = placeholder('id')
  const { position: _made, ...given } = placeholders(audit)
  return {
    add: db.insert(apiKeys).values(placeholders(apiKeys)).prepare(),
    byId: db.select().from(apiKeys).where(eq(apiKeys.id, id)).prepare(),
    all: db.select().from(apiKeys).orderBy(asc(apiKeys.createdAt), asc(apiKeys.id)).prepare(),
    revoke: db.update(apiKeys).set(settings(apiKeys, ['revokedAt'])).where(and(eq(apiKeys.id, id), isNull(apiKeys.revokedAt))).prepare(),
    addAudit: db.insert(audit).values({ ...given, position: sql`null` }).prepare()
  }
}

export function makeAccess (db: Drizzle): SyncAccess {
  const statements = prepare(db)
  return {
    addApiKey: (key) => { statements.add.run({ ...keyColumns(key) }) },
    apiKey: (id) => { const row = statements.byId.get({ id }); return row ? keyRow(row) : null },
    apiKeys: () => statements.all.all().map(keyRow),
    revokeApiKey: (id, revokedAt) => statements.revoke.run({ id, revokedAt }).changes > 0,
    addAudit: (asked) => { statements.addAudit.run({ ...asked }) },
    // Asked seldom, in ways that differ: not prepared.
    audit: (filter, { before, limit }) => db.select(getTableColumns(audit)).from(audit).where(auditWhere(audit, filter, before)).orderBy(desc(audit.position)).limit(limit).all()
  }
}
