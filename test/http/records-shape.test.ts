/** What is sent to the records and is not of their form: refused at the right place, before anything is kept. */
import t from 'tap'
import { openingExamples, priorExamples, searchExamples, standingExamples, stepExamples } from '../../src/schemas/record-examples.ts'
import { stepTypes } from '../../src/schemas/step.ts'
import { isProblem, json, placesOf, post, start } from './service.ts'

const { app } = await start(t)
const CASES = '/v1/cases'
const PRIORS = '/v1/prior-decisions'
const NOBODYS = '019ab4e2-5c00-7d3a-9f1e-2b6c8d4e7a10'
const opening = openingExamples['guangxi-agency'].value
const prior = priorExamples.barred.value
const evidence = stepExamples['add-evidence'].value
const facts = stepExamples['establish-facts'].value

const opened = await post(app, CASES, opening)
const recorded = await post(app, PRIORS, prior)
const caseUrl = `${CASES}/${opened.json().id}`
const priorUrl = `${PRIORS}/${recorded.json().id}`
const STEPS = `${caseUrl}/steps`
const onIt = { ...json, 'if-match': String(opened.headers.etag) }

/** That each body is refused at exactly these places. */
function refusesBodies (url: string, headers: Record<string, string>, wrong: [string, unknown, string[]][]): void {
  t.test(`${url.replace(/[0-9a-f-]{36}/, '{id}')} tells each fault with the pointer of its place`, async t => {
    for (const [name, body, places] of wrong) {
      const problem = isProblem(t, await post(app, url, JSON.stringify(body), headers), 400, 'validation', name)
      t.strictSame(new Set(placesOf(problem)), new Set(places), name)
    }
  })
}

const long = (count: number): string => '字'.repeat(count)
const { subject } = opening
const withRef = (ref: string) => ({ ...opening, subject: { ...subject, ref } })
refusesBodies(CASES, json, [
  ['nothing at all', {}, ['/jurisdiction', '/occurredOn', '/subject', '/source', '/conducts']],
  ['a list', [opening], ['']],
  ['a field that nobody knows', { ...opening, urgent: true }, ['/urgent']],
  ['a subject without anything', { ...opening, subject: {} }, ['/subject/type', '/subject/ref', '/subject/refKind', '/subject/name']],
  ['a subject of a type that there is not', { ...opening, subject: { ...subject, type: 'parent' } }, ['/subject/type']],
  ['a kind of reference that there is not', { ...opening, subject: { ...subject, refKind: 'passport' } }, ['/subject/refKind']],
  ['a subject without a name', { ...opening, subject: { ...subject, name: '' } }, ['/subject/name']],
  ['a name of 201 characters', { ...opening, subject: { ...subject, name: long(201) } }, ['/subject/name']],
  ['an empty reference', withRef(''), ['/subject/ref']],
  ['a reference with a space in it', withRef('9145 0103'), ['/subject/ref']],
  ['a reference with a space that nobody sees', withRef('9145\u200b0103'), ['/subject/ref']],
  ['a reference with a wide space', withRef('9145\u30000103'), ['/subject/ref']],
  ['a reference with a NUL', withRef('9145\u00000103'), ['/subject/ref']],
  ['a reference of 65 characters', withRef(long(65)), ['/subject/ref']],
  ['a source that there is not', { ...opening, source: 'rumour' }, ['/source']],
  ['no conduct', { ...opening, conducts: [] }, ['/conducts']],
  ['fifty-one conducts', { ...opening, conducts: Array(51).fill(opening.conducts[0]) }, ['/conducts']],
  ['a conduct without a code', { ...opening, conducts: [{}] }, ['/conducts/0/code']],
  ['a circumstance that there is not', { ...opening, circumstances: { weather: 'fine' } }, ['/circumstances/weather']],
  ['a narrative of 10,001 characters', { ...opening, narrative: long(10_001) }, ['/narrative']],
  ['an empty narrative', { ...opening, narrative: '' }, ['/narrative']],
  ['a session without an id', { ...opening, session: { heldOn: '2026-13-01', room: '3' } }, ['/session/id', '/session/heldOn', '/session/room']],
  ['an agency with a space in its reference', { ...opening, agencyRef: 'A 1' }, ['/agencyRef']],
  ['related cases that are no ids', { ...opening, relatedCases: [NOBODYS, 'A-17', NOBODYS.toUpperCase()] }, ['/relatedCases/1', '/relatedCases/2']],
  ['fifty-one related cases', { ...opening, relatedCases: Array(51).fill(NOBODYS) }, ['/relatedCases']],
  ['a day in the future', { ...opening, occurredOn: '2026-11-22' }, ['/occurredOn']]
])

