import t from 'tap'
import { sanction, type SanctionQuestion } from '../../src/domain/sanction.ts'
import type { RulesetDocument } from '../../src/rulesets/format.ts'
import { zh } from './brute-force.ts'
import { article, asking, bookOf, item, law } from './small.ts'

type Rest = Partial<Omit<SanctionQuestion, 'conducts'>>
type Given = SanctionQuestion['conducts']

/** What follows under one law. */
const follows = (articles: RulesetDocument['articles'], conducts: string | Given, rest: Rest = {}, law_: Partial<RulesetDocument> = {}) =>
  sanction(bookOf([law('cn', articles, law_)]), { ...asking(''), conducts: typeof conducts === 'string' ? [{ code: conducts }] : conducts, ...rest }, zh)

/** Each measure as `measure must|may imposedBy: basis`. */
const sanctions = (...asked: Parameters<typeof follows>) =>
  follows(...asked).sanctions.map(({ measure, mandatory, imposedBy, basis }) => `${measure} ${mandatory ? 'must' : 'may'} ${imposedBy}: ${basis.join(' ')}`)

const met = (conduct: string) => [{ conduct }]
const both = [{ code: 'agency.fraud' }, { code: 'agency.idle' }]
/** Two articles, one for each of two conducts. */
const two = (first: Parameters<typeof article>[1], second: Parameters<typeof article>[1]) => [
  article('art-1', { tier: 'general', imposedBy: 'city', ...first }, [item('art-1/item-1', met('agency.fraud'))]),
  article('art-2', { tier: 'serious', imposedBy: 'province', ...second }, [item('art-2/item-1', met('agency.idle'))])
]

t.test('one measure from several provisions is one measure with all its bases', async t => {
  t.strictSame(sanctions(two({ must: ['refer'] }, { must: ['refer'] }), both), ['refer must province: cn/art-1/item-1 cn/art-2/item-1'])
  t.strictSame(sanctions(two({ must: ['talk'] }, { must: ['refer'] }), both), ['talk must city: cn/art-1/item-1', 'refer must province: cn/art-2/item-1'])
})

t.test('the same conduct twice leads to everything once', async t => {
  t.strictSame(sanctions(two({ must: ['refer'] }, {}), [{ code: 'agency.fraud' }, { code: 'agency.fraud' }]), ['refer must city: cn/art-1/item-1'])
})

t.test('a mandatory measure beats an optional one, from whichever provision', async t => {
  t.strictSame(sanctions(two({ may: ['refer'] }, { may: ['refer'] }), both), ['refer may province: cn/art-1/item-1 cn/art-2/item-1'])
  t.strictSame(sanctions(two({ must: ['refer'] }, { may: ['refer'] }), both), ['refer must province: cn/art-1/item-1 cn/art-2/item-1'])
  t.strictSame(sanctions(two({ may: ['refer'] }, { must: ['refer'] }), both), ['refer must province: cn/art-1/item-1 cn/art-2/item-1'])
})

t.test('a measure is imposed by whoever imposes that of the heaviest provision', async t => {
  const reversed = [...both].reverse()
  t.strictSame(sanctions(two({ tier: 'grave', must: ['refer'] }, { must: ['refer'] }), both), ['refer must city: cn/art-1/item-1 cn/art-2/item-1'])
  t.strictSame(sanctions(two({ tier: 'grave', must: ['refer'] }, { must: ['refer'] }), reversed), ['refer must city: cn/art-1/item-1 cn/art-2/item-1'])
  t.strictSame(sanctions(two({ must: ['refer'] }, { must: ['refer'] }), reversed), ['refer must province: cn/art-1/item-1 cn/art-2/item-1'])
  const ranked = [
    article('art-1', { rank: 1, imposedBy: 'city', must: ['refer'] }, [item('art-1/item-1', met('person.leak'))]),
    article('art-2', { rank: 2, imposedBy: 'province', must: ['refer'] }, [item('art-2/item-1', met('person.copying'))])
  ]
  t.strictSame(sanctions(ranked, [{ code: 'person.leak' }, { code: 'person.copying' }]), ['refer must province: cn/art-1/item-1 cn/art-2/item-1'])
})

t.test('of equally heavy provisions the first by name decides who imposes, whatever the order of the conducts', async t => {
  const equal = two({ must: ['refer'] }, { tier: 'general', must: ['refer'] })
  for (const conducts of [both, [...both].reverse()]) t.strictSame(sanctions(equal, conducts), ['refer must city: cn/art-1/item-1 cn/art-2/item-1'])
})

t.test('measures come in the order of the vocabulary', async t => {
  t.strictSame(follows(two({ must: ['refer', 'warning'] }, { must: ['rectify'], may: ['warning'] }), both).sanctions.map(({ measure }) => measure), ['warning', 'rectify', 'refer'])
})

