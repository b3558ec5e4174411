/** Whole rows and records removed, put in and exchanged. */
import type { Test } from 'tap'
import { seal } from '../../src/records/chain.ts'
import { verifyExport } from '../../src/records/verify-export.ts'
import { isFound, isNotFound, isWell, ownerOf, type Bench } from './found.ts'
import { recordsOf, rules } from './story.ts'
import { alter, insert, remove, rowsOf, together, type Row, type Undo } from './tampering.ts'

/** Everything of one record; `events` too where that is said. */
async function removeWhole ({ hand }: Bench, id: string, events: boolean): Promise<Undo> {
  const undos: Undo[] = []
  for (const table of ['record_conducts', 'standing', 'decisions', 'counted', 'steps', 'records', ...events ? ['events'] : []]) {
    for (const row of await rowsOf(hand, table)) if (ownerOf(row) === id) undos.push(await remove(hand, table, row))
  }
  return together(undos)
}

export async function insertions (t: Test, bench: Bench): Promise<void> {
  const { hand, story: { pending, barred, raised, settled } } = bench
  const nobody = '01a1fb9e-0000-7000-8000-000000000000'
  const of = async (table: string, id: string): Promise<Row[]> => (await rowsOf(hand, table)).filter((row) => ownerOf(row) === id)
  const [record] = await of('records', pending) as [Row]
  const last = (await of('steps', pending)).sort((a, b) => Number(a.seq) - Number(b.seq)).at(-1) as Row
  const [decision] = await of('decisions', raised) as [Row]
  const [measure] = await of('standing', pending) as [Row]
  const newest = (await rowsOf(hand, 'events')).map(({ position }) => Number(position)).sort((a, b) => a - b).at(-1) ?? 0
  const [event] = (await of('events', pending)) as [Row]
  const forged = seal(pending, { seq: Number(last.seq) + 1, type: 'refer', at: '2026-11-21T10:00:00.000+08:00', actor: 'li', level: 'city', body: { to: 'x', reasons: 'x' }, outcome: { tier: 'general' } }, String(last.digest), 'sha256')
  const step = { record_id: pending, ...forged }
  const inserted: readonly [string, Row, string][] = [
    ['records', { ...record, id: nobody }, nobody],
    ['record_conducts', { record_id: pending, conduct: 'agency.fees' }, pending],
    ['steps', step, pending],
    ['steps', { ...last, seq: Number(last.seq) + 1 }, pending],
    ['steps', { ...last, record_id: nobody }, nobody],
    ['standing', { ...measure, seq: 7 }, pending],
    ['standing', { ...measure, record_id: barred, seq: 7, interim: 0 }, barred],
    ['decisions', { ...decision, record_id: pending }, pending],
    ['decisions', { ...decision, record_id: pending, subject_key: String(record.subject_key) }, pending],
    // Of no record at all, first, amid and last in the history of a subject: it would make the next decision a graver one. The record before it tells.
    ['decisions', { ...decision, record_id: nobody }, raised],
    ['decisions', { ...decision, record_id: `${raised}0` }, raised],
    ['decisions', { ...decision, record_id: 'ffffffff' }, settled],
    ['counted', { record_id: raised, counted_id: barred }, raised],
    ['counted', { record_id: pending, counted_id: raised }, pending],
    ['events', { ...event, position: newest + 1 }, pending],
    ['events', { ...event, position: 0 }, pending],
    ['events', { ...event, position: newest + 1, record_id: nobody }, nobody]
  ]
  for (const [table, row, id] of inserted) await isFound(t, bench, await insert(hand, table, row), `a row of ${table} put in`, id)
  const whole = [await insert(hand, 'steps', step), await alter(hand, 'records', record, { version: Number(step.seq), head: step.digest })]
  await isFound(t, bench, together(whole), 'a step put in, and the record made to agree', pending)

  // Nobody reads them: each is looked for together with its record.
  for (const [table, row] of [['standing', measure], ['record_conducts', { conduct: 'agency.fees' }], ['counted', { counted_id: raised }]] as const) {
    await isNotFound(t, bench, await insert(hand, table, { ...row, record_id: nobody }), `a row of ${table} of no record`)
  }
  // It tells with the first record of that subject, and counts for nothing before.
  await isNotFound(t, bench, await insert(hand, 'decisions', { ...decision, record_id: nobody, subject_key: 'nobody' }), 'a row of decisions of no record, of a subject of whom nothing is recorded')
  const own = { key: 'somebody', version: 3 }
  await isNotFound(t, bench, await insert(hand, 'subjects', own), 'a row of subjects')
  await isNotFound(t, bench, await insert(hand, 'answers', { key: 'k', fingerprint: 'f', status: 201, headers: '{}', body: '{}', at: 1 }), 'a row of answers')
  await isWell(t, bench)
}

