/** Whatever is refused is refused in one shape, at the right place, with all that is wrong at once. */
import t from 'tap'
import { isProblem, json, placesOf, post, start } from './service.ts'

const { app, rules } = await start(t)
const CLASSIFY = '/v1/classifications'
const question = { jurisdiction: '520102', occurredOn: '2026-03-14', conducts: [{ code: 'candidate.copying' }] }

const paths: Record<string, Record<string, unknown>> = (await app.inject('/openapi.json')).json().paths
const asked = (path: string): string => path.replace('{id}', 'guizhou').replace('{provision}', 'guizhou%2Fart-6').replace('{year}', '2026').replace('{code}', 'validation').replace('{ruleset}', 'guizhou')

t.test('an address that is not there is not found, whatever is sent to it', async t => {
  for (const url of ['/', '/v2/rulesets', '/v1', '/v1/rulesets/guizhou/articles', '/V1/rulesets', '//v1/rulesets', '/v1/classifications/']) {
    isProblem(t, await app.inject(url), 404, 'not-found', url)
  }
  for (const [body, type] of [['{', 'application/json'], ['{"a":1}', 'application/json'], ['x', 'text/plain'], [' '.repeat(1 << 21), 'application/json']] as const) {
    isProblem(t, await post(app, '/nowhere', body, { 'content-type': type }), 404, 'not-found', `${type}, ${body.length} bytes`)
  }
})

t.test('every documented address refuses every other method and says which it takes', async t => {
  t.ok(Object.keys(paths).length > 10)
  for (const [path, operations] of Object.entries(paths)) {
    const documented = Object.keys(operations).map((method) => method.toUpperCase())
    const allowed = [...documented, ...documented.includes('GET') ? ['HEAD'] : []].sort()
    for (const method of ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND', 'QUERY'] as const) {
      const answer = await app.inject({ method: method as 'GET', url: asked(path) })
      if (allowed.includes(method)) {
        t.not(answer.statusCode, 405, `${method} ${path}`)
        continue
      }
      t.equal(answer.headers.allow, allowed.join(', '), `${method} ${path}`)
      if (method === 'HEAD') t.equal(answer.statusCode, 405)
      else isProblem(t, answer, 405, 'method-not-allowed', `${method} ${path}`)
    }
  }
})

t.test('a method that is not taken is refused before the body is read', async t => {
  for (const body of ['{', ' '.repeat(1 << 21)]) {
    isProblem(t, await app.inject({ method: 'PUT', url: CLASSIFY, headers: json, payload: body }), 405, 'method-not-allowed')
  }
})

t.test('a body of a mebibyte is read and one of a byte more is too large', async t => {
  const body = JSON.stringify(question)
  t.equal((await post(app, CLASSIFY, body + ' '.repeat(1024 * 1024 - body.length))).statusCode, 200)
  isProblem(t, await post(app, CLASSIFY, body + ' '.repeat(1024 * 1024 - body.length + 1)), 413, 'body-too-large')
})

t.test('a batch may be sixteen times as large', async t => {
  const body = JSON.stringify({ items: [question] })
  t.equal((await post(app, '/v1/sanctions/batch', body + ' '.repeat(16 * 1024 * 1024 - body.length))).statusCode, 200)
  isProblem(t, await post(app, '/v1/sanctions/batch', body + ' '.repeat(16 * 1024 * 1024 - body.length + 1)), 413, 'body-too-large')
})

t.test('a body in anything but JSON in UTF-8 is refused', async t => {
  const refused: Record<string, string>[] = [
    {}, { 'content-type': '' }, { 'content-type': 'text/plain' }, { 'content-type': 'application/x-www-form-urlencoded' }, { 'content-type': 'application/jsonx' },
    { 'content-type': 'application/json; charset=gbk' }, { 'content-type': 'application/json;charset="GB18030"' }, { 'content-type': 'application/json; charset=utf-16' },
    { ...json, 'content-encoding': 'gzip' }, { ...json, 'content-encoding': 'br' }, { ...json, 'content-encoding': 'identity, gzip' }
  ]
  for (const headers of refused) isProblem(t, await post(app, CLASSIFY, JSON.stringify(question), headers), 415, 'unsupported-media-type', JSON.stringify(headers))
})

t.test('JSON in UTF-8 is taken however it is declared', async t => {
  const taken: Record<string, string>[] = [
    json, { 'content-type': 'Application/JSON' }, { 'content-type': 'application/json;charset=UTF-8' }, { 'content-type': 'application/json; charset="utf-8"' },
    { 'content-type': 'application/json; charset=utf8' }, { ...json, 'content-encoding': 'identity' }, { ...json, 'content-encoding': 'Identity' }
  ]
  for (const headers of taken) t.equal((await post(app, CLASSIFY, JSON.stringify(question), headers)).statusCode, 200, JSON.stringify(headers))
  t.equal((await post(app, CLASSIFY, `\ufeff${JSON.stringify(question)}`)).statusCode, 200, 'with a byte-order mark')
})

