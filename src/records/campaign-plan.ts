/** From a plan as it is given to the plan as it is kept: the frame made whole, and everything in it of one mind. */
import { regionPrefix } from '../domain/book.ts'
import type { Day } from '../domain/day.ts'
import { conductsOfRow, type Checklist } from '../domain/inspection/checklist.ts'
import { frameDigest, sortedFrame, withTooFewInspectors, type Frame, type FrameAgency, type Hashing, type Inspector } from '../domain/inspection/frame.ts'
import type { Plan, PlanOutcome, Risk } from '../domain/inspection/campaign.ts'
import type { Fault } from '../domain/fact-faults.ts'
import { placesOf } from '../domain/inspection/results.ts'
import { normalReference } from '../domain/reference.ts'
import { Problem } from '../plugins/problems.ts'

export interface AgencyGiven { readonly ref: string, readonly name: string, readonly refKind?: string, readonly weight?: number, readonly unit?: string, readonly agencyKind?: string, readonly jurisdiction?: string }
export interface InspectorGiven { readonly id: string, readonly name?: string, readonly unit?: string, readonly recused?: readonly { readonly ref: string, readonly reasons: string }[] }

export interface PlanGiven extends Plan {
  /** the frame itself, or that it is to be taken from the directory */
  readonly agencies?: readonly AgencyGiven[]
  readonly fromDirectory?: true
  readonly inspectors: readonly InspectorGiven[]
}

/** Credit codes may be written small: two that mean the same are the same text from here on. */
export function normalPlan (given: PlanGiven): PlanGiven {
  const { agencies, riskList, inspectors } = given
  const normal = <T extends { readonly ref: string }>(one: T): T => ({ ...one, ref: normalReference(one.ref) })
  return {
    ...given,
    ...agencies ? { agencies: agencies.map(normal) } : {},
    ...riskList ? { riskList: riskList.map(normal) } : {},
    inspectors: inspectors.map((one) => one.recused ? { ...one, recused: one.recused.map(normal) } : one)
  }
}

const twice = <T>(items: readonly T[], key: (item: T) => string, pointer: (index: number) => string): Fault[] => {
  const seen = new Set<string>()
  return items.flatMap((item, index) => {
    const isNew = !seen.has(key(item))
    seen.add(key(item))
    return isNew ? [] : [{ pointer: pointer(index), detail: { zh: '重复出现', en: 'is there already' } }]
  })
}

function placeFaults ({ jurisdiction, scope, agencies = [] }: PlanGiven): Fault[] {
  const region = regionPrefix(jurisdiction)
  return agencies.flatMap((agency, index): Fault[] => {
    const outside = agency.jurisdiction !== undefined && !agency.jurisdiction.startsWith(region)
    const other = agency.agencyKind !== undefined && scope?.agencyKinds !== undefined && !scope.agencyKinds.includes(agency.agencyKind)
    return [
      ...outside ? [{ pointer: `/agencies/${index}/jurisdiction`, detail: { zh: '不在检查行动的区域内', en: 'is outside the place of the campaign' } }] : [],
      ...other ? [{ pointer: `/agencies/${index}/agencyKind`, detail: { zh: '不属于检查范围内的机构类别', en: 'is no kind of agency that the scope has' } }] : []
    ]
  })
}

function riskFaults (risks: readonly Risk[], agencies: readonly AgencyGiven[]): Fault[] {
  const byRef = new Map(agencies.map((agency) => [agency.ref, agency]))
  return risks.flatMap(({ ref, weight }, index): Fault[] => {
    const agency = byRef.get(ref)
    if (!agency) return [{ pointer: `/riskList/${index}/ref`, detail: { zh: '抽取范围中没有这一机构', en: 'the frame has no such agency' } }]
    return agency.weight === undefined || agency.weight === weight ? [] : [{ pointer: `/riskList/${index}/weight`, detail: { zh: '与机构名单中的权重不一致', en: 'is not the weight that the list of agencies gives' } }]
  })
}

/** A recusal that names nobody would be void, and nobody would notice. */
function recusalFaults (inspectors: readonly InspectorGiven[], agencies: readonly AgencyGiven[]): Fault[] {
  const refs = new Set(agencies.map(({ ref }) => ref))
  return inspectors.flatMap(({ recused = [] }, index) => recused.flatMap(({ ref }, place): Fault[] =>
    refs.has(ref) ? [] : [{ pointer: `/inspectors/${index}/recused/${place}/ref`, detail: { zh: '抽取范围中没有这一机构', en: 'the frame has no such agency' } }]))
}

