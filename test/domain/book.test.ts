import t from 'tap'
import { inForceOn, regionPrefix } from '../../src/domain/book.ts'
import { classify } from '../../src/domain/classify.ts'
import { compare } from '../../src/domain/compare.ts'
import { addDays } from '../../src/domain/day.ts'
import { Refused } from '../../src/domain/question.ts'
import { compileBook } from '../../src/rulesets/load.ts'
import { zh } from './brute-force.ts'
import { article, asking, bookOf, item, law, sourceOf } from './small.ts'

const on = '2026-03-14'
const empty = (id: string, jurisdiction: string, rest: Parameters<typeof law>[2] = {}) => law(id, [], { jurisdiction, ...rest })

t.test('the trailing pairs of zeros of a region stand for everything below it', async t => {
  t.equal(regionPrefix('310112'), '310112', 'a district')
  t.equal(regionPrefix('520100'), '5201', 'a city')
  t.equal(regionPrefix('520000'), '52', 'a province')
  t.equal(regionPrefix('000000'), '', 'the country')
})

t.test('a zero that belongs to the code of a region is not one of them', async t => {
  t.equal(regionPrefix('500000'), '50', 'a province whose code ends with a zero')
  t.equal(regionPrefix('100000'), '10')
  t.equal(regionPrefix('501000'), '5010', 'a city whose code ends with a zero')
  t.equal(regionPrefix('500100'), '5001')
  t.equal(regionPrefix('500110'), '500110', 'a district whose code ends with a zero')
  t.equal(regionPrefix('500010'), '500010')
})

const places = bookOf([empty('cn', '000000'), empty('chongqing', '500000'), empty('shanghai', '310000'), empty('minhang', '310112'), empty('guiyang', '520100')])
const appliesAt = (jurisdiction: string, book = places, circumstances = {}, day = on) => book.applicable(jurisdiction, day, circumstances)?.rulesets[0].id

t.test('the most specific rules of a place apply', async t => {
  t.equal(appliesAt('310112'), 'minhang')
  t.equal(appliesAt('310104'), 'shanghai', 'the district next to it')
  t.equal(appliesAt('310000'), 'shanghai')
  t.equal(appliesAt('520102'), 'guiyang')
  t.equal(appliesAt('520302'), 'cn', 'another city of the province')
  t.equal(appliesAt('520000'), 'cn', 'the province is not below its city')
  t.equal(appliesAt('110105'), 'cn')
})

t.test('a province whose code ends with a zero has its own places and no others', async t => {
  t.equal(appliesAt('500103'), 'chongqing')
  t.equal(appliesAt('501000'), 'chongqing')
  t.equal(appliesAt('510104'), 'cn', 'it does not begin with 50')
  t.equal(appliesAt('520304'), 'cn')
})

t.test('the order of the files does not decide', async t => {
  const reversed = bookOf([empty('minhang', '310112'), empty('shanghai', '310000'), empty('cn', '000000')])
  t.equal(appliesAt('310112', reversed), 'minhang')
  t.equal(appliesAt('310104', reversed), 'shanghai')
})

t.test('rules whose scope the circumstances contradict give way to the next', async t => {
  const scoped = bookOf([
    empty('cn', '000000'),
    empty('shanghai', '310000', { fallback: 'cn', scope: { late: [true], kind: ['school', 'firm'] } }),
    empty('minhang', '310112', { fallback: 'shanghai', scope: { kind: ['firm'] } })
  ])
  t.equal(appliesAt('310112', scoped, { kind: 'firm', late: true }), 'minhang')
  t.equal(appliesAt('310112', scoped, { kind: 'school', late: true }), 'shanghai')
  t.equal(appliesAt('310112', scoped, { kind: 'school', late: false }), 'cn', 'each circumstance must fit')
  t.equal(appliesAt('310112', scoped, {}), 'minhang', 'what is not said contradicts nothing')
  t.equal(appliesAt('310104', scoped, { late: false }), 'cn')
})

