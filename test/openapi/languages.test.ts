/** Chinese by default, English on request: the words change, and nothing but the words. */
import t from 'tap'
import { callsOf, operationsOf, servedBy, startApp, type Call } from './document.ts'
import { prepared } from './records.ts'

const app = await startApp()
const operations = operationsOf(await servedBy(app))
t.teardown(() => app.close())

const WORDS = new Set(['label', 'title', 'question', 'what', 'name', 'detail', 'reading', 'otherReading', 'issuer', 'about', 'statusLabel', 'stateLabel', 'resultLabel'])

/** Words for people. The title of an official document is Chinese in every language; a `why` is words only where a gap is explained. */
function isWording (place: readonly string[]): boolean {
  const name = place.at(-1) ?? ''
  // What was entered stays as it was entered.
  if (/(^|\/)subject\/name$|(^|\/)(plan|frame|agency|evidence)\/|(^|\/)(outstanding|notInspected|interrupted)\/\d+\/name$|(^|\/)occupations\/\d+\/name$/.test(place.join('/'))) return false
  // Nor has an agency, a site or a person another name in another language.
  if (/^(items\/\d+\/)?name$|(^|\/)(sites|staff|agencies)\/\d+\/name$/.test(place.join('/'))) return false
  if (place.at(-2) === 'what') return name !== 'code'
  if (name === 'title') return place.at(-2) !== 'document'
  if (name === 'why') return place.at(-3) === 'gaps'
  return WORDS.has(name)
}

interface Text { readonly place: string, readonly zh: unknown, readonly en: unknown }

/** Of every request another: its id, and the instant at which a file was made. */
const OWN = new Set(['instance', 'exportedAt'])

/** Of a step as it is kept: what was entered, and the answer on which it rests, both as they were then. */
const KEPT = new Set(['body', 'outcome'])

/**
 * The words of two answers side by side, and whatever else differs.
 * @param kept within a step as it is kept
 */
function compare (zh: unknown, en: unknown, place: readonly string[] = [], kept = false): { words: Text[], others: Text[] } {
  if (typeof zh === 'object' && typeof en === 'object' && zh !== null && en !== null) {
    const isStep = 'previousDigest' in zh
    const parts = [...new Set([...Object.keys(zh), ...Object.keys(en)])]
      .map((name) => compare((zh as Record<string, unknown>)[name], (en as Record<string, unknown>)[name], [...place, name], kept || (isStep && KEPT.has(name))))
    return { words: parts.flatMap(({ words }) => words), others: parts.flatMap(({ others }) => others) }
  }
  const text = { place: place.join('/'), zh, en }
  if (!kept && isWording(place) && zh !== null) return { words: [text], others: [] }
  return { words: [], others: zh === en || OWN.has(place.at(-1) ?? '') ? [] : [text] }
}

const send = ({ method, url, payload }: Call, language?: string) =>
  app.inject({ method, url, ...(language === undefined ? {} : { headers: { 'accept-language': language } }), ...(payload ? { payload } : {}) })

const worded = operations.filter(({ responses }) => Object.keys(responses['200']?.content ?? {}).includes('application/json') && responses['200']?.headers?.['Content-Language'])
const callsInBoth = (operation: typeof operations[number]) => callsOf(operation).filter(({ headers, text }) => headers['Accept-Language'] === undefined && text === undefined)

for (const operation of worded) {
  t.test(`${operation.operationId} answers in Chinese by default, in English on request, with the same codes`, async t => {
    for (const one of callsInBoth(operation)) {
      const call = await prepared(app, one)
      const [zh, en] = [await send(call), await send(call, 'en')]
      t.equal(zh.headers['content-language'], 'zh-CN', call.name)
      t.equal(en.headers['content-language'], 'en', call.name)
      for (const { headers } of [zh, en]) t.match(headers.vary, /\bAccept-Language\b/, 'a cache keeps the two apart')
      if (operation.operationId === 'openapi') {
        t.equal(zh.payload, en.payload, 'the document speaks both languages at once')
        continue
      }
      const { words, others } = compare(zh.json(), en.json())
      t.strictSame(others, [], `${call.name}: nothing but words differs`)
      t.strictSame(words.filter((text) => !/\p{Script=Han}/u.test(String(text.zh)) || !/[A-Za-z]/.test(String(text.en)) || /\p{Script=Han}/u.test(String(text.en))), [], `${call.name}: each is in its language`)
    }
  })
}

t.test('all but a few answers have words in them to compare', async t => {
  const counts = new Map<string, number>()
  for (const operation of worded) {
    const [call] = callsInBoth(operation)
    if (!call) continue
    const answer = (await send(await prepared(app, call))).json()
    counts.set(operation.operationId, compare(answer, answer).words.length)
  }
  t.strictSame(new Set([...counts].filter(([, count]) => count === 0).map(([name]) => name)), new Set(['compare', 'healthLive', 'healthReady',
    'listCases', 'searchCases', 'listSteps', 'verifyCase', 'recomputeCase', 'getPriorDecision', 'listAgencySteps', 'verifyAgency', 'listCampaigns', 'listCampaignSteps', 'verifyCampaign', 'recomputeDraw', 'listEvents', 'listAudit']))
})

t.test('a code that differed between the languages would be noticed', async t => {
  const { words, others } = compare({ outcome: 'violation', label: '甲', document: { title: '乙' }, instance: '1' }, { outcome: 'not-met', label: 'A', document: { title: 'B' }, instance: '2' })
  t.strictSame(words.map(({ place }) => place), ['label'])
  t.strictSame(others.map(({ place }) => place), ['outcome', 'document/title'])
})

t.test('whoever prefers English gets it, whoever names neither gets Chinese', async t => {
  const languages: [string, string][] = [['en-GB,en;q=0.9', 'en'], ['zh-CN,zh;q=0.9,en;q=0.8', 'zh-CN'], ['en;q=0.2,zh;q=0.1', 'en'], ['fr', 'zh-CN'], ['*', 'zh-CN'], ['zh-TW', 'zh-CN']]
  for (const [asked, answered] of languages) {
    const { headers } = await app.inject({ url: '/v1/measures', headers: { 'accept-language': asked } })
    t.equal(headers['content-language'], answered, asked)
  }
})

t.test('a refusal is worded in the language asked for, with the same code and places', async t => {
  const payload = { jurisdiction: '52010', conducts: [{ code: 'candidate.copying', facts: { gravity: 'huge' } }] }
  const [zh, en] = [await app.inject({ method: 'POST', url: '/v1/classifications', payload }), await app.inject({ method: 'POST', url: '/v1/classifications', payload, headers: { 'accept-language': 'en' } })]
  const { words, others } = compare(zh.json(), en.json())
  t.strictSame(others, [])
  t.strictSame(words.map(({ place }) => place).sort(), ['detail', 'errors/0/detail', 'errors/1/detail', 'errors/2/detail', 'title'])
})
