/** Requests that name what is not there, the wrong version or the wrong thing, and requests that are sent again. */
import type { Test } from 'tap'
import type { Store } from '../../src/store/store.ts'
import { about, at, say } from './desks.ts'
import type { Answer, Problem } from './office.ts'
import { opened, type Fresh } from './opened.ts'
import type { CaseList, CaseView, PriorView } from './shapes.ts'

const { wei, hua } = at('county')
const headers = { 'x-actor': 'wei', 'x-actor-level': 'county' }
const nowhere = '019ab4e2-5c00-7d3a-9f1e-2b6c8d4e7a10'
const fees = [{ code: 'agency.fees' }]
const is = (t: Test, { statusCode, body }: Pick<Answer, 'statusCode' | 'body'>, status: number, code: string, message = code): void => {
  t.match({ status: statusCode, code: (body as Problem).code }, { status, code }, message)
}

async function addresses (t: Test, fresh: Fresh): Promise<void> {
  const { office } = await opened(t, fresh)
  const dossier = await office.open(about('guangxi', fees), wei)
  const prior = await office.post<PriorView>('/v1/prior-decisions', { subject: dossier.view.subject, jurisdiction: '450103', decidedOn: '2025-01-10', authority: '示例', measures: [{ measure: 'interview' }], document: '示例〔2025〕1号' })
  for (const id of [nowhere, 'no-uuid', dossier.id.toUpperCase(), prior.id]) {
    for (const part of ['', '/steps', '/recomputation', '/export', ...id === prior.id ? [] : ['/verification']]) is(t, await office.ask('GET', `/v1/cases/${id}${part}`), 404, 'not-found', `GET ${part} of ${id}`)
    is(t, await office.ask('POST', `/v1/cases/${id}/steps`, { body: say.accept, headers: { ...headers, 'if-match': '*' } }), 404, 'not-found')
  }
  for (const id of [nowhere, dossier.id]) {
    is(t, await office.ask('GET', `/v1/prior-decisions/${id}`), 404, 'not-found')
    is(t, await office.ask('POST', `/v1/prior-decisions/${id}/withdrawal`, { body: { reasons: '有误。' } }), 404, 'not-found')
  }
  for (const [method, url, allowed] of [['DELETE', dossier.url, 'GET, HEAD'], ['PUT', '/v1/cases', 'GET, HEAD, POST'], ['PATCH', `${dossier.url}/steps`, 'GET, HEAD, POST'], ['GET', '/v1/cases/search/', undefined], ['DELETE', '/v1/events', 'GET, HEAD'], ['GET', '/v1/standing-checks', 'POST']] as const) {
    const answer = await office.ask(method, url)
    if (allowed === undefined) is(t, answer, 404, 'not-found', url)
    else {
      is(t, answer, 405, 'method-not-allowed', `${method} ${url}`)
      t.strictSame(String(answer.headers.allow).split(/, ?/).sort(), allowed.split(', '), `${url} takes ${allowed}`)
    }
  }
}

