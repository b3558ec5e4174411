// A backup made while the service writes, and what is restored from it.
import t, { type Test } from 'tap'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { Database } from '../../src/store/sqlite/drizzle.ts'
import { Random } from '../fuzz/random.ts'
import { acknowledgedBy, ask, Client, openCase, type Acknowledged } from './load.ts'
import { startService } from './process.ts'

t.setTimeout(120_000)

const script = (name: string) => fileURLToPath(new URL(`../../src/cli/${name}.ts`, import.meta.url))

async function run (name: 'backup' | 'restore' | 'cases-verify', environment: Record<string, string>, ...args: string[]) {
  const child = spawn(process.execPath, [script(name), ...args], { env: environment, stdio: ['ignore', 'pipe', 'pipe'] })
  let [out, err] = ['', '']
  child.stdout.on('data', (chunk) => { out += String(chunk) })
  child.stderr.on('data', (chunk) => { err += String(chunk) })
  const [code] = await once(child, 'close')
  return { code: code as number, out, err }
}

const on = (path: string) => ({ DATABASE_URL: `file:${path}` })

/** A database with some cases, its service ended, and a backup of it. */
async function backedUp (t: Test) {
  const directory = t.testdir()
  const [path, backup] = [`${directory}/records.db`, `${directory}/backup.db`]
  const service = await startService(t, `file:${path}`)
  const { id } = await openCase(service.address, 'kept')
  await service.kill()
  t.match(await run('backup', on(path), backup), { code: 0, err: '' })
  return { directory, path, backup, id }
}

t.test('what was acknowledged before a backup began is in it, however much is written meanwhile, and a service goes on with what is restored', async (t) => {
  const directory = t.testdir()
  const [path, backup, place] = [`${directory}/records.db`, `${directory}/backup.db`, `${directory}/restored.db`]
  const { address, kill } = await startService(t, `file:${path}`)
  const cases: string[] = []
  const clients = Array.from({ length: 8 }, (_, index) => new Client(`client-${index}`, cases, new Random(index)))
  const now = { enough: false }
  const work = Promise.all(clients.map(async (client) => { while (!now.enough) await client.act(() => address, { opens: 0.2 }) }))
  while (acknowledgedBy(clients).length < 300) await sleep(5)
  const before: Acknowledged[] = acknowledgedBy(clients)
  const made = await run('backup', on(path), backup)
  const meanwhile = acknowledgedBy(clients).length - before.length
  now.enough = true
  await work
  t.match(made, { code: 0, err: '', out: /: [\d,]+ records with [\d,]+ steps and [\d,]+ events, no faults\. All that was acknowledged before / })
  t.ok(meanwhile > 0, `the service went on writing: ${meanwhile} steps`)
  t.equal(statSync(backup).mode & 0o777, 0o600, 'nobody else can read it')
  await kill()

  t.match(await run('restore', on(place), backup), { code: 1, err: /restored\.db\.keys is missing/ }, 'without its keys a backup is worthless')
  t.notOk(existsSync(place))
  copyFileSync(`${path}.keys`, `${place}.keys`)
  t.match(await run('restore', on(place), backup), { code: 0, err: '', out: /no faults/ })
  t.match(await run('cases-verify', on(place)), { code: 0, out: /no faults/ })
  const restored = await startService(t, `file:${place}`)
  const chains = new Map<string, readonly { digest: string }[]>()
  for (const id of new Set(before.map(({ caseId }) => caseId))) chains.set(id, (await ask(restored.address, `/v1/cases/${id}/steps`)).body.items as { digest: string }[])
  t.strictSame(before.filter(({ caseId, seq, digest }) => chains.get(caseId)?.[seq - 1]?.digest !== digest), [])
  for (const client of clients.slice(0, 2)) await client.act(() => restored.address, { opens: 1 })
})