const REQUIRED: Record<string, string[]> = {
  accept: [],
  dismiss: ['/reasons'],
  'suspend-pending': ['/measures', '/reasons'],
  'add-evidence': ['/kind', '/title', '/obtainedOn'],
  'establish-facts': ['/conducts', '/establishedOn'],
  refer: ['/to', '/reasons'],
  report: ['/to', '/on'],
  notify: ['/deliveredOn', '/method'],
  hear: ['/on'],
  decide: ['/decidedOn', '/reasons'],
  serve: ['/servedOn', '/method'],
  publish: ['/on', '/where'],
  'request-review': ['/on', '/grounds'],
  appeal: ['/on', '/grounds'],
  'decide-review': ['/on', '/outcome', '/reasons'],
  'decide-appeal': ['/on', '/outcome', '/reasons'],
  'verify-rectification': ['/on', '/result'],
  correct: ['/seq', '/reasons', '/replaces'],
  archive: ['/on']
}
t.strictSame(Object.keys(REQUIRED), stepTypes, 'every type of step is looked at')

refusesBodies(STEPS, onIt, [
  ...Object.entries(REQUIRED).map(([type, places]): [string, unknown, string[]] => [`${type} with nothing but a field that nobody knows`, { type, colour: 1 }, ['/colour', ...places]]),
  ...Object.values(stepExamples).map(({ value }): [string, unknown, string[]] => [`${value.type} with a field of another kind`, { ...value, jurisdiction: '450103' }, ['/jurisdiction']]),
  ['no type', { reasons: 'x' }, ['/type']],
  ['a type that there is not', { type: 'promise', reasons: 'x', colour: 1 }, ['/type']],
  ['a type that is a name of the language', { type: 'constructor' }, ['/type']],
  ['a type that is what opens a case', { ...opening, type: 'register' }, ['/type']],
  ['a type that is no text', { type: ['accept'] }, ['/type']],
  ['no step', null, ['']],
  ['a list of steps', [{ type: 'accept' }], ['']],
  ['an interim measure that there is not', { type: 'suspend-pending', measures: ['warning'], reasons: 'x' }, ['/measures/0']],
  ['no interim measure', { type: 'suspend-pending', measures: [], reasons: 'x' }, ['/measures']],
  ['evidence of a kind that there is not', { ...evidence, kind: 'rumour' }, ['/kind']],
  ['a title of 201 characters', { ...evidence, title: long(201) }, ['/title']],
  ['a digest of 63 digits', { ...evidence, sha256: 'a'.repeat(63) }, ['/sha256']],
  ['a digest of another alphabet', { ...evidence, sha256: 'g'.repeat(64) }, ['/sha256']],
  ['twenty-one signers', { ...facts, signers: Array.from({ length: 21 }, (_, nth) => `s${nth}`) }, ['/signers']],
  ['a signer without a name', { ...facts, signers: ['wei', ''] }, ['/signers/1']],
  ['facts of no conduct', { ...facts, conducts: [] }, ['/conducts']],
  ['a report to whom it may concern', { type: 'report', to: 'anybody', on: '2026-03-23', subject: 'gossip' }, ['/to', '/subject']],
  ['a notice by pigeon', { type: 'notify', deliveredOn: '2026-02-30', method: 'pigeon', statementDueOn: 'soon' }, ['/deliveredOn', '/method', '/statementDueOn']],
  ['fifty-one optional measures', { type: 'notify', deliveredOn: '2026-03-25', method: 'post', optionalMeasures: Array(51).fill('interview') }, ['/optionalMeasures']],
  ['an optional measure that there is not', { type: 'decide', decidedOn: '2026-04-02', reasons: 'x', optionalMeasures: ['fine'] }, ['/optionalMeasures/0']],
  ['a waiver that is none', { type: 'hear', on: '2026-03-30', waived: false }, ['/waived']],
  ['reasons of 10,001 characters', { type: 'dismiss', reasons: long(10_001) }, ['/reasons']],
  ['an outcome that there is not', { type: 'decide-review', on: '2026-04-20', outcome: 'worse', reasons: 'x' }, ['/outcome']],
  ['a result that there is not', { type: 'verify-rectification', on: '2026-06-10', result: 'nearly' }, ['/result']],
  ['a correction of nothing', { type: 'correct', seq: 1, reasons: 'x', replaces: {} }, ['/replaces']],
  ['a correction of twenty-one fields', { type: 'correct', seq: 1, reasons: 'x', replaces: Object.fromEntries(Array.from({ length: 21 }, (_, nth) => [`f${nth}`, 'x'])) }, ['/replaces']],
  ['a correction of a field that none can be', { type: 'correct', seq: 1, reasons: 'x', replaces: { 'a b': 'x' } }, ['/replaces/a b']],
  ['a correction of a step before the first', { type: 'correct', seq: 0, reasons: 'x', replaces: { narrative: 'x' } }, ['/seq']]
])

