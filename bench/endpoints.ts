/** What is asked of a store of any size: each request drawn anew. Writes build on a case that is opened for them. */
import type { Asked, Answered, Client } from './client.ts'
import type { Draws } from './drawn.ts'

export interface Asking { readonly client: Client, readonly draws: Draws, readonly today: string, readonly soon: string }
/** Asks once; how long that took. */
export type Endpoint = (asking: Asking) => Promise<number>

const ms = async (answered: Promise<Answered>): Promise<number> => (await answered).ms

const get = (pathOf: (asking: Asking) => string): Endpoint => (asking) => ms(asking.client.ask({ path: pathOf(asking) }))
const list = (filterOf: (asking: Asking) => Record<string, string>): Endpoint => get((asking) => `/v1/cases?${new URLSearchParams(filterOf(asking)).toString()}`)
const post = (path: string, bodyOf: (asking: Asking) => unknown): Endpoint => (asking) => ms(asking.client.ask({ method: 'POST', path, body: bodyOf(asking) }))

const subjectOf = ({ draws }: Asking) => {
  const { type, ref } = draws.case.opening.subject
  return { type, ref }
}

/** As a case was opened, on this day again. */
function opening ({ draws }: Asking): Asked {
  const { relatedCases: _related, ...body } = draws.case.opening
  return { method: 'POST', path: '/v1/cases', body }
}

const evidence = ({ today }: Asking) => ({ type: 'add-evidence', kind: 'documentary', title: '考场监控录像光盘', obtainedOn: today })

async function takeStep (asking: Asking): Promise<number> {
  const { client } = asking
  const { text, etag } = await client.ask(opening(asking))
  const { id } = JSON.parse(text) as { id: string }
  return await ms(client.ask({ method: 'POST', path: `/v1/cases/${id}/steps`, headers: { 'if-match': etag }, body: evidence(asking) }))
}

export const ENDPOINTS: Readonly<Record<string, Endpoint>> = {
  'get a case': get(({ draws }) => `/v1/cases/${draws.case.id}`),
  'list, newest': list(() => ({})),
  'list, far down (cursor)': list(({ draws }) => ({ cursor: draws.case.id })),
  'list, by province': list(({ draws }) => ({ jurisdiction: draws.case.jurisdiction.slice(0, 2) })),
  'list, by county': list(({ draws }) => ({ jurisdiction: draws.case.jurisdiction })),
  'list, by county, far down': list(({ draws }) => ({ jurisdiction: draws.case.jurisdiction, cursor: draws.case.id })),
  'list, by state': list(({ draws }) => ({ state: draws.random.pick(draws.states) })),
  'list, by province and state': list(({ draws }) => ({ jurisdiction: draws.case.jurisdiction.slice(0, 2), state: draws.random.pick(draws.states) })),
  'list, by city and state': list(({ draws }) => ({ jurisdiction: draws.case.jurisdiction.slice(0, 4), state: draws.random.pick(draws.states) })),
  'list, by county and state': list(({ draws }) => ({ jurisdiction: draws.case.jurisdiction, state: draws.random.pick(draws.states) })),
  'list, by type of subject': list(({ draws }) => ({ subjectType: draws.case.subjectType })),
  'list, by tier': list(({ draws }) => ({ tier: draws.case.tier ?? 'grave' })),
  'list, by conduct': list(({ draws }) => ({ conduct: draws.case.opening.conducts[0]?.code ?? '' })),
  'list, due before today': list(({ today }) => ({ dueBefore: today })),
  'list, due soon in a province': list(({ draws, soon }) => ({ jurisdiction: draws.case.jurisdiction.slice(0, 2), dueBefore: soon })),
  'list, due soon in a county': list(({ draws, soon }) => ({ jurisdiction: draws.case.jurisdiction, dueBefore: soon })),
  'list, to be reconsidered': list(() => ({ reconsider: 'true' })),
  'list, to be reconsidered in a county': list(({ draws }) => ({ jurisdiction: draws.case.jurisdiction, reconsider: 'true' })),
  'search by subject': post('/v1/cases/search', (asking) => ({ subject: subjectOf(asking) })),
  'standing, 1 subject': post('/v1/standing-checks', (asking) => ({ on: asking.today, subjects: [subjectOf(asking)] })),
  'standing, 100 subjects': post('/v1/standing-checks', (asking) => ({ on: asking.today, subjects: Array.from({ length: 100 }, () => subjectOf(asking)) })),
  'events, the first': get(() => '/v1/events'),
  'events, in the middle': get(({ draws }) => `/v1/events?after=${draws.random.below(draws.lastEvent)}`),
  'events, the last': get(({ draws }) => `/v1/events?after=${draws.lastEvent - 100}`),
  'verify a case': get(({ draws }) => `/v1/cases/${draws.case.id}/verification`),
  'open a case': (asking) => ms(asking.client.ask(opening(asking))),
  'take a step': takeStep
}