t.test('a comparison answers for a scope that does not fit by the fallback, as at the place', async t => {
  const noise = (id: string) => [article(`art-${id}`, { tier: 'general', must: ['talk'] }, [item(`art-${id}/item-1`, [{ conduct: 'agency.fraud' }])])]
  const book = bookOf([
    law('cn', noise('cn')),
    law('shanghai', noise('shanghai'), { jurisdiction: '310000', fallback: 'cn', scope: { kind: ['school', 'firm'] } }),
    law('minhang', noise('minhang'), { jurisdiction: '310112', fallback: 'shanghai', scope: { kind: ['firm'] } })
  ])
  const governing = (kind: string) => compare(book, asking('agency.fraud', {}, { circumstances: { kind } }), zh).items.map(({ ruleset, governing }) => [ruleset, ...governing])
  t.strictSame(governing('firm'), [['cn', 'cn/art-cn/item-1'], ['shanghai', 'shanghai/art-shanghai/item-1'], ['minhang', 'minhang/art-minhang/item-1']])
  t.strictSame(governing('school').at(-1), ['minhang', 'shanghai/art-shanghai/item-1'])
})

t.test('rules are in force from their first day to their last', async t => {
  const book = bookOf([empty('cn', '000000', { inForce: { from: '2021-01-01', until: '2025-12-31' } })])
  const [ruleset] = book.rulesets
  if (!ruleset) throw new Error('no rules')
  t.strictSame(['2020-12-31', '2021-01-01', '2025-12-31', '2026-01-01'].map((day) => inForceOn(ruleset, day)), [false, true, true, false])
  t.strictSame(['2020-12-31', '2021-01-01', '2025-12-31', '2026-01-01'].map((day) => appliesAt('110105', book, {}, day)), [undefined, 'cn', 'cn', undefined])
})

t.test('a day without rules is refused, with the place and the day', async t => {
  const book = bookOf([empty('cn', '000000', { inForce: { from: '2021-01-01' } })])
  t.doesNotThrow(() => classify(book, asking('agency.fraud', {}, { occurredOn: '2021-01-01' }), zh))
  t.throws(() => classify(book, asking('agency.fraud', {}, { occurredOn: '2020-12-31' }), zh),
    new Refused({
      code: 'no-ruleset-in-force',
      errors: [{ pointer: '/occurredOn', detail: { zh: '2020-12-31 当日，110105 没有已生效的规定', en: 'no ruleset was in force for 110105 on 2020-12-31' } }]
    }))
})

t.test('local rules that are not in force yet give way to the national ones', async t => {
  const book = bookOf([empty('cn', '000000'), empty('minhang', '310112', { inForce: { from: '2023-05-01' }, fallback: 'cn' })])
  t.equal(appliesAt('310112', book, {}, '2023-04-30'), 'cn')
  t.equal(appliesAt('310112', book, {}, '2023-05-01'), 'minhang')
})

// The national rules are amended in the middle of a year, and so is a district's rule that falls back on them.
const amended = () => {
  const version = (id: string, version: string, tier: string, rest: Parameters<typeof law>[2]) =>
    sourceOf(law(id, [article('art-1', { tier, must: ['warning'] }, [item('art-1/item-1', [{ conduct: 'agency.fees' }])])], { version, ...rest }))
  return compileBook([
    version('cn', '1', 'general', { inForce: { from: '2021-01-01' } }),
    version('cn', '2', 'serious', { inForce: { from: '2024-07-01' } }),
    version('cn', '3', 'grave', { inForce: { from: '2025-03-01' } }),
    sourceOf(law('local', [], { jurisdiction: '310112', fallback: 'cn', inForce: { from: '2023-01-01', until: '2024-08-31' } }))
  ]).book
}

t.test('an amendment ends the version before it, to the day', async t => {
  const book = amended()
  t.strictSame(book.rulesets.filter(({ id }) => id === 'cn').map(({ version, from, until }) => [version, from, until]),
    [['1', '2021-01-01', '2024-06-30'], ['2', '2024-07-01', '2025-02-28'], ['3', '2025-03-01', null]])
  const version = (day: string) => book.version('cn', day)?.version
  t.strictSame(['2020-12-31', '2021-01-01', '2024-06-30', '2024-07-01', '2025-02-28', '2025-03-01', '2099-01-01'].map(version),
    [undefined, '1', '1', '2', '2', '3', '3'])
})

