/** Who was at two sites at once: found in one pass, as it would be by looking at every pair. */
import fc from 'fast-check'
import t from 'tap'
import { isElsewhere, isTimed, Whereabouts, type Presence } from '../../../src/domain/leads/overlap.ts'

const at = (place: string, from = '', to = '', siteId = '', agency = 'A'): Presence => ({ place, siteId, from, to, agency })
const overlapping = (...presences: Presence[]): number => {
  const where = new Whereabouts<Presence>()
  return presences.map((presence) => where.add(presence).length).reduce((sum, some) => sum + some, 0)
}

t.test('two sites are other places, or one place with two names', async (t) => {
  t.ok(isElsewhere(at('450103'), at('450105')))
  t.ok(isElsewhere(at('450103', '', '', 'A1'), at('450103', '', '', 'A2')))
  t.notOk(isElsewhere(at('450103', '', '', 'A1'), at('450103', '', '', 'A1')))
  t.notOk(isElsewhere(at('450103', '', '', 'A1'), at('450103')), 'one without a name may be any')
  t.ok(isElsewhere(at('450103', '', '', 'A1'), at('450105', '', '', 'A1')), 'a name means nothing in another place')
})

t.test('times that touch do not overlap, and a minute more does', async (t) => {
  t.equal(overlapping(at('450103', '09:00', '11:00'), at('450105', '11:00', '12:00')), 0)
  t.equal(overlapping(at('450103', '09:00', '11:00'), at('450105', '10:59', '12:00')), 1)
  t.equal(overlapping(at('450103', '09:00', '11:00'), at('450103', '09:00', '11:00', 'A1')), 0)
})

t.test('without a time it may have been at any', async (t) => {
  t.equal(overlapping(at('450103'), at('450105', '23:00', '23:59')), 1)
  t.equal(overlapping(at('450103'), at('450105')), 1)
  t.ok(isTimed(at('1', '09:00', '10:00'), at('2', '09:00', '10:00')))
  t.notOk(isTimed(at('1', '09:00', '10:00'), at('2')))
})

const minute = fc.integer({ min: 0, max: 40 }).map((n) => `${String(8 + Math.floor(n / 6)).padStart(2, '0')}:${n % 6}0`)
const presence = fc.record({ place: fc.constantFrom('1', '2', '3'), siteId: fc.constantFrom('', 'A', 'B'), agency: fc.constantFrom('X', 'Y'), times: fc.option(fc.tuple(minute, minute), { nil: null }) })
  .map(({ times, ...rest }): Presence => {
    const [a, b] = times ?? ['', '']
    return a === b ? { ...rest, from: '', to: '' } : { ...rest, from: a < b ? a : b, to: a < b ? b : a }
  })

/** By looking at every pair: the presences that overlap with another one elsewhere. */
function brute (all: readonly Presence[]): Set<string> {
  const span = ({ from, to }: Presence): readonly [string, string] => from === '' ? ['00:00', '24:00'] : [from, to]
  const found = new Set<string>()
  for (const [i, a] of all.entries()) {
    for (const [j, b] of all.entries()) {
      const [[from, to], [otherFrom, otherTo]] = [span(a), span(b)]
      if (i !== j && isElsewhere(a, b) && from < otherTo && otherFrom < to) found.add(a.agency)
    }
  }
  return found
}

t.test('whoever is found by looking at every pair is found in one pass, and nobody else', async () => {
  fc.assert(fc.property(fc.array(presence, { maxLength: 12 }), (all) => {
    const sorted = all.toSorted((a, b) => a.from < b.from ? -1 : a.from > b.from ? 1 : 0)
    const where = new Whereabouts<Presence>()
    const found = new Set(sorted.flatMap((one) => where.add(one).flatMap((other) => [one.agency, other.agency])))
    return [...found].sort().join() === [...brute(all)].sort().join()
  }), { numRuns: 2000 })
})

t.test('however many sites somebody is said to be at, as many are kept in mind as matter, and each of them is found', async (t) => {
  const where = new Whereabouts<Presence>()
  let alone = 0
  for (let site = 0; site < 5000; site++) if (where.add(at(String(site), '09:00', '11:00')).length === 0) alone++
  t.equal(alone, 1, 'only the first was there before any other')
  t.ok(where.add(at('x', '10:00', '10:30')).length <= 100)
})
