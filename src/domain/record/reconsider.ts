/** Where an earlier decision that a case counted has been revoked, withdrawn or varied since: what would change if it were decided now. Nothing is changed. */
import { isInForce, type CaseFile, type Counted } from './case.ts'
import { ask, historyOf, isSettled, mandatoryOf, optionalOf, type Setting } from './judged.ts'

export interface Because { readonly recordId: string, readonly kind: Counted['kind'], readonly change: 'gone' | 'changed' | 'to-be-reconsidered' }

export interface Outlook { readonly outcome: string, readonly tier: string | null, readonly governing: readonly string[], readonly measures: readonly string[] }

export interface Reconsideration {
  readonly because: readonly Because[]
  readonly decided: Outlook
  readonly wouldBe: Outlook
  readonly changes: boolean
}

const weighs = ({ tier, measures }: Counted): string => JSON.stringify([tier, [...measures].sort()])

/** The earlier decisions that a case counted and that are no longer what they were. */
export function changedSince (file: CaseFile, decisions: readonly Counted[]): Because[] {
  if (!file.decision || !isInForce(file)) return []
  const now = new Map(decisions.map((one) => [one.recordId, one]))
  return file.decision.computed.inputs.history.flatMap((counted): Because[] => {
    const current = now.get(counted.recordId)
    if (!current) return [{ recordId: counted.recordId, kind: counted.kind, change: 'gone' }]
    return weighs(current) === weighs(counted) ? [] : [{ recordId: counted.recordId, kind: counted.kind, change: 'changed' }]
  })
}

const governingOf = ({ results }: { results: readonly { findings: readonly { governing: boolean, provision: string }[] }[] }): string[] =>
  [...new Set(results.flatMap(({ findings }) => findings.filter(({ governing }) => governing).map(({ provision }) => provision)))]

/** What a case would be if it were decided with another history: its own facts, and of the optional measures those chosen that there still are. */
function outlook (setting: Setting, file: CaseFile, history: readonly Counted[]): Outlook {
  const { decision } = file
  if (!decision) throw new Error(`case ${file.id} is not decided`)
  const { inputs, answer: decided } = decision.computed
  const { answer } = ask(setting, { ...inputs, history })
  const chosen = decision.measures.filter((measure) => !mandatoryOf(decided).includes(measure))
  const optional = optionalOf(answer)
  return {
    outcome: answer.outcome,
    tier: answer.tier,
    governing: governingOf(answer),
    measures: isSettled(answer) ? [...mandatoryOf(answer), ...chosen.filter((measure) => optional.includes(measure))] : []
  }
}

/**
 * What would change in a case; null where nothing that it counted has changed. A later decision that rests on one which would itself be another is
 * judged with what that one would be.
 * @param others the subject's other cases, as far as they may themselves have to be reconsidered
 */
export function reconsider (setting: Setting, file: CaseFile, decisions: readonly Counted[], others: ReadonlyMap<string, CaseFile>): Reconsideration | null {
  const { decision } = file
  if (!decision) return null
  const known = new Map<string, Counted | null>()
  const wouldCount = (counted: Counted): Counted | null => {
    const seen = known.get(counted.recordId)
    if (seen !== undefined) return seen
    // Against a circle, which days forbid: until it is worked out it counts as it stands.
    known.set(counted.recordId, counted)
    const other = others.get(counted.recordId)
    let result: Counted | null = counted
    if (other?.decision) {
      const history = historyOf(other.id, other.opening.occurredOn, decisions)
      if (isAffected(other, history)) {
        const would = outlook(setting, other, history.flatMap((one) => wouldCount(one) ?? []))
        result = would.outcome === 'violation' ? { ...counted, tier: would.tier, measures: would.measures } : null
      }
    }
    known.set(counted.recordId, result)
    return result
  }
  const isAffected = (one: CaseFile, history: readonly Counted[]): boolean =>
    changedSince(one, decisions).length > 0 || history.some((counted) => wouldCount(counted) !== counted)

  const history = historyOf(file.id, file.opening.occurredOn, decisions)
  const because = changedSince(file, decisions)
  for (const counted of history) {
    if (wouldCount(counted) !== counted && !because.some(({ recordId }) => recordId === counted.recordId)) because.push({ recordId: counted.recordId, kind: counted.kind, change: 'to-be-reconsidered' })
  }
  if (because.length === 0) return null
  const { answer } = decision.computed
  const decided: Outlook = { outcome: answer.outcome, tier: answer.tier, governing: governingOf(answer), measures: decision.measures }
  const wouldBe = outlook(setting, file, history.flatMap((one) => wouldCount(one) ?? []))
  const same = (a: Outlook, b: Outlook): boolean => JSON.stringify([a.outcome, a.tier, [...a.governing].sort(), [...a.measures].sort()]) === JSON.stringify([b.outcome, b.tier, [...b.governing].sort(), [...b.measures].sort()])
  return { because, decided, wouldBe, changes: !same(decided, wouldBe) }
}
