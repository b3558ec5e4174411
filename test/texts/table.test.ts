import t from 'tap'
import { parseText } from '../../src/texts/parse.ts'
import { keyOf, parseCite } from '../../src/texts/locator.ts'
import { tierWords } from '../../src/texts/row-tiers.ts'
import { indexUnits } from '../../src/texts/unit.ts'
import { changed, faults, note, report, stations, textOf } from './made-up/rulesets.ts'

const text = textOf(stations)
const ROW_3 = '| 3  | 一年没有办过评定 | 特别严重违规/除名 | 第五条 | 除名 |'
const unit = (cite: string) => indexUnits(parseText(text).units).get(keyOf(parseCite(cite) ?? []))

t.test('a table that is encoded in full has no faults, nor has the plan before it', async t => {
  t.strictSame(parseText(text).layouts, ['parts', 'table'])
  t.strictSame(faults(stations, text), [])
  const { covered, remarks } = report(stations, text)
  t.strictSame(covered.find(({ cite }) => cite === '附件第2行第3项')?.by, ['row-2/item-3/general', 'row-2/item-3/serious'])
  t.equal(covered.length, 6)
  t.strictSame(remarks, [
    { cite: '附件第1行第2项', message: 'the tier 一般 stands beside its row, but no provision of it has the tier general' },
    { cite: '附件第1行第1项', message: 'the tier 严重 stands beside its row, but no provision of it has the tier serious' }
  ], 'explained by a note')
})

t.test('rows broken over pages and cells in mark-up are whole again', async t => {
  t.equal(unit('附件第1行第1项')?.own, '名册不全：缺照片或住址。')
  t.equal(unit('附件第2行第2项')?.own, '记录缺页，虽有存档但无人签收。')
  t.equal(unit('附件第2行第3项')?.own, '场地太暗。')
  t.equal(unit('附件第3行')?.own, '一年没有办过评定')
  t.strictSame(unit('附件第2行')?.tierLines, ['一般违纪违规情形/谈话', '严重违纪违规情形/整改'])
})

t.test('the plan before the table has its opening, its parts and their paragraphs', async t => {
  t.equal(unit('正文首段')?.own, '为摸清各站的评定情形，安排如下：')
  t.equal(unit('第一部分')?.own, '协会派两名干事到站查看，片区予以配合并提供名册。')
  t.equal(unit('第二部分第二段')?.own, '再看现场。')
})

t.test('a row that was deleted is reported as unknown', async t => {
  const unknown = '附件第3行: stations/row-3'
  t.strictSame(faults(stations, changed(text, ROW_3)), [`${unknown} cites it, but the text does not have it`, `${unknown}/grave cites it, but the text does not have it`])
})

t.test('a row that was inserted is reported as missing', async t => {
  t.strictSame(faults(stations, changed(text, ROW_3, ROW_3, '| 4 | 夜间办评定。 | 一般违纪违规情形/谈话 | 第五条 | 谈话 |')), ['附件第4行: no provision encodes it'])
})

t.test('a row that was renumbered is reported under both numbers', async t => {
  t.strictSame(faults(stations, text.replace('| 3  |', '| 30 |')), [
    '附件第30行: no provision encodes it',
    '附件第3行: stations/row-3 cites it, but the text does not have it',
    '附件第3行: stations/row-3/grave cites it, but the text does not have it'
  ])
})

t.test('a row whose number is taken is reported', async t => {
  t.strictSame(faults(stations, changed(text, ROW_3, ROW_3, '| 3 | 夜间办评定。 | 一般违纪违规情形/谈话 | | |')), ['附件第3行: this number is printed a second time'])
})

t.test('an item within a row that was deleted, inserted or renumbered is reported', async t => {
  t.strictSame(faults(stations, text.replace('<p>3. 场地太暗。</p>', '')), ['general', 'serious'].map((tier) => `附件第2行第3项: stations/row-2/item-3/${tier} cites it, but the text does not have it`))
  t.strictSame(faults(stations, text.replace('场地太暗。</p>', '场地太暗。4. 窗户漏风。</p>')), ['附件第2行第4项: no provision encodes it'])
  t.strictSame(faults(stations, text.replace('2. 竹料', '5. 竹料')), ['附件第1行第5项: no provision encodes it', '附件第1行第2项: stations/row-1/item-2/serious cites it, but the text does not have it'])
})

t.test('a tier printed beside a row that no provision has is reported', async t => {
  t.strictSame(faults(stations, text.replace('特别严重违规/除名', '严重违纪违规情形/整改<br>特别严重违规/除名')), ['附件第3行: the tier 严重 stands beside its row, but no provision of it has the tier serious'])
})

t.test('an item that has not every tier of its row is a fault, unless its provisions name a reading', async t => {
  const without = (path: string) => ({ ...stations, articles: stations.articles.map((row) => ({ ...row, provisions: row.provisions.filter((provision) => provision.path !== path) })) })
  const message = '附件第2行第2项: the tier 严重 stands beside its row, but no provision of it has the tier serious'
  t.strictSame(faults(without('row-2/item-2/serious'), text), [message])
  t.strictSame(faults({ ...without('row-2/item-2/serious'), notes: [note('ST-2', 'article:row-2')] }, text), [message], 'a note on the row does not excuse it')
  const unnoted = { ...stations, articles: stations.articles.map((row) => ({ ...row, provisions: row.provisions.map(({ notes, ...rest }) => rest) })) }
  t.strictSame(faults(unnoted, text).map((fault) => fault.split(':')[0]), ['附件第1行第2项', '附件第1行第1项'])
})

t.test('a tier that is encoded and not printed is a fault, unless a note speaks of the row', async t => {
  const misprinted = text.replace('<p>严重违纪违规情形/整改</p>', '<p>纸鸢应当糊得严实。</p>')
  const message = 'the tier serious is encoded, but 严重 is not printed beside it'
  t.strictSame(faults(stations, misprinted), [`附件第2行: ${message}`])
  const noted = { ...stations, notes: [note('ST-2', 'article:row-2')] }
  t.strictSame(faults(noted, misprinted), [])
  t.strictSame(report(noted, misprinted).remarks.filter(({ cite }) => cite === '附件第2行'), [{ cite: '附件第2行', message }])
})

t.test('a table without a column of tiers is held against its rows only', async t => {
  const untiered = '| 编号 | 违规行为 |\n|---|---|\n| 1 | 夜间办评定 |\n| 2 | 加价 |\n'
  const only = { ...stations, otherParts: [], articles: stations.articles.filter(({ path }) => path === 'row-3').map((one) => ({ ...one, cite: '第1行', provisions: one.provisions.map((provision) => ({ ...provision, cite: '第1行' })) })) }
  t.strictSame(faults(only, untiered), ['第2行: no provision encodes it'])
})

t.test('another table in the text is not read as misconduct', async t => {
  t.strictSame(faults(stations, `${text}\n| 序号 | 站名 |\n|---|---|\n| 1 | 甲站 |\n| 9 | 乙站 |\n`), [])
})

t.test('tiers are told apart by the words in which their names differ', async t => {
  t.strictSame([...tierWords({ a: { zh: '一般违规' }, b: { zh: '严重违规' } })], [['a', '一般'], ['b', '严重']])
  t.strictSame([...tierWords({ a: { zh: '一般违规' } })], [['a', '一般违规']])
  t.strictSame([...tierWords({ a: { zh: '违规' }, b: { zh: '重违规' } })], [['a', '违'], ['b', '重违']], 'no name is used up')
})