t.test('a number beyond all numbers is refused, for no digest could be made of it', async t => {
  const keyed = { ...onIt, 'idempotency-key': 'endless' }
  const endless = JSON.stringify({ ...opening, conducts: [{ code: 'agency.fees', facts: { moonPhase: 0 } }] }).replace(':0', ':1e400')
  t.strictSame(placesOf(isProblem(t, await post(app, CASES, endless, keyed), 400, 'validation')), ['/conducts/0/facts/moonPhase'])
  for (const value of ['1e400', '[1e400]', '{"name":-1e400}']) {
    const body = `{"type":"correct","seq":1,"reasons":"x","replaces":{"narrative":${value}}}`
    const [place] = placesOf(isProblem(t, await post(app, STEPS, body, keyed), 400, 'validation', value))
    t.match(place, /^\/replaces\/narrative/)
  }
})

refusesBodies(PRIORS, json, [
  ['nothing at all', {}, ['/subject', '/jurisdiction', '/decidedOn', '/authority', '/measures', '/document']],
  ['no measure', { ...prior, measures: [] }, ['/measures']],
  ['fifty-one measures', { ...prior, measures: Array(51).fill({ measure: 'warning' }) }, ['/measures']],
  ['a measure with neither name nor days', { ...prior, measures: [{ from: 'then', until: 'now' }] }, ['/measures/0/measure', '/measures/0/from', '/measures/0/until']],
  ['a tier that there is not', { ...prior, tier: 'awful' }, ['/tier']],
  ['no tier, written out', { ...prior, tier: null }, ['/tier']],
  ['an empty document', { ...prior, document: '' }, ['/document']],
  ['a day in the future', { ...prior, decidedOn: '2026-11-22' }, ['/decidedOn']]
])

refusesBodies(`${priorUrl}/withdrawal`, json, [
  ['no reasons', {}, ['/reasons']],
  ['empty reasons', { reasons: '' }, ['/reasons']],
  ['more than reasons', { reasons: 'x', on: '2026-11-20' }, ['/on']]
])

const standing = standingExamples.admission.value
refusesBodies('/v1/standing-checks', json, [
  ['nothing at all', {}, ['/on', '/subjects']],
  ['nobody', { ...standing, subjects: [] }, ['/subjects']],
  ['1,001 subjects', { ...standing, subjects: Array(1001).fill(standing.subjects[0]) }, ['/subjects']],
  ['a subject by name', { ...standing, subjects: [{ type: 'candidate', name: '张示例' }] }, ['/subjects/0/ref', '/subjects/0/name']]
])

refusesBodies('/v1/cases/search', json, [
  ['a subject by number alone', { subject: { ref: 'A-1' } }, ['/subject/type']],
  ['a place of three digits', { jurisdiction: '450' }, ['/jurisdiction']],
  ['numbers as texts', { limit: '20', reconsider: 'true' }, ['/limit', '/reconsider']],
  ['a page of 201', { limit: 201 }, ['/limit']],
  ['a cursor of another service', { cursor: 'eyJpZCI6MX0' }, ['/cursor']],
  ['a filter that there is not', { agency: 'x' }, ['/agency']]
])