t.test('on every day from the first exactly one version is in force', async t => {
  const book = amended()
  const days = Array.from({ length: 1600 }, (_, n) => addDays('2020-12-31', n))
  const inForce = days.map((day) => book.rulesets.filter((ruleset) => ruleset.id === 'cn' && inForceOn(ruleset, day)).length)
  t.strictSame(inForce, days.map((day) => day === '2020-12-31' ? 0 : 1))
  t.equal(book.ids.join(), 'cn,local')
})

t.test('the day of the conduct picks the version, also of the fallback', async t => {
  const book = amended()
  const answer = (jurisdiction: string, occurredOn: string) => {
    const { tier, ruleset } = classify(book, { jurisdiction, occurredOn, conducts: [{ code: 'agency.fees' }] }, zh)
    return [tier, ruleset.id, ruleset.version].join(' ')
  }
  t.strictSame(['2024-06-30', '2024-07-01', '2025-02-28', '2025-03-01'].map((day) => answer('110105', day)), ['general cn 1', 'serious cn 2', 'serious cn 2', 'grave cn 3'])
  t.strictSame(['2022-12-31', '2023-01-01', '2024-06-30', '2024-07-01', '2024-08-31', '2024-09-01'].map((day) => answer('310112', day)),
    ['general cn 1', 'general local 1', 'general local 1', 'serious local 1', 'serious local 1', 'serious cn 2'])
  const chain = (occurredOn: string) => book.applicable('310112', occurredOn, {})?.rulesets.map(({ id, version }) => `${id}@${version}`)
  t.strictSame(chain('2024-06-30'), ['local@1', 'cn@1'])
  t.strictSame(chain('2024-07-01'), ['local@1', 'cn@2'])
  t.strictSame(chain('2024-08-31'), ['local@1', 'cn@2'])
  t.strictSame(chain('2024-09-01'), ['cn@2'], 'the local rules have ended')
})

t.test('equal digests mean the same rules: an amended fallback changes them, a day alone does not', async t => {
  const book = amended()
  const digest = (jurisdiction: string, day: string) => book.applicable(jurisdiction, day, {})?.digest
  t.equal(digest('310112', '2023-01-01'), digest('310112', '2024-06-30'))
  t.not(digest('310112', '2024-06-30'), digest('310112', '2024-07-01'))
  t.not(digest('310112', '2024-07-01'), digest('110105', '2024-07-01'))
  t.match(digest('310112', '2024-07-01'), /^sha256:[0-9a-f]{64}$/)
})

t.test('what stands behind a rule changes on the day that a version begins or ends, in whatever order the days are asked', async t => {
  const fresh = () => bookOf([
    empty('local', '310112', { fallback: 'city' }),
    empty('city', '310000', { fallback: 'cn', inForce: { from: '2022-01-01', until: '2022-06-30' } }),
    empty('cn', '000000', { inForce: { from: '2021-01-01' } })
  ])
  const days = ['2021-12-31', '2022-01-01', '2022-06-30', '2022-07-01']
  const behind = [['cn'], ['city', 'cn'], ['city', 'cn'], ['cn']]
  for (const order of [[0, 1, 2, 3], [3, 2, 1, 0], [1, 3, 0, 2]]) {
    const book = fresh()
    t.strictSame(order.map((n) => book.applicable('310112', days[n] ?? '', {})?.rulesets.slice(1).map(({ id }) => id)), order.map((n) => behind[n]))
  }
})

t.test('rules that fall back on each other are asked once each', async t => {
  const book = bookOf([empty('a', '000000', { fallback: 'b' }), empty('b', '310000', { fallback: 'a' })])
  t.strictSame(book.applicable('110105', on, {})?.rulesets.map(({ id }) => id), ['a', 'b'])
})
