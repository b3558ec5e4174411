/** Keys of machine clients and the audit in a PostgreSQL database. */
import { keyColumns, keyRow, type AccessStore } from '../access.ts'
import { auditWhere } from '../filter.ts'
import { orCause } from './connection.ts'
import { and, asc, desc, eq, isNull, sql, type Drizzle } from './drizzle.ts'
import { apiKeys, audit } from './tables.ts'

export function makeAccess (db: Drizzle): AccessStore {
  return {
    addApiKey: async (key) => { await orCause(db.insert(apiKeys).values(keyColumns(key))) },
    async apiKey (id) {
      const [row] = await orCause(db.select().from(apiKeys).where(eq(apiKeys.id, id)))
      return row ? keyRow(row) : null
    },
    apiKeys: async () => (await orCause(db.select().from(apiKeys).orderBy(asc(apiKeys.createdAt), asc(apiKeys.id)))).map(keyRow),
    revokeApiKey: async (id, revokedAt) => ((await orCause(db.update(apiKeys).set({ revokedAt }).where(and(eq(apiKeys.id, id), isNull(apiKeys.revokedAt))))).rowCount ?? 0) > 0,
    addAudit: async (asked) => { await orCause(db.insert(audit).values({ ...asked, position: sql`default` })) },
    audit: async (filter, { before, limit }) => await orCause(db.select().from(audit).where(auditWhere(audit, filter, before)).orderBy(desc(audit.position)).limit(limit))
  }
}
