/** Of an agency's staff names and numbers are shown to those who may see them, and to nobody else; the agency is no person. */
import t from 'tap'
import { caller, filed, of, opening, recordsOn, take } from './agency-office.ts'

const staff = { ...of('put-on-file'), ref: '11010519491231002X', refKind: 'resident-id', name: '陆示例', certificate: 'GX20260001' }
const written = { ...of('supervise'), findings: [{ what: '陆示例（11010519491231002X）未到岗。', handling: 'none' }], note: '已约谈陆示例。' }
const SECRETS = ['11010519491231002X', '陆示例', 'GX20260001']
const seesAll = { region: '', pii: true }
const seesNobody = { region: '45', pii: false }

const setUp = async (t: Parameters<typeof recordsOn>[0]) => {
  const { records } = await recordsOn(t)
  const id = await filed(records)
  await take(records, id, staff, written, { type: 'take-off-file', role: 'assessor', ref: '11010519491231002X', on: '2026-11-01', reasons: '陆示例离职。' })
  return { records, id }
}

t.test('whoever may see persons sees them', async (t) => {
  const { records, id } = await setUp(t)
  const seen = JSON.stringify([await records.agencies.agency(id, undefined, 'zh', seesAll), await records.agencies.steps(id, seesAll)])
  for (const secret of SECRETS) t.ok(seen.includes(secret), secret)
})

t.test('whoever may not sees who they are nowhere: not in the view, not in the steps, not in the ledger, not in what his own step is answered with', async (t) => {
  const { records, id } = await setUp(t)
  const { view } = await records.agencies.agency(id, undefined, 'zh', seesNobody)
  const steps = await records.agencies.steps(id, seesNobody)
  const answer = await records.agencies.takeStep(id, '*', { ...staff, on: '2026-11-02' }, caller('wei', 'city', { access: seesNobody }))
  const ledger = await records.supervision.ledger({ from: '2026-01-01', to: '2026-12-31' }, { limit: 10 }, 'zh', seesNobody)
  const table = await records.supervision.csv({ from: '2026-01-01', to: '2026-12-31' }, 'zh', seesNobody)
  const circular = await records.supervision.circular({ jurisdiction: '45', from: '2026-01-01', to: '2026-12-31' }, 'zh', seesNobody)
  for (const [what, shown] of Object.entries({ view, steps, answer: answer.body, ledger, table, circular })) {
    for (const secret of SECRETS) t.notOk(JSON.stringify(shown).includes(secret), `${what}: ${secret}`)
  }
  t.match(view.staff, [{ ref: '**************002X', name: '陆**', certificate: '******0001', role: 'assessor', occupations: ['6-18-02-04'] }])
  t.match(view, { ref: opening.ref, name: opening.name, supervisions: [{ findings: [{ what: '陆**（**************002X）未到岗。' }], note: '已约谈陆**。' }] })
  t.match(steps.items.find(({ type }) => String(type) === 'take-off-file')?.body, { ref: '**************002X', reasons: '陆**离职。' })
})

t.test('who was entered by mistake is a person, too: what was written of him stays, and is masked', async (t) => {
  const { records } = await recordsOn(t)
  const id = await filed(records)
  await take(records, id, staff, written, { type: 'annul', seq: 5, reasons: '陆示例录错机构。' })
  const { view } = await records.agencies.agency(id, undefined, 'zh', seesNobody)
  t.strictSame(view.staff, [], 'nobody is on file')
  const ledger = await records.supervision.ledger({ from: '2026-01-01', to: '2026-12-31' }, { limit: 10 }, 'zh', seesNobody)
  for (const [what, shown] of Object.entries({ view, ledger })) {
    t.match(JSON.stringify(shown), /陆\*\*（\*+002X）未到岗/, what)
    for (const secret of SECRETS) t.notOk(JSON.stringify(shown).includes(secret), `${what}: ${secret}`)
  }
})

t.test('in the ledger of somebody who may, they stand as they were written', async (t) => {
  const { records } = await setUp(t)
  t.match(JSON.stringify(await records.supervision.ledger({ from: '2026-01-01', to: '2026-12-31' }, { limit: 10 }, 'zh', seesAll)), /陆示例/)
})

