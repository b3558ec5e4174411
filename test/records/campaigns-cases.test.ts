/** From what an inspection found to the problem list, and from there to cases: each once, whatever happens on the way. */
import t, { type Test } from 'tap'
import { join } from 'node:path'
import type { CampaignStep } from '../../src/domain/inspection/campaign.ts'
import { Database } from '../../src/store/sqlite/drizzle.ts'
import { openSqlite } from '../../src/store/sqlite/store.ts'
import type { Store } from '../../src/store/store.ts'
import { keyOf } from '../deps.ts'
import { Clock } from '../e2e/clock.ts'
import { parseCsv } from './csv-parser.ts'
import { Campaign, failed, GENERAL_PROBLEM, officer, passed, plan, PLANNED, recordsAt, refusalOf } from './campaigns-story.ts'

const GENERAL = 'guangxi/annex-3/general'
const SERIOUS = 'guangxi/annex-3/serious'
const ARCHIVES = `${GENERAL}/item-4`
const ADVERTISING = `${SERIOUS}/item-4`

const problemsOf = async (campaign: Campaign, lang: 'zh' | 'en' = 'zh') => (await campaign.records.campaigns.problems(campaign.id, lang)).items
const caseOf = async (campaign: Campaign, id: string) => (await campaign.records.case(id, 'zh')).view
const casesOf = async (campaign: Campaign, ref: string) => await campaign.store.ofSubject(keyOf({ type: 'agency', ref }))

t.test('the problem list has what was found, and what the rules propose: optional measures stay optional', async (t) => {
  const campaign = await (await Campaign.plan()).draw()
  await campaign.take(campaign.result(0, [passed(ARCHIVES), { ...GENERAL_PROBLEM, note: '一名考评人员', evidence: [{ kind: 'documentary', title: '派遣表' }] }]))
  const [problem, ...others] = await problemsOf(campaign)
  t.strictSame(others, [])
  t.match(problem, {
    agency: { ref: campaign.refOf(0) },
    inspectedOn: '2026-10-19',
    occurredOn: '2026-10-19',
    caseId: null,
    found: [{ conduct: 'agency.assessor-assignment', facts: { gravity: 'minor' }, checks: [{ row: `${GENERAL}/item-5`, note: '一名考评人员', evidence: [{ kind: 'documentary', title: '派遣表' }] }] }],
    handling: { outcome: 'violation', tier: 'general', governing: [{ provision: `${GENERAL}/item-5`, citation: /附件3第一部分第（一）项第5目/ }], questions: [] }
  })
  t.strictSame(problem?.handling.measures.map(({ measure, mandatory }) => `${measure} ${mandatory}`), ['order-correction true', 'interview true', 'invalidate-session-results false'])
})

t.test('where a fact is missing, nothing is proposed but the question', async (t) => {
  const campaign = await (await Campaign.plan()).draw()
  await campaign.take(campaign.result(0, [failed(`${GENERAL}/item-5`, { conduct: 'agency.assessor-assignment' })]))
  const [problem] = await problemsOf(campaign)
  t.match(problem?.handling, { outcome: 'needs-facts', tier: null, governing: [], measures: [], questions: [{ fact: 'gravity', conduct: 'agency.assessor-assignment' }] })
})

t.test('an earlier decision on the agency raises what is found: a year after the interview still, the day after no longer', async (t) => {
  for (const [decidedOn, tier] of [['2025-10-19', 'serious'], ['2025-10-18', 'general']] as const) {
    const campaign = await (await Campaign.plan()).draw()
    const subject = { type: 'agency', ref: campaign.refOf(0), refKind: 'other', name: '甲' }
    await campaign.records.recordPrior({ subject, jurisdiction: '450100', decidedOn, authority: '甲市', tier: 'general', measures: [{ measure: 'interview' }], document: '号' }, officer())
    await campaign.take(campaign.result(0, [GENERAL_PROBLEM]))
    const [problem] = await problemsOf(campaign)
    t.equal(problem?.handling.tier, tier, decidedOn)
  }
})