t.test('a database that somebody works with is not replaced; one that nobody has open is, and is kept', async (t) => {
  const { directory, path, backup, id } = await backedUp(t)
  const service = await startService(t, `file:${path}`)
  const later = await openCase(service.address, 'later')
  t.match(await run('restore', on(path), backup), { code: 1, err: /is there already: --replace/ })
  t.match(await run('restore', on(path), backup, '--replace'), { code: 1, err: /is in use: stop the service first/ })
  t.equal((await ask(service.address, `/v1/cases/${later.id}`)).status, 200, 'and the service has noticed nothing')
  await openCase(service.address, 'even-later')
  await service.kill()
  t.match(await run('restore', on(path), backup, '--replace'), { code: 0, err: '', out: /records\.db\.replaced-1/ })
  const again = await startService(t, `file:${path}`)
  t.equal((await ask(again.address, `/v1/cases/${id}`)).status, 200)
  t.equal((await ask(again.address, `/v1/cases/${later.id}`)).status, 404)
  await again.kill()
  renameSync(`${path}.replaced-1`, `${directory}/old.db`)
  copyFileSync(`${path}.keys`, `${directory}/old.db.keys`)
  t.match(await run('cases-verify', on(`${directory}/old.db`)), { code: 0, out: /^3 records/ }, 'what was there before is whole')
  t.strictSame(readdirSync(directory).filter((name) => name.includes('restoring')), [])
})

t.test('a backup that was altered or damaged is not restored', async (t) => {
  const { directory, path, backup } = await backedUp(t)
  const before = readFileSync(path)
  const altered = `${directory}/altered.db`
  copyFileSync(backup, altered)
  const database = new Database(altered)
  for (const { name } of database.prepare('select name from sqlite_schema where type = \'trigger\'').all() as { name: string }[]) database.exec(`drop trigger ${name}`)
  database.exec('update steps set digest = \'sha256:\' || hex(zeroblob(32))')
  database.close()
  t.match(await run('restore', on(path), altered, '--replace'), { code: 1, out: '', err: /was not restored/ })
  const damaged = `${directory}/damaged.db`
  writeFileSync(damaged, readFileSync(backup).fill(7, 5000, 30_000))
  t.match(await run('restore', on(path), damaged, '--replace'), { code: 1, out: '' })
  writeFileSync(damaged, 'notes')
  t.match(await run('restore', on(path), damaged, '--replace'), { code: 1, out: '' })
  t.ok(readFileSync(path).equals(before), 'what is there is untouched')
})

t.test('a database with faults is not backed up, and nothing is left of the attempt', async (t) => {
  const { directory, path } = await backedUp(t)
  const database = new Database(path)
  for (const { name } of database.prepare('select name from sqlite_schema where type = \'trigger\'').all() as { name: string }[]) database.exec(`drop trigger ${name}`)
  database.exec('update steps set digest = \'sha256:\' || hex(zeroblob(32))')
  database.close()
  t.match(await run('backup', on(path), `${directory}/another.db`), { code: 1, out: '', err: /no backup was made/ })
  t.strictSame(readdirSync(directory).filter((name) => name.startsWith('another')), [])
})

t.test('no file is ever overwritten, and none is made of nothing', async (t) => {
  const { directory, path, backup } = await backedUp(t)
  const before = readFileSync(backup)
  t.match(await run('backup', on(path), backup), { code: 1, err: /is there already, and is not overwritten/ })
  t.ok(readFileSync(backup).equals(before))
  t.match(await run('backup', on(`${directory}/nowhere.db`), `${directory}/x.db`), { code: 1, err: /there is no such file/ })
  t.notOk(existsSync(`${directory}/nowhere.db`))
  mkdirSync(`${directory}/elsewhere`)
  writeFileSync(`${directory}/elsewhere/records.db-wal`, 'of another')
  copyFileSync(`${path}.keys`, `${directory}/elsewhere/records.db.keys`)
  t.match(await run('restore', on(`${directory}/elsewhere/records.db`), backup), { code: 1, err: /left over from a database that is not there/ })
})

t.test('for a PostgreSQL the commands are told that do it, without the password', async (t) => {
  const url = { DATABASE_URL: 'postgres://clerk:hunter2@db.example/evenhand' }
  for (const [name, command] of [['backup', 'pg_dump'], ['restore', 'pg_restore']] as const) {
    const { code, err } = await run(name, url, 'x.dump')
    t.equal(code, 2)
    t.match(err, new RegExp(`${command} .*postgres://clerk@db\\.example/evenhand`))
    t.notMatch(err, /hunter2/)
    t.match(await run(name, url), { code: 2, err: new RegExp(`^Usage: npm run ${name} `) })
    t.match(await run(name, url, '--help'), { code: 0, out: new RegExp(`^Usage: npm run ${name} `) })
    t.match(await run(name, { DATABASE_URL: 'file::memory:' }, 'x'), { code: 2 })
  }
})
