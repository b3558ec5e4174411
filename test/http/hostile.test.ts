/** What nobody sends by mistake is refused in the same shape as everything else, and costs the service next to nothing. */
import t from 'tap'
import { isProblem, json, placesOf, post, start } from './service.ts'

const { app, lines } = await start(t)
const CLASSIFY = '/v1/classifications'
const question = { jurisdiction: '520102', occurredOn: '2026-03-14', conducts: [{ code: 'candidate.copying', facts: {} as Record<string, unknown> }] }
const text = JSON.stringify(question)
/** A good question with something else in the place of a piece of it. */
const but = (piece: string, other: string): string => {
  if (!text.includes(piece)) throw new Error(`${piece} is not in the question`)
  return text.replace(piece, other)
}
const facts = (members: string): string => but('"facts":{}', `"facts":{${members}}`)
const nested = (levels: number, open: string, inner: string, close: string): string => open.repeat(levels) + inner + close.repeat(levels)

t.test('a body nested beyond thirty-two levels is refused before anything is made of it', async t => {
  const refused = [nested(33, '[', '', ']'), nested(33, '{"a":', '1', '}'), '['.repeat(33), '['.repeat(1_000_000), '{"a":'.repeat(200_000), nested(500_000, '[', '', ']'), `"[" ${'['.repeat(33)}`]
  for (const body of refused) {
    const problem = isProblem(t, await post(app, CLASSIFY, body, { ...json, 'accept-language': 'en' }), 400, 'malformed-json', body.slice(0, 20))
    t.match(problem.detail, /nested too deeply/)
  }
  isProblem(t, await post(app, '/v1/sanctions/batch', `{"items":[${nested(40, '[', '', ']')}]}`), 400, 'malformed-json')
})

t.test('thirty-two levels, and brackets that only stand in a text, are no such thing', async t => {
  for (const body of [nested(32, '[', '', ']'), nested(32, '{"a":', '1', '}'), '[[],[],[]]', JSON.stringify({ a: '['.repeat(100) }), JSON.stringify({ a: `\\"${'{'.repeat(100)}` }), JSON.stringify({ [`\\${'['.repeat(100)}`]: 1 })]) {
    isProblem(t, await post(app, CLASSIFY, body), 400, 'validation', body.slice(0, 40))
  }
  isProblem(t, await post(app, CLASSIFY, `[${'[],'.repeat(100)}[]]`), 400, 'validation', 'side by side is not nested')
})

t.test('a name that an object has twice leaves open which was meant', async t => {
  const twice = [but('"jurisdiction":', '"jurisdiction":"110105","jurisdiction":'), facts('"gravity":"minor","gravity":"serious"'), '{"a":1,"a":1}', '[{"a":{"b":1,"b":2}}]', '{"a":1,"\\u0061":2}', '{"__proto__":1,"__proto__":2}', '{"0":1,"0":2}', '{"":1,"":2}']
  for (const body of twice) {
    const problem = isProblem(t, await post(app, CLASSIFY, body, { ...json, 'accept-language': 'en' }), 400, 'malformed-json', body)
    t.match(problem.detail, /same name twice/)
  }
  isProblem(t, await post(app, CLASSIFY, '{"a":{"a":{"a":":"}},"b":"a:a"}'), 400, 'validation', 'the same name in different objects is fine')
})

t.test('half a character is none', async t => {
  for (const half of ['\\ud800', '\\uDBFF', '\\udc00', '\\uDFFF', '\\udc00\\ud800', '\\ud800x', '\\ud800\\\\udc00', '\\ud83d\\ud83d\\ude00', '\\ud83d\\ude00\\ude00']) {
    for (const body of [`"${half}"`, `{"${half}":1}`, facts(`"x":"a${half}"`)]) {
      const problem = isProblem(t, await post(app, CLASSIFY, body, { ...json, 'accept-language': 'en' }), 400, 'malformed-json', body)
      t.match(problem.detail, /half a character/)
    }
  }
  for (const whole of ['\\ud83d\\ude00', '\\uD83D\\uDE00\\ud83d\\ude00', '😀', '\\\\ud800', '\\ud7ff', '\\ue000', '\\u0000', '\\uffff']) isProblem(t, await post(app, CLASSIFY, `"${whole}"`), 400, 'validation', whole)
})

