/** Keys of machine clients and the audit in a PostgreSQL database. */
import { keyColumns, keyRow, type AccessStore, type AuditFilter } from '../access.ts'
import { causeOf } from './connection.ts'
import { and, asc, desc, eq, isNull, lt, sql, type Drizzle } from './drizzle.ts'
import { apiKeys, audit } from './tables.ts'

const conditions = ({ region, actor, recordId }: AuditFilter, before: number | undefined) => and(
  region === '' ? undefined : sql`${audit.region} >= ${region} and ${audit.region} < ${`${region}~`}`,
  actor === undefined ? undefined : eq(audit.actor, actor),
  recordId === undefined ? undefined : eq(audit.recordId, recordId),
  before === undefined ? undefined : lt(audit.position, before)
)

/** What a statement gave, or what the driver said. */
async function run<T> (statement: PromiseLike<T>): Promise<T> {
  try {
    return await statement
  } catch (error) {
    throw causeOf(error)
  }
}

export function makeAccess (db: Drizzle): AccessStore {
  return {
    addApiKey: async (key) => { await run(db.insert(apiKeys).values(keyColumns(key))) },
    async apiKey (id) {
      const [row] = await run(db.select().from(apiKeys).where(eq(apiKeys.id, id)))
      return row ? keyRow(row) : null
    },
    apiKeys: async () => (await run(db.select().from(apiKeys).orderBy(asc(apiKeys.createdAt), asc(apiKeys.id)))).map(keyRow),
    revokeApiKey: async (id, revokedAt) => ((await run(db.update(apiKeys).set({ revokedAt }).where(and(eq(apiKeys.id, id), isNull(apiKeys.revokedAt))))).rowCount ?? 0) > 0,
    addAudit: async (asked) => { await run(db.insert(audit).values({ ...asked, position: sql`default` })) },
    audit: async (filter, { before, limit }) => await run(db.select().from(audit).where(conditions(filter, before)).orderBy(desc(audit.position)).limit(limit))
  }
}
