/** Rows of a table as they come in, one object each: lines of JSON, or CSV whose first line names the columns. */
import type { Label } from '../domain/vocabulary.ts'
import { segment } from '../json-pointer.ts'
import { readJson } from '../plugins/body.ts'
import { Problem } from '../plugins/problems.ts'
import { isBlank } from './answered.ts'
import { CsvRecords, type CsvFault, type CsvRecord } from './csv.ts'
import { Lines, type Line } from './lines.ts'

/** A row, or why there is none, with the number of the line on which it begins. */
export type Read = { readonly line: number, readonly value: unknown } | { readonly line: number, readonly why: Label }

export interface RowReader {
  /** what ends in this piece; null: in what is left at the end */
  readonly read: (piece: Buffer | null) => Generator<Read>
}

/** The columns of a table: those in `lists` hold several values, with semicolons between them. */
export interface Columns { readonly all: readonly string[], readonly required: readonly string[], readonly lists: readonly string[] }

/** The longest row, in bytes. */
export const MOST_BYTES = 64 * 1024

/** Of what is no column, so much is repeated. */
const MOST_OF_A_NAME = 60

const TOO_LONG: Label = { zh: `该行超过 ${MOST_BYTES / 1024} KiB`, en: `the row is longer than ${MOST_BYTES / 1024} KiB` }

const WHY: Readonly<Record<CsvFault, Label>> = {
  'too-long': TOO_LONG,
  'not-utf-8': { zh: '该行不是 UTF-8', en: 'the row is not UTF-8' },
  'quote-open': { zh: '引号没有结束', en: 'a quote is not closed' },
  'quote-misplaced': { zh: '引号的位置不对：字段含引号时须整体加引号，其中的引号写两次', en: 'a quote is out of place: a field with quotes in it stands in quotes as a whole, those in it doubled' },
  'return-misplaced': { zh: '行中有单独的回车', en: 'there is a carriage return in the middle of the line' }
}

/** Lines of JSON; those with nothing on them are none. */
export function jsonRows (): RowReader {
  const lines = new Lines(MOST_BYTES)
  function read (line: Line): Read {
    const { number, bytes } = line
    if (bytes === null) return { line: number, why: TOO_LONG }
    try {
      return { line: number, value: readJson(bytes) }
    } catch (error) {
      if (!(error instanceof Problem && error.detail)) throw error
      return { line: number, why: error.detail }
    }
  }
  return {
    * read (piece) {
      for (const line of piece === null ? lines.end() : lines.push(piece)) if (!isBlank(line)) yield read(line)
    }
  }
}

const refused = (...errors: Problem['errors']): Problem => new Problem('validation', undefined, errors)

/** @throws Problem where the first line names no columns, or others than there are: then no row can be read */
function namesIn (record: CsvRecord, { all, required }: Columns): readonly string[] {
  if ('fault' in record) throw refused({ pointer: '', detail: WHY[record.fault] })
  const { fields } = record
  const errors = [
    ...fields.flatMap((name, index) => all.includes(name)
      ? fields.indexOf(name) === index ? [] : [{ pointer: `/${name}`, detail: { zh: '该列名重复', en: 'the column is named twice' } }]
      : [{ pointer: `/${segment(name.slice(0, MOST_OF_A_NAME))}`, detail: { zh: '没有这样的列', en: 'there is no such column' } }]),
    ...required.filter((name) => !fields.includes(name)).map((name) => ({ pointer: `/${name}`, detail: { zh: '缺少该列', en: 'the column is missing' } }))
  ]
  if (errors.length > 0) throw refused(...errors)
  return fields
}

function valueOf (names: readonly string[], fields: readonly string[], lists: readonly string[]): Record<string, unknown> {
  const value: Record<string, unknown> = {}
  for (const [index, name] of names.entries()) {
    const field = fields[index] as string
    // What stands empty is not given.
    if (field === '') continue
    value[name] = lists.includes(name) ? field.split(';').map((one) => one.trim()).filter((one) => one !== '') : field
  }
  return value
}

/** CSV; a field that stands empty is not given. */
export function csvRows (columns: Columns): RowReader {
  const lines = new Lines(MOST_BYTES)
  const records = new CsvRecords(MOST_BYTES)
  let names: readonly string[] | null = null

  function * rows (some: Iterable<CsvRecord>): Generator<Read> {
    for (const record of some) {
      if (names === null) names = namesIn(record, columns)
      else if ('fault' in record) yield { line: record.line, why: WHY[record.fault] }
      else if (record.fields.length !== names.length) yield { line: record.line, why: { zh: `有 ${record.fields.length} 列，应为 ${names.length} 列`, en: `there are ${record.fields.length} fields, of ${names.length}` } }
      else yield { line: record.line, value: valueOf(names, record.fields, columns.lists) }
    }
  }

  return {
    * read (piece) {
      for (const line of piece === null ? lines.end() : lines.push(piece)) yield * rows(records.push(line))
      if (piece !== null) return
      yield * rows(records.end())
      if (names === null) throw refused({ pointer: '', detail: { zh: '缺少列名行', en: 'the line that names the columns is missing' } })
    }
  }
}
