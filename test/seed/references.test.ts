import t from 'tap'
import { creditCheck, creditCode, organisationCheck, residentCheck, residentId } from '../../src/seed/references.ts'

const dayText = (day: number): string => new Date(day * 86_400_000).toISOString().slice(0, 10)

t.test('check characters are those of the standards', async (t) => {
  t.equal(residentCheck('11010519491231002'), 'X', 'the example printed with GB 11643')
  t.equal(residentCheck('44052418800101001'), '4', 'the other one')
  t.equal(organisationCheck('D2143569'), 'X', 'the example printed with GB 11714')
  t.equal(creditCheck('91350100M000100Y4'), '3', 'a code printed with GB 32100')
})

t.test('an invented number is well-formed and of an area that there is not', async (t) => {
  for (const index of [0, 1, 13_823, 13_824, 999_999]) {
    const id = residentId(index, 7, dayText)
    t.match(id, /^000007(19[6-9]\d|200[0-3])(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])\d{3}[\dX]$/)
    t.equal(residentCheck(id.slice(0, 17)), id[17])
    const code = creditCode('52', index, 7)
    t.match(code, /^52000007[0-9A-HJ-NPQRTUWXY]{9}[0-9A-HJ-NPQRTUWXY]$/)
    t.equal(creditCheck(code.slice(0, 17)), code[17])
    t.equal(organisationCheck(code.slice(8, 16)), code[16])
  }
})

t.test('no number is given twice', async (t) => {
  const ids = new Set<string>()
  const codes = new Set<string>()
  for (let index = 0; index < 50_000; index++) {
    ids.add(residentId(index, 0, dayText))
    codes.add(creditCode('91', index, 0))
  }
  t.match([ids.size, codes.size], [50_000, 50_000])
})
