/** The steps of the law for each ruleset and subject, in order: who takes each, where each is asked for, merely allowed ([…]), or does not concern the case, and on which article it rests. */
import t from 'tap'
import { nextSteps } from '../../../src/domain/record/next-steps.ts'
import type { Opening } from '../../../src/domain/record/step.ts'
import type { FactValue } from '../../../src/domain/vocabulary.ts'
import { conduct, earlier, open, opening, PLACE, reach } from './walk.ts'

const of = (place: keyof typeof PLACE, code: string, facts: Record<string, FactValue> = {}): Opening => opening(PLACE[place], conduct(code, facts))

/** step by whom, and to whom where that is said. */
const stepsOf = (given: Opening, decisions: Parameters<typeof open>[1] = {}): string[] => open(given, decisions).judged.procedure.map(({ step, by, demanded, requires: { to } }) => {
  const said = `${step} ${by}${step === 'report' ? ` to ${to}` : ''}`
  return demanded ? said : `[${said}]`
})

const cnStaff = ['establish-facts agency-or-regulator', 'notify agency-or-regulator', 'decide agency-or-regulator', 'serve agency-or-regulator', 'report agency to regulator', '[request-review party]', 'decide-review agency-or-regulator', 'archive agency-or-regulator']
const cnAgency = ['establish-facts regulator', 'notify regulator', 'decide regulator', 'serve regulator', '[request-review party]', 'decide-review regulator', 'archive regulator']
const cnCandidate = ['establish-facts agency', 'notify agency', 'decide agency', 'serve agency', '[request-review party]', 'decide-review agency', 'archive agency']

t.test('under the national guideline', async t => {
  t.strictSame(stepsOf(of('cn', 'candidate.copying')), cnCandidate)
  for (const type of ['exam-administrator', 'assessor', 'quality-supervisor']) t.strictSame(stepsOf(of('cn', `${type}.other`, type === 'quality-supervisor' ? { adverseEffect: 'adverse' } : {})), cnStaff, type)
  for (const code of ['agency.out-of-area', 'agency.unfiled']) t.strictSame(stepsOf(of('cn', code)), cnAgency, code)
})

t.test('where a ruleset is silent on a subject, as under the national guideline', async t => {
  for (const place of ['minhang', 'guangxi'] as const) {
    t.strictSame(stepsOf(of(place, 'candidate.copying')), cnCandidate)
    t.strictSame(stepsOf(of(place, 'assessor.tampering')), cnStaff)
  }
})

/** What every case in Guizhou begins with. */
const opened = (by: string) => [`accept ${by}`, '[suspend-pending regulator]']
const reviewed = (by: string, archivedBy = by) => ['[request-review party]', `decide-review ${by}`, `archive ${archivedBy}`]

t.test('of candidates in Guizhou the province learns only where Article 8 governs', async t => {
  const steps = (...reports: string[]) => [...opened('agency-or-regulator'), 'add-evidence agency-or-regulator', 'establish-facts agency', 'notify agency', '[hear party]', 'decide agency', 'serve agency', ...reports, ...reviewed('agency')]
  t.strictSame(stepsOf(of('guizhou', 'candidate.answering-outside-time')), steps('report agency to city'), 'Article 6')
  t.strictSame(stepsOf(of('guizhou', 'candidate.copying')), steps('report agency to city'), 'Article 7')
  t.strictSame(stepsOf(of('guizhou', 'candidate.impersonation', { gravity: 'minor' })), steps('report agency to city', 'report agency to province'), 'Article 8')
})