t.test('a filter or a page that cannot be is refused by its name', async t => {
  const refused: [string, string[]][] = [
    ['jurisdiction=450', ['jurisdiction']], ['jurisdiction=4501030', ['jurisdiction']], ['jurisdiction=', ['jurisdiction']], ['state=open', ['state']], ['subjectType=person', ['subjectType']], ['tier=0', ['tier']],
    ['conduct=fees', ['conduct']], ['openedFrom=2026-02-30', ['openedFrom']], ['openedTo=today', ['openedTo']], ['dueBefore=1', ['dueBefore']], ['reconsider=yes', ['reconsider']], ['limit=0', ['limit']], ['limit=201', ['limit']],
    ['limit=1.5', ['limit']], ['cursor=2', ['cursor']], ['ref=11010519491231002X', ['ref']], ['subject=x&limit=0', ['subject', 'limit']], ['state=decided&state=notified', ['state']]
  ]
  for (const [query, names] of refused) {
    const problem = isProblem(t, await app.inject(`${CASES}?${query}`), 400, 'validation', query)
    t.strictSame(new Set(placesOf(problem)), new Set(names.map((name) => `query /${name}`)), query)
  }
  for (const query of ['after=-1', 'after=x', 'after=1.5', 'after=', 'after=1e400', 'limit=Infinity', 'limit=0', 'limit=1001', 'before=1']) isProblem(t, await app.inject(`/v1/events?${query}`), 400, 'validation', query)
})

t.test('an id of any form that leads nowhere is not found, in every address', async t => {
  const ids = [NOBODYS, NOBODYS.toUpperCase(), '1', 'guizhou', '0', `${NOBODYS}0`, '%00', '%27%20or%201=1', '..%2F..', '%E4%BD%9C', 'a'.repeat(120)]
  for (const id of ids) {
    for (const rest of ['', '/steps', '/verification', '/recomputation', '/export']) isProblem(t, await app.inject(`${CASES}/${id}${rest}`), 404, 'not-found', `${id}${rest}`)
    isProblem(t, await app.inject(`${PRIORS}/${id}`), 404, 'not-found', id)
    isProblem(t, await post(app, `${CASES}/${id}/steps`, { type: 'accept' }, onIt), 404, 'not-found', id)
    isProblem(t, await post(app, `${CASES}/${id}/steps`, { type: 'accept' }), 404, 'not-found', `${id}, without a version`)
    isProblem(t, await post(app, `${PRIORS}/${id}/withdrawal`, { reasons: 'x' }), 404, 'not-found', id)
  }
  isProblem(t, await app.inject(priorUrl.replace(PRIORS, CASES)), 404, 'not-found', 'an earlier decision is no case')
  isProblem(t, await app.inject(caseUrl.replace(CASES, PRIORS)), 404, 'not-found', 'nor a case an earlier decision')
})

t.test('a step names the version that it builds on', async t => {
  const accept = stepExamples.accept.value
  isProblem(t, await post(app, STEPS, accept), 428, 'if-match-required')
  for (const version of ['"1-0000000000000000"', '1', '""', `W/${opened.headers.etag as string}`, 'nonsense', '"2-']) isProblem(t, await post(app, STEPS, accept, { ...json, 'if-match': version }), 412, 'stale-version', version)
  t.strictSame(placesOf(isProblem(t, await post(app, STEPS, { type: 'dismiss' }), 400, 'validation')), ['/reasons'], 'what is wrong with the step itself comes first')
})

t.test('a step that may not come says why, and which field is concerned', async t => {
  isProblem(t, await post(app, STEPS, stepExamples.decide.value, onIt), 409, 'step-not-allowed')
  t.match((await post(app, STEPS, stepExamples.decide.value, onIt)).json(), { reason: 'wrong-state' })
  const answer = await post(app, STEPS, { ...evidence, obtainedOn: '2026-11-22' }, { ...onIt, 'accept-language': 'en' })
  isProblem(t, answer, 409, 'step-not-allowed')
  t.match(answer.json(), { reason: 'date-out-of-order', field: 'obtainedOn', detail: /future/ })
})

const writes: [string, object, Record<string, string>][] = [
  [CASES, opening, json], [STEPS, stepExamples.accept.value, onIt], [PRIORS, prior, json], [`${priorUrl}/withdrawal`, { reasons: 'x' }, json]
]