async function bodies (t: Test, fresh: Fresh): Promise<void> {
  const { office } = await opened(t, fresh)
  const opening = about('guangxi', fees)
  const dossier = await office.open(opening, wei)
  const open = (change: object): Promise<Answer<Problem>> => office.ask('POST', '/v1/cases', { body: { ...opening, ...change }, headers })
  const step = (body: object): Promise<Answer<Problem>> => dossier.send(body, wei)
  const places = ({ body: { errors = [] } }: Answer<Problem>): string[] => errors.map(({ pointer }) => pointer).sort()

  const many = await open({ source: 'hearsay', subject: { ...opening.subject, refKind: 'passport' }, conducts: [], nonsense: 1 })
  is(t, many, 400, 'validation')
  t.strictSame(places(many), ['/conducts', '/nonsense', '/source', '/subject/refKind'], 'all faults at once')
  for (const [change, place] of [[{ occurredOn: '2026-11-22' }, '/occurredOn'], [{ occurredOn: '2026-02-30' }, '/occurredOn'], [{ jurisdiction: '4501' }, '/jurisdiction']] as const) {
    const answer = await open(change)
    is(t, answer, 400, 'validation')
    t.strictSame(places(answer), [place])
  }
  for (const body of [{}, { type: 'pardon' }, { type: 'accept', on: '2026-03-20' }, { type: 'archive' }, { type: 'hear', on: '2026-03-20', waived: false }]) is(t, await step(body), 400, 'validation', JSON.stringify(body))
  is(t, await office.ask('POST', '/v1/cases', { body: opening, headers: { 'x-actor-level': 'galaxy' } }), 400, 'validation', 'there is no such level')
  is(t, await office.ask('POST', '/v1/cases', { body: opening, headers: { 'x-actor': '%E4%BD' } }), 400, 'validation', 'an id that is no text')
  is(t, await office.ask('POST', '/v1/cases', { headers: { 'content-type': 'application/json' } }), 400, 'malformed-json')

  const candidate = { code: 'candidate.copying' }
  is(t, await open({ conducts: [...fees, candidate] }), 422, 'mixed-subjects')
  is(t, await open({ conducts: [candidate] }), 422, 'mixed-subjects', 'the conducts are those of the subject\'s type')
  is(t, await open({ conducts: [{ code: 'agency.whistling' }] }), 422, 'unknown-conduct')
  is(t, await open({ conducts: [{ code: 'agency.fees', facts: { stars: 2 } }] }), 422, 'fact-not-applicable')
  is(t, await open({ occurredOn: '2019-03-14' }), 422, 'no-ruleset-in-force')
  await dossier.take(say.accept, wei)
  is(t, await step(say.establish('2026-03-20', [candidate])), 422, 'mixed-subjects')
  is(t, await step(say.establish('2026-03-20', [{ code: 'agency.whistling' }])), 422, 'unknown-conduct')
  await dossier.take(say.establish('2026-03-20', fees), wei)
}

async function versions (t: Test, fresh: Fresh): Promise<void> {
  const { office } = await opened(t, fresh)
  const dossier = await office.open(about('guangxi', fees), wei)
  const send = (ifMatch?: string): Promise<Answer<CaseView & Problem>> => dossier.send(say.evidence('2026-03-20'), wei, ifMatch === undefined ? {} : { 'if-match': ifMatch })
  is(t, await send(), 428, 'if-match-required')
  for (const stale of ['"1"', `W/${dossier.etag}`, dossier.etag.slice(1, -1), '"2-0123456789abcdef"', '']) is(t, await send(stale), 412, 'stale-version', `If-Match: ${stale}`)
  t.equal((await dossier.reread()).version, 1, 'nothing was added')
  t.equal((await send(`"1", ${dossier.etag}`)).statusCode, 201, 'one of several')
  t.equal((await send('*')).statusCode, 201, 'whatever is there')
  const { etag } = dossier
  await dossier.reread()
  t.equal(dossier.view.version, 3)
  is(t, await dossier.send({ type: 'archive', on: '2026-03-20' }, wei, { 'if-match': etag }), 412, 'stale-version', 'a stale version is told before anything else')
  const both = await Promise.all([dossier.send(say.accept, wei), dossier.send(say.accept, hua)])
  t.strictSame(both.map(({ statusCode }) => statusCode).sort(), [201, 412], 'of two at the same version one comes first')
}

