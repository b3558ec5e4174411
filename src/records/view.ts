/** A case as it is shown. */
import type { RuleBook } from '../domain/book.ts'
import { versionOf, type CaseFile, type Counted } from '../domain/record/case.ts'
import type { Situation } from '../domain/record/checks.ts'
import { deadlinesOf } from '../domain/record/deadlines.ts'
import { outstanding } from '../domain/record/duties.ts'
import { asItStands } from '../domain/record/judged.ts'
import { nextSteps } from '../domain/record/next-steps.ts'
import { keepingOf, standingOf } from '../domain/record/projection.ts'
import type { Reconsideration } from '../domain/record/reconsider.ts'
import { retentionOf } from '../domain/record/retention.ts'
import type { Bodies } from '../domain/record/step.ts'
import { period, type Sanction } from '../domain/sanction.ts'
import type { Lang } from '../domain/vocabulary.ts'
import { relabel } from './relabel.ts'
import { warningsOf } from './warnings.ts'

export interface ShownSanction extends Sanction { imposed?: boolean }

/** Of a decided case the sanctions say which were imposed; from service on, their periods run from there (CN-8). */
export function sanctionsOf ({ joining }: RuleBook, { decision, servedOn, opening }: CaseFile, sanctions: readonly Sanction[]): ShownSanction[] {
  if (!decision) return [...sanctions]
  return sanctions.map((sanction) => {
    const imposed = decision.measures.includes(sanction.measure)
    const dated = servedOn === null || sanction.from === undefined ? null : period(joining, sanction.measure, opening.occurredOn, servedOn)
    return dated ? { ...sanction, from: dated.from, to: dated.to, lapsed: dated.lapsed, imposed } : { ...sanction, imposed }
  })
}

export const noticeOf = ({ notice }: CaseFile) => notice && {
  seq: notice.seq,
  deliveredOn: notice.deliveredOn,
  statementDueOn: notice.due,
  provisional: notice.provisional,
  tier: notice.computed.answer.tier,
  measures: notice.measures,
  optionalMeasures: notice.optional
}

export function decisionOf ({ decision, bodies, servedOn, rectifiedOn, revoked }: CaseFile) {
  if (!decision) return null
  const { seq, decidedOn, by, computed: { engine, answer }, measures, rectifyBy } = decision
  const { reasons } = bodies[seq - 1] as unknown as Bodies['decide']
  return { seq, decidedOn, servedOn, by: by.id, level: by.level, tier: answer.tier, measures, rectifyBy, rectifiedOn, reasons, revoked, engine, rulesetDigest: answer.ruleset.digest }
}

const counted = ({ recordId, kind, decidedOn, servedOn, tier, measures, rectifyBy, rectifiedOn, underReview }: Counted): Counted =>
  ({ recordId, kind, decidedOn, servedOn, tier, measures, rectifyBy, rectifiedOn, underReview })

export type CaseView = ReturnType<typeof viewCase>

/** Whom a measure lies on is of no account for how long it lasts. */
const onAnybody = (): string => ''

/**
 * @param head the digest of the last step
 * @param years how long a case is kept after it was closed
 */
export function viewCase (situation: Situation, head: string, reconsideration: Reconsideration | null, years: number, lang: Lang) {
  const { setting, file, decisions, judged } = situation
  const { book, calendar, today } = setting
  const { vocabulary } = book
  const { subject, conducts: _registered, circumstances: _stated, ...opening } = file.opening
  const [first] = file.entries
  const { sanctions, subsumed, decidedOn: _day, ...classification } = lang === 'zh'
    ? judged.answer
    : relabel(book, (file.decision ? judged : asItStands(setting, file, decisions, lang)).answer, lang)
  return {
    id: file.id,
    version: versionOf(file),
    head,
    state: file.state,
    ...opening,
    subject,
    conducts: file.conducts,
    circumstances: file.circumstances,
    openedAt: first?.at ?? '',
    openedBy: first?.actor ?? '',
    classification,
    sanctions: sanctionsOf(book, file, sanctions),
    subsumed,
    history: judged.inputs.history.map(counted),
    notice: noticeOf(file),
    decision: decisionOf(file),
    reconsideration,
    deadlines: deadlinesOf(vocabulary, calendar, file, judged).map(({ kind, due, provisional, basis, seq }) =>
      ({ kind, label: vocabulary.deadlineKinds[kind]?.[lang] ?? kind, due, provisional, overdue: due < today, basis, seq })),
    ...nextSteps(situation, lang),
    outstanding: outstanding(file, judged).map(({ step, what, basis }) => ({ step, label: vocabulary.steps[step]?.[lang] ?? step, what: what[lang], basis })),
    retention: retentionOf(keepingOf(file, standingOf(book, file, onAnybody)), years),
    warnings: warningsOf(subject, lang)
  }
}
