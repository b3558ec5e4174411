import t, { type Test } from 'tap'
import { spawn, spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { migrateStore, openStore } from '../../src/store/open.ts'
import type { Store } from '../../src/store/store.ts'
import { MasterKeys, newKeyLine } from '../../src/vault/master-keys.ts'
import { rotate } from '../../src/vault/rotate.ts'
import { openSealed } from '../../src/vault/open.ts'
import { TEST_KEYS } from '../sealed.ts'
import { start } from '../store/postgres-server.ts'
import { next, opened, unit, type Row } from '../store/units.ts'

const script = fileURLToPath(new URL('../../src/cli/data-keys.ts', import.meta.url))
const [OLD, NEW] = [newKeyLine('old'), newKeyLine('new')]

interface Called { readonly status: number | null, readonly stdout: string, readonly stderr: string }

async function call (args: readonly string[], env: Record<string, string> = {}): Promise<Called> {
  const child = spawn(process.execPath, [script, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  const status = new Promise<number | null>((resolve) => { child.once('close', resolve) })
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)])
  return { status: await status, stdout, stderr }
}

async function written (t: Test, url: string, keys: string, count: number): Promise<{ store: Store, bare: Store, rows: Row[] }> {
  const { store, bare } = await openSealed({ DATABASE_URL: url, DATA_KEYS: keys }, () => {})
  t.teardown(() => store.close())
  const rows = Array.from({ length: count }, () => opened())
  await Promise.all(rows.map((row) => store.commit(unit(row))))
  return { store, bare, rows }
}

t.test('new prints a key that can be used as it is', async (t) => {
  const { status, stdout } = await call(['new'])
  t.equal(status, 0)
  t.match(stdout, /^\d{4}-\d{2}-\d{2}:[A-Za-z0-9+/]{43}=\n$/)
  t.ok(MasterKeys.read([stdout.trim()], '').current)
  t.match((await call(['new', 'k7'])).stdout, /^k7:/)
  t.not((await call(['new', 'k7'])).stdout, (await call(['new', 'k7'])).stdout)
})

for (const [name, database] of [
  ['SQLite', async (t: Test) => `file:${join(t.testdir({}), 'records.db')}`],
  ['PostgreSQL', async (t: Test) => { const url = await start(t); await migrateStore(url); return url }]
] as const) {
  t.test(`${name}: keys are wrapped anew while records are opened and read, and then the old master key may go`, async (t) => {
    const url = await database(t)
    const { store, bare, rows } = await written(t, url, OLD, 1200)
    t.match(await call(['status'], { DATABASE_URL: url, DATA_KEYS: OLD }), { status: 0, stdout: /^store's key answers: old\nstore's key index: old\n1,200 records: old\ncurrent: old\n$/ })

    // A service that was started again with both keys, the new one first.
    const { store: service } = await openSealed({ DATABASE_URL: url, DATA_KEYS: `${NEW},${OLD}` }, () => {})
    t.teardown(() => service.close())
    const contents = await bare.everything(rows[0]!.id)
    const now = { rotating: true }
    const rotated = call(['rotate'], { DATABASE_URL: url, DATA_KEYS: `${NEW},${OLD}` }).finally(() => { now.rotating = false })
    let during = 0
    do {
      const row = rows[during % rows.length]!
      await service.commit(unit(next((await service.load('case', row.id))!.row)))
      await service.commit(unit(opened()))
      during += 1
      await new Promise(setImmediate)
    } while (now.rotating)
    t.match(await rotated, { status: 0, stdout: /^1,200 keys of records were wrapped anew\. All are wrapped with new, and no other key is in use\.\n$/ })
    t.ok(during > 1, `${during} steps and as many records were added meanwhile`)

    t.match(await call(['status'], { DATABASE_URL: url, DATA_KEYS: NEW }), { status: 0, stdout: /^store's key answers: new\nstore's key index: new\n[\d,]+ records: new\ncurrent: new\n$/ })
    t.equal((await bare.everything(rows[0]!.id)).steps[0]?.content, contents.steps[0]?.content, 'no record was written anew')
    const { store: later, vault } = await openSealed({ DATABASE_URL: url, DATA_KEYS: NEW }, () => {})
    t.teardown(() => later.close())
    for (const { id } of rows) t.equal((await later.load('case', id))?.steps[0]?.content, '{"seq":1}')
    t.equal(vault.keyOf({ type: 'candidate', ref: 'A-1' }), (await openSealed({ DATABASE_URL: url, DATA_KEYS: NEW }, () => {}).then(async ({ vault, store }) => { await store.close(); return vault })).keyOf({ type: 'candidate', ref: 'A-1' }))
    await store.close()
  })
}

