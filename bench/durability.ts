/**
 * `npm run bench:durability`: what it costs that an answered 201 is on disk. Concurrent clients add evidence to cases of their own against the
 * service as it is (many share a commit), without waiting for the disk (synchronous=OFF), and with a commit for every request. Interleaved rounds,
 * medians. Where the disk under the temporary directory is fast, a slower one is measured besides: the service waits a set time longer at every commit.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from './client.ts'
import { addEvidence } from './evidence.ts'
import { median, ms, quantile, table } from './numbers.ts'
import { serve, type Served } from './process.ts'
import { inventUnits, storeRate, syncMs } from './store-alone.ts'

const CLIENTS = Number(process.env.CLIENTS ?? 64)
const ROUNDS = Number(process.env.ROUNDS ?? 15)
const SECONDS = Number(process.env.SECONDS ?? 2)
const SLOWER_MS = Number(process.env.SLOWER_MS ?? 1)
const UNITS_OF_CASES = 400

const AS_IT_IS = 'as it is'
const OFF = 'synchronous=OFF'
const EACH = 'a commit for each'
const SLOW = `as it is, disk ${SLOWER_MS} ms slower`
const EACH_SLOW = `a commit for each, disk ${SLOWER_MS} ms slower`
const VARIANTS = {
  [AS_IT_IS]: [],
  [OFF]: ['--synchronous', 'OFF'],
  [EACH]: ['--each'],
  [SLOW]: ['--slower', String(SLOWER_MS)],
  [EACH_SLOW]: ['--each', '--slower', String(SLOWER_MS)]
}
const REFERENCES: readonly (readonly [string, string])[] = [[AS_IT_IS, OFF], [AS_IT_IS, EACH], [SLOW, OFF], [SLOW, EACH_SLOW]]

const scratch = mkdtempSync(join(tmpdir(), 'evenhand-bench-'))
const rates = new Map<string, number[]>()
const latencies = new Map<string, number[]>()
const served: Served[] = []
const clients: Client[] = []

/** The ratio of two variants, round by round. */
function ratio (one: string, other: string): string {
  const all = (rates.get(one) ?? []).map((rate, round) => rate / (rates.get(other)?.[round] ?? NaN))
  return `${one} : ${other}`.padEnd(70) + `${median(all).toFixed(2)} (middle half of the rounds: ${quantile(all, 0.25).toFixed(2)} to ${quantile(all, 0.75).toFixed(2)})`
}

/** The store without a service before it: there the commits are most of the work. */
async function storeAlone (): Promise<void> {
  const units = inventUnits(UNITS_OF_CASES)
  const variants = { 'many share a commit': {}, [OFF]: { synchronous: 'OFF' }, [EACH]: { group: false } } as const
  const all = new Map<string, number[]>(Object.keys(variants).map((name) => [name, []]))
  for (let round = 0; round < ROUNDS; round++) {
    for (const [index, [name, options]] of Object.entries(variants).entries()) all.get(name)?.push(await storeRate(join(scratch, `alone-${round}-${index}.db`), units, CLIENTS, options))
  }
  console.log(`\nThe store alone, ${CLIENTS} units in flight:\n${table([['', 'units/s'], ...[...all].map(([name, list]) => [name, median(list).toFixed(0)])])}`)
}

try {
  console.log(`A page appended to a file under ${tmpdir()} takes ${ms(syncMs(join(scratch, 'sync')))} ms to be on disk (fdatasync, median).`)
  const servers: { readonly name: string, readonly client: Client }[] = []
  for (const [index, [name, args]] of Object.entries(VARIANTS).entries()) {
    const server = await serve(join(scratch, `${index}.log`), ['bench/records-server.ts', ...args], `file:${join(scratch, `${index}.db`)}`)
    served.push(server)
    const client = new Client(server.url, CLIENTS)
    clients.push(client)
    servers.push({ name, client })
    rates.set(name, [])
    latencies.set(name, [])
    await addEvidence(client, CLIENTS, SECONDS, 'warm-up')
  }
  for (let round = 0; round < ROUNDS; round++) {
    // Each variant comes in each place of a round: whatever goes before is the same for all in the end.
    for (const index of servers.keys()) {
      const { name, client } = servers[(index + round) % servers.length] as typeof servers[number]
      const load = await addEvidence(client, CLIENTS, SECONDS, `round-${round}`)
      rates.get(name)?.push(load.rate)
      latencies.get(name)?.push(...load.latencies)
      process.stderr.write(`round ${round + 1}/${ROUNDS}: ${name}: ${load.rate.toFixed(0)} steps/s\n`)
    }
  }
  const rows = [...rates].map(([name, all]) => [name, median(all).toFixed(0), ...[0.5, 0.99, 0.999].map((share) => ms(quantile(latencies.get(name) ?? [], share))), ms(Math.max(0, quantile(latencies.get(name) ?? [], 1)))])
  console.log(`\n${CLIENTS} clients, each adding evidence to cases of its own over HTTP:\n${table([['', 'steps/s', 'p50 ms', 'p99 ms', 'p99.9 ms', 'longest ms'], ...rows])}\n`)
  for (const [one, other] of REFERENCES) console.log(ratio(one, other))
  await storeAlone()
} finally {
  for (const client of clients) client.close()
  await Promise.all(served.map(({ end }) => end()))
  rmSync(scratch, { recursive: true, force: true })
}
