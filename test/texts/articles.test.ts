import t from 'tap'
import { parseText } from '../../src/texts/parse.ts'
import { parseCite, keyOf } from '../../src/texts/locator.ts'
import { indexUnits, textOf as wordsOf } from '../../src/texts/unit.ts'
import { article, changed, faults, kites, other, provision, report, textOf } from './made-up/rulesets.ts'

const text = textOf(kites)
const SECOND = '（二）在场内放飞、追逐，影响他人扎制、糊纸或\n\n\n\n上色的；'
const unit = (cite: string, of = text) => indexUnits(parseText(of).units).get(keyOf(parseCite(cite) ?? []))

t.test('a regulation in articles that is encoded in full has no faults', async t => {
  t.strictSame(parseText(text).layouts, ['articles'])
  t.strictSame(faults(kites, text), [])
  const { covered, listed } = report(kites, text)
  t.strictSame(covered.map(({ cite }) => cite), ['第三条第（一）项', '第三条第（二）项', '第三条第（三）项', '第四条第一款', '第四条第二款', '第五条第（一）项', '第五条第（二）项'])
  t.strictSame(listed, [
    { cite: '第一条', kind: 'purpose' }, { cite: '第二条', kind: 'scope' }, { cite: '第五条第二款', kind: 'procedure' }, { cite: '第六条', kind: 'procedure' }, { cite: '第七条', kind: 'final' }
  ])
})

t.test('an item that was deleted from the text is reported as unknown', async t => {
  t.strictSame(faults(kites, changed(text, SECOND)), ['第三条第（二）项: kites/art-3/item-2 cites it, but the text does not have it'])
})

t.test('an item that was inserted into the text is reported as missing, with its first words', async t => {
  const inserted = changed(text, '第四条 匠人把试样拿走的，两年内不得报名。', '（四）弄脏他人纸面的。', '第四条 匠人把试样拿走的，两年内不得报名。')
  t.strictSame(report(kites, inserted).missing, [{ cite: '第三条第（四）项', message: 'no provision encodes it (弄脏他人纸面的。)' }])
  t.equal(faults(kites, inserted).length, 1)
})

t.test('an item inserted under a number that is taken is reported', async t => {
  t.strictSame(faults(kites, changed(text, SECOND, SECOND, '（二）弄脏他人纸面的；')), ['第三条第（二）项: this number is printed a second time'])
})

t.test('an item that was renumbered is reported under both numbers', async t => {
  t.strictSame(faults(kites, text.replace('（一）带着成品入场', '（九）带着成品入场')), [
    '第三条第（九）项: no provision encodes it',
    '第三条第（一）项: kites/art-3/item-1 cites it, but the text does not have it'
  ])
})

t.test('an article that was deleted, inserted or renumbered is reported', async t => {
  t.strictSame(faults(kites, changed(text, '第七条 本规则自发布时起用。')), ['第七条: kites/art-7 cites it, but the text does not have it'])
  t.strictSame(faults(kites, changed(text, '第七条 本规则自发布时起用。', '第七条 本规则自发布时起用。', '第八条 协会可以解释。')), ['第八条: neither a provision nor the other parts mention it'])
  t.strictSame(faults(kites, text.replace('第七条 本规则', '第九条 本规则')), [
    '第九条: neither a provision nor the other parts mention it',
    '第七条: kites/art-7 cites it, but the text does not have it'
  ])
})

t.test('a paragraph that was added to an article in part encoded is reported', async t => {
  t.strictSame(faults(kites, changed(text, '已经发出的匠牌一并收回。', '已经发出的匠牌一并收回。', '匠人可以申辩。')), ['第四条第三款: neither a provision nor the other parts mention it'])
})

t.test('misconduct is not covered by being listed among the other parts', async t => {
  const [first, ...rest] = kites.articles
  const listed = { ...kites, articles: rest, otherParts: [...kites.otherParts, other('art-3', '第三条')] }
  const message = 'it is misconduct, but it is only listed among the other parts'
  t.ok(first)
  t.strictSame(faults(listed, text), ['一', '二', '三'].map((item) => `第三条第（${item}）项: ${message}`))
})

t.test('a provision on the whole article does not cover its items', async t => {
  const whole = { ...kites, articles: kites.articles.map((one) => one.path === 'art-3' ? article('art-3', '第三条', [provision('art-3', '第三条')]) : one) }
  t.strictSame(faults(whole, text), ['一', '二', '三'].map((item) => `第三条第（${item}）项: no provision encodes it`))
})

t.test('a provision on the whole article covers its paragraphs', async t => {
  const whole = { ...kites, riders: [], articles: kites.articles.map((one) => one.path === 'art-4' ? article('art-4', '第四条', [provision('art-4', '第四条')]) : one) }
  t.strictSame(faults(whole, text), [])
})

