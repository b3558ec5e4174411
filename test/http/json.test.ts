/** Reading a body is reading JSON, but for what means nothing certain. */
import t from 'tap'
import fc from 'fast-check'
import { readJson } from '../../src/plugins/body.ts'
import { countNames, scan } from '../../src/plugins/json.ts'

const read = (text: string): unknown => readJson(Buffer.from(text))
const why = (text: string | Uint8Array): string => {
  try {
    readJson(Buffer.from(text))
    return 'nothing'
  } catch (error) {
    return (error as { detail: { en: string } }).detail.en
  }
}

t.test('whatever JSON can say is read as it was written', async t => {
  t.doesNotThrow(() => fc.assert(fc.property(fc.jsonValue({ stringUnit: 'binary' }), fc.constantFrom(0, 1, 2), (value, indent) => {
    const text = JSON.stringify(value, undefined, indent)
    t.strictSame(read(text), JSON.parse(text))
    t.strictSame(read(escaped(text)), JSON.parse(text))
  }), { numRuns: 1000 }))
})

/** The same text, with every character of its strings as an escape. */
function escaped (text: string): string {
  return text.replace(/"(?:[^"\\]|\\.)*"/g, (string) => `"${Array.from({ length: JSON.parse(string).length }, (_, at) => `\\u${JSON.parse(string).charCodeAt(at).toString(16).padStart(4, '0')}`).join('')}"`)
}

t.test('a text that is no JSON is refused, and nothing else breaks on it', async t => {
  const bytes = fc.oneof(fc.uint8Array({ maxLength: 60 }), fc.stringMatching(/^[[\]{}:,"\\u0-9d8c tfn]{0,40}$/).map((text) => Buffer.from(text)))
  t.doesNotThrow(() => fc.assert(fc.property(bytes, (some) => {
    let parsed: unknown
    let fits = true
    try {
      parsed = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(some))
    } catch {
      fits = false
    }
    const fault = why(some)
    if (!fits) t.not(fault, 'nothing')
    else if (fault === 'nothing') t.strictSame(readJson(some), parsed)
    else t.match(fault, /half a character|same name twice|nested/)
  }), { numRuns: 3000 }))
})

t.test('a name that is given twice in any object is found', async t => {
  const names = fc.uniqueArray(fc.string({ unit: 'binary', maxLength: 6 }).filter((name) => name.isWellFormed()), { minLength: 1, maxLength: 6 })
  t.doesNotThrow(() => fc.assert(fc.property(names, fc.nat(), fc.jsonValue({ maxDepth: 2 }), (all, at, value) => {
    const member = (name: string): string => `${JSON.stringify(name)}:${JSON.stringify(value)}`
    t.equal(why(`[{${all.map(member).join()}}]`), 'nothing')
    t.equal(why(`[{${[...all, all[at % all.length] ?? ''].map(member).join()}}]`), 'an object in the body has the same name twice')
  }), { numRuns: 300 }))
})

t.test('half a character is found wherever it stands', async t => {
  const unit = fc.constantFrom('\\ud83d', '\\ude00', '\\ud83d\\ude00', 'a', '\\\\', '\\n', '\\u0041', '\\"', '\\\\ud83d', '\\uD800\\uDFFF', '[', '":"')
  t.doesNotThrow(() => fc.assert(fc.property(fc.array(unit, { maxLength: 8 }).map((units) => `["${units.join('')}"]`), (text) => {
    let halves = false
    try {
      halves = (JSON.parse(text) as string[]).some((one) => !one.isWellFormed())
    } catch {
      return
    }
    t.equal(why(text), halves ? 'the body has an escape of half a character (a lone surrogate)' : 'nothing', text)
  }), { numRuns: 2000 }))
})

t.test('levels are counted, not brackets', async t => {
  t.strictSame(scan(Buffer.from('['.repeat(32))), { names: 0 })
  t.equal(scan(Buffer.from('['.repeat(33))), 'too-deep')
  t.strictSame(scan(Buffer.from('[]'.repeat(1000))), { names: 0 })
  t.strictSame(scan(Buffer.from(`"${'['.repeat(1000)}`)), { names: 0 }, 'a text without an end')
  t.strictSame(scan(Buffer.from(']'.repeat(1000))), { names: 0 })
  t.strictSame(scan(Buffer.from('汉字：｛［')), { names: 0 }, 'no byte of another character is taken for a bracket')
})

t.test('names are counted at every level', async t => {
  t.equal(countNames({ a: 1, b: { c: [{ d: 1 }, { d: 2 }, null, 'e:f'] } }), 5)
  t.equal(countNames(JSON.parse('{"__proto__":{"a":1}}')), 2)
  for (const none of [null, true, 1, 'a', [], {}, [[]]]) t.equal(countNames(none), 0)
})