t.test('a conduct that was found in two rows is one; where the facts contradict one another it is two', async (t) => {
  const found = async (moreMonths: number) => {
    const campaign = await Campaign.plan(plan({
      jurisdiction: '310112',
      agencies: [{ ref: 'S-1', name: '示例厂' }],
      riskList: [{ ref: 'S-1', weight: 1, reasons: '清单' }],
      inspectors: [{ id: 'zhu' }, { id: 'sun' }],
      draw: { agencies: 0, inspectors: 2 }
    }))
    campaign.clock.turnTo('2026-10-20')
    await campaign.take({
      type: 'record-result',
      ref: 'S-1',
      inspectedOn: '2026-10-20',
      inspectors: ['zhu', 'sun'],
      beside: true,
      reasons: '风险清单',
      checks: [failed('minhang/row-6', { facts: { inactiveMonths: 14, justified: false }, occurredOn: '2026-08-01' }), failed('minhang/row-13', { facts: { inactiveMonths: moreMonths } })]
    })
    return (await problemsOf(campaign))[0]
  }
  const one = await found(14)
  t.match(one, { occurredOn: '2026-08-01', beside: true, found: [{ conduct: 'agency.inactivity', facts: { inactiveMonths: 14, justified: false } }], handling: { tier: 'grave', governing: [{ provision: 'minhang/row-13/grave' }] } })
  t.strictSame(one?.found.map(({ checks }) => checks.map(({ number }) => number)), [[6, 13]])
  t.strictSame((await found(15))?.found.map(({ facts }) => facts.inactiveMonths), [14, 15])
})

t.test('what kind an agency is decides by which rules it is judged, where the campaign says so', async (t) => {
  const tierOf = async (over: Parameters<typeof plan>[0]) => {
    const campaign = await Campaign.plan(plan({ jurisdiction: '310112', riskList: [{ ref: 'S-1', weight: 1, reasons: '清单' }], inspectors: [{ id: 'zhu' }, { id: 'sun' }], draw: { agencies: 0, inspectors: 2 }, agencies: [{ ref: 'S-1', name: '示例' }], ...over }))
    campaign.clock.turnTo('2026-10-20')
    const checks = [failed(over?.scope ? 'cn/art-12/item-1' : 'minhang/row-1', { conduct: 'agency.declaration-irrelevant', facts: { gravity: 'minor' } })]
    await campaign.take({ type: 'record-result', ref: 'S-1', inspectedOn: '2026-10-20', inspectors: ['zhu', 'sun'], beside: true, reasons: '清单', checks })
    return (await problemsOf(campaign))[0]?.handling.governing.map(({ provision }) => provision)
  }
  t.strictSame(await tierOf({}), ['minhang/row-1/item-2/serious'], 'where nothing is said, the table of the place')
  t.strictSame(await tierOf({ agencies: [{ ref: 'S-1', name: '示例', agencyKind: 'employer' }] }), ['minhang/row-1/item-2/serious'])
  t.strictSame(await tierOf({ agencies: [{ ref: 'S-1', name: '示例', agencyKind: 'school' }] }), ['cn/art-12/item-1'])
  t.strictSame(await tierOf({ scope: { agencyKinds: ['school'] } }), ['cn/art-12/item-1'], 'or the kind of all of them')
})

