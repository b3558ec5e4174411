/** A training organisation in Guangxi from its application to its disappearance from the directory, with the standing check right on every day between. */
import type { Test } from 'tap'
import { addDays } from '../../src/domain/day.ts'
import type { Actor } from '../../src/domain/record/case.ts'
import { SOUND } from '../domain/filing/applications.ts'
import { at, party, say } from './desks.ts'
import { by, type Answer, type Dossier, type Office } from './office.ts'
import { opened, type Fresh } from './opened.ts'
import type { CaseView, Verification } from './shapes.ts'

const REF = '52450000MJ0TEST018'
const NAME = '示例技能培训学校'
const OCCUPATION = '电工'
const CODE = '6-29-03-11'
const LEVEL = '四级'
const { wei } = at('province')
const hua = by('李华', 'province')

type Step = Readonly<Record<string, unknown>> & { readonly type: string }
interface Versioned { readonly id: string, readonly version: number }

/** A file (an agency's or a campaign's) in hand, at the version last seen. */
class File<View extends Versioned> {
  readonly #t: Test
  readonly #office: Office
  readonly #path: string
  view: View
  #etag: string

  constructor (t: Test, office: Office, path: string, { body, headers }: Answer<View>) {
    this.#t = t
    this.#office = office
    this.#path = path
    this.view = body
    this.#etag = String(headers.etag)
  }

  static async open<View extends Versioned> (t: Test, office: Office, path: string, body: object, actor: Actor): Promise<File<View>> {
    const answer = await office.ask<View>('POST', path, { body, headers: headersOf(actor) })
    t.equal(answer.statusCode, 201, `${path}: ${answer.payload.slice(0, 500)}`)
    return new File(t, office, path, answer)
  }

  get url (): string { return `${this.#path}/${this.view.id}` }

  send (step: Step, actor: Actor): Promise<Answer<View & { reason?: string, detail?: string }>> {
    return this.#office.ask('POST', `${this.url}/steps`, { body: step, headers: { ...headersOf(actor), 'if-match': this.#etag } })
  }

  async take (step: Step, actor: Actor): Promise<View> {
    const answer = await this.send(step, actor)
    if (answer.statusCode !== 201) throw new Error(`${step.type} was refused: ${answer.payload}`)
    this.view = answer.body
    this.#etag = String(answer.headers.etag)
    return answer.body
  }

  async refused (step: Step, actor: Actor, reason: string): Promise<string> {
    const { statusCode, body } = await this.send(step, actor)
    this.#t.match([statusCode, body.reason], [409, reason], `${step.type} is refused: ${reason}: ${body.detail ?? ''}`)
    return body.detail ?? ''
  }
}

const headersOf = ({ id, level }: Actor): Record<string, string> => ({ 'x-actor': encodeURIComponent(id), 'x-actor-level': level })

interface AgencyView extends Versioned { readonly status: string, readonly supervisedBy: readonly { readonly provision: string, readonly supervisor: { readonly level: string } }[], readonly ratings: readonly { readonly caseId: string | null, readonly result: string }[] }
interface CampaignView extends Versioned { readonly state: string, readonly cases: readonly { readonly agency: { readonly ref: string }, readonly caseId: string }[] }

/** What is known of the application before anybody has looked at it on the spot. */
const occupation = (facts: object = {}) => ({ name: OCCUPATION, code: CODE, levels: [LEVEL], facts: { skillType: true, accessRestricted: false, laterPublished: false, evaluationBasis: 'national-standard', assessors: 3, premisesFit: true, broadInfluence: true, richExperience: true, ...facts } })
const FACTS = {
  agencyKind: 'training-organisation',
  legalForm: 'private-non-enterprise',
  ...SOUND,
  trainingMainBusiness: true,
  businessScopeCovers: true,
  applicantMisconductInField: false,
  representativeMisconductInField: false,
  annualReviewFailedOn: 'never',
  onIllegalOrganisationList: false,
  badRecordInField: false
}
const MATERIALS = ['application-form', 'legal-person-certificate', 'work-plan', 'experience-papers', 'credit-report']

