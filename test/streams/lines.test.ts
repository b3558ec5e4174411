/** Lines come out the same, however the bytes were cut into pieces. */
import fc from 'fast-check'
import t from 'tap'
import { Lines } from '../../src/streams/lines.ts'
import { crumbs, cutAt, shares } from './cut.ts'

const MOST = 20

/** Each line as it was when it came out: the piece that it lies in is written over behind it. */
function read (pieces: readonly Buffer[], most = MOST): [number, string | null][] {
  const lines = new Lines(most)
  const seen: [number, string | null][] = []
  const note = ({ number, bytes }: { number: number, bytes: Buffer | null }): void => { seen.push([number, bytes === null ? null : bytes.toString('latin1')]) }
  for (const piece of pieces) {
    const passing = Buffer.from(piece)
    for (const line of lines.push(passing)) note(line)
    passing.fill('!')
  }
  for (const line of lines.end()) note(line)
  return seen
}

/** What it should be, worked out another way. */
function split (bytes: Buffer, most = MOST): [number, string | null][] {
  const parts = bytes.toString('latin1').split('\n')
  if (parts.at(-1) === '') parts.pop()
  return parts.map((part, index) => [index + 1, part.length > most ? null : index === 0 && part.startsWith('\u00ef\u00bb\u00bf') ? part.slice(3) : part])
}

const bytes = fc.array(fc.constantFrom('\n', '\n', '\r\n', 'a', '证书', '"', 'x'.repeat(9), 'y'.repeat(MOST), 'z'.repeat(MOST + 1)), { maxLength: 40 }).map((parts) => Buffer.from(parts.join('')))

t.test('any bytes, cut anyhow, give the same lines', async () => {
  fc.assert(fc.property(bytes, shares, fc.boolean(), (given, cuts, marked) => {
    const all = marked ? Buffer.concat([Buffer.from('\ufeff'), given]) : given
    const expected = split(all)
    const pieces = [cutAt(all, cuts), crumbs(all), [all]]
    return pieces.every((one) => JSON.stringify(read(one)) === JSON.stringify(expected))
  }), { numRuns: 300 })
})

t.test('the last line needs no line feed, and what stands behind the last line feed is a line where anything does', async (t) => {
  t.strictSame(read([Buffer.from('a\nb')]), [[1, 'a'], [2, 'b']])
  t.strictSame(read([Buffer.from('a\nb\n')]), [[1, 'a'], [2, 'b']])
  t.strictSame(read([Buffer.from('\n')]), [[1, '']])
  t.strictSame(read([]), [])
})

t.test('a line of the greatest length is read, and one of a byte more is told by its number and spoils no other', async (t) => {
  const [fits, over] = ['x'.repeat(MOST), 'x'.repeat(MOST + 1)]
  for (const cut of [(all: Buffer) => [all], crumbs]) {
    t.strictSame(read(cut(Buffer.from(`${fits}\n${over}\n${fits}`))), [[1, fits], [2, null], [3, fits]])
    t.strictSame(read(cut(Buffer.from(`${fits}\n${over}`))), [[1, fits], [2, null]], 'also at the end')
  }
})

t.test('of a line without end nothing is kept', async (t) => {
  const lines = new Lines(MOST)
  const piece = Buffer.alloc(1 << 20, 'x')
  const before = process.memoryUsage().arrayBuffers
  let came = 0
  for (let megabytes = 0; megabytes < 256; megabytes++) came += [...lines.push(piece)].length
  t.equal(came, 0)
  t.ok(process.memoryUsage().arrayBuffers - before < 16 << 20)
  t.strictSame([...lines.push(Buffer.from('\nok\n'))].map(({ number, bytes }) => [number, bytes && String(bytes)]), [[1, null], [2, 'ok']])
})

t.test('a byte order mark is no part of the first line, and of a later one it is', async (t) => {
  t.strictSame(read([Buffer.from('\ufeffa\n\ufeffb')]), [[1, 'a'], [2, Buffer.from('\ufeffb').toString('latin1')]])
})