t.test('a case is opened at every agency with problems, with what was found and where', async (t) => {
  const campaign = await (await Campaign.plan()).draw()
  await campaign.take(campaign.result(0, [GENERAL_PROBLEM, failed(ADVERTISING, { occurredOn: '2026-09-30', note: '官网写有包过' })]))
  await campaign.take(campaign.result(1, [passed(ARCHIVES)]))
  await campaign.take({ type: 'open-cases' })
  t.equal(campaign.view.cases.length, 1)
  const [opened] = campaign.view.cases
  const agency = campaign.view.frame.agencies.find(({ ref }) => ref === campaign.refOf(0))
  const view = await caseOf(campaign, opened?.caseId ?? '')
  t.match(view, {
    state: 'registered',
    jurisdiction: agency?.jurisdiction,
    occurredOn: '2026-09-30',
    source: 'inspection',
    subject: { type: 'agency', ref: agency?.ref, refKind: 'other', name: agency?.name },
    conducts: [{ code: 'agency.assessor-assignment', facts: { gravity: 'minor' } }, { code: 'agency.guaranteed-pass-advertising' }],
    classification: { tier: 'serious' }
  })
  t.match(view.narrative, /^检查行动“双随机抽查”（[0-9a-f-]{36}）于 2026-10-19 检查发现：\n.*第5目（agency\.assessor-assignment）\n.*第4目（agency\.guaranteed-pass-advertising）：官网写有包过$/)
  t.equal((await problemsOf(campaign))[0]?.caseId, opened?.caseId)
  t.equal(await campaign.refusal({ type: 'open-cases' }), 'nothing-to-open')
  t.equal((await casesOf(campaign, campaign.refOf(0))).length, 1)
})

t.test('cases may be opened of some agencies first, and of the others later', async (t) => {
  const campaign = await (await Campaign.plan()).draw()
  for (const place of [0, 1]) await campaign.take(campaign.result(place, [GENERAL_PROBLEM]))
  t.equal(await campaign.refusal({ type: 'open-cases', refs: ['A-9'] }), 'validation /refs/0')
  const without = campaign.view.frame.agencies.map(({ ref }) => ref).find((ref) => ![campaign.refOf(0), campaign.refOf(1)].includes(ref)) ?? ''
  t.equal(await campaign.refusal({ type: 'open-cases', refs: [without] }), 'nothing-to-open refs')
  await campaign.take({ type: 'open-cases', refs: [campaign.refOf(1)] })
  t.strictSame(campaign.view.cases.map(({ agency }) => agency.ref), [campaign.refOf(1)])
  t.equal(await campaign.refusal({ type: 'open-cases', refs: [campaign.refOf(1)] }), 'nothing-to-open refs')
  await campaign.take({ type: 'open-cases' })
  t.strictSame(campaign.view.cases.map(({ agency }) => agency.ref), [campaign.refOf(1), campaign.refOf(0)])
})

const OPEN: CampaignStep = { type: 'open-cases' }

/** Both agencies drawn have problems, on a database on disk. */
async function ready (t: Test, wrap = (store: Store): Store => store): Promise<Campaign & { path: string }> {
  const path = join(t.testdir({}), 'records.db')
  const store = await openSqlite(`file:${path}`)
  t.teardown(() => store.close())
  const campaign = await (await Campaign.plan(plan(), { store: wrap(store) })).draw()
  for (const place of [0, 1]) await campaign.take(campaign.result(place, [GENERAL_PROBLEM]))
  return Object.assign(campaign, { path })
}

t.test('two who open cases at once open each case once', async (t) => {
  const campaign = await ready(t)
  const other = recordsAt(campaign.clock, campaign.store)
  const all = await Promise.all([campaign.records, other, campaign.records, other].map((records) => refusalOf(records.campaigns.takeStep(campaign.id, '*', OPEN, officer()))))
  t.ok(all.includes('accepted'))
  t.ok(all.every((one) => ['accepted', 'stale-version', 'nothing-to-open'].includes(one)), all.join())
  const { cases } = (await campaign.records.campaigns.campaign(campaign.id, 'zh')).view
  t.equal(new Set(cases.map(({ caseId }) => caseId)).size, 2)
  for (const { agency: { ref }, caseId } of cases) t.strictSame(await casesOf(campaign, ref), [{ kind: 'case', id: caseId }])
})

