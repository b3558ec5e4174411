/** Inspection campaigns on a real store: each step where it may come and where it may not, and what is kept. */
import t from 'tap'
import { Campaign, failed, GENERAL_PROBLEM, officer, passed, plan, PLANNED, refusalOf, SEED } from './campaigns-story.ts'

const ARCHIVES = 'guangxi/annex-3/general/item-4'
const seed = { type: 'publish-seed', value: SEED, publishedOn: '2026-10-15', where: '开奖公告' } as const

t.test('a plan fixes the frame, whole and in its order, with the weights of the risk list', async (t) => {
  const { view } = await Campaign.plan()
  t.match(view, { state: 'planned', version: 1, plannedOn: PLANNED, seed: null, draw: null, results: [], cases: [] })
  t.strictSame(view.frame.agencies.map(({ ref, weight, jurisdiction, agencyKind, refKind }) => [ref, weight, jurisdiction, agencyKind, refKind]), [
    ['A-1', 1, '450103', 'school', 'other'], ['A-2', 1, '450100', null, 'other'], ['A-3', 1, '450100', null, 'other'], ['A-4', 5, '450100', null, 'other']
  ])
  t.match(view.frameDigest, /^sha256:[0-9a-f]{64}$/)
  t.match(view.ruleset, { id: 'guangxi' })
  t.strictSame(view.nextSteps.map(({ step }) => step), ['publish-seed', 'record-result', 'close-campaign'])
  t.strictSame(view.blocked.map(({ step, reason }) => `${step} ${reason}`), ['draw seed-missing', 'report-problems nothing-to-open', 'open-cases nothing-to-open'])
})

t.test('a plan that is not of one mind is refused, with every place at fault', async (t) => {
  const planned = (over: Parameters<typeof plan>[0]) => refusalOf(Campaign.plan(plan(over)))
  const [first] = plan().agencies ?? []
  if (!first) throw new Error('there are none')
  t.equal(await planned({ period: { from: '2026-10-12', to: '2026-10-11' } }), 'validation /period/to')
  t.equal(await planned({ period: { from: '2026-10-12', to: '2026-10-12' } }), 'accepted', 'one day is a period')
  t.equal(await planned({ plannedOn: '2026-10-11' }), 'validation /plannedOn', 'a plan of tomorrow')
  t.equal(await planned({ period: { from: '2026-09-01', to: '2026-10-09' } }), 'validation /plannedOn', 'after the period')
  t.equal(await planned({ period: { from: '2026-09-01', to: '2026-10-09' }, plannedOn: '2026-10-09' }), 'accepted', 'entered afterwards')
  t.equal(await planned({ fromDirectory: true }), 'validation /agencies', 'both ways to name the agencies')
  t.equal(await planned({ agencies: [first, { ...first, name: '再次' }], riskList: [] }), 'validation /agencies/1/ref')
  t.equal(await planned({ agencies: [{ ref: '91450103ma0000001r', name: '甲' }, { ref: '91450103MA0000001R', name: '乙' }], riskList: [], inspectors: [{ id: 'a' }, { id: 'b' }] }), 'validation /agencies/1/ref', 'the same number, written small')
  t.equal(await planned({ agencies: [{ ...first, jurisdiction: '450200' }], riskList: [] }), 'validation /agencies/0/jurisdiction')
  t.equal(await planned({ scope: { agencyKinds: ['employer'] } }), 'validation /agencies/0/agencyKind')
  t.equal(await planned({ riskList: [{ ref: 'A-9', weight: 2, reasons: '投诉' }] }), 'validation /riskList/0/ref')
  t.equal(await planned({ agencies: [{ ...first, weight: 3 }], riskList: [{ ref: 'A-1', weight: 2, reasons: '投诉' }] }), 'validation /riskList/0/weight')
  t.equal(await planned({ inspectors: [{ id: 'a' }, { id: 'b', recused: [{ ref: 'A-9', reasons: '亲属' }] }, { id: 'a' }] }), 'validation /inspectors/2/id /inspectors/1/recused/0/ref')
  t.equal(await planned({ focus: ['guangxi/annex-3/general/item-4', 'guangxi/annex-3/serious/item-1', 'agency.fees', 'candidate.copying'] }), 'validation /focus/1 /focus/3')
  const { seedSource: _source, ...without } = plan()
  t.equal(await refusalOf(Campaign.plan(without)), 'validation /seedSource')
  t.equal(await refusalOf(Campaign.plan({ ...without, draw: { agencies: 0, inspectors: 2 } })), 'accepted', 'where nobody is drawn there is no seed')
})

