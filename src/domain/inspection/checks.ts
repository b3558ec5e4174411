/** Why a step of a campaign may not come: what stands against it now, whatever it says, and what stands against this one. The first that applies is told. */
import type { Day } from '../day.ts'
import type { Label } from '../vocabulary.ts'
import { stillOpen, withProblems, type CampaignFile, type CampaignStep, type CampaignStepOf, type CampaignStepType } from './campaign.ts'
import { fitsCommitment } from './draw.ts'
import { isRecused, type Hashing } from './frame.ts'

export type Reason = 'wrong-state' | 'campaign-closed' | 'seed-missing' | 'already-drawn' | 'not-drawn' | 'inspector-recused' | 'too-few-inspectors' | 'commitment-broken' |
  'date-out-of-order' | 'required-here' | 'results-open' | 'nothing-to-open'

/** `field` names what is missing or wrong in the step. */
export interface Refusal { readonly reason: Reason, readonly detail: Label, readonly field?: string }

const refuse = (reason: Reason, zh: string, en: string, field?: string): Refusal => ({ reason, detail: { zh, en }, ...(field === undefined ? {} : { field }) })

const drawsNobody = (): Refusal => refuse('wrong-state', '计划没有随机抽取，只检查风险清单中的机构', 'nobody is drawn in this campaign: it inspects the agencies of its risk list')

const NOW: { readonly [T in CampaignStepType]: (file: CampaignFile) => Refusal | null } = {
  'publish-seed': ({ state, frame }) => {
    if (frame.draw.agencies === 0) return drawsNobody()
    if (state === 'drawn') return refuse('already-drawn', '已经抽取，种子不能再变', 'it has been drawn: the seed cannot be another any more')
    return state === 'seeded' ? refuse('wrong-state', '种子已公布，不能另公布一个', 'a seed has been published: there cannot be another one') : null
  },
  draw: ({ state, frame }) => {
    if (frame.draw.agencies === 0) return drawsNobody()
    if (state === 'drawn') return refuse('already-drawn', '已经抽取，不能再抽一次', 'it has been drawn, and cannot be drawn again')
    return state === 'planned' ? refuse('seed-missing', '须先公布抽取种子', 'the seed has to be published first') : null
  },
  'record-result': ({ drawn, plan }) => drawn || (plan.riskList ?? []).length > 0 ? null : refuse('not-drawn', '尚未抽取，计划也没有风险清单', 'nobody has been drawn yet, and the plan has no risk list'),
  'report-problems': (file) => withProblems(file).length > 0 ? null : refuse('nothing-to-open', '尚未发现问题', 'no problem has been found'),
  'open-cases': (file) => {
    const opened = new Set(file.cases.map(({ ref }) => ref))
    return withProblems(file).some(({ ref }) => !opened.has(ref)) ? null : refuse('nothing-to-open', '没有尚未立案的问题', 'there is no problem from which no case has been opened')
  },
  'close-campaign': () => null
}

/** What stands against any step of this type now; null where one may come. */
export function refusalNow (file: CampaignFile, type: CampaignStepType): Refusal | null {
  if (file.closed) return refuse('campaign-closed', `检查行动已于 ${file.closed.on} 结束`, `the campaign ended on ${file.closed.on}`)
  return NOW[type](file)
}

/** A day on a paper that is not before another one. */
const floor = (day: Day, least: Day | null | undefined, field: string, what: Label): Refusal | null =>
  least != null && day < least ? refuse('date-out-of-order', `${field} 为 ${day}，不得早于${what.zh} ${least}`, `${field} is ${day}, before ${what.en}, ${least}`, field) : null

const ceiling = (day: Day, most: Day, field: string, what: Label): Refusal | null =>
  day > most ? refuse('date-out-of-order', `${field} 为 ${day}，不得晚于${what.zh} ${most}`, `${field} is ${day}, after ${what.en}, ${most}`, field) : null

const notInFuture = (day: Day, today: Day, field: string): Refusal | null => ceiling(day, today, field, { zh: '今天', en: 'today' })

