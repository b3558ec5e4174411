// Where provisions without a tier meet tiered ones, and where nothing but a name tells two sources of one measure apart.
import t from 'tap'
import { classify } from '../../src/domain/classify.ts'
import { sanction } from '../../src/domain/sanction.ts'
import { zh } from './brute-force.ts'
import { article, asking, bookOf, item, law } from './small.ts'

t.test('an earlier decision never lowers the tier, even where it concerns an untiered provision beside a graver one', async (t) => {
  const book = bookOf([law('cn', [
    article('art-1', { must: ['refer'] }, [item('art-1/item-1', [{ conduct: 'agency.fraud' }])]),
    article('art-2', { tier: 'grave', must: ['close'] }, [item('art-2/item-1', [{ conduct: 'agency.fraud' }])]),
    article('art-3', { tier: 'serious', must: ['rectify'] }, [item('art-3/item-1', undefined)])
  ], { escalations: [{ raises: 'art-3/item-1', current: { under: ['cn/art-1'] }, prior: { tier: 'general', measure: 'talk' } }] })])
  const answer = (history: object[]) => sanction(book, asking('agency.fraud', {}, { history: history as [] }), zh)
  const [without, with_] = [answer([]), answer([{ decidedOn: '2026-01-10', tier: 'general', measures: ['talk'] }])]
  t.equal(without.tier, 'grave')
  t.equal(with_.tier, 'grave')
  t.strictSame(with_.sanctions, without.sanctions)
})

t.test('who imposes a measure does not hang on the order of the conducts', async (t) => {
  const book = bookOf([law('cn', [article('art-1', {
    tier: 'general',
    must: [{ measure: 'refer', when: { warned: true }, imposedBy: 'province' }, { measure: 'refer', when: { warned: false }, imposedBy: 'city' }]
  }, [item('art-1/item-1', [{ conduct: 'agency.noise' }])])])])
  const conducts = [true, false].map((warned) => ({ code: 'agency.noise', facts: { warned } }))
  const imposed = (order: typeof conducts) => sanction(book, asking('agency.noise', {}, { conducts: order }), zh).sanctions
  t.strictSame(imposed(conducts), imposed([...conducts].reverse()))
  t.equal(imposed(conducts)[0]?.imposedBy, 'city')
})

t.test('the tier of a lighter finding is left open where it hangs on a fact that does not matter to the result', async (t) => {
  const book = bookOf([law('cn', [
    article('art-1', { tier: 'grave', must: ['close'] }, [item('art-1/item-1', [{ conduct: 'agency.noise' }])]),
    article('art-2', { tier: { grade: { light: 'general', heavy: 'serious', worst: 'serious' } }, must: ['talk'] }, [item('art-2/item-1', [{ conduct: 'agency.noise' }])])
  ])])
  const tiers = (facts: object) => classify(book, asking('agency.noise', { ...facts }), zh).results[0]?.findings.map(({ provision, tier, governing }) => [provision, tier, governing])
  t.strictSame(tiers({}), [['cn/art-1/item-1', 'grave', true], ['cn/art-2/item-1', null, false]])
  t.strictSame(tiers({ grade: 'heavy' }), [['cn/art-1/item-1', 'grave', true], ['cn/art-2/item-1', 'serious', false]])
})
