/** Who may not be admitted, assigned or published on a day, and why. */
import { within, type Access } from '../auth/principal.ts'
import type { RuleBook } from '../domain/book.ts'
import type { Day } from '../domain/day.ts'
import type { Lang } from '../domain/vocabulary.ts'
import type { PlanAnswer } from './agency-plans.ts'
import type { JudgedKind, StandingRow } from '../store/store.ts'

export interface StandingMeasure { measure: string, label: string, from: Day, to: Day | null, caseId?: string, priorDecisionId?: string, interim?: boolean }
export interface StandingItem { clear: boolean, measures: StandingMeasure[], status?: string, plan?: PlanAnswer }

/** One item for each key, in their order. */
export function standingItems ({ vocabulary }: RuleBook, keys: readonly string[], rows: readonly (StandingRow & { recordId: string, kind: JudgedKind, jurisdiction: string })[], lang: Lang, { region }: Access): StandingItem[] {
  const byKey = Map.groupBy(rows, ({ subjectKey }) => subjectKey)
  return keys.map((key) => {
    const measures = (byKey.get(key) ?? []).map(({ measure, from, to, recordId, kind, jurisdiction, interim }): StandingMeasure => ({
      measure,
      label: vocabulary.measures[measure]?.[lang] ?? measure,
      from,
      to,
      // A measure binds everywhere; its record is for those who may see it.
      ...!within(region, jurisdiction) ? {} : kind === 'case' ? { caseId: recordId } : { priorDecisionId: recordId },
      ...interim ? { interim } : {}
    }))
    return { clear: measures.length === 0, measures }
  })
}
