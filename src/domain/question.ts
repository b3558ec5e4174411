/** What is asked of the service, and why a well-formed question may still have no answer. */
import type { RuleBook, Chain } from './book.ts'
import type { Facts } from './condition.ts'
import type { Day } from './day.ts'
import type { EarlierDecision } from './escalate.ts'
import { subjectOf, type FactValue, type Label, type Vocabulary } from './vocabulary.ts'

type Given = Readonly<Record<string, FactValue | null | undefined>>

export interface ConductGiven { readonly code: string, readonly facts?: Given }
export interface EarlierDecisionGiven {
  readonly decidedOn: Day
  readonly measures: readonly string[]
  readonly tier?: string | null
  readonly rectifyBy?: Day | null
  readonly rectifiedOn?: Day | null
}

/** What a comparison asks: everything but the place. */
export interface Case {
  readonly occurredOn: Day
  readonly conducts: readonly ConductGiven[]
  readonly circumstances?: Given
  readonly history?: readonly EarlierDecisionGiven[]
}
export interface Question extends Case { readonly jurisdiction: string }

/** Why there is no answer; one entry for every place in the question that stands against it. */
export interface Refusal {
  readonly code: 'unknown-conduct' | 'mixed-subjects' | 'fact-not-applicable' | 'no-ruleset-in-force'
  readonly errors: readonly { readonly pointer: string, readonly detail: Label }[]
}

export class Refused extends Error {
  readonly refusal: Refusal
  constructor (refusal: Refusal) {
    super(refusal.code)
    this.refusal = refusal
  }
}

/** What was given, without the nulls: null counts as not given. */
export function given (facts: Given | undefined): Record<string, FactValue> {
  const known: Record<string, FactValue> = {}
  for (const name in facts) {
    const value = facts[name]
    if (value !== null && value !== undefined) known[name] = value
  }
  return known
}

/** The circumstances with the vocabulary's defaults, and which of those were taken. */
export interface Circumstances { readonly facts: Facts, readonly assumed: Record<string, FactValue> }

export function withDefaults (vocabulary: Vocabulary, circumstances: Given | undefined): Circumstances {
  const facts = given(circumstances)
  const assumed: Record<string, FactValue> = {}
  for (const name in vocabulary.circumstances) {
    const standard = vocabulary.circumstances[name]?.default
    if (facts[name] === undefined && standard !== undefined) facts[name] = assumed[name] = standard
  }
  return { facts, assumed }
}

export const decisions = (history: readonly EarlierDecisionGiven[] | undefined): EarlierDecision[] =>
  (history ?? []).map(({ decidedOn, measures, tier, rectifyBy, rectifiedOn }) =>
    ({ decidedOn, measures, tier: tier ?? null, rectifyBy: rectifyBy ?? null, rectifiedOn: rectifiedOn ?? null }))

function unknownConducts (vocabulary: Vocabulary, conducts: readonly ConductGiven[]): Refusal['errors'] {
  return conducts.flatMap(({ code }, index) => Object.hasOwn(vocabulary.conducts, code)
    ? []
    : [{ pointer: `/conducts/${index}/code`, detail: { zh: `词汇表中没有行为代码 ${code}`, en: `the vocabulary has no conduct ${code}` } }])
}

function mixedSubjects (conducts: readonly ConductGiven[]): Refusal['errors'] {
  const subject = subjectOf(conducts[0]?.code ?? '.')
  return conducts.flatMap(({ code }, index) => subjectOf(code) === subject
    ? []
    : [{ pointer: `/conducts/${index}/code`, detail: { zh: `${code} 与首项行为的主体类型 ${subject} 不同，应分别提交`, en: `${code} is not of the subject type of the first conduct, ${subject}: ask for each subject by itself` } }])
}

function inapplicableFacts (vocabulary: Vocabulary, conducts: readonly ConductGiven[]): Refusal['errors'] {
  return conducts.flatMap(({ code, facts }, index) => Object.keys(facts ?? {}).flatMap((name) => {
    const carried = vocabulary.conducts[code]?.facts.includes(name)
    const notGiven = facts?.[name] == null && Object.hasOwn(vocabulary.facts, name)
    return carried || notGiven
      ? []
      : [{ pointer: `/conducts/${index}/facts/${name}`, detail: { zh: `事实 ${name} 不适用于行为 ${code}`, en: `the fact ${name} does not belong to the conduct ${code}` } }]
  }))
}

/** Refuses what cannot be answered, before any rule is asked. */
export function refuseUnanswerable (vocabulary: Vocabulary, { conducts }: Case): void {
  const checks: [Refusal['code'], () => Refusal['errors']][] = [
    ['unknown-conduct', () => unknownConducts(vocabulary, conducts)],
    ['mixed-subjects', () => mixedSubjects(conducts)],
    ['fact-not-applicable', () => inapplicableFacts(vocabulary, conducts)]
  ]
  for (const [code, check] of checks) {
    const errors = check()
    if (errors.length > 0) throw new Refused({ code, errors })
  }
}

/** The rules of the place on the day of the conduct. */
export function rulesFor (book: RuleBook, { jurisdiction, occurredOn }: Question, circumstances: Facts): Chain {
  const chain = book.applicable(jurisdiction, occurredOn, circumstances)
  if (chain) return chain
  throw new Refused({
    code: 'no-ruleset-in-force',
    errors: [{ pointer: '/occurredOn', detail: { zh: `${occurredOn} 当日，${jurisdiction} 没有已生效的规定`, en: `no ruleset was in force for ${jurisdiction} on ${occurredOn}` } }]
  })
}