t.test('who acts, at which level and under which key is of the right form, wherever something is written', async t => {
  const wrong: [string, string][] = [
    ['x-actor', ''], ['x-actor', 'wei lin'], ['x-actor', 'wei,lin'], ['x-actor', '李华'], ['x-actor', '%'], ['x-actor', '%zz'], ['x-actor', '%E6%9D'], ['x-actor', '%ff'], ['x-actor', '%C0%80'], ['x-actor', 'wei%00'],
    ['x-actor', 'wei%0Alin'], ['x-actor', 'a'.repeat(101)], ['x-actor', '%E6%9D%8E'.repeat(101)], ['x-actor', '%61'.repeat(500)],
    ['x-actor-level', ''], ['x-actor-level', 'town'], ['x-actor-level', 'City'],
    ['idempotency-key', ''], ['idempotency-key', 'k'.repeat(201)], ['idempotency-key', 'schlüssel']
  ]
  for (const [url, body, headers] of writes) {
    for (const [name, value] of wrong) {
      t.strictSame(placesOf(isProblem(t, await post(app, url, body, { ...headers, [name]: value }), 400, 'validation', `${name}: ${value.slice(0, 40)}`)), [`header /${name}`])
    }
    const all = { ...json, 'x-actor': '', 'x-actor-level': 'town', 'idempotency-key': 'k'.repeat(201) }
    const places = placesOf(isProblem(t, await post(app, url, { colour: 1 }, all), 400, 'validation'))
    t.strictSame(places.filter((place) => place.startsWith('header ')), ['header /x-actor', 'header /x-actor-level', 'header /idempotency-key'])
    t.ok(places.length > 3, 'with the faults of the body at once')
  }
})

t.test('nothing of all this was kept', async t => {
  t.strictSame((await app.inject(CASES)).json().items.map(({ version }: { version: number }) => version), [1])
  t.equal((await app.inject('/v1/events')).json().next, '2')
  t.equal((await app.inject(priorUrl)).json().state, 'recorded')
})

t.test('an id is kept as it was meant, whatever it was encoded from', async t => {
  const as: [string | undefined, string][] = [[undefined, 'local'], ['wei', 'wei'], ['%E6%9D%8E%E5%8D%8E', '李华'], ['a%20b', 'a b'], ["O'Neil@example.org", "O'Neil@example.org"], ['%61', 'a'], ['%F0%A0%AE%B7'.repeat(100), '𠮷'.repeat(100)]]
  for (const [given, kept] of as) {
    const { id, openedBy } = (await post(app, CASES, opening, { ...json, ...given === undefined ? {} : { 'x-actor': given } })).json()
    t.equal(openedBy, kept)
    t.match((await app.inject(`${CASES}/${id}/steps`)).json().items, [{ actor: kept, level: 'city' }])
  }
})

t.test('with one key the same is answered again, however it is laid out, and another body is refused', async t => {
  for (const [url, body, headers] of writes) {
    const once = { ...headers, 'idempotency-key': `once ${url}` }
    const first = await post(app, url, body, once)
    t.equal(first.statusCode, 201, url)
    t.notOk('idempotency-replayed' in first.headers)
    const again = await post(app, url, JSON.stringify(Object.fromEntries(Object.entries(body).reverse()), null, 2), once)
    t.match(again.headers, { location: first.headers.location, etag: first.headers.etag, 'idempotency-replayed': 'true', 'content-type': 'application/json; charset=utf-8' })
    t.equal(again.statusCode, 201)
    t.equal(again.payload, first.payload)
    isProblem(t, await post(app, url, url === STEPS ? stepExamples.dismiss.value : { ...body, ...'narrative' in body ? { narrative: 'x' } : 'reasons' in body ? { reasons: 'y' } : { document: 'x' } }, once), 422, 'idempotency-key-reused', url)
  }
})

t.test('pages follow one another by their links, every filter with them, until there is no next one', async t => {
  const urls: string[] = []
  const ids: string[] = []
  let url: string | undefined = `${CASES}?jurisdiction=450000&subjectType=agency&reconsider=false&limit=3`
  while (url !== undefined) {
    urls.push(url)
    const { headers, ...answer }: { headers: Record<string, unknown>, json: () => { items: { id: string }[], next?: string } } = await app.inject(url)
    const { items, next } = answer.json()
    ids.push(...items.map(({ id }) => id))
    const found: string | undefined = /^<([^>]+)>; rel="next"$/.exec(String(headers.link))?.[1]
    t.equal(found === undefined, next === undefined, 'the header and the body agree')
    if (found !== undefined) t.match(Object.fromEntries(new URL(found, 'http://x').searchParams), { jurisdiction: '450000', subjectType: 'agency', reconsider: 'false', limit: '3', cursor: next })
    url = found
  }
  t.ok(urls.length > 2)
  const all = (await app.inject(CASES)).json().items.map(({ id }: { id: string }) => id)
  t.strictSame(ids, all, 'nothing is left out and nothing comes twice')
})

