// The service on a file is killed at random moments under load, and started again on what is left. More with EVENHAND_KILLS, the same draws with EVENHAND_KILL_SEED.
import t, { type Test } from 'tap'
import { setTimeout as sleep } from 'node:timers/promises'
import { Random } from '../fuzz/random.ts'
import { acknowledgedBy, Client, countOf, CutOff } from './load.ts'
import { readyAt, spawnService, startService } from './process.ts'
import { faultsOf } from './verdict.ts'

const kills = Number(process.env.EVENHAND_KILLS || 50)
const seed = Number(process.env.EVENHAND_KILL_SEED || Date.now() % 2 ** 31)

t.setTimeout(60_000 + kills * 10_000)

/** How many of the kills come while the service is still starting. */
const AT_START = 0.1
/** Most of the time goes by in starts, which take one core each: files, each with a service of its own, side by side. */
const FILES = 2

/** Kills the service of one file so many times; then all that was acknowledged has to be there. */
async function killAgainAndAgain (t: Test, url: string, times: number, random: Random): Promise<void> {
  const cases: string[] = []
  const clients = Array.from({ length: 8 }, (_, index) => new Client(`client-${index}`, cases, new Random(random.below(2 ** 31))))
  let underLoad = 0

  for (let kill = 0; kill < times; kill += 1) {
    const service = spawnService(t, url)
    if (random.chance(AT_START)) {
      await sleep(random.below(800))
      await service.kill()
      continue
    }
    const address = await readyAt(service)
    const before = acknowledgedBy(clients).length
    const all = { ended: false }
    // Each ends with its request cut off, and begins with that request the next time.
    const ended = Promise.allSettled(clients.map(async (client) => {
      for (;;) await client.act(() => address, { opens: 0.02 })
    })).finally(() => { all.ended = true })
    const wanted = before + random.below(30)
    while (!all.ended && acknowledgedBy(clients).length < wanted) await sleep(1)
    await sleep(random.below(20))
    await service.kill()
    for (const outcome of await ended) {
      if (outcome.status === 'rejected' && !(outcome.reason instanceof CutOff)) throw outcome.reason
    }
    if (acknowledgedBy(clients).length > before) underLoad += 1
  }

  const { address, kill } = await startService(t, url)
  for (const client of clients) while (client.isPending) await client.act(() => address)
  const acknowledged = acknowledgedBy(clients)
  t.comment(`${times} kills: ${acknowledged.length} steps of ${cases.length} cases, ${countOf(clients, 'cutOff')} requests cut off, ${countOf(clients, 'replayed')} of them had been done, ${underLoad} kills amid acknowledged steps`)
  t.ok(underLoad > 0, 'steps were acknowledged before kills')
  t.ok(countOf(clients, 'cutOff') >= underLoad, 'and requests cut off by them')
  t.strictSame(await faultsOf(address, { acknowledged }), [])
  await kill()
}

t.test(`${kills} kills (EVENHAND_KILLS) at moments drawn with the seed ${seed} (EVENHAND_KILL_SEED): what was acknowledged is there, once, and the service restarts by itself`, async (t) => {
  const directory = t.testdir()
  await Promise.all(Array.from({ length: FILES }, (_, file) =>
    killAgainAndAgain(t, `file:${directory}/records-${file}.db`, Math.floor((kills + file) / FILES), new Random(seed + file))))
})
