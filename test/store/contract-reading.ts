/** What is found by key: records, subjects, measures in force, events, answers. */
import type { Test } from 'tap'
import { addDays } from '../../src/domain/day.ts'
import type { Fresh } from './contract.ts'
import { freshStore } from './opened.ts'
import { answerTo, decisionOf, eventOf, newId, next, opened, standingRow, unit } from './units.ts'

export async function readingContract (t: Test, fresh: Fresh): Promise<void> {
  await t.test('a record is found under its kind only', async (t) => {
    const { store } = await freshStore(t, fresh)
    const row = opened()
    await store.commit(unit(row))
    t.match(await store.load('case', row.id), { row: { id: row.id } })
    t.equal(await store.load('prior-decision', row.id), null)
    t.equal(await store.load('case', newId()), null)
  })

  await t.test('a record comes with all its steps in their order and with the decisions on its subject alone', async (t) => {
    const { store } = await freshStore(t, fresh)
    const [earlier, own, other] = [opened({ kind: 'prior-decision' }), opened(), opened({ subjectKey: 'subject-2' })]
    const subject = (key: string, expected: number) => ({ key, expected, changes: true })
    await store.commit(unit(own, { subject: subject('subject-1', 0), decision: decisionOf(own) }))
    await store.commit(unit(earlier, { subject: subject('subject-1', 1), decision: decisionOf(earlier) }))
    await store.commit(unit(other, { subject: subject('subject-2', 0), decision: decisionOf(other) }))
    let row = own
    for (let seq = 2; seq <= 12; seq += 1) await store.commit(unit(row = next(row)))
    const loaded = await store.load('case', own.id)
    t.strictSame(loaded?.steps.map(({ seq }) => seq), [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12])
    t.strictSame(loaded?.subject, { version: 2, decisions: [decisionOf(earlier), decisionOf(own)] }, 'in the order of the records')
    t.strictSame(await store.subject('subject-1'), loaded?.subject)
    t.strictSame(await store.subject('subject-2'), { version: 1, decisions: [decisionOf(other)] })
    t.strictSame(await store.subject('subject-3'), { version: 0, decisions: [] })
  })

  await t.test('the records that took a decision into account are found, oldest first, as long as they do', async (t) => {
    const { store } = await freshStore(t, fresh)
    const [one, two, three, four] = [opened(), opened(), opened(), opened()]
    await store.commit(unit(one))
    await store.commit(unit(three, { counted: [one.id, two.id] }))
    await store.commit(unit(two, { counted: [one.id] }))
    await store.commit(unit(four, { counted: [] }))
    t.strictSame(await store.countedBy(one.id), [two.id, three.id])
    t.strictSame(await store.countedBy(two.id), [three.id])
    t.strictSame(await store.countedBy(four.id), [])
    await store.commit(unit(next(three), { counted: [two.id] }))
    t.strictSame(await store.countedBy(one.id), [two.id])
  })

  await t.test('a measure is in force from its first day to its last, both included', async (t) => {
    const { store } = await freshStore(t, fresh)
    const row = opened()
    const [ended, open, oneDay] = [standingRow({ from: '2026-03-01', to: '2026-03-10' }), standingRow({ measure: 'open', from: '2026-03-05', to: null }), standingRow({ measure: 'one-day', from: '2026-03-05', to: '2026-03-05' })]
    await store.commit(unit(row, { standing: [ended, open, oneDay] }))
    const on = async (day: string) => (await store.standing(['subject-1'], day)).map(({ measure }) => measure)
    t.strictSame(await on(addDays(ended.from, -1)), [])
    t.strictSame(await on(ended.from), ['ban'])
    t.strictSame(await on('2026-03-04'), ['ban'])
    t.strictSame(await on('2026-03-05'), ['ban', 'open', 'one-day'])
    t.strictSame(await on('2026-03-06'), ['ban', 'open'])
    t.strictSame(await on('2026-03-10'), ['ban', 'open'])
    t.strictSame(await on('2026-03-11'), ['open'])
    t.strictSame(await on('9999-12-31'), ['open'])
  })

  await t.test('a record is read without its steps for whoever knows its head, and with them for whoever knows another', async (t) => {
    const { store } = await freshStore(t, fresh)
    const one = opened()
    await store.commit(unit(one))
    await store.commit(unit(next(one)))
    const whole = await store.load('case', one.id)
    const head = whole?.row.head ?? ''
    t.equal(whole?.steps.length, 2)
    t.strictSame(await store.load('case', one.id, head), { ...whole, steps: [] })
    t.strictSame(await store.load('case', one.id, one.head), whole)
    t.strictSame(await store.load('case', one.id, ''), whole)
  })

  await t.test('measures are found by whom they are on, whosever record it is, the oldest record first', async (t) => {
    const { store } = await freshStore(t, fresh)
    const [one, two, three] = [opened(), opened({ kind: 'prior-decision' }), opened({ subjectKey: 'subject-3', jurisdiction: '520102' })]
    const onAgency = standingRow({ measure: 'order', subjectKey: 'agency', interim: true })
    await store.commit(unit(three, { standing: [onAgency] }))
    await store.commit(unit(one, { standing: [standingRow(), onAgency] }))
    await store.commit(unit(two, { standing: [standingRow()] }))
    const of = ({ id, kind, jurisdiction }: typeof one) => ({ recordId: id, kind, jurisdiction })
    t.strictSame(await store.standing(['agency', 'nobody', 'agency'], '2026-03-01'), [{ ...onAgency, ...of(one) }, { ...onAgency, ...of(three) }])
    t.strictSame(await store.standing(['agency', 'subject-1'], '2026-03-01'), [{ ...standingRow(), ...of(one) }, { ...onAgency, ...of(one) }, { ...standingRow(), ...of(two) }, { ...onAgency, ...of(three) }])
    t.strictSame(await store.standing(['nobody', 'subject-3'], '2026-03-01'), [])
    t.strictSame(await store.standing([], '2026-03-01'), [])
    const many = Array.from({ length: 2000 }, (_, index) => `nobody-${index}`)
    t.equal((await store.standing([...many, 'agency'], '2026-03-01')).length, 2)
  })

  await t.test('events come in the order in which they happened, from any position on', async (t) => {
    const { store } = await freshStore(t, fresh)
    t.strictSame(await store.events({ after: 0, limit: 5 }), [])
    const [one, two] = [opened(), opened({ jurisdiction: '520102' })]
    await store.commit(unit(two, { events: [eventOf(two, { type: 'a' }), eventOf(two, { type: 'b' })] }))
    await store.commit(unit(one))
    await store.commit(unit(next(one), { events: [eventOf(one, { type: 'c', data: '{"n":1}' })] }))
    const all = [{ ...eventOf(two), type: 'a', position: 1 }, { ...eventOf(two), type: 'b', position: 2 }, { ...eventOf(one), type: 'c', data: '{"n":1}', position: 3 }]
    const placed = all.map((event) => ({ ...event, jurisdiction: event.recordId === one.id ? '450103' : '520102' }))
    t.strictSame(await store.events({ after: 0, limit: 5 }), placed)
    t.strictSame(await store.events({ after: 1, limit: 1 }), placed.slice(1, 2))
    t.strictSame(await store.events({ after: 2, limit: 5 }), placed.slice(2))
    t.strictSame(await store.events({ after: 3, limit: 5 }), [])
    t.strictSame((await store.everything(two.id)).events, all.slice(0, 2))
  })

  await t.test('answers are forgotten once they are old, some at a time, and their keys are free again', async (t) => {
    const { store } = await freshStore(t, fresh)
    const ages = Array.from({ length: 1200 }, (_, index) => index)
    await Promise.all(ages.map((at) => store.commit(unit(opened(), { answer: answerTo(`key-${at}`, { at }) }))))
    t.equal(await store.forgetAnswers(0), 0)
    let forgotten = 0
    for (let some = 1; some > 0; forgotten += some) some = await store.forgetAnswers(1190)
    t.equal(forgotten, 1190)
    t.equal(await store.answer('key-1189'), null)
    t.match(await store.answer('key-1190'), { at: 1190 })
    await store.commit(unit(opened(), { answer: answerTo('key-7') }))
    t.match(await store.answer('key-7'), answerTo('key-7'))
  })

  await t.test('all ids are found page by page, oldest first, also of a record of which only its steps are left', async (t) => {
    const { store, database } = await freshStore(t, fresh)
    t.strictSame(await store.ids({ limit: 5 }), [])
    const rows = Array.from({ length: 8 }, (_, index) => opened({ kind: index % 3 === 0 ? 'prior-decision' : 'case' }))
    for (const row of [...rows].reverse()) await store.commit(unit(row, { standing: [standingRow()], events: [eventOf(row)] }))
    for (const row of rows) await store.commit(unit(next(row)))
    const lost = rows[4]!
    await database.tamper(`delete from records where id = '${lost.id}'`)
    const pages: (readonly string[])[] = []
    for (let page = await store.ids({ limit: 3 }); page.length > 0; page = await store.ids({ after: page.at(-1)!, limit: 3 })) pages.push(page)
    t.strictSame(pages.map(({ length }) => length), [3, 3, 2])
    t.strictSame(pages.flat(), rows.map(({ id }) => id))
    t.match(await store.everything(lost.id), { row: null, steps: [{ seq: 1 }, { seq: 2 }], standing: [standingRow()], foundBy: lost.conducts, events: [{ type: 'case.opened' }] })
    t.strictSame(await store.everything(newId()), { row: null, steps: [], dataKey: null, standing: [], decision: null, counted: [], erased: [], foundBy: [], events: [] })
  })
}
