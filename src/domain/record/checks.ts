/**
 * Why a step may not come. Each reason has what stands against the step now, whoever takes it and whatever it says (`now`), and what stands against
 * this one (`given`). They are asked in the order of the list, and the first that applies is the answer.
 */
import type { Day } from '../day.ts'
import type { Label } from '../vocabulary.ts'
import { isInForce, type Actor, type CaseFile, type Counted } from './case.ts'
import { entriesOf, levelAbove, levelsFor } from './competence.ts'
import { lawfulPeriod, statementDue } from './deadlines.ts'
import { awaitsPublication, awaitsRectification, canBeRectified, missingReports } from './duties.ts'
import { BEFORE_DECISION, OPEN } from './fold.ts'
import { isHeavier, isSettled, judgeCase, mandatoryOf, optionalOf, type Judged, type Setting } from './judged.ts'
import { paperDay, paperField, type StepGiven, type StepOf, type StepType } from './step.ts'

export type Reason = 'wrong-state' | 'not-in-this-ruleset' | 'wrong-level' | 'same-person' | 'date-out-of-order' | 'too-few-signers' | 'confirmation-missing' |
  'facts-missing' | 'report-missing' | 'defence-period-open' | 'measure-not-available' | 'heavier-than-notified' | 'required-here' | 'duties-open'

/** What stands against a step; `field` names what is missing or wrong in it. */
export interface Objection { readonly detail: Label, readonly field?: string }
export interface Refusal extends Objection { readonly reason: Reason }

/** A case with all that its steps are judged by. */
export interface Situation {
  readonly setting: Setting
  readonly file: CaseFile
  readonly decisions: readonly Counted[]
  readonly judged: Judged
}

type Now = (situation: Situation, type: StepType) => Objection | null
type Given = (situation: Situation, step: StepGiven, actor: Actor) => Objection | null

const object = (zh: string, en: string, field?: string): Objection => ({ detail: { zh, en }, ...(field === undefined ? {} : { field }) })
const days = (list: readonly string[]): string => list.join(', ')

/** The states from which each step may come. */
const FROM: { readonly [T in StepType]: readonly CaseFile['state'][] } = {
  accept: ['registered'],
  dismiss: BEFORE_DECISION,
  'suspend-pending': ['investigating'],
  'add-evidence': [...OPEN, 'dismissed', 'revoked'],
  'establish-facts': ['investigating', 'notified'],
  refer: OPEN,
  report: OPEN,
  notify: ['facts-established'],
  hear: ['notified'],
  decide: ['notified'],
  serve: ['decided'],
  publish: ['in-force'],
  'request-review': ['in-force', 'closed'],
  appeal: ['in-force', 'closed'],
  'decide-review': ['under-review'],
  'decide-appeal': ['under-appeal'],
  'verify-rectification': ['in-force'],
  correct: [...OPEN, 'closed', 'dismissed', 'revoked'],
  archive: ['in-force', 'dismissed', 'revoked']
}

const wrongState: Now = ({ setting: { book: { vocabulary } }, file, judged }, type) => {
  const { state } = file
  // Facts that turn out not to suffice are established anew: there is no other way on from there.
  const again = type === 'establish-facts' && state === 'facts-established' && !isSettled(judged.answer)
  if (!FROM[type].includes(state) && !again) {
    const from = FROM[type]
    const names = (lang: 'zh' | 'en'): string => from.map((one) => vocabulary.caseStates[one]?.[lang] ?? one).join(lang === 'zh' ? '、' : ', ')
    return object(`案件现为“${vocabulary.caseStates[state]?.zh ?? state}”，这一步骤须在以下状态进行：${names('zh')}`, `the case is ${vocabulary.caseStates[state]?.en ?? state}; this step comes from: ${names('en')}`)
  }
  if ((type === 'request-review' || type === 'appeal') && !isInForce(file)) return object('案件没有生效的决定', 'the case has no decision in force')
  if (type === 'verify-rectification' && !canBeRectified(vocabulary, file)) return object('决定中没有待核验的整改', 'the decision has no rectification that is still to be verified')
  return null
}

const notInThisRuleset: Now = ({ setting: { book: { vocabulary } }, file, judged }, type) => {
  if (type !== 'suspend-pending' && type !== 'appeal') return null
  if (entriesOf(judged, type).length === 0) return object('适用的规定没有这一步骤', 'the rules that apply do not have this step')
  if (type === 'appeal' && levelAbove(vocabulary, file.decision?.by.level ?? '') === undefined) return object('决定由最高一级作出，没有可申诉的上级', 'the decision came from the highest level: there is none above it to appeal to')
  return null
}

