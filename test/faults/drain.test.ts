// SIGTERM under load: the service says first that it is about to end, goes on answering, and leaves nobody without an answer whom it has accepted.
import t from 'tap'
import { once } from 'node:events'
import { connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { Random } from '../fuzz/random.ts'
import { answersIn } from '../http/service.ts'
import { acknowledgedBy, ask, Client, countOf, openCase, opening } from './load.ts'
import { startService } from './process.ts'
import { faultsOf } from './verdict.ts'

t.setTimeout(120_000)

t.test('clients who go elsewhere once it is no longer ready notice nothing of its end', async (t) => {
  const url = `file:${t.testdir()}/records.db`
  const { address, terminate, ended } = await startService(t, url, { DRAIN_SECONDS: '3' })
  const { id } = await openCase(address, 'shared')
  const cases = [id]
  const clients = Array.from({ length: 16 }, (_, index) => new Client(`client-${index}`, cases, new Random(index)))
  const now = { ready: true }
  const work = Promise.all(clients.map(async (client) => { while (now.ready) await client.act(() => address, { opens: 0.05 }) }))
  while (acknowledgedBy(clients).length < 50) await sleep(5)
  terminate()
  // As a load balancer finds out; every client has a request under way meanwhile, and none is cut off.
  let ready = await ask(address, '/health/ready')
  for (; ready.status === 200; ready = await ask(address, '/health/ready')) await sleep(20)
  t.match(ready, { status: 503, retryAfter: '1', body: { code: 'overloaded' } })
  t.equal((await ask(address, '/health/live')).status, 200, 'it lives')
  const before = acknowledgedBy(clients).length
  while (acknowledgedBy(clients).length < before + 20) await sleep(1)
  const { headers } = await fetch(`${address}/v1/measures`)
  t.equal(headers.get('connection'), 'close', 'nobody keeps a connection to it')
  now.ready = false
  await work
  t.equal(countOf(clients, 'cutOff') + countOf(clients, 'unserved'), 0)
  t.equal(await ended, 0)
  const again = await startService(t, url)
  t.strictSame(await faultsOf(again.address, { acknowledged: acknowledgedBy(clients), opened: [id] }), [])
})

t.test('every request that it has begun to read is answered whole, though it takes no new ones any more', async (t) => {
  const url = `file:${t.testdir()}/records.db`
  const { address, terminate, ended } = await startService(t, url, { DRAIN_SECONDS: '0' })
  const { port } = new URL(address)
  const begun = Array.from({ length: 40 }, (_, index) => {
    const body = Buffer.from(JSON.stringify(opening(`case-${index}`)))
    const socket = connect(Number(port), '127.0.0.1')
    const received: Buffer[] = []
    socket.on('data', (data) => { received.push(data) })
    const head = `POST /v1/cases HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n`
    socket.write(Buffer.concat([Buffer.from(head), body.subarray(0, index)]))
    return { socket, received, closed: once(socket, 'close'), rest: body.subarray(index) }
  })
  // Accepted by the service, and not merely by the system before it.
  await ask(address, '/health/live')
  await sleep(200)
  terminate()
  const refuses = () => new Promise<boolean>((resolve) => {
    const socket = connect(Number(port), '127.0.0.1', () => { socket.destroy(); resolve(false) })
    socket.on('error', () => { resolve(true) })
  })
  while (!await refuses()) await sleep(20)
  for (const { socket, rest } of begun) socket.write(rest)
  await Promise.all(begun.map(({ closed }) => closed))
  const answers = begun.map(({ received }) => answersIn(Buffer.concat(received)))
  t.strictSame(answers.map((all) => all.map(({ status, headers, body }) => [status, Buffer.byteLength(body) === Number(headers['content-length'])])), Array(40).fill([[201, true]]))
  t.equal(await ended, 0)
  const acknowledged = answers.map(([answer], index) => {
    const { id, version, head } = JSON.parse(answer?.body ?? '{}') as Record<string, unknown>
    return { caseId: String(id), seq: Number(version), digest: String(head), name: `case-${index}` }
  })
  const again = await startService(t, url)
  t.strictSame(await faultsOf(again.address, { acknowledged }), [])
})
