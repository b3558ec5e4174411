/** A campaign as it is shown: what was planned, drawn, found and done, and what may come next. */
import type { RuleBook } from '../domain/book.ts'
import { countingResults, CAMPAIGN_STEPS, stillOpen, type CampaignFile, type Check } from '../domain/inspection/campaign.ts'
import { refusalNow } from '../domain/inspection/checks.ts'
import type { Selected } from '../domain/inspection/draw.ts'
import type { Frame } from '../domain/inspection/frame.ts'
import type { Lang } from '../domain/vocabulary.ts'
import type { RecordRow } from '../store/store.ts'
import type { PlanGiven } from './campaign-plan.ts'

type Row = Pick<RecordRow, 'version' | 'head'>

const planView = ({ plan }: CampaignFile) => {
  const { title, period, forms, scope = {}, focus = [], riskList = [], draw, seedSource, commitment } = plan
  return { title, period, forms, scope, focus, riskList, draw, seedSource: seedSource ?? null, commitment: commitment ?? null, fromDirectory: (plan as PlanGiven).fromDirectory ?? false }
}

const checkView = ({ row, conduct, result, facts = {}, occurredOn, evidence = [], note }: Check) =>
  ({ row, conduct: conduct ?? null, result, facts, occurredOn: occurredOn ?? null, evidence, note: note ?? null })

/** An agency by its number, with its name. */
export function namesIn ({ agencies }: Frame): (ref: string) => { ref: string, name: string } {
  const byRef = new Map(agencies.map(({ ref, name }) => [ref, { ref, name }]))
  return (ref) => byRef.get(ref) ?? { ref, name: ref }
}

export type SelectedView = ReturnType<typeof selectionView>[number]

export function selectionView (frame: Frame, selection: readonly Selected[]) {
  const agencyOf = namesIn(frame)
  return selection.map(({ ref, ...rest }) => ({ agency: agencyOf(ref), ...rest }))
}

/** Steps that may come now, and the others with what stands against them. */
function stepsView ({ vocabulary }: RuleBook, file: CampaignFile, lang: Lang) {
  const all = CAMPAIGN_STEPS.map((step) => ({ step, label: vocabulary.campaignSteps[step]?.[lang] ?? step, refusal: refusalNow(file, step) }))
  const hasOpen = stillOpen(file).length > 0 || (!file.drawn && file.frame.draw.agencies > 0)
  return {
    nextSteps: all.filter(({ refusal }) => !refusal).map(({ step, label }) => ({ step, label, fields: step === 'close-campaign' && hasOpen ? ['reasons'] : [] })),
    blocked: all.flatMap(({ step, label, refusal }) => refusal ? [{ step, label, reason: refusal.reason, detail: refusal.detail[lang] }] : [])
  }
}

export type CampaignView = ReturnType<typeof campaignView>

export function campaignView (book: RuleBook, file: CampaignFile, { version, head }: Row, lang: Lang) {
  const { id, state, plan: { jurisdiction }, frame, frameDigest, ruleset, plannedOn, enteredOn, seed, drawn, results, reports, cases, closed } = file
  const agencyOf = namesIn(frame)
  return {
    id,
    version,
    head,
    state,
    jurisdiction,
    plannedOn,
    enteredOn,
    plan: planView(file),
    ruleset,
    frame,
    frameDigest,
    seed: seed && { value: seed.value, publishedOn: seed.publishedOn, where: seed.where },
    draw: drawn && { on: drawn.on, selection: selectionView(frame, drawn.selection) },
    results: results.map(({ ref, checks, ...rest }) => ({ agency: agencyOf(ref), ...rest, checks: checks.map(checkView) })),
    outstanding: stillOpen(file).map(agencyOf),
    reports: reports.map(({ seq, on, to, note, problems }) => ({ seq, on, to, note, problems: problems.length })),
    cases: cases.map(({ ref, caseId, seq }) => ({ agency: agencyOf(ref), caseId, seq })),
    closed,
    ...stepsView(book, file, lang)
  }
}

export type CampaignSummary = ReturnType<typeof campaignInList>

/** What a list says of a campaign. */
export function campaignInList (file: CampaignFile, { version, head }: Row) {
  const { id, state, plan: { jurisdiction, title, period }, frame, plannedOn, drawn, cases } = file
  return {
    id,
    version,
    head,
    state,
    jurisdiction,
    plannedOn,
    plan: { title, period },
    inFrame: frame.agencies.length,
    drawn: drawn?.selection.length ?? 0,
    inspected: countingResults(file).length,
    cases: cases.length
  }
}
