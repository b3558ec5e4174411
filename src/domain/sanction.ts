/** What follows from a classification: the measures of all results joined, dated, and freed of those that another one makes pointless. */
import type { Chain, Joining, RuleBook } from './book.ts'
import { assess, type Assessed, type Classification, type View } from './classify.ts'
import { addYears, endOfYear, type Day } from './day.ts'
import { weightOf, type Consequence } from './judge.ts'
import { procedureFor, type StepView } from './procedure.ts'
import { refuseUnanswerable, rulesFor, withDefaults, type Circumstances, type Question } from './question.ts'
import { subjectOf } from './vocabulary.ts'

export interface Sanction {
  measure: string
  label: string
  mandatory: boolean
  imposedBy: string
  basis: string[]
  notes: readonly string[]
  from?: Day
  to?: Day
  lapsed?: boolean
}

export interface SanctionQuestion extends Question { readonly decidedOn: Day }

export interface SanctionAnswer extends Classification {
  decidedOn: Day
  sanctions: Sanction[]
  subsumed: string[]
  procedure: StepView[]
}

/** One measure with everything that leads to it, the heaviest first. */
interface Joined { readonly measure: string, readonly mandatory: boolean, readonly sources: readonly Consequence[] }

/** The same measure from several provisions is one measure: mandatory if any of them says so. */
export function join (book: RuleBook, consequences: readonly Consequence[]): Joined[] {
  const byMeasure = new Map<string, Consequence[]>()
  for (const consequence of consequences) {
    const sources = byMeasure.get(consequence.rule.measure)
    if (sources) sources.push(consequence)
    else byMeasure.set(consequence.rule.measure, [consequence])
  }
  const weight = ({ provision, tier }: Consequence): number => weightOf(provision, tier, book.tierRank) ?? 0
  // The order of the conducts must not show: what weighs the same is told apart by its name.
  const key = ({ provision, rule }: Consequence): string => `${provision.id} ${rule.imposedBy}`
  const joined: Joined[] = []
  for (const [measure, sources] of byMeasure) {
    if (sources.length > 1) sources.sort((a, b) => weight(b) - weight(a) || (key(a) < key(b) ? -1 : 1))
    joined.push({ measure, mandatory: sources.some(({ rule }) => rule.mandatory), sources })
  }
  const place = ({ measure }: Joined): number => book.measureOrder.get(measure) ?? 0
  return joined.sort((a, b) => place(a) - place(b))
}

/** Splits off what a mandatory measure makes pointless. */
export function subsume ({ subsumes }: Joining, joined: readonly Joined[]): { remaining: readonly Joined[], subsumed: string[] } {
  const pointless: string[] = []
  for (const { measure, mandatory } of joined) if (mandatory) pointless.push(...subsumes.get(measure) ?? [])
  if (!joined.some(({ measure }) => pointless.includes(measure))) return { remaining: joined, subsumed: [] }
  return {
    remaining: joined.filter(({ measure }) => !pointless.includes(measure)),
    subsumed: joined.filter(({ measure }) => pointless.includes(measure)).map(({ measure }) => measure)
  }
}

/** The days of a measure with a period, as from the day of the decision (CN-7, CN-8); the record of a case counts from service. */
export function period ({ periods }: Joining, measure: string, occurredOn: Day, from: Day): { from: Day, to: Day, lapsed: boolean, notes: readonly string[] } | null {
  const rule = periods.get(measure)
  if (!rule) return null
  const to = 'years' in rule ? addYears(from, rule.years) : endOfYear(occurredOn)
  return { from, to, lapsed: to < from, notes: rule.notes }
}

/** The readings on which a measure rests, and those on which its period does. */
function notesOf (sources: readonly Consequence[], ofPeriod: readonly string[]): readonly string[] {
  const [first, ...others] = sources
  if (others.length === 0 && ofPeriod.length === 0) return first?.rule.notes ?? []
  return [...new Set([...sources.flatMap(({ rule }) => rule.notes), ...ofPeriod])].sort()
}

function sanctionFor (book: RuleBook, { measure, mandatory, sources }: Joined, { occurredOn, decidedOn }: SanctionQuestion, view: View): Sanction {
  const label = book.vocabulary.measures[measure]?.[view.lang] ?? measure
  const basis = sources.length === 1 ? [sources[0]?.provision.id ?? ''] : [...new Set(sources.map(({ provision }) => provision.id))].sort()
  const dated = period(book.joining, measure, occurredOn, decidedOn)
  const sanction: Sanction = { measure, label, mandatory, imposedBy: sources[0]?.rule.imposedBy ?? '', basis, notes: notesOf(sources, dated?.notes ?? []) }
  if (dated) {
    sanction.from = dated.from
    sanction.to = dated.to
    sanction.lapsed = dated.lapsed
  }
  return sanction
}

/** Joins the measures of every result, whatever the order of the conducts. */
export function sanctionsOf (book: RuleBook, { classification, assessments }: Assessed): { remaining: readonly Joined[], subsumed: string[] } {
  if (classification.outcome !== 'violation') return { remaining: [], subsumed: [] }
  return subsume(book.joining, join(book, assessments.flatMap(({ judgement }) => judgement?.consequences ?? [])))
}

/** What follows from the rules of a chain, without the steps; what a question and a case have in common. */
export function follow (book: RuleBook, chain: Chain, question: SanctionQuestion, circumstances: Circumstances, view: View): { answer: Omit<SanctionAnswer, 'procedure'>, assessed: Assessed } {
  const assessed = assess(book, chain, question, circumstances, view)
  const { remaining, subsumed } = sanctionsOf(book, assessed)
  const answer = {
    ...assessed.classification,
    decidedOn: question.decidedOn,
    sanctions: remaining.map((joined) => sanctionFor(book, joined, question, view)),
    subsumed
  }
  return { answer, assessed }
}

/**
 * Answers what follows, with the bases, the dates and the steps that the law demands.
 * @throws Refused where the question is well-formed but has no answer
 */
export function sanction (book: RuleBook, question: SanctionQuestion, view: View): SanctionAnswer {
  refuseUnanswerable(book.vocabulary, question)
  const circumstances = withDefaults(book.vocabulary, question.circumstances)
  const chain = rulesFor(book, question, circumstances.facts)
  const { answer, assessed } = follow(book, chain, question, circumstances, view)
  return { ...answer, procedure: procedureFor(book, chain, subjectOf(question.conducts[0]?.code ?? ''), assessed, view.lang) }
}
