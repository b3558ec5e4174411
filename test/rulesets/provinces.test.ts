import t from 'tap'
import { fileURLToPath } from 'node:url'
import { buildApp } from '../../src/app.ts'
import { loadRules } from '../../src/rulesets/load.ts'
import { depsFor } from '../deps.ts'

const directory = fileURLToPath(new URL('provinces', import.meta.url))

/** The service as an operator starts it who has added two provinces. */
async function service () {
  const app = await buildApp(await depsFor({ rules: loadRules(directory), today: () => '2026-11-21' }))
  t.teardown(() => app.close())
  return async (jurisdiction: string, occurredOn: string, code: string, facts: object = {}, history: object[] = []) => {
    const response = await app.inject({ method: 'POST', url: '/v1/sanctions', payload: { jurisdiction, occurredOn, decidedOn: '2026-04-01', conducts: [{ code, facts }], history } })
    const body = response.json()
    return {
      status: response.statusCode,
      ruleset: `${body.ruleset?.id}@${body.ruleset?.version}`,
      outcome: body.outcome,
      tier: body.tier,
      governing: body.results?.flatMap((result: any) => result.findings.filter((finding: any) => finding.governing).map((finding: any) => finding.provision)),
      via: body.results?.[0]?.findings[0]?.via,
      measures: body.sanctions?.map((sanction: any) => `${sanction.measure}${sanction.mandatory ? '' : '?'}`),
      procedure: body.procedure?.map((step: any) => step.basis[0]),
      notes: body.notes
    }
  }
}

t.test('a province added as a file answers by its own rules at its own places', async (t) => {
  const ask = await service()
  t.match(await ask('990105', '2026-03-14', 'candidate.copying'), {
    ruleset: 'yunmeng@2025-03-01', governing: ['yunmeng/art-4/item-1'], via: 'local', measures: ['cancel-all-scores', 'bar-2-years?']
  })
  t.match(await ask('990105', '2026-03-14', 'candidate.impersonation', { gravity: 'minor' }), {
    ruleset: 'yunmeng@2025-03-01', governing: ['cn/art-7/item-4'], via: 'fallback'
  }, 'what it does not mention is judged by the national guideline')
  t.match(await ask('990105', '2026-03-14', 'candidate.signalling', { seriouslyDisruptedOthers: false }), {
    outcome: 'not-met', governing: [], notes: ['YM-1']
  }, 'what it leaves alone on purpose stays alone, and the reading says so')
  t.match(await ask('520102', '2026-03-14', 'candidate.copying'), { ruleset: 'guizhou@2021-01-01' }, 'other places are not touched')
})

t.test('a province added as a file has its own escalation and its own procedure', async (t) => {
  const ask = await service()
  const interview = [{ decidedOn: '2024-03-14', tier: 'general', measures: ['interview'] }]
  t.match(await ask('990105', '2026-03-14', 'agency.fees', {}, interview), { tier: 'serious', governing: ['yunmeng/art-8'] })
  t.match(await ask('990105', '2026-03-15', 'agency.fees', {}, interview), { tier: 'general', governing: ['yunmeng/art-7'] }, 'two years and a day are too long')
  t.match((await ask('990105', '2026-03-14', 'agency.fees')).procedure, ['yunmeng/art-9', 'yunmeng/art-9'])
  t.match((await ask('990105', '2026-03-14', 'candidate.copying')).procedure?.[0], /^cn\//, 'a subject without a procedure of its own has the national one')
})

t.test('before its first day the added province is silent and the national guideline answers', async (t) => {
  const ask = await service()
  t.match(await ask('990105', '2025-02-28', 'candidate.copying'), { ruleset: 'cn@2021-01-01' })
  t.match(await ask('990105', '2025-03-01', 'candidate.copying'), { ruleset: 'yunmeng@2025-03-01' })
})

t.test('rules amended in the middle of a year: both versions answer, each for its own days', async (t) => {
  const ask = await service()
  t.match(await ask('980101', '2025-06-30', 'agency.fees'), { ruleset: 'lianghu@2025-01-01', tier: 'general', measures: ['interview'] })
  t.match(await ask('980101', '2025-07-01', 'agency.fees'), { ruleset: 'lianghu@2025-07-01', tier: 'serious', measures: ['rectify', 'publish'] })
})

t.test('a newer calendar year added as a file makes its periods certain', async (t) => {
  const calendar = { format: 'evenhand-calendar/1', years: [{ year: 2027, source: '虚构的通知', holidays: [{ name: { zh: '元旦', en: 'New Year\'s Day' }, from: '2027-01-01', to: '2027-01-03' }], madeUp: [] }] }
  const due = async (directory?: string) => {
    const app = await buildApp(await depsFor({ rules: loadRules(directory), today: () => '2026-11-21' }))
    t.teardown(() => app.close())
    return (await app.inject({ method: 'POST', url: '/v1/deadlines', payload: { from: '2026-12-31', count: 1, unit: 'working-day' } })).json()
  }
  t.match(await due(), { due: '2027-01-01', provisional: true }, 'unknown: plain weekends, and the answer says so')
  t.match(await due(t.testdir({ 'calendar-2027.yaml': JSON.stringify(calendar) })), { due: '2027-01-04', provisional: false })
})
