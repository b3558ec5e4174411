/**
 * A process that says 'ready', waits for a line, opens the store in a file and writes to it. Arguments: URL, how often, and the id of a record that each
 * time gets a step; without it a new record is opened each time, and its id told once it is written.
 */
import { once } from 'node:events'
import { writeSync } from 'node:fs'
import { openSqlite } from '../../src/store/sqlite/store.ts'
import { decisionOf, eventOf, next, opened, standingRow, unit } from './units.ts'

const [, , url = '', count = '0', id] = process.argv
writeSync(1, 'ready\n')
await once(process.stdin, 'data')
process.stdin.destroy()
const store = await openSqlite(url)

async function openOne (): Promise<void> {
  const row = opened()
  await store.commit(unit(row, { events: [eventOf(row)] }))
  writeSync(1, `${row.id}\n`)
}

if (id === undefined) {
  for (let round = 0; round < Number(count) / 4; round += 1) await Promise.all([openOne(), openOne(), openOne(), openOne()])
} else {
  let row = opened({ id })
  for (let version = 1; version <= Number(count); version += 1) {
    const subject = { key: row.subjectKey, expected: version - 1, changes: true }
    await store.commit(unit(row, { subject, standing: [standingRow({ measure: String(version) })], decision: decisionOf(row, { tier: String(version) }), events: [eventOf(row)] }))
    row = next(row)
  }
}
await store.close()
