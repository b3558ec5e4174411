/** Why a step of an application may not come: what the rules on filing ask for, and in which order. */
import type { Day } from '../day.ts'
import { FilingFault, renewalWindow, type Acceptance, type FilingAssessment, type PlaceFault } from '../filing.ts'
import type { Lang } from '../vocabulary.ts'
import { AFTER_FILING, grantedApplication, openApplication, type AgencyFile, type Application } from './agency.ts'
import { assess, endOf, openPoints, trackOf } from './application.ts'
import { applyToAgency } from './fold.ts'
import { outOfOrder, refusal, refuseFaults, type AgencyRefusal, type AgencySituation, type Given, type Step } from './refusal.ts'
import { filingsOn, isRefused, terminatedOn } from './status.ts'

export const noApplication = (): AgencyRefusal => refusal('no-application', '没有办理中的申请', 'there is no application that is still to be decided')

export const refilingRefused = (): AgencyRefusal => refusal('refiling-refused', '已决定不再受理该机构的备案', 'it was decided that no further filing of the agency is accepted')

/** A step of the application in hand: not before its last one. */
export function ofApplication ({ today, file }: AgencySituation, on: Day): AgencyRefusal | null {
  const application = openApplication(file)
  return application ? outOfOrder(today, ['', application.latestOn], ['on', on]) : noApplication()
}

/** At which level somebody accepts; null where that is not known. A change or a renewal is for whoever filed the agency first. */
const levelOf = (file: AgencyFile, track: string, by: string | null): string | null =>
  by === 'original' ? file.grants.findLast((grant) => grant.track === track && grant.kind === 'initial')?.level ?? null : by

/** The levels that accept, as far as they are known. */
const acceptors = (file: AgencyFile, { track }: Pick<Application, 'track'>, { acceptance }: FilingAssessment): readonly string[] =>
  [...new Set(acceptance.flatMap(({ by }) => levelOf(file, track, by) ?? []))]

/** The level that has to decide; null where that hangs on what is not known, or where nobody says. */
function decidingLevel (file: AgencyFile, application: Application, assessment: FilingAssessment): string | null {
  const [level, ...others] = acceptors(file, application, assessment)
  return level === undefined || others.length > 0 ? null : level
}

function wrongLevel ({ book: { vocabulary } }: AgencySituation, decides: string | null, level: string): AgencyRefusal | null {
  if (decides === null || decides === level) return null
  const label = (lang: Lang): string => vocabulary.levels[decides]?.[lang] ?? decides
  return refusal('wrong-level', `由受理的一级决定：${label('zh')}`, `the level that accepts decides: ${label('en')}`)
}

/** Two authorities do not decide one application. */
function mixed (file: AgencyFile, application: Pick<Application, 'track'>, assessment: FilingAssessment): AgencyRefusal | null {
  if (acceptors(file, application, assessment).length < 2) return null
  const named = (text: (one: Acceptance) => string | null, comma: string): string =>
    assessment.acceptance.map((one) => `${text(one) ?? ''}${one.occupations.length > 0 ? ` (${one.occupations.join(comma)})` : ''}`).join('; ')
  return refusal('conditions-open', `分属不同部门受理，请分别申请：${named(({ label }) => label, '、')}`, `different authorities accept: apply for each by itself: ${named(({ by }) => by, ', ')}`)
}

/** The day of the filing and of its refusal are said by these steps, what comes after them follows. */
const SAID_ELSEWHERE: readonly string[] = ['filed', 'refused', ...AFTER_FILING]
const saidElsewhere = (dates: object | undefined, but: readonly string[] = []): PlaceFault[] =>
  Object.entries(dates ?? {}).filter(([date, day]) => day !== null && SAID_ELSEWHERE.includes(date) && !but.includes(date))
    .map(([date]) => ({ pointer: `/dates/${date}`, detail: { zh: '此日期由备案或不予备案的步骤给出，或在其后补记', en: 'the filing or its refusal says this day, or it is added after it' } }))

