/** Rows of a table, as lines of JSON and as CSV. */
import fc from 'fast-check'
import t from 'tap'
import { Problem } from '../../src/plugins/problems.ts'
import { csvLine } from '../../src/streams/csv.ts'
import { csvRows, jsonRows, MOST_BYTES, type Columns, type Read, type RowReader } from '../../src/streams/rows.ts'
import { crumbs, cutAt, shares } from './cut.ts'

const columns: Columns = { all: ['a', 'b', 'list'], required: ['a'], lists: ['list'] }
const read = (reader: RowReader, pieces: readonly Buffer[]): Read[] => [...pieces.flatMap((piece) => [...reader.read(piece)]), ...reader.read(null)]
const json = (text: string | Buffer): Read[] => read(jsonRows(), [Buffer.from(text as string)])
const csv = (text: string): Read[] => read(csvRows(columns), [Buffer.from(text)])
const values = (reads: readonly Read[]): unknown[] => reads.map((one) => 'value' in one ? one.value : one.line)

const word = fc.string({ minLength: 1, maxLength: 6, unit: fc.constantFrom('a', '工', '"', ',', '\n', ' ', '😀') }).map((text) => `x${text}x`)
const row = fc.record({ a: word, b: word }, { requiredKeys: ['a'] })

t.test('rows are read as they were written, in either form and however they are cut', async () => {
  fc.assert(fc.property(fc.array(row, { maxLength: 10 }), shares, (rows, cuts) => {
    const [lines, table] = [rows.map((one) => `${JSON.stringify(one)}\n`).join(''), ['a,b\r\n', ...rows.map(({ a, b = '' }) => csvLine([a, b]))].join('')]
    return [(all: Buffer) => cutAt(all, cuts), crumbs, (all: Buffer) => [all]].every((cut) =>
      JSON.stringify(values(read(jsonRows(), cut(Buffer.from(lines))))) === JSON.stringify(rows) &&
      JSON.stringify(values(read(csvRows(columns), cut(Buffer.from(table))))) === JSON.stringify(rows))
  }), { numRuns: 200 })
})

t.test('what stands empty in a table is not given, and a list is given by semicolons', async (t) => {
  t.strictSame(values(csv('list,b,a\n;x; y ;,,1\n,,2\n')), [{ list: ['x', 'y'], a: '1' }, { a: '2' }])
})

t.test('a row with more or fewer fields than there are columns is a fault of its own', async (t) => {
  t.strictSame(values(csv('a,b\n1,2\n1\n1,2,3\n3,4\n')), [{ a: '1', b: '2' }, 3, 4, { a: '3', b: '4' }])
})

t.test('columns that are missing, unknown or named twice are told all at once', async (t) => {
  try {
    csv('b,b,c/d\n1,2,3\n')
    t.fail('it was read')
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    t.strictSame(error.errors.map(({ pointer }) => pointer), ['/b', '/c~1d', '/a'])
  }
})

t.test('a table of names alone has no rows, and one without names is none', async (t) => {
  t.strictSame(csv('\ufeffa\n'), [])
  t.throws(() => csv(''))
  t.strictSame(json(''), [])
})

t.test('a row of the greatest length is read, and one of a byte more is a fault of its own', async (t) => {
  const long = (bytes: number): string => JSON.stringify('x'.repeat(bytes - 2))
  t.match(values(json(`${long(MOST_BYTES)}\n${long(MOST_BYTES + 1)}\n1\n`)), [/^x+$/, 2, 1])
})

t.test('a line that is no JSON, or means nothing certain, is a fault of its own', async (t) => {
  t.strictSame(values(json(Buffer.concat(['1\n', '{\n', '{"a":1,"a":2}\n', Buffer.from([0xff, 0x0a]), '\n', '2'].map((part) => Buffer.from(part as string))))), [1, 2, 3, 4, 2])
})