t.test('of exam administrators in Guizhou the agency decides, on misuse of data the HRSS may as well', async t => {
  const steps = (...decisions: string[]) => [
    ...opened('agency-or-regulator'), 'add-evidence agency-or-regulator', 'establish-facts agency-or-regulator', 'notify agency-or-regulator', '[hear party]', ...decisions,
    'serve agency-or-regulator', 'report agency to city', ...reviewed('agency-or-regulator')
  ]
  const misuse = conduct('exam-administrator.data-misuse', { dataMisuse: 'paid-service' })
  t.strictSame(stepsOf(of('guizhou', 'exam-administrator.other')), steps('decide agency'))
  t.strictSame(stepsOf(opening(PLACE.guizhou, misuse)), steps('decide agency-or-regulator'))
  t.strictSame(stepsOf(opening(PLACE.guizhou, [misuse, conduct('exam-administrator.other')])), steps('decide agency', 'decide agency-or-regulator'))
})

t.test('of assessors in Guizhou the place of evaluation learns under Articles 12 and 13, the province under 13', async t => {
  const steps = (...reports: string[]) => [
    ...opened('agency-or-regulator'), 'add-evidence agency-or-regulator', 'establish-facts agency-or-regulator', 'notify agency', '[hear party]', 'decide agency', 'serve agency',
    ...reports, ...reviewed('agency', 'agency-or-regulator')
  ]
  const lapse = (adverseEffect: string) => stepsOf(of('guizhou', 'assessor.other', { adverseEffect }))
  t.strictSame(lapse('none'), steps('report agency to city'), 'Article 11')
  t.strictSame(lapse('adverse'), steps('report agency to city', 'report agency to local-regulator'), 'Article 12')
  t.strictSame(lapse('serious'), steps('report agency to city', 'report agency to province', 'report agency to local-regulator'), 'Article 13')
})

t.test('of quality supervisors in Guizhou whoever appointed them decides', async t => {
  t.strictSame(stepsOf(of('guizhou', 'quality-supervisor.bribery', { adverseEffect: 'none' })), [
    ...opened('agency-or-regulator'), 'add-evidence agency-or-regulator', 'establish-facts agency-or-regulator', 'notify appointing-body', '[hear party]', 'decide appointing-body',
    'serve appointing-body', 'report agency to city', ...reviewed('appointing-body', 'agency-or-regulator')
  ])
})

t.test('of agencies in Guizhou the tier says who decides, and the article what is made public', async t => {
  const steps = (decisions: readonly string[], publishes: readonly string[] = []) => [
    'accept regulator', '[suspend-pending regulator]', '[refer regulator]', 'add-evidence regulator', 'establish-facts regulator', 'notify regulator', '[hear party]', ...decisions,
    'serve regulator', '[report city to province]', ...publishes, ...reviewed('regulator')
  ]
  const fault = (gravityOfDataFault: string) => stepsOf(of('guizhou', 'agency.certificate-data-fault', { gravityOfDataFault }))
  t.strictSame(stepsOf(of('guizhou', 'agency.exam-affairs', { gravity: 'minor' })), steps(['decide city']), 'Article 15')
  t.strictSame(stepsOf(of('guizhou', 'agency.out-of-area')), steps(['decide city'], ['publish regulator']), 'Article 16')
  t.strictSame(stepsOf(of('guizhou', 'agency.forging-for-candidates')), steps(['decide province'], ['publish province']), 'Article 17')
  t.strictSame(fault('minor'), steps(['decide city']), 'Article 18, general')
  t.strictSame(fault('serious'), steps(['decide city']), 'Article 18, serious')
  t.strictSame(fault('grave'), steps(['decide province'], ['publish province']), 'Article 18, grave')
  t.strictSame(stepsOf(of('guizhou', 'agency.data-misuse', { dataMisuse: 'paid-service', socialImpact: 'none' })), steps(['decide agency-or-regulator']), 'Article 19 by itself')
  t.strictSame(stepsOf(of('guizhou', 'agency.data-misuse', { dataMisuse: 'paid-service', socialImpact: 'serious' })), steps(['decide province', 'decide agency-or-regulator'], ['publish province']), 'Articles 17 and 19')
  const rectified = earlier({ tier: 'serious', measures: ['rectify'], rectifyBy: '2026-02-01' })
  t.strictSame(stepsOf(of('guizhou', 'agency.out-of-area'), { decisions: [rectified] }), steps(['decide province'], ['publish province']), 'Article 16, raised to 17')
})