/** A store that goes away when the given case is about to be opened. */
const losing = (which: number) => (store: Store): Store => {
  let cases = 0
  return new Proxy(store, {
    get: (target, name) => name === 'commit'
      ? async (unit: Parameters<Store['commit']>[0]) => {
        if (unit.record.kind === 'case' && ++cases === which) throw new Error('the store is away')
        await target.commit(unit)
      }
      : typeof target[name as keyof Store] === 'function' ? (target[name as keyof Store] as () => unknown).bind(target) : target[name as keyof Store]
  })
}

for (const which of [1, 2]) {
  t.test(`what was interrupted at case ${which} is completed by whoever asks again, and nothing is doubled or lost`, async (t) => {
    const campaign = await ready(t, losing(which))
    t.equal(await campaign.refusal(OPEN), 'the store is away')
    const { view } = await campaign.records.campaigns.campaign(campaign.id, 'zh')
    t.equal(view.cases.length, 2, 'the step is there, and names the cases')
    const summary = await campaign.records.campaigns.summary(campaign.id, 'zh')
    t.strictSame([summary.cases.opened, summary.cases.interrupted.length], [which - 1, 3 - which])
    t.equal(await campaign.refusal(campaign.result(0, [passed(ARCHIVES)])), 'wrong-state ref', 'what cases are opened from does not change any more')
    await campaign.take(OPEN)
    t.strictSame(campaign.view.cases, view.cases, 'under the same ids')
    for (const { agency: { ref }, caseId } of view.cases) t.strictSame(await casesOf(campaign, ref), [{ kind: 'case', id: caseId }])
    t.strictSame((await campaign.records.campaigns.summary(campaign.id, 'zh')).cases.interrupted, [])
    t.equal(await campaign.refusal(OPEN), 'nothing-to-open')
  })
}

t.test('the same request, sent again with its key after an interruption, opens what is missing', async (t) => {
  const campaign = await ready(t, losing(2))
  const again = { ...officer(), idempotency: { key: 'k', fingerprint: 'f' } }
  const { etag } = await campaign.records.campaigns.campaign(campaign.id, 'zh')
  t.equal(await refusalOf(campaign.records.campaigns.takeStep(campaign.id, etag, OPEN, again)), 'the store is away')
  const reply = await campaign.records.campaigns.takeStep(campaign.id, etag, OPEN, again)
  t.equal(reply.replayed, true)
  t.strictSame((await campaign.records.campaigns.summary(campaign.id, 'zh')).cases, { opened: 2, states: [{ state: 'registered', label: '已登记', count: 2 }], interrupted: [] })
})

t.test('a campaign does not end with cases half opened', async (t) => {
  const campaign = await ready(t, losing(1))
  t.equal(await campaign.refusal(OPEN), 'the store is away')
  await campaign.take({ type: 'close-campaign', on: '2026-10-20' })
  t.match((await campaign.records.campaigns.summary(campaign.id, 'zh')).cases, { opened: 2, interrupted: [] })
})

t.test('a draw that somebody altered in the database is noticed', async (t) => {
  const campaign = await ready(t)
  t.equal((await campaign.records.campaigns.recomputation(campaign.id)).valid, true)
  const database = new Database(campaign.path)
  t.teardown(() => { database.close() })
  for (const { name } of database.prepare('select name from sqlite_schema where type = \'trigger\'').all() as { name: string }[]) database.exec(`drop trigger ${name}`)
  t.equal(database.prepare('update steps set content = replace(content, \'"reserves":[\', \'"reserves":["zhao",\') where record_id = ? and seq = 3').run(campaign.id).changes, 1)
  // Whoever has not read it before.
  const { campaigns } = recordsAt(campaign.clock, campaign.store)
  t.equal((await campaigns.recomputation(campaign.id)).valid, false)
  t.match(await campaigns.verification(campaign.id), { valid: false, firstFault: { seq: 3 } })
})

