/** What is used of drizzle, and how rows go in and out as JSON. Loaded as CommonJS: its ES modules load every dialect, which costs the start six times as much. */
import { createRequire } from 'node:module'
import type { SQL } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'

const require = createRequire(import.meta.url)

export const { drizzle } = require('drizzle-orm/node-postgres') as typeof import('drizzle-orm/node-postgres')
export const { bigint, boolean, integer, pgTable, text, union, unionAll } = require('drizzle-orm/pg-core') as typeof import('drizzle-orm/pg-core')
export const { and, asc, desc, eq, getTableColumns, gt, gte, inArray, isNull, lt, lte, or, sql } = require('drizzle-orm') as typeof import('drizzle-orm')

export const { placeholder } = sql

export type Drizzle = import('drizzle-orm/node-postgres').NodePgDatabase

/** Joins what was written for each column of a table, under its name in TypeScript. */
function ofColumns (table: PgTable, write: (name: SQL, sqlType: SQL) => SQL): SQL {
  return sql.join(Object.entries(getTableColumns(table)).map(([name, column]) => write(sql.identifier(name).getSQL(), sql.raw(column.getSQLType()))), sql`, `)
}

/**
 * The rows of a table, given as a list in one JSON text (the placeholder `rows`), as `given`: a statement stays the same, and is prepared once, for any
 * number of them.
 */
export const givenRows = (table: PgTable): SQL => sql`json_to_recordset(${placeholder('rows')}::json) as given(${ofColumns(table, (name, type) => sql`${name} ${type}`)})`

/** The columns of `given`, in the order in which drizzle's INSERT names those of the table. */
export const givenColumns = (table: PgTable): SQL => ofColumns(table, (name) => sql`given.${name}`)

/** A row of a table as a JSON object, read as drizzle reads a row. */
export function asJson<T extends PgTable> (table: T): SQL<T['$inferSelect']> {
  const pairs = Object.entries(getTableColumns(table)).map(([name, column]) => sql`${sql.raw(`'${name}'`)}, ${column}`)
  return sql<T['$inferSelect']>`json_build_object(${sql.join(pairs, sql`, `)})`
}
