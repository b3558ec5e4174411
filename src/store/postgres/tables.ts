/** The tables of tables.ts with PostgreSQL's columns, and the counter that only it needs. */
import { makeTables, NAMES } from '../tables.ts'
import { bigint, boolean, integer, pgTable, text } from './drizzle.ts'

const big = (name: string) => bigint(name, { mode: 'number' }).notNull() // positions and milliseconds stay below 2^53
const flag = (name: string) => boolean(name).notNull()

const shapes = makeTables({
  text: (name) => text(name).notNull(),
  optional: (name) => text(name),
  integer: (name) => integer(name).notNull(),
  big,
  flag
})

export const subjects = pgTable(NAMES.subjects, shapes.subjects)
export const records = pgTable(NAMES.records, shapes.records)
export const recordConducts = pgTable(NAMES.recordConducts, shapes.recordConducts)
export const steps = pgTable(NAMES.steps, shapes.steps)
export const standing = pgTable(NAMES.standing, shapes.standing)
export const decisions = pgTable(NAMES.decisions, shapes.decisions)
export const counted = pgTable(NAMES.counted, shapes.counted)
export const events = pgTable(NAMES.events, shapes.events)
export const answers = pgTable(NAMES.answers, shapes.answers)
export const dataKeys = pgTable(NAMES.dataKeys, shapes.dataKeys)
export const vaultKeys = pgTable(NAMES.vaultKeys, shapes.vaultKeys)
export const apiKeys = pgTable(NAMES.apiKeys, shapes.apiKeys)
export const audit = pgTable(NAMES.audit, shapes.audit)
/** One row: the position of the last event. */
export const eventPosition = pgTable('event_position', { single: flag('single'), position: big('position') })
