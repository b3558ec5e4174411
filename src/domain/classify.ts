/** Classification: which provisions the conduct meets, how grave it is, and exactly which facts are still missing. */
import type { Chain, RuleBook } from './book.ts'
import { evaluate, type Facts } from './condition.ts'
import { complete } from './completion.ts'
import { because, considered, type Considered, type Reason } from './explain.ts'
import { judge, type Context, type Judgement, type Met } from './judge.ts'
import { openFacts, type Plan } from './plan.ts'
import { decisions, given, refuseUnanswerable, rulesFor, withDefaults, type Case, type Circumstances, type Question } from './question.ts'
import type { FactValue, Lang } from './vocabulary.ts'

export type Outcome = 'violation' | 'not-met' | 'no-provision' | 'needs-facts'

export interface Finding {
  provision: string
  citation: string
  title: string
  tier: string | null
  governing: boolean
  catchAll: boolean
  via: string
  basis: readonly string[]
  printedBasis?: readonly string[]
  notes: readonly string[]
  because: readonly Reason[]
  /** the authority's own copy of the provision, where it keeps one beside the service; never part of the rules */
  officialText?: string
}

export interface Asked { fact: string, type: string, values?: string[], minimum?: number, maximum?: number, label: string, question: string }

export interface Result { conduct: string, outcome: Outcome, findings: Finding[], questions: Asked[], considered?: Considered[] }

export interface Classification {
  outcome: Outcome
  tier: string | null
  ruleset: { id: string, version: string, digest: string }
  results: Result[]
  assumed: Record<string, FactValue>
  notes: string[]
}

export interface View { readonly lang: Lang, readonly trace?: boolean }

/** A result with what it was computed from; `judgement` is null while facts are missing. */
export interface Assessment { readonly result: Result, readonly judgement: Judgement | null, readonly notes: readonly string[] }

const unique = (all: string[]): string[] => all.length < 2 ? all : [...new Set(all)].sort()

/** The readings on which a finding rests: of its provision, of the way it was met, and of why it was asked at all. */
function notesOf ({ provision, candidate, raisedBy }: Met, known: Facts): string[] {
  const all = [...provision.notes]
  if (raisedBy) all.push(...raisedBy.notes)
  if (candidate) {
    all.push(...candidate.notes)
    for (const { when, notes } of candidate.alternatives) if (notes.length > 0 && evaluate(when, known) !== false) all.push(...notes)
  }
  return unique(all)
}

function view (one: Met, tier: string | null, known: Facts, lang: Lang): Finding {
  const { provision } = one
  const finding: Finding = {
    provision: provision.id,
    citation: provision.citation,
    title: provision.title[lang],
    tier,
    governing: one.governing,
    catchAll: provision.catchAll,
    via: one.via,
    basis: provision.basis,
    notes: notesOf(one, known),
    because: because(one, known)
  }
  if (provision.printedBasis.length > 0) finding.printedBasis = provision.printedBasis
  return finding
}

/** What every completion meets. A lighter provision that only some completions meet is not a finding yet. */
function findingsOf (judgements: readonly Judgement[], known: Facts, lang: Lang): Finding[] {
  const [first, ...others] = judgements
  if (!first) return []
  if (others.length === 0) return first.met.map((one) => view(one, one.tier, known, lang))
  const certain = first.met.filter((one) => others.every(({ met }) => met.some(({ provision }) => provision.id === one.provision.id)))
  // The tier of a lighter finding may hang on a fact that does not matter to the result.
  const tierIsCertain = ({ provision, tier }: Met): boolean => others.every(({ met }) => met.some((one) => one.provision.id === provision.id && one.tier === tier))
  return certain.map((one) => view(one, tierIsCertain(one) ? one.tier : null, known, lang))
}

function ask ({ vocabulary }: RuleBook, names: readonly string[], lang: Lang): Asked[] {
  return names.flatMap((name) => {
    const fact = vocabulary.facts[name]
    if (!fact) return []
    const { type, values, minimum, maximum, question } = fact
    return [{
      fact: name,
      type,
      ...(values ? { values: Object.keys(values) } : {}),
      ...(minimum === undefined ? {} : { minimum }),
      ...(maximum === undefined ? {} : { maximum }),
      label: fact[lang],
      question: question[lang]
    }]
  })
}

