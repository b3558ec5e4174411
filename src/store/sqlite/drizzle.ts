/** The driver and what is used of drizzle. Loaded as CommonJS: its ES modules load every dialect, which costs the start six times as much. */
import { createRequire } from 'node:module'
import type { Placeholder, SQL } from 'drizzle-orm'
import type { SQLiteTable } from 'drizzle-orm/sqlite-core'

const require = createRequire(import.meta.url)

export const Database = require('better-sqlite3') as typeof import('better-sqlite3')
export const { SqliteError } = Database
export const { drizzle } = require('drizzle-orm/better-sqlite3') as typeof import('drizzle-orm/better-sqlite3')
export const { integer, sqliteTable, text, union, unionAll } = require('drizzle-orm/sqlite-core') as typeof import('drizzle-orm/sqlite-core')
export const { and, asc, desc, eq, getTableColumns, gt, gte, inArray, isNull, lt, lte, or, sql } = require('drizzle-orm') as typeof import('drizzle-orm')

export type Connection = import('better-sqlite3').Database
export type Drizzle = import('drizzle-orm/better-sqlite3').BetterSQLite3Database

export const { placeholder } = sql

/** A placeholder for each column of a table, named as the column is in TypeScript: what a prepared INSERT is given. */
export function placeholders<T extends SQLiteTable> (table: T): Record<keyof T['$inferInsert'] & string, Placeholder> {
  return Object.fromEntries(Object.keys(getTableColumns(table)).map((name) => [name, placeholder(name)])) as Record<keyof T['$inferInsert'] & string, Placeholder>
}

/** The same of some columns for a prepared UPDATE, which takes placeholders only inside SQL. */
export function settings<T extends SQLiteTable> (table: T, names: readonly (keyof T['$inferInsert'] & string)[]): Record<string, SQL> {
  const columns = getTableColumns(table)
  return Object.fromEntries(names.map((name) => [name, sql`${sql.param(placeholder(name), columns[name])}`]))
}
