// A primary with a synchronous standby: the primary is killed under load, the standby takes its place.
import t from 'tap'
import { existsSync, readdirSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { migratePostgres } from '../../src/store/postgres/migrate.ts'
import { emptyCluster, newCluster } from './cluster.ts'
import { acknowledgedBy, ask, countOf } from './load.ts'
import { absent } from './privileged.ts'
import { startService } from './process.ts'
import { atWork } from './trouble.ts'
import { faultsOf } from './verdict.ts'

t.setTimeout(120_000)

const CLIENTS = 16
const DEBIAN = '/usr/lib/postgresql'

/** Where a whole PostgreSQL is, with what copies a server: the one that comes with a dependency cannot. */
function binaries (): string | undefined {
  const versions = existsSync(DEBIAN) ? readdirSync(DEBIAN).sort((a, b) => Number(b) - Number(a)) : []
  const directories = [process.env.POSTGRES_BIN ?? '', ...versions.map((version) => `${DEBIAN}/${version}/bin`)]
  return directories.find((directory) => directory !== '' && existsSync(`${directory}/pg_basebackup`))
}

t.test('a primary is killed under load and its standby promoted: no acknowledged step is lost, and the service goes on by itself', async (t) => {
  const bin = binaries()
  if (bin === undefined) return absent(t, 'EVENHAND_STANDBY', `no PostgreSQL with pg_basebackup in ${DEBIAN} (POSTGRES_BIN names another place)`)
  const primary = await newCluster(t, bin)
  const standby = await emptyCluster(t, bin)
  await primary.start()
  await primary.sql('create database evenhand template template0 encoding \'UTF8\' locale \'C\'')
  standby.run('pg_basebackup', '-h', '127.0.0.1', '-p', String(primary.port), '-U', 'postgres', '-D', standby.directory, '-R', '-X', 'stream', '--checkpoint=fast', '--no-sync')
  await standby.start()
  // From here on nothing is committed before the standby has it.
  for (const statement of ['alter system set synchronous_standby_names = \'*\'', 'select pg_reload_conf()']) await primary.sql(statement)
  const isSynchronous = async () => (await primary.sql('select sync_state from pg_stat_replication')).some(({ sync_state: state }) => state === 'sync')
  while (!await isSynchronous()) await sleep(50)

  const url = `postgres://postgres@127.0.0.1:${primary.port},127.0.0.1:${standby.port}/evenhand?target_session_attrs=read-write`
  await migratePostgres(url)
  const { address, complaints } = await startService(t, url)
  const { clients, kept } = await atWork(t, address, { count: CLIENTS, opens: 0.05 }, async ({ clients, until }) => {
    await until(() => acknowledgedBy(clients).length > 100)
    await primary.kill()
    await until(() => clients.every(({ counts }) => counts.unserved > 0))
    t.match(await ask(address, '/health/ready'), { status: 503, body: { code: 'overloaded' } }, 'a standby is not taken for a primary')
    await standby.sql('select pg_promote()')
    const before = acknowledgedBy(clients).length
    await until(() => acknowledgedBy(clients).length > before + 100)
  })
  t.equal(countOf(clients, 'cutOff'), 0, 'the service itself was there all the time')
  t.equal(complaints(), '')
  t.equal((await ask(address, '/health/ready')).status, 200)

  const again = await startService(t, url)
  t.strictSame(await faultsOf(again.address, kept), [], 'one that starts now finds its way past the dead host')
})