export async function exchanges (t: Test, bench: Bench): Promise<void> {
  const { hand, story: { raised, settled } } = bench
  const steps = await rowsOf(hand, 'steps')
  const stepOf = (id: string, seq: number): Row => steps.find((row) => row.record_id === id && Number(row.seq) === seq) as Row
  const exchange = async (table: string, one: Row, two: Row, columns: readonly string[]): Promise<Undo> => {
    const part = (row: Row): Row => Object.fromEntries(columns.map((column) => [column, row[column] ?? null]))
    return together([await alter(hand, table, one, part(two)), await alter(hand, table, two, part(one))])
  }
  for (const seq of [1, 4, 9]) await isFound(t, bench, await exchange('steps', stepOf(raised, seq), stepOf(raised, seq + 1), ['content', 'digest']), `steps ${seq} and ${seq + 1} exchanged`, raised)
  await isFound(t, bench, await exchange('steps', stepOf(raised, 5), stepOf(settled, 5), ['content', 'digest']), 'steps of two records exchanged', raised)

  const told = [...await rowsOf(hand, 'events')].sort((a, b) => Number(a.position) - Number(b.position))
  const rest = ['type', 'record_id', 'time', 'data']
  const ofRaised = told.filter(({ record_id: id }) => id === raised)
  await isFound(t, bench, await exchange('events', ofRaised[1]!, ofRaised[2]!, rest), 'two events of one record exchanged', raised)
  const due = told.findIndex(({ type }) => String(type).includes('reconsideration'))
  await isFound(t, bench, await exchange('events', told[due - 1]!, told[due]!, rest), 'an event of a reconsideration exchanged with that of the step that it came from')
  await isFound(t, bench, await exchange('events', told[due + 1]!, told[due + 2]!, rest), 'an event of a reconsideration exchanged with that of the next step')
  // In which order two records were told of stands nowhere else.
  await isNotFound(t, bench, await exchange('events', told[due]!, told[due + 1]!, rest), 'two events of reconsiderations that came from one step exchanged')
  const apart = told.findIndex(({ record_id: id }, index) => index > 0 && id !== told[index - 1]?.record_id)
  await isNotFound(t, bench, await exchange('events', told[apart - 1]!, told[apart]!, rest), 'events of two records exchanged')
  await isWell(t, bench)
}

/** What the store cannot know by itself. */
export async function cutOff (t: Test, bench: Bench): Promise<void> {
  const { hand, store, story: { records, raised, pending } } = bench
  const kept = await records.export(pending, 'zh')
  const [, step, last] = kept.steps
  const undos: Undo[] = []
  for (const table of ['steps', 'events']) {
    for (const row of await rowsOf(hand, table)) if (ownerOf(row) === pending && String(row.digest ?? row.data).includes(last!.digest)) undos.push(await remove(hand, table, row))
  }
  for (const row of await rowsOf(hand, 'standing')) if (row.record_id === pending) undos.push(await remove(hand, 'standing', row))
  const [record] = (await rowsOf(hand, 'records')).filter(({ id }) => id === pending)
  undos.push(await alter(hand, 'records', record!, { version: 2, head: step!.digest, bars_until: null }))
  t.match(await records.verification(pending), { valid: true, steps: 2 }, 'a last step that was cut off with all that came of it leaves no trace in the store')
  const shorter = await recordsOf(store).export(pending, 'zh')
  t.match(verifyExport(rules.book, shorter, kept.record.head), { valid: false, firstFault: { fault: 'head-differs' } }, 'the head that somebody kept shows it')
  await together(undos)()
  t.match(verifyExport(rules.book, kept, step!.digest), { valid: true, keptAt: 2 })

  await isFound(t, bench, await removeWhole(bench, raised, false), 'a record removed with everything but its events')
  await isFound(t, bench, await removeWhole(bench, raised, true), 'a record removed with its events')
  await isNotFound(t, bench, await removeWhole(bench, pending, true), 'the last record removed with its events: whoever read the events knows that there were more')
  await isWell(t, bench)
}