t.test('that there are inspectors enough for every agency is seen to when it is planned', async (t) => {
  const inspectors = [{ id: 'chen', recused: [{ ref: 'A-1', reasons: '配偶任职' }] }, { id: 'lu', unit: '乙集团' }]
  t.equal(await refusalOf(Campaign.plan(plan({ inspectors }))), 'too-few-inspectors inspectors')
  t.equal(await refusalOf(Campaign.plan(plan({ inspectors: [...inspectors, { id: 'nong' }] }))), 'accepted')
  t.equal(await refusalOf(Campaign.plan(plan({ inspectors, draw: { agencies: 0, inspectors: 2 } }))), 'accepted', 'where only A-4 of the risk list is inspected, both may')
})

t.test('the seed is published once, not before the plan and not in the future', async (t) => {
  const campaign = await Campaign.plan()
  campaign.clock.turnTo('2026-10-20')
  t.equal(await campaign.refusal({ ...seed, publishedOn: '2026-10-09' }), 'date-out-of-order publishedOn')
  t.equal(await campaign.refusal({ ...seed, publishedOn: '2026-10-21' }), 'date-out-of-order publishedOn')
  await campaign.take({ ...seed, publishedOn: PLANNED })
  t.match(campaign.view, { state: 'seeded', seed: { value: SEED, publishedOn: PLANNED } })
  t.equal(await campaign.refusal(seed), 'wrong-state')
  await campaign.take({ type: 'draw', on: PLANNED })
  t.equal(await campaign.refusal(seed), 'already-drawn')
})

t.test('a plan that was entered after the seed became public says so', async (t) => {
  const late = async (plannedOn: string, publishedOn: string) => {
    const campaign = await Campaign.plan(plan({ plannedOn, period: { from: '2026-09-01', to: '2026-11-30' } }))
    const refused = await campaign.refusal({ ...seed, publishedOn })
    return refused === 'accepted' ? (await campaign.records.campaigns.recomputation(campaign.id)).enteredFirst : refused
  }
  t.equal(await late('2026-09-02', '2026-09-01'), 'date-out-of-order publishedOn', 'before the day on the plan')
  t.equal(await late('2026-09-02', '2026-09-02'), false)
  t.equal(await late('2026-09-02', '2026-10-09'), false, 'the day before it was entered')
  t.equal(await late('2026-09-02', PLANNED), true, 'the day on which it was entered')
})

t.test('a seed that was committed to has to be that one', async (t) => {
  // printf %s '05 12 17 22 28 31 09' | sha256sum
  const commitment = '4680ac75e7e6423d26a16dc2d58368718706a5be917e23ba4f649aba5fa65c1b'
  const committed = await Campaign.plan(plan({ commitment }))
  committed.clock.turnTo('2026-10-20')
  t.equal(await committed.refusal({ ...seed, value: `${SEED} 01` }), 'commitment-broken value')
  t.equal(await committed.refusal(seed), 'accepted')
})

t.test('the draw comes after the seed and within the period, once, and can be recomputed', async (t) => {
  const campaign = await Campaign.plan()
  campaign.clock.turnTo('2026-12-10')
  t.equal(await campaign.refusal({ type: 'draw', on: '2026-10-16' }), 'seed-missing')
  t.match(await campaign.records.campaigns.recomputation(campaign.id), { drawn: false, valid: null, seed: null, selection: [] })
  await campaign.take(seed)
  t.equal(await campaign.refusal({ type: 'draw', on: '2026-10-14' }), 'date-out-of-order on', 'before the seed')
  t.equal(await campaign.refusal({ type: 'draw', on: '2026-12-01' }), 'date-out-of-order on', 'after the period')
  await campaign.take({ type: 'draw', on: '2026-11-30' })
  t.equal(await campaign.refusal({ type: 'draw', on: '2026-11-30' }), 'already-drawn')
  t.equal(campaign.drawn.selection.length, 2)
  t.strictSame(await campaign.records.campaigns.recomputation(campaign.id), { drawn: true, valid: true, enteredFirst: true, frameDigest: campaign.view.frameDigest, seed: SEED, selection: campaign.drawn.selection })
})

