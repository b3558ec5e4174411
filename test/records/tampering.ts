/** Altering what lies in a database, row by row and column by column, and putting it back. */
export type Value = string | number | boolean | null
export type Row = Readonly<Record<string, Value>>

/** A database in the hand of somebody who may do anything with it. */
export interface Hand {
  /** with triggers and references in force */
  readonly guarded: (text: string) => Promise<unknown>
  /** without */
  readonly sql: (text: string) => Promise<readonly Row[]>
  /** the columns of every table, as the database says */
  readonly columns: () => Promise<readonly { readonly table: string, readonly column: string }[]>
}

export type Undo = () => Promise<void>

/** In quotes whatever it is: both databases make of it what the column holds. */
const literal = (value: Value | undefined): string => value === null || value === undefined ? 'null' : `'${String(typeof value === 'boolean' ? Number(value) : value).replaceAll('\'', '\'\'')}'`
const exactly = (row: Row): string => Object.entries(row).map(([column, value]) => `${column} is not distinct from ${literal(value)}`).join(' and ')

export async function rowsOf ({ sql }: Hand, table: string): Promise<readonly Row[]> {
  return await sql(`select * from ${table}`)
}

/** There is no such row, or more than one: nothing was tried. */
export class Untouched extends Error {}

async function change ({ sql }: Hand, text: string): Promise<void> {
  const { length } = await sql(`${text} returning 1 as changed`)
  if (length !== 1) throw new Untouched(`${length} rows: ${text}`)
}

export async function insert (hand: Hand, table: string, row: Row): Promise<Undo> {
  await change(hand, `insert into ${table} (${Object.keys(row).join(', ')}) values (${Object.values(row).map(literal).join(', ')})`)
  return async () => { await remove(hand, table, row) }
}

export async function remove (hand: Hand, table: string, row: Row): Promise<Undo> {
  await change(hand, `delete from ${table} where ${exactly(row)}`)
  return async () => { await insert(hand, table, row) }
}

export async function alter (hand: Hand, table: string, row: Row, over: Row): Promise<Undo> {
  const set = (to: Row): string => Object.keys(over).map((column) => `${column} = ${literal(to[column])}`).join(', ')
  await change(hand, `update ${table} set ${set(over)} where ${exactly(row)}`)
  return async () => { await change(hand, `update ${table} set ${set(row)} where ${exactly({ ...row, ...over })}`) }
}

/** Several things done, to be undone in the opposite order. */
export const together = (undos: readonly Undo[]): Undo => async () => { for (const undo of [...undos].reverse()) await undo() }

const COUNTS = ['version', 'seq', 'position']

function membersAltered (value: string): string[] {
  if (!value.startsWith('{')) return value.startsWith('[') ? ['[]', '["other"]', 'null', '['] : []
  const members = JSON.parse(value) as Record<string, unknown>
  return ['null', '{}', '{', JSON.stringify({ ...members, more: 1 }), ...Object.entries(members).map(([name, one]) => JSON.stringify({ ...members, [name]: typeof one === 'number' ? one + 1 : `${String(one)}x` }))]
}

/** What somebody might put in place of a value; none is what it was. */
export function others (column: string, value: Value): readonly Value[] {
  if (value === null) return ['2026-01-01']
  if (column === 'kind') return [value === 'case' ? 'prior-decision' : 'case']
  if (typeof value === 'boolean') return [!value]
  if (COUNTS.includes(column)) return [Number(value) + 1000]
  if (typeof value === 'number') return [1 - value]
  const last = value.endsWith('1') ? '2' : '1'
  return [`${value.slice(0, -1)}${last}`, `1${value}`, ...membersAltered(value)].filter((other) => other !== value)
}
