/** What nobody sends by mistake. */
import type { Random } from './random.ts'

export interface HostileBody { readonly body: string | Buffer, readonly headers?: Record<string, string> }

/** Texts for parameters. */
export const hostileTexts: readonly string[] = [
  '', ' ', '\u0000', '\u0000guizhou', '../../etc/passwd', '..%2f..', '%00', '%', '%zz', '\ud800', '\udc00\ud800', '😀', '作弊', '\u202eevil', 'a'.repeat(121), 'a'.repeat(5000), 'a-'.repeat(2000),
  '__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'null', 'undefined', 'NaN', 'Infinity', '-0', '1e400', '9007199254740993', '0x7EA', '2026.5', '[object Object]',
  "' or 1=1 --", '{{7*7}}', '<script>alert(1)</script>', '\r\nX-Injected: 1', '2026-02-30', '0000-00-00', '9999-12-31', '(?:a+)+$', '.*', '\\', '"', 'a&b=c', '#', '?', ';', '/', '//', '+'
]

export const hostileHeaders: readonly Record<string, string>[] = [
  { 'accept-language': 'x'.repeat(4000) }, { 'accept-language': 'en;q=zzz,,,;;;' }, { 'accept-language': Array(800).fill('en').join(',') }, { 'accept-language': '*;q=0' },
  { 'if-none-match': '*' }, { 'if-none-match': '"a", W/"b", ' }, { 'if-none-match': '"'.repeat(3000) }, { accept: 'image/png' }, { accept: '' }, { 'accept-encoding': 'gzip;q=0, *' },
  { 'x-request-id': 'chosen by the caller' }, { 'x-forwarded-for': '127.0.0.1' }, { 'x-http-method-override': 'DELETE' }, { range: 'bytes=0-1' }, { cookie: 'a=b; '.repeat(500) },
  { 'content-type': 'application/json' }, { 'content-type': 'nonsense' }, { authorization: 'Bearer x' }, { connection: 'close' }
]