const latest = (days: readonly (Day | undefined)[]): Day | null => days.filter((day) => day !== undefined).sort().at(-1) ?? null

interface Context { readonly today: Day, readonly hashing: Hashing }
type Objection<T extends CampaignStepType> = (file: CampaignFile, step: CampaignStepOf<T>, context: Context) => Refusal | null

const seedRefusal: Objection<'publish-seed'> = ({ plannedOn, plan }, { value, publishedOn }, { today, hashing }) =>
  floor(publishedOn, plannedOn, 'publishedOn', { zh: '计划之日', en: 'the day of the plan' }) ??
  notInFuture(publishedOn, today, 'publishedOn') ??
  (fitsCommitment(plan.commitment ?? null, value, hashing) ? null : refuse('commitment-broken', '种子的 SHA-256 与计划中的承诺不符', 'the SHA-256 of the seed is not the one that the plan committed to', 'value'))

const drawRefusal: Objection<'draw'> = ({ seed, plan: { period } }, { on }, { today }) =>
  floor(on, seed?.publishedOn, 'on', { zh: '种子公布之日', en: 'the day on which the seed was published' }) ??
  ceiling(on, period.to, 'on', { zh: '检查期间的最后一天', en: 'the last day of the period' }) ??
  notInFuture(on, today, 'on')

/** Who may inspect an agency that was drawn: those drawn for it; for one who is prevented one of the reserves, with reasons. */
function drawnInspectors (file: CampaignFile, step: CampaignStepOf<'record-result'>): Refusal | null {
  const selected = file.drawn?.selection.find(({ ref }) => ref === step.ref)
  const others = step.inspectors.filter((id) => !selected?.inspectors.includes(id))
  const stranger = others.find((id) => !selected?.reserves.includes(id))
  if (stranger !== undefined) return refuse('not-drawn', `检查人员 ${stranger} 不是为该机构抽取的`, `the inspector ${stranger} was not drawn for this agency`, 'inspectors')
  if (others.length > 0 && step.substitution === undefined) return refuse('required-here', '由候补人员检查的，须说明原因', 'where a reserve inspects, the reasons have to be given', 'substitution')
  return null
}

/** Who may inspect an agency beside the draw: anybody of the plan who is not recused. */
function otherInspectors ({ frame }: CampaignFile, step: CampaignStepOf<'record-result'>): Refusal | null {
  const agency = frame.agencies.find(({ ref }) => ref === step.ref)
  for (const id of step.inspectors) {
    const inspector = frame.inspectors.find((one) => one.id === id)
    if (!inspector) return refuse('not-drawn', `计划中没有检查人员 ${id}`, `the plan has no inspector ${id}`, 'inspectors')
    if (agency && isRecused(inspector, agency)) return refuse('inspector-recused', `检查人员 ${id} 对该机构应当回避`, `the inspector ${id} is recused from this agency`, 'inspectors')
  }
  return null
}

function whomRefusal (file: CampaignFile, step: CampaignStepOf<'record-result'>): Refusal | null {
  const isDrawn = file.drawn?.selection.some(({ ref }) => ref === step.ref) ?? false
  if (isDrawn) return step.beside === true ? refuse('already-drawn', '该机构已被抽中，不是另行检查的', 'the agency is among those drawn, and not inspected beside the draw', 'beside') : null
  if (step.beside !== true) return refuse('not-drawn', '该机构未被抽中；风险清单中的机构可以另行检查', 'the agency was not drawn; one of the risk list may be inspected beside the draw', 'ref')
  if (!file.plan.riskList?.some(({ ref }) => ref === step.ref)) return refuse('not-drawn', '该机构不在风险清单中，不能另行检查', 'the agency is not on the risk list, and cannot be inspected beside the draw', 'ref')
  return step.reasons === undefined ? refuse('required-here', '另行检查的，须说明原因', 'an inspection beside the draw needs reasons', 'reasons') : null
}