t.test('what is not JSON is malformed', async t => {
  for (const body of ['', ' ', '{', '{"a":1,}', '[1,]', "{'a':1}", '{a:1}', 'NaN', 'undefined', '{} {}', '{"a":01}', '// {}', '{"a":"\n"}', '\ufeff\ufeff{}']) {
    isProblem(t, await post(app, CLASSIFY, body), 400, 'malformed-json', JSON.stringify(body))
  }
  isProblem(t, await app.inject({ method: 'POST', url: CLASSIFY, headers: json }), 400, 'malformed-json', 'a type without a body')
})

t.test('a request without any body lacks a question', async t => {
  t.strictSame(placesOf(isProblem(t, await app.inject({ method: 'POST', url: CLASSIFY }), 400, 'validation')), [''])
})

t.test('what is JSON but no object is no question', async t => {
  for (const body of ['null', 'true', '0', '"x"', '[]', '[{}]']) {
    t.strictSame(placesOf(isProblem(t, await post(app, CLASSIFY, body), 400, 'validation', body)), [''], body)
  }
})

const wrong: [string, object, string[]][] = [
  ['nothing at all', {}, ['/jurisdiction', '/occurredOn', '/conducts']],
  ['a field missing', { ...question, jurisdiction: undefined }, ['/jurisdiction']],
  ['a field unknown', { ...question, city: 1 }, ['/city']],
  ['fields whose names need escaping', { ...question, 'a/b': 1, 'c~d': 2, '~1': 3, '': 4 }, ['/a~1b', '/c~0d', '/~01', '/']],
  ['a number for a text', { ...question, jurisdiction: 520102 }, ['/jurisdiction']],
  ['a null for a text', { ...question, occurredOn: null }, ['/occurredOn']],
  ['a text for a list', { ...question, conducts: 'candidate.copying' }, ['/conducts']],
  ['an object for a list', { ...question, conducts: { 0: { code: 'candidate.copying' } } }, ['/conducts']],
  ['no conduct', { ...question, conducts: [] }, ['/conducts']],
  ['fifty-one conducts', { ...question, conducts: Array(51).fill(question.conducts[0]) }, ['/conducts']],
  ['a conduct without a code', { ...question, conducts: [...question.conducts, {}] }, ['/conducts/1/code']],
  ['a conduct with a field unknown', { ...question, conducts: [{ code: 'candidate.copying', fact: {} }] }, ['/conducts/0/fact']],
  ['a code of another form', { ...question, conducts: [{ code: 'Copying' }] }, ['/conducts/0/code']],
  ['a place of another form', { ...question, jurisdiction: '52010' }, ['/jurisdiction']],
  ['a place in other digits', { ...question, jurisdiction: '５２０１０２' }, ['/jurisdiction']],
  ['a day that never was', { ...question, occurredOn: '2026-02-30' }, ['/occurredOn']],
  ['a value that the fact cannot take', { ...question, conducts: [{ code: 'candidate.impersonation', facts: { gravity: 'grave' } }] }, ['/conducts/0/facts/gravity']],
  ['a number below what the fact can be', { ...question, conducts: [{ code: 'agency.star-rating', facts: { stars: 0 } }] }, ['/conducts/0/facts/stars']],
  ['a list for a fact', { ...question, conducts: [{ code: 'candidate.copying', facts: { intentional: [true] } }] }, ['/conducts/0/facts/intentional']],
  ['a name that no fact can have', { ...question, conducts: [{ code: 'candidate.copying', facts: { 'Not a fact': true } }] }, ['/conducts/0/facts/Not a fact']],
  ['a circumstance that there is not', { ...question, circumstances: { weather: 'fine' } }, ['/circumstances/weather']],
  ['a value that the circumstance cannot take', { ...question, circumstances: { discovered: 'never' } }, ['/circumstances/discovered']],
  ['an earlier decision without day and measures', { ...question, history: [{}] }, ['/history/0/decidedOn', '/history/0/measures']],
  ['an earlier decision with a measure that there is not', { ...question, history: [{ decidedOn: '2025-01-01', measures: ['interview', 'fine'] }] }, ['/history/0/measures/1']]
]

t.test('each fault is told with the pointer of its place', async t => {
  for (const [name, body, places] of wrong) {
    const problem = isProblem(t, await post(app, CLASSIFY, body), 400, 'validation', name)
    t.strictSame(new Set(placesOf(problem)), new Set(places), name)
  }
})

t.test('all faults of a request are told at once, in the path, the query and the body', async t => {
  const body = { jurisdiction: 1, occurredOn: '2026-13-01', conducts: [{ code: 'X', facts: { gravity: 'x' } }], circumstances: { unlawful: 'yes' }, 'a/b': 1 }
  const problem = isProblem(t, await post(app, `${CLASSIFY}?trace=perhaps&colour=red`, body), 400, 'validation')
  t.strictSame(new Set(placesOf(problem)), new Set(['query /trace', 'query /colour', '/jurisdiction', '/occurredOn', '/conducts/0/code', '/conducts/0/facts/gravity', '/circumstances/unlawful', '/a~1b']))
  t.strictSame(new Set(placesOf(isProblem(t, await app.inject('/v1/rulesets/NO?on=today&x=1'), 400, 'validation'))), new Set(['path /id', 'query /on', 'query /x']))
})

