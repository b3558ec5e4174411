/**
 * Whether an evaluation, planned or held, fits what its agency is on file for; of what does not fit, the lead that it is. Pure, and cheap enough to be
 * asked for every row of a million: what has to be looked up is given.
 */
import { regionPrefix, type RuleBook } from '../book.ts'
import { testsOf } from '../condition.ts'
import type { Day } from '../day.ts'
import { agencyRulesFor, type AgencyRules, type Basis, type CrossingRule } from '../filing.ts'
import { normalReference } from '../reference.ts'
import type { Label } from '../vocabulary.ts'
import type { AgencyFile, Occupation } from './agency.ts'
import { staffOn } from './staff.ts'
import type { Filing, Standing } from './status.ts'

/** An evaluation of one occupation at one site on one day. */
export interface EvaluationPlan {
  readonly occupation: string
  readonly code?: string
  /** as the filing writes it; not given where the occupation has none */
  readonly level?: string
  readonly heldOn: Day
  readonly site: { /** 6 digits */ readonly jurisdiction: string, readonly id?: string }
  /** the numbers of those who are to assess */
  readonly assessors?: readonly string[]
  /** of work in another city: what is known of it beside what is on record */
  readonly crossing?: { readonly reportedOn: Day, readonly consentedOn?: Day }
}

export interface PlanFault {
  /** a code of the vocabulary's leads, which names the conduct that it would be */
  readonly lead: string
  readonly detail: Label
  readonly provision: string | null
  readonly citation: string | null
  readonly notes: readonly string[]
  /** the place in the plan's list of the assessor whom it is about; null where it is about none */
  readonly assessor: number | null
}

/** How many assessors an occupation needs, and where that stands. */
export interface LeastAssessors extends Basis { readonly atLeast: number }

/** What the rules say that a plan is held against. */
export interface PlanRules {
  /** null where the rules say nothing of work in another city */
  readonly crossing: CrossingRule | null
  /** by track */
  readonly assessors: ReadonlyMap<string, LeastAssessors>
}

type Place = Pick<Basis, 'provision' | 'citation' | 'notes'>

/** The fact of an application that counts the assessors of one occupation. */
const ASSESSORS = 'assessors'

const least = new WeakMap<AgencyRules, ReadonlyMap<string, LeastAssessors>>()

/** What the conditions of filing ask for: it has to be so not on the day of the filing alone. */
function leastAssessors (rules: AgencyRules | null): ReadonlyMap<string, LeastAssessors> {
  if (!rules) return new Map()
  const before = least.get(rules)
  if (before) return before
  const found = new Map<string, LeastAssessors>()
  for (const [track, { conditions }] of rules.filing?.tracks ?? []) {
    for (const { requires, provision, citation, also, notes } of conditions) {
      for (const test of testsOf(requires)) {
        if (test.fact === ASSESSORS && typeof test.requires === 'object' && 'gte' in test.requires) found.set(track, { atLeast: test.requires.gte, provision, citation, also, notes })
      }
    }
  }
  least.set(rules, found)
  return found
}

/**
 * @param home where the agency is registered: there it was filed, on the conditions of that place
 * @param place where it evaluates: there it has to report
 */
export function planRulesFor (book: RuleBook, home: string, place: string, on: Day): PlanRules {
  const own = agencyRulesFor(book, home, on)?.rules ?? null
  const there = agencyRulesFor(book, place, on)?.rules ?? null
  return { crossing: there?.crossing ?? own?.crossing ?? null, assessors: leastAssessors(own) }
}

const CITY_DIGITS = 4
const under = (place: string, area: string): boolean => place.startsWith(regionPrefix(area))
/** Its city; the whole region of an agency that is registered with the region. */
const homeOf = ({ opening: { jurisdiction } }: Pick<AgencyFile, 'opening'>): string => regionPrefix(jurisdiction).slice(0, CITY_DIGITS)

/** Whether an evaluation is held in another city than the agency's own. */
export const crossesCity = (file: Pick<AgencyFile, 'opening'>, { site }: Pick<EvaluationPlan, 'site'>): boolean => !site.jurisdiction.startsWith(homeOf(file))

/** By code where both have one, by name otherwise. */
const isSame = (occupation: Pick<Occupation, 'name' | 'code'>, plan: Pick<EvaluationPlan, 'occupation' | 'code'>): boolean =>
  occupation.code !== undefined && plan.code !== undefined ? occupation.code === plan.code : occupation.name === plan.occupation