t.test('the agencies of the directory are drawn from where the plan says so: those on file on the first day, within the scope', async (t) => {
  const clock = new Clock(PLANNED)
  const base = await Campaign.plan(plan(), { clock })
  const { records, store } = base
  const given = plan({ fromDirectory: true, riskList: [], inspectors: [{ id: 'nong' }, { id: 'wei' }] })
  const { agencies: _none, ...fromDirectory } = given
  t.equal(await refusalOf(Campaign.plan(fromDirectory, { clock, store })), 'validation /fromDirectory', 'nobody is on file')
  const filed = async (ref: string, jurisdiction: string, agencyKind: string, validity: { from: string, until: string } | null) => {
    const { body } = await records.agencies.registerAgency({ ref, refKind: 'other', name: `机构${ref}`, agencyKind, jurisdiction }, officer())
    const { id } = JSON.parse(body) as { id: string }
    if (!validity) return
    await records.agencies.takeStep(id, '*', { type: 'apply', track: 'level-recognition', kind: 'initial', on: validity.from, occupations: [{ name: '电工', levels: ['三级'] }] }, officer())
    await records.agencies.takeStep(id, '*', { type: 'grant', on: validity.from, receipt: `R-${ref}`, validity }, { ...officer(), actor: { id: 'lin', level: 'city' } })
  }
  // A place whose rules say nothing of filing: the grant says itself how long it holds.
  const place = '110105'
  await filed('B-1', place, 'school', { from: '2026-01-01', until: '2026-10-12' })
  await filed('B-2', place, 'school', { from: '2026-01-01', until: '2026-10-11' })
  await filed('B-3', place, 'employer', { from: '2026-01-01', until: '2028-12-31' })
  await filed('B-4', place, 'school', null)
  await filed('B-5', '110106', 'school', { from: '2026-01-01', until: '2028-12-31' })
  const drawnFrom = async (over: Partial<typeof fromDirectory>) => (await Campaign.plan({ ...fromDirectory, jurisdiction: place, ...over }, { clock, store })).view.frame.agencies.map(({ ref }) => ref)
  t.strictSame(await drawnFrom({}), ['B-1', 'B-3'], 'B-2 ended the day before, B-4 was never filed, B-5 is elsewhere')
  t.strictSame(await drawnFrom({ jurisdiction: '110100' }), ['B-1', 'B-3', 'B-5'])
  t.strictSame(await drawnFrom({ scope: { agencyKinds: ['employer'] } }), ['B-3'])
  t.strictSame(await drawnFrom({ scope: { occupations: ['电工'], tracks: ['level-recognition'] } }), ['B-1', 'B-3'])
  t.equal(await refusalOf(Campaign.plan({ ...fromDirectory, jurisdiction: place, scope: { tracks: ['skill-appraisal'] } }, { clock, store })), 'validation /fromDirectory')
})