/** A decision on a case that is there already, served some days later. */
async function decided (dossier: Dossier, conducts: CaseView['conducts'], decidedOn: string, servedOn: string, rectifyBy?: string): Promise<void> {
  const given = conducts.map(({ code, facts }) => facts === undefined ? { code } : { code, facts })
  await dossier.proceed(say.accept, wei)
  await dossier.proceed(say.evidence(addDays(decidedOn, -20)), wei)
  await dossier.proceed(say.establish(addDays(decidedOn, -18), given), wei)
  await dossier.proceed(say.notify(addDays(decidedOn, -15)), wei)
  await dossier.proceed(say.hear(addDays(decidedOn, -12), { waived: true }), party)
  await dossier.proceed(say.decide(decidedOn, rectifyBy === undefined ? {} : { rectifyBy }), hua)
  await dossier.proceed(say.serve(servedOn), wei)
}

/** When the agency came to be what; each holds until the next. */
const TIMELINE: readonly (readonly [string, string])[] = [
  ['2022-09-01', 'unfiled'],
  ['2022-12-09', 'active'],
  ['2024-07-01', 'suspended'], // two stars: suspension and rectification, served on that day
  ['2024-09-02', 'active'], // the rectification was found good
  ['2024-11-20', 'suspended'], // guaranteed-pass advertising, of before the rectification
  ['2025-02-10', 'active'],
  ['2025-07-01', 'terminated'] // the same again after it
]
const LAST_DAY = '2025-12-31'
const statusOn = (day: string): string => TIMELINE.findLast(([from]) => from <= day)?.[1] ?? ''

interface StandingItem { readonly clear: boolean, readonly status?: string, readonly measures: readonly { readonly measure: string, readonly caseId?: string }[], readonly plan?: { readonly permitted: boolean | null, readonly faults: readonly { readonly lead: string, readonly conduct: string }[] } }

const planOf = (more: object = {}) => ({ occupation: OCCUPATION, code: CODE, level: LEVEL, site: { jurisdiction: '450100', id: 'A' }, ...more })

async function standingOn (office: Office, on: string, plan?: object): Promise<StandingItem> {
  const { items: [item] } = await office.post<{ items: StandingItem[] }>('/v1/standing-checks', { on, subjects: [{ type: 'agency', ref: REF, ...plan === undefined ? {} : { plan } }] })
  if (!item) throw new Error('there is no item')
  return item
}

async function filed (t: Test, office: Office): Promise<File<AgencyView>> {
  const agency = await File.open<AgencyView>(t, office, '/v1/agencies', { ref: REF, refKind: 'other', name: NAME, agencyKind: 'training-organisation', jurisdiction: '450100' }, wei)
  t.strictSame(agency.view.supervisedBy.map(({ provision }) => provision), [
    'guangxi/main/part-2/item-3', 'guangxi/main/part-3/item-1', 'guangxi/main/part-2/item-2',
    'cn/art-4/para-1', 'cn/art-4/para-1', 'cn/art-4/para-2', 'cn/art-4/para-3', 'cn/art-21/para-1', 'cn/art-21/para-1'
  ], 'by its own rules first, then by the national ones')
  const { agencyKind: _known, ...facts } = FACTS
  await agency.take({
    type: 'apply',
    track: 'level-recognition',
    kind: 'initial',
    on: '2022-09-05',
    occupations: [occupation({ assessors: 2 })],
    areas: ['450100'],
    sites: [{ id: 'A', name: '一号考点', jurisdiction: '450100' }],
    facts,
    materials: MATERIALS.slice(1),
    dates: { 'selection-announced': '2022-08-15', 'selection-due': '2022-12-31' }
  }, wei)
  t.equal((await standingOn(office, '2022-09-05')).status, 'unfiled')
  const missing = await agency.refused({ type: 'grant', on: '2022-12-09', receipt: '桂人备〔2022〕7号' }, hua, 'conditions-open')
  t.match(missing, /考评人员/, 'two assessors are too few, and it is said')
  await agency.take({ type: 'supplement', on: '2022-09-14', occupations: [occupation()], materials: MATERIALS.slice(0, 1), dates: { recommended: '2022-09-08', accepted: '2022-09-12', 'materials-reviewed': '2022-09-14' } }, wei)
  await agency.take({ type: 'supplement', on: '2022-11-29', dates: { assessed: '2022-10-28', announced: '2022-11-01', 'announcement-ended': '2022-11-08', 'reported-to-ministry': '2022-11-11', 'ministry-reviewed': '2022-11-28', coded: '2022-11-29' } }, wei)
  await agency.refused({ type: 'grant', on: '2022-12-09', receipt: '桂人备〔2022〕7号' }, by('李华', 'city'), 'wrong-level')
  await agency.take({ type: 'grant', on: '2022-12-09', receipt: '桂人备〔2022〕7号', agencyCode: 'S000045000001' }, hua)
  for (const number of [1, 2, 3]) {
    await agency.take({ type: 'put-on-file', role: 'assessor', ref: `kaoping-${number}`, refKind: 'other', name: `考评员${number}`, occupations: [OCCUPATION], on: '2022-12-09' }, wei)
  }
  return agency
}

