/** What a portal asks of agencies: where they stand, and whether what they plan fits what they are on file for. */
import type { AgencyFile } from '../domain/agency/agency.ts'
import { crossingFor, planFaults, planRulesFor, type EvaluationPlan } from '../domain/agency/plan.ts'
import { agencyOn } from '../domain/agency/status.ts'
import type { RuleBook } from '../domain/book.ts'
import type { Day } from '../domain/day.ts'
import type { Lang } from '../domain/vocabulary.ts'
import { Problem } from '../plugins/problems.ts'
import type { StandingRows } from './agency-standing.ts'
import type { RecordsOptions } from './options.ts'
import type { Kept, Register } from './register.ts'

export interface PlanGiven extends Omit<EvaluationPlan, 'heldOn'> { readonly heldOn?: Day }
export interface SubjectAsked { readonly type: string, readonly ref: string, readonly plan?: PlanGiven }

export interface PlanAnswer {
  permitted: boolean | null
  faults: { lead: string, label: string, conduct: string, detail: string, assessor?: number, provision?: string, citation?: string, notes: readonly string[] }[]
  notes: readonly string[]
}
export interface AgencyAnswer { status?: string, plan?: PlanAnswer }

const AGENCY = 'agency'
const ASSESSOR = 'assessor'

/** @throws Problem validation: only agencies plan evaluations */
function refusePlans (subjects: readonly SubjectAsked[]): void {
  const errors = subjects.flatMap(({ type, plan }, index) => plan === undefined || type === AGENCY ? [] : [{ pointer: `/subjects/${index}/plan`, detail: { zh: '只有机构才有考试计划', en: 'only an agency plans evaluations' } }])
  if (errors.length > 0) throw new Problem('validation', undefined, errors)
}

/** Measures in force, by day and by whom they are on; each day is asked once. */
class InForce {
  readonly #byDay = new Map<Day, { readonly keys: Set<string>, rows: ReadonlyMap<string, StandingRows> }>()

  want (day: Day, key: string): void {
    const wanted = this.#byDay.get(day)
    if (wanted) wanted.keys.add(key)
    else this.#byDay.set(day, { keys: new Set([key]), rows: new Map() })
  }

  async look ({ store }: Pick<RecordsOptions, 'store'>): Promise<void> {
    for (const [day, wanted] of this.#byDay) wanted.rows = Map.groupBy(await store.standing([...wanted.keys], day), ({ subjectKey }) => subjectKey)
  }

  on (day: Day, key: string): StandingRows { return this.#byDay.get(day)?.rows.get(key) ?? [] }
}

function planAnswer (book: RuleBook, file: AgencyFile, plan: EvaluationPlan, inForce: StandingRows, isBarred: (assessor: string) => boolean, lang: Lang): PlanAnswer {
  const { leads } = book.vocabulary
  const rules = planRulesFor(book, file.opening.jurisdiction, plan.site.jurisdiction, plan.heldOn)
  const standing = agencyOn(file, plan.heldOn, inForce)
  const faults = planFaults(file, standing, plan, rules, isBarred).map(({ lead, detail, provision, citation, notes, assessor }) => ({
    lead,
    label: leads[lead]?.[lang] ?? lead,
    conduct: leads[lead]?.conduct ?? '',
    detail: detail[lang],
    ...assessor === null ? {} : { assessor },
    ...provision === null ? {} : { provision },
    ...citation === null ? {} : { citation },
    notes
  }))
  return { permitted: faults.length === 0, faults, notes: crossingFor(file, plan, rules)?.notes ?? [] }
}

/**
 * What there is to say of each subject as an agency, in their order.
 * @throws Problem validation
 */
export async function agencyAnswers (options: Pick<RecordsOptions, 'store' | 'book' | 'keyOf'>, register: Register<AgencyFile>, on: Day, subjects: readonly SubjectAsked[], lang: Lang): Promise<AgencyAnswer[]> {
  const { book, keyOf } = options
  refusePlans(subjects)
  const inForce = new InForce()
  const known = new Map<string, Kept<AgencyFile> | null>()
  for (const { type, ref, plan } of subjects) {
    if (type !== AGENCY) continue
    const key = keyOf({ type, ref })
    if (!known.has(key)) known.set(key, await register.ofSubject(key))
    if (!known.get(key)) continue
    inForce.want(on, key)
    inForce.want(plan?.heldOn ?? on, key)
    for (const assessor of plan?.assessors ?? []) inForce.want(plan?.heldOn ?? on, keyOf({ type: ASSESSOR, ref: assessor }))
  }
  await inForce.look(options)
  return subjects.map(({ type, ref, plan }): AgencyAnswer => {
    if (type !== AGENCY) return {}
    const key = keyOf({ type, ref })
    const { file } = known.get(key) ?? {}
    // That it is not registered here does not say that it is nowhere on file.
    if (!file) return plan ? { plan: { permitted: null, faults: [], notes: [] } } : {}
    const heldOn = plan?.heldOn ?? on
    const isBarred = (assessor: string): boolean => inForce.on(heldOn, keyOf({ type: ASSESSOR, ref: assessor })).length > 0
    return { status: agencyOn(file, on, inForce.on(on, key)).status, ...plan ? { plan: planAnswer(book, file, { ...plan, heldOn }, inForce.on(heldOn, key), isBarred, lang) } : {} }
  })
}