t.test('a mandatory measure subsumes what it makes pointless, also of another conduct', async t => {
  const { sanctions, subsumed } = follows(two({ must: ['talk', 'warning', 'refer'] }, { tier: 'grave', must: ['close'] }), both)
  t.strictSame(sanctions.map(({ measure }) => measure), ['close', 'refer'])
  t.strictSame(subsumed, ['talk', 'warning'])
})

t.test('an optional measure subsumes nothing, and is itself subsumed', async t => {
  const optional = follows(two({ must: ['talk'] }, { may: ['close'] }), both)
  t.strictSame(optional.sanctions.map(({ measure }) => measure), ['talk', 'close'])
  t.strictSame(optional.subsumed, [])
  const subsumed = follows(two({ may: ['talk'] }, { must: ['close'] }), both)
  t.strictSame(subsumed.sanctions.map(({ measure }) => measure), ['close'])
  t.strictSame(subsumed.subsumed, ['talk'])
})

t.test('an optional measure subsumes once another provision makes it mandatory', async t => {
  t.strictSame(follows(two({ must: ['talk', 'close'] }, { may: ['close'] }), both).subsumed, ['talk'])
})

t.test('what is subsumed still subsumes', async t => {
  t.strictSame(follows(two({ must: ['order'] }, { must: ['close'] }), both).subsumed, [], 'closing says nothing of an order')
  const { sanctions, subsumed } = follows(two({ must: ['order', 'rectify'] }, { must: ['close'] }), both)
  t.strictSame(sanctions.map(({ measure }) => measure), ['close'])
  t.strictSame(subsumed, ['order', 'rectify'])
})

t.test('a measure with a condition follows only where the condition holds', async t => {
  const articles = [article('art-1', { tier: 'general', must: ['talk', { measure: 'warning', when: { warned: true } }], may: [{ measure: 'refer', when: { late: true } }] },
    [item('art-1/item-1', met('agency.noise'))])]
  const measures = (warned: boolean, late?: boolean) =>
    follows(articles, [{ code: 'agency.noise', facts: { warned } }], late === undefined ? {} : { circumstances: { late } }).sanctions.map(({ measure }) => measure)
  t.strictSame(measures(true), ['talk', 'warning'])
  t.strictSame(measures(false), ['talk'])
  t.strictSame(measures(false, true), ['talk', 'refer'])
  t.strictSame(measures(false, false), ['talk'])
})

t.test('only governing provisions lead to measures', async t => {
  const lighter = [...two({ must: ['talk'] }, { must: ['rectify'] }), article('art-3', { tier: 'grave', must: ['refer'] }, [item('art-3/item-1', met('agency.fraud'))])]
  t.strictSame(sanctions(lighter, 'agency.fraud'), ['refer must regulator: cn/art-3/item-1'])
  t.strictSame(sanctions(lighter, 'agency.idle'), ['rectify must province: cn/art-2/item-1'])
})

const riders: RulesetDocument['riders'] = [{
  path: 'art-8',
  cite: '第八条',
  title: { zh: 'late', en: 'late' },
  on: 'person',
  when: { late: true },
  imposedBy: 'province',
  measures: { must: ['refer', { measure: 'bar-this-year', when: { kind: 'school' } }] }
}]
const onPersons = [article('art-1', { rank: 1, imposedBy: 'city', must: ['talk'], may: ['refer'] }, [item('art-1/item-1', met('person.leak')), item('art-1/item-2', [{ conduct: 'person.copying', when: { warned: true } }])])]

t.test('a rider adds its measures to what was found and is no finding of its own', async t => {
  const { results, sanctions } = follows(onPersons, 'person.leak', { circumstances: { late: true, kind: 'school' } }, { riders })
  t.strictSame(results[0]?.findings.map(({ provision }) => provision), ['cn/art-1/item-1'])
  t.strictSame(sanctions.map(({ measure, mandatory, imposedBy, basis }) => [measure, mandatory, imposedBy, basis]), [
    ['talk', true, 'city', ['cn/art-1/item-1']],
    ['bar-this-year', true, 'province', ['cn/art-8']],
    ['refer', true, 'city', ['cn/art-1/item-1', 'cn/art-8']]
  ], 'it makes the referral mandatory, and the heavier provision says who refers')
})

t.test('a rider applies only under its condition, to its subject, and where something was found', async t => {
  t.strictSame(sanctions(onPersons, 'person.leak', {}, { riders }), ['talk must city: cn/art-1/item-1', 'refer may city: cn/art-1/item-1'])
  t.strictSame(sanctions(two({ must: ['talk'] }, {}), 'agency.fraud', { circumstances: { late: true } }, { riders }), ['talk must city: cn/art-1/item-1'])
  t.strictSame(sanctions(onPersons, [{ code: 'person.copying', facts: { warned: false } }], { circumstances: { late: true } }, { riders }), [])
})

