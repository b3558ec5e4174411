// Two service processes on one PostgreSQL.
import t, { type Test } from 'tap'
import { setTimeout as sleep } from 'node:timers/promises'
import { migratePostgres } from '../../src/store/postgres/migrate.ts'
import { Random } from '../fuzz/random.ts'
import { nameOf, start } from '../store/postgres-server.ts'
import { acknowledgedBy, ask, Client, countOf, CutOff, evidence, openCase, type Acknowledged } from './load.ts'
import { startService, type Service } from './process.ts'
import { faultsOf, Reader } from './verdict.ts'

t.setTimeout(240_000)

const migrated = await start(t)
await migratePostgres(migrated)

async function twoServices (t: Test): Promise<{ url: string, services: [Service, Service] }> {
  const url = await start(t, { copyOf: nameOf(migrated) })
  return { url, services: await Promise.all([startService(t, url), startService(t, url)]) }
}

const openEight = async (address: string): Promise<string[]> =>
  (await Promise.all(Array.from({ length: 8 }, (_, index) => openCase(address, `shared-${index}`)))).map(({ id }) => id)

t.test('of two who take a step on the same version of a case, each at another service, one succeeds', async (t) => {
  const { services } = await twoServices(t)
  const { id, etag: first } = await openCase(services[0].address, 'shared')
  const acknowledged: Acknowledged[] = []
  let etag = first
  for (let round = 1; round <= 20; round += 1) {
    const answers = await Promise.all(services.map(async ({ address }, index) => {
      const name = `${index}-${round}`
      return { name, ...await ask(address, `/v1/cases/${id}/steps`, { method: 'POST', headers: { 'if-match': etag }, body: evidence(name) }) }
    }))
    t.strictSame(answers.map(({ status }) => status).sort(), [201, 412])
    const done = answers.find(({ status }) => status === 201)
    if (done === undefined) return
    acknowledged.push({ caseId: id, name: done.name, seq: round + 1, digest: String(done.body.head) })
    etag = done.etag
  }
  t.strictSame(await faultsOf(services[1].address, { acknowledged, opened: [id] }), [])
})

t.test('one step sent to both services with one key is done once, and both say so', async (t) => {
  const { services } = await twoServices(t)
  const { id, etag: first } = await openCase(services[0].address, 'shared')
  const acknowledged: Acknowledged[] = []
  let etag = first
  for (let round = 1; round <= 40; round += 1) {
    const name = `step-${round}`
    // One of them may be some way ahead: whoever asks again does so after a while.
    const answers = await Promise.all(services.map(async ({ address }, index) => {
      await sleep(index * (round % 8))
      return await ask(address, `/v1/cases/${id}/steps`, { method: 'POST', headers: { 'if-match': etag, 'idempotency-key': name }, body: evidence(name) })
    }))
    t.strictSame(answers.map(({ status, body }) => [status, body.code]), [[201, undefined], [201, undefined]], name)
    const done = answers.find(({ status }) => status === 201)
    if (done === undefined) return
    for (const { status, body } of answers) if (status === 201) t.strictSame(body, done.body)
    acknowledged.push({ caseId: id, name, seq: round + 1, digest: String(done.body.head) })
    etag = done.etag
  }
  t.strictSame(await faultsOf(services[0].address, { acknowledged, opened: [id] }), [])
})

t.test('sixty-four clients over both keep every chain, and whoever follows the events misses nothing', async (t) => {
  const { services } = await twoServices(t)
  const addresses = services.map(({ address }) => address)
  const cases = await openEight(addresses[0]!)
  const opened = [...cases]
  const random = new Random(64)
  const clients = Array.from({ length: 64 }, (_, index) => new Client(`client-${index}`, cases, new Random(index)))
  const they = { work: true }
  const work = Promise.all(clients.map(async (client) => {
    for (let step = 0; step < 3; step += 1) await client.act(() => random.pick(addresses), { opens: 0.05 })
  })).finally(() => { they.work = false })

  // One follows both, one a service each; small pages and large ones.
  const readers = [addresses, ...addresses.map((address) => [address])].map((followed, index) => ({ followed, limit: [7, 100, 1000][index]!, reader: new Reader() }))
  let pages = 0
  const reading = Promise.all(readers.map(async ({ followed, limit, reader }) => {
    for (let turn = 0; they.work; turn += 1) if (await reader.read(followed[turn % followed.length]!, limit) > 0) pages += 1
  }))
  await Promise.all([work, reading])

  const acknowledged = acknowledgedBy(clients)
  t.equal(acknowledged.length, 64 * 3)
  t.ok(countOf(clients, 'stale') > 64, 'they were in each other\'s way')
  t.ok(pages > 20, 'it was read while they worked')
  t.strictSame(await faultsOf(addresses[1]!, { acknowledged, opened }), [])
  const { events } = await new Reader().readAll(addresses[0]!)
  for (const { reader } of readers) {
    await reader.readAll(addresses[1]!)
    t.strictSame(reader.faults, [])
    t.strictSame(reader.events, events, 'what was read on the way is what is there')
  }
})

t.test('one of the two is killed again and again: the other goes on, and nothing acknowledged is lost', async (t) => {
  const { url, services } = await twoServices(t)
  const [survivor] = services
  const random = new Random(5)
  const cases = await openEight(survivor.address)
  const opened = [...cases]
  const clients = Array.from({ length: 16 }, (_, index) => new Client(`client-${index}`, cases, new Random(index)))
  const reader = new Reader()
  let killed = services[1]
  for (let round = 0; round < 4; round += 1) {
    if (round > 0) killed = await startService(t, url)
    const now = { both: true, enough: false, sinceKill: 0 }
    const work = Promise.all(clients.map(async (client) => {
      while (!now.enough) {
        try {
          await client.act(() => now.both && random.chance(0.5) ? killed.address : survivor.address)
          if (!now.both) now.sinceKill += 1
        } catch (error) {
          // What was cut off goes to the other one.
          if (!(error instanceof CutOff)) throw error
        }
      }
    }))
    const follow = (async () => { while (!now.enough) await reader.read(survivor.address, 20) })()
    const ending = (async () => {
      const before = acknowledgedBy(clients).length
      const wanted = before + 20 + random.below(60)
      while (acknowledgedBy(clients).length < wanted) await sleep(1)
      await sleep(random.below(10))
      const gone = killed.kill()
      now.both = false
      await gone
      // The survivor has to get through what the other one held locked.
      while (now.sinceKill < 64) await sleep(1)
    })()
    // Whoever fails ends the test: nobody waits for what cannot come any more.
    await Promise.race([ending, work, follow])
    now.enough = true
    await Promise.all([work, follow])
  }
  t.ok(countOf(clients, 'cutOff') > 0, 'requests were cut off')
  for (const client of clients) while (client.isPending) await client.act(() => survivor.address)
  const acknowledged = acknowledgedBy(clients)
  t.comment(`${acknowledged.length} steps, ${countOf(clients, 'cutOff')} cut off, ${countOf(clients, 'replayed')} of them had been done`)
  const again = await startService(t, url)
  t.strictSame(await faultsOf(again.address, { acknowledged, opened }), [])
  await reader.readAll(survivor.address)
  t.strictSame(reader.faults, [])
  t.strictSame(reader.events, (await new Reader().readAll(again.address)).events)
})