t.test('in Minhang the district checks and reports, and publishing is a choice at the serious tier', async t => {
  const steps = (...publishes: string[]) => [
    'add-evidence district', 'report district to city-centre', 'establish-facts regulator', '[refer regulator]', 'notify regulator', '[hear party]', 'decide regulator', 'serve regulator',
    ...publishes, ...reviewed('regulator')
  ]
  t.strictSame(stepsOf(of('minhang', 'agency.exam-plan-change', { gravity: 'minor' })), steps())
  t.strictSame(stepsOf(of('minhang', 'agency.exam-plan-change', { gravity: 'serious' })), steps('[publish regulator]'))
  t.strictSame(stepsOf(of('minhang', 'agency.unfiled')), steps())
})

t.test('in Guangxi publishing is a choice above the general tier, and an appeal follows the review', async t => {
  const steps = (...publishes: string[]) => [
    'add-evidence regulator', '[add-evidence regulator]', 'establish-facts regulator', '[refer regulator]', 'notify regulator', '[hear party]', 'decide regulator', 'serve regulator', ...publishes,
    '[request-review party]', 'decide-review regulator', '[appeal party]', 'decide-appeal higher-regulator', 'archive regulator'
  ]
  t.strictSame(stepsOf(of('guangxi', 'agency.fees')), steps())
  t.strictSame(stepsOf(of('guangxi', 'agency.out-of-area')), steps('[publish regulator]'))
  t.strictSame(stepsOf(of('guangxi', 'agency.entity-change')), steps('[publish regulator]'))
})

t.test('in Guangxi the serious tier is served in writing, on the article that says so', async t => {
  const served = (code: string) => open(of('guangxi', code)).judged.procedure.filter(({ step }) => step === 'serve').map(({ requires, basis }) => [requires.written ?? false, basis[0]])
  t.strictSame(served('agency.fees'), [[false, 'guangxi/annex-3/part-2/para-3']])
  t.strictSame(served('agency.out-of-area'), [[true, 'guangxi/annex-3/serious']])
  t.strictSame(served('agency.entity-change'), [[false, 'guangxi/annex-3/part-2/para-3']])
})

/** The articles of the table in the domain's description. */
const ARTICLES: readonly (readonly [Opening, Readonly<Record<string, string>>])[] = [
  [of('cn', 'candidate.copying'), { 'establish-facts': 'cn/art-16/para-1', notify: 'cn/art-17/para-1', decide: 'cn/art-17/para-2', serve: 'cn/art-17/para-2', 'decide-review': 'cn/art-19', archive: 'cn/art-20' }],
  [of('cn', 'assessor.tampering'), { 'establish-facts': 'cn/art-18', report: 'cn/art-16/para-2', 'decide-review': 'cn/art-19', archive: 'cn/art-20' }],
  [of('cn', 'agency.out-of-area'), { 'establish-facts': 'cn/art-18', decide: 'cn/art-16/para-3' }],
  [of('guizhou', 'candidate.copying'), { accept: 'guizhou/art-20/item-1', 'suspend-pending': 'guizhou/art-20/item-1', 'add-evidence': 'guizhou/art-20/item-2', 'establish-facts': 'cn/art-16/para-1', notify: 'guizhou/art-20/item-3', report: 'guizhou/art-20/item-5', 'decide-review': 'cn/art-19' }],
  [of('guizhou', 'quality-supervisor.bribery', { adverseEffect: 'none' }), { decide: 'guizhou/art-14' }],
  [of('guizhou', 'agency.forging-for-candidates'), { refer: 'guizhou/art-20/item-6', decide: 'guizhou/art-20/item-4', publish: 'guizhou/art-20/item-4' }],
  [of('guizhou', 'agency.out-of-area'), { decide: 'guizhou/art-4/item-2', publish: 'guizhou/art-16' }],
  [of('minhang', 'agency.unfiled'), { report: 'minhang/plan/part-5/para-4', notify: 'cn/art-17/para-1', 'decide-review': 'cn/art-19' }],
  [of('guangxi', 'agency.fees'), { 'add-evidence': 'guangxi/annex-3/part-2/para-1', notify: 'guangxi/annex-3/part-2/para-3', 'decide-review': 'guangxi/annex-3/part-2/para-4', appeal: 'guangxi/annex-3/part-2/para-4', 'decide-appeal': 'guangxi/annex-3/part-2/para-4', archive: 'guangxi/annex-3/part-2/para-5' }]
]