t.test('the number of faults is told, and of more than two hundred the first', async t => {
  const history = (count: number) => Array.from({ length: count }, () => ({ measures: [] }))
  for (const [count, listed, detail] of [[1, 1, /^1 place in the request is at fault$/], [2, 2, /^2 places/], [200, 200, /^200 places/], [201, 200, /^more than 200 places/]] as const) {
    const problem = isProblem(t, await post(app, `${CLASSIFY}`, { ...question, history: history(count) }, { ...json, 'accept-language': 'en' }), 400, 'validation')
    t.equal(problem.errors?.length, listed)
    t.match(problem.detail, detail)
  }
  const many = isProblem(t, await post(app, `${CLASSIFY}?trace=perhaps`, { ...question, history: history(300) }), 400, 'validation')
  t.equal(placesOf(many)[0], 'query /trace', 'a long body does not crowd out the query')
})

t.test('a parameter that an address does not take is refused, not ignored', async t => {
  for (const url of ['/v1/comparisons?trace=true', '/v1/sanctions/batch?trace=true', '/v1/deadlines?x=1']) {
    t.ok(placesOf(isProblem(t, await post(app, url, {}), 400, 'validation', url)).some((place) => place.startsWith('query /')), url)
  }
  for (const url of ['/v1/rulesets?id=cn', '/v1/measures?on=agency', '/v1/vocabulary?q=x', '/v1/calendars/2026?on=x']) isProblem(t, await app.inject(url), 400, 'validation', url)
  t.equal((await app.inject('/health/live?probe=1')).statusCode, 200, 'whoever watches the service may add what he likes')
})

t.test('problems are in the language asked for, and say which', async t => {
  for (const [asked, language, title] of [['zh-CN', 'zh-CN', '未找到'], ['en-GB,en;q=0.9', 'en', 'Not found'], ['fr', 'zh-CN', '未找到'], ['en;q=0, zh', 'zh-CN', '未找到']] as const) {
    const answer = await app.inject({ url: '/nowhere', headers: { 'accept-language': asked } })
    t.match(answer.headers, { 'content-language': language, vary: /Accept-Language/ })
    t.equal(answer.json().title, title)
  }
  const [zh, en] = await Promise.all(['zh', 'en'].map(async (language) => (await post(app, CLASSIFY, {}, { ...json, 'accept-language': language })).json()))
  t.not(zh.errors[0].detail, en.errors[0].detail, 'faults are told in that language, too')
})

t.test('a path that cannot be read is refused like any other fault', async t => {
  for (const url of ['/v1/rulesets/%ZZ', '/v1/rulesets/%', `/v1/rulesets/${'a'.repeat(500)}`, '/v1/provisions/guizhou%2Fart-6%2', '/v1/calendars/%E4%BD']) {
    const answer = await app.inject({ url, headers: { 'accept-language': 'en' } })
    const problem = isProblem(t, answer, 400, 'validation', url)
    t.equal(problem.errors?.[0]?.in, 'path')
    t.match(answer.headers, { 'content-language': 'en', vary: 'Accept-Language', 'x-content-type-options': 'nosniff' })
  }
})

t.test('a fault of the service itself tells the caller nothing of its inside', async t => {
  const broken = await start(t, { today: () => { throw new Error('the clock has stopped') } })
  const answer = await post(broken.app, '/v1/sanctions', question)
  const problem = isProblem(t, answer, 500, 'internal')
  t.notMatch(answer.payload, /clock|stack|Error/)
  const logged = broken.lines.find(({ level }) => level >= 50)
  t.match(logged, { reqId: problem.instance, err: { type: 'Error', stack: [/problems\.test\.ts:\d+/] } })
  t.equal((await post(broken.app, CLASSIFY, question)).statusCode, 200, 'and goes on')
})

t.test('every problem has a page that explains it in both languages', async t => {
  for (const [code, { status, zh, en, about }] of Object.entries(rules.book.vocabulary.problems)) {
    const page = await app.inject(`/problems/${code}`)
    t.equal(page.statusCode, 200, code)
    t.match(page.headers['content-type'], /^text\/html; charset=utf-8/)
    for (const text of [code, String(status), zh, en, about.zh]) t.ok(page.payload.includes(text), `${code}: ${text}`)
  }
  isProblem(t, await app.inject('/problems/no-such-problem'), 404, 'not-found')
  isProblem(t, await app.inject('/problems/constructor'), 404, 'not-found')
  isProblem(t, await app.inject('/problems/%3Cscript%3E'), 400, 'validation')
})