/** The readings under which a ruleset deliberately leaves this combination of facts alone. */
function notesOfGaps ({ stages, conduct }: Plan, known: Facts): string[] {
  const rulesets = new Set(stages.flatMap((stage) => stage.slice(0, 1).map(({ ruleset }) => ruleset)))
  return [...rulesets].flatMap(({ gaps }) => gaps)
    .filter((gap) => gap.conduct === conduct && evaluate(gap.when, known) === true).flatMap(({ notes }) => notes)
}

function assessOne (book: RuleBook, chain: Chain, conduct: string, facts: Facts, context: Context, view: View): Assessment {
  const plan = chain.plan(conduct)
  const known: Facts = { ...context.circumstances, ...facts }
  const { asks, judgements } = complete(known, openFacts(plan, known), (completed) => judge(chain, plan, completed, context))
  const judgement = asks.length === 0 ? judgements[0] ?? null : null
  const result: Result = {
    conduct,
    outcome: judgement?.outcome ?? 'needs-facts',
    findings: judgement ? findingsOf(judgements, known, view.lang) : [],
    questions: ask(book, asks, view.lang)
  }
  if (view.trace) result.considered = considered(plan, known, judgements)
  return { result, judgement, notes: judgement?.outcome === 'not-met' ? notesOfGaps(plan, known) : [] }
}

function outcomeOfAll (outcomes: readonly Outcome[]): Outcome {
  if (outcomes.includes('needs-facts')) return 'needs-facts'
  if (outcomes.includes('violation')) return 'violation'
  return outcomes.every((outcome) => outcome === 'no-provision') ? 'no-provision' : 'not-met'
}

/** The heaviest tier that governs any result; null where none is tiered or facts are missing. */
function highestTier (book: RuleBook, outcome: Outcome, results: readonly Result[]): string | null {
  if (outcome !== 'violation') return null
  let highest: string | null = null
  for (const { findings } of results) {
    for (const { tier, governing } of findings) {
      if (governing && tier !== null && (highest === null || (book.tierRank.get(tier) ?? 0) > (book.tierRank.get(highest) ?? 0))) highest = tier
    }
  }
  return highest
}

export interface Assessed { readonly classification: Classification, readonly assessments: readonly Assessment[] }

/** Classifies under the rules of a chain; what a question, a comparison and a sanction have in common. */
export function assess (book: RuleBook, chain: Chain, asked: Case, { facts: circumstances, assumed }: Circumstances, view: View): Assessed {
  const context: Context = { occurredOn: asked.occurredOn, history: decisions(asked.history), circumstances, tierRank: book.tierRank, counting: new Map() }
  const assessments = asked.conducts.map(({ code, facts }) => assessOne(book, chain, code, given(facts), context, view))
  const results = assessments.map(({ result }) => result)
  const outcome = outcomeOfAll(results.map((result) => result.outcome))
  const notes: string[] = []
  for (const { note, from, until } of chain.datedNotes) if (from <= asked.occurredOn && asked.occurredOn <= until) notes.push(note)
  for (const assessment of assessments) notes.push(...assessment.notes)
  const { id, version } = chain.rulesets[0]
  return {
    classification: {
      outcome,
      tier: highestTier(book, outcome, results),
      ruleset: { id, version, digest: chain.digest },
      results,
      assumed,
      notes: unique(notes)
    },
    assessments
  }
}

/**
 * Answers which provisions are met.
 * @throws Refused where the question is well-formed but has no answer
 */
export function classify (book: RuleBook, question: Question, view: View): Classification {
  refuseUnanswerable(book.vocabulary, question)
  const circumstances = withDefaults(book.vocabulary, question.circumstances)
  return assess(book, rulesFor(book, question, circumstances.facts), question, circumstances, view).classification
}