t.test('an agency elsewhere is not there', async (t) => {
  const { records, id } = await setUp(t)
  const elsewhere = { region: '52', pii: true }
  const asked: readonly (() => Promise<unknown>)[] = [
    () => records.agencies.agency(id, undefined, 'zh', elsewhere),
    () => records.agencies.steps(id, elsewhere),
    () => records.agencies.verification(id, elsewhere),
    () => records.agencies.takeStep(id, '*', staff, caller('x', 'city', { access: elsewhere })),
    () => records.agencies.openRatingCase(id, 2, caller('x', 'city', { access: elsewhere }))
  ]
  for (const ask of asked) await t.rejects(ask(), { code: 'not-found' })
  await t.rejects(records.agencies.registerAgency({ ...opening, ref: 'JG-5' }, caller('x', 'city', { access: elsewhere })), { code: 'forbidden' })
})

t.test('of what was decided elsewhere the ledger and the circular say nothing to whoever may not see it', async (t) => {
  const { records } = await recordsOn(t)
  await filed(records)
  const decided = async (jurisdiction: string, document: string) => {
    await records.recordPrior({ subject: { type: 'agency', ref: opening.ref, refKind: 'uscc', name: opening.name }, jurisdiction, decidedOn: '2026-09-01', authority: '示例局', measures: [{ measure: 'interview' }], document }, caller())
  }
  await decided('450103', '一')
  await decided('520102', '二')
  const entries = async (region: string) => (await records.supervision.ledger({ from: '2026-01-01', to: '2026-12-31' }, { limit: 10 }, 'zh', { region, pii: true })).items.flatMap((item) => item.entries.filter(({ kind }) => kind === 'prior-decision'))
  t.strictSame([(await entries('')).length, (await entries('45')).length, (await entries('52')).length], [2, 1, 0])

  const registered = async (region: string, jurisdiction: string) => (await records.supervision.circular({ jurisdiction, from: '2026-01-01', to: '2026-12-31' }, 'zh', { region, pii: true })).supervision.carriedOut
  await take(records, (await records.agencies.list({}, { limit: 1 }, 'zh')).items[0]?.id ?? '', of('supervise'))
  t.strictSame([await registered('', '45'), await registered('45', '45'), await registered('4501', '45'), await registered('45', '4501'), await registered('4502', '45'), await registered('52', '45'), await registered('4502', '4501')], [1, 1, 1, 1, 0, 0, 0])
})

t.test('somebody on file against whom a measure is in force is told of, and nothing more', async (t) => {
  const { records } = await recordsOn(t)
  const id = await filed(records)
  await take(records, id, staff)
  const warnings = async (on: string) => (await records.agencies.agency(id, on, 'zh')).view.warnings.map(({ code, pointer }) => `${code} ${pointer}`)
  t.strictSame(await warnings('2026-11-21'), [])
  await records.recordPrior({ subject: { type: 'assessor', ref: staff.ref, refKind: 'resident-id', name: staff.name }, jurisdiction: '520102', decidedOn: '2026-09-01', authority: '示例局', measures: [{ measure: 'revoke-assessor-certificate', from: '2026-09-01' }], document: '示例〔2026〕1号' }, caller())
  t.strictSame(await warnings('2026-08-31'), [])
  t.strictSame(await warnings('2026-09-01'), ['assessor-barred /staff/0'])
  await take(records, id, { type: 'take-off-file', role: 'assessor', ref: staff.ref, on: '2026-10-01' })
  t.strictSame([await warnings('2026-09-30'), await warnings('2026-10-01')], [['assessor-barred /staff/0'], []], 'once off file, nothing is said')
})

t.test('a credit code that cannot be one is told of', async (t) => {
  const { records } = await recordsOn(t)
  const warned = JSON.parse((await records.agencies.registerAgency({ ...opening, ref: '91450103MA0000001X' }, caller())).body) as { warnings: unknown }
  t.match(warned.warnings, [{ code: 'check-digit', pointer: '/ref' }])
  const fine = JSON.parse((await records.agencies.registerAgency(opening, caller())).body) as { warnings: unknown }
  t.strictSame(fine.warnings, [])
})
