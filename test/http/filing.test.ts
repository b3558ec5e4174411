/** Filing assessments and the retention of papers as they are asked over HTTP. */
import t from 'tap'
import { filingExamples, trainingOrganisation } from '../../src/schemas/filing-examples.ts'
import { isProblem, placesOf, post, start } from './service.ts'

const { app } = await start(t)
const FILING = '/v1/filing-assessments'
const PAPERS = '/v1/paper-retention-checks'
const EN = { 'content-type': 'application/json', 'accept-language': 'en' }

t.test('an application is assessed, and the same request gets the same answer', async t => {
  const [first, second] = [await post(app, FILING, trainingOrganisation), await post(app, FILING, trainingOrganisation)]
  t.equal(first.statusCode, 200)
  t.equal(first.payload, second.payload)
  t.match(first.json(), { outcome: 'eligible', ruleset: { id: 'guangxi' }, acceptance: [{ by: 'province', place: '450000', first: [{ on: '2026-02-02' }, { on: '2026-03-09' }] }], questions: [] })
})

t.test('what has been asked of time does not hang on the day on which it is asked', async t => {
  const limits = async (on?: string) => (await post(app, FILING, { ...trainingOrganisation, on })).json().limits.find(({ limit }: { limit: string }) => limit === 'assessment')
  t.match(await limits(), { due: '2026-04-29', overdue: null })
  t.match(await limits('2026-04-29'), { overdue: false })
  t.match(await limits('2026-04-30'), { overdue: true })
})

t.test('labels, titles and questions are in the language asked for', async t => {
  const question = filingExamples['little-known'].value
  const [zh, en] = [(await post(app, FILING, question)).json(), (await post(app, FILING, question, EN)).json()]
  t.match(zh.questions[0], { label: /\p{Script=Han}/u, question: /\p{Script=Han}/u })
  t.match(en.questions[0], { label: /^[\x20-\x7e]+$/, question: /^[\x20-\x7e]+$/ })
  t.strictSame(zh.questions.map(({ fact }: { fact: string }) => fact), en.questions.map(({ fact }: { fact: string }) => fact))
})

t.test('rules that know no filing say so', async t => {
  t.match((await post(app, FILING, filingExamples.elsewhere.value, EN)).json(), { outcome: 'no-provision', why: { code: 'no-filing-rules', detail: 'the rules of the place say nothing of filing' }, conditions: [] })
})

const changed = (more: object): object => ({ ...trainingOrganisation, ...more })
const [welder] = trainingOrganisation.occupations

const bad: [string, object, string[]][] = [
  ['a track, a kind or a paper that there is not', changed({ track: 'annex-3', kind: 'transfer', materials: ['photo'] }), ['/kind', '/materials/0', '/track']],
  ['a field or a fact that there is not', changed({ applicant: {}, facts: { lucky: true } }), ['/applicant', '/facts/lucky']],
  ['what every request needs', {}, ['/appliedOn', '/jurisdiction', '/kind', '/occupations', '/track']],
  ['a day that is none', changed({ appliedOn: '2026-02-30', dates: { accepted: 'soon' } }), ['/appliedOn', '/dates/accepted']],
  ['the day of the application among the others', changed({ dates: { applied: '2026-03-02' } }), ['/dates/applied']],
  ['a fact of the whole given of an occupation', changed({ occupations: [{ ...welder, facts: { fixedOffice: true } }] }), ['/occupations/0/facts/fixedOffice']],
  ['a number of assessors that is none', changed({ occupations: [{ ...welder, facts: { assessors: 2.5 } }, { ...welder, name: '钳工', facts: { assessors: -1 } }] }), ['/occupations/0/facts/assessors', '/occupations/1/facts/assessors']],
  ['a place of registration that is no code', changed({ registeredAt: 'Nanning' }), ['/registeredAt']],
  ['the same paper twice', changed({ materials: ['work-plan', 'work-plan'] }), ['/materials']],
  ['more occupations than anybody files', changed({ occupations: Array.from({ length: 201 }, (_, index) => ({ name: `职业${index}`, levels: [] })) }), ['/occupations']]
]
for (const [sentence, body, pointers] of bad) {
  t.test(`refused: ${sentence}`, async t => {
    const problem = isProblem(t, await post(app, FILING, body), 400, 'validation')
    t.strictSame([...new Set(placesOf(problem))].sort(), pointers)
  })
}

const contradictory: [string, object, string[]][] = [
  ['days out of order, every place at once', changed({ dates: { assessed: '2026-04-20', announced: '2026-04-17', 'announcement-ended': '2026-04-16' } }), ['/dates/announced', '/dates/announcement-ended']],
  ['an occupation that is named twice', changed({ occupations: [welder, welder] }), ['/occupations/1/name']],
  ['a renewal without an end', changed({ kind: 'renewal', dates: {} }), ['/expiresOn']],
  ['no occupation at all', changed({ occupations: [] }), ['/occupations']],
  ['a day as a fact that is none', changed({ facts: { ...trainingOrganisation.facts, lastOnAbnormalList: '2025-02-30' } }), ['/facts/lastOnAbnormalList']]
]
for (const [sentence, body, pointers] of contradictory) {
  t.test(`refused though well-formed: ${sentence}`, async t => {
    const problem = isProblem(t, await post(app, FILING, body), 400, 'validation')
    t.strictSame(placesOf(problem), pointers)
    t.ok(problem.errors?.every(({ detail }) => /\p{Script=Han}/u.test(detail)), 'in the language of the caller')
  })
}

