/** What the law asks for in a case and what has not been done yet. */
import type { Step } from '../ruleset.ts'
import type { Vocabulary } from '../vocabulary.ts'
import type { CaseFile } from './case.ts'
import { entriesOf } from './competence.ts'
import type { Judged } from './judged.ts'

/** A report to the city, or to the agency's regulator, reaches the authority of the place of evaluation. */
const ALSO: Readonly<Record<string, readonly string[]>> = { 'local-regulator': ['regulator', 'city'] }
const reaches = (to: string | undefined, reported: string): boolean => to === undefined || to === reported || (ALSO[to]?.includes(reported) ?? false)

/** Reports asked for before the decision are those that the procedure has before it. */
function isBefore ({ procedure }: Judged, report: Step): boolean {
  const decision = procedure.findIndex(({ step }) => step === 'decide')
  return decision === -1 || procedure.indexOf(report) < decision
}

/** What is reported before a decision is the list of problems, after it the decision. */
const SUBJECT = { before: 'problem-list', after: 'decision' } as const

/** The reports that are asked for before the decision, or after it, and have not been made. */
export function missingReports (file: CaseFile, judged: Judged, when: 'before' | 'after'): readonly Step[] {
  return entriesOf(judged, 'report').filter((report) => {
    if (!report.demanded || isBefore(judged, report) !== (when === 'before')) return false
    // An agency reports what it decided itself; while nobody has decided, that may be what comes.
    if (when === 'after' && report.by === 'agency' && file.decision && file.decision.by.level !== 'agency') return false
    return !file.reports.some(({ to, subject, afterDecision }) =>
      reaches(report.requires.to, to) && afterDecision === (when === 'after') && (subject === null || subject === SUBJECT[when]))
  })
}

/** Whether a measure on the subject itself is lifted only by a rectification that was verified. */
export const awaitsRectification = ({ measures }: Vocabulary, { decision, opening, rectifiedOn }: CaseFile): boolean =>
  rectifiedOn === null && (decision?.measures.some((measure) => measures[measure]?.lasts === 'until-rectified' && (measures[measure]?.on !== 'agency' || opening.subject.type === 'agency')) ?? false)

/** Whether some measure, on the subject or on the agency of a person's case, is lifted by a rectification. */
export const canBeRectified = ({ measures }: Vocabulary, { decision, rectifiedOn }: CaseFile): boolean =>
  rectifiedOn === null && (decision?.measures.some((measure) => measures[measure]?.lasts === 'until-rectified') ?? false)

/** Whether the decision has to be made public and has not been. */
export const awaitsPublication = ({ decision, published }: CaseFile, judged: Judged): boolean =>
  !published && ((decision?.measures.includes('publish') ?? false) || entriesOf(judged, 'publish').some(({ demanded }) => demanded))

/** The steps that the law demands in this case and that the record does not have yet, in order. */
export function outstanding (file: CaseFile, judged: Judged): readonly Step[] {
  const recorded = new Set(file.entries.map(({ type }) => type))
  const missing = new Set([...missingReports(file, judged, 'before'), ...missingReports(file, judged, 'after')])
  const isDone = (step: Step): boolean => {
    switch (step.step) {
      case 'establish-facts': return !['registered', 'investigating'].includes(file.state)
      case 'notify': return file.notice !== null
      case 'decide': return file.decision !== null
      case 'serve': return file.servedOn !== null
      case 'report': return !missing.has(step)
      case 'publish': return file.published
      // Asked for only where somebody asked.
      case 'decide-review': return file.state !== 'under-review'
      case 'decide-appeal': return file.state !== 'under-appeal'
      case 'archive': return file.state === 'closed'
      default: return recorded.has(step.step as never)
    }
  }
  const over = file.state === 'dismissed' || file.state === 'revoked' || file.state === 'closed'
  return judged.procedure.filter((step) => step.demanded && !isDone(step) && (!over || step.step === 'archive'))
}
