/** Questions that are well-formed and have no answer, or whose answer hangs on how something was left out. */
import t from 'tap'
import { isProblem, placesOf, post, start } from './service.ts'

const { app, rules: { book } } = await start(t)
const PATHS = ['/v1/classifications', '/v1/sanctions', '/v1/comparisons']
const base = { jurisdiction: '520102', occurredOn: '2026-03-14' }
/** A comparison asks for every place at once. */
const asked = (path: string, question: object): object => path === '/v1/comparisons' ? { ...question, jurisdiction: undefined } : question

const unanswerable: [string, string, object, string[]][] = [
  ['a conduct that is not in the vocabulary', 'unknown-conduct', { ...base, conducts: [{ code: 'candidate.copying' }, { code: 'candidate.whistling' }] }, ['/conducts/1/code']],
  ['conducts of a subject type that there is not', 'unknown-conduct', { ...base, conducts: [{ code: 'parent.shouting' }, { code: 'candidate.constructor' }] }, ['/conducts/0/code', '/conducts/1/code']],
  ['conducts of two subject types', 'mixed-subjects', { ...base, conducts: [{ code: 'candidate.copying' }, { code: 'agency.fees' }, { code: 'candidate.collusion' }, { code: 'assessor.other' }] }, ['/conducts/1/code', '/conducts/3/code']],
  ['a fact of another conduct', 'fact-not-applicable', { ...base, conducts: [{ code: 'candidate.impersonation', facts: { gravity: 'serious', stars: 2 } }] }, ['/conducts/0/facts/stars']],
  ['a fact that is in no vocabulary', 'fact-not-applicable', { ...base, conducts: [{ code: 'candidate.copying', facts: { moonPhase: 'full' } }] }, ['/conducts/0/facts/moonPhase']],
  ['facts that are names of the language', 'fact-not-applicable', { ...base, conducts: [{ code: 'candidate.copying', facts: { constructor: true, toString: 1, valueOf: 'x' } }] }, ['/conducts/0/facts/constructor', '/conducts/0/facts/toString', '/conducts/0/facts/valueOf']],
  ['a fact that is in no vocabulary, though null', 'fact-not-applicable', { ...base, conducts: [{ code: 'candidate.copying', facts: { moonPhase: null } }] }, ['/conducts/0/facts/moonPhase']]
]

t.test('a question without an answer says which part of it stands against one', async t => {
  for (const path of PATHS) {
    for (const [name, code, question, places] of unanswerable) {
      const problem = isProblem(t, await post(app, path, asked(path, question)), 422, code, `${path}: ${name}`)
      t.strictSame(placesOf(problem), places, `${path}: ${name}`)
    }
  }
})

t.test('no ruleset was in force before 2021, and one was from the first day', async t => {
  for (const path of PATHS.slice(0, 2)) {
    const on = (occurredOn: string) => post(app, path, { ...base, occurredOn, conducts: [{ code: 'candidate.copying' }] })
    t.strictSame(placesOf(isProblem(t, await on('2020-12-31'), 422, 'no-ruleset-in-force')), ['/occurredOn'])
    t.equal((await on('2021-01-01')).json().ruleset.id, 'guizhou')
  }
})

t.test('of several reasons the first is given: conduct, subject, fact, day', async t => {
  const reasons: [string, object][] = [
    ['unknown-conduct', { code: 'candidate.whistling' }],
    ['mixed-subjects', { code: 'agency.fees' }],
    ['fact-not-applicable', { code: 'candidate.copying', facts: { stars: 1 } }]
  ]
  const other = { code: 'candidate.copying' }
  for (const [index, [code]] of reasons.entries()) {
    const conducts = [other, ...reasons.slice(index).map(([, conduct]) => conduct)]
    isProblem(t, await post(app, '/v1/classifications', { ...base, occurredOn: '1999-01-01', conducts }), 422, code, `${code} before what comes after it`)
  }
  isProblem(t, await post(app, '/v1/classifications', { ...base, occurredOn: '1999-01-01', conducts: [other] }), 422, 'no-ruleset-in-force')
  isProblem(t, await post(app, '/v1/classifications', { ...base, occurredOn: 'long ago', conducts: reasons.map(([, conduct]) => conduct) }), 400, 'validation', 'and the form before all of them')
})

