/** CSV: what was written is what is read, and what cannot be read costs its own line alone. */
import fc from 'fast-check'
import t from 'tap'
import { CsvRecords, csvLine, type CsvRecord } from '../../src/streams/csv.ts'
import { Lines } from '../../src/streams/lines.ts'
import { crumbs, cutAt, shares } from './cut.ts'

const MOST = 64

function read (text: string | Buffer, cut: (all: Buffer) => Buffer[] = (all) => [all], most = MOST): CsvRecord[] {
  const [lines, records] = [new Lines(most), new CsvRecords(most)]
  const seen: CsvRecord[] = []
  for (const piece of cut(Buffer.from(text as string))) for (const line of lines.push(piece)) seen.push(...records.push(line))
  for (const line of lines.end()) seen.push(...records.push(line))
  return [...seen, ...records.end()]
}

const fieldsOf = (text: string): (readonly string[] | string)[] => read(text).map((record) => 'fault' in record ? `${record.line} ${record.fault}` : record.fields)

const field = fc.array(fc.constantFrom(',', '"', '\n', '\r', '\r\n', ';', ' ', 'a', '电工', '😀', '\u0000'), { maxLength: 8 }).map((parts) => parts.join(''))
const table = fc.array(fc.array(field, { minLength: 1, maxLength: 5 }), { maxLength: 8 })

t.test('any table that is written is read as it was, however it is cut', async () => {
  fc.assert(fc.property(table, shares, (rows, cuts) => {
    const text = rows.map(csvLine).join('')
    return [(all: Buffer) => cutAt(all, cuts), crumbs].every((cut) => JSON.stringify(read(text, cut, 4096).map((record) => 'fault' in record ? record : record.fields)) === JSON.stringify(rows))
  }), { numRuns: 300 })
})

t.test('any bytes at all come out as records and faults, the same however they are cut, line by line in order', async () => {
  const bytes = fc.array(fc.constantFrom('"', '"', '""', ',', '\n', '\r\n', '\r', 'a', '工', 'x'.repeat(40), '\u00ff'), { maxLength: 60 }).map((parts) => Buffer.from(parts.join(''), 'latin1'))
  fc.assert(fc.property(bytes, shares, (given, cuts) => {
    const whole = read(given)
    const numbers = whole.map(({ line }) => line)
    return JSON.stringify(read(given, (all) => cutAt(all, cuts))) === JSON.stringify(whole) && numbers.every((line, index) => index === 0 || line > (numbers[index - 1] ?? 0))
  }), { numRuns: 500 })
})

t.test('lines end in CRLF or LF, the last one in nothing, and blank lines count for nothing', async (t) => {
  t.strictSame(fieldsOf('a,b\r\nc,d\ne,f'), [['a', 'b'], ['c', 'd'], ['e', 'f']])
  t.strictSame(fieldsOf('a,b\n\n\r\nc,d\n'), [['a', 'b'], ['c', 'd']])
  t.strictSame(fieldsOf(''), [])
  t.strictSame(fieldsOf(',\n'), [['', '']])
})

t.test('a field in quotes holds commas, doubled quotes and line breaks as they are', async (t) => {
  t.strictSame(fieldsOf('"a,b","say ""hi""","1\r\n2\n3",""\n'), [['a,b', 'say "hi"', '1\r\n2\n3', '']])
})

t.test('a record that spans lines is told by its first, and the next by its own', async (t) => {
  t.strictSame(read('"a\nb\nc"\nd\n').map(({ line }) => line), [1, 4])
})

t.test('a quote out of its place, or a return in the middle of a line, costs the line it stands on', async (t) => {
  t.strictSame(fieldsOf('a,b\nc"d,e\nf,g\n'), [['a', 'b'], '2 quote-misplaced', ['f', 'g']])
  t.strictSame(fieldsOf('a,b\n"c"d,e\nf,g\n'), [['a', 'b'], '2 quote-misplaced', ['f', 'g']])
  t.strictSame(fieldsOf('a,b\nc\rd,e\nf,g\n'), [['a', 'b'], '2 return-misplaced', ['f', 'g']])
})

t.test('a quote that nobody closes costs the line on which it was opened, and no line behind it', async (t) => {
  t.strictSame(fieldsOf('a,b\n"c,d\ne,f\ng,h'), [['a', 'b'], '2 quote-open', ['e', 'f'], ['g', 'h']])
  const many = Array.from({ length: 50 }, (_, row) => `${row},x`)
  t.strictSame(fieldsOf(`"open\n${many.join('\n')}\n`), ['1 too-long', ...many.map((row) => row.split(','))], 'also where more comes than a record may hold')
  t.strictSame(fieldsOf('"open\ne,f\n"g","h"\n'), ['1 quote-misplaced', ['e', 'f'], ['g', 'h']], 'and where another quote comes')
})

t.test('what is not UTF-8 costs the line it stands on', async (t) => {
  const text = Buffer.concat([Buffer.from('a,b\n'), Buffer.from([0xff, 0x2c, 0x63, 0x0a]), Buffer.from('d,工\n')])
  t.strictSame(read(text), [{ line: 1, fields: ['a', 'b'] }, { line: 2, fault: 'not-utf-8' }, { line: 3, fields: ['d', '工'] }])
})

t.test('a record of the greatest length is read, and one of a byte more is not', async (t) => {
  const [fits, over] = ['x'.repeat(MOST), 'x'.repeat(MOST + 1)]
  t.strictSame(fieldsOf(`${fits}\n${over}\na\n`), [[fits], '2 too-long', ['a']])
  const [inQuotes, tooMany] = [`"${'x\n'.repeat(31)}"`, `"${'x\n'.repeat(31)}x"`]
  t.equal(inQuotes.length, MOST)
  t.strictSame(fieldsOf(`${inQuotes}\na\n`), [[inQuotes.slice(1, -1)], ['a']])
  t.match(fieldsOf(`${tooMany}\na\n`)[0], '1 too-long')
})

t.test('quotes without end are read in a time that grows with their number, not with its square', async (t) => {
  // A bound on work: each byte goes through the parser at most a few times, or this would take hours.
  for (const row of ['"\n', '"a\n', '"""\n', 'a\rb\n', '""a\n', ',"\n', '"",\n']) {
    const records = read(row.repeat(100_000), undefined, 64 * 1024)
    t.ok(records.length > 0, JSON.stringify(row))
  }
})