async function ratedTwoStars (t: Test, office: Office, agency: File<AgencyView>): Promise<Dossier> {
  const { ratings: [rating] } = await agency.take({ type: 'rate', selfAssessedOn: '2024-04-10', selfStars: 4, reviewedOn: '2024-05-20', on: '2024-06-03', stars: 2, standard: '2024年评定标准', basis: '复核评估并结合督导情况' }, hua)
  t.match(rating, { result: 'basically-qualified' })
  const dossier = await office.find(rating?.caseId ?? '')
  t.match(dossier.view, { state: 'registered', occurredOn: '2024-06-03', classification: { outcome: 'violation', tier: 'serious' }, conducts: [{ code: 'agency.star-rating', facts: { stars: 2 } }] }, 'two stars open a case of the serious tier')
  await decided(dossier, dossier.view.conducts, '2024-06-28', '2024-07-01', '2024-09-30')
  await dossier.proceed(say.verify('2024-09-02'), wei)
  return dossier
}

async function inspected (t: Test, office: Office): Promise<Dossier> {
  const campaign = await File.open<CampaignView>(t, office, '/v1/campaigns', {
    title: '技能评价质量检查',
    plannedOn: '2024-09-20',
    jurisdiction: '450000',
    period: { from: '2024-10-08', to: '2024-10-31' },
    forms: ['on-site', 'papers'],
    focus: ['agency.guaranteed-pass-advertising'],
    agencies: [{ ref: REF, name: NAME }],
    inspectors: [{ id: 'jian-1' }, { id: 'jian-2' }, { id: 'jian-3', recused: [{ ref: REF, reasons: '亲属在该机构任职' }] }],
    draw: { agencies: 1, inspectors: 2 },
    seedSource: '开奖号码'
  }, wei)
  await campaign.refused({ type: 'draw', on: '2024-10-08' }, wei, 'seed-missing')
  await campaign.take({ type: 'publish-seed', value: '04 11 17 23 29 31 08', publishedOn: '2024-10-08', where: '官方网站' }, wei)
  await campaign.take({ type: 'draw', on: '2024-10-08' }, wei)
  await campaign.take({
    type: 'record-result',
    ref: REF,
    inspectedOn: '2024-10-15',
    inspectors: ['jian-1', 'jian-2'],
    checks: [{ row: 'guangxi/annex-3/serious/item-4', conduct: 'agency.guaranteed-pass-advertising', result: 'failed', occurredOn: '2024-08-15', evidence: [{ kind: 'electronic', title: '网页存档' }] }]
  }, wei)
  const { items: problems } = await office.get<{ items: readonly { readonly proposal?: { tier: string }, tier?: string }[] }>(`${campaign.url}/problems`)
  t.match(JSON.stringify(problems), /"serious"/, 'the problem list proposes the serious tier')
  const { cases: [found] } = await campaign.take({ type: 'open-cases' }, wei)
  t.match(found, { agency: { ref: REF } })
  const dossier = await office.find(found?.caseId ?? '')
  t.match(dossier.view, { source: 'inspection', occurredOn: '2024-08-15', classification: { tier: 'serious' } }, 'advertised before the rectification was found good: the rating raises nothing')
  await decided(dossier, dossier.view.conducts, '2024-11-18', '2024-11-20', '2025-03-31')
  await dossier.proceed(say.verify('2025-02-10'), wei)
  await campaign.take({ type: 'close-campaign', on: '2024-11-20', summary: '检查一家，立案一件。' }, wei)
  const summary = await office.ask('GET', `${campaign.url}/summary`)
  t.match(summary.payload, /guaranteed-pass|serious/)
  t.match(await office.get<Verification>(`${campaign.url}/verification`), { valid: true })
  return dossier
}

