/** Which rules on agencies hold where: filing, papers, rating, and silence. */
import t from 'tap'
import { agencyRulesFor } from '../../../src/domain/filing/applicable.ts'
import { paperRetention, retainedPapers } from '../../../src/domain/filing/papers.ts'
import { ratingResult } from '../../../src/domain/filing/rating.ts'
import { Refused } from '../../../src/domain/question.ts'
import { article, bookOf, item, law } from '../small.ts'
import { EMPLOYER, SCHOOL, assess, book, cited } from './applications.ts'

/** The code of a refusal and its places. */
function refusalOf (ask: () => unknown): string[] {
  try {
    ask()
    return []
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    return [error.refusal.code, ...error.refusal.errors.map(({ pointer }) => pointer)]
  }
}

const rulesOf = (place: string, on = '2026-03-02') => agencyRulesFor(book, place, on)?.rules ?? null

t.test('where the rules say nothing of filing the answer says so, and nothing else', async t => {
  for (const [jurisdiction, ruleset] of [['520102', 'guizhou'], ['310112', 'minhang'], ['110105', 'cn']] as const) {
    const answer = assess({ ...SCHOOL, jurisdiction })
    t.match(answer, { outcome: 'no-provision', why: { code: 'no-filing-rules' }, ruleset: { id: ruleset } }, jurisdiction)
    const { acceptance, conditions, exclusions, occupations, materials, questions, limits, validity, renewalWindow, steps, refusal, derived, notes } = answer
    t.strictSame([acceptance, conditions, exclusions, occupations, materials, questions, limits, validity, renewalWindow, steps, refusal, derived, notes],
      [[], [], [], [], { required: [], missing: [] }, [], [], null, null, [], null, [], []])
  }
})

t.test('before the rules were in force there is no answer', async t => {
  t.strictSame(refusalOf(() => assess({ ...SCHOOL, appliedOn: '2020-12-31' })), ['no-ruleset-in-force', '/appliedOn'])
  t.match(assess({ ...SCHOOL, appliedOn: '2021-12-31' }), { outcome: 'no-provision', ruleset: { id: 'cn' } }, 'of the national guideline only')
  t.match(assess({ ...SCHOOL, appliedOn: '2022-01-01' }), { ruleset: { id: 'guangxi' } })
})

t.test('the reading on the date of the notice is named in the year that it concerns', async t => {
  t.ok(assess({ ...SCHOOL, appliedOn: '2022-12-31' }).notes.includes('GX-1'))
  t.notOk(assess({ ...SCHOOL, appliedOn: '2023-01-01' }).notes.includes('GX-1'))
})

t.test('a district below the region has its rules on filing', async t => {
  t.match(assess({ ...EMPLOYER, jurisdiction: '450203' }), { outcome: 'eligible', ruleset: { id: 'guangxi' } })
})

t.test('a section that a ruleset leaves out comes from its fallback; one that it has does not', async t => {
  const rules = rulesOf('450200')
  t.strictSame(Object.entries(rules ?? {}).filter(([, section]) => section === null), [], 'Guangxi has them all')
  t.equal(rulesOf('520102')?.filing, null)
  t.match(rulesOf('520102')?.supervision?.[0]?.provision, 'guizhou/art-4/item-1')
  t.match(rulesOf('110105')?.supervision?.[0]?.provision, 'cn/art-4/para-1')
})

t.test('a local ruleset with papers of its own takes the rating from its fallback', async t => {
  const place = { path: '1', cite: '第1条' }
  const rating = { everyYears: 3, steps: ['review'], conduct: 'agency.rating', results: [{ stars: [1, 2, 3, 4, 5], result: 'qualified' }], ...place }
  const articles = [article('1', { must: ['talk'] }, [item('1/item-1', [{ conduct: 'agency.noise' }])])]
  const both = bookOf([
    law('base', articles, { agencies: { rating, papers: [{ medium: 'paper', years: 9, ...place }] } }),
    law('local', articles, { jurisdiction: '110000', fallback: 'base', agencies: { papers: [{ medium: 'paper', years: 1, ...place }] } })
  ])
  const local = agencyRulesFor(both, '110105', '2026-03-02')?.rules ?? null
  t.strictSame(local?.papers?.map(({ years, provision }) => [years, provision]), [[1, 'local/1']])
  t.equal(local?.rating?.provision, 'base/1')
  t.equal(local?.filing, null)
  t.strictSame(agencyRulesFor(both, '310105', '2026-03-02')?.rules?.papers?.map(({ years }) => years), [9])
})

t.test('rules that say nothing of agencies at all have none', async t => {
  const small = bookOf([law('quiet', [article('1', { must: ['talk'] }, [item('1/item-1', [{ conduct: 'agency.noise' }])])])])
  t.equal(agencyRulesFor(small, '110105', '2026-03-02')?.rules, null)
  t.equal(agencyRulesFor(small, '110105', '2020-12-31'), undefined)
})

t.test('in Guangxi paper is kept three years, electronic material and recordings five', async t => {
  t.strictSame(paperRetention(rulesOf('450200'), '2023-03-02').map(({ medium, until, citation }) => [medium, until, cited(citation)]), [
    ['paper', '2026-03-02', '第二部分第（一）项'], ['electronic', '2028-03-02', '第二部分第（一）项'], ['recording', '2028-03-02', '第二部分第（一）项']
  ])
  t.strictSame(paperRetention(rulesOf('450200'), '2024-02-29').map(({ until }) => until), ['2027-02-28', '2029-02-28', '2029-02-28'])
  t.strictSame(paperRetention(rulesOf('520102'), '2023-03-02'), [])
  t.strictSame(paperRetention(null, '2023-03-02'), [])
})

t.test('a session\'s papers are kept up to the last day, and may go on the day after', async t => {
  const on = (day: string) => retainedPapers(book, '450200', [{ id: 'a', heldOn: '2023-03-02' }], day, 'en').map(({ outcome, papers }) => [outcome, papers.map(({ kept }) => kept)])
  t.strictSame(on('2026-03-02'), [['keep', [true, true, true]]])
  t.strictSame(on('2026-03-03'), [['keep', [false, true, true]]])
  t.strictSame(on('2028-03-02'), [['keep', [false, true, true]]])
  t.strictSame(on('2028-03-03'), [['may-be-destroyed', [false, false, false]]])
})

t.test('sessions under rules without a period are told so, sessions before any rules are refused by place', async t => {
  t.match(retainedPapers(book, '520102', [{ id: 'a', heldOn: '2023-03-02' }], '2026-03-02', 'en'), [{ outcome: 'no-provision', papers: [] }])
  t.strictSame(refusalOf(() => retainedPapers(book, '450200', [{ id: 'a', heldOn: '2023-03-02' }, { id: 'b', heldOn: '2020-12-31' }], '2026-03-02', 'en')), ['no-ruleset-in-force', '/sessions/1/heldOn'])
})

t.test('three stars and more are a pass, two are one with reservations, one is none', async t => {
  const result = (stars: number) => ratingResult(rulesOf('450200'), stars)?.result
  t.strictSame([5, 4, 3, 2, 1, 0, 6].map(result), ['qualified', 'qualified', 'qualified', 'basically-qualified', 'unqualified', undefined, undefined])
  t.equal(ratingResult(rulesOf('450200'), 2)?.conduct, 'agency.star-rating')
  t.equal(ratingResult(rulesOf('520102'), 3), null)
  t.equal(ratingResult(null, 3), null)
})