async function repeated (t: Test, fresh: Fresh): Promise<void> {
  const { office, clock } = await opened(t, fresh, '2026-05-01')
  const opening = about('guangxi', fees)
  const open = (key: string, body: object = opening, actor = 'wei'): Promise<Answer<CaseView & Problem>> => office.ask('POST', '/v1/cases', { body, headers: { ...headers, 'x-actor': actor, 'idempotency-key': key } })
  const many = async (): Promise<number> => (await office.get<CaseList>('/v1/cases')).items.length

  const first = await open('k-1')
  t.match([first.statusCode, first.headers['idempotency-replayed']], [201, undefined])
  const again = await open('k-1', Object.fromEntries(Object.entries(opening).reverse()))
  t.match([again.statusCode, again.headers['idempotency-replayed']], [201, 'true'], 'the same request, however it is laid out, is answered as before')
  t.equal(again.payload, first.payload)
  for (const name of ['etag', 'location', 'content-type']) t.equal(again.headers[name], first.headers[name], name)
  t.equal(await many(), 1, 'and opens nothing')
  is(t, await open('k-1', { ...opening, source: 'media' }), 422, 'idempotency-key-reused')
  t.not((await open('k-1', opening, 'chen')).body.id, first.body.id, 'another\'s key is another key')
  t.equal(await many(), 2)

  const url = `${String(first.headers.location)}/steps`
  const step = (key: string, body: object, ifMatch = String(first.headers.etag)): Promise<Answer<CaseView & Problem>> => office.ask('POST', url, { body, headers: { ...headers, 'idempotency-key': key, 'if-match': ifMatch } })
  is(t, await step('k-1', say.accept), 422, 'idempotency-key-reused', 'a key is for one address')
  is(t, await step('k-2', { type: 'publish', on: '2026-03-20', where: '网站' }), 409, 'step-not-allowed')
  const taken = await step('k-2', say.accept)
  t.match([taken.statusCode, taken.headers['idempotency-replayed'], taken.body.version], [201, undefined, 2], 'what was refused keeps no key')
  const retried = await step('k-2', say.accept)
  t.match([retried.statusCode, retried.headers['idempotency-replayed'], retried.payload], [201, 'true', taken.payload], 'a step that was taken is not told to be stale')
  t.equal((await office.get<CaseView>(String(first.headers.location))).version, 2)

  const prior = { body: { subject: opening.subject, jurisdiction: '450103', decidedOn: '2025-01-10', authority: '示例', measures: [{ measure: 'interview' }], document: '示例〔2025〕1号' }, headers: { 'idempotency-key': 'k-3' } }
  const [recorded, replayed] = [await office.ask('POST', '/v1/prior-decisions', prior), await office.ask('POST', '/v1/prior-decisions', prior)]
  t.match([recorded.statusCode, replayed.statusCode, replayed.headers['idempotency-replayed'], replayed.payload], [201, 201, 'true', recorded.payload])

  clock.turnTo('2026-05-02', 11 * 3_600_000)
  t.equal((await open('k-1')).headers['idempotency-replayed'], 'true', 'a key is kept for a day')
  clock.turnTo('2026-05-02', 13 * 3_600_000)
  const later = await open('k-1')
  t.match([later.statusCode, later.headers['idempotency-replayed']], [201, undefined])
  t.not(later.body.id, first.body.id, 'and no longer')
}

/** A store that does not finish writing before it is told to. */
function held (store: Store): { store: Store, arrived: Promise<void>, release: () => void } {
  const [arrival, gate] = [Promise.withResolvers<undefined>(), Promise.withResolvers<undefined>()]
  const commit: Store['commit'] = async (unit) => {
    arrival.resolve(undefined)
    await gate.promise
    await store.commit(unit)
  }
  return { store: { ...store, commit }, arrived: arrival.promise, release: () => { gate.resolve(undefined) } }
}

async function inProgress (t: Test, fresh: Fresh): Promise<void> {
  let holding: ReturnType<typeof held> | undefined
  const { office } = await opened(t, fresh, '2026-05-01', (store) => (holding = held(store)).store)
  const body = about('guangxi', fees)
  const send = (key: string): Promise<Answer<CaseView>> => office.ask('POST', '/v1/cases', { body, headers: { ...headers, 'idempotency-key': key } })
  const first = send('k-1')
  await holding?.arrived
  is(t, await send('k-1'), 409, 'request-in-progress')
  const other = send('k-2')
  holding?.release()
  const created = await first
  t.match([created.statusCode, (await other).statusCode], [201, 201], 'the first goes on, and another key never waited')
  t.match([(await send('k-1')).headers['idempotency-replayed'], (await send('k-1')).payload], ['true', created.payload])
}

export async function requests (t: Test, fresh: Fresh): Promise<void> {
  await t.test('what is not there, and what nobody does there', (t) => addresses(t, fresh))
  await t.test('bodies that cannot be', (t) => bodies(t, fresh))
  await t.test('versions that are not the last', (t) => versions(t, fresh))
  await t.test('what is sent again is done once', (t) => repeated(t, fresh))
  await t.test('what is still being done is not begun again', (t) => inProgress(t, fresh))
}
