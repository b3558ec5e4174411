/** The service on an empty store, at a time that the test sets. */
import type { Test } from 'tap'
import type { Store } from '../../src/store/store.ts'
import { start, type Service } from '../http/service.ts'
import { Clock } from './clock.ts'
import { Office } from './office.ts'

/** An empty store, closed when the test ends. */
export type Fresh = (t: Test) => Promise<Store>
export interface Opened { readonly service: Service, readonly office: Office, readonly clock: Clock, readonly store: Store }

/** @param wrap what the service is given in place of the store */
export async function opened (t: Test, fresh: Fresh, day?: string, wrap = (store: Store): Store => store): Promise<Opened> {
  const clock = new Clock(day)
  const store = wrap(await fresh(t))
  const service = await start(t, { today: clock.today, records: { store, now: clock.now } })
  return { service, clock, store, office: await Office.at(t, service.app) }
}
