/** What the rules say of a case on a day, its subject's own record counted as history. */
import type { Chain, RuleBook } from '../book.ts'
import type { Day } from '../day.ts'
import type { WorkCalendar } from '../deadline.ts'
import { weightOf } from '../judge.ts'
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

/** A decision, intended or taken: what the rules say, and the measures that follow from it together with those chosen. */
export interface Weighed { readonly answer: KeptAnswer, readonly measures: readonly string[] }

/** How heavy what was found is, by provision: of an agency's its tier, of a person's its article; 0 for what applies besides. */
function weightsOf ({ rulesets, tierRank }: RuleBook, { results }: KeptAnswer): ReadonlyMap<string, number> {
  return new Map(results.flatMap(({ findings }) => findings.filter(({ governing }) => governing)).map(({ provision: id, tier }) => {
    const provision = rulesets.find(({ provisions }) => provisions.has(id))?.provisions.get(id)
    return [id, provision ? weightOf(provision, tier, tierRank) ?? 0 : 0]
  }))
}

/**
 * Whether a decision is heavier than another: at a higher tier, or with a measure that is not among the other's, that none of those makes pointless,
 * and that does not merely come with a tier or an article lighter than the other's (general misconduct has an interview, serious misconduct has none).
 */
export function isHeavier (book: RuleBook, one: Weighed, other: Weighed): boolean {
  const { joining, tierRank } = book
  const rank = ({ answer: { tier } }: Weighed): number => tier === null ? 0 : tierRank.get(tier) ?? 0
  const weights = weightsOf(book, one.answer)
  const heaviest = Math.max(0, ...weightsOf(book, other.answer).values())
  const lighter = one.answer.sanctions.filter(({ mandatory, basis }) => mandatory && basis.some((provision) => {
    const weight = weights.get(provision) ?? 0
    return weight > 0 && weight < heaviest
  })).map(({ measure }) => measure)
  const covered = new Set([...lighter, ...other.measures.flatMap((measure) => [measure, ...joining.subsumes.get(measure) ?? []])])
  return rank(one) > rank(other) || one.measures.some((measure) => !covered.has(measure))
}
