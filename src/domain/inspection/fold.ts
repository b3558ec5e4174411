/** What a step does to a campaign. Asks nothing: what was accepted once stays so. */
import type { CampaignBodies, CampaignFile, CampaignStepType, Check, OpenedCase, Plan, PlanOutcome, Result } from './campaign.ts'
import type { RegisterEntry } from '../register.ts'
import type { Selected } from './draw.ts'

type Change = Partial<CampaignFile>
type Effect<T extends CampaignStepType> = (file: CampaignFile, body: CampaignBodies[T], entry: RegisterEntry) => Change

/** Where a row has one conduct alone, it need not be named: which it was is kept with the step. */
const withConduct = (check: Check, conduct: string | null): Check => conduct === null ? check : { ...check, conduct }

/** @param conducts the conduct of each check, null where none is said */
export function resultOf ({ ref, inspectedOn, inspectors, checks, beside, reasons, substitution, note }: CampaignBodies['record-result'], { seq, enteredBy, conducts }: { readonly seq: number, readonly enteredBy: string, readonly conducts: readonly (string | null)[] }): Result {
  return {
    seq,
    enteredBy,
    ref,
    inspectedOn,
    inspectors,
    substitution: substitution ?? null,
    beside: beside ?? false,
    reasons: reasons ?? null,
    checks: checks.map((check, index) => withConduct(check, conducts[index] ?? null)),
    note: note ?? null,
    replacedBy: null
  }
}

const EFFECTS: { readonly [T in CampaignStepType]: Effect<T> } = {
  'publish-seed': (_file, seed) => ({ seed, state: 'seeded' }),
  draw: (_file, { on }, { outcome }) => ({ drawn: { on, selection: outcome.selection as readonly Selected[] }, state: 'drawn' }),
  'record-result': (file, body, { seq, actor, outcome }) => {
    const result = resultOf(body, { seq, enteredBy: actor, conducts: outcome.conducts as readonly (string | null)[] })
    return { results: [...file.results.map((one) => one.ref === body.ref && one.replacedBy === null ? { ...one, replacedBy: seq } : one), result] }
  },
  'report-problems': (file, { on, to, note }, { seq, outcome }) => ({ reports: [...file.reports, { seq, on, to, note: note ?? null, problems: outcome.problems as readonly unknown[] }] }),
  'open-cases': (file, _body, { seq, outcome }) => {
    // Those that are named again were opened by an earlier step, which was interrupted.
    const known = new Set(file.cases.map(({ ref }) => ref))
    const opened = outcome.cases as readonly Omit<OpenedCase, 'seq'>[]
    return { cases: [...file.cases, ...opened.filter(({ ref }) => !known.has(ref)).map((one) => ({ ...one, seq }))] }
  },
  'close-campaign': (_file, { on, summary, reasons }) => ({ closed: { on, summary: summary ?? null, reasons: reasons ?? null }, state: 'closed' })
}

/** A campaign as it is planned. */
export function openCampaign (id: string, { body, outcome }: RegisterEntry): CampaignFile {
  const plan = body as unknown as Plan
  const { enteredOn, frame, frameDigest, ruleset } = outcome as unknown as PlanOutcome
  return { id, plan, frame, frameDigest, ruleset, plannedOn: plan.plannedOn ?? enteredOn, enteredOn, state: 'planned', seed: null, drawn: null, results: [], reports: [], cases: [], closed: null }
}

/** The campaign after one more step. */
export function applyToCampaign (file: CampaignFile, entry: RegisterEntry): CampaignFile {
  const effect = EFFECTS[entry.type as CampaignStepType] as Effect<CampaignStepType> | undefined
  if (!effect) throw new Error(`a campaign has no step ${entry.type}`)
  return { ...file, ...effect(file, entry.body as never, entry) }
}