const fault = (lead: string, zh: string, en: string, place?: Place, assessor: number | null = null): PlanFault =>
  ({ lead, detail: { zh, en }, provision: place?.provision ?? null, citation: place?.citation ?? null, notes: place?.notes ?? [], assessor })

/** Nothing of what it is on file for can be looked at: it is on file for nothing. */
function notOnFile (file: AgencyFile, { status }: Standing, { heldOn }: EvaluationPlan): PlanFault {
  return file.grants.some(({ on }) => on <= heldOn)
    ? fault('filing-not-valid', `${heldOn} 没有有效的备案（${{ terminated: '已终止', expired: '已到期', 'refused-refiling': '不再受理备案' }[status as string] ?? '无'}）`, `there is no valid filing on ${heldOn}: ${status}`)
    : fault('agency-unfiled', `${heldOn} 之前从未备案`, `it had never been filed by ${heldOn}`)
}

function scopeFaults (file: AgencyFile, filings: readonly Filing[], plan: EvaluationPlan): PlanFault[] {
  const { occupation, code, level, heldOn } = plan
  const filed = filings.flatMap(({ occupations }) => occupations).filter((one) => isSame(one, plan))
  const named = code === undefined ? occupation : `${occupation}（${code}）`
  if (filed.length === 0) {
    // A filing for it that has ended, of another track: what is wrong is not that it was never asked for.
    return file.grants.some(({ on, occupations }) => on <= heldOn && occupations.some((one) => isSame(one, plan)))
      ? [fault('filing-not-valid', `含${named}的备案在 ${heldOn} 无效`, `the filing with ${named} is not valid on ${heldOn}`)]
      : [fault('occupation-outside', `备案职业中没有${named}`, `${named} is not among the occupations on file`)]
  }
  const levels = filed.flatMap((one) => one.levels)
  return level === undefined || levels.length === 0 || levels.includes(level)
    ? []
    : [fault('level-outside', `${named}只备案了${levels.join('、')}，没有${level}`, `${named} is on file for ${levels.join(', ')}, not for ${level}`)]
}

/** Whether report and consent, as far as the rules ask for them, were there on the day. */
function isConsented (file: AgencyFile, { requires }: CrossingRule, { site, heldOn, crossing }: EvaluationPlan): boolean {
  const kept = file.crossings.filter(({ place, from, to }) => under(site.jurisdiction, place) && from <= heldOn && heldOn <= to)
  return [...kept, ...crossing ? [crossing] : []].some(({ reportedOn, consentedOn }) =>
    (!requires.includes('report') || reportedOn <= heldOn) && (!requires.includes('consent') || (consentedOn != null && consentedOn <= heldOn)))
}

/** The filings that it is held under: those with its occupation; where none has it, all of them. */
function filingsFor (filings: readonly Filing[], plan: EvaluationPlan): readonly Filing[] {
  const having = filings.filter(({ occupations }) => occupations.some((one) => isSame(one, plan)))
  return having.length > 0 ? having : filings
}

/** Within the areas of a filing; within its own city where that names none. */
const isInArea = (file: AgencyFile, filings: readonly Filing[], { site }: Pick<EvaluationPlan, 'site'>): boolean =>
  filings.some(({ areas }) => areas.length > 0 ? areas.some((area) => under(site.jurisdiction, area)) : !crossesCity(file, { site }))

/** The rule on work in another city, where the plan falls under it: held in another city than its own, be that within the area on file or not (GX-23). */
export const crossingFor = (file: AgencyFile, plan: Pick<EvaluationPlan, 'site'>, { crossing }: PlanRules): CrossingRule | null => crossesCity(file, plan) ? crossing : null

