/** A URL with several hosts: which they are, and that connections find the one that can be written to. */
import t from 'tap'
import { hostsOf } from '../../src/store/postgres/hosts.ts'
import { placeOf } from '../../src/store/postgres/connection.ts'
import { migratePostgres } from '../../src/store/postgres/migrate.ts'
import { openPostgres } from '../../src/store/postgres/store.ts'
import { connect, freePort, nameOf, start } from './postgres-server.ts'
import { opened, unit } from './units.ts'

t.test('the hosts of a URL, each with all that the others have', (t) => {
  t.strictSame(hostsOf('postgres://u:p%40ss@a:1,b:2/db?target_session_attrs=read-write&sslmode=require'), ['postgres://u:p%40ss@a:1/db?sslmode=require', 'postgres://u:p%40ss@b:2/db?sslmode=require'])
  t.strictSame(hostsOf('postgresql://a,[::1]:5433/db?target_session_attrs=primary'), ['postgresql://a/db', 'postgresql://[::1]:5433/db'])
  for (const one of ['postgres://u:p@a:1/db', 'postgres://u@a/db?application_name=a,b', 'postgres://u:a,b@host/db']) t.strictSame(hostsOf(one), [one])
  t.throws(() => hostsOf('postgres://a,b/db?target_session_attrs=standby'), /has to be read-write/)
  t.equal(placeOf('postgres://clerk:hunter2@a:1,b:2/db'), 'PostgreSQL at a:1,b:2/db')
  t.end()
})

t.test('a host that is away and one that takes no writes are passed over, at the start and later', async (t) => {
  const url = await start(t)
  await migratePostgres(url)
  const { host, username, password } = new URL(url)
  // The same server by two names: a database may be read-only for itself.
  const both = `postgres://${username}:${password}@127.0.0.1:${await freePort()},${host}/${nameOf(url)}`
  const store = await openPostgres(both)
  t.teardown(() => store.close())
  await store.commit(unit(opened()))

  const admin = await connect(t, url)
  await admin.query(`alter database ${nameOf(url)} set default_transaction_read_only = on`)
  await admin.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()')
  await t.rejects(store.ping(), { code: /25006|57P01|ECONNREFUSED/ })
  await t.rejects(store.commit(unit(opened())), /the database cannot be reached/)
  await admin.query('set default_transaction_read_only = off')
  await admin.query(`alter database ${nameOf(url)} reset default_transaction_read_only`)
  // The host that is away comes first again and again: each connection tries both.
  for (let n = 0; n < 3; n += 1) await t.resolves(store.commit(unit(opened())))
  t.equal((await store.ids({ limit: 9 })).length, 4)
})
