/** Several units at once, through one store and through two on one database. */
import type { Test } from 'tap'
import { KeyTaken, StaleSubject, StaleVersion, type Store, type StoredEvent, type Unit } from '../../src/store/store.ts'
import type { Fresh } from './contract.ts'
import { freshStore, openFor } from './opened.ts'
import { answerTo, decisionOf, eventOf, next, opened, standingRow, unit } from './units.ts'

/** What became of units that were handed in at once: 'written', or the name of the reason. */
async function together (units: readonly (readonly [Store, Unit])[]): Promise<string[]> {
  const outcomes = await Promise.allSettled(units.map(([store, unit]) => store.commit(unit)))
  return outcomes.map((outcome) => outcome.status === 'fulfilled' ? 'written' : (outcome.reason as Error).constructor.name)
}

export async function togetherContract (t: Test, fresh: Fresh): Promise<void> {
  /** Two stores on one database, and the first of them once more. */
  async function stores (t: Test): Promise<readonly [Store, Store, Store]> {
    const { store, database } = await freshStore(t, fresh)
    return [store, await openFor(t, database), store]
  }

  await t.test('of several steps that build on one version, one is written', async (t) => {
    const all = await stores(t)
    let row = opened()
    for (let round = 1; round <= 10; round += 1) {
      const outcomes = await together(all.map((store, index) => [store, unit(row, { step: { seq: row.version, content: `"by ${index}"`, digest: row.head } })]))
      t.strictSame([...outcomes].sort(), [StaleVersion.name, StaleVersion.name, 'written'])
      const loaded = await all[0].load('case', row.id)
      t.match(loaded, { row: { version: round } })
      t.equal(loaded?.steps.at(-1)?.content, `"by ${outcomes.indexOf('written')}"`)
      row = next(row)
    }
  })

  await t.test('of several steps that change a subject\'s decisions from one version, one is written', async (t) => {
    const all = await stores(t)
    for (let expected = 0; expected < 10; expected += 1) {
      const outcomes = await together(all.map((store) => {
        const row = opened()
        return [store, unit(row, { subject: { key: 'subject-1', expected, changes: true }, decision: decisionOf(row) })]
      }))
      t.strictSame(outcomes.sort(), [StaleSubject.name, StaleSubject.name, 'written'])
      const { version, decisions } = await all[1].subject('subject-1')
      t.strictSame([version, decisions.length], [expected + 1, expected + 1])
    }
  })

  await t.test('steps that only rest on a subject\'s decisions do not hinder one another', async (t) => {
    const all = await stores(t)
    for (const expected of [0, 1]) {
      const outcomes = await together([...all, ...all].map((store) => [store, unit(opened(), { subject: { key: 'subject-1', expected, changes: false } })]))
      t.strictSame(outcomes, Array(6).fill('written'))
      if (expected === 0) await all[0].commit(unit(opened(), { subject: { key: 'subject-1', expected, changes: true } }))
    }
  })

  await t.test('of several requests with one idempotency key, one is written', async (t) => {
    const all = await stores(t)
    for (let round = 0; round < 10; round += 1) {
      const outcomes = await together(all.map((store, index) => [store, unit(opened(), { answer: answerTo(`key-${round}`, { body: `"to ${index}"` }) })]))
      t.strictSame([...outcomes].sort(), [KeyTaken.name, KeyTaken.name, 'written'])
      t.match(await all[1].answer(`key-${round}`), { body: `"to ${outcomes.indexOf('written')}"` })
    }
    t.equal((await all[0].ids({ limit: 99 })).length, 10)
  })

  await t.test('a unit that is refused does not touch those that are written with it', async (t) => {
    const { store } = await freshStore(t, fresh)
    const taken = opened()
    await store.commit(unit(taken, { answer: answerTo('taken') }))
    const rows = Array.from({ length: 60 }, () => opened())
    const refusals: readonly ((row: typeof taken) => readonly [string, Unit])[] = [
      (row) => ['written', unit(row, { events: [eventOf(row)] })],
      (row) => [StaleVersion.name, unit(next(row), { events: [eventOf(row)] })],
      (row) => [KeyTaken.name, unit(row, { events: [eventOf(row)], answer: answerTo('taken') })],
      (row) => [StaleSubject.name, unit(row, { events: [eventOf(row)], subject: { key: 'subject-1', expected: 7, changes: true } })],
      (row) => ['Error', unit(row, { events: [eventOf(row)], reconsider: [{ id: `no-${row.id}`, is: true }] })]
    ]
    const expected = rows.map((row, index) => refusals[index % refusals.length]!(row))
    t.strictSame(await together(expected.map(([, unit]) => [store, unit])), expected.map(([outcome]) => outcome))
    const written = rows.filter((_, index) => expected[index]?.[0] === 'written').map(({ id }) => id)
    t.strictSame(await store.ids({ limit: 99 }), [taken.id, ...written].sort())
    t.strictSame((await store.events({ after: 0, limit: 99 })).map(({ position, recordId }) => [position, recordId]), written.map((id, index) => [index + 1, id]))
  })

  await t.test('more units than a batch holds are all written', async (t) => {
    const { store } = await freshStore(t, fresh)
    const rows = Array.from({ length: 600 }, () => opened())
    await Promise.all(rows.map((row) => store.commit(unit(row))))
    t.strictSame(await store.ids({ limit: 999 }), rows.map(({ id }) => id).sort())
  })

  await t.test('events have one order without gaps, and nothing comes in before what has been read', async (t) => {
    const all = await stores(t)
    let writing = true
    const writers = Promise.all(all.map(async (store, writer) => {
      for (let round = 0; round < 15; round += 1) {
        await together([0, 1, 2, 3].map((index) => {
          const row = index === 2 ? next(opened()) : opened()
          const events = ['first', 'second'].map((data) => eventOf(row, { type: `${writer}`, data }))
          return [store, unit(row, { events })]
        }))
      }
    })).finally(() => { writing = false })

    const read: StoredEvent[] = []
    for (let last = false; ;) {
      const page = await all[1].events({ after: read.at(-1)?.position ?? 0, limit: 7 })
      read.push(...page)
      if (page.length === 0) {
        // One more look after the last of them has been written.
        if (last) break
        last = !writing
        await new Promise(setImmediate)
      }
    }
    await writers
    t.strictSame(read.map(({ position }) => position), Array.from({ length: 3 * 15 * 3 * 2 }, (_, index) => index + 1))
    for (let index = 0; index < read.length; index += 2) {
      t.match(read.slice(index, index + 2), [{ data: 'first', recordId: read[index + 1]?.recordId }, { data: 'second' }])
    }
  })

  await t.test('what is read of a record is all of one moment, while others write', async (t) => {
    const all = await stores(t)
    let row = opened()
    let writing = true
    const write = async (): Promise<void> => {
      for (let version = 1; version <= 40; version += 1) {
        const subject = { key: 'subject-1', expected: version - 1, changes: true }
        await all[0].commit(unit(row, { subject, decision: decisionOf(row, { tier: String(version) }), standing: Array(version).fill(standingRow()), events: [eventOf(row)] }))
        row = next(row)
      }
    }
    const writer = write().finally(() => { writing = false })
    const versions = new Set<number | undefined>()
    for (let last = false; !last; last = !writing) {
      const [loaded, everything] = await Promise.all([all[1].load('case', row.id), all[1].everything(row.id)])
      if (loaded !== null) {
        const { row: { version }, steps, subject: { version: moved, decisions } } = loaded
        t.strictSame([steps.length, moved, decisions.map(({ tier }) => tier)], [version, version, [String(version)]])
      }
      if (everything.row !== null) {
        const { row: { version }, steps, standing, events, decision } = everything
        t.strictSame([steps.length, standing.length, events.length, decision?.tier], [version, version, version, String(version)])
      }
      versions.add(loaded?.row.version)
      await new Promise(setImmediate)
    }
    await writer
    t.ok(versions.size > 3, 'it was read between the steps')
  })
}
