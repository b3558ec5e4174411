/** Reference data: found by their ids, as of a day, in the reader's language, and kept by whoever may keep them. */
import t from 'tap'
import { vocabulary as vocabularyFile } from '../../src/rulesets/vocabulary.ts'
import { isProblem, placesOf, post, start } from './service.ts'

const { app, rules: { book } } = await start(t)
const get = async (url: string, headers: Record<string, string> = {}) => app.inject({ url, headers })
const items = async (url: string) => (await get(url)).json().items
const CACHEABLE = ['/v1/rulesets', '/v1/rulesets/guizhou', '/v1/provisions/guizhou%2Fart-6%2Fitem-1', '/v1/conducts', '/v1/measures', '/v1/vocabulary', '/v1/calendars/2026']

t.test('whoever has the current version is told so, and what else to mind in keeping it', async t => {
  for (const url of CACHEABLE) {
    const fresh = await get(url)
    const etag = String(fresh.headers.etag)
    t.match(fresh.headers, { etag: /^"[^"]+"$/, 'cache-control': /public/, vary: /Accept-Language/, 'content-language': 'zh-CN', 'content-type': 'application/json; charset=utf-8' }, url)
    const again = await get(url, { 'if-none-match': etag })
    t.match({ status: again.statusCode, body: again.payload, etag: again.headers.etag, vary: again.headers.vary }, { status: 304, body: '', etag, vary: /Accept-Language/ }, url)
    t.equal((await get(url, { 'if-none-match': `W/${etag}` })).statusCode, 304, `${url}, weakly`)
    t.equal((await get(url, { 'if-none-match': '"another"' })).statusCode, 200, `${url}, another`)
    t.equal((await get(url)).headers.etag, etag, 'the same answer has the same tag')
  }
})

t.test('each language is kept by itself', async t => {
  for (const url of ['/v1/rulesets', '/v1/vocabulary', '/v1/provisions/guizhou%2Fart-6%2Fitem-1']) {
    const [zh, en] = [await get(url), await get(url, { 'accept-language': 'en' })]
    t.not(zh.headers.etag, en.headers.etag, url)
    t.equal(en.headers['content-language'], 'en')
    t.equal((await get(url, { 'accept-language': 'en', 'if-none-match': String(zh.headers.etag) })).statusCode, 200, url)
  }
})

t.test('a refusal is never kept', async t => {
  for (const url of ['/v1/rulesets/atlantis', '/v1/rulesets/guizhou?on=1999-01-01', '/v1/rulesets/NO', '/v1/conducts?ruleset=atlantis']) {
    t.equal((await get(url)).headers['cache-control'], undefined, url)
  }
})

t.test('a ruleset is had as of a day: from the day it came into force, never before', async t => {
  for (const { id, from } of book.rulesets) {
    t.equal((await get(`/v1/rulesets/${id}?on=${from}`)).json().id, id)
    const before = isProblem(t, await get(`/v1/rulesets/${id}?on=2020-12-31`), 422, 'no-ruleset-in-force', id)
    t.strictSame(placesOf(before), ['query /on'])
  }
  t.equal((await get('/v1/rulesets/minhang?on=2023-05-01')).statusCode, 200)
  isProblem(t, await get('/v1/rulesets/minhang?on=2023-04-30'), 422, 'no-ruleset-in-force')
})

t.test('a ruleset or provision that there is not is not found', async t => {
  for (const url of ['/v1/rulesets/atlantis', '/v1/rulesets/constructor', '/v1/provisions/atlantis%2Fart-1', '/v1/provisions/guizhou%2Fart-600', '/v1/provisions/guizhou%2Fart-6%2Fitem-1%2Fx', '/v1/provisions/guizhou/art-6/item-1']) {
    isProblem(t, await get(url), 404, 'not-found', url)
  }
  isProblem(t, await get('/v1/provisions/atlantis%2Fart-1?on=1999-01-01'), 404, 'not-found', 'whatever the day')
})

t.test('every provision, article and part of every ruleset is had by its id', async t => {
  for (const ruleset of book.rulesets) {
    const articles = ruleset.articles.map(({ path }) => `${ruleset.id}/${path}`)
    const ids = new Set([...ruleset.provisions.keys(), ...articles, ...ruleset.otherParts.keys()])
    t.ok(ids.size > 30, ruleset.id)
    for (const id of ids) {
      const answer = await get(`/v1/provisions/${encodeURIComponent(id)}`)
      t.match({ status: answer.statusCode, ...answer.json() }, { status: 200, provision: id, ruleset: ruleset.id, citation: new RegExp(`^《${ruleset.document.title.slice(0, 4)}`) }, id)
    }
  }
})

t.test('a whole ruleset names only parts that can be had', async t => {
  for (const id of book.ids) {
    const ruleset = (await get(`/v1/rulesets/${id}`)).json()
    const named: string[] = [...ruleset.articles.flatMap(({ path, provisions }: { path: string, provisions: { provision: string }[] }) => [`${id}/${path}`, ...provisions.map(({ provision }) => provision)]),
      ...ruleset.otherParts.map(({ provision }: { provision: string }) => provision), ...ruleset.procedure.flatMap(({ steps }: { steps: { basis: string[] }[] }) => steps.flatMap(({ basis }) => basis))]
    t.ok(named.length > 20, id)
    for (const one of new Set(named)) t.equal((await get(`/v1/provisions/${encodeURIComponent(one)}`)).statusCode, 200, one)
  }
})

t.test('conducts are found by subject type, by ruleset, by words, and by all of them together', async t => {
  const all: { code: string, subjectType: string, provisions: string[] }[] = await items('/v1/conducts')
  t.strictSame(all.map(({ code }) => code), Object.keys(book.vocabulary.conducts))
  const candidates = await items('/v1/conducts?subjectType=candidate')
  t.strictSame(candidates, all.filter(({ subjectType }) => subjectType === 'candidate'))
  const minhang = (await items('/v1/conducts?ruleset=minhang')).map(({ code }: { code: string }) => code)
  t.strictSame(minhang, all.filter(({ provisions }) => provisions.some((id) => id.startsWith('minhang/'))).map(({ code }) => code))
  t.strictSame((await items(`/v1/conducts?q=${encodeURIComponent('替考')}`)).map(({ code }: { code: string }) => code), ['candidate.impersonation'])
  t.strictSame((await items('/v1/conducts?q=IMPERSONATION')).map(({ code }: { code: string }) => code), ['candidate.impersonation'])
  t.strictSame(await items('/v1/conducts?subjectType=agency&q=impersonation'), [])
  t.strictSame(await items('/v1/conducts?q=.*'), [], 'words are no pattern')
})

t.test('a filter that can find nothing is a fault, not an empty list', async t => {
  for (const [query, place] of [['ruleset=atlantis', '/ruleset'], ['subjectType=parent', '/subjectType'], ['q=', '/q'], [`q=${'a'.repeat(101)}`, '/q'], ['words=a', '/words'], ['q=a&q=b', '/q']] as const) {
    t.strictSame(new Set(placesOf(isProblem(t, await get(`/v1/conducts?${query}`), 400, 'validation', query))), new Set([`query ${place}`]), query)
  }
})

t.test('every code of the vocabulary has its label in both languages', async t => {
  const { format, facts, circumstances, filingFacts, ...coded } = vocabularyFile
  for (const [header, language] of [['zh', 'zh'], ['en', 'en']] as const) {
    const vocabulary = (await get('/v1/vocabulary', { 'accept-language': header })).json()
    t.strictSame(Object.keys(vocabulary).sort(), [...Object.keys(coded), 'facts', 'circumstances', 'filingFacts'].sort(), 'every section is there')
    for (const [section, codes] of Object.entries(coded)) {
      t.strictSame(vocabulary[section].map(({ code, label }: { code: string, label: string }) => ({ code, label })), Object.entries(codes).map(([code, label]) => ({ code, label: label[language] })), `${section}, ${language}`)
    }
    for (const [section, all] of Object.entries({ facts, circumstances, filingFacts })) {
      t.strictSame(vocabulary[section].map(({ fact, label }: { fact: string, label: string }) => ({ fact, label })), Object.entries(all).map(([fact, label]) => ({ fact, label: label[language] })), `${section}, ${language}`)
    }
  }
})

t.test('the vocabulary says which states of a case are open, and that the rules of fairness are none of the law', async t => {
  const [zh, en] = [(await get('/v1/vocabulary')).json(), (await get('/v1/vocabulary', { 'accept-language': 'en' })).json()]
  t.strictSame(zh.caseStates.filter(({ open }: { open: boolean }) => !open).map(({ code }: { code: string }) => code), ['closed', 'dismissed', 'revoked'])
  t.strictSame(zh.caseStates[0], { code: 'registered', label: book.vocabulary.caseStates['registered']?.zh, open: true })
  t.ok(zh.fairnessRules.every(({ about }: { about: string }) => /自设的公正规则，不是法规/.test(about)))
  t.ok(en.fairnessRules.every(({ about }: { about: string }) => /own rule of fairness, not one of the law/.test(about)))
})

t.test('a calendar year says whether it is official, and years outside are refused', async t => {
  t.match((await get('/v1/calendars/2026')).json(), { year: 2026, official: true, madeUp: /2026-/ })
  t.strictSame((await get('/v1/calendars/2027')).json(), { year: 2027, official: false, source: null, holidays: [], madeUp: [] })
  for (const year of ['1900', '2199']) t.equal((await get(`/v1/calendars/${year}`)).statusCode, 200, year)
  for (const year of ['1899', '2200', '26', '-2026', '2026.5', 'next', '', '9'.repeat(30), '1e400']) t.strictSame(placesOf(isProblem(t, await get(`/v1/calendars/${year}`), 400, 'validation', year)), ['path /year'], year)
})

t.test('a period of up to ten years of days is counted, a longer or negative one refused', async t => {
  const ask = (period: object) => post(app, '/v1/deadlines', { from: '2026-09-25', count: 15, unit: 'working-day', ...period })
  t.match((await ask({})).json(), { due: '2026-10-22', provisional: false })
  t.equal((await ask({ count: 0 })).json().due, '2026-09-25')
  for (const unit of ['working-day', 'day', 'month', 'year']) t.equal((await ask({ unit, count: 3660 })).statusCode, 200, unit)
  t.equal((await ask({ from: '2199-12-31', unit: 'year', count: 3660 })).json().due, '5859-12-31')
  const refused: [object, string][] = [[{ count: -1 }, '/count'], [{ count: 3661 }, '/count'], [{ count: 1.5 }, '/count'], [{ count: '15' }, '/count'], [{ count: null }, '/count'], [{ unit: 'week' }, '/unit'],
    [{ unit: undefined }, '/unit'], [{ from: '2026-02-30' }, '/from'], [{ from: '1899-12-31' }, '/from'], [{ from: '2200-01-01' }, '/from'], [{ until: '2026-10-01' }, '/until']]
  for (const [period, place] of refused) t.strictSame(new Set(placesOf(isProblem(t, await ask(period), 400, 'validation', JSON.stringify(period)))), new Set([place]), JSON.stringify(period))
})
