/** The service with authentication on, in a thread of its own, with records of three provinces and a key for every role. */
import type { AddressInfo } from 'node:net'
import { parentPort } from 'node:worker_threads'
import { ROLES, secured, type Who } from '../auth/secured.ts'

export interface Known { readonly name: string, readonly key: string, readonly region: string }
export interface Serving { readonly port: number, readonly keys: readonly Known[], readonly foreign: readonly string[], readonly cases: readonly string[], readonly priors: readonly string[] }

/** Stands in every record that a province has and the others must not see. */
export const markOf = (province: string): string => `of-province-${province}-alone`
export const HOME = '52'
const PROVINCES = { 45: '450103', 52: '520102', 31: '310112' }

const service = await secured({ teardown: () => {} })

async function make (who: Who, url: string, body: unknown): Promise<string> {
  const answer = await service.ask(who, 'POST', url, body)
  if (answer.statusCode !== 201) throw new Error(answer.payload)
  return answer.json().id
}

const ids: Record<string, { cases: string[], priors: string[] }> = {}
for (const [province, jurisdiction] of Object.entries(PROVINCES)) {
  const who: Who = { roles: ['officer'], region: province, name: `officer of ${province}`, pii: true }
  const mark = markOf(province)
  const subject = (type: string) => ({ type, ref: `${type}-${mark}`, refKind: 'other', name: mark })
  const opening = (type: string, code: string) => ({ jurisdiction, occurredOn: '2026-03-02', subject: subject(type), source: 'complaint', conducts: [{ code }], narrative: mark })
  ids[province] = {
    cases: [await make(who, '/v1/cases', opening('agency', 'agency.fees')), await make(who, '/v1/cases', opening('candidate', 'candidate.copying'))],
    priors: [await make(who, '/v1/prior-decisions', { subject: subject('agency'), jurisdiction, decidedOn: '2026-01-10', authority: mark, tier: 'general', measures: [{ measure: 'interview' }], document: mark })]
  }
}
const keys: Known[] = []
for (const role of ROLES) {
  for (const pii of [true, false]) keys.push({ name: `${role}${pii ? ' with pii:read' : ''}`, region: HOME, key: await service.keyFor({ roles: [role], region: HOME, pii }) })
}
keys.push({ name: 'all roles', region: HOME, key: await service.keyFor({ roles: [...ROLES], region: HOME, pii: true }) })
keys.push({ name: 'no role', region: HOME, key: await service.keyFor({ roles: [], region: HOME }) })

await service.app.listen({ host: '127.0.0.1', port: 0 })
const all = Object.values(ids)
parentPort?.postMessage({
  port: (service.app.server.address() as AddressInfo).port,
  keys,
  foreign: Object.entries(ids).flatMap(([province, { cases, priors }]) => province === HOME ? [] : [...cases, ...priors]),
  cases: all.flatMap(({ cases }) => cases),
  priors: all.flatMap(({ priors }) => priors)
} satisfies Serving)
