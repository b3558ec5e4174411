/** Records from end to end, over HTTP, on whichever store: called by each adapter's own test. */
import type { Test } from 'tap'
import type { Store } from '../../src/store/store.ts'
import { listen, start, type Service } from '../http/service.ts'
import { Clock } from './clock.ts'
import { escalation } from './escalation.ts'
import { bySocket, Office } from './office.ts'
import { walk } from './walk.ts'
import { nationalWalks } from './walks-cn.ts'
import { guizhouWalks } from './walks-guizhou.ts'
import { guangxiWalk, minhangWalk } from './walks-regions.ts'

/** An empty store, closed when the test ends. */
export type Fresh = (t: Test) => Promise<Store>
export interface Opened { readonly service: Service, readonly office: Office, readonly clock: Clock }

/** The service on an empty store, at a time that the test sets. */
export async function opened (t: Test, fresh: Fresh, day?: string): Promise<Opened> {
  const clock = new Clock(day)
  const service = await start(t, { today: clock.today, records: { store: await fresh(t), now: clock.now } })
  return { service, clock, office: await Office.at(t, service.app) }
}

async function walks (t: Test, fresh: Fresh): Promise<void> {
  const { service, office } = await opened(t, fresh)
  for (const way of [...nationalWalks(), ...guizhouWalks(), guangxiWalk()]) await t.test(way.name, async (t) => walk(t, office.in(t), way))
  await t.test(`by socket: ${minhangWalk().name}`, async (t) => {
    const wired = await Office.at(t, service.app, bySocket(await listen(service)), office.reasons)
    await walk(t, wired, minhangWalk())
  })
  t.strictSame([...office.reasons].sort(), Object.keys(service.rules.book.vocabulary.refusals).sort(), 'every reason for a refusal was met on the way')
}

export async function recordsSuite (t: Test, fresh: Fresh): Promise<void> {
  await t.test('cases walk from report to archive', (t) => walks(t, fresh))
  await t.test('earlier decisions raise later ones', (t) => escalation(t, fresh))
}
