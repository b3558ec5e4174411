/** How a record is erased: its key and all that says what it was about go, its steps and events stay, and others are as they were. */
import type { Test } from 'tap'
import { KeyTaken, StaleSubject, StaleVersion, type Erasure, type Unit } from '../../src/store/store.ts'
import type { Fresh } from './contract.ts'
import { dump, freshStore } from './opened.ts'
import { answerTo, decisionOf, eventOf, newId, next, opened, standingRow, unit, type Row } from './units.ts'

const full = (record: Row, over: Partial<Unit> = {}): Unit => unit(record, {
  standing: [standingRow()],
  decision: decisionOf(record),
  counted: [newId()],
  events: [eventOf(record)],
  subject: { key: record.subjectKey, expected: 0, changes: true },
  ...over
})

const erasureOf = (record: Row, over: Partial<Erasure> = {}): Erasure =>
  ({ id: record.id, expected: record.version, subjectKey: 'random', event: eventOf(record, { type: 'case.erased' }), answer: null, ...over })

const opening = (over: Partial<Row> = {}): Row =>
  opened({ conducts: ['candidate.copying', 'candidate.signalling'], tier: 'grave', occurredOn: '2020-01-02', due: '2020-04-05', closedOn: '2020-05-06', barsUntil: '2021-05-06', ...over })

export async function erasingContract (t: Test, fresh: Fresh): Promise<void> {
  for (const kind of ['case', 'prior-decision'] as const) {
    await t.test(`of a ${kind} that is erased nothing is left but its steps, their digests and its events`, async (t) => {
      const { store, database } = await freshStore(t, fresh)
      const row = opening({ kind })
      await store.commit(full(row))
      const before = await database.sql(`select content from steps where record_id = '${row.id}'`)
      await store.erase(erasureOf(row))
      t.equal(await store.load(kind, row.id), null)
      t.strictSame(await store.list({}, { limit: 9 }), [])
      t.strictSame(await store.list({ conduct: 'candidate.copying' }, { limit: 9 }), [])
      t.strictSame(await store.ofSubject('subject-1'), [])
      t.strictSame(await store.standing(['subject-1', 'random'], '2026-04-01'), [])
      t.strictSame((await store.subject('subject-1')).decisions, [])
      t.equal(await store.dataKeyOf(row.id), null)
      const { events, steps, ...rest } = await store.everything(row.id)
      t.strictSame(rest, {
        row: { ...row, kind: 'erased', subjectKey: 'random', conducts: [], tier: null, occurredOn: null, due: null, closedOn: null, barsUntil: null, reconsider: false },
        dataKey: null,
        standing: [],
        decision: null,
        counted: [],
        erased: [],
        foundBy: []
      })
      t.strictSame(steps.map(({ seq, digest }) => [seq, digest]), [[1, row.head]])
      t.strictSame(await database.sql(`select content from steps where record_id = '${row.id}'`), before)
      t.strictSame(events.map(({ position, type }) => [position, type]), [[1, 'case.opened'], [2, 'case.erased']])
      t.strictSame(await store.ids({ limit: 9 }), [row.id])
    })
  }

  await t.test('other records are as they were, and know which of those that they counted have been erased', async (t) => {
    const { store } = await freshStore(t, fresh)
    const [first, second, later] = [opening(), opening(), opening()]
    await store.commit(full(first))
    await store.commit(full(second, { subject: { key: 'subject-1', expected: 1, changes: true } }))
    await store.commit(full(later, { subject: { key: 'subject-1', expected: 2, changes: true }, counted: [first.id, second.id] }))
    const before = await store.everything(later.id)
    await store.erase(erasureOf(first))
    t.strictSame(await store.everything(later.id), { ...before, erased: [first.id] })
    t.match(await store.load('case', later.id), { erased: [first.id], subject: { decisions: [{ recordId: second.id }, { recordId: later.id }] } })
    t.strictSame(await store.ofSubject('subject-1'), [second.id, later.id].map((id) => ({ kind: 'case', id })))
    t.strictSame(await store.countedBy(first.id), [later.id])
  })

  await t.test('whatever was judged by the subject\'s decisions is judged again after one of them was erased', async (t) => {
    const { store } = await freshStore(t, fresh)
    const [row, other] = [opening(), opening()]
    await store.commit(full(row))
    const { version } = await store.subject('subject-1')
    await store.erase(erasureOf(row))
    t.ok(await store.commit(full(other, { subject: { key: 'subject-1', expected: version, changes: true } })).then(() => false, (error: unknown) => error instanceof StaleSubject))
    await store.commit(full(other, { subject: { key: 'subject-1', expected: (await store.subject('subject-1')).version, changes: true } }))
  })

  await t.test('who has seen another version, or what is not there or erased already, erases nothing', async (t) => {
    const { store, database } = await freshStore(t, fresh)
    const row = opening()
    await store.commit(full(row))
    const refuse = async (erasure: Erasure, reason: new () => Error) => {
      const before = await dump(database)
      t.ok(await store.erase(erasure).then(() => false, (error: unknown) => error instanceof reason))
      t.strictSame(await dump(database), before, 'nothing was written')
    }
    await refuse(erasureOf(row, { expected: 2 }), StaleVersion)
    await refuse(erasureOf(opening()), StaleVersion)
    await store.erase(erasureOf(row, { answer: answerTo('erase') }))
    t.match(await store.answer('erase'), answerTo('erase'))
    await refuse(erasureOf(row), StaleVersion)
    const other = opening()
    await store.commit(full(other, { subject: null }))
    await refuse(erasureOf(other, { answer: answerTo('erase') }), KeyTaken)
  })

  await t.test('to what was erased no step is added', async (t) => {
    const { store, database } = await freshStore(t, fresh)
    const row = opening()
    await store.commit(full(row))
    // Whoever adds one has read it before.
    await store.load('case', row.id)
    await store.erase(erasureOf(row))
    const before = await dump(database)
    t.ok(await store.commit(unit(next(row))).then(() => false, (error: unknown) => error instanceof StaleVersion))
    t.strictSame(await dump(database), before)
  })

  await t.test('erased side by side and between other writes, each has its event in one order without gaps', async (t) => {
    const { store } = await freshStore(t, fresh)
    const rows = Array.from({ length: 12 }, (_, index) => opening({ subjectKey: `subject-${index % 3}` }))
    await Promise.all(rows.map((row) => store.commit(full(row, { subject: null }))))
    const others = Array.from({ length: 12 }, () => opening())
    await Promise.all([...rows.map((row) => store.erase(erasureOf(row))), ...others.map((row) => store.commit(full(row, { subject: null })))])
    t.strictSame((await store.events({ after: 0, limit: 99 })).map(({ position }) => position), Array.from({ length: 36 }, (_, index) => index + 1))
    t.strictSame((await store.list({}, { limit: 99 })).map(({ id }) => id).sort(), others.map(({ id }) => id).sort())
  })
}