t.test('a subject is found under the same key before and after', async (t) => {
  const url = `file:${join(t.testdir({}), 'records.db')}`
  const keyNow = async (keys: string): Promise<string> => {
    const { vault, store } = await openSealed({ DATABASE_URL: url, DATA_KEYS: keys }, () => {})
    await store.close()
    return vault.keyOf({ type: 'candidate', ref: '11010519491231002X' })
  }
  const before = await keyNow(OLD)
  t.match(await call(['rotate'], { DATABASE_URL: url, DATA_KEYS: `${NEW},${OLD}` }), { status: 0 })
  t.equal(await keyNow(NEW), before)
})

t.test('one that was broken off goes on where it was', async (t) => {
  const url = `file:${join(t.testdir({}), 'records.db')}`
  const { bare } = await written(t, url, OLD, 1200)
  const both = MasterKeys.read([NEW, OLD], 'the test')
  let pages = 0
  await t.rejects(rotate({ ...bare, async rewrapDataKeys (keys) { if (++pages === 2) throw new Error('broken off'); return await bare.rewrapDataKeys(keys) } }, both, () => {}), /broken off/)
  t.strictSame((await bare.countDataKeys()).map(({ keyId, count }) => `${keyId} ${count}`), ['new 500', 'old 700'])
  t.match(await call(['rotate'], { DATABASE_URL: url, DATA_KEYS: `${NEW},${OLD}` }), { status: 0, stdout: /^700 keys/ })
  t.match(await call(['rotate'], { DATABASE_URL: url, DATA_KEYS: `${NEW},${OLD}` }), { status: 0, stdout: /^0 keys/ })
})

t.test('a key that is missing or another one is named, and nothing is changed', async (t) => {
  const url = `file:${join(t.testdir({}), 'records.db')}`
  const { bare, rows } = await written(t, url, OLD, 3)
  const before = await bare.dataKeyOf(rows[0]!.id)
  for (const command of ['status', 'rotate']) {
    t.match(await call([command], { DATABASE_URL: url, DATA_KEYS: NEW }), { status: 1, stdout: '', stderr: /^the store's key \w+ is encrypted with the key old, which is not among those of DATA_KEYS \(new\)\n$/ })
    t.match(await call([command], { DATABASE_URL: url, DATA_KEYS: newKeyLine('old') }), { status: 1, stdout: '', stderr: /does not open with the key old/ })
    t.match(await call([command], { DATABASE_URL: url }), { status: 1, stdout: '', stderr: /its keys are not here/ })
  }
  t.strictSame(await bare.dataKeyOf(rows[0]!.id), before)
})

t.test('called wrongly it says how', async (t) => {
  for (const args of [[], ['renew'], ['status', 'k1'], ['new', 'a b'], ['new', 'k1', 'k2'], ['--all']]) t.match(await call(args), { status: 2, stdout: '', stderr: /Usage: npm run data-keys/ }, args.join(' '))
  t.match(spawnSync(process.execPath, [script, '--help'], { encoding: 'utf8' }), { status: 0, stdout: /^Usage: npm run data-keys -- new/ })
  t.match(await call(['status'], { DATABASE_URL: 'file:/nowhere/records.db', DATA_KEYS: TEST_KEYS }), { status: 1, stderr: /^the store cannot be opened: / })
})

t.test('a store that nobody has opened yet has no keys', async (t) => {
  const url = `file:${join(t.testdir({}), 'records.db')}`
  await (await openStore(url)).close()
  t.match(await call(['status'], { DATABASE_URL: url, DATA_KEYS: NEW }), { status: 0, stdout: /^The store has no keys yet/ })
  t.match(await call(['rotate'], { DATABASE_URL: url, DATA_KEYS: NEW }), { status: 1, stderr: /^the store has no keys yet/ })
})
