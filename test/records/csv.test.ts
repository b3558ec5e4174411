/** What is handed to a spreadsheet: read back to the letter, and never taken for a formula. */
import t from 'tap'
import fc from 'fast-check'
import { csvOf } from '../../src/records/csv.ts'
import { parseCsv } from './csv-parser.ts'

const MARK = '\ufeff'
const FORMULA = /^[=+\-@\t\r＝＋－＠]/u

t.test('whatever stands in a field is read back by whoever reads RFC 4180, with the mark of UTF-8 before it', async (t) => {
  const field = fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom('"', ',', '\r', '\n', '=', '+', '-', '@', '甲', ' ') }), fc.nat())
  fc.assert(fc.property(fc.array(fc.array(field, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 5 }), (rows) => {
    const text = csvOf(rows)
    t.ok(text.startsWith(MARK))
    t.strictSame(parseCsv(text.slice(1)), rows.map((row) => row.map((one) => typeof one === 'string' && FORMULA.test(one) ? `'${one}` : String(one))))
  }), { numRuns: 300 })
})

t.test('what a spreadsheet would compute is marked as text; a number stays one', async (t) => {
  const cell = (value: string | number): string => parseCsv(csvOf([[value]]).slice(1))[0]?.[0] ?? ''
  for (const formula of ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '＝1', '＋1', '－1', '＠A']) t.equal(cell(formula), `'${formula}`)
  for (const plain of ['1-1', '甲=乙', '\'quoted', '']) t.equal(cell(plain), plain)
  t.equal(cell(-1), '-1')
})

t.test('the parser of these tests is strict', async (t) => {
  for (const wrong of ['a', 'a\n', '"a', '"a"b\r\n', 'a"b\r\n', 'a,', 'a\rb\r\n']) t.throws(() => parseCsv(wrong), wrong)
  t.strictSame(parseCsv('a,"b ""c"", d",\r\n"x\r\ny",2,3\r\n'), [['a', 'b "c", d', ''], ['x\r\ny', '2', '3']])
})
