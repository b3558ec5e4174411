// What can happen to a PostgreSQL under a service that is at work: 503 meanwhile, nothing half-written, and it goes on by itself.
import t, { type Test } from 'tap'
import { setTimeout as sleep } from 'node:timers/promises'
import { migratePostgres } from '../../src/store/postgres/migrate.ts'
import { embeddedBinaries, newCluster, type Cluster } from './cluster.ts'
import { filling, privileged, smallDisk } from './privileged.ts'
import { startService, type Service } from './process.ts'
import { endure } from './trouble.ts'

t.setTimeout(180_000)

const cluster = await newCluster(t, await embeddedBinaries())
// What is lost with the power is not what is tested here.
const settings = ['fsync=off']
await cluster.start(settings)
let databases = 0

async function serve (t: Test, { tablespace = 'pg_default' } = {}): Promise<{ service: Service, name: string }> {
  databases += 1
  const name = `evenhand_${databases}`
  await cluster.sql(`create database ${name} template template0 encoding 'UTF8' locale 'C' tablespace ${tablespace}`)
  await migratePostgres(cluster.url(name))
  return { name, service: await startService(t, cluster.url(name)) }
}

const endSessions = ({ sql }: Cluster, name: string) => sql(`select pg_terminate_backend(pid) from pg_stat_activity where datname = '${name}' and pid <> pg_backend_pid()`)

t.test('a server that is stopped, and started again', async (t) => {
  const { service } = await serve(t)
  await endure(t, service, { begin: cluster.stop, end: () => cluster.start(settings), readable: false })
})

t.test('a server that is killed in the midst of its work, and started again', async (t) => {
  const { service } = await serve(t)
  await endure(t, service, { begin: cluster.kill, end: () => cluster.start(settings), readable: false })
})

t.test('a database that takes no connections, and whose sessions are ended', async (t) => {
  const { service, name } = await serve(t)
  await endure(t, service, {
    async begin () {
      await cluster.sql(`alter database ${name} allow_connections false`)
      await endSessions(cluster, name)
    },
    end: () => cluster.sql(`alter database ${name} allow_connections true`),
    readable: false
  })
})

t.test('sessions that are ended again and again', async (t) => {
  const { service, name } = await serve(t)
  const sessions = { end: true }
  let ended: Promise<void> | undefined
  await endure(t, service, {
    begin () {
      ended = (async () => { for (; sessions.end; await sleep(3)) await endSessions(cluster, name) })()
    },
    async end () {
      sessions.end = false
      await ended
    },
    readable: undefined
  })
})

privileged('a disk that is full', () => smallDisk('24m'), async (t, directory) => {
  cluster.own(directory)
  await cluster.sql(`create tablespace small location '${directory}'`)
  const { service, name } = await serve(t, { tablespace: 'small' })
  await endure(t, service, { ...filling(directory), readable: true })
  await service.kill()
  await cluster.sql(`drop database ${name} with (force)`)
  await cluster.sql('drop tablespace small')
})
