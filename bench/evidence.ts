/** Clients that add evidence to cases of their own, each step building on the answer to the last. */
import type { Client } from './client.ts'

const opening = (ref: string) => ({
  jurisdiction: '520102',
  occurredOn: '2026-03-14',
  subject: { type: 'candidate', ref, refKind: 'other', name: '张示例' },
  source: 'on-site',
  conducts: [{ code: 'candidate.prohibited-items', facts: { refusedAfterReminder: true } }]
})
const evidence = { type: 'add-evidence', kind: 'documentary', title: '考场监控录像光盘', obtainedOn: '2026-03-16', sha256: 'a'.repeat(64) }

interface Open { readonly id: string, etag: string }

/** So many that no case grows long while it is measured: real ones have some ten steps. */
const CASES_OF_EACH = 6

/** Opens cases, a list for each client. */
async function openCases (client: Client, clients: number, name: string): Promise<Open[][]> {
  return await Promise.all(Array.from({ length: clients }, async (_, index) => {
    const cases: Open[] = []
    for (let count = 0; count < CASES_OF_EACH; count++) {
      const { text, etag } = await client.ask({ method: 'POST', path: '/v1/cases', body: opening(`${name}-${index}-${count}`) })
      cases.push({ id: (JSON.parse(text) as { id: string }).id, etag })
    }
    return cases
  }))
}

export interface Load { readonly rate: number, readonly latencies: readonly number[] }

/** Steps a second that so many clients get answered, each sending its next when its last was. */
export async function addEvidence (client: Client, clients: number, seconds: number, name: string): Promise<Load> {
  const all = await openCases(client, clients, name)
  const latencies: number[] = []
  const began = performance.now()
  const ends = began + seconds * 1000
  await Promise.all(all.map(async (cases) => {
    for (let turn = 0; performance.now() < ends; turn++) {
      const one = cases[turn % cases.length] as Open
      const { etag, ms } = await client.ask({ method: 'POST', path: `/v1/cases/${one.id}/steps`, headers: { 'if-match': one.etag }, body: evidence })
      one.etag = etag
      latencies.push(ms)
    }
  }))
  return { rate: latencies.length / (performance.now() - began) * 1000, latencies }
}