t.test('a rider on a circumstance that nobody mentioned does not apply', async t => {
  const onKind = [{ path: 'art-8', cite: '第八条', title: { zh: 'kind', en: 'kind' }, on: 'person', when: { kind: 'school' }, imposedBy: 'province', measures: { must: ['bar-this-year'] } }]
  const measures = (circumstances: SanctionQuestion['circumstances']) =>
    follows(onPersons, 'person.leak', circumstances ? { circumstances } : {}, { riders: onKind }).sanctions.map(({ measure }) => measure)
  t.strictSame(measures(undefined), ['talk', 'refer'])
  t.strictSame(measures({ kind: 'school' }), ['talk', 'bar-this-year', 'refer'])
  t.strictSame(measures({ kind: 'firm' }), ['talk', 'refer'])
})

t.test('a rider belongs to the rules that the finding is from', async t => {
  const book = bookOf([
    law('cn', onPersons, { riders }),
    law('local', [article('art-5', { rank: 1, must: ['talk'] }, [item('art-5/item-1', met('person.copying'))])], { jurisdiction: '310112', fallback: 'cn' })
  ])
  const measures = (code: string) => sanction(book, asking(code, {}, { jurisdiction: '310112', circumstances: { late: true } }), zh).sanctions.map(({ measure }) => measure)
  t.strictSame(measures('person.copying'), ['talk'], 'the local rules have none')
  t.strictSame(measures('person.leak'), ['talk', 'refer'], 'found under the national rules')
})

t.test('nothing is imposed unless something was found and no fact is missing', async t => {
  t.strictSame(sanctions(onPersons, [{ code: 'person.leak' }, { code: 'person.copying' }]), [], 'a fact of the other conduct is missing')
  t.strictSame(sanctions(onPersons, [{ code: 'person.leak' }, { code: 'person.copying', facts: { warned: false } }]), ['talk must city: cn/art-1/item-1', 'refer may city: cn/art-1/item-1'])
  t.strictSame(sanctions(onPersons, [{ code: 'person.copying', facts: { warned: false } }]), [])
  t.strictSame(sanctions([], 'person.leak'), [])
})

const barred = (measure: string, occurredOn: string, decidedOn: string) => {
  const [one] = follows([article('art-1', { rank: 1, must: [measure] }, [item('art-1/item-1', met('person.leak'))])], 'person.leak', { occurredOn, decidedOn }).sanctions
  return [one?.from, one?.to, one?.lapsed]
}

t.test('a bar for this year ends with the year of the conduct, and has lapsed in the next', async t => {
  t.strictSame(barred('bar-this-year', '2026-03-14', '2026-04-01'), ['2026-04-01', '2026-12-31', false])
  t.strictSame(barred('bar-this-year', '2026-12-31', '2026-12-31'), ['2026-12-31', '2026-12-31', false], 'its last day')
  t.strictSame(barred('bar-this-year', '2026-12-31', '2027-01-01'), ['2027-01-01', '2026-12-31', true])
})

t.test('a bar for years ends on the same day, or on the last day of a February without a 29th', async t => {
  t.strictSame(barred('bar-2-years', '2026-03-14', '2026-04-01'), ['2026-04-01', '2028-04-01', false])
  t.strictSame(barred('bar-2-years', '2024-02-29', '2024-02-28'), ['2024-02-28', '2026-02-28', false])
  t.strictSame(barred('bar-2-years', '2024-02-29', '2024-02-29'), ['2024-02-29', '2026-02-28', false])
  t.strictSame(barred('bar-2-years', '2024-02-29', '2024-03-01'), ['2024-03-01', '2026-03-01', false])
  t.strictSame(barred('bar-2-years', '2026-03-14', '2026-02-28'), ['2026-02-28', '2028-02-28', false], 'not the 29th')
})

t.test('a measure without a period has no days, one with a period the readings behind it', async t => {
  const [talk, bar] = follows([article('art-1', { rank: 1, must: ['talk', 'bar-2-years'] }, [item('art-1/item-1', met('person.leak'))])], 'person.leak').sanctions
  t.strictSame(talk, { measure: 'talk', label: 'talk', mandatory: true, imposedBy: 'regulator', basis: ['cn/art-1/item-1'], notes: [] })
  t.strictSame(bar?.notes, ['X-2'])
})

t.test('a measure names the readings that it rests on, from every provision and of its period', async t => {
  const notes = (conducts: typeof both) => follows(two({ must: [{ measure: 'refer', notes: ['N-2'] }] }, { must: [{ measure: 'refer', notes: ['N-1', 'N-2'] }] }), conducts).sanctions[0]?.notes
  t.strictSame(notes(both.slice(0, 1)), ['N-2'])
  t.strictSame(notes(both), ['N-1', 'N-2'])
  const [bar] = follows([article('art-1', { rank: 1, must: [{ measure: 'bar-2-years', notes: ['N-3'] }] }, [item('art-1/item-1', met('person.leak'))])], 'person.leak').sanctions
  t.strictSame(bar?.notes, ['N-3', 'X-2'])
})

t.test('the day of the decision is echoed', async t => {
  t.equal(follows(onPersons, 'person.leak', { decidedOn: '2026-05-05' }).decidedOn, '2026-05-05')
})
