import t from 'tap'
import { sanction } from '../../src/domain/sanction.ts'
import type { RulesetDocument } from '../../src/rulesets/format.ts'
import { zh } from './brute-force.ts'
import { article, asking, bookOf, item, label, law } from './small.ts'

type Step = RulesetDocument['procedures'][number]['steps'][number]

const step = (name: string, rest: Partial<Step> = {}): Step => ({ step: name, by: 'regulator', what: label(name), basis: ['cn/art-17'], ...rest })
const procedure = (subject: string, ...steps: Step[]) => ({ subjects: [subject], steps })
const articles = [
  article('art-1', { tier: 'general', must: ['talk'] }, [item('art-1/item-1', [{ conduct: 'agency.noise', when: { warned: true } }], { basis: ['old/art-9/item-1'] })]),
  article('art-2', { tier: 'grave', must: ['close'] }, [item('art-2/item-1', [{ conduct: 'agency.fraud' }])])
]
const fraud = { code: 'agency.fraud' }
const noise = { code: 'agency.noise', facts: { warned: true } }
const quiet = { code: 'agency.noise', facts: { warned: false } }

const steps = (conducts: typeof fraud[], ...demanded: Step[]) =>
  sanction(bookOf([law('cn', articles, { procedures: [procedure('agency', ...demanded)] })]), { ...asking(''), conducts }, zh).procedure.map(({ step }) => step)

t.test('the steps that the law demands are listed in its order, those that it merely allows are not', async t => {
  t.strictSame(steps([fraud], step('notify'), step('hear', { demanded: false }), step('decide'), step('serve')), ['notify', 'decide', 'serve'])
})

t.test('a step for some tiers is asked for only where the whole is of such a tier', async t => {
  const report = step('report', { when: { tier: ['serious', 'grave'] } })
  t.strictSame(steps([fraud], report), ['report'])
  t.strictSame(steps([noise], report), [])
  t.strictSame(steps([noise, fraud], report), ['report'])
  t.strictSame(steps([quiet], report), [], 'nothing was found')
})

t.test('a step for some articles is asked for where one of them governs, or what rests on one', async t => {
  const under = (...places: string[]) => step('report', { when: { under: places } })
  t.strictSame(steps([fraud], under('cn/art-2')), ['report'])
  t.strictSame(steps([fraud], under('cn/art-1')), [])
  t.strictSame(steps([noise, fraud], under('cn/art-1')), ['report'])
  t.strictSame(steps([noise], under('old/art-9')), ['report'])
  t.strictSame(steps([noise], under('old/art')), [])
})

t.test('a lighter provision that does not govern asks for no step', async t => {
  const lighter = [...articles, article('art-3', { tier: 'general', must: ['talk'] }, [item('art-3/item-1', [{ conduct: 'agency.fraud' }])])]
  const book = bookOf([law('cn', lighter, { procedures: [procedure('agency', step('report', { when: { under: ['cn/art-3'] } }), step('decide'))] })])
  t.strictSame(sanction(book, asking('agency.fraud'), zh).procedure.map(({ step }) => step), ['decide'])
})

t.test('a step for some articles at some tiers needs both', async t => {
  const both = step('report', { when: { under: ['cn/art-1'], tier: ['grave'] } })
  t.strictSame(steps([noise], both), [])
  t.strictSame(steps([fraud], both), [])
  t.strictSame(steps([noise, fraud], both), ['report'])
})

t.test('a subject without a procedure of its own here follows that of the fallback', async t => {
  const book = bookOf([
    law('local', [], { jurisdiction: '310112', fallback: 'cn', procedures: [procedure('agency', step('decide'))] }),
    law('cn', articles, { procedures: [procedure('person', step('notify')), procedure('agency', step('serve'))] })
  ])
  const at = (code: string, jurisdiction: string) => sanction(book, asking(code, {}, { jurisdiction }), zh).procedure.map(({ step }) => step)
  t.strictSame(at('agency.fraud', '310112'), ['decide'])
  t.strictSame(at('person.leak', '310112'), ['notify'])
  t.strictSame(at('agency.fraud', '110105'), ['serve'])
})

t.test('a step says who takes it, what it takes and within what period, in the language asked for', async t => {
  const within = { count: 15, unit: 'working-day', after: 'notify' }
  const book = bookOf([law('cn', articles, { procedures: [procedure('agency', step('hear', { what: { zh: '听', en: 'hear them' }, requires: { written: true }, within, notes: ['N-1'] }))] })])
  const view = (lang: 'zh' | 'en') => sanction(book, asking('agency.fraud'), { lang }).procedure
  t.strictSame(view('zh'), [{ step: 'hear', label: 'hear', by: 'regulator', what: '听', basis: ['cn/art-17'], requires: { written: true }, within, notes: ['N-1'] }])
  t.strictSame(view('en')[0]?.what, 'hear them')
  t.strictSame(view('zh')[0]?.what, '听')
})
