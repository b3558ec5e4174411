/**
 * `npm run bench:growth -- [--sizes 10000,100000,1000000] [--stores DIR]`: whether what is asked of the records takes as long among a million cases as
 * among ten thousand. Fills a store of each size (`npm run seed`), starts the service on each, and asks all of them in interleaved rounds, one request
 * at a time. The stores lie in a temporary directory and are gone in the end; in a directory of your own (`--stores`) they stay and are used again.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { openSealed } from '../src/vault/open.ts'
import { Client } from './client.ts'
import { Draws } from './drawn.ts'
import { ENDPOINTS, type Asking } from './endpoints.ts'
import { ms, quantile, table } from './numbers.ts'
import { serve, SERVICE, type Served } from './process.ts'

const ROUNDS = Number(process.env.ROUNDS ?? 40)
const REQUESTS = Number(process.env.REQUESTS ?? 25)
const WARM_UP_ROUNDS = 4
const DRAWN = 5000
const SOON_DAYS = 10

const { values } = parseArgs({ options: { sizes: { type: 'string', default: '10000,100000,1000000' }, stores: { type: 'string' } } })
const sizes = values.sizes.split(',').map(Number)
if (!sizes.every((size) => Number.isSafeInteger(size) && size > 0)) throw new Error('--sizes takes whole numbers, with commas between them')

const dayIn = (days: number): string => new Date(Date.now() + 8 * 3_600_000 + days * 86_400_000).toISOString().slice(0, 10)

/** Fills a store, unless it is there already. One that was not filled to the end has another name. */
async function seed (path: string, cases: number): Promise<void> {
  if (existsSync(path)) return
  process.stderr.write(`filling a store of ${cases} cases\n`)
  const filling = `${path}.filling`
  for (const file of [filling, `${filling}-wal`, `${filling}-shm`, `${filling}.keys`]) rmSync(file, { force: true })
  const child = spawn(process.execPath, ['src/cli/seed.ts', '--cases', String(cases)], { env: { ...process.env, DATABASE_URL: `file:${filling}` }, stdio: 'inherit' })
  const [code] = await once(child, 'exit') as [number | null]
  if (code !== 0) throw new Error(`the store of ${cases} cases was not filled`)
  renameSync(`${filling}.keys`, `${path}.keys`)
  renameSync(filling, path)
}

interface Store { readonly size: number, readonly asking: Asking, readonly took: Map<string, number[]> }

/** So many requests of every kind to every store; the kinds and the stores take turns, so that whatever else goes on meets all of them. */
async function round (stores: readonly Store[], number: number, kept: boolean): Promise<void> {
  for (const [name, ask] of Object.entries(ENDPOINTS)) {
    for (const index of stores.keys()) {
      const { asking, took } = stores[(index + number) % stores.length] as Store
      const all = took.get(name) ?? []
      took.set(name, all)
      for (let count = 0; count < REQUESTS; count++) {
        const one = await ask(asking)
        if (kept) all.push(one)
      }
    }
  }
}

const shares = [0.5, 0.99]
const took = ({ took }: Store, name: string, share: number): number => quantile(took.get(name) ?? [], share)

function tell (stores: readonly Store[]): void {
  const [smallest, largest] = [stores[0] as Store, stores.at(-1) as Store]
  const header = ['ms', ...stores.flatMap(({ size }) => shares.map((share) => `${size} p${share * 100}`)), ...shares.map((share) => `ratio p${share * 100}`)]
  const rows = Object.keys(ENDPOINTS).map((name) => [
    name,
    ...stores.flatMap((store) => shares.map((share) => ms(took(store, name, share)))),
    ...shares.map((share) => (took(largest, name, share) / took(smallest, name, share)).toFixed(2))
  ])
  for (const { size, asking: { draws: { records, lastEvent, bytes } } } of stores) console.log(`${size} cases: ${records} records, ${lastEvent} events, ${(bytes / 1e6).toFixed(0)} MB`)
  console.log(`\n${ROUNDS * REQUESTS} requests of each kind to each store, one at a time; the ratios are those of ${largest.size} to ${smallest.size} cases.\n\n${table([header, ...rows])}`)
}

const scratch = mkdtempSync(join(tmpdir(), 'evenhand-bench-'))
const served: Served[] = []
const stores: Store[] = []
try {
  for (const size of sizes) {
    const path = join(values.stores ?? scratch, `${size}.db`)
    await seed(path, size)
    const { vault, store } = await openSealed({ DATABASE_URL: `file:${path}` }, () => {})
    await store.close()
    const draws = new Draws(path, String(size), Math.min(size, DRAWN), vault)
    const server = await serve(join(scratch, `${size}.log`), SERVICE, `file:${path}`)
    served.push(server)
    stores.push({ size, asking: { client: new Client(server.url, 1), draws, today: dayIn(0), soon: dayIn(SOON_DAYS) }, took: new Map() })
  }
  for (let number = 0; number < WARM_UP_ROUNDS + ROUNDS; number++) {
    await round(stores, number, number >= WARM_UP_ROUNDS)
    process.stderr.write(`round ${number + 1} of ${WARM_UP_ROUNDS + ROUNDS}\n`)
  }
  tell(stores)
} finally {
  for (const { asking: { client } } of stores) client.close()
  await Promise.all(served.map(({ end }) => end()))
  rmSync(scratch, { recursive: true, force: true })
}
