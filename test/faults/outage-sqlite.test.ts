// What can happen to a file under a service that is at work: 503 meanwhile, nothing half-written, and it goes on by itself.
import t, { type Test } from 'tap'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Database } from '../../src/store/sqlite/drizzle.ts'
import { filling, privileged, smallDisk } from './privileged.ts'
import { openCase } from './load.ts'
import { startService } from './process.ts'
import { endure } from './trouble.ts'
import { faultsOf } from './verdict.ts'

t.setTimeout(120_000)

const serve = async (t: Test, directory = t.testdir()) => {
  const path = `${directory}/records.db`
  const service = await startService(t, `file:${path}`)
  // The write-ahead log and its index lie beside it.
  return { path, service, files: () => readdirSync(directory).map((name) => `${directory}/${name}`) }
}

t.test('a file that another process has locked', async (t) => {
  const { path, service } = await serve(t)
  const other = new Database(path, { timeout: 10_000 })
  t.teardown(() => { other.close() })
  await endure(t, service, { begin: () => other.exec('begin immediate'), end: () => other.exec('rollback'), readable: true })
})

t.test('a file that is taken away, and put back', async (t) => {
  const { path, service } = await serve(t)
  await endure(t, service, { begin: () => { renameSync(path, `${path}.elsewhere`) }, end: () => { renameSync(`${path}.elsewhere`, path) }, readable: false })
})

t.test('a file that is replaced by another database: the service writes neither into the one nor into the other', async (t) => {
  const { path, service } = await serve(t)
  const other = new Database(`${path}.other`)
  other.exec('create table notes (text)')
  await endure(t, service, {
    begin () { renameSync(path, `${path}.elsewhere`); renameSync(`${path}.other`, path) },
    end () { renameSync(path, `${path}.other`); renameSync(`${path}.elsewhere`, path) },
    readable: false
  })
  t.strictSame(other.prepare('select name from sqlite_schema').all(), [{ name: 'notes' }])
  other.close()
})

t.test('a limit that keeps every file of the process from growing', async (t) => {
  const { service } = await serve(t)
  // The soft limit only: whoever lowers the hard one cannot raise it again.
  const limit = (bytes: string) => execFileSync('prlimit', [`--pid=${service.pid}`, `--fsize=${bytes}:unlimited`])
  await endure(t, service, { begin: () => limit('1'), end: () => limit('unlimited'), readable: true })
})

privileged('a disk that is full', () => smallDisk('4m'), async (t, directory) => {
  const { service } = await serve(t, directory)
  await endure(t, service, { ...filling(directory), readable: true })
  await service.kill()
})

function lockable (): { directory: string, restore: () => void } {
  const directory = mkdtempSync(join(tmpdir(), 'evenhand-read-only-'))
  writeFileSync(join(directory, 'probe'), '')
  for (const flag of ['+i', '-i']) execFileSync('chattr', [flag, `${directory}/probe`], { stdio: 'pipe' })
  return {
    directory,
    restore () {
      execFileSync('chattr', ['-R', '-i', directory])
      rmSync(directory, { recursive: true })
    }
  }
}

privileged('files that become read-only', lockable, async (t, directory) => {
  const { service, files } = await serve(t, directory)
  const written = () => files().filter((name) => !name.endsWith('-shm'))
  await endure(t, service, { begin: () => execFileSync('chattr', ['+i', ...written()]), end: () => execFileSync('chattr', ['-i', ...written()]), readable: true })
})

privileged('where even the index that is shared in memory becomes read-only, the system ends the process: it does not hang, and has lost nothing', lockable, async (t, directory) => {
  const { path, service, files } = await serve(t, directory)
  const { id } = await openCase(service.address, 'kept')
  execFileSync('chattr', ['+i', ...files()])
  await t.rejects(openCase(service.address, 'lost'), /was cut off/)
  await service.ended
  execFileSync('chattr', ['-i', ...files()])
  const again = await startService(t, `file:${path}`)
  t.strictSame(await faultsOf(again.address, { acknowledged: [], opened: [id] }), [])
})
