/** How units are written one after another: whole, or not at all. */
import type { Test } from 'tap'
import { KeyTaken, StaleSubject, StaleVersion, type Unit } from '../../src/store/store.ts'
import type { Fresh } from './contract.ts'
import { dump, freshStore, openFor, refused } from './opened.ts'
import { answerTo, decisionOf, eventOf, newId, next, opened, standingRow, unit, type Row } from './units.ts'

/** A unit that writes to every table. */
const full = (record: Row, over: Partial<Unit> = {}): Unit => unit(record, {
  standing: [standingRow()],
  decision: decisionOf(record),
  counted: [newId()],
  events: [eventOf(record), eventOf(record, { type: 'case.decided' })],
  answer: answerTo(record.id + record.version),
  ...over
})

export async function writingContract (t: Test, fresh: Fresh): Promise<void> {
  await t.test('a record comes back as it was written, field by field', async (t) => {
    const { store } = await freshStore(t, fresh)
    const text = '违规"违纪"\\ \n\t%_\u{20BB7}🀄' + '长'.repeat(20_000)
    const row = opened({ kind: 'prior-decision', state: 'in-force', jurisdiction: '522301', subjectType: 'agency', subjectKey: 'USCC:91450100', conducts: ['b', 'a', 'b'], tier: 'grave', occurredOn: '2026-01-02', due: '2026-04-05', closedOn: '2026-04-06', barsUntil: '9999-12-31' })
    const standing = [standingRow({ measure: 'suspension', to: null, interim: true }), standingRow({ subjectKey: 'subject-2' }), standingRow({ subjectKey: 'subject-2' })]
    const [later, earlier] = [newId(2), newId(1)]
    const counted = [later, earlier, later]
    const event = eventOf(row, { type: 'prior-decision.recorded', time: '2026-01-02T03:04:05.678Z', data: text })
    const answer = answerTo('key', { status: 409, headers: '{"etag":"\\"1\\""}', body: text, at: 1_772_323_200_999 })
    await store.commit(unit(row, { step: { seq: 1, content: text, digest: row.head }, subject: { key: row.subjectKey, expected: 0, changes: true }, standing, decision: decisionOf(row), counted, events: [event], answer }))
    t.strictSame(await store.everything(row.id), {
      row: { ...row, reconsider: false },
      steps: [{ seq: 1, content: text, digest: row.head }],
      dataKey: null,
      standing,
      decision: decisionOf(row),
      counted: [earlier, later],
      erased: [],
      foundBy: ['a', 'b'],
      events: [{ ...event, position: 1 }]
    })
    t.strictSame(await store.load('prior-decision', row.id), {
      row: { ...row, reconsider: false },
      steps: [{ seq: 1, content: text, digest: row.head }],
      subject: { version: 1, decisions: [decisionOf(row)] },
      erased: [],
      dataKey: null
    })
    t.strictSame(await store.answer('key'), answer)
  })

  await t.test('what is open in a record stays open', async (t) => {
    const { store } = await freshStore(t, fresh)
    const row = opened({ conducts: [], tier: null, occurredOn: null, due: null })
    const decision = decisionOf(row, { tier: null, measures: [], rectifyBy: null, rectifiedOn: null, underReview: false })
    await store.commit(unit(row, { decision }))
    t.strictSame(await store.everything(row.id), { row: { ...row, reconsider: false }, steps: [{ seq: 1, content: '{"seq":1}', digest: row.head }], dataKey: null, standing: [], decision, counted: [], erased: [], foundBy: [], events: [] })
  })

  await t.test('a later step changes the record, adds to its steps and leaves alone what it does not speak of', async (t) => {
    const { store } = await freshStore(t, fresh)
    const first = opened()
    await store.commit(full(first))
    const before = await store.everything(first.id)
    const second = next(first, { state: 'decided', jurisdiction: '440305', subjectType: 'assessor', subjectKey: 'subject-2', conducts: ['candidate.copying', 'candidate.signalling'], tier: 'serious', occurredOn: '2026-01-02', due: '2026-04-05' })
    await store.commit(unit(second))
    t.strictSame(await store.everything(first.id), {
      ...before,
      row: { ...second, reconsider: false },
      steps: [...before.steps, { seq: 2, content: '{"seq":2}', digest: second.head }],
      foundBy: ['candidate.copying', 'candidate.signalling']
    })
  })

  await t.test('what a step speaks of takes the place of what was kept', async (t) => {
    const { store } = await freshStore(t, fresh)
    const first = opened({ conducts: ['a', 'b'] })
    await store.commit(full(first))
    const second = next(first, { conducts: ['c', 'b'], due: '2026-04-05' })
    const standing = [standingRow({ measure: 'order' })]
    const decision = decisionOf(second, { underReview: false, rectifiedOn: null })
    const counted = [newId()]
    await store.commit(full(second, { standing, decision, counted }))
    t.match(await store.everything(first.id), { standing, decision, counted, foundBy: ['b', 'c'] })
    await store.commit(unit(next(second, { conducts: [], due: null }), { standing: [], decision: null, counted: [] }))
    t.strictSame(Object.entries(await store.everything(first.id)).filter(([name]) => ['standing', 'decision', 'counted', 'foundBy'].includes(name)),
      [['standing', []], ['decision', null], ['counted', []], ['foundBy', []]])
  })

  await t.test('a step that builds on another version than the last one is refused, and nothing is written', async (t) => {
    const opening = await freshStore(t, fresh)
    const first = opened()
    const second = next(first)
    const third = next(second)
    await opening.store.commit(full(first))
    await opening.store.commit(full(second))
    for (const late of [first, second, next(third)]) await refused(t, opening, full(late, { answer: answerTo('another') }), StaleVersion)
    await refused(t, opening, full(next(opened())), StaleVersion)
    await opening.store.commit(full(third))
    t.match(await opening.store.load('case', first.id), { row: { version: 3 } })
  })

  await t.test('a step that rests on a subject\'s decisions as they were is refused, and nothing is written', async (t) => {
    const opening = await freshStore(t, fresh)
    const { store } = opening
    const subject = (expected: number, changes: boolean): Pick<Unit, 'subject'> => ({ subject: { key: 'subject-1', expected, changes } })
    await store.commit(unit(opened(), subject(0, false)))
    t.match(await store.subject('subject-1'), { version: 0 }, 'a step that only rests on them does not move them on')
    await refused(t, opening, full(opened(), subject(1, true)), StaleSubject)
    await refused(t, opening, full(opened(), subject(1, false)), StaleSubject)
    await store.commit(unit(opened(), subject(0, true)))
    t.match(await store.subject('subject-1'), { version: 1 })
    for (const changes of [true, false]) for (const expected of [0, 2]) await refused(t, opening, full(opened(), subject(expected, changes)), StaleSubject)
    await store.commit(unit(opened(), subject(1, false)))
    await store.commit(unit(opened(), subject(1, true)))
    t.match(await store.subject('subject-1'), { version: 2 })
    t.match(await store.subject('subject-2'), { version: 0, decisions: [] }, 'that of another has not moved')
  })

  await t.test('an idempotency key is kept once; whoever comes with it again is told so before all else', async (t) => {
    const opening = await freshStore(t, fresh)
    const { store } = opening
    const row = opened()
    await store.commit(full(row, { answer: answerTo('key') }))
    await refused(t, opening, full(opened(), { answer: answerTo('key', { fingerprint: 'asked-otherwise' }) }), KeyTaken)
    await refused(t, opening, full(row, { answer: answerTo('key'), subject: { key: 'subject-1', expected: 5, changes: true } }), KeyTaken)
    t.strictSame(await store.answer('key'), answerTo('key'))
    t.equal(await store.answer('another'), null)
  })

  await t.test('a key that came with a refused step is free', async (t) => {
    const opening = await freshStore(t, fresh)
    await refused(t, opening, unit(next(opened()), { answer: answerTo('key') }), StaleVersion)
    await opening.store.commit(unit(opened(), { answer: answerTo('key') }))
    t.match(await opening.store.answer('key'), { key: 'key' })
  })

  await t.test('a step marks other records for reconsideration, or frees them; a step on these leaves the mark', async (t) => {
    const opening = await freshStore(t, fresh)
    const { store } = opening
    const marked = async (row: Row): Promise<boolean | undefined> => (await store.load('case', row.id))?.row.reconsider
    const [one, two, cause] = [opened(), opened(), opened()]
    for (const row of [one, two]) await store.commit(unit(row))
    await store.commit(unit(cause, { reconsider: [{ id: one.id, is: true }, { id: two.id, is: true }, { id: cause.id, is: true }] }))
    await store.commit(unit(next(one)))
    t.strictSame([await marked(one), await marked(two), await marked(cause)], [true, true, true])
    t.match(await store.load('case', one.id), { row: { version: 2 } }, 'the mark itself is no step')
    await store.commit(unit(next(cause), { reconsider: [{ id: one.id, is: false }, { id: two.id, is: true }] }))
    t.strictSame([await marked(one), await marked(two)], [false, true])
    await refused(t, opening, full(opened(), { reconsider: [{ id: one.id, is: true }, { id: newId(), is: true }] }), Error)
  })

  await t.test('steps and events cannot be changed or taken away, not even with SQL', async (t) => {
    const { store, database } = await freshStore(t, fresh)
    await store.commit(full(opened()))
    const before = await dump(database)
    for (const statement of ['update steps set content = \'{}\'', 'delete from steps']) await t.rejects(database.sql(statement), { message: /steps are only ever added/ }, statement)
    for (const statement of ['update events set position = position + 1', 'delete from events']) await t.rejects(database.sql(statement), { message: /events are only ever added/ }, statement)
    t.strictSame(await dump(database), before)
  })

  await t.test('nothing can hang on a record that is not there', async (t) => {
    const { store, database } = await freshStore(t, fresh)
    const before = await dump(database)
    await t.rejects(store.commit(full(opened(), { decision: decisionOf(opened()) })))
    t.strictSame(await dump(database), before)
  })

  await t.test('everything is there again after the store was closed and opened', async (t) => {
    const { store, database } = await freshStore(t, fresh)
    const row = opened()
    await store.commit(full(row))
    const before = { dump: await dump(database), everything: await store.everything(row.id) }
    await store.close()
    const again = await openFor(t, database)
    t.strictSame({ dump: await dump(database), everything: await again.everything(row.id) }, before)
    await again.commit(full(next(row)))
    t.match(await again.events({ after: 0, limit: 9 }), [{ position: 1 }, { position: 2 }, { position: 3 }, { position: 4 }], 'events are counted on')
  })

  await t.test('a store that is closed writes what it was given before, and nothing after', async (t) => {
    const { store, database } = await freshStore(t, fresh)
    const rows = Array.from({ length: 20 }, () => opened())
    const written = rows.map((row) => store.commit(unit(row)))
    const closing = store.close()
    await t.rejects(store.commit(unit(opened())), /closed/)
    await Promise.all([...written, closing])
    await t.resolves(store.close(), 'closing twice is closing once')
    await t.rejects(store.ping())
    const again = await openFor(t, database)
    await t.resolves(again.ping())
    t.strictSame(await again.ids({ limit: 99 }), rows.map(({ id }) => id).sort())
  })
}