t.test('bytes that are not UTF-8 are refused', async t => {
  const bytes: [string, Buffer][] = [
    ['UTF-16', Buffer.from(text, 'utf16le')], ['UTF-16 with its mark', Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')])], ['UTF-32', Buffer.from([...text].flatMap((one) => [0, 0, 0, one.charCodeAt(0)]))],
    ['Latin-1', Buffer.from(facts('"é":"ü"'), 'latin1')], ['GB 18030', Buffer.concat([Buffer.from('{"'), Buffer.from([0xd7, 0xf7, 0xb1, 0xd7]), Buffer.from('":1}')])],
    ['an overlong form', Buffer.from([0x22, 0xc0, 0xaf, 0x22])], ['an encoded surrogate', Buffer.from([0x22, 0xed, 0xa0, 0x80, 0x22])], ['a character cut off', Buffer.from([0x22, 0xe4, 0xbd, 0x22])], ['beyond Unicode', Buffer.from([0x22, 0xf4, 0x90, 0x80, 0x80, 0x22])],
    ['NUL characters', Buffer.from(`\u0000${text}\u0000`)], ['a compressed body', Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0])]
  ]
  for (const [name, body] of bytes) isProblem(t, await post(app, CLASSIFY, body), 400, 'malformed-json', name)
})

t.test('names that mean something to the language are unknown names like any other', async t => {
  for (const name of ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', '__defineGetter__']) {
    for (const value of ['null', '{"prototype":{"x":1}}', '{"jurisdiction":"110105"}']) {
      t.strictSame(placesOf(isProblem(t, await post(app, CLASSIFY, but('{', `{"${name}":${value},`)), 400, 'validation', name)), [`/${name}`])
      t.strictSame(placesOf(isProblem(t, await post(app, CLASSIFY, but('{"code"', `{"${name}":${value},"code"`)), 400, 'validation', name)), [`/conducts/0/${name}`])
    }
  }
  isProblem(t, await post(app, CLASSIFY, facts('"__proto__":true')), 400, 'validation')
  isProblem(t, await post(app, CLASSIFY, '{"__proto__":{"jurisdiction":"520102","occurredOn":"2026-03-14","conducts":[{"code":"candidate.copying"}]}}'), 400, 'validation', 'nothing is inherited from a body')
  t.equal(({} as Record<string, unknown>).jurisdiction, undefined)
})

t.test('numbers that no fact can be, and days that never are, are faults of their places', async t => {
  for (const number of ['1e400', '-1e400', '9007199254740993', '123456789012345678901234567890', '-1', '0.5', '1e-400.5']) {
    const answer = await post(app, CLASSIFY, but('"candidate.copying","facts":{}', `"agency.inactivity","facts":{"inactiveMonths":${number}}`))
    isProblem(t, answer, 400, number.includes('.5') && number.includes('e') ? 'malformed-json' : 'validation', number)
  }
  for (const day of ['2026-02-30', '2026-02-29', '2026-13-01', '2026-00-01', '2026-01-00', '0000-00-00', '1899-12-31', '2200-01-01', '9999-12-31', '-2026-03-14', '2026-3-14', '20260314', '2026-03-14T00:00:00Z', '2026-03-14 ', '2026-03-14\\n', '\\u0000', '２０２６-03-14', '']) {
    t.strictSame(placesOf(isProblem(t, await post(app, CLASSIFY, but('2026-03-14', day)), 400, 'validation', day)), ['/occurredOn'], day)
  }
})

t.test('minus nought is nought', async t => {
  const ask = async (count: string) => (await post(app, '/v1/deadlines', `{"from":"2026-03-14","count":${count},"unit":"day"}`)).json()
  t.strictSame(await ask('-0'), await ask('0'))
})

