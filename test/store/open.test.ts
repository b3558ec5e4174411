import t from 'tap'
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { migrateStore, openStore } from '../../src/store/open.ts'
import { opened, unit } from './units.ts'

const open = fileURLToPath(new URL('../../src/store/open.ts', import.meta.url))

t.test('a store is opened by the URL of a file', async (t) => {
  const url = `file:${join(t.testdir({}), 'store.db')}`
  t.match(await migrateStore(url), { from: 0 })
  const store = await openStore(url)
  const row = opened()
  await store.commit(unit(row))
  await store.close()
  const again = await openStore(url)
  t.match(await again.load('case', row.id), { row: { id: row.id } })
  await again.close()
})

t.test('a URL of something else is refused, and nothing of it is told', async (t) => {
  for (const url of ['mysql://clerk:hunter2@db/evenhand', 'clerk:hunter2@db', 'hunter2', 'postgres:hunter2', 'FILE:hunter2', '']) {
    for (const open of [openStore, migrateStore]) {
      const error: unknown = await open(url).then(() => undefined, (error: unknown) => error)
      const { message = '' } = error instanceof Error ? error : {}
      t.match(message, /^DATABASE_URL has to be file:<path>/)
      t.notMatch(message, /hunter2/)
    }
  }
})

t.test('a store that cannot be reached is told without its password', async (t) => {
  // Port 1 of this machine: nothing answers there.
  const error: unknown = await openStore('postgres://clerk:hunter2@127.0.0.1:1/evenhand').then(() => undefined, (error: unknown) => error)
  t.ok(error instanceof Error)
  t.notMatch(`${(error as Error).message}${(error as Error).stack}`, /hunter2/)
})

t.test('the adapter that is not wanted is not loaded', async (t) => {
  const script = `
    const { registerHooks } = await import('node:module')
    const loaded = []
    registerHooks({ load (url, context, next) { loaded.push(url); return next(url, context) } })
    const { openStore } = await import(${JSON.stringify(open)})
    await (await openStore('file::memory:')).close()
    console.log(JSON.stringify(loaded))`
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', script], { encoding: 'utf8', env: {} })
  t.equal(stderr, '')
  const loaded = JSON.parse(stdout) as string[]
  t.ok(loaded.some((url) => url.includes('better-sqlite3')))
  t.strictSame(loaded.filter((url) => /\/node_modules\/pg\/|\/src\/store\/postgres\//.test(url)), [])
})
