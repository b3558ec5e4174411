import t from 'tap'
import { dirname, join } from 'node:path'
import { buildApp } from '../../src/app.ts'
import type { StepRecord } from '../../src/records/chain.ts'
import { openSqlite } from '../../src/store/sqlite/store.ts'
import { depsFor } from '../deps.ts'
import { dump, rows, rules, seeded } from './seeded.ts'

type Body = Record<string, unknown>

/** Tables as text, with what is made by chance (ids, salts and so digests) taken out of account. */
function comparable (tables: Record<string, readonly string[]>, names: ReadonlyMap<string, string>): Record<string, readonly string[]> {
  const known = (text: string): string => text
    .replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, (id) => names.get(id) ?? id)
    .replace(/\\"salt\\":\\"[^"]*\\"/g, 'salt')
    .replace(/sha256:[0-9a-f]{64}/g, 'digest')
  return Object.fromEntries(Object.entries(tables).map(([table, lines]) => [table, lines.map(known).sort()]))
}

t.test('a seeded store is the one that the service itself would have made of the same requests', async (t) => {
  const { path } = await seeded(t, { cases: 150, seed: 'entered' })
  const entered = rows<{ content: string }>(path, `select content from events join steps on steps.record_id = events.record_id and seq = data ->> 'seq'
    where type not like '%reconsideration%' order by position`).map(({ content }) => JSON.parse(content) as StepRecord)

  const target = join(dirname(path), 'entered.db')
  const store = await openSqlite(`file:${target}`)
  let now = 0
  let today = ''
  const app = await buildApp(await depsFor({ rules, store, today: () => today, now: () => now }))
  t.teardown(async () => {
    await app.close()
    await store.close()
  })

  const ids = new Map<string, string>()
  const known = (body: Body): Body => 'relatedCases' in body ? { ...body, relatedCases: (body.relatedCases as string[]).map((id) => ids.get(id)) } : body
  for (const { recordId, type, at, actor, level, body } of entered) {
    [now, today] = [Date.parse(at), at.slice(0, 10)]
    const id = ids.get(recordId)
    const [url, payload] = type === 'register'
      ? ['/v1/cases', known(body)]
      : (type as string) === 'record'
          ? ['/v1/prior-decisions', body]
          : (type as string) === 'withdraw'
              ? [`/v1/prior-decisions/${id}/withdrawal`, body]
              : [`/v1/cases/${id}/steps`, { type, ...body }]
    const answer = await app.inject({ method: 'POST', url, payload, headers: { 'x-actor': encodeURIComponent(actor), 'x-actor-level': level, 'if-match': '*' } })
    if (answer.statusCode !== 201) return t.fail(`${type} was answered ${answer.payload}`)
    ids.set(recordId, answer.json().id)
  }

  const named = new Map([...ids.keys()].map((id, place) => [id, `#${place}`]))
  const renamed = new Map([...ids.values()].map((id, place) => [id, `#${place}`]))
  t.strictSame(comparable(dump(target), renamed), comparable(dump(path), named))
})