t.test('the summary counts by row and tier, agencies, cases with their states, and measures proposed and imposed', async (t) => {
  const campaign = await (await Campaign.plan(plan({ draw: { agencies: 3, inspectors: 2 } }))).draw()
  await campaign.take(campaign.result(0, [passed(ARCHIVES), GENERAL_PROBLEM, failed(ADVERTISING)]))
  await campaign.take(campaign.result(1, [passed(ARCHIVES), passed(`${GENERAL}/item-5`), failed(`${GENERAL}/item-1`, { conduct: 'agency.lax-eligibility-review' })]))
  await campaign.take(OPEN)
  const [first] = campaign.view.cases
  const records = campaign.records
  const step = async (given: Parameters<typeof records.takeStep>[2], id = 'wei') => await records.takeStep(first?.caseId ?? '', '*', given, { ...officer(), actor: { id, level: 'city' } })
  await step({ type: 'accept' })
  await step({ type: 'establish-facts', conducts: [{ code: 'agency.assessor-assignment', facts: { gravity: 'minor' } }, { code: 'agency.guaranteed-pass-advertising' }], signers: ['wei', 'lu'], establishedOn: '2026-10-20' })
  await step({ type: 'notify', deliveredOn: '2026-10-20', method: 'in-person', optionalMeasures: ['publish'] })
  await step({ type: 'decide', decidedOn: '2026-10-20', reasons: '查实', rectifyBy: '2026-12-01', optionalMeasures: ['publish'] }, 'lin')
  const before = await records.campaigns.summary(campaign.id, 'zh')
  t.ok(before.measures.every(({ imposed }) => imposed === 0), 'a decision that is not served imposes nothing')
  await step({ type: 'serve', servedOn: '2026-10-20', method: 'in-person' })

  const summary = await records.campaigns.summary(campaign.id, 'zh')
  t.match(summary.agencies, { inFrame: 4, drawn: 3, inspected: 2, beside: 0, withoutProblem: 0, withProblems: 2, notInspected: [{ ref: campaign.refOf(2) }] })
  t.strictSame(summary.rows.map(({ row, passed, failed, tiers }) => [row, passed, failed, tiers.map(({ tier, count }) => `${tier} ${count}`).join()]), [
    [`${GENERAL}/item-1`, 0, 1, 'null 1'], [ARCHIVES, 2, 0, ''], [`${GENERAL}/item-5`, 1, 1, 'general 1'], [ADVERTISING, 0, 1, 'serious 1']
  ])
  t.strictSame(summary.problems.tiers.map(({ tier, count }) => [tier, count]), [['serious', 1], [null, 1]])
  t.strictSame(summary.problems.outcomes.map(({ outcome, count }) => [outcome, count]), [['violation', 1], ['needs-facts', 1]])
  t.equal(summary.problems.found, 3)
  t.strictSame(summary.cases.states.map(({ state, count }) => [state, count]), [['in-force', 1], ['registered', 1]])
  const counts = Object.fromEntries(summary.measures.map(({ measure, mandatory, optional, imposed }) => [measure, [mandatory, optional, imposed]]))
  t.strictSame([counts['suspend-evaluation'], counts.publish, counts['list-key-supervision']], [[1, 0, 1], [0, 1, 1], [0, 1, 0]])

  for (const lang of ['zh', 'en'] as const) {
    const text = await records.campaigns.summaryCsv(campaign.id, lang)
    t.equal(text[0], '\ufeff', 'so that a spreadsheet takes it for UTF-8')
    const [head, ...lines] = parseCsv(text.slice(1))
    t.strictSame(head, lang === 'zh' ? ['类别', '代码', '名称', '项目', '数量'] : ['section', 'code', 'label', 'what', 'count'])
    t.ok(lines.every((line) => line.length === 5 && /^\d+$/.test(line[4] ?? '')), 'every line ends in a number')
    const count = (code: string, what: string) => lines.find((line) => line[1] === code && line[3] === what)?.[4]
    const [failedHere, must, drawn] = lang === 'zh' ? ['发现问题', '应当采取', '抽中'] : ['failed', 'mandatory', 'drawn']
    t.strictSame([count(ADVERTISING, failedHere), count('suspend-evaluation', must), count('', drawn)], ['1', '1', '3'])
  }
})

t.test('a name that a spreadsheet would compute stays a name in the table', async (t) => {
  const formula = '=HYPERLINK("https://example.org","甲")'
  const campaign = await (await Campaign.plan(plan({ agencies: [{ ref: 'A-1', name: formula }], riskList: [], inspectors: [{ id: 'nong' }, { id: 'wei' }], draw: { agencies: 1, inspectors: 2 } }))).draw()
  const lines = parseCsv((await campaign.records.campaigns.summaryCsv(campaign.id, 'zh')).slice(1))
  t.strictSame(lines.filter(([, code]) => code === 'A-1').map((line) => line[2]), [`'${formula}`])
})