const resultRefusal: Objection<'record-result'> = (file, step, { today }) => {
  const whom = whomRefusal(file, step)
  if (whom) return whom
  if (file.cases.some(({ ref }) => ref === step.ref)) return refuse('wrong-state', '已据该机构的检查结果立案，结果不能再变', 'a case has been opened from the result of this agency: it cannot be another any more', 'ref')
  const { from, to } = file.plan.period
  const dated = floor(step.inspectedOn, from, 'inspectedOn', { zh: '检查期间的第一天', en: 'the first day of the period' }) ??
    ceiling(step.inspectedOn, to, 'inspectedOn', { zh: '检查期间的最后一天', en: 'the last day of the period' }) ??
    (step.beside === true ? null : floor(step.inspectedOn, file.drawn?.on, 'inspectedOn', { zh: '抽取之日', en: 'the day of the draw' })) ??
    notInFuture(step.inspectedOn, today, 'inspectedOn')
  if (dated) return dated
  const late = step.checks.find(({ occurredOn }) => occurredOn !== undefined && occurredOn > step.inspectedOn)
  if (late) return refuse('date-out-of-order', `行为日 ${late.occurredOn ?? ''} 晚于检查日`, `the conduct of ${late.occurredOn ?? ''} is later than the inspection`, 'checks')
  const who = step.beside === true ? otherInspectors(file, step) : drawnInspectors(file, step)
  if (who) return who
  const needed = file.frame.draw.inspectors
  const present = new Set(step.inspectors).size
  return present >= needed ? null : refuse('too-few-inspectors', `检查人员须有 ${needed} 人，现有 ${present} 人`, `${needed} inspectors are needed; there are ${present}`, 'inspectors')
}

const reportRefusal: Objection<'report-problems'> = (file, { on }, { today }) =>
  floor(on, latest(withProblems(file).map(({ inspectedOn }) => inspectedOn)), 'on', { zh: '发现问题的最晚检查日', en: 'the latest inspection that found a problem' }) ?? notInFuture(on, today, 'on')

const openRefusal: Objection<'open-cases'> = (file, { refs }) => {
  const found = new Set(withProblems(file).map(({ ref }) => ref))
  const without = refs?.find((ref) => !found.has(ref))
  if (without !== undefined) return refuse('nothing-to-open', `${without} 没有检查出问题`, `no problem has been found at ${without}`, 'refs')
  const opened = new Set(file.cases.map(({ ref }) => ref))
  return refs?.every((ref) => opened.has(ref)) ? refuse('nothing-to-open', '所列机构均已立案', 'cases have been opened of all the agencies named', 'refs') : null
}

const closeRefusal: Objection<'close-campaign'> = (file, { on, reasons }, { today }) => {
  const days = [file.seed?.publishedOn, file.drawn?.on, ...file.results.map(({ inspectedOn }) => inspectedOn), ...file.reports.map((report) => report.on)]
  const dated = floor(on, latest(days), 'on', { zh: '此前步骤的最晚日期', en: 'the latest day of an earlier step' }) ?? notInFuture(on, today, 'on')
  if (dated) return dated
  const open = file.drawn || file.frame.draw.agencies === 0 ? stillOpen(file) : null
  if (reasons !== undefined || open?.length === 0) return null
  return open === null
    ? refuse('results-open', '尚未抽取；就此结束须说明原因', 'nobody has been drawn; to end it all the same, give reasons', 'reasons')
    : refuse('results-open', `${open.length} 家被抽中的机构没有检查结果；就此结束须说明原因`, `${open.length} of the agencies drawn have no result; to end it all the same, give reasons`, 'reasons')
}

const GIVEN: { readonly [T in CampaignStepType]: Objection<T> } = {
  'publish-seed': seedRefusal,
  draw: drawRefusal,
  'record-result': resultRefusal,
  'report-problems': reportRefusal,
  'open-cases': openRefusal,
  'close-campaign': closeRefusal
}

/** Why a step may not come; null where it may. */
export function refusalOf (file: CampaignFile, step: CampaignStep, context: Context): Refusal | null {
  return refusalNow(file, step.type) ?? (GIVEN[step.type] as Objection<CampaignStepType>)(file, step, context)
}