t.test('a paragraph that neither a provision nor a rider encodes is reported', async t => {
  t.strictSame(faults({ ...kites, riders: [] }, text), ['第四条第二款: neither a provision nor the other parts mention it'])
})

t.test('the place where a measure stands must be in the text too', async t => {
  t.strictSame(faults(kites, text.replace('第六条 处理前', '第六十条 处理前')).filter((fault) => fault.startsWith('第六条')), [
    '第六条: kites/art-5 cites it, but the text does not have it',
    '第六条: kites/art-6 cites it, but the text does not have it'
  ])
})

t.test('a citation that names no place of a text is reported', async t => {
  t.strictSame(faults({ ...kites, otherParts: [...kites.otherParts, other('art-8', '第八章')] }, text), ['第八章: kites/art-8 cites it, but it cannot be read as a place of a text'])
})

t.test('misconduct that is announced without numbered items is reported, even where a provision cites the article', async t => {
  const run = '第一条 匠人有下列行为之一的，成绩作废：甲、带着成品入场的，乙、放飞的。\n'
  t.strictSame(faults({ ...kites, articles: [article('art-1', '第一条', [provision('art-1', '第一条')])], riders: [], otherParts: [] }, run), ['第一条: it announces misconduct, but nothing numbered could be read below it'])
})

t.test('sentences broken by a page are whole again', async t => {
  t.equal(unit('第三条第（二）项')?.own, '在场内放飞、追逐，影响他人扎制、糊纸或上色的；')
  t.equal(unit('第三条第（三）项')?.own, '冒用他人竹(或线)材的;')
  t.equal(unit('第五条第（一）项')?.own, '不按第三条第（二）项维持秩序的；')
  t.equal(unit('第六条')?.own, '处理前应当当面告知，并照第四条规定的期限留存记录。')
})

t.test('a reference at the start of a line begins no article, chapter or item', async t => {
  const references = '第一条 照办。\n第三条规定的期限照算。\n第二章所列的站照查，并按第一条第\n（一）项、第\n（二）项处理。\n第二条 完。\n'
  t.equal(unit('第一条第二款', references)?.own, '第三条规定的期限照算。')
  t.equal(unit('第一条第三款', references)?.own, '第二章所列的站照查，并按第一条第（一）项、第（二）项处理。')
  t.equal(unit('第一条第三款', references)?.children.length, 0)
  t.equal(unit('第二条', references)?.own, '完。')
})

t.test('headings, page marks and the signature are no part of any article', async t => {
  t.equal(unit('第二条第二款')?.own, '评定站是指替协会办理评定的单位。')
  t.equal(unit('第七条')?.own, '本规则自发布时起用。')
  t.equal(wordsOf(unit('第四条') ?? { locator: [], aliases: [], label: '', own: '', children: [] }), '匠人把试样拿走的，两年内不得报名。\n已经发出的匠牌一并收回。')
})

t.test('items of two lists in one article are told apart by their paragraphs', async t => {
  const lists = '第一条 匠人有下列行为之一的，记过：\n（一）喧闹的；\n（二）迟到的。\n评定站有下列行为之一的，停办：\n（一）加价的。\n'
  t.equal(unit('第一条第一款第（一）项', lists)?.own, '喧闹的；')
  t.equal(unit('第一条第二款第（一）项', lists)?.own, '加价的。')
  t.equal(unit('第一条第（一）项', lists), undefined)
})

t.test('points below an item are cited one by one', async t => {
  const points = '第一条 匠人有下列行为之一的，记过：\n（一）损坏：\n1.竹架；\n2.纸面。\n'
  t.equal(unit('第一条第（一）项第2目', points)?.own, '纸面。')
  t.strictSame(faults({ ...kites, riders: [], otherParts: [], articles: [article('art-1', '第一条', [provision('art-1/item-1/point-1', '第一条第（一）项第1目')])] }, points), ['第一条第（一）项第2目: no provision encodes it'])
})

t.test('a text printed as the only annex of a letter is cited with or without the annex', async t => {
  const annexed = `附件3\n${text}`
  t.strictSame(faults(kites, annexed), [])
  t.equal(unit('附件3第三条第（一）项', annexed)?.own, '带着成品入场，劝说后仍不收起的；')
})

t.test('Windows line ends, Arabic article numbers and spaces within numbers make no difference', async t => {
  t.strictSame(faults(kites, text.replaceAll('\n', '\r\n')), [])
  t.strictSame(faults(kites, text.replace('第七条 本', '第 七 条　本').replace('第一条 为', '第1条 为')), [])
})

t.test('a text without any layout is refused with what was looked for', async t => {
  for (const nothing of ['', '各片区：请照办。\n', '| 站名 | 院落 |\n|--|--|\n| 甲 | 东 |\n']) t.throws(() => parseText(nothing), { name: 'UnreadableText', message: /articles .*parts .*table/ })
})