t.test('a result is of an agency that was drawn, by those drawn for it, within the period and after the draw', async (t) => {
  const campaign = await Campaign.plan(plan({ riskList: [] }))
  t.equal(await campaign.refusal({ type: 'record-result', ref: 'A-1', inspectedOn: PLANNED, inspectors: ['nong', 'wei'], checks: [passed(ARCHIVES)] }), 'not-drawn')
  await campaign.draw()
  const [first] = campaign.drawn.selection
  const inspectors = first?.inspectors ?? []
  const undrawn = campaign.view.frame.agencies.map(({ ref }) => ref).find((ref) => !campaign.drawn.selection.some(({ agency }) => agency.ref === ref)) ?? ''
  const checks = [passed(ARCHIVES)]
  t.equal(await campaign.refusal(campaign.result(0, checks, { ref: undrawn })), 'not-drawn ref')
  t.equal(await campaign.refusal(campaign.result(0, checks, { ref: 'A-9' })), 'validation /ref')
  t.equal(await campaign.refusal(campaign.result(0, checks, { inspectedOn: '2026-10-15' })), 'date-out-of-order inspectedOn', 'before the draw')
  t.equal(await campaign.refusal(campaign.result(0, checks, { inspectedOn: '2026-10-21' })), 'date-out-of-order inspectedOn', 'in the future')
  t.equal(await campaign.refusal(campaign.result(0, checks, { inspectors: ['zhao', ...inspectors.slice(1)] })), 'not-drawn inspectors')
  t.equal(await campaign.refusal(campaign.result(0, checks, { inspectors: inspectors.slice(1) })), 'too-few-inspectors inspectors')
  t.equal(await campaign.refusal(campaign.result(0, checks, { beside: true, reasons: '另查' })), 'already-drawn beside')
  t.equal(await campaign.refusal(campaign.result(0, [failed(ARCHIVES, { occurredOn: '2026-10-20' })])), 'date-out-of-order checks')
  await campaign.take(campaign.result(0, checks, { inspectedOn: '2026-10-16' }))
  t.match(campaign.view.results, [{ agency: { ref: first?.agency.ref }, beside: false, substitution: null, replacedBy: null }])
  t.strictSame(campaign.view.outstanding.map(({ ref }) => ref), [campaign.refOf(1)])
  campaign.clock.turnTo('2026-12-02')
  t.equal(await campaign.refusal(campaign.result(1, checks, { inspectedOn: '2026-12-01' })), 'date-out-of-order inspectedOn', 'after the period')
  t.equal(await campaign.refusal(campaign.result(1, checks, { inspectedOn: '2026-11-30' })), 'accepted')
})

t.test('a reserve stands in for somebody who is prevented, with reasons; somebody recused never does', async (t) => {
  const campaign = await (await Campaign.plan()).draw()
  const place = campaign.drawn.selection.findIndex(({ reserves }) => reserves.length > 0)
  const { inspectors = [], reserves = [] } = campaign.drawn.selection[place] ?? {}
  const standIn = { inspectors: [inspectors[0] ?? '', reserves[0] ?? ''] }
  t.equal(await campaign.refusal(campaign.result(place, [passed(ARCHIVES)], standIn)), 'required-here substitution')
  const recused = campaign.view.frame.inspectors.map(({ id }) => id).find((id) => !inspectors.includes(id) && !reserves.includes(id))
  if (recused !== undefined) t.equal(await campaign.refusal(campaign.result(place, [passed(ARCHIVES)], { inspectors: [inspectors[0] ?? '', recused], substitution: '生病' })), 'not-drawn inspectors')
  await campaign.take(campaign.result(place, [passed(ARCHIVES)], { ...standIn, substitution: '生病' }))
  t.match(campaign.view.results, [{ inspectors: standIn.inspectors, substitution: '生病' }])
})