/** Where it is held: in the areas filed, or in another city that has consented to just that. */
function placeFaults (file: AgencyFile, all: readonly Filing[], plan: EvaluationPlan, rules: PlanRules): PlanFault[] {
  const { jurisdiction: place, id } = plan.site
  const filings = filingsFor(all, plan)
  const isInside = isInArea(file, filings, plan)
  const rule = crossingFor(file, plan, rules)
  const isConsentedTo = rule !== null && isConsented(file, rule, plan)
  const faults: PlanFault[] = []
  // Where no area is named and there is a rule on other cities, that rule says what the fault is.
  const isNamed = filings.some(({ areas }) => areas.length > 0)
  if (!isInside && !isConsentedTo && (isNamed || rule === null)) faults.push(fault('area-outside', `${place} 不在备案区域内`, `${place} is outside the areas on file`))
  if (rule !== null && !isConsentedTo) faults.push(fault('crossing-unreported', `在本市以外的 ${place} 评价，当日尚未报备并经当地同意`, `${place} is in another city, where it had not been reported and consented to by that day`, rule))
  const sites = filings.flatMap((filing) => filing.sites)
  // What another city has consented to was reported to it, the site among it.
  if (!isConsentedTo && id !== undefined && sites.length > 0 && !sites.some((site) => site.id === id)) faults.push(fault('site-not-filed', `考点 ${id} 不在备案之列`, `the site ${id} is not on file`))
  return faults
}

/** What an occupation may be called in the staff's list: its name or its code. */
const namesOf = (filed: readonly Occupation[], { occupation, code }: EvaluationPlan): ReadonlySet<string> =>
  new Set([occupation, ...code === undefined ? [] : [code], ...filed.flatMap((one) => [one.name, ...one.code === undefined ? [] : [one.code]])])

function assessorFaults (file: AgencyFile, filings: readonly Filing[], plan: EvaluationPlan, { assessors: rules }: PlanRules): PlanFault[] {
  const having = filings.filter(({ occupations }) => occupations.some((one) => isSame(one, plan)))
  const names = namesOf(having.flatMap(({ occupations }) => occupations).filter((one) => isSame(one, plan)), plan)
  const onFile = new Set(staffOn(file, 'assessor', plan.heldOn).filter(({ occupations }) => occupations.some((one) => names.has(one))).map(({ ref }) => normalReference(ref)))
  const faults: PlanFault[] = []
  // Of an occupation that two tracks have, the more demanding one.
  const [most] = having.flatMap(({ track }) => rules.get(track) ?? []).sort((a, b) => b.atLeast - a.atLeast)
  if (most && onFile.size < most.atLeast) faults.push(fault('assessors-too-few', `该职业当日在册考评人员 ${onFile.size} 名，应不少于 ${most.atLeast} 名`, `${onFile.size} assessors of the occupation are on file on that day, of at least ${most.atLeast}`, most))
  for (const [index, assessor] of (plan.assessors ?? []).entries()) {
    if (!onFile.has(normalReference(assessor))) faults.push(fault('assessor-unfiled', `第 ${index + 1} 名考评人员当日不在该职业的名册`, `assessor ${index + 1} is not on file for the occupation on that day`, undefined, index))
  }
  return faults
}

/** Of those who are to assess, the ones against whom a measure is in force. */
export const barredFaults = ({ assessors = [] }: EvaluationPlan, isBarred: (assessor: string) => boolean): PlanFault[] =>
  assessors.flatMap((assessor, index) => isBarred(assessor) ? [fault('assessor-barred', `第 ${index + 1} 名考评人员当日有限制执业的措施`, `a measure bars assessor ${index + 1} on that day`, undefined, index)] : [])

/**
 * What does not fit; empty where everything does.
 * @param file null: it is not registered here, which is all that can be said
 * @param standing of the agency on the day of the evaluation (`agencyOn`)
 * @param isBarred whether a measure is in force on that day against an assessor
 */
export function planFaults (file: AgencyFile | null, standing: Standing, plan: EvaluationPlan, rules: PlanRules, isBarred: (assessor: string) => boolean): PlanFault[] {
  if (!file) return [fault('agency-unfiled', '该机构没有在此登记；是否在别处备案，这里不知道', 'the agency is not registered here; whether it is on file elsewhere is not known')]
  const { status, filings } = standing
  const barred = barredFaults(plan, isBarred)
  if (filings.length === 0) return [notOnFile(file, standing, plan), ...barred]
  return [
    ...status === 'suspended' ? [fault('agency-suspended', `${plan.heldOn} 正暂停评价`, `evaluation is suspended on ${plan.heldOn}`)] : [],
    ...scopeFaults(file, filings, plan),
    ...placeFaults(file, filings, plan, rules),
    ...assessorFaults(file, filings, plan, rules),
    ...barred
  ]
}
