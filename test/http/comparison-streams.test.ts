/** A data comparison as a stream: how it ends before its end, who sees what of it, and that the order of rows does not matter. */
import { once } from 'node:events'
import { connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { request, type IncomingMessage } from 'node:http'
import fc from 'fast-check'
import t from 'tap'
import type { EvaluationRow } from '../../src/domain/leads/row.ts'
import type { LeadLine } from '../../src/records/comparison-lines.ts'
import { Unavailable } from '../../src/store/unavailable.ts'
import { buildApp } from '../../src/app.ts'
import { loadRules } from '../../src/rulesets/load.ts'
import { secured, type Who } from '../auth/secured.ts'
import { depsFor } from '../deps.ts'
import { openSealedStore } from '../sealed.ts'
import { compare, decided, fine, furnish, leadsIn, lined, linesIn, ndjson, register, TODAY } from './comparison-world.ts'
import { isProblem, listen, post } from './service.ts'

const URL = '/v1/data-comparisons'
const bad = { ...fine, level: '二级' }

function opened (port: number): { sent: ReturnType<typeof request>, answered: Promise<IncomingMessage> } {
  const sent = request({ host: '127.0.0.1', port, method: 'POST', path: URL, headers: ndjson })
  sent.on('error', () => {})
  return { sent, answered: once(sent, 'response').then(([response]) => response as IncomingMessage) }
}
async function text (response: IncomingMessage): Promise<string> {
  let all = ''
  for await (const piece of response.setEncoding('utf8')) all += piece
  return all
}

t.test('a lead is told while more rows are still to come; a stream that stalls ends, saying how far it came', async (t) => {
  const made = await furnish(t, { requestTimeout: 600 })
  const { sent, answered } = opened(await listen(made))
  sent.write(lined([bad]))
  const lines = linesIn(await text(await answered))
  t.match(lines, [{ type: 'lead', lead: 'level-outside' }, { type: 'aborted', rows: 1, leads: 1, faults: 0, problem: { code: 'request-timeout', status: 408 } }])
  sent.destroy()
})

t.test('when the service ends, so does the stream, saying so', async (t) => {
  const made = await furnish(t)
  const { sent, answered } = opened(await listen(made))
  sent.write(lined([bad]))
  const response = await answered
  const closed = made.app.close()
  t.match(linesIn(await text(response)), [{ type: 'lead' }, { type: 'aborted', problem: { code: 'overloaded' } }])
  sent.destroy()
  await closed
})

t.test('a stream that was refused before anybody read it does not take what comes after it on the same connection', async (t) => {
  const made = await furnish(t)
  const socket = connect(await listen(made), '127.0.0.1')
  t.teardown(() => { socket.destroy() })
  let answered = ''
  socket.setEncoding('utf8').on('data', (piece: string) => { answered += piece }).on('error', () => {})
  const isAnswered = async (what: RegExp) => { while (!what.test(answered) && !socket.closed) await sleep(5) }
  const headed = (query: string, ...headers: string[]) => [`POST ${URL}${query} HTTP/1.1`, 'host: x', 'content-type: application/x-ndjson', ...headers, '', ''].join('\r\n')
  const row = lined([bad])
  socket.write(`${headed('?progress=0', `content-length: ${Buffer.byteLength(row)}`)}${row}`)
  await isAnswered(/"pointer":"\/progress"/)
  socket.write(headed('', 'transfer-encoding: chunked'))
  socket.write(`${Buffer.byteLength(row).toString(16)}\r\n${row}\r\n`)
  await isAnswered(/"type":"lead"/)
  // Longer than a body that nobody wants any more may still come in.
  await sleep(2500)
  socket.write('0\r\n\r\n')
  await isAnswered(/"type":"summary"/)
  t.match(answered, /^HTTP\/1\.1 400 [^]*HTTP\/1\.1 200 [^]*"type":"summary"/)
})

/** The world, whose store is away for everybody from a day on. */
async function failing (t: Parameters<typeof furnish>[0]) {
  const store = await openSealedStore('file::memory:')
  const standing = async (...[keys, on]: Parameters<typeof store.standing>) => {
    if (on >= '2026-03-15') throw new Unavailable('it is away', 'ECONNREFUSED')
    return await store.standing(keys, on)
  }
  const app = await buildApp(await depsFor({ rules: loadRules(), today: () => TODAY, store: { ...store, standing } }))
  t.teardown(() => app.close())
  return app
}

t.test('where the store is away the stream ends, saying so; before anything was told it is refused as a whole', async (t) => {
  const app = await failing(t)
  // The first hundred rows are told before the others are looked up.
  const rows = Array.from({ length: 101 }, (_, n) => ({ ...fine, candidate: `C-${n}`, date: n < 100 ? '2026-03-14' : '2026-03-15' }))
  const lines = await compare({ app }, lined(rows), { query: '?progress=50' })
  t.match(lines.map(({ type }) => type), ['lead', 'progress', 'progress', 'aborted'])
  t.match(lines.at(-1), { rows: 100, problem: { code: 'overloaded', status: 503 } })
  isProblem(t, await post(app, URL, lined([rows[100]]), ndjson), 503, 'overloaded')
})

t.test('of persons nothing is told to whoever has no right to see them, and nobody finds them in the log', async (t) => {
  const { ask, lines } = await secured(t)
  const at = (who: Partial<Who>): Who => ({ roles: ['officer', 'auditor'], region: '45', name: `n${JSON.stringify(who).length}`, ...who })
  const [CANDIDATE, ASSESSOR] = ['450102199003074530', '450102198503071234']
  const measures = { candidate: 'bar-5-years', assessor: 'revoke-assessor-certificate' } as const
  for (const [type, ref] of [['candidate', CANDIDATE], ['assessor', ASSESSOR]] as const) {
    const answer = await ask(at({}), 'POST', '/v1/prior-decisions', { subject: { type, ref, refKind: 'resident-id', name: '某某' }, jurisdiction: '450103', decidedOn: '2026-01-01', authority: '某局', measures: [{ measure: measures[type], from: '2026-01-01', ...type === 'candidate' ? { to: '2030-01-01' } : {} }], document: '某字1号' })
    if (answer.statusCode !== 201) throw new Error(answer.payload)
  }
  const row = { ...fine, row: 'R-1', candidate: CANDIDATE, assessors: [ASSESSOR] }
  const rows = lined([row, { ...row, site: '450203' }, { ...row, candidate: `${CANDIDATE} ` }])
  const seen = (await ask(at({}), 'POST', URL, rows, ndjson)).payload
  t.notMatch(seen, CANDIDATE)
  t.notMatch(seen, ASSESSOR)
  const leads = leadsIn(linesIn(seen))
  t.match(new Set(leads.map(({ lead }) => lead)), new Set(['candidate-barred', 'agency-unfiled', 'assessor-barred', 'candidate-twice', 'assessor-twice']))
  t.match(leads.find(({ lead }) => lead === 'candidate-barred'), { row: 'R-1', person: { ref: '**************4530' } })
  t.match(leadsIn(linesIn((await ask(at({ pii: true }), 'POST', URL, rows, ndjson)).payload)).find(({ lead }) => lead === 'assessor-barred'), { person: { ref: ASSESSOR } })
  t.notMatch(lines.join(''), CANDIDATE)
  t.notMatch(lines.join(''), ASSESSOR)
  const audit = (await ask(at({}), 'GET', '/v1/audit')).json()
  t.equal(audit.items.filter(({ operation }: { operation: string }) => operation === 'compareData').length, 2, 'who asked is written down')
})

t.test('agencies that somebody may not see are not looked for by him', async (t) => {
  const store = await openSealedStore('file::memory:')
  const { ask } = await secured(t, { store })
  const { records } = await depsFor({ rules: loadRules(), today: () => TODAY, store })
  for (const jurisdiction of ['450103', '450203']) await register({ records } as never, { ref: `IDLE-${jurisdiction}`, jurisdiction, filings: [{ from: '2023-01-01', until: '2030-01-01' }] })
  const query = '?jurisdiction=450000&from=2024-01-01&to=2026-01-01'
  const idle = async (region: string): Promise<string[]> => leadsIn(linesIn((await ask({ roles: ['officer'], region }, 'POST', `${URL}${query}`, '', ndjson)).payload)).map(({ case: { subject } }) => subject.ref).sort()
  t.strictSame(await idle('45'), ['IDLE-450103', 'IDLE-450203'])
  t.strictSame(await idle('4502'), ['IDLE-450203'])
  t.strictSame(await idle('52'), [])
})

/** What is told of a lead whichever row came first: neither which line it was on, nor which of the assessors. */
function whoever ({ line, otherLine, row, person, detail, case: { narrative, ...body }, ...rest }: LeadLine): string {
  const about = person && { type: person.type, ref: person.ref }
  const words = person?.type === 'assessor' && !rest.lead.endsWith('-twice') ? {} : { detail, narrative }
  return JSON.stringify({ ...rest, about, ...words, body })
}

t.test('whatever the order of the rows, the same is found', async (t) => {
  const made = await furnish(t)
  await decided(made, 'candidate', 'C-1', 'bar-2-years', '2026-01-01', '2027-12-31')
  await decided(made, 'assessor', 'KP-2', 'withdraw-assessor-card', '2026-03-01')
  const row = fc.record({
    candidate: fc.constantFrom('C-1', 'C-2', 'C-3'),
    agency: fc.constantFrom('GOOD', 'SMALL', 'EXPIRED', 'HELD', 'NOBODY'),
    level: fc.constantFrom('三级', '二级'),
    site: fc.constantFrom('450103', '450105', '450203'),
    siteId: fc.constantFrom('A1', 'B9', undefined),
    date: fc.constantFrom('2026-03-13', '2026-03-14'),
    from: fc.constantFrom('09:00', '10:00', undefined),
    assessors: fc.subarray(['KP-1', 'KP-2', 'KP-9'])
  }).map((drawn) => JSON.parse(JSON.stringify({ ...fine, ...drawn })) as EvaluationRow)
  const found = async (rows: readonly EvaluationRow[]): Promise<string[]> => leadsIn(await compare(made, lined(rows), { query: '?jurisdiction=450000&from=2024-01-01&to=2026-11-01' })).map(whoever).sort()
  const orders = fc.array(row, { maxLength: 12 }).chain((rows) => fc.tuple(fc.constant(rows), fc.shuffledSubarray([...rows.keys()], { minLength: rows.length })))
  await fc.assert(fc.asyncProperty(orders, async ([rows, order]) => {
    const [one, other] = [await found(rows), await found(order.map((index) => rows[index] as EvaluationRow))]
    return JSON.stringify(one) === JSON.stringify(other)
  }), { numRuns: 60 })
})
