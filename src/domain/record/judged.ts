/** What the rules say of a case on a day, its subject's own record counted as history. */
import type { Chain, RuleBook } from '../book.ts'
import type { Day } from '../day.ts'
import type { WorkCalendar } from '../deadline.ts'
import { concernsCase, stepsFor } from '../procedure.ts'
import { refuseUnanswerable, rulesFor, withDefaults, type ConductGiven } from '../question.ts'
import type { Step } from '../ruleset.ts'
import { follow } from '../sanction.ts'
import type { Lang } from '../vocabulary.ts'
import type { CaseFile, Counted, Inputs, KeptAnswer } from './case.ts'

/** What a case is judged with. */
export interface Setting {
  readonly book: RuleBook
  readonly calendar: WorkCalendar
  /** this product's own rules of fairness, each on or off */
  readonly fairness: { readonly anotherPersonDecides: boolean, readonly notHeavierThanNotified: boolean }
  readonly today: Day
  /** the version of the engine, kept with every answer */
  readonly engine: string
}

export interface Judged {
  readonly inputs: Inputs
  readonly answer: KeptAnswer
  /** every step that the rules know for this subject and that concerns this case, demanded or allowed, in order */
  readonly procedure: readonly Step[]
}

/** The earlier decisions that count for a case: those that were served before the day of the conduct. */
export const historyOf = (id: string, occurredOn: Day, decisions: readonly Counted[]): readonly Counted[] =>
  decisions.filter(({ recordId, servedOn }) => recordId !== id && servedOn < occurredOn)
    .sort((a, b) => a.decidedOn < b.decidedOn ? -1 : a.decidedOn > b.decidedOn ? 1 : a.recordId < b.recordId ? -1 : 1)

/**
 * Asks the rules.
 * @throws Refused where the inputs have no answer
 */
export function ask ({ book }: Setting, inputs: Inputs, lang: Lang = 'zh'): { readonly chain: Chain, readonly answer: KeptAnswer } {
  refuseUnanswerable(book.vocabulary, inputs)
  const circumstances = withDefaults(book.vocabulary, inputs.circumstances)
  const chain = rulesFor(book, inputs, circumstances.facts)
  return { chain, answer: follow(book, chain, inputs, circumstances, { lang }).answer }
}

const procedureOf = (chain: Chain, { opening }: CaseFile, answer: KeptAnswer): readonly Step[] =>
  stepsFor(chain, opening.subject.type).filter((step) => concernsCase(step, answer))

export interface Of { readonly decidedOn?: Day, readonly conducts?: readonly ConductGiven[], readonly lang?: Lang }

/**
 * What the rules say of a case now, or would say with other conducts.
 * @throws Refused
 */
export function judgeCase (setting: Setting, file: CaseFile, decisions: readonly Counted[], { decidedOn = setting.today, conducts = file.conducts, lang = 'zh' }: Of = {}): Judged {
  const { jurisdiction, occurredOn } = file.opening
  const inputs = { jurisdiction, occurredOn, decidedOn, conducts, circumstances: file.circumstances, history: historyOf(file.id, occurredOn, decisions) }
  const { chain, answer } = ask(setting, inputs, lang)
  return { inputs, answer, procedure: procedureOf(chain, file, answer) }
}

/**
 * What holds of a case: what was decided, once it is decided, whatever the rules and the record have become since; before that what the rules say now.
 * @throws Refused
 */
export function asItStands (setting: Setting, file: CaseFile, decisions: readonly Counted[], lang: Lang = 'zh'): Judged {
  if (!file.decision) return judgeCase(setting, file, decisions, { lang })
  const { inputs, answer } = file.decision.computed
  const circumstances = withDefaults(setting.book.vocabulary, inputs.circumstances)
  return { inputs, answer, procedure: procedureOf(rulesFor(setting.book, inputs, circumstances.facts), file, answer) }
}

const measuresOf = ({ sanctions }: KeptAnswer, must: boolean): string[] => sanctions.filter(({ mandatory }) => mandatory === must).map(({ measure }) => measure)
export const mandatoryOf = (answer: KeptAnswer): string[] => measuresOf(answer, true)
export const optionalOf = (answer: KeptAnswer): string[] => measuresOf(answer, false)

/** Something was violated, and nothing that matters is unknown. */
export const isSettled = ({ outcome }: KeptAnswer): boolean => outcome === 'violation'

/** Whether measures at a tier are heavier than others: a higher tier, or a measure that is not among the others and that none of them makes pointless. */
export function isHeavier ({ joining, tierRank }: RuleBook, one: { tier: string | null, measures: readonly string[] }, other: { tier: string | null, measures: readonly string[] }): boolean {
  const rank = (tier: string | null): number => tier === null ? 0 : tierRank.get(tier) ?? 0
  const covered = new Set(other.measures.flatMap((measure) => [measure, ...joining.subsumes.get(measure) ?? []]))
  return rank(one.tier) > rank(other.tier) || one.measures.some((measure) => !covered.has(measure))
}