t.test('an agency of the risk list is inspected beside the draw, with reasons, by anybody who is not recused', async (t) => {
  const campaign = await Campaign.plan(plan({
    riskList: [{ ref: 'A-2', weight: 1, reasons: '上级交办' }],
    draw: { agencies: 0, inspectors: 2 }
  }))
  campaign.clock.turnTo('2026-10-20')
  t.strictSame(campaign.view.nextSteps.map(({ step }) => step), ['record-result', 'close-campaign'])
  const step = { type: 'record-result', ref: 'A-2', inspectedOn: '2026-10-12', inspectors: ['nong', 'wei'], checks: [passed(ARCHIVES)] } as const
  t.equal(await campaign.refusal(seed), 'wrong-state', 'nobody is drawn')
  t.equal(await campaign.refusal({ type: 'draw', on: '2026-10-16' }), 'wrong-state')
  t.equal(await campaign.refusal(step), 'not-drawn ref')
  t.equal(await campaign.refusal({ ...step, beside: true }), 'required-here reasons')
  const beside = { ...step, beside: true, reasons: '上级交办' }
  t.equal(await campaign.refusal({ ...beside, ref: 'A-3' }), 'not-drawn ref', 'it is not on the list')
  t.equal(await campaign.refusal({ ...beside, inspectedOn: '2026-10-11' }), 'date-out-of-order inspectedOn')
  t.equal(await campaign.refusal({ ...beside, inspectors: ['lu', 'wei'] }), 'inspector-recused inspectors')
  t.equal(await campaign.refusal({ ...beside, inspectors: ['zhao', 'wei'] }), 'not-drawn inspectors')
  t.equal(await campaign.refusal({ ...beside, inspectors: ['wei', 'wei'] }), 'too-few-inspectors inspectors')
  await campaign.take(beside)
  t.match(campaign.view.results, [{ agency: { ref: 'A-2', name: '乙厂' }, beside: true, reasons: '上级交办' }])
})

t.test('what was found has to stand on the checklist', async (t) => {
  const campaign = await (await Campaign.plan()).draw()
  const found = (...checks: Parameters<typeof campaign.result>[1]) => campaign.refusal(campaign.result(0, checks))
  const row = 'guangxi/annex-3/general/item-5'
  t.equal(await found(passed('guangxi/annex-3/serious/item-1')), 'validation /checks/0/row', 'an escalation is no row')
  t.equal(await found(failed(row)), 'validation /checks/0/conduct', 'the row has two conducts')
  t.equal(await found(passed(row), failed(row, { conduct: 'agency.fees' })), 'validation /checks/1/conduct')
  t.equal(await found(GENERAL_PROBLEM, GENERAL_PROBLEM), 'validation /checks/1')
  t.equal(await found(failed(ARCHIVES, { facts: { stars: 2 } })), 'validation /checks/0/facts/stars')
  t.equal(await found(failed('guangxi/annex-3/serious/item-3', { conduct: 'agency.inactivity', facts: { inactiveMonths: -1 } })), 'validation /checks/0/facts/inactiveMonths')
  t.equal(await found(passed(row), { row: ARCHIVES, result: 'not-checked' }, failed('cn/art-14/item-2'), GENERAL_PROBLEM), 'accepted', 'a row of the rules behind those of the place may be named')
  t.strictSame(campaign.view.results[0]?.checks.map(({ conduct, result }) => `${conduct} ${result}`), ['null passed', 'agency.archives not-checked', 'agency.unfiled failed', 'agency.assessor-assignment failed'])
  t.equal(await found(failed(ARCHIVES, { occurredOn: '2020-12-31' })), 'no-ruleset-in-force', 'what no rules knew on its day is no problem')
})