const json = { 'content-type': 'application/json' }
const typed = (type: string) => (good: string): HostileBody => ({ body: good, headers: { 'content-type': type } })
const nested = (depth: number, open: string, inner: string, close: string): string => open.repeat(depth) + inner + close.repeat(depth)
const plain = (body: string | Buffer) => (): HostileBody => ({ body })
/** In place of one of the values of a good body. */
const instead = (text: string) => (good: string, random: Random): HostileBody => {
  const values = [...good.matchAll(/:("[^"]*"|true|false|null|-?\d+)/g)]
  const found = values.length > 0 ? random.pick(values) : undefined
  return { body: found ? `${good.slice(0, found.index)}:${text}${good.slice(found.index + found[0].length)}` : text }
}
/** Besides the members of a good body. */
const besides = (members: string) => (good: string): HostileBody => ({ body: `{${members},${good.slice(1)}` })

/** First of all in one of its lists or objects. */
const inside = (open: '[' | '{', text: string) => (good: string, random: Random): HostileBody => {
  const found = [...good.matchAll(open === '[' ? /\[/g : /\{/g)]
  const at = found.length > 0 ? random.pick(found).index + 1 : 0
  return { body: good.slice(0, at) + text + good.slice(at) }
}
const many = (count: number): string => Array.from({ length: count }, (_, index) => `"a${index}":0,`).join('')

/** Each makes a hostile body of a good one. */
export const hostileBodies: readonly ((good: string, random: Random) => HostileBody)[] = [
  // cut off, damaged, doubled
  (good, random) => ({ body: good.slice(0, random.below(good.length)) }),
  (good, random) => { const at = random.below(good.length); return { body: good.slice(0, at) + random.pick(['\u0000', '"', '}', ']', ',', ':', '\\', '\n', '\ud800', '{', '[']) + good.slice(at + 1) } },
  (good, random) => { const bytes = Buffer.from(good); bytes[random.below(bytes.length)] = random.below(256); return { body: bytes } },
  (good) => ({ body: good + good }), (good) => ({ body: `${good},` }), (good) => ({ body: `[${good}]` }), (good) => ({ body: JSON.stringify(good) }), (good) => ({ body: `${good}\u0000` }),
  (_good, random) => ({ body: Buffer.from(Array.from({ length: random.below(300) }, () => random.below(256))) }),
  plain(''), plain('\u0000'), plain('null'), plain('NaN'), plain('{"":""}'), plain('[]'), plain('"'), plain('{'), plain('{"a":1,}'),
  // other encodings
  (good) => ({ body: Buffer.from(good, 'utf16le') }), (good) => ({ body: Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(good, 'utf16le')]) }), (good) => ({ body: Buffer.from(`${good.slice(0, -1)},"é":"ÿ"}`, 'latin1') }),
  (good) => ({ body: `\ufeff${good}` }), plain(Buffer.from([0x22, 0xed, 0xa0, 0x80, 0x22])), plain(Buffer.from([0x22, 0xc0, 0x80, 0x22])), plain(Buffer.from([0xef, 0xbb])),
  typed('application/json; charset=gbk'), typed('application/json; charset=utf-16'), typed('text/plain'), typed('application/xml'), typed('application/json; charset="'), typed('application/json;;;'), typed('application/vnd.api+json'), typed('multipart/form-data'),
  (good) => ({ body: good, headers: { ...json, 'content-encoding': 'gzip' } }), (good) => ({ body: good, headers: { ...json, 'content-encoding': 'nonsense' } }),
  // deep, wide and long
  plain(nested(33, '[', '', ']')), plain(nested(100_000, '[', '', ']')), plain(nested(50_000, '{"a":', '1', '}')), plain('['.repeat(500_000)),
  instead(nested(30, '[', '', ']')), instead(nested(40, '{"a":', '1', '}')), instead(`[${'0,'.repeat(100_000)}0]`), instead(`[${'{},'.repeat(50_000)}{}]`), instead(`"${'a'.repeat(300_000)}"`), instead(`"${'a-'.repeat(300_000)}"`),
  inside('[', '0,'.repeat(100_000)), inside('[', '{},'.repeat(100_000)), inside('[', '"interview",'.repeat(50_000)), inside('{', many(20_000)), inside('{', many(120)), (good) => ({ body: good + ' '.repeat(1024 * 1024) }), (good) => ({ body: ' '.repeat(500_000) + good }),
  // names and values that are something else inside
  inside('{', '"__proto__":{"x":1},'), inside('{', '"constructor":{"prototype":{"x":1}},'), inside('{', '"\\ud800":1,'), inside('{', '"code":"candidate.copying",'),
  besides('"__proto__":{"jurisdiction":"110105"}'), besides('"__proto__":null'), besides('"constructor":{"prototype":{"x":1}}'), besides('"\\u005f_proto__":1'), besides('"toString":1,"valueOf":2,"hasOwnProperty":3'), besides('"jurisdiction":"110105"'), besides('"occurredOn":"2026-03-14"'),
  besides('"\\ud800":1'), besides('"\\u0000":1'), besides('"a":"\\udc00\\ud800"'), besides(`"${'x'.repeat(100_000)}":1`), instead('{"__proto__":{}}'), instead('{"constructor":{"prototype":{}}}'), instead('{"facts":{"__proto__":true}}'),
  instead('"\\ud800"'), instead('"\\ud83d\\ude00"'), instead('"\\u0000"'), instead('"__proto__"'), instead('"constructor"'), instead('"candidate.constructor"'), instead('"candidate.__proto__"'),
  // numbers and days at the edge
  ...['1e400', '-1e400', '1e-400', '-0', '9007199254740993', '-9007199254740993', '1.0000000000000000001', '123456789012345678901234567890', '0.1', '01', '+1', '0x10', '1e5', '5E-324'].map(instead),
  ...['2026-02-30', '2026-13-01', '0000-00-00', '9999-12-31', '-001-01-01', '2026-03-14\\n', '２０２６-03-14', '20260314'].map((day) => instead(`"${day}"`))
]