t.test('a place stands for everything under it, and the whole country is no restriction', async t => {
  await post(app, CASES, openingExamples['guizhou-candidate'].value)
  const count = async (filter: object): Promise<number> => {
    const query = new URLSearchParams(filter as Record<string, string>)
    const [listed, searched] = [(await app.inject(`${CASES}?${query}`)).json(), (await post(app, '/v1/cases/search', filter)).json()]
    t.strictSame(searched, listed, `a search finds what the list has: ${query}`)
    return listed.items.length
  }
  const all = await count({})
  for (const jurisdiction of ['00', '0000', '000000']) t.equal(await count({ jurisdiction }), all, jurisdiction)
  for (const jurisdiction of ['52', '5200', '520000', '5201', '520100', '520102']) t.equal(await count({ jurisdiction }), 1, jurisdiction)
  for (const jurisdiction of ['53', '5202', '520103']) t.equal(await count({ jurisdiction }), 0, jurisdiction)
})

t.test('a case is found by its subject, and nothing in the list says who it is', async t => {
  const { items } = (await post(app, '/v1/cases/search', searchExamples.subject.value)).json()
  t.ok(items.length > 1)
  const text = JSON.stringify(items)
  for (const personal of [subject.ref, subject.name]) t.notOk(text.includes(personal))
  t.strictSame((await post(app, '/v1/cases/search', { subject: { type: 'agency', ref: 'A-1' } })).json(), { items: [] })
})

t.test('what is kept of anybody stays with whoever asked: no cache keeps it', async t => {
  for (const url of [CASES, caseUrl, `${caseUrl}/export`, priorUrl, '/v1/events', `${CASES}/${NOBODYS}`]) t.equal((await app.inject(url)).headers['cache-control'], 'no-store', url)
  t.equal((await app.inject(`${caseUrl}/export`)).headers['content-disposition'], `attachment; filename="case-${opened.json().id}.json"`)
})

t.test('no line of the log says anything of a person, of a body or of a query, whatever the request comes to', async t => {
  const { app, lines } = await start(t)
  const marked = { ...opening, subject: { ...subject, ref: 'MARKED-REF', name: 'marked name' }, narrative: 'marked narrative' }
  const made = (await post(app, CASES, marked, { ...json, 'x-actor': 'marked-actor', 'idempotency-key': 'marked key' })).json()
  const on = { ...json, 'if-match': '*' }
  await post(app, CASES, { ...marked, occurredOn: 'marked', 'marked field': 1 })
  await post(app, CASES, JSON.stringify(marked).slice(1))
  await post(app, CASES, { ...marked, conducts: [{ code: 'agency.marked' }] })
  await post(app, `${CASES}/${made.id}/steps`, { type: 'dismiss', reasons: 'marked' }, { ...on, 'x-actor': 'marked%' })
  await post(app, `${CASES}/${made.id}/steps`, { type: 'serve', servedOn: '2026-03-01', method: 'marked' }, on)
  await post(app, `${CASES}/${made.id}/steps`, { type: 'dismiss', reasons: 'marked' }, on)
  await post(app, `${CASES}/${made.id}/steps`, { type: 'dismiss', reasons: 'marked' }, on)
  await post(app, '/v1/cases/search', { subject: { type: 'agency', ref: 'MARKED-REF' } })
  await post(app, '/v1/standing-checks', { on: '2026-11-20', subjects: [{ type: 'agency', ref: 'MARKED-REF' }] })
  const recorded = (await post(app, PRIORS, { ...prior, subject: marked.subject, document: 'marked' })).json()
  await post(app, `${PRIORS}/${recorded.id}/withdrawal`, { reasons: 'marked' })
  for (const url of [`${CASES}?ref=MARKED-REF`, `${CASES}?state=marked`, `${CASES}/marked`, `${CASES}/%zzmarked`, `${CASES}/${made.id}?marked=1`, `${CASES}/${made.id}/export`, `/v1/marked/${made.id}`, '/v1/events?after=marked']) await app.inject(url)
  t.ok(lines.length >= 20)
  t.strictSame(lines.filter((line) => /marked/i.test(JSON.stringify(line))), [])
})