/** The application as it would be, for the rules to look at. */
export const asApplied = (file: AgencyFile, { on, track, kind, occupations, areas = [], sites = [], name, facts = {}, materials = [], verified = [], dates = {} }: Step<'apply'>): Application =>
  ({ seq: file.entries.length + 1, track, kind, on, occupations, areas, sites, ...name === undefined ? {} : { name }, facts, materials, verified, dates, state: 'open', endedOn: null, latestOn: on, reasons: null, basis: [] })

/** Of a renewal: only what is on file is renewed. */
function renewsMore (filed: readonly { readonly name: string, readonly levels: readonly string[] }[], { occupations }: Step<'apply'>): AgencyRefusal | null {
  const more = occupations.filter(({ name, levels }) => {
    const before = filed.find((one) => one.name === name)
    return !before || levels.some((level) => !before.levels.includes(level))
  }).map(({ name }) => name)
  return more.length === 0 ? null : refusal('not-on-file', `延续不增加职业或等级，请另行变更：${more.join('、')}`, `a renewal adds no occupations or levels, apply for a change: ${more.join(', ')}`, 'occupations')
}

function agreesWithOpening ({ opening: { agencyKind } }: AgencyFile, { facts, dates }: Step<'apply'>): PlaceFault[] {
  const said = facts?.agencyKind
  return [
    ...said == null || said === agencyKind ? [] : [{ pointer: '/facts/agencyKind', detail: { zh: `登记的类别是 ${agencyKind}`, en: `it is registered as ${agencyKind}` } }],
    ...saidElsewhere(dates)
  ]
}

/** Whether the filing that is to be changed or renewed is there, and the time for it. */
function fitsFiling (situation: AgencySituation, step: Step<'apply'>): AgencyRefusal | null {
  const { file, inForce } = situation
  const { track, kind, on } = step
  const filing = filingsOn(file, on, terminatedOn(inForce)).find((one) => one.track === track)
  if (kind === 'initial') return filing ? refusal('on-file-already', '该类别已在备案之列，请申请变更或延续', 'the track is on file already: apply for a change or a renewal', 'kind') : null
  if (!filing) return refusal('not-on-file', `${on} 没有该类别的有效备案`, `there is no filing of this track that holds on ${on}`, 'track')
  if (kind !== 'renewal') return null
  const rules = trackOf(situation, file, { track, on })
  const window = rules && filing.until !== null ? renewalWindow(rules, filing.until) : null
  if (window && on < window.from) return refusal('too-soon', `${window.from} 至 ${window.to} 之间提出`, `it is applied for from ${window.from} to ${window.to}`, 'on')
  return renewsMore(filing.occupations, step)
}

export const apply: Given<'apply'> = (situation, step) => {
  const { today, file, inForce } = situation
  const { on, track } = step
  const before = file.applications.findLast((one) => one.track === track)
  const early = outOfOrder(today, ['', before?.latestOn], ['on', on])
  if (early) return early
  if (isRefused(inForce)) return refilingRefused()
  refuseFaults(agreesWithOpening(file, step))
  const unfit = fitsFiling(situation, step)
  if (unfit) return unfit
  const assessment = assess(situation, file, asApplied(file, step), on, 'zh', {})
  if (assessment.outcome === 'no-provision' && assessment.why?.code !== 'no-filing-rules') return refusal('not-in-this-ruleset', assessment.why?.detail ?? '', `the rules of the place have no such ${assessment.why?.code === 'no-such-track' ? 'track' : 'kind of application'}`)
  return mixed(file, step, assessment)
}

