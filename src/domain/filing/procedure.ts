/** What follows in an application's procedure: its steps and periods, how long the filing will hold, how a refusal is told. */
import { evaluate } from '../condition.ts'
import type { Day } from '../day.ts'
import type { WorkCalendar } from '../deadline.ts'
import type { Vocabulary } from '../vocabulary.ts'
import type { Acceptance, FilingAssessment, FilingView, StepView } from './answer.ts'
import { viewLimit, type LimitView } from './limits.ts'
import type { FilingRequest, Known } from './request.ts'
import type { FilingStep, LimitRule, Track } from './rules.ts'
import { renewalWindow, validityOf } from './validity.ts'

export interface ProcedureContext {
  readonly vocabulary: Vocabulary
  readonly calendar: WorkCalendar
  readonly track: Track
  readonly request: FilingRequest
  readonly known: Known
  readonly dates: ReadonlyMap<string, Day>
  readonly acceptance: readonly Acceptance[]
  readonly view: FilingView
}

/** What is meant for some authority applies where that accepts, or may. */
const concerns = (by: string | null, acceptance: readonly Acceptance[]): boolean =>
  by === null || acceptance.some((one) => one.by === by || one.by === null || one.by === 'original')

/** Of the rules of a track those for this application. */
const forThis = <Rule extends FilingStep | LimitRule>(rules: readonly Rule[], { request: { kind }, known, acceptance }: ProcedureContext): Rule[] =>
  rules.filter(({ kinds, by, when }) => kinds.includes(kind) && concerns(by, acceptance) && evaluate(when, known.application) === true)

export const limitRules = (context: ProcedureContext): LimitRule[] => forThis(context.track.limits, context)

export function viewLimits (context: ProcedureContext): LimitView[] {
  const { vocabulary: { filingLimits, filingDates }, calendar, dates, request, view } = context
  return limitRules(context).map((rule) =>
    viewLimit(rule, { calendar, dates, labels: { limits: filingLimits, dates: filingDates }, lang: view.lang, on: request.on ?? view.today ?? null }))
}

/** A refusal stands in place of the filing and of all that would follow. */
function withRefusal (steps: readonly FilingStep[], dates: ReadonlyMap<string, Day>, isMissed: boolean): FilingStep[] {
  const refusal = steps.find(({ instead, date }) => instead !== null && (dates.has(date) || isMissed))
  const replaced = refusal && !steps.some(({ step, date }) => step === refusal.instead && dates.has(date)) ? steps.findIndex(({ step }) => step === refusal.instead) : -1
  return steps.filter((step, index) => step.instead === null ? replaced < 0 || index < replaced : replaced >= 0)
}

/** @param isMissed something is not met, so that a refusal is what comes */
export function viewSteps (context: ProcedureContext, isMissed: boolean): StepView[] {
  const { track, dates, acceptance, vocabulary, view } = context
  const first = new Set(acceptance.flatMap((one) => one.first.map(({ code }) => code)))
  const steps = forThis(track.steps, context).filter(({ preliminary }) => preliminary === null || first.has(preliminary))
  return withRefusal(steps, dates, isMissed).map(({ step, date, until, provision, citation }) => ({
    step,
    label: vocabulary.filingSteps[step]?.[view.lang] ?? step,
    date: dates.get(date) ?? null,
    until: until === null ? null : dates.get(until) ?? null,
    provision,
    citation
  }))
}

export function viewValidity ({ track, request: { kind, expiresOn }, dates }: ProcedureContext): FilingAssessment['validity'] {
  const { validity } = track
  if (!validity) return null
  const filed = dates.get('filed')
  const told = { years: validity.years, provision: validity.provision, citation: validity.citation }
  // A change leaves the period of the filing as it is.
  if (kind === 'change') return { ...told, from: null, until: expiresOn ?? null }
  return { ...told, ...filed === undefined ? { from: null, until: null } : validityOf(track, filed, kind === 'renewal' ? expiresOn ?? undefined : undefined) }
}

export function viewWindow ({ track, request: { appliedOn, expiresOn } }: ProcedureContext): FilingAssessment['renewalWindow'] {
  const window = expiresOn == null ? null : renewalWindow(track, expiresOn)
  if (!window || !track.renewal) return null
  return { ...window, open: window.from <= appliedOn && appliedOn <= window.to, provision: track.renewal.provision, citation: track.renewal.citation }
}

export function viewRefusal ({ track: { refusal: { written, contents, provision, citation } }, vocabulary, view }: ProcedureContext): NonNullable<FilingAssessment['refusal']> {
  return { written, contents: contents.map((code) => ({ code, label: vocabulary.refusalContents[code]?.[view.lang] ?? code })), provision, citation }
}
