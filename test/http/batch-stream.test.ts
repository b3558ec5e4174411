/** Sanction questions as a stream: each line is answered as the single call would have been, while the others still come in. */
import { once } from 'node:events'
import { request, type ClientRequest, type IncomingMessage } from 'node:http'
import { connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import fc from 'fast-check'
import t, { type Test } from 'tap'
import { crumbs, cutAt, shares } from '../streams/cut.ts'
import { exchange, isProblem, json, listen, post, start, type Service } from './service.ts'

const BATCH = '/v1/sanctions/batch'
const ndjson = { 'content-type': 'application/x-ndjson' }
const good = { jurisdiction: '110105', occurredOn: '2026-03-14', decidedOn: '2026-04-01', conducts: [{ code: 'candidate.impersonation', facts: { gravity: 'serious' } }] }
const unanswerable = { ...good, conducts: [{ code: 'candidate.whistling' }] }

interface Item { readonly status: number, readonly body: Record<string, unknown> }

const service = await start(t)
const { app } = service
const port = await listen(service)

const itemsIn = (text: string): Item[] => {
  const lines = text.split('\n')
  if (lines.pop() !== '') throw new Error('the last line has no end')
  return lines.map((line) => JSON.parse(line))
}
const send = async (body: string | Buffer, headers = ndjson): Promise<Item[]> => itemsIn((await post(app, BATCH, body, headers)).payload)

/** A request whose body is sent piece by piece, and what comes back of it by now. */
function opened (at = port, headers: Record<string, string> = ndjson): { sent: ClientRequest, answered: Promise<IncomingMessage> } {
  const sent = request({ host: '127.0.0.1', port: at, method: 'POST', path: BATCH, headers })
  const answered = once(sent, 'response').then(([response]) => response as IncomingMessage)
  answered.catch(() => {})
  sent.flushHeaders()
  return { sent, answered }
}

async function text (response: IncomingMessage): Promise<string> {
  let all = ''
  for await (const piece of response.setEncoding('utf8')) all += piece
  return all
}

const lineOf = (value: unknown): string => `${JSON.stringify(value)}\n`

t.test('each line is answered as an item of a batch is, and as the single call', async (t) => {
  const items = [good, unanswerable, null, 7, {}, [], { ...good, more: 1 }, { ...good, jurisdiction: 'here' }, good]
  const together: Item[] = (await post(app, BATCH, { items })).json().items
  const streamed = await send(items.map(lineOf).join(''))
  const without = ({ status, body: { instance, ...body } }: Item): Item => ({ status, body })
  t.strictSame(streamed.map(without), together.map(without))
  for (const [index, item] of items.entries()) {
    const single = await post(app, '/v1/sanctions', JSON.stringify(item))
    t.strictSame(without(streamed[index] as Item), without({ status: single.statusCode, body: single.json() }))
  }
})

t.test('a line that cannot be read is answered by itself and spoils no other', async (t) => {
  const fine = lineOf(good)
  const [alone] = await send(fine)
  const bad: [string, string | Buffer, number, string][] = [
    ['no JSON', '{\n', 400, 'malformed-json'],
    ['two values', '{}{}\n', 400, 'malformed-json'],
    ['a name twice', '{"a":1,"a":1}\n', 400, 'malformed-json'],
    ['not UTF-8', Buffer.from([0x22, 0xff, 0x22, 0x0a]), 400, 'malformed-json'],
    ['half a character', '"\\ud800"\n', 400, 'malformed-json'],
    ['levels without end', `${'['.repeat(5000)}\n`, 400, 'malformed-json'],
    ['longer than a body may be', `${' '.repeat(1024 * 1024)}1\n`, 413, 'body-too-large'],
    ['another shape', '"x"\n', 400, 'validation']
  ]
  for (const [name, line, status, code] of bad) {
    const items = await send(Buffer.concat([fine, line, fine].map((one) => Buffer.from(one as string))))
    t.match(items.map((item) => item.status), [200, status, 200], name)
    t.equal(items.length, 3)
    t.equal(items[1]?.body.code, code, name)
    t.strictSame([items[0]?.body, items[2]?.body], [alone?.body, alone?.body], name)
  }
})

t.test('a line as long as the body of a single call may be is answered as that', async (t) => {
  const question = JSON.stringify(good)
  const longest = question + ' '.repeat(1024 * 1024 - question.length)
  t.match((await send(`${longest}\n${longest} \n`)).map(({ status }) => status), [200, 413])
})

t.test('lines may end in CRLF, the last one in nothing; those with nothing on them count for nothing; no line is no answer', async (t) => {
  const question = JSON.stringify(good)
  t.equal((await send(`${question}\r\n${question}`)).length, 2)
  t.equal((await send(`\ufeff\n\n${question}\n \t\r\n\n${question}\n\n`)).length, 2)
  const nothing = await post(app, BATCH, '', ndjson)
  t.equal(nothing.statusCode, 200)
  t.equal(nothing.payload, '')
})

t.test('it makes no difference how the bytes are cut on their way', async (t) => {
  const body = Buffer.from([good, unanswerable, '作弊😀', good].map(lineOf).join('\r'))
  const whole = await send(body)
  const without = (items: Item[]) => JSON.stringify(items.map(({ status, body: { instance, ...rest } }) => ({ status, rest })))
  const through = async (pieces: Buffer[]): Promise<Item[]> => {
    const { sent, answered } = opened()
    for (const piece of pieces) {
      sent.write(piece)
      await new Promise(setImmediate)
    }
    sent.end()
    return itemsIn(await text(await answered))
  }
  t.equal(without(await through(crumbs(body))), without(whole))
  await fc.assert(fc.asyncProperty(shares, async (cuts) => without(await through(cutAt(body, cuts).filter(({ length }) => length > 0))) === without(whole)), { numRuns: 20 })
})

t.test('a line is answered while the next one is still to come', async (t) => {
  const { sent, answered } = opened()
  sent.write(lineOf(good))
  const response = await answered
  t.match(response.headers, { 'content-type': 'application/x-ndjson; charset=utf-8', 'content-language': 'zh-CN' })
  const pieces = response.setEncoding('utf8')[Symbol.asyncIterator]()
  t.match(itemsIn((await pieces.next()).value), [{ status: 200 }])
  sent.write('{\n')
  t.match(itemsIn((await pieces.next()).value), [{ status: 400 }])
  sent.end()
  t.equal((await pieces.next()).done, true)
})

t.test('the language is that which is asked for', async (t) => {
  const answer = await post(app, BATCH, '{}\n', { ...ndjson, 'accept-language': 'en' })
  t.match([itemsIn(answer.payload)[0]?.body.title, answer.headers['content-language']], ['Validation failed', 'en'])
})

t.test('a stream is taken where it says so, and nowhere else', async (t) => {
  for (const type of ['application/x-ndjson', 'text/csv']) isProblem(t, await post(app, '/v1/sanctions', '{}\n', { 'content-type': type }), 415, 'unsupported-media-type', type)
  for (const headers of [{ 'content-type': 'text/csv' }, { 'content-type': 'application/x-ndjson; charset=gbk' }, { ...ndjson, 'content-encoding': 'gzip' }, { 'content-type': 'application/x-ndjsonx' }]) {
    isProblem(t, await post(app, BATCH, '{}\n', headers), 415, 'unsupported-media-type', JSON.stringify(headers))
  }
  for (const type of ['application/x-ndjson; charset=utf-8', 'Application/X-NDJSON']) t.equal((await post(app, BATCH, lineOf(good), { 'content-type': type })).statusCode, 200, type)
  isProblem(t, await post(app, `${BATCH}?x=1`, lineOf(good), ndjson), 400, 'validation')
  isProblem(t, await post(app, BATCH, '{}', json), 400, 'validation', 'a body that is no stream is checked as ever')
})

/** So heavy that the answer is many times as long as the question. */
const heavy = lineOf({ jurisdiction: '520102', occurredOn: '2026-03-14', conducts: Array.from({ length: 20 }, () => ({ code: 'assessor.scoring' })) })

t.test('whoever does not read his answer is not read from', async (t) => {
  const socket = connect(port, '127.0.0.1')
  await once(socket, 'connect')
  socket.pause()
  socket.write(`POST ${BATCH} HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-ndjson\r\nTransfer-Encoding: chunked\r\n\r\n`)
  const chunk = heavy.repeat(100)
  const framed = `${chunk.length.toString(16)}\r\n${chunk}\r\n`
  let written = 0
  const MOST = 400
  // Until the system takes no more of it.
  for (; written < MOST; written++) {
    if (!socket.write(framed) && !await Promise.race([once(socket, 'drain').then(() => true), sleep(2000).then(() => false)])) break
  }
  t.ok(written < MOST, `the service stopped reading after ${(written * framed.length / 1e6).toFixed(1)} MB`)
  // What has been held up goes on once it is read.
  socket.write('0\r\n\r\n')
  const expected = (written + 1) * 100
  let lines = 0
  for await (const data of socket) {
    for (const byte of data as Buffer) if (byte === 0x0a) lines++
    // The framing of the answer has a few of its own.
    if (lines >= expected) break
  }
  t.ok(lines >= expected, 'and nothing is lost')
})

async function gauge (name: string, of = app): Promise<number> {
  return Number(new RegExp(`^${name} (\\d+)$`, 'm').exec((await of.inject('/metrics')).payload)?.[1])
}
const settled = async (open: number, of = app): Promise<void> => { while (await gauge('evenhand_streams_open', of) !== open) await sleep(5) }

t.test('whoever goes away in the middle is worked for no longer, and leaves no trace of a fault', async (t) => {
  service.lines.length = 0
  for (const how of ['before anything', 'in the middle of a line', 'after a line'] as const) {
    const { sent, answered } = opened()
    sent.on('error', () => {})
    if (how !== 'before anything') sent.write(how === 'after a line' ? lineOf(good) : lineOf(good).slice(0, 20))
    if (how === 'after a line') await answered
    else await settled(1)
    sent.destroy()
    await settled(0)
  }
  t.strictSame(service.lines.filter(({ level, status }) => level >= 40 || Number(status) >= 500), [])
})

t.test('a stream holds no place among the requests, and there are so many streams of one client and no more', async (t) => {
  const limited = await start(t)
  const at = await listen(limited)
  const open = await Promise.all(Array.from({ length: 8 }, async () => {
    const { sent, answered } = opened(at)
    sent.write(lineOf(good))
    return { sent, response: await answered }
  }))
  t.equal(await gauge('evenhand_streams_open', limited.app), 8)
  isProblem(t, await post(limited.app, BATCH, lineOf(good), ndjson), 429, 'too-many-requests')
  t.equal((await post(limited.app, BATCH, { items: [good] })).statusCode, 200, 'what is no stream is answered')
  for (const { sent, response } of open) {
    sent.end()
    t.equal(itemsIn(await text(response)).length, 1)
  }
  await settled(0, limited.app)
  t.equal((await post(limited.app, BATCH, lineOf(good), ndjson)).statusCode, 200)
})

t.test('a stream that moves goes on for longer than a request may take, and one that stalls for as long ends, saying so', async (t) => {
  const hasty = await start(t, { requestTimeout: 600 })
  const at = await listen(hasty)
  const { sent, answered } = opened(at)
  const LINES = 12
  for (let line = 0; line < LINES; line++) {
    sent.write(lineOf(good))
    await sleep(150)
  }
  // Three times as long as a request may take.
  sent.write(lineOf(good).slice(0, 10))
  const items = itemsIn(await text(await answered))
  t.strictSame(items.map(({ status }) => status), [...Array(LINES).fill(200), 408])
  t.match(items.at(-1)?.body, { code: 'request-timeout', status: 408 })
  await once(sent, 'close')
})

t.test('one that stalls before its first answer is refused as a whole; one that stalls in its headers as ever', async (t) => {
  const hasty = await start(t, { requestTimeout: 600 })
  const at = await listen(hasty)
  const head = `POST ${BATCH} HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-ndjson\r\nTransfer-Encoding: chunked\r\n`
  const [answer] = await exchange(at, `${head}\r\n2\r\n{"\r\n`)
  t.match([answer?.status, answer?.json().code], [408, 'request-timeout'])
  t.match((await exchange(at, head)).map(({ status }) => status), [408])
  t.match((await exchange(at, 'POST /v1/sanctions HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n', ...'{'.repeat(60))).map(({ status }) => status), [408], 'what is no stream has its time, however it moves')
})

t.test('garbage in the framing of a stream cuts it off, and writes nothing into its answer', async (t) => {
  const head = `POST ${BATCH} HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-ndjson\r\nTransfer-Encoding: chunked\r\n\r\n`
  const socket = connect(port, '127.0.0.1')
  let received = ''
  socket.on('data', (data) => { received += String(data) })
  const line = lineOf(good)
  socket.write(`${head}${Buffer.byteLength(line).toString(16)}\r\n${line}\r\n`)
  while (!received.includes('"status":200')) await sleep(5)
  socket.write('no size\r\n')
  await once(socket, 'close')
  t.equal(received.match(/HTTP\/1\.1/g)?.length, 1)
  await settled(0)
})

t.test('when the service ends, an open stream ends with a line that says so', async (t) => {
  const ending: Service = await start(t)
  const at = await listen(ending)
  const { sent, answered } = opened(at)
  sent.on('error', () => {})
  sent.write(lineOf(good))
  const response = await answered
  const silent = opened(at)
  silent.sent.on('error', () => {})
  silent.sent.write('{')
  await settled(2, ending.app)
  const closed = ending.app.close()
  t.match(itemsIn(await text(response)).map(({ status }) => status), [200, 503])
  t.equal((await silent.answered).statusCode, 503, 'one that had not been answered yet is refused as a whole')
  sent.destroy()
  silent.sent.destroy()
  await closed
})

t.test('a connection is kept for the next request when a stream has come to its end', async (t: Test) => {
  const line = lineOf(good)
  const answers = await new Promise<string>((resolve) => {
    const socket = connect(port, '127.0.0.1')
    let received = ''
    socket.on('data', (data) => { received += String(data) }).on('close', () => { resolve(received) })
    const one = `POST ${BATCH} HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-ndjson\r\nContent-Length: ${Buffer.byteLength(line)}\r\n`
    socket.write(`${one}\r\n${line}${one}Connection: close\r\n\r\n${line}`)
  })
  t.equal(answers.match(/HTTP\/1\.1 200/g)?.length, 2)
})
