import t from 'tap'
import fc from 'fast-check'
import { addDays } from '../../src/domain/day.ts'
import { creditMisfit, misfitOf, residentMisfit } from '../../src/domain/check-digits.ts'
import { creditCheck, creditCode, organisationCheck, residentCheck, residentId } from '../../src/seed/references.ts'

const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY'
const digits = (length: number) => fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: length, maxLength: length })

const residents = fc.tuple(digits(6), fc.integer({ min: 0, max: 50_000 }), digits(3))
  .map(([area, days, serial]) => `${area}${addDays('1900-01-01', days).replaceAll('-', '')}${serial}`)
  .map((first) => first + residentCheck(first))
const credits = fc.string({ unit: fc.constantFrom(...ALPHABET), minLength: 17, maxLength: 17 }).map((first) => first + creditCheck(first))

const put = (text: string, place: number, character: string): string => text.slice(0, place) + character + text.slice(place + 1)
const swapped = (text: string, place: number): string => text.slice(0, place) + text.charAt(place + 1) + text.charAt(place) + text.slice(place + 2)

t.test('numbers that are published as examples fit', async (t) => {
  // The example of GB 11643-1999, and credit codes that their holders publish themselves.
  for (const id of ['11010519491231002X', '440524188001010014', '11010519491231002x']) t.equal(residentMisfit(id), null, id)
  for (const code of ['91350100M000100Y43', '91110000600037341L', '91110000600037341l']) t.equal(creditMisfit(code), null, code)
})

t.test('what the seed invents is well-formed', async (t) => {
  const day = (number: number): string => addDays('1970-01-01', number)
  for (let index = 0; index < 500; index++) {
    t.equal(residentMisfit(residentId(index, 1, day)), null)
    t.equal(creditMisfit(creditCode('91', index, 1)), null)
  }
  t.equal(organisationCheck('60003734'), '1')
})

t.test('every number that was made with its check character fits', async () => {
  fc.assert(fc.property(residents, (id) => residentMisfit(id) === null))
  fc.assert(fc.property(credits, (code) => creditMisfit(code) === null))
})

t.test('every single character that is another is found', async () => {
  fc.assert(fc.property(residents, (id) => [...id].every((right, place) => [...(place === 17 ? '0123456789X' : '0123456789')].every((wrong) => wrong === right || residentMisfit(put(id, place, wrong)) !== null))), { numRuns: 60 })
  fc.assert(fc.property(credits, (code) => [...code].every((right, place) => [...ALPHABET].every((wrong) => wrong === right || creditMisfit(put(code, place, wrong)) !== null))), { numRuns: 60 })
})

t.test('every two neighbours that changed places are found, the check character among them', async () => {
  const found = (text: string, misfit: (text: string) => unknown): boolean =>
    Array.from({ length: 17 }, (_, place) => place).every((place) => text[place] === text[place + 1] || misfit(swapped(text, place)) !== null)
  fc.assert(fc.property(residents, (id) => found(id, residentMisfit)))
  fc.assert(fc.property(credits, (code) => found(code, creditMisfit)))
})

t.test('what has another form, or a day of birth that there never was, is told as that', async (t) => {
  for (const id of ['', '1101051949123100', '11010519491231002XX', 'X1010519491231002X', '110105194912310020 ', '１１０１０５１９４９１２３１００２X']) t.equal(residentMisfit(id), 'form', id)
  for (const first of ['11010519490231002', '11010519491301002', '11010500001231002', '11010519000229002']) t.equal(residentMisfit(first + residentCheck(first)), 'birth-date', first)
  for (const code of ['', '91110000600037341', '9111000060003734IL', '91110000600037341LL', '91110000600037341-']) t.equal(creditMisfit(code), 'form', code)
  t.equal(residentMisfit('110105194912310021'), 'check-character')
  t.equal(creditMisfit('911100006000373410'), 'check-character')
})

t.test('of ids that the caller has of its own nothing is said', async (t) => {
  for (const ref of ['A-1', '110105194912310021']) t.equal(misfitOf({ ref, refKind: 'other' }), null)
  t.equal(misfitOf({ ref: '110105194912310021', refKind: 'resident-id' }), 'check-character')
  t.equal(misfitOf({ ref: '911100006000373410', refKind: 'uscc' }), 'check-character')
})