t.test('before any rules were in force there is no answer', async t => {
  t.strictSame(placesOf(isProblem(t, await post(app, FILING, changed({ appliedOn: '2020-12-31', dates: {} })), 422, 'no-ruleset-in-force')), ['/appliedOn'])
})

t.test('two hundred occupations of which nothing is known are answered', async t => {
  const occupations = Array.from({ length: 200 }, (_, index) => ({ name: `职业${index}`, levels: ['4'] }))
  const answer = await post(app, FILING, { jurisdiction: '450100', appliedOn: '2026-03-02', track: 'level-recognition', kind: 'initial', occupations })
  t.equal(answer.statusCode, 200)
  t.match(answer.json(), { outcome: 'needs-facts', acceptance: [{ by: null }] })
  t.equal(answer.json().questions.filter(({ fact }: { fact: string }) => fact === 'assessors').length, 200)
})

t.test('papers are kept by medium, counted from the day of the evaluation', async t => {
  const answer = await post(app, PAPERS, { jurisdiction: '450100', on: '2026-11-21', sessions: [{ id: 'a', heldOn: '2023-11-20' }, { id: 'b', heldOn: '2021-11-20' }] }, EN)
  t.equal(answer.statusCode, 200)
  t.strictSame(answer.json().items.map(({ id, outcome, papers }: { id: string, outcome: string, papers: { medium: string, kept: boolean, until: string }[] }) => [id, outcome, papers.map(({ medium, kept }) => `${medium} ${kept}`)]), [
    ['a', 'keep', ['paper false', 'electronic true', 'recording true']],
    ['b', 'no-provision', []]
  ], 'in 2021 the rules of Guangxi were not in force')
})

t.test('papers are asked about as of today in China where no day is given', async t => {
  const answer = await post(app, PAPERS, { jurisdiction: '450100', sessions: [{ id: 'a', heldOn: '2022-03-01' }] })
  t.match(answer.json(), { on: '2026-11-21', items: [{ outcome: 'keep', papers: [{ medium: 'paper', until: '2025-03-01', kept: false }, { until: '2027-03-01', kept: true }, {}] }] })
})

t.test('sessions before any rules are refused by place, and so is a list of none', async t => {
  const sessions = [{ id: 'a', heldOn: '2023-11-20' }, { id: 'b', heldOn: '2019-01-01' }]
  t.strictSame(placesOf(isProblem(t, await post(app, PAPERS, { jurisdiction: '450100', sessions }), 422, 'no-ruleset-in-force')), ['/sessions/1/heldOn'])
  isProblem(t, await post(app, PAPERS, { jurisdiction: '450100', sessions: [] }), 400, 'validation')
  isProblem(t, await post(app, PAPERS, { jurisdiction: '450100', sessions: Array.from({ length: 1001 }, () => sessions[0]) }), 400, 'validation')
})

interface Shown { filing: { track: string, conditions: { id: string, citation: string }[] }[] | null, supervision: { supervisor: { level: string } }[] | null, inspection: { selection: { code: string } } | null }
const shown = async (id: string): Promise<Shown | null> => (await app.inject({ url: `/v1/rulesets/${id}?on=2026-03-02`, headers: EN })).json().agencies

t.test('a ruleset shows what it says of agencies, and what it is silent on', async t => {
  const guangxi = await shown('guangxi')
  t.strictSame(guangxi?.filing?.map(({ track }) => track), ['skill-appraisal', 'level-recognition'])
  t.match(guangxi?.filing?.[0]?.conditions.find(({ id }) => id === 'assessors'), { requires: { fact: 'assessors', requires: { gte: 3 } }, each: true, citation: /附件1第一部分第（二）项$/, notes: ['GX-12'] })
  t.equal(guangxi?.inspection?.selection.code, 'double-random')
  t.match(await shown('minhang'), { filing: null, papers: null, inspection: { selection: { code: 'risk-list' }, campaign: { looksBackTo: '2023-05-01' } } })
  t.match(await shown('guizhou'), { filing: null, rating: null, supervision: [{ supervisor: { level: 'province' } }, { supervisor: { level: 'city' } }, { supervisor: { level: 'county' } }, { supervisor: { level: 'agency' } }] })
})

t.test('the places of the annexes on filing are provisions that can be looked up', async t => {
  for (const place of ['guangxi/annex-2/part-1/item-7/point-3', 'guangxi/annex-1/part-2/item-1/point-1/detail-3']) {
    const answer = await app.inject({ url: `/v1/provisions/${encodeURIComponent(place)}?on=2026-03-02`, headers: EN })
    t.match(answer.json(), { provision: place, kind: 'filing' }, place)
  }
})

t.test('every place that an assessment names can be looked up', async t => {
  const places = new Set<string>()
  for (const { value } of Object.values(filingExamples)) for (const [, place] of (await post(app, FILING, value)).payload.matchAll(/"provision":"([^"]+)"/g)) places.add(place ?? '')
  t.ok(places.size > 15)
  for (const place of places) t.equal((await app.inject({ url: `/v1/provisions/${encodeURIComponent(place)}?on=2026-03-02` })).statusCode, 200, place)
})