function focusFaults ({ focus = [] }: Plan, checklist: Checklist): Fault[] {
  const known = new Set([...placesOf(checklist).keys(), ...checklist.rows.flatMap(conductsOfRow)])
  return focus.flatMap((one, index) => known.has(one) ? [] : [{ pointer: `/focus/${index}`, detail: { zh: '检查表中没有这一行或这一行为', en: 'the checklist has no such row or conduct' } }])
}

function shapeFaults ({ period, plannedOn, agencies, fromDirectory, draw, seedSource }: PlanGiven, today: Day): Fault[] {
  return [
    ...(plannedOn ?? today) > today ? [{ pointer: '/plannedOn', detail: { zh: '晚于今天', en: 'is in the future' } }] : [],
    ...(plannedOn ?? today) > period.to ? [{ pointer: '/plannedOn', detail: { zh: '检查期间已过，须写明计划是哪天制定的', en: 'the period was over by then: say on which day it was planned' } }] : [],
    ...period.to < period.from ? [{ pointer: '/period/to', detail: { zh: '早于开始之日', en: 'is before the first day' } }] : [],
    ...(agencies === undefined) === (fromDirectory === undefined) ? [{ pointer: '/agencies', detail: { zh: '机构名单与 fromDirectory 须择一给出', en: 'give the agencies, or fromDirectory, and not both' } }] : [],
    ...draw.agencies > 0 && seedSource === undefined ? [{ pointer: '/seedSource', detail: { zh: '有随机抽取的，须事先写明种子的来源', en: 'where agencies are drawn, say beforehand where the seed will come from' } }] : []
  ]
}

const inspectorOf = ({ id, name, unit, recused = [] }: InspectorGiven): Inspector => ({ id, name: name ?? null, unit: unit ?? null, recused })

function agencyOf ({ ref, refKind, name, unit, weight, agencyKind, jurisdiction }: AgencyGiven, plan: Plan): FrameAgency {
  const risk = plan.riskList?.find((one) => one.ref === ref)
  return { ref, refKind: refKind ?? 'other', name, weight: risk?.weight ?? weight ?? 1, unit: unit ?? null, agencyKind: agencyKind ?? null, jurisdiction: jurisdiction ?? plan.jurisdiction }
}

const refuse = (faults: readonly Fault[]): void => {
  if (faults.length > 0) throw new Problem('validation', undefined, faults)
}

/** @throws Problem step-not-allowed */
function refuseTooFew (frame: Frame, riskList: readonly Risk[]): void {
  const onList = new Set(riskList.map(({ ref }) => ref))
  // Where nobody is drawn, only those of the risk list are inspected.
  const short = withTooFewInspectors(frame.draw.agencies > 0 ? frame : { ...frame, agencies: frame.agencies.filter(({ ref }) => onList.has(ref)) })
  if (!short) return
  const { agency: { ref }, left } = short
  const needed = frame.draw.inspectors
  throw new Problem('step-not-allowed', { zh: `回避之后，可检查 ${ref} 的人员只有 ${left} 人，不足 ${needed} 人`, en: `with the recused left out, ${left} inspectors can inspect ${ref}; ${needed} are needed` }, [], { reason: 'too-few-inspectors', field: 'inspectors' })
}

/**
 * The frame of a plan. That there are inspectors enough for every agency is seen to now: once the seed is known, nothing may be put right any more.
 * @param directory the agencies on file, where the plan takes them from there
 * @throws Problem
 */
export async function planOutcome (given: PlanGiven, directory: () => Promise<readonly AgencyGiven[]>, checklist: Checklist, { hashing, today }: { readonly hashing: Hashing, readonly today: Day }): Promise<PlanOutcome> {
  refuse([...shapeFaults(given, today), ...placeFaults(given), ...focusFaults(given, checklist)])
  const { riskList = [], inspectors, draw } = given
  const agencies = given.agencies ?? await directory()
  refuse([
    ...agencies.length === 0 ? [{ pointer: '/fromDirectory', detail: { zh: '名录中没有符合范围的机构', en: 'the directory has no agency of this scope' } }] : [],
    ...twice(agencies, ({ ref }) => ref, (index) => `/agencies/${index}/ref`),
    ...twice(riskList, ({ ref }) => ref, (index) => `/riskList/${index}/ref`),
    ...twice(inspectors, ({ id }) => id, (index) => `/inspectors/${index}/id`),
    ...riskFaults(riskList, agencies),
    ...recusalFaults(inspectors, agencies)
  ])
  const frame: Frame = sortedFrame({ agencies: agencies.map((agency) => agencyOf(agency, given)), inspectors: inspectors.map(inspectorOf), draw })
  refuseTooFew(frame, riskList)
  const { id, version } = checklist.chain.rulesets[0]
  return { enteredOn: today, frame, frameDigest: frameDigest(frame, hashing), ruleset: { id, version, digest: checklist.chain.digest } }
}