/** What the rules say of the application with what is added; a place in it that is at fault is told as a place in the step. */
function assessWith (situation: AgencySituation, step: Step<'supplement'>, application: Application): void {
  const { file } = situation
  const { type, ...body } = step
  const after = applyToAgency(file, { seq: file.entries.length + 1, type, at: '', actor: '', level: '', body, outcome: {} }).applications.find(({ seq }) => seq === application.seq)
  if (!after) return
  try {
    assess(situation, file, after, step.on, 'zh', endOf(after))
  } catch (error) {
    if (!(error instanceof FilingFault)) throw error
    const places = after.occupations.map(({ name }) => (step.occupations ?? []).findIndex((one) => one.name === name))
    throw new FilingFault(error.errors.map(({ pointer, detail }) => ({ detail, pointer: pointer.replace(/^\/occupations\/(\d+)/, (_, index: string) => `/occupations/${places[Number(index)] ?? 0}`) })))
  }
}

export const supplement: Given<'supplement'> = (situation, step) => {
  const { today, file } = situation
  const { on, dates, type: _type, on: _on, ...rest } = step
  const open = openApplication(file)
  const application = open ?? grantedApplication(file)
  if (!application) return noApplication()
  const early = outOfOrder(today, ['', application.latestOn], ['on', on])
  if (early) return early
  if (!open && (Object.keys(rest).length > 0 || Object.keys(dates ?? {}).some((date) => !AFTER_FILING.includes(date)))) return noApplication()
  refuseFaults([
    ...saidElsewhere(dates, open ? [] : AFTER_FILING),
    ...(step.occupations ?? []).flatMap(({ name }, index) => application.occupations.some((one) => one.name === name) ? [] : [{ pointer: `/occupations/${index}/name`, detail: { zh: '申请中没有此职业', en: 'the application does not name this occupation' } }])
  ])
  assessWith(situation, step, application)
  return null
}

/** An application as of the day on which it is decided; its days, all but this one, have been looked at before. */
function assessed (situation: AgencySituation, application: Application, on: Day, end: 'filed' | 'refused', lang: Lang): FilingAssessment | AgencyRefusal {
  try {
    return assess(situation, situation.file, application, on, lang, { [end]: on })
  } catch (error) {
    if (!(error instanceof FilingFault)) throw error
    const said = (which: Lang): string => error.errors.map(({ detail }) => detail[which]).join('; ')
    return refusal('date-out-of-order', `与办理日期不合：${said('zh')}`, `it does not fit the days of the procedure: ${said('en')}`, 'on')
  }
}

export const grant: Given<'grant'> = (situation, step, level) => {
  const { file, inForce } = situation
  const { on, validity } = step
  const early = ofApplication(situation, on)
  const application = openApplication(file)
  if (early || !application) return early ?? noApplication()
  if (isRefused(inForce)) return refilingRefused()
  const { track, kind } = application
  if (kind !== 'initial' && !filingsOn(file, application.on, terminatedOn(inForce)).some((filing) => filing.track === track)) return refusal('not-on-file', '所变更或延续的备案已终止', 'the filing that is changed or renewed has been terminated')
  const assessment = assessed(situation, application, on, 'filed', 'zh')
  if ('reason' in assessment) return assessment
  if (assessment.outcome === 'no-provision') {
    return validity?.until != null && validity.until < validity.from ? refusal('date-out-of-order', '有效期止于其开始之前', 'the filing would end before it begins', 'validity') : null
  }
  if (validity) throw new FilingFault([{ pointer: '/validity', detail: { zh: '有效期由当地规则确定', en: 'the rules of the place say how long it holds' } }])
  const shared = mixed(file, application, assessment)
  if (shared) return shared
  if (assessment.outcome !== 'eligible' || openPoints(assessment, 'zh').length > 0) {
    const english = assess(situation, file, application, on, 'en', { filed: on })
    return refusal('conditions-open', openPoints(assessment, 'zh').join('；'), openPoints(english, 'en').join('; '))
  }
  return wrongLevel(situation, decidingLevel(file, application, assessment), level)
}

export const refuse: Given<'refuse'> = (situation, { on }, level) => {
  const early = ofApplication(situation, on)
  const application = openApplication(situation.file)
  if (early || !application) return early ?? noApplication()
  const assessment = assessed(situation, application, on, 'refused', 'zh')
  return 'reason' in assessment ? assessment : wrongLevel(situation, decidingLevel(situation.file, application, assessment), level)
}
