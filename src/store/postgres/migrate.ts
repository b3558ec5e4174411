/** The schema of a PostgreSQL database: which it is, and how it is brought up to date. */
import { migrationsOf, mustBeCurrent, pending, type Migrated, type Migration } from '../migrations.ts'
import { WrongSchema } from '../store.ts'
import { makePool, placeOf, reasonOf, type Pool, type PoolClient } from './connection.ts'
import { NAMES } from '../tables.ts'

/** 'EVNH': whoever migrates holds this lock, so that several instances may do so at once. */
const MIGRATION_LOCK = 0x45564e48

type Queries = Pick<PoolClient, 'query'>

/**
 * The version of the schema; 0 where nothing of this service is there yet.
 * @throws WrongSchema where tables of the same names belong to something else
 */
async function versionOf (client: Queries): Promise<number> {
  const { rows: [found] } = await client.query<{ ours: boolean, taken: string | null }>(`
    select exists (
      select from information_schema.columns
      where table_schema = current_schema and table_name = 'schema_version' and column_name = 'version' and data_type = 'integer'
    ) as ours, (
      select string_agg(table_name, ', ' order by table_name) from information_schema.tables
      where table_schema = current_schema and table_name = any($1)
    ) as taken`, [['schema_version', ...Object.values(NAMES)]])
  if (found?.ours) {
    const { rows: [newest] } = await client.query<{ version: number }>('select coalesce(max(version), 0) as version from schema_version')
    return newest?.version ?? 0
  }
  if (found?.taken) throw new WrongSchema(`the database holds tables of something else (${found.taken})`)
  return 0
}

/** In words that say where: of the many databases of an authority this may be the wrong one. */
const told = (url: string, error: unknown): Error => error instanceof WrongSchema
  ? new WrongSchema(`${placeOf(url)}: ${error.message}`)
  : new Error(`${placeOf(url)}: ${reasonOf(error)}`, { cause: error })

/** @throws WrongSchema unless the schema is that of this version of the service; Error where the database cannot be reached */
export async function checkSchema (pool: Pool, url: string): Promise<void> {
  try {
    mustBeCurrent(migrationsOf('postgres'), await versionOf(pool))
  } catch (error) {
    throw told(url, error)
  }
}

/** Runs one migration unless somebody else has; the lock goes with the transaction. */
async function run (client: Queries, { version, name, sql }: Migration): Promise<void> {
  await client.query('begin')
  await client.query('select pg_advisory_xact_lock($1)', [MIGRATION_LOCK])
  if (await versionOf(client) < version) {
    await client.query('create table if not exists schema_version (version integer primary key, name text not null, run_at timestamptz not null default now())')
    await client.query(sql)
    await client.query('insert into schema_version (version, name) values ($1, $2)', [version, name])
  }
  await client.query('commit')
}

/** @throws WrongSchema where the texts of a case could not be kept */
async function checkEncoding (client: Queries): Promise<void> {
  const { rows: [row] } = await client.query<{ server_encoding: string }>('show server_encoding')
  if (row?.server_encoding !== 'UTF8') throw new WrongSchema(`the database has the encoding ${row?.server_encoding}: make one with UTF8`)
}

/**
 * Brings the schema up to date; safe where several do so at once.
 * @throws WrongSchema where it is newer than this version of the service, or the database is none of this service; Error where it cannot be reached
 */
export async function migratePostgres (url: string): Promise<Migrated> {
  const pool = makePool(url, { max: 1 })
  const all = migrationsOf('postgres')
  try {
    const client = await pool.connect()
    try {
      await checkEncoding(client)
      const from = await versionOf(client)
      for (const migration of pending(all, from)) await run(client, migration)
      return { from, to: all.length }
    } finally {
      // Closed, not kept: what is left of a migration that failed is undone by that.
      client.release(true)
    }
  } catch (error) {
    throw told(url, error)
  } finally {
    await pool.end()
  }
}