/** Only after a review: told after whether the rules know an appeal at all, for where they do not, a review first is no help. */
const reviewFirst: Now = ({ file }, type) => type === 'appeal' && !file.reviewedBy ? object('须先经复核，对复核决定不服的才可申诉', 'a review comes first: an appeal is against its outcome') : null

const wrongLevel: Given = ({ setting: { book: { vocabulary } }, file, judged }, step, actor) => {
  const levels = levelsFor(vocabulary, file, judged, step.type)
  if (levels.includes(actor.level)) return null
  const names = (lang: 'zh' | 'en'): string => levels.map((level) => vocabulary.levels[level]?.[lang] ?? level).join(lang === 'zh' ? '、' : ', ')
  return object(`这一步骤不属于“${vocabulary.levels[actor.level]?.zh ?? actor.level}”，应由以下层级办理：${names('zh')}`, `this step is not for the level ${actor.level}; it is for: ${names('en')}`)
}

/** Who may not take a step, with the reason. The rule about investigators is this product's own and can be switched off. */
export function excluded ({ setting, file }: Situation, type: StepType): { readonly actors: readonly string[], readonly why: Label } {
  if (type === 'decide' && setting.fairness.anotherPersonDecides) {
    return { actors: [...file.investigators], why: { zh: '调查或签认事实的人员不作出决定（本系统自设的公正规则，可关闭）', en: 'whoever investigated or signed the facts does not decide (this product\'s own rule of fairness; it can be switched off)' } }
  }
  if (type === 'decide-review') return { actors: file.decision ? [file.decision.by.id] : [], why: { zh: '复核应由原决定人以外的人员作出', en: 'a review is decided by another person than the one who decided' } }
  if (type === 'decide-appeal') {
    return { actors: [file.decision?.by.id, file.reviewedBy?.id].filter((id) => id !== undefined), why: { zh: '申诉应由未参与原决定和复核的人员作出', en: 'an appeal is decided by somebody who neither decided nor reviewed' } }
  }
  return { actors: [], why: { zh: '', en: '' } }
}

const samePerson: Given = (situation, step, actor) => {
  const { actors, why } = excluded(situation, step.type)
  return actors.includes(actor.id) ? { detail: why } : null
}

const before = (day: Day | undefined, floor: Day | null | undefined, field: string, what: Label): Objection | null =>
  day !== undefined && floor != null && day < floor ? object(`${field} 为 ${day}，不得早于${what.zh} ${floor}`, `${field} is ${day}, before ${what.en}, ${floor}`, field) : null

const dateOutOfOrder: Given = ({ setting: { today, calendar }, file, judged }, step) => {
  const paper = paperDay(step)
  const field = paperField(step.type) ?? ''
  if (paper !== undefined && paper > today) return object(`${field} 为 ${paper}，晚于今天（${today}）`, `${field} is ${paper}, in the future (today is ${today})`, field)
  const floor = before(paper, file.latestPaper, field, { zh: '此前步骤文书的最晚日期', en: 'the latest day on an earlier step\'s paper' })
  if (floor) return floor
  // Evidence may be older than the day on which the conduct ended or was dated.
  if (step.type !== 'add-evidence') {
    const conduct = before(paper, file.opening.occurredOn, field, { zh: '行为发生之日', en: 'the day of the conduct' })
    if (conduct) return conduct
  }
  if (step.type === 'add-evidence') return before(step.preservedUntil, step.obtainedOn, 'preservedUntil', { zh: '取得之日', en: 'the day on which it was obtained' })
  if (step.type === 'decide') return before(step.rectifyBy, step.decidedOn, 'rectifyBy', { zh: '决定之日', en: 'the day of the decision' })
  if (step.type === 'notify') {
    return before(step.statementDueOn, lawfulPeriod(calendar, judged, step.deliveredOn)?.due, 'statementDueOn', { zh: '法定陈述申辩期限', en: 'the end of the period that the law gives' }) ??
      before(step.statementDueOn, step.deliveredOn, 'statementDueOn', { zh: '送达之日', en: 'the day of delivery' })
  }
  return null
}

