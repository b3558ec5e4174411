/** The tables of tables.ts with SQLite's columns. */
import { makeTables, NAMES } from '../tables.ts'
import { integer, sqliteTable, text } from './drizzle.ts'

const shapes = makeTables({
  text: (name) => text(name).notNull(),
  optional: (name) => text(name),
  integer: (name) => integer(name).notNull(),
  big: (name) => integer(name).notNull(),
  flag: (name) => integer(name, { mode: 'boolean' }).notNull()
})

export const subjects = sqliteTable(NAMES.subjects, shapes.subjects)
export const records = sqliteTable(NAMES.records, shapes.records)
export const recordConducts = sqliteTable(NAMES.recordConducts, shapes.recordConducts)
export const steps = sqliteTable(NAMES.steps, shapes.steps)
export const standing = sqliteTable(NAMES.standing, shapes.standing)
export const decisions = sqliteTable(NAMES.decisions, shapes.decisions)
export const counted = sqliteTable(NAMES.counted, shapes.counted)
export const events = sqliteTable(NAMES.events, shapes.events)
export const answers = sqliteTable(NAMES.answers, shapes.answers)
export const dataKeys = sqliteTable(NAMES.dataKeys, shapes.dataKeys)
export const vaultKeys = sqliteTable(NAMES.vaultKeys, shapes.vaultKeys)
export const apiKeys = sqliteTable(NAMES.apiKeys, shapes.apiKeys)
export const audit = sqliteTable(NAMES.audit, shapes.audit)
