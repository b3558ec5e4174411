/** Clients who work on while something is wrong with the database: they are told so, nothing gets lost, and it goes on when it is right again. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Test } from 'tap'
import { Random } from '../fuzz/random.ts'
import { acknowledgedBy, ask, Client, countOf, openCase, Unserved } from './load.ts'
import type { Service } from './process.ts'
import { faultsOf } from './verdict.ts'

/** What goes wrong, and how it comes right again. */
export interface Trouble {
  readonly begin: () => unknown
  readonly end: () => unknown
  /** whether cases can be read meanwhile; undefined where that is a matter of luck */
  readonly readable: boolean | undefined
}

const CLIENTS = 8
/** Whoever is told to come again does so; sooner than he is told, for the test's sake. */
const AGAIN_MS = 50

/** What a service has to have kept. */
type Kept = Parameters<typeof faultsOf>[1]

export interface Working {
  /** a case of the service, opened before */
  readonly id: string
  readonly clients: readonly Client[]
  readonly until: (holds: () => boolean) => Promise<void>
}

/**
 * Clients work on a service while something takes its course, and go on until each has been answered; all that was acknowledged is held against it then.
 * @param opens how often a case is opened rather than a step taken
 */
export async function atWork (t: Test, address: string, { count, opens }: { count: number, opens: number }, begun: (working: Working) => Promise<void>): Promise<{ clients: readonly Client[], kept: Kept }> {
  const { id } = await openCase(address, 'shared')
  const cases = [id]
  const clients = Array.from({ length: count }, (_, index) => new Client(`client-${index}`, cases, new Random(index)))
  const now = { enough: false }
  const work = Promise.all(clients.map(async (client) => {
    while (!now.enough || client.isPending) {
      try {
        await client.act(() => address, { opens })
      } catch (error) {
        if (!(error instanceof Unserved)) throw error
        await sleep(AGAIN_MS)
      }
    }
  }))
  const course = begun({ id, clients, until: async (holds) => { while (!holds()) await sleep(5) } })
  // Whoever fails ends the test: nobody waits for what cannot come any more.
  await Promise.race([course, work])
  now.enough = true
  await Promise.all([course, work])
  const kept = { acknowledged: acknowledgedBy(clients), opened: [id] }
  t.comment(`${kept.acknowledged.length} steps, ${countOf(clients, 'unserved')} times told to come again, ${countOf(clients, 'replayed')} of them had been done`)
  t.strictSame(await faultsOf(address, kept), [])
  return { clients, kept }
}

/** Puts a service that is at work through one trouble, and holds against it all that it acknowledged before, meanwhile and after. */
export async function endure (t: Test, { address, complaints }: Service, { begin, end, readable }: Trouble): Promise<void> {
  const before = complaints()
  await atWork(t, address, { count: CLIENTS, opens: 0.1 }, async ({ id, clients, until }) => {
    await until(() => acknowledgedBy(clients).length > 20)
    await begin()
    // Each has been told, some more than once: what the first were waiting for when it began is no longer the reason.
    await until(() => clients.every(({ counts }) => counts.unserved > 0) && countOf(clients, 'unserved') > 2 * CLIENTS)
    t.equal((await ask(address, '/health/live')).status, 200, 'the process lives')
    const [ready, reading] = [await ask(address, '/health/ready'), await ask(address, `/v1/cases/${id}`)]
    if (readable !== undefined) t.strictSame([ready.status, reading.status], readable ? [200, 200] : [503, 503], readable ? 'it is ready, cases can be read' : 'it is not ready, cases cannot be read')
    for (const { status, retryAfter, body: { code } } of [ready, reading]) if (status !== 200) t.strictSame([status, retryAfter, code], [503, '1', 'overloaded'])
    t.equal((await ask(address, '/v1/measures')).status, 200, 'what needs no record is answered')
    await end()
    const done = acknowledgedBy(clients).length
    await until(() => acknowledgedBy(clients).length > done + 20)
  })
  t.equal(complaints(), before)
  t.equal((await ask(address, '/health/ready')).status, 200, 'it is ready again, and was not started anew')
}