t.test('a later result of an agency takes the place of the earlier one; both stay readable, until a case is opened', async (t) => {
  const campaign = await (await Campaign.plan()).draw()
  await campaign.take(campaign.result(0, [GENERAL_PROBLEM]))
  t.equal((await campaign.records.campaigns.problems(campaign.id, 'zh')).items.length, 1)
  await campaign.take(campaign.result(0, [passed(ARCHIVES)]))
  t.strictSame(campaign.view.results.map(({ seq, replacedBy }) => [seq, replacedBy]), [[4, 5], [5, null]])
  t.equal((await campaign.records.campaigns.problems(campaign.id, 'zh')).items.length, 0)
  t.equal(await campaign.refusal({ type: 'open-cases' }), 'nothing-to-open')
  t.equal(await campaign.refusal({ type: 'report-problems', on: '2026-10-20', to: 'city' }), 'nothing-to-open')
  await campaign.take(campaign.result(0, [GENERAL_PROBLEM]))
  await campaign.take({ type: 'open-cases' })
  t.equal(await campaign.refusal(campaign.result(0, [passed(ARCHIVES)])), 'wrong-state ref')
  t.equal(await campaign.refusal(campaign.result(1, [passed(ARCHIVES)])), 'accepted', 'another agency\'s may still come')
})

t.test('the problem list is reported once it is found, and kept as it was reported', async (t) => {
  const campaign = await (await Campaign.plan()).draw()
  await campaign.take(campaign.result(0, [GENERAL_PROBLEM]))
  t.equal(await campaign.refusal({ type: 'report-problems', on: '2026-10-18', to: 'city' }), 'date-out-of-order on', 'before the inspection')
  t.equal(await campaign.refusal({ type: 'report-problems', on: '2026-10-21', to: 'city' }), 'date-out-of-order on', 'in the future')
  await campaign.take({ type: 'report-problems', on: '2026-10-19', to: 'city' })
  t.strictSame(campaign.view.reports, [{ seq: 5, on: '2026-10-19', to: 'city', note: null, problems: 1 }])
  const { items } = await campaign.records.campaigns.steps(campaign.id)
  t.match(items.at(-1)?.outcome, {
    problems: [{
      ref: campaign.refOf(0),
      result: 4,
      outcome: 'violation',
      tier: 'general',
      governing: ['guangxi/annex-3/general/item-5'],
      measures: [{ measure: 'order-correction', mandatory: true }, { measure: 'interview', mandatory: true }, { measure: 'invalidate-session-results', mandatory: false }]
    }]
  })
})

t.test('a campaign ends when all who were drawn have a result, or with reasons', async (t) => {
  const campaign = await (await Campaign.plan()).draw()
  const end = { type: 'close-campaign', on: '2026-10-20' } as const
  await campaign.take(campaign.result(0, [passed(ARCHIVES)]))
  t.equal(await campaign.refusal(end), 'results-open reasons')
  t.match(campaign.view.nextSteps.find(({ step }) => step === 'close-campaign'), { fields: ['reasons'] })
  await campaign.take(campaign.result(1, [passed(ARCHIVES)]))
  t.strictSame(campaign.view.nextSteps.find(({ step }) => step === 'close-campaign')?.fields, [])
  t.equal(await campaign.refusal({ ...end, on: '2026-10-18' }), 'date-out-of-order on', 'before the last inspection')
  t.equal(await campaign.refusal({ ...end, on: '2026-10-21' }), 'date-out-of-order on')
  await campaign.take({ ...end, summary: '未发现问题' })
  t.match(campaign.view, { state: 'closed', closed: { on: '2026-10-20', summary: '未发现问题', reasons: null }, nextSteps: [] })
  for (const step of [seed, { type: 'draw', on: '2026-10-20' }, campaign.result(0, [passed(ARCHIVES)]), { type: 'report-problems', on: '2026-10-20', to: 'city' }, { type: 'open-cases' }, end] as const) {
    t.equal(await campaign.refusal(step), 'campaign-closed', step.type)
  }
  t.equal(await (await Campaign.plan()).refusal({ type: 'close-campaign', on: PLANNED }), 'results-open reasons', 'one that was never drawn ends with reasons, too')
  t.equal(await (await Campaign.plan()).refusal({ type: 'close-campaign', on: PLANNED, reasons: '改期' }), 'accepted')
})

