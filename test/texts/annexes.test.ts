import t from 'tap'
import { parseText } from '../../src/texts/parse.ts'
import { keyOf, parseCite } from '../../src/texts/locator.ts'
import { indexUnits } from '../../src/texts/unit.ts'
import { changed, faults, registry, report, textOf } from './made-up/rulesets.ts'

const text = textOf(registry)
const unit = (cite: string) => indexUnits(parseText(text).units).get(keyOf(parseCite(cite) ?? []))
const HEAVY = '附件2第一部分第（二）项'

t.test('a notice with annexes that is encoded in full has no faults', async t => {
  t.strictSame(parseText(text).layouts, ['parts'])
  t.strictSame(faults(registry, text), [])
  const { covered, listed } = report(registry, text)
  t.equal(covered.length, 5)
  t.strictSame(listed.filter(({ kind }) => kind === 'filing').map(({ cite }) => cite), ['附件1第一部分第（一）项', '附件1第一部分第（二）项', '附件1第二部分第（一）项', '附件1第二部分第（二）项', '附件3'])
})

t.test('every part of a notice stands where it is cited', async t => {
  t.equal(unit('正文首段')?.own, '为管好评定站，通知如下：')
  t.equal(unit('第二部分第（二）项')?.own, '协会每年复查，结果张榜。')
  t.equal(unit('正文末段')?.own, '各片区照此办理，另有新规的从新规。')
  t.equal(unit('附件1第二部分第（一）项第1目')?.own, '首次登记交下列材料：')
  t.equal(unit('附件1第二部分第（一）项第1目第（1）小目')?.own, '登记表；')
  t.equal(unit('附件1第二部分第（一）项第1目第（2）小目')?.own, '院落图。\n以上材料可以线上递交。', 'what follows the last detail belongs to it')
  t.equal(unit('附件1第二部分第（二）项')?.own, '发证。材料齐全的，五日内发证。\n发证后三日内报协会备查。', 'what follows the last item of an annex belongs to it')
  t.equal(unit(`${HEAVY}第2目`)?.own, '谈话后又犯轻微违规的；')
  t.equal(unit('附件2第二部分第二段')?.own, '处理。先告知，再决定。')
})

t.test('conditions of filing are no misconduct, though they are numbered', async t => {
  t.equal(report(registry, changed(text, '2.已经改行的。', '2.已经改行的。', '3.住得太远的。')).missing.length, 0)
})

t.test('a point of misconduct that was deleted is reported as unknown', async t => {
  t.strictSame(faults(registry, changed(text, '2.不挂牌子的。')), ['附件2第一部分第（一）项第2目: registry/annex-2/slight/point-2 cites it, but the text does not have it'])
})

t.test('a point of misconduct that was inserted is reported as missing', async t => {
  t.strictSame(report(registry, changed(text, '2.不挂牌子的。', '2.不挂牌子的。', '3.院落太脏的。')).missing, [{ cite: '附件2第一部分第（一）项第3目', message: 'no provision encodes it (院落太脏的。)' }])
})

t.test('a point of misconduct that was renumbered is reported under both numbers', async t => {
  t.strictSame(faults(registry, text.replace('2.谈话后', '8.谈话后')), [`${HEAVY}第8目: no provision encodes it`, `${HEAVY}第2目: registry/annex-2/heavy/point-2 cites it, but the text does not have it`])
})

t.test('a list of misconduct that was renumbered is reported with all its points', async t => {
  const renumbered = faults(registry, text.replace('（二）评定站有下列严重', '（三）评定站有下列严重'))
  t.strictSame(renumbered.filter((fault) => fault.includes('第（三）项')), [
    ...[1, 2, 3].map((point) => `附件2第一部分第（三）项第${point}目: no provision encodes it`),
    '附件2第一部分第（三）项: neither an article, a provision nor the other parts mention it'
  ])
  t.equal(renumbered.filter((fault) => fault.startsWith(HEAVY)).length, 4)
})

t.test('an item, a part and an annex that nobody mentions are reported', async t => {
  t.strictSame(faults(registry, changed(text, '（二）协会每年复查，结果张榜。', '（二）协会每年复查，结果张榜。', '（三）结果存档。')), ['第二部分第（三）项: neither a provision nor the other parts mention it'])
  t.strictSame(faults(registry, changed(text, '处理。先告知，再决定。 ', '处理。先告知，再决定。 ', '三、存档', '存三年。')), ['附件2第三部分: neither a provision nor the other parts mention it'])
  t.strictSame(faults(registry, `${text}附件4\n往返路线图\n`), ['附件4: neither a provision nor the other parts mention it'])
})

t.test('an annex whose heading is missing is reported from both sides', async t => {
  const merged = faults(registry, changed(text, '附件2'))
  t.ok(merged.includes('附件1第一部分: this number is printed a second time'))
  t.ok(merged.includes(`${HEAVY}第1目: registry/annex-2/heavy/point-1 cites it, but the text does not have it`))
})

t.test('the heading of an annex repeated on its next page does not begin another annex', async t => {
  t.strictSame(faults(registry, changed(text, '二、步骤', '附件2', '二、步骤')), [])
})
