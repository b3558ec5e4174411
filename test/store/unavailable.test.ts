/** What is an outage, which passes, and what is a defect, which does not. */
import t from 'tap'
import { Database } from '../../src/store/sqlite/drizzle.ts'
import { openStore } from '../../src/store/open.ts'
import { KeyTaken, StaleVersion } from '../../src/store/store.ts'
import { guarded, outageOf, Unavailable } from '../../src/store/unavailable.ts'
import { opened, unit } from './units.ts'

const coded = (code: string, message = 'x'): Error => Object.assign(new Error(message), { code })

t.test('known outages are told by their codes, wherever in the causes they stand', (t) => {
  for (const code of ['SQLITE_BUSY', 'SQLITE_BUSY_SNAPSHOT', 'SQLITE_LOCKED', 'SQLITE_READONLY', 'SQLITE_READONLY_DBMOVED', 'SQLITE_FULL', 'SQLITE_IOERR_WRITE', 'SQLITE_CANTOPEN', 'ECONNREFUSED', 'ENOTFOUND',
    '08006', '28P01', '53100', '53300', '57P01', '57P03', '57014', '58030', '3D000', '55000', '55P03', '25006', '40001', '40P01']) {
    t.equal(outageOf(coded(code)), code)
    t.equal(outageOf(new Error('outer', { cause: new Error('inner', { cause: coded(code) }) })), code)
  }
  t.equal(outageOf(new AggregateError([coded('EACCES'), coded('ECONNREFUSED')])), 'ECONNREFUSED')
  for (const message of ['Connection terminated unexpectedly', 'timeout exceeded when trying to connect', 'Query read timeout']) t.equal(outageOf(new Error(message)), 'connection')
  t.end()
})

t.test('everything else is a defect, or a refusal, and stays what it was', (t) => {
  for (const error of [coded('SQLITE_CONSTRAINT_PRIMARYKEY'), coded('SQLITE_CORRUPT'), coded('SQLITE_NOTADB'), coded('SQLITE_FULLER'), coded('23505'), coded('22P02'), coded('42P01'), coded('XX000'), coded('ENOENT'),
    new Error('a message about a Connection terminated'), new TypeError('x'), new StaleVersion('x'), new KeyTaken('x'), null, undefined, 'ECONNREFUSED', 7]) t.equal(outageOf(error), null)
  t.end()
})

t.test('a store tells its outages as such, and everything else as it is', async (t) => {
  const store = await openStore('file::memory:')
  const failing = guarded({ ...store, ping: async () => { throw coded('57P01', 'terminating connection of clerk') }, ids: async () => { throw new TypeError('a defect') } })
  await t.rejects(failing.ping(), new Unavailable('the store cannot be used (57P01)', '57P01'))
  await t.rejects(failing.ids({ limit: 1 }), new TypeError('a defect'))
  const row = opened()
  await failing.commit(unit(row))
  const refusal: unknown = await failing.commit(unit(row)).catch((error: unknown) => error)
  t.ok(refusal instanceof StaleVersion)
  await failing.close()
})

t.test('a database that is read-only says so in a code that is known', (t) => {
  const database = new Database(':memory:')
  database.pragma('query_only = ON')
  try {
    database.exec('create table x (y)')
    t.fail('it was written')
  } catch (error) {
    t.equal(outageOf(error), 'SQLITE_READONLY')
  }
  database.close()
  t.end()
})