t.test('whoever acts on what has changed meanwhile is told so, and a plan elsewhere is neither made nor seen', async (t) => {
  const campaign = await Campaign.plan()
  const { campaigns } = campaign.records
  const { etag } = await campaigns.campaign(campaign.id, 'zh')
  campaign.clock.turnTo('2026-10-20')
  await campaign.take(seed)
  t.equal(await refusalOf(campaigns.takeStep(campaign.id, etag, { type: 'draw', on: '2026-10-16' }, officer())), 'stale-version')
  t.equal(await refusalOf(campaigns.takeStep(campaign.id, undefined, { type: 'draw', on: '2026-10-16' }, officer())), 'if-match-required')
  const elsewhere = { region: '52', pii: true }
  t.equal(await refusalOf(campaigns.plan(plan(), officer(elsewhere))), 'forbidden')
  t.equal(await refusalOf(campaigns.plan(plan(), officer({ region: '450103', pii: true }))), 'forbidden', 'a district plans nothing for the whole city')
  for (const asked of [campaigns.campaign(campaign.id, 'zh', elsewhere), campaigns.steps(campaign.id, elsewhere), campaigns.verification(campaign.id, elsewhere), campaigns.problems(campaign.id, 'zh', elsewhere),
    campaigns.summary(campaign.id, 'zh', elsewhere), campaigns.checklist(campaign.id, false, 'zh', elsewhere), campaigns.recomputation(campaign.id, elsewhere), campaigns.takeStep(campaign.id, '*', { type: 'draw', on: '2026-10-16' }, officer(elsewhere))]) {
    t.equal(await refusalOf(asked), 'not-found')
  }
  t.strictSame((await campaigns.list({}, { limit: 10 }, elsewhere)).items, [])
})

t.test('campaigns are listed by place and state, newest first, page by page', async (t) => {
  const first = await Campaign.plan()
  const { store, clock, records: { campaigns } } = first
  const second = await Campaign.plan(plan({ jurisdiction: '450103', title: '城区抽查', agencies: [{ ref: 'A-1', name: '甲校' }], riskList: [], inspectors: [{ id: 'nong' }, { id: 'wei' }] }), { store, clock })
  await second.draw()
  const third = await Campaign.plan(plan({ jurisdiction: '450200', agencies: [{ ref: 'L-1', name: '柳校' }], riskList: [], inspectors: [{ id: 'nong' }, { id: 'wei' }] }), { store, clock })
  const listed = async (filter: Parameters<typeof campaigns.list>[0], page = { limit: 10 }) => (await campaigns.list(filter, page)).items.map(({ id }) => id)
  t.strictSame(await listed({}), [third.id, second.id, first.id])
  t.strictSame(await listed({ jurisdiction: '4501' }), [second.id, first.id])
  t.strictSame(await listed({ jurisdiction: '450103' }), [second.id])
  t.strictSame(await listed({ state: 'drawn' }), [second.id])
  const page = await campaigns.list({}, { limit: 2 })
  t.strictSame([page.items.map(({ id }) => id), page.next], [[third.id, second.id], second.id])
  t.strictSame(await campaigns.list({}, { limit: 2, cursor: page.next ?? '' }).then(({ items, next }) => [items.map(({ id }) => id), next]), [[first.id], null])
  t.match((await campaigns.list({ state: 'drawn' }, { limit: 1 })).items, [{ plan: { title: '城区抽查' }, inFrame: 1, drawn: 1, inspected: 0, cases: 0 }])
})

t.test('the chain of a campaign is verified, and every step of it told as an event', async (t) => {
  const campaign = await (await Campaign.plan()).draw()
  t.strictSame(await campaign.records.campaigns.verification(campaign.id), { valid: true, steps: 3, head: campaign.view.head })
  const { items } = await campaign.records.events({ after: 0, limit: 10 })
  t.strictSame(items.map(({ type, data }) => `${type} ${String(data.step)} ${String(data.state)}`), [
    'evenhand.campaign.registered plan-campaign planned', 'evenhand.campaign.step-added publish-seed seeded', 'evenhand.campaign.step-added draw drawn'
  ])
  t.equal(await refusalOf(campaign.records.campaigns.verification('019ab4e2-5c00-7d3a-9f1e-2b6c8d4e7a10')), 'not-found')
})
