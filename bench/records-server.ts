/**
 * The service on a SQLite file that is written otherwise than it should be, to tell what that costs: `--synchronous OFF` waits for no disk,
 * `--each` commits every request by itself, `--slower MS` waits that much longer at every commit, as a slower disk would.
 */
import { parseArgs } from 'node:util'
import { buildApp } from '../src/app.ts'
import { Records } from '../src/records/records.ts'
import { makeKeyOf } from '../src/records/identity.ts'
import { loadRules } from '../src/rulesets/load.ts'
import { openSqlite, type SqliteOptions } from '../src/store/sqlite/store.ts'
import { version } from '../src/version.ts'

const { values } = parseArgs({ options: { synchronous: { type: 'string', default: 'FULL' }, each: { type: 'boolean', default: false }, slower: { type: 'string', default: '0' } } })
const slower = Number(values.slower)
const neverWoken = new Int32Array(new SharedArrayBuffer(4))
const options: SqliteOptions = {
  synchronous: values.synchronous === 'OFF' ? 'OFF' : 'FULL',
  group: !values.each,
  // A commit waits for the disk in the thread that asks for it: so does this.
  ...slower > 0 ? { afterCommit: () => { Atomics.wait(neverWoken, 0, 0, slower) } } : {}
}

const today = (): string => new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10)
const rules = loadRules()
const store = await openSqlite(process.env.DATABASE_URL ?? 'file::memory:', options)
const records = new Records({ store, keyOf: makeKeyOf(new Uint8Array(32)), book: rules.book, calendar: rules.calendar, fairness: { anotherPersonDecides: true, notHeavierThanNotified: true }, algorithm: 'sha256', engine: version, retentionYears: 5, today, now: Date.now })
const app = await buildApp({ rules, today, records }, { logger: { level: 'info' } })
app.addHook('onClose', () => store.close())
process.once('SIGTERM', () => { app.close().catch((error: unknown) => { throw error }) })
await app.listen({ host: '127.0.0.1', port: 0 })
