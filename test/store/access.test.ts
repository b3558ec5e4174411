/** Keys of machine clients and the audit, in both databases. */
import t, { type Test } from 'tap'
import type { ApiKey } from '../../src/auth/api-keys.ts'
import type { Asked } from '../../src/store/access.ts'
import { migratePostgres } from '../../src/store/postgres/migrate.ts'
import { openPostgres } from '../../src/store/postgres/store.ts'
import { openSqlite } from '../../src/store/sqlite/store.ts'
import type { Store } from '../../src/store/store.ts'
import { connect, start } from './postgres-server.ts'
import { createRequire } from 'node:module'

const Database = createRequire(import.meta.url)('better-sqlite3') as typeof import('better-sqlite3')
const CREATED = '2026-11-20T09:00:00.000+08:00'
const REVOKED = '2026-11-21T09:00:00.000+08:00'

const key = (id: string, more: Partial<ApiKey> = {}): ApiKey =>
  ({ id, hash: 'h', name: '登记门户', roles: ['portal', 'officer'], region: '52', level: 'province', pii: true, createdAt: CREATED, expiresAt: null, revokedAt: null, ...more })
const asked = (more: Partial<Asked> = {}): Asked =>
  ({ at: CREATED, actor: '韦', level: 'city', region: '5201', operation: 'getCase', recordId: null, subjects: 0, requestId: 'r', ...more })

async function suite (t: Test, store: Store, refused: (sql: string) => Promise<void>): Promise<void> {
  await t.test('a key is kept until it is revoked, and is still listed then', async (t) => {
    t.equal(await store.apiKey('a'), null)
    const kept = [key('a'), key('b', { pii: false, roles: [], region: '', expiresAt: REVOKED, createdAt: REVOKED })]
    for (const one of kept) await store.addApiKey(one)
    t.strictSame(await store.apiKeys(), kept)
    t.strictSame(await store.apiKey('b'), kept[1])
    await t.rejects(store.addApiKey(key('a', { name: 'another' })), 'an id is given once')
    t.equal(await store.revokeApiKey('a', REVOKED), true)
    t.equal(await store.revokeApiKey('a', '2027-01-01'), false, 'what is revoked stays so, from the day on which it was')
    t.equal(await store.revokeApiKey('c', REVOKED), false)
    t.strictSame(await store.apiKey('a'), key('a', { revokedAt: REVOKED }))
  })

  await t.test('who asked is listed newest first, by place, person and record', async (t) => {
    const all = [asked(), asked({ actor: 'li', region: '52', recordId: 'x' }), asked({ region: '', level: 'national', subjects: 1000 }), asked({ region: '520102', recordId: 'x' }), asked({ region: '45' })]
    for (const one of all) await store.addAudit(one)
    const listed = async (...given: Parameters<Store['audit']>) => (await store.audit(...given)).map(({ position, ...rest }) => rest)
    const page = { limit: 100 }
    t.strictSame(await listed({ region: '' }, page), [...all].reverse())
    t.strictSame(await listed({ region: '52' }, page), [all[3], all[1], all[0]])
    t.strictSame(await listed({ region: '5201' }, page), [all[3], all[0]])
    t.strictSame(await listed({ region: '5202' }, page), [])
    t.strictSame(await listed({ region: '', actor: 'li' }, page), [all[1]])
    t.strictSame(await listed({ region: '', recordId: 'x' }, page), [all[3], all[1]])
    t.strictSame(await listed({ region: '52', recordId: 'x', actor: '韦' }, page), [all[3]])
    const [first, second] = await store.audit({ region: '' }, { limit: 2 })
    t.ok(first && second && first.position > second.position)
    t.strictSame(await listed({ region: '' }, { before: second?.position ?? 0, limit: 2 }), [all[2], all[1]])
  })

  await t.test('what was asked stays asked', async () => {
    for (const sql of ['update audit set actor = \'nobody\'', 'delete from audit']) await refused(sql)
    t.equal((await store.audit({ region: '' }, { limit: 100 })).length, 5)
  })
}

t.test('SQLite', async (t) => {
  const path = `${t.testdir({})}/store.db`
  const store = await openSqlite(`file:${path}`)
  const database = new Database(path)
  t.teardown(async () => { database.close(); await store.close() })
  await suite(t, store, async (sql) => { t.throws(() => database.exec(sql), /stays asked/, sql) })
})

t.test('PostgreSQL', async (t) => {
  const url = await start(t)
  await migratePostgres(url)
  const store = await openPostgres(url)
  t.teardown(() => store.close())
  const client = await connect(t, url)
  await suite(t, store, async (sql) => { await t.rejects(client.query(sql), /stays asked/, sql) })
})
