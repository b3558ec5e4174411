/** Several workers invent their shares, and what they have comes together in the order of time. */
import { Worker } from 'node:worker_threads'
import type { Plan } from './plan.ts'
import type { Happened } from './simulate.ts'
import type { Share } from './worker.ts'

/** How many lists a worker may be ahead. */
const AHEAD = 6

/** What one worker has, list by list. */
async function * listsOf (worker: Worker): AsyncGenerator<readonly Happened[], void, void> {
  const arrived: (string | Error)[] = []
  let wake = Promise.withResolvers<void>()
  const arrives = (one: string | Error): void => {
    arrived.push(one)
    wake.resolve()
  }
  worker.on('message', arrives)
  worker.on('error', arrives)
  for (let asked = 0; asked < AHEAD; asked++) worker.postMessage('more')
  for (;;) {
    while (arrived.length === 0) {
      wake = Promise.withResolvers()
      await wake.promise
    }
    const first = arrived.shift()
    if (first instanceof Error) throw first
    const list = JSON.parse(first ?? '[]') as Happened[]
    if (list.length === 0) return
    worker.postMessage('more')
    yield list
  }
}

interface Source { readonly lists: AsyncGenerator<readonly Happened[], void, void>, list: readonly Happened[], place: number }

const before = (a: Happened, b: Happened): boolean => a.at < b.at || (a.at === b.at && a.index < b.index)

function earliest (sources: readonly Source[]): Source | undefined {
  let found: Source | undefined
  for (const one of sources) {
    const candidate = one.list[one.place]
    const best = found?.list[found.place]
    if (candidate && (!best || before(candidate, best))) found = one
  }
  return found
}

/** As happenings, invented by so many workers. */
export async function * happeningsOf (plan: Plan, shares: number): AsyncGenerator<Happened, void, void> {
  const workers = Array.from({ length: shares }, (_, share) => new Worker(new URL('worker.ts', import.meta.url), { workerData: { plan, share, shares } satisfies Share }))
  try {
    const sources = workers.map((worker): Source => ({ lists: listsOf(worker), list: [], place: 0 }))
    for (const source of sources) source.list = (await source.lists.next()).value ?? []
    for (let source = earliest(sources); source; source = earliest(sources)) {
      yield source.list[source.place++] as Happened
      if (source.place < source.list.length) continue
      source.list = (await source.lists.next()).value ?? []
      source.place = 0
    }
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()))
  }
}