const tooFewSigners: Given = ({ judged }, step) => {
  if (step.type !== 'establish-facts') return null
  const needed = Math.max(0, ...entriesOf(judged, step.type).map(({ requires }) => requires.signers ?? 0))
  const signers = new Set(step.signers).size
  return signers >= needed ? null : object(`事实认定须由至少 ${needed} 人签字，现有 ${signers} 人`, `the facts must be signed by at least ${needed} people; ${signers} signed`, 'signers')
}

const confirmationMissing: Given = ({ judged, setting: { book: { vocabulary } } }, step) => {
  if (step.type !== 'establish-facts' || step.confirmedBy !== undefined) return null
  const by = entriesOf(judged, step.type).find(({ requires }) => requires.confirmedBy !== undefined)?.requires.confirmedBy
  return by === undefined ? null : object(`须经${vocabulary.actors[by]?.zh ?? by}确认`, `the facts must be confirmed by: ${vocabulary.actors[by]?.en ?? by}`, 'confirmedBy')
}

function unsettled ({ answer: { outcome, results } }: Judged): Objection | null {
  if (outcome === 'violation') return null
  const asked = [...new Set(results.flatMap(({ questions }) => questions.map(({ fact }) => fact)))]
  return outcome === 'needs-facts'
    ? object(`仍有待查明的事实：${asked.join('、')}。请重新认定事实`, `facts are still missing: ${asked.join(', ')}. Establish the facts again`)
    : object('认定的事实不构成违纪违规，不能作出处理；可重新认定事实或终结案件', 'what was found is no violation, so there is nothing to decide; establish the facts again or dismiss the case')
}

const factsMissing: Now = ({ judged }, type) => type === 'notify' || type === 'decide' ? unsettled(judged) : null

/** What a review would make of the decision with other conducts, or with the same. */
export function varied ({ setting, file, decisions }: Situation, step: StepOf<'decide-review'> | StepOf<'decide-appeal'>): { judged: Judged, measures: readonly string[] } | null {
  if (!file.decision || step.outcome !== 'vary') return null
  const { decidedOn, computed, measures } = file.decision
  const judged = judgeCase(setting, file, decisions, { decidedOn, conducts: step.conducts ?? computed.inputs.conducts })
  const optional = optionalOf(judged.answer)
  const chosenBefore = measures.filter((measure) => !mandatoryOf(computed.answer).includes(measure))
  const chosen = step.optionalMeasures ?? chosenBefore.filter((measure) => optional.includes(measure))
  return { judged, measures: [...new Set([...mandatoryOf(judged.answer), ...chosen])] }
}

const isReview = (step: StepGiven): step is StepOf<'decide-review'> | StepOf<'decide-appeal'> => step.type === 'decide-review' || step.type === 'decide-appeal'

const variedToNothing: Given = (situation, step) => {
  if (!isReview(step)) return null
  const result = varied(situation, step)
  return result ? unsettled(result.judged) : null
}

const reportList = (reports: readonly { what: Label }[]): Objection | null =>
  reports.length === 0 ? null : object(`须先完成报告：${reports.map(({ what }) => what.zh).join('；')}`, `a report must come first: ${reports.map(({ what }) => what.en).join('; ')}`)

const reportMissing: Now = ({ file, judged }, type) => {
  if (type === 'decide') return reportList(missingReports(file, judged, 'before'))
  return type === 'archive' && isInForce(file) ? reportList(missingReports(file, judged, 'after')) : null
}

function periodOpen ({ setting: { calendar }, file, judged }: Situation, on: Day): Objection | null {
  const period = file.heard || !file.notice ? null : statementDue(calendar, judged, file.notice)
  return period && on <= period.due
    ? object(`陈述申辩期限至 ${period.due} 届满，次日起方可决定；当事人已陈述或声明放弃的除外`, `the period for the statement runs to ${period.due}: a decision may come from the day after, or once the party has been heard or has waived it`)
    : null
}

const defencePeriodOpen: Now = (situation, type) => type === 'decide' ? periodOpen(situation, situation.setting.today) : null
const decidedWithinPeriod: Given = (situation, step) => step.type === 'decide' ? periodOpen(situation, step.decidedOn) : null

const notAmong = (given: readonly string[] | undefined, available: readonly string[], field: string): Objection | null => {
  const others = (given ?? []).filter((measure) => !available.includes(measure))
  return others.length === 0
    ? null
    : object(`此处不可采取的措施：${days(others)}；可选：${days(available) || '无'}`, `not available here: ${days(others)}; to be chosen from: ${days(available) || 'none'}`, field)
}

