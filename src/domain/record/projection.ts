/** What is drawn from a case to find it by, to count it in its subject's history, and to say what is in force. */
import type { RuleBook } from '../book.ts'
import { addDays, type Day } from '../day.ts'
import { period } from '../sanction.ts'
import { isInForce, type CaseFile, type Counted } from './case.ts'
import { firstDue } from './deadlines.ts'
import type { Subject } from './step.ts'

/** A measure in force on the days from `from` to `to`, both included; without an end where `to` is null. */
export interface Standing {
  readonly measure: string
  /** on whom: not always the subject of the record (an order to an assessor's agency) */
  readonly subjectKey: string
  readonly from: Day
  readonly to: Day | null
  /** for the time of an investigation only */
  readonly interim: boolean
}

/** Who somebody is, as far as records of the same subject have to be found again. */
export type KeyOf = (subject: Pick<Subject, 'type' | 'ref'>) => string

const AGENCY = 'agency'

/** On whom a measure lies: an agency's measure in a person's case lies on the agency, where the case names one. */
function target ({ vocabulary }: RuleBook, { opening: { subject, agencyRef } }: CaseFile, measure: string, keyOf: KeyOf): string | null {
  if (vocabulary.measures[measure]?.on !== AGENCY || subject.type === AGENCY) return keyOf(subject)
  return agencyRef === undefined ? null : keyOf({ type: AGENCY, ref: agencyRef })
}

/** The days of a measure that lasts: a period from service to its end, a rectification until the day on which it was verified, a listing without an end. */
export function lasting ({ vocabulary, joining }: RuleBook, measure: string, occurredOn: Day, from: Day, rectifiedOn: Day | null): { from: Day, to: Day | null } | null {
  switch (vocabulary.measures[measure]?.lasts) {
    case 'period': return { from, to: period(joining, measure, occurredOn, from)?.to ?? null }
    case 'until-rectified': return { from, to: rectifiedOn === null ? null : addDays(rectifiedOn, -1) }
    case 'until-lifted': return { from, to: null }
    default: return null
  }
}

/** The measures of a case that are in force on some day. A decision that was revoked never was. */
export function standingOf (book: RuleBook, file: CaseFile, keyOf: KeyOf): Standing[] {
  const all: Standing[] = []
  const add = (measure: string, interim: boolean, lasts: { from: Day, to: Day | null } | null): void => {
    const subjectKey = target(book, file, measure, keyOf)
    if (lasts && subjectKey !== null && (lasts.to === null || lasts.from <= lasts.to)) all.push({ measure, subjectKey, ...lasts, interim })
  }
  // Whether certificate data are held is no measure on anybody; a suspension of evaluation is (GZ-7).
  for (const { measure, from, to } of file.interim) if (book.vocabulary.measures[measure]) add(measure, true, { from, to })
  if (isInForce(file)) for (const measure of file.decision?.measures ?? []) add(measure, false, lasting(book, measure, file.opening.occurredOn, file.servedOn as Day, file.rectifiedOn))
  return all
}

/** Whether a decision raises later ones: not where what makes it as grave as it is, before any earlier decision raised it, is a suspicion alone (CN-14). */
function counts ({ joining, tierRank }: RuleBook, { decision }: CaseFile): boolean {
  const found = decision?.computed.answer.results.flatMap(({ findings }) => findings.filter(({ via }) => via !== 'escalation')) ?? []
  const rank = (tier: string | null): number => tier === null ? 0 : tierRank.get(tier) ?? 0
  const heaviest = Math.max(...found.map(({ tier }) => rank(tier)))
  return found.some(({ provision, tier }) => rank(tier) === heaviest && !joining.notCounted.provisions.has(provision))
}

/** The decision of a case as its subject's later cases count it; null where none counts. */
export function decisionOf (book: RuleBook, file: CaseFile): Counted | null {
  const { id, decision, servedOn, rectifiedOn, state } = file
  if (!decision || servedOn === null || !isInForce(file) || !counts(book, file)) return null
  return {
    recordId: id,
    kind: 'case',
    decidedOn: decision.decidedOn,
    servedOn,
    tier: decision.computed.answer.tier,
    measures: decision.measures,
    rectifyBy: decision.rectifyBy,
    rectifiedOn,
    underReview: state === 'under-review' || state === 'under-appeal'
  }
}

/** The last day of what has no last day. */
export const NO_END: Day = '9999-12-31'

/** What decides how long a record is kept: the day on which it was archived, and the last day of the last measure that rests on it. */
export interface Keeping { readonly closedOn: Day | null, readonly barsUntil: Day | null }

/** The last day of the last measure; null where there is none. */
export const lastDayOf = (standing: readonly Pick<Standing, 'to'>[]): Day | null =>
  standing.reduce<Day | null>((last, { to }) => last === null || (to ?? NO_END) > last ? to ?? NO_END : last, null)

/** @param standing the measures of the case. A case that a review has opened again is not closed. */
export function keepingOf ({ state, entries }: Pick<CaseFile, 'state' | 'entries'>, standing: readonly Standing[]): Keeping {
  const archive = state === 'closed' ? entries.findLast(({ type }) => type === 'archive') : undefined
  return { closedOn: archive === undefined ? null : String(archive.body.on), barsUntil: lastDayOf(standing) }
}

/** What a case is found by, all of it drawn from its entries. */
export function foundBy ({ vocabulary }: RuleBook, file: CaseFile): { state: string, tier: string | null, due: Day | null, conducts: string[] } {
  return {
    state: file.state,
    tier: file.tier,
    due: firstDue(vocabulary, file),
    conducts: [...new Set(file.conducts.map(({ code }) => code))]
  }
}