/** Each would take minutes, gigabytes or the whole stack if it were looked at in full. */
const enormous: [string, string, string][] = [
  ['a list of half a million numbers for conducts', but('"conducts":[', `"conducts":[${'0,'.repeat(500_000)}`), '/conducts'],
  ['a list of three hundred thousand objects for conducts', but('"conducts":[', `"conducts":[${'{},'.repeat(300_000)}`), '/conducts'],
  ['a list of half a million nulls for a history', but('{', `{"history":[${'null,'.repeat(200_000)}null],`), '/history'],
  ['a list of half a million measures', but('{', `{"history":[{"decidedOn":"2025-01-01","measures":[${'0,'.repeat(480_000)}0]}],`), '/history/0/measures'],
  ['eighty thousand fields', but('{', `{${Array.from({ length: 80_000 }, (_, index) => `"a${index}":0`).join()},`), ''],
  ['eighty thousand facts', facts(Array.from({ length: 80_000 }, (_, index) => `"a${index}":0`).join()), '/conducts/0/facts'],
  ['a code of a million letters', but('candidate.copying', 'a'.repeat(1_000_000)), '/conducts/0/code'],
  ['a code of half a million parts', but('candidate.copying', 'a-'.repeat(490_000)), '/conducts/0/code'],
  ['a place of a million digits', but('520102', '5'.repeat(1_000_000)), '/jurisdiction'],
  ['a day of a million digits', but('2026-03-14', '2'.repeat(1_000_000)), '/occurredOn']
]

t.test('what is far too long is told once, and not looked into', async t => {
  for (const [name, body, place] of enormous) {
    const answer = await post(app, CLASSIFY, body)
    t.strictSame(new Set(placesOf(isProblem(t, answer, 400, 'validation', name))), new Set([place]), name)
    t.ok(answer.payload.length < 2000, `${name}: the refusal is short`)
  }
  const item = `{"conducts":[${'0,'.repeat(7_000_000)}0]}`
  const batch = (await post(app, '/v1/sanctions/batch', `{"items":[${item},${JSON.stringify(question)}]}`)).json().items
  t.strictSame(placesOf(batch[0].body).sort(), ['/conducts', '/jurisdiction', '/occurredOn'])
  t.equal(batch[1].status, 200)
  const [long] = (await post(app, '/v1/sanctions/batch', JSON.stringify({ items: [{ ...question, conducts: [{ code: 'a-'.repeat(7_000_000) }] }] }))).json().items
  t.strictSame(placesOf(long.body), ['/conducts/0/code'])
})

t.test('many faults in many places stay a refusal of bounded length', async t => {
  const history = Array.from({ length: 1000 }, () => ({ measures: Array(100).fill(0) }))
  const answer = await post(app, CLASSIFY, { ...question, history })
  t.equal(isProblem(t, answer, 400, 'validation').errors?.length, 200)
  t.ok(answer.payload.length < 200_000)
})

t.test('parameters are never taken for more than text', async t => {
  for (const [url, place] of [
    ['/v1/rulesets/..%2f..%2fetc%2fpasswd', 'path /id'], ['/v1/rulesets/%00', 'path /id'], ['/v1/rulesets/cn%00', 'path /id'], ['/v1/rulesets/cn%0d%0aX-Injected:%201', 'path /id'], ['/v1/rulesets/cn?on=%F0%9F%98%80', 'query /on'], ['/v1/rulesets/cn?on[]=2026-01-01', 'query /on[]'],
    ['/v1/rulesets/cn?__proto__=1', 'query /__proto__'], ['/v1/rulesets/cn?constructor=1', 'query /constructor'], ['/v1/provisions/cn%2F..%2Fart-1', 'path /provision'], ['/v1/provisions/__proto__', 'path /provision']
  ] as const) {
    const answer = await app.inject(url)
    t.strictSame(placesOf(isProblem(t, answer, 400, 'validation', url)), [place], url)
    t.equal(answer.headers['x-injected'], undefined)
  }
  for (const q of ['%00', '%ED%A0%80', '%FF', '(a%2B)%2B$', '%5C', '%22', '%EF%BB%BF']) t.strictSame((await app.inject(`/v1/conducts?q=${q}`)).json(), { items: [] }, q)
})

t.test('headers full of nonsense change nothing', async t => {
  for (const headers of [{ 'accept-language': 'x'.repeat(8000) }, { 'accept-language': ',;=q,,;q=;' }, { 'accept-language': Array(2000).fill('a-b').join() }, { accept: 'image/png' }, { 'x-http-method-override': 'DELETE' }, { 'if-none-match': '"'.repeat(5000) }, { range: 'bytes=5-1' }, { 'transfer-encoding': 'x' }]) {
    t.equal((await app.inject({ url: '/v1/measures', headers: headers as Record<string, string> })).statusCode, 200, JSON.stringify(headers).slice(0, 60))
  }
})

t.test('none of all this was a fault of the service', async t => {
  t.ok(lines.length > 100, String(lines.length))
  t.strictSame(lines.filter(({ level }) => level >= 50), [])
})
