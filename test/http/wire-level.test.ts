/** What is no good HTTP, sent over real connections: each is answered with a problem where it can be answered at all, in its turn, and cut off. */
import { once } from 'node:events'
import { connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import t, { type Test } from 'tap'
import { answersIn, exchange, listen, start, type RawAnswer } from './service.ts'

const service = await start(t)
const port = await listen(service)
const typed = 'Host: x\r\nContent-Type: application/json\r\n'
const asking = `POST /v1/deadlines HTTP/1.1\r\n${typed}`
const live = 'GET /health/live HTTP/1.1\r\nHost: x\r\n'
const period = '{"from":"2026-09-25","count":15,"unit":"working-day"}'
const ok = `${asking}Content-Length: ${period.length}\r\n\r\n${period}`

/** That the last answer is a refusal of this status, in the shape of a problem, with its line in the log. */
function isRefused (t: Pick<Test, 'equal' | 'match'>, answers: RawAnswer[], status: number, message: string): void {
  const answer = answers.at(-1)
  t.equal(answer?.status, status, message)
  t.match(answer?.headers['content-type'], /^application\/problem\+json/, message)
  const body = answer?.json()
  t.match(body, { status, title: /./, detail: /./, code: /^[a-z-]+$/, type: status === 400 || status === 405 || status === 413 ? /^\/problems\// : 'about:blank' }, message)
  t.equal(body?.instance, answer?.headers['x-request-id'], message)
  t.equal(service.lines.filter(({ reqId, msg, status: logged }) => reqId === body?.instance && msg === 'answered' && logged === status).length, 1, `${message}: one line in the log`)
}

const unreadable: [string, string | Buffer, number][] = [
  ['no HTTP at all', 'hello world\r\n\r\n', 400],
  ['the greeting of TLS', Buffer.from('160301020001000001fc0303', 'hex'), 400],
  ['HTTP/2 without being asked', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 400],
  ['a version that there is not', 'GET /health/live HTTP/3.0\r\nHost: x\r\n\r\n', 400],
  ['a method that there is not', 'FETCH /health/live HTTP/1.1\r\nHost: x\r\n\r\n', 400],
  ['a method in small letters', 'get /health/live HTTP/1.1\r\nHost: x\r\n\r\n', 400],
  ['line feeds alone', 'GET /health/live HTTP/1.1\nHost: x\n\n', 400],
  ['a header with a NUL', `${live}X: \u0000\r\n\r\n`, 400],
  ['a header without a colon', `${live}nonsense\r\n\r\n`, 400],
  ['a header folded over two lines with a space before its colon', `${live}X : a\r\n b\r\n\r\n`, 400],
  ['letters beyond ASCII in the address', 'GET /v1/conducts?q=作弊 HTTP/1.1\r\nHost: x\r\n\r\n', 400],
  ['a length and chunks at once', `${asking}Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`, 400],
  ['two lengths', `${asking}Content-Length: 3\r\nContent-Length: 4\r\n\r\nabcd`, 400],
  ['a length that is negative', `${asking}Content-Length: -3\r\n\r\nabc`, 400],
  ['a length that is no number', `${asking}Content-Length: many\r\n\r\nabc`, 400],
  ['a length beyond all numbers', `${asking}Content-Length: 99999999999999999999999999\r\n\r\n{`, 400],
  ['an encoding that does not end in chunks', `${asking}Transfer-Encoding: gzip\r\n\r\nabcd`, 400],
  ['a chunk without a size', `${asking}Transfer-Encoding: chunked\r\n\r\nZZ\r\n{}\r\n0\r\n\r\n`, 400],
  ['a chunk with an endless extension', `${asking}Transfer-Encoding: chunked\r\n\r\n1;${'a'.repeat(20_000)}\r\n{\r\n0\r\n\r\n`, 413],
  ['a header of twenty kilobytes', `${live}X: ${'a'.repeat(20_000)}\r\n\r\n`, 431],
  ['twenty kilobytes of headers', `${live}${'X-Y: 0123456789\r\n'.repeat(1200)}\r\n`, 431],
  ['an address of twenty kilobytes', `GET /${'a'.repeat(20_000)} HTTP/1.1\r\nHost: x\r\n\r\n`, 431],
  ['an expectation that there is not', `${asking}Expect: miracles\r\nContent-Length: 2\r\n\r\n{}`, 417],
  ['a tunnel', 'CONNECT example.org:443 HTTP/1.1\r\nHost: example.org\r\n\r\n', 405]
]

t.test('what is no readable request is refused in the shape of a problem', async t => {
  for (const [name, bytes, status] of unreadable) isRefused(t, await exchange(port, bytes), status, name)
})

t.test('a request without Host is refused, and one of HTTP/1.0 needs none', async t => {
  isRefused(t, await exchange(port, 'GET /health/live HTTP/1.1\r\nConnection: close\r\n\r\n'), 400, 'HTTP/1.1')
  t.match(await exchange(port, 'GET /health/live HTTP/1.0\r\n\r\n'), [{ status: 200 }])
})

t.test('a body longer than the length that it declares is cut there, and the rest is another request, that is none', async t => {
  const answers = await exchange(port, `${asking}Content-Length: 10\r\n\r\n${period}\r\n\r\n`)
  t.equal(answers[0]?.json().code, 'malformed-json')
  t.equal(answers.length, 1, 'after a body that could not be read nothing more is')
})

t.test('a body shorter than the length that it declares is waited for, and given up when the peer hangs up', async t => {
  const socket = connect(port, '127.0.0.1')
  const received: Buffer[] = []
  socket.on('data', (data) => { received.push(data) })
  socket.end(`${asking}Content-Length: ${period.length + 1}\r\n\r\n${period}`)
  await once(socket, 'close')
  isRefused(t, answersIn(Buffer.concat(received)), 400, 'cut off')
})

t.test('a body far too large is refused by its length alone, or as soon as it is too long', async t => {
  const declared = await exchange(port, `${asking}Content-Length: 99999999\r\n\r\n{`)
  t.match(declared, [{ status: 413, headers: { connection: 'close' } }])
  t.equal(declared[0]?.json().code, 'body-too-large')
  const chunked = await exchange(port, `${asking}Transfer-Encoding: chunked\r\n\r\n`, `100001\r\n${' '.repeat(0x100001)}`)
  t.equal(chunked[0]?.status, 413)
})

t.test('garbage behind a good request does not take its answer', async t => {
  const answers = await exchange(port, `${ok}no http at all\r\n\r\n`)
  t.equal(answers[0]?.status, 200)
  t.equal(JSON.parse(answers[0]?.body ?? '').due, '2026-10-22')
  isRefused(t, answers, 400, 'the garbage')
  const more = await exchange(port, `${ok}${live}\r\n${ok}no http at all\r\n\r\n`)
  t.strictSame(more.map(({ status }) => status), [200, 200, 200, 400], 'nor those of several')
})

t.test('a smuggled request is never answered', async t => {
  const smuggled = 'GET /v1/measures HTTP/1.1\r\nHost: x\r\n\r\n'
  for (const bytes of [`${asking}Content-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n${smuggled}`, `${asking}Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n${smuggled}`, `${asking}Transfer-Encoding: xchunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n${smuggled}`]) {
    const answers = await exchange(port, bytes)
    t.strictSame(answers.map(({ status }) => status), [400])
  }
})

t.test('requests one behind the other are answered in their order', async t => {
  const answers = await exchange(port, `${ok}${live}\r\n${ok}${live}Connection: close\r\n\r\n`)
  t.strictSame(answers.map(({ body }) => 'due' in JSON.parse(body)), [true, false, true, false])
})

t.test('a body that arrives in pieces is read as one, in the middle of a character, too', async t => {
  const bytes = Buffer.from(JSON.stringify({ from: '2026-09-25', count: 15, unit: '日' }))
  const at = bytes.indexOf(0xe6) + 1
  const answers = await exchange(port, `${asking}Connection: close\r\nContent-Length: ${bytes.length}\r\n\r\n`, bytes.subarray(0, at), bytes.subarray(at))
  t.match(answers[0]?.json(), { code: 'validation', errors: [{ pointer: '/unit' }] })
})

t.test('a request that does not come to its end is given up with 408', async t => {
  const hasty = await start(t, { requestTimeout: 600 })
  const hastyPort = await listen(hasty)
  const drip = async (bytes: string): Promise<RawAnswer[]> => await exchange(hastyPort, ...bytes.match(/[^]{1,2}/g) ?? [])
  const slow: [string, string][] = [
    ['in its headers', `${live}${'X-Padding: y\r\n'.repeat(60)}`],
    ['in its body', `${asking}Content-Length: ${period.length}\r\n\r\n${period.slice(0, -1)}`],
    ['in its chunks', `${asking}Transfer-Encoding: chunked\r\n\r\n${'1\r\n \r\n'.repeat(60)}`]
  ]
  for (const [name, bytes] of slow) {
    // Its headers whole at once, or what is slow is they.
    const end = bytes.indexOf('\r\n\r\n') + 4
    const answers = end < 4 ? await drip(bytes) : await exchange(hastyPort, bytes.slice(0, end), ...bytes.slice(end).match(/[^]{1,2}/g) ?? [])
    t.match(answers, [{ status: 408, headers: { connection: 'close', 'content-type': /problem\+json/ } }], name)
    t.match(answers[0]?.json(), { status: 408, title: 'Request Timeout' }, name)
    t.equal(answers[0]?.json().instance, hasty.lines.find(({ status }) => status === 408)?.reqId)
    hasty.lines.length = 0
  }
  t.match(await exchange(hastyPort, `${live}Connection: close\r\n\r\n`), [{ status: 200 }], 'others are served meanwhile and after')
})

t.test('whoever hangs up in the middle leaves no trace of a fault', async t => {
  for (const bytes of [asking, `${asking}Content-Length: 100\r\n\r\n{"from":`, `${asking}Transfer-Encoding: chunked\r\n\r\n5\r\n{"fr`, ok, `${ok}${ok}${ok}`]) {
    for (const how of ['destroy', 'resetAndDestroy'] as const) {
      const socket = connect(port, '127.0.0.1').on('error', () => {})
      socket.write(bytes, () => { socket[how]() })
      await sleep(30)
    }
  }
  t.match(await exchange(port, `${live}Connection: close\r\n\r\n`), [{ status: 200 }])
  t.strictSame(service.lines.filter(({ level, status }) => level >= 40 || Number(status) >= 500), [])
})
