/**
 * Who may take a step. The decision, its review and an interim suspension are a matter of competence: they belong to the level that the rules name
 * and to no other. Every other step may also be entered by a supervising authority, for it supervises; an agency may not act where the rules name
 * an authority, and never in a case about an agency.
 */
import type { Step } from '../ruleset.ts'
import type { Vocabulary } from '../vocabulary.ts'
import type { CaseFile } from './case.ts'
import type { Judged } from './judged.ts'
import type { StepType } from './step.ts'

const COMPETENCE: readonly StepType[] = ['decide', 'suspend-pending']
const PARTY: readonly StepType[] = ['request-review', 'appeal', 'hear']
const AGENCY = 'agency'

/** The steps of this type that the rules know for the case. */
export const entriesOf = ({ procedure }: Judged, type: StepType): readonly Step[] => procedure.filter(({ step }) => step === type)

/** The level one above, where there is one. */
export const levelAbove = ({ levels }: Vocabulary, level: string): string | undefined =>
  Object.keys(levels).find((one) => levels[one]?.rank === (levels[level]?.rank ?? NaN) + 1)

/** The levels that may take a step now. */
export function levelsFor (vocabulary: Vocabulary, file: CaseFile, judged: Judged, type: StepType): readonly string[] {
  const all = Object.keys(vocabulary.levels)
  if (PARTY.includes(type)) return all
  if (type === 'decide-review' && file.decision) return [file.decision.by.level]
  if (type === 'decide-appeal' && file.decision) return all.filter((level) => level === levelAbove(vocabulary, file.decision?.by.level ?? ''))
  const aboutAgency = file.opening.subject.type === AGENCY
  const named = entriesOf(judged, type).map(({ by }) => vocabulary.actors[by]?.levels ?? all)
  return all.filter((level) => {
    if (level === AGENCY && aboutAgency) return false
    if (COMPETENCE.includes(type)) return named.every((levels) => levels.includes(level))
    return level !== AGENCY || named.length === 0 || named.some((levels) => levels.includes(level))
  })
}