const measureNotAvailable: Given = (situation, step) => {
  const { judged } = situation
  if (step.type === 'suspend-pending') return notAmong(step.measures, entriesOf(judged, step.type).flatMap(({ requires }) => requires.measures ?? []), 'measures')
  if (step.type === 'notify' || step.type === 'decide') return notAmong(step.optionalMeasures, optionalOf(judged.answer), 'optionalMeasures')
  if (isReview(step) && step.outcome === 'vary') return notAmong(step.optionalMeasures, optionalOf(varied(situation, step)?.judged.answer ?? judged.answer), 'optionalMeasures')
  return null
}

/** What stands against a decision with these optional measures because the notice did not announce it. */
export function heavierThanNotice ({ setting: { book, fairness }, file: { notice }, judged: { answer } }: Situation, optional: readonly string[]): Objection | null {
  if (!fairness.notHeavierThanNotified || !notice) return null
  return isHeavier(book, { answer, measures: [...mandatoryOf(answer), ...optional] }, { answer: notice.computed.answer, measures: notice.measures })
    ? object('决定重于告知书所列；要作更重的决定，须重新认定事实并重新告知（本系统自设的公正规则，可关闭）', 'the decision is heavier than what its notice announced; a heavier one needs the facts established anew and a new notice (this product\'s own rule of fairness; it can be switched off)')
    : null
}

const heavierAnyway: Now = (situation, type) => type === 'decide' ? heavierThanNotice(situation, []) : null

const heavierThanNotified: Given = (situation, step) => {
  if (step.type === 'decide') return heavierThanNotice(situation, step.optionalMeasures ?? [])
  const { file: { decision }, setting: { book } } = situation
  const result = isReview(step) ? varied(situation, step) : null
  return result && decision && isHeavier(book, { answer: result.judged.answer, measures: result.measures }, { answer: decision.computed.answer, measures: decision.measures })
    ? object('复核或申诉不得加重处理', 'neither a review nor an appeal makes the decision heavier')
    : null
}

/** The way of delivery that is no writing in the party's hands. */
export const ANNOUNCED = 'public-notice'

const requiredHere: Given = ({ judged }, step) => {
  const missing = (field: string, zh: string, en: string): Objection => object(`此处须填写 ${field}：${zh}`, `${field} is required here: ${en}`, field)
  if (step.type === 'hear' && step.statement === undefined && step.waived === undefined) return missing('statement', '陈述内容，或 waived: true', 'what was stated, or waived: true')
  if (step.type === 'decide' && step.rectifyBy === undefined && [...mandatoryOf(judged.answer), ...step.optionalMeasures ?? []].includes('rectify')) return missing('rectifyBy', '整改期限', 'the day by which to rectify')
  if (step.type === 'serve' && step.method === ANNOUNCED && entriesOf(judged, step.type).some(({ requires }) => requires.written)) return missing('method', '此处须书面送达，不能以公告代替', 'the decision must be served in writing, not announced')
  return null
}

const dutiesOpen: Now = ({ setting: { book: { vocabulary } }, file, judged }, type) => {
  if (type !== 'archive' || !isInForce(file)) return null
  if (awaitsRectification(vocabulary, file)) return object('整改尚未核验通过', 'the rectification has not been verified yet')
  return awaitsPublication(file, judged) ? object('决定尚未公布', 'the decision has not been made public yet') : null
}

export interface Check { readonly reason: Reason, readonly now?: Now, readonly given?: Given }

/** In the order in which the interface tells them. */
export const CHECKS: readonly Check[] = [
  { reason: 'wrong-state', now: wrongState },
  { reason: 'not-in-this-ruleset', now: notInThisRuleset },
  { reason: 'wrong-state', now: reviewFirst },
  { reason: 'wrong-level', given: wrongLevel },
  { reason: 'same-person', given: samePerson },
  { reason: 'date-out-of-order', given: dateOutOfOrder },
  { reason: 'too-few-signers', given: tooFewSigners },
  { reason: 'confirmation-missing', given: confirmationMissing },
  { reason: 'facts-missing', now: factsMissing, given: variedToNothing },
  { reason: 'report-missing', now: reportMissing },
  { reason: 'defence-period-open', now: defencePeriodOpen, given: decidedWithinPeriod },
  { reason: 'measure-not-available', given: measureNotAvailable },
  { reason: 'heavier-than-notified', now: heavierAnyway, given: heavierThanNotified },
  { reason: 'required-here', given: requiredHere },
  { reason: 'duties-open', now: dutiesOpen }
]
