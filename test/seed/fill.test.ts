import t from 'tap'
import { checkStore } from '../../src/records/check-store.ts'
import { fill } from '../../src/seed/fill.ts'
import { openSqlite } from '../../src/store/sqlite/store.ts'
import { keyOf } from '../deps.ts'
import { dump, plan, rows, rules, seeded } from './seeded.ts'

const { vocabulary } = rules.book

t.test('a small store has cases of every kind, and every record of it verifies', async (t) => {
  const { path, store, filled } = await seeded(t)
  const faults: string[] = []
  const { records, steps } = await checkStore(store, rules.book, keyOf, { fault: (what, detail) => { faults.push(`${what}: ${detail}`) }, progress: () => {} })
  t.strictSame(faults, [])
  t.match({ cases: filled.cases, steps: filled.steps }, { cases: 300, steps })
  t.ok(records > 300, 'there are earlier decisions, too')

  const having = (text: string): string[] => rows<{ one: string }>(path, text).map(({ one }) => one)
  t.strictSame(having('select distinct state one from records where kind = \'case\' order by 1'), Object.keys(vocabulary.caseStates).sort(), 'every state')
  t.strictSame(having('select distinct subject_type one from records where kind = \'case\' order by 1'), Object.keys(vocabulary.subjectTypes).sort(), 'every type of subject')
  t.strictSame(having('select distinct state one from records where kind = \'prior-decision\' order by 1'), Object.keys(vocabulary.priorStates).sort(), 'earlier decisions, some withdrawn')
  t.strictSame(having('select distinct content ->> \'type\' one from steps where content ->> \'type\' in (select value from json_each(\'["register","record","withdraw"]\')) order by 1'), ['record', 'register', 'withdraw'])
  t.strictSame(having('select distinct content ->> \'$.outcome.computed.answer.ruleset.id\' one from steps where content ->> \'type\' = \'decide\' order by 1'), [...rules.book.ids].sort(), 'decisions under every ruleset')
  t.ok(rows(path, 'select 1 from steps where content like \'%"via":"escalation"%\' limit 1').length > 0, 'an earlier decision raised a later one')
  t.ok(rows(path, 'select 1 from standing limit 1').length > 0, 'measures are in force')
})

t.test('the cases of five years come in the order of time, and the old ones are done with', async (t) => {
  const { path } = await seeded(t)
  const times = rows<{ time: string }>(path, 'select time from events order by position').map(({ time }) => time)
  t.strictSame(times, [...times].sort())
  t.match([times[0]?.slice(0, 4), times.at(-1)?.slice(0, 7)], ['2021', '2026-11'])
  t.ok(times.every((time) => time < '2026-11-21'), 'nothing happens after the day before')
  const [share] = rows<{ old: number }>(path, 'select avg(state in (\'closed\', \'dismissed\')) old from records where kind = \'case\' and occurred_on < \'2025-06-01\'')
  t.ok((share?.old ?? 0) > 0.9)
})

t.test('the numbers are those of nobody', async (t) => {
  const { path } = await seeded(t, { cases: 60 })
  const refs = rows<{ kind: string, ref: string }>(path, 'select content ->> \'$.body.subject.refKind\' kind, content ->> \'$.body.subject.ref\' ref from steps where content ->> \'type\' = \'register\'')
  t.equal(refs.length, 60)
  for (const { kind, ref } of refs) t.match(ref, { 'resident-id': /^0000\d{2}/, uscc: /^\d{2}0000\d{2}/, other: /^[A-Z]-/ }[kind] as RegExp)
})

t.test('the same seed makes the same store to the last byte, also where others invent while it is written', async (t) => {
  const { path } = await seeded(t, { cases: 80 })
  const rowsOfOne = dump(path)
  await t.test('two workers', async (t) => t.strictSame(dump((await seeded(t, { cases: 80 }, 2)).path), rowsOfOne))
  await t.test('another seed', async (t) => t.not(JSON.stringify(dump((await seeded(t, { cases: 80, seed: 'other' })).path)), JSON.stringify(rowsOfOne)))
})

t.test('what there is already is not written again; another seed is added', async (t) => {
  const { store, path } = await seeded(t, { cases: 40 })
  const before = dump(path)
  await t.rejects(fill({ store, rules, plan: plan({ cases: 40 }), workers: 0 }), { message: /same seed/ })
  t.strictSame(dump(path), before, 'nothing was written')
  t.match(await fill({ store, rules, plan: plan({ cases: 40, seed: 'other' }), workers: 0 }), { cases: 40 })
})

t.test('what a worker stumbles over is told to whoever waits for it', async (t) => {
  const store = await openSqlite('file::memory:')
  t.teardown(() => store.close())
  await t.rejects(fill({ store, rules, plan: plan({ cases: 10, rulesetsDirectory: `${t.testdir({})}/nowhere` }), workers: 1 }), /nowhere/)
})

t.test('there have to be rules for a year at least', async (t) => {
  const store = await openSqlite('file::memory:')
  t.teardown(() => store.close())
  await t.rejects(fill({ store, rules, plan: plan({ until: '2021-12-31' }), workers: 0 }), { message: /less than a year/ })
})
