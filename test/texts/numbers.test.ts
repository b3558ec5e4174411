import t from 'tap'
import fc from 'fast-check'
import { fromChinese, numberOf, toChinese } from '../../src/texts/chinese-numbers.ts'
import { formatCite, keyOf, parseCite, type Locator, type Place } from '../../src/texts/locator.ts'

t.test('every number that a text may carry is read back as it was written', async t => {
  const written = Array.from({ length: 9999 }, (_, index) => toChinese(index + 1))
  t.equal(new Set(written).size, 9999, 'no two numbers are written alike')
  t.strictSame(written.filter((numeral, index) => fromChinese(numeral) !== index + 1), [])
})

t.test('numbers are written as regulations print them', async t => {
  t.strictSame([1, 10, 11, 20, 21, 99, 100, 101, 110, 120, 1003].map(toChinese), ['一', '十', '十一', '二十', '二十一', '九十九', '一百', '一百零一', '一百一十', '一百二十', '一千零三'])
  for (const n of [0, -1, 1.5, 10_000]) t.throws(() => toChinese(n), { name: 'RangeError' })
})

t.test('what is not exactly one numeral is no number', async t => {
  for (const text of ['', '零', '十十', '一二', '二十零', '一十', '百', '甲', '第一']) t.equal(fromChinese(text), undefined, text)
  fc.assert(fc.property(fc.string({ unit: fc.constantFrom(...'零一二三四五六七八九十百千'), maxLength: 7 }), (text) => {
    const n = fromChinese(text)
    return n === undefined || toChinese(n) === text
  }))
})

t.test('a printed number may be Arabic, full-width, or torn by spaces', async t => {
  t.strictSame(['12', '１２', '十 二', ' 十二'].map(numberOf), [12, 12, 12, 12])
  t.equal(numberOf('0'), undefined)
})

const number = fc.integer({ min: 1, max: 99 })
const place = (level: Place['level']) => number.map((n): Place => ({ level, number: n }))
const optional = (level: Place['level']) => fc.option(place(level), { nil: undefined })
const annex = fc.option(fc.option(number, { nil: null }).map((n): Place => ({ level: 'annex', number: n })), { nil: undefined })
const boundary = fc.constantFrom<Place>({ level: 'opening', number: null }, { level: 'closing', number: null })
const deep = fc.tuple(annex, fc.oneof(place('article'), place('part'), place('row')), optional('paragraph'), optional('item'), optional('point'), optional('detail'))
const locators = fc.oneof(deep, fc.tuple(annex, boundary)).map((places): Locator => places.filter((one) => one !== undefined))

t.test('a place is cited and found again by its citation', async t => {
  fc.assert(fc.property(locators, (locator) => {
    t.strictSame(parseCite(formatCite(locator)), locator)
  }))
})

t.test('two places with the same citation are the same place', async () => {
  fc.assert(fc.property(locators, locators, (a, b) => (formatCite(a) === formatCite(b)) === (keyOf(a) === keyOf(b))))
})

t.test('places are cited as laws do', async t => {
  const cites: [string, string][] = [
    ['第六条第（一）项', 'article-6/item-1'], ['第十五条第二款', 'article-15/paragraph-2'], ['附件第4行第3项', 'annex/row-4/item-3'],
    ['附件3第一部分第（一）项第6目', 'annex-3/part-1/item-1/point-6'], ['附件2第二部分第（一）项第1目第（3）小目', 'annex-2/part-2/item-1/point-1/detail-3'], ['第一部分第（一）项', 'part-1/item-1'], ['附件3第二部分第一段', 'annex-3/part-2/paragraph-1'],
    ['正文首段', 'opening'], ['附件1末段', 'annex-1/closing'], ['附件2', 'annex-2'], ['第二十一条', 'article-21']
  ]
  for (const [cite, key] of cites) {
    const locator = parseCite(cite)
    t.equal(locator && keyOf(locator), key, cite)
    t.equal(locator && formatCite(locator), cite)
  }
})

t.test('half-width brackets, spaces and missing brackets cite the same place', async t => {
  for (const cite of ['第六条第(一)项', '第 六 条 第（一）项', '第六条第一项', '第6条第1项']) t.strictSame(parseCite(cite), parseCite('第六条第（一）项'), cite)
  t.strictSame(parseCite('附件三第一部分'), parseCite('附件3第一部分'))
})

t.test('what cites no place of a text is not taken for one', async t => {
  for (const cite of ['', '第六条第', '第条', '第六章', '第（一）项第六条', '第六条第七条', '《规则》第六条', '第六条及其他', '第一二条']) t.equal(parseCite(cite), undefined, cite)
})