t.test('a value that a fact cannot take is a fault of form even where the fact does not belong', async t => {
  const problem = isProblem(t, await post(app, '/v1/classifications', { ...base, conducts: [{ code: 'candidate.copying', facts: { gravity: 'enormous' } }] }), 400, 'validation')
  t.strictSame(new Set(placesOf(problem)), new Set(['/conducts/0/facts/gravity']))
})

t.test('a fact, a circumstance or a history field that is null counts as not given', async t => {
  const without = { ...base, decidedOn: '2026-04-01', conducts: [{ code: 'agency.fees' }], history: [{ decidedOn: '2025-03-14', measures: ['interview'] }] }
  const facts = Object.fromEntries(Object.keys(book.vocabulary.facts).map((name) => [name, null]))
  const circumstances = Object.fromEntries(Object.keys(book.vocabulary.circumstances).map((name) => [name, null]))
  const withNulls = { ...without, conducts: [{ code: 'agency.fees', facts }], circumstances, history: [{ ...without.history[0], tier: null, rectifyBy: null, rectifiedOn: null }] }
  for (const path of PATHS) {
    const ask = async (question: object) => (await post(app, path, asked(path, { ...question, decidedOn: path === '/v1/sanctions' ? '2026-04-01' : undefined }))).json()
    t.strictSame(await ask(withNulls), await ask(without), path)
  }
  const { questions } = (await post(app, '/v1/classifications', { ...base, conducts: [{ code: 'candidate.impersonation', facts: { gravity: null } }] })).json().results[0]
  t.strictSame(questions.map(({ fact }: { fact: string }) => fact), ['gravity'], 'and is asked for')
})

t.test('a sanction is decided today where no day is given, and says so', async t => {
  const question = { ...base, conducts: [{ code: 'candidate.copying' }] }
  const [today, given] = await Promise.all([question, { ...question, decidedOn: '2026-11-21' }].map(async (body) => (await post(app, '/v1/sanctions', body)).json()))
  t.equal(today.decidedOn, '2026-11-21')
  t.strictSame(today, given)
})

t.test('what was considered is told only to whoever asks for it', async t => {
  const question = { ...base, conducts: [{ code: 'candidate.impersonation' }] }
  for (const [url, told] of [['/v1/classifications', false], ['/v1/classifications?trace=false', false], ['/v1/classifications?trace=true', true], ['/v1/sanctions?trace=true', true]] as const) {
    t.equal('considered' in (await post(app, url, question)).json().results[0], told, url)
  }
  for (const value of ['1', 'TRUE', '', 'yes', 'true&trace=true']) isProblem(t, await post(app, `/v1/classifications?trace=${value}`, question), 400, 'validation', value)
})

t.test('a comparison lists every ruleset, those not in force on the day as such', async t => {
  const outcomes = async (occurredOn: string) => Object.fromEntries((await post(app, '/v1/comparisons', { occurredOn, conducts: [{ code: 'candidate.copying' }] })).json()
    .items.map(({ ruleset, outcome }: { ruleset: string, outcome: string }) => [ruleset, outcome === 'not-in-force']))
  t.strictSame(await outcomes('2020-12-31'), { cn: true, guangxi: true, guizhou: true, minhang: true })
  t.strictSame(await outcomes('2021-12-31'), { cn: false, guangxi: true, guizhou: false, minhang: true })
  t.strictSame(await outcomes('2022-01-01'), { cn: false, guangxi: false, guizhou: false, minhang: true })
  t.strictSame(await outcomes('2023-05-01'), { cn: false, guangxi: false, guizhou: false, minhang: false })
})

t.test('a ruleset not in force has nothing to say in a comparison', async t => {
  const { items } = (await post(app, '/v1/comparisons', { occurredOn: '2021-06-01', conducts: [{ code: 'agency.fees' }] })).json()
  t.strictSame(items.find(({ ruleset }: { ruleset: string }) => ruleset === 'minhang'), { ruleset: 'minhang', outcome: 'not-in-force', tier: null, governing: [], measures: [], questions: [] })
})

t.test('a comparison has no place, no decision and no trace', async t => {
  const question = { occurredOn: '2026-03-14', conducts: [{ code: 'candidate.copying' }] }
  for (const more of [{ jurisdiction: '520102' }, { decidedOn: '2026-04-01' }]) isProblem(t, await post(app, '/v1/comparisons', { ...question, ...more }), 400, 'validation')
})