async function again (t: Test, office: Office): Promise<Dossier> {
  const conducts = [{ code: 'agency.guaranteed-pass-advertising' }]
  const dossier = await office.open({ jurisdiction: '450100', occurredOn: '2025-05-06', subject: { type: 'agency', ref: REF, refKind: 'other', name: NAME }, source: 'complaint', conducts }, wei)
  t.match(dossier.view.classification, { outcome: 'violation', tier: 'grave' }, 'the same after rectification is grave')
  t.ok(dossier.view.classification.results.some(({ findings }) => findings.some(({ provision, governing }) => governing && provision === 'guangxi/annex-3/grave/item-1')))
  await decided(dossier, dossier.view.conducts, '2025-06-27', '2025-07-01')
  return dossier
}

/** Every day, one after the other: what the standing check, the directory and a plan say. */
async function everyDay (t: Test, office: Office): Promise<void> {
  const wrong: string[] = []
  let days = 0
  for (let day = TIMELINE[0]?.[0] ?? ''; day <= LAST_DAY; day = addDays(day, 1)) {
    days += 1
    const expected = statusOn(day)
    const { status, plan } = await standingOn(office, day, planOf())
    const { items } = await office.get<{ items: readonly { readonly ref: string }[] }>(`/v1/directory?on=${day}`)
    const isListed = items.some(({ ref }) => ref === REF)
    const isOnFile = ['active', 'suspended', 'rectifying'].includes(expected)
    const lead = { unfiled: 'agency-unfiled', suspended: 'agency-suspended', terminated: 'filing-not-valid' }[expected]
    const leads = plan?.faults.map((one) => one.lead) ?? []
    if (status !== expected || isListed !== isOnFile || plan?.permitted !== (expected === 'active') || (lead !== undefined && !leads.includes(lead))) wrong.push(`${day}: ${String(status)}, listed ${isListed}, ${JSON.stringify(plan)}; expected ${expected}`)
  }
  t.strictSame(wrong, [], `the standing check, the directory and the plan are right on each of ${days} days`)
}

export async function agencyLife (t: Test, fresh: Fresh): Promise<void> {
  const { office } = await opened(t, fresh)
  const agency = await filed(t, office)
  const cases = [await ratedTwoStars(t, office, agency), await inspected(t, office), await again(t, office)]
  await everyDay(t, office)

  t.strictSame((await standingOn(office, '2025-07-01')).measures.map(({ measure, caseId }) => [measure, caseId]).sort(), [['remove-from-directory', cases[2]?.id], ['terminate-filing', cases[2]?.id]])
  for (const [more, lead, conduct] of [
    [{ level: '三级' }, 'level-outside', 'agency.out-of-scope'],
    [{ occupation: '焊工', code: '6-18-02-04' }, 'occupation-outside', 'agency.out-of-scope'],
    [{ site: { jurisdiction: '450200' } }, 'crossing-unreported', 'agency.unreported-site'],
    [{ site: { jurisdiction: '450100', id: 'B' } }, 'site-not-filed', 'agency.schedule-change-unreported'],
    [{ assessors: ['kaoping-1', 'kaoping-4'] }, 'assessor-unfiled', 'agency.assessor-assignment']
  ] as const) {
    const { plan } = await standingOn(office, '2023-05-10', planOf(more))
    t.match([plan?.permitted, plan?.faults.find((one) => one.lead === lead)], [false, { conduct }], lead)
  }
  t.match((await standingOn(office, '2025-12-10', planOf())).plan?.faults.map(({ lead }) => lead), ['filing-not-valid'])

  for (const one of cases) t.match(await office.get<Verification>(`${one.url}/verification`), { valid: true })
  t.match(await office.get<Verification>(`${agency.url}/verification`), { valid: true })
  const ledger = await office.ask('GET', `/v1/supervision-ledger?agency=${agency.view.id}&from=2022-09-01&to=2025-12-31`)
  for (const one of cases) t.match(ledger.payload, new RegExp(one.id), 'the ledger has each case')
  const circular = await office.ask('GET', '/v1/circulars?jurisdiction=450000&from=2025-07-01&to=2025-07-31')
  t.match(circular.payload, /terminate-filing/, 'the circular of the month names the termination')
}
