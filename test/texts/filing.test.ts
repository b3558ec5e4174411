/** Rules of filing held against the text: every leaf rendered, every figure the same. */
import t from 'tap'
import { shippedSources } from '../../src/rulesets/load.ts'
import { vocabulary } from '../../src/rulesets/vocabulary.ts'
import type { CitingRuleset } from '../../src/texts/cited.ts'
import { figuresIn, figuresOf } from '../../src/texts/figures.ts'
import { parseCite, type Locator } from '../../src/texts/locator.ts'
import { parseText } from '../../src/texts/parse.ts'
import { proveAgencies } from '../../src/texts/agency-proof.ts'
import { toChinese } from '../../src/texts/chinese-numbers.ts'
import { changed, faults, registering, registry, registryWith, report, textOf } from './made-up/rulesets.ts'

const text = textOf(registry).replace(/附件3[\s\S]*$/, '')
const ITEM = '附件1第二部分第（二）项'

t.test('filing that is rendered in full has no faults, and its places are counted', async t => {
  t.strictSame(faults(registryWith(), text), [])
  t.match(report(registryWith(), text).rendered.filter(({ cite }) => cite === ITEM), [{ cite: ITEM, rules: 4 }])
})

t.test('a ruleset without rules of filing leaves the parts on filing listed', async t => {
  t.strictSame(faults(registry, textOf(registry)), [])
  t.strictSame(report(registry, textOf(registry)).rendered, [])
})

t.test('a sentence, a point or a detail on filing that no rule renders is reported', async t => {
  const added = changed(text, '（2）院落图。', '（2）院落图。', '（3）师傅名册。')
  t.strictSame(faults(registryWith(), added), ['附件1第二部分第（一）项第1目第（3）小目: it is on filing, and no rule of filing renders it'])
  t.strictSame(faults(registryWith(), changed(text, '2.已经改行的。', '2.已经改行的；', '3.住得太远的。')), ['附件1第一部分第（二）项第3目: it is on filing, and no rule of filing renders it'])
  t.strictSame(faults(registryWith({ materials: registering.materials.slice(1) }), text), ['附件1第二部分第（一）项第1目第（1）小目: it is on filing, and no rule of filing renders it'])
})

t.test('a rule that cites what the text does not have is reported', async t => {
  t.strictSame(faults(registryWith(), changed(text, '2.已经改行的。')), ['附件1第一部分第（二）项第2目: registry/annex-1/一/二/point-2 cites it, but the text does not have it'])
})

t.test('a figure that differs is reported from both sides', async t => {
  t.strictSame(faults(registryWith(), text.replace('五日内', '六日内')), [`${ITEM}: it says 6日, which no rule on it has`, `${ITEM}: a rule on it has 5日, which it does not say`])
  const masters = '附件1第一部分第（二）项'
  t.strictSame(faults(registryWith(), text.replace('不少于三名', '不少于四名')), [`${masters}: it says 4名, which no rule on it has`, `${masters}: a rule on it has 3名, which it does not say`])
})

t.test('of two periods of the same length each needs its own rule', async t => {
  const equal = text.replace('发证后三日内', '发证后五日内')
  const twice = registering.limits.map((limit) => ({ ...limit, count: 5 }))
  t.strictSame(faults(registryWith({ limits: twice }), equal), [])
  t.strictSame(faults(registryWith({ limits: twice.slice(0, 1) }), equal), [`${ITEM}: it says 5日, which no rule on it has`])
})

t.test('a number counts as a figure with its unit, a year of the calendar does not', async t => {
  const read = (printed: string): string[] => figuresIn(printed, vocabulary)
  t.strictSame(read('应在7个工作日内'), ['7工作日'])
  t.strictSame(read('不少于 3 名，有效期为3年'), ['3名', '3年'])
  t.strictSame(read('期满前3个月内'), ['3月'])
  t.strictSame(read('大典第3-6大类'), ['3大类', '6大类'])
  t.strictSame(read('每三年一次，五星级和一星级'), ['3年', '5星级', '1星级'])
  t.strictSame(read('2018年7月中旬，统一社会信用代码，1.第一项'), [])
})

