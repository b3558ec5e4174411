import t from 'tap'
import { officialTexts } from '../../src/texts/official.ts'
import { article, kites, provision, registry, stations, textOf } from './made-up/rulesets.ts'

const all = { 'articles.txt': textOf(kites), 'table.txt': textOf(stations), 'annexes.txt': textOf(registry) }

t.test('every provision and rider has the words of its place', async t => {
  const texts = officialTexts(t.testdir(all), [kites, stations, registry])
  t.strictSame([...texts.keys()], ['kites@2031-05-06', 'stations@2032-01-01', 'registry@2033-01-01'])
  const of = (ruleset: string, id: string) => texts.get(ruleset)?.get(id)
  t.equal(of('kites@2031-05-06', 'kites/art-3/item-2'), '在场内放飞、追逐，影响他人扎制、糊纸或上色的；')
  t.equal(of('kites@2031-05-06', 'kites/art-4/para-2'), '已经发出的匠牌一并收回。', 'a rider')
  t.equal(of('stations@2032-01-01', 'stations/row-2/item-2/serious'), '记录缺页，虽有存档但无人签收。')
  t.equal(of('registry@2033-01-01', 'registry/annex-2/heavy/point-3'), '停办期间照办的。')
  t.equal(texts.get('kites@2031-05-06')?.size, 7, 'articles and other parts have none')
})

t.test('a provision on a whole article has its paragraphs and items, with their numbers', async t => {
  const whole = { ...kites, riders: [], articles: [article('art-5', '第五条', [provision('art-5', '第五条')])] }
  t.equal(officialTexts(t.testdir(all), [whole]).get('kites@2031-05-06')?.get('kites/art-5'),
    '评定站有以下违规情形之一的，暂停评定：\n（一）不按第三条第（二）项维持秩序的；\n（二）私自加价的。\n整改完毕的，可以恢复评定。')
})

t.test('two versions of a ruleset keep their own words', async t => {
  const later = { ...kites, version: '2034-01-01', source: 'later.txt' }
  const texts = officialTexts(t.testdir({ ...all, 'later.txt': textOf(kites).replace('私自加价的。', '收费不公示的。') }), [kites, later])
  t.equal(texts.get('kites@2031-05-06')?.get('kites/art-5/item-2'), '私自加价的。')
  t.equal(texts.get('kites@2034-01-01')?.get('kites/art-5/item-2'), '收费不公示的。')
})

t.test('a ruleset that names no source has no texts', async t => {
  const { source, ...unsourced } = kites
  t.equal(source, 'articles.txt')
  t.equal(officialTexts(t.testdir({}), [unsourced]).get('kites@2031-05-06')?.size, 0)
})

t.test('every missing or unreadable file is named with its ruleset, in one answer', async t => {
  const files = t.testdir({ 'table.txt': Buffer.from([0xCF, 0xC2, 0xC1, 0xD0]), 'annexes.txt': '各站：请照办。\n' })
  const faults = ({ message }: Error): string[] => message.split('\n').map((line) => line.replace(files, 'DIR'))
  try {
    officialTexts(files, [kites, stations, registry])
    t.fail('the directory is faulty')
  } catch (error) {
    t.match(error, { name: 'FaultyRules' })
    t.strictSame(faults(error as Error).slice(0, 2), [
      'DIR/articles.txt: the official text of kites@2031-05-06 is not there',
      'DIR/table.txt: the official text of stations@2032-01-01 is not UTF-8'
    ])
    t.match(faults(error as Error)[2], /^DIR\/annexes\.txt: the official text of registry@2033-01-01 cannot be read: neither articles/)
  }
})

t.test('a directory that is not there, or that has a directory for a file, is told and not thrown as a crash', async t => {
  t.throws(() => officialTexts(`${t.testdir({})}/none`, [kites]), { name: 'FaultyRules', message: /none\/articles\.txt: the official text of kites@2031-05-06 is not there/ })
  t.throws(() => officialTexts(t.testdir({ 'articles.txt': {} }), [kites]), { name: 'FaultyRules', message: /cannot be read \(EISDIR\)/ })
})

t.test('a provision that its text does not have is a fault: the text is another one than the rules', async t => {
  const files = t.testdir({ ...all, 'articles.txt': textOf(kites).replace('（二）私自加价的。', '') })
  t.throws(() => officialTexts(files, [kites]), { name: 'FaultyRules', message: /kites@2031-05-06 has no 第五条第一款第（二）项, which kites\/art-5\/item-2 cites/ })
})