t.test('each requirement rests on its article', async t => {
  for (const [given, articles] of ARTICLES) {
    const { procedure } = open(given).judged
    for (const [step, article] of Object.entries(articles)) t.ok(procedure.some((one) => one.step === step && one.basis.includes(article)), `${given.jurisdiction} ${given.subject.type}: ${step} on ${article}`)
  }
})

t.test('what may come next says who takes it, what it needs, by when and why', async t => {
  const told = (given: Opening, state: Parameters<typeof reach>[1], level: string, type: string) =>
    nextSteps(reach(open(given), state, { level }), 'en').nextSteps.find(({ step }) => step === type)
  t.match(told(of('cn', 'candidate.copying'), 'investigating', 'agency', 'establish-facts'), {
    by: 'agency', demanded: true, fields: ['signers', 'confirmedBy'], requires: { signers: 2, confirmedBy: 'exam-room-lead' }, basis: ['cn/art-16/para-1', 'cn/art-4/para-4'], paper: { field: 'establishedOn', from: '2026-03-14', to: '2026-11-21' }
  })
  t.match(told(of('guizhou', 'agency.out-of-area'), 'notified', 'city', 'hear'), { by: 'party', demanded: false, due: '2026-05-06', fields: ['statement', 'waived'], basis: ['guizhou/art-20/item-3'] })
  t.match(told(of('guizhou', 'agency.out-of-area'), 'notified', 'city', 'decide'), { by: 'city', levels: ['city'], notBy: ['clerk', 'signer-1', 'signer-2', 'lead'], fields: ['rectifyBy'], paper: { from: '2026-05-07' } })
  t.match(told(of('guangxi', 'agency.out-of-area'), 'decided', 'city', 'serve'), { requires: { written: true }, choices: { method: ['in-person', 'post', 'electronic'] } })
  t.strictSame(told(of('guangxi', 'agency.fees'), 'decided', 'city', 'serve')?.choices, {})
  t.match(told(of('cn', 'agency.out-of-area'), 'in-force', 'city', 'verify-rectification'), { due: '2026-08-31' })
  t.match(told(of('guizhou', 'agency.out-of-area'), 'investigating', 'city', 'suspend-pending'), { demanded: false, choices: { measures: ['suspend-evaluation', 'hold-certificate-data'] }, notes: ['GZ-7'] })
  t.match(told(of('cn', 'agency.out-of-area'), 'registered', 'city', 'dismiss'), { by: null, demanded: false, basis: [], paper: null })
})

t.test('of the optional measures a decision may choose those that its notice announced', async t => {
  const given = of('guangxi', 'agency.out-of-area')
  const chosen = (situation: ReturnType<typeof open>) => nextSteps(situation, 'en').nextSteps.find(({ step }) => step === 'decide')?.choices
  t.strictSame(chosen(reach(open(given), 'notified', { optional: ['publish'] })), { optionalMeasures: ['publish'] })
  t.strictSame(chosen(reach(open(given), 'notified')), { optionalMeasures: [] })
})