/** A text that says nothing but where each rule stands and which figures it has: the places of a ruleset as its text would be printed. */
function skeletonOf (ruleset: CitingRuleset): string {
  const figures = new Map<string, string[]>()
  for (const { cite, figures: own, oneByOne } of figuresOf(ruleset, vocabulary)) {
    const before = figures.get(cite) ?? []
    figures.set(cite, oneByOne ? [...before, ...own] : [...new Set([...before, ...own])])
  }
  for (const { cite } of ruleset.otherParts) if (!figures.has(cite)) figures.set(cite, [])
  const places = [...figures].map(([cite, own]) => ({ locator: parseCite(cite) ?? [], own })).filter(({ locator }) => locator.length > 1 || locator[0]?.level === 'part')
  const key = (locator: Locator): string => locator.map(({ number }) => String(number ?? 0).padStart(3, '0')).join('.')
  const mainFirst = ({ locator }: { locator: Locator }): string => locator[0]?.level === 'annex' ? key(locator) : `000.${key(locator)}`
  const lines: string[] = []
  let open: Locator = []
  for (const { locator, own } of places.sort((a, b) => mainFirst(a) < mainFirst(b) ? -1 : 1)) {
    for (const [depth, place] of locator.entries()) {
      if (JSON.stringify(open.slice(0, depth + 1)) === JSON.stringify(locator.slice(0, depth + 1))) continue
      open = [...open.slice(0, depth), place]
      const n = place.number ?? 0
      const says = depth === locator.length - 1 ? `条文${own.map((figure) => figure.replace('月', '个月')).join('、')}。` : '下列各点：'
      if (place.level === 'annex') lines.push(`附件${n}`, '', '标题')
      else if (place.level === 'part') lines.push(`${toChinese(n)}、${depth === locator.length - 1 ? says : '标题'}`)
      else if (place.level === 'item') lines.push(`（${toChinese(n)}）${says}`)
      else if (place.level === 'point') lines.push(`${n}.${says}`)
      else if (place.level === 'detail') lines.push(`（${n}）${says}`)
    }
  }
  return `${lines.join('\n')}\n`
}

const guangxi = shippedSources().find(({ data }) => data.id === 'guangxi')?.data
const prove = (ruleset: CitingRuleset, printed: string) => proveAgencies(ruleset, parseText(printed).units, vocabulary)

t.test('the rules of Guangxi render every leaf of the annexes on filing, and each figure of theirs is looked for in the text', async t => {
  if (!guangxi) return t.fail('there are no rules of Guangxi')
  const skeleton = skeletonOf(guangxi)
  const { missing, figures, rendered } = prove(guangxi, skeleton)
  t.strictSame([missing, figures], [[], []])
  for (const annex of ['附件1', '附件2']) t.ok(rendered.filter(({ cite }) => cite.startsWith(annex)).length >= 13, annex)
  const printed = [...skeleton.matchAll(/\d+(?=工作日|年|个月|名|大类|星级)/g)]
  t.ok(printed.length >= 19, 'there are figures to be compared')
  for (const { 0: number, index } of printed) {
    const wrong = `${skeleton.slice(0, index)}${Number(number) + 20}${skeleton.slice(index + number.length)}`
    t.ok(prove(guangxi, wrong).figures.length > 0, `${skeleton.slice(index - 12, index + 6).replace(/\n/g, ' ')} is noticed when it is another number`)
  }
})

t.test('a leaf of the annexes on filing that the rules leave out is noticed, whichever it is', async t => {
  if (!guangxi) return t.fail('there are no rules of Guangxi')
  const skeleton = skeletonOf(guangxi)
  const leaves = skeleton.split('\n').filter((line) => /^（[0-9]）/.test(line))
  t.equal(leaves.length, 14, 'papers of a first filing and of a change under both annexes')
  const tracks = guangxi.agencies?.filing?.tracks ?? []
  for (const [index, track] of tracks.entries()) {
    for (const at of track.materials.keys()) {
      const without = tracks.with(index, { ...track, materials: track.materials.toSpliced(at, 1) })
      const { missing } = prove({ ...guangxi, agencies: { ...guangxi.agencies, filing: { tracks: without } } }, skeleton)
      const cite = track.materials[at]?.cite ?? ''
      if (cite.includes('小目')) t.strictSame(missing.map((one) => one.cite), [cite], cite)
    }
  }
})
