/** Questions as anybody might ask them, derived from the vocabulary: every place with rules of its own, days around every boundary, facts given, null or left out. */
import fc from 'fast-check'
import { addDays, daysBetween, type Day } from '../../src/domain/day.ts'
import type { ConductGiven, EarlierDecisionGiven } from '../../src/domain/question.ts'
import type { SanctionQuestion } from '../../src/domain/sanction.ts'
import { subjectOf } from '../../src/domain/vocabulary.ts'
import { loadRules } from '../../src/rulesets/load.ts'
import { factsOf, valuesOf } from './brute-force.ts'

export const { book } = loadRules()
const { vocabulary } = book

export const conductCodes = Object.keys(vocabulary.conducts)
const subjectTypes = Object.keys(vocabulary.subjectTypes)
const conductsOn = (subject: string): string[] => conductCodes.filter((code) => subjectOf(code) === subject)

/** Districts, cities, provinces: under each ruleset and beside each. */
const place = fc.constantFrom('110105', '520102', '520300', '310112', '310104', '450103')

const boundaries = ['2021-01-01', '2021-12-31', '2022-01-01', '2022-12-31', '2023-04-30', '2023-05-01', '2023-12-31', '2024-02-29', '2024-07-22', '2024-07-23', '2025-02-28', '2026-03-14']
const first = '2021-01-01'

/** A day on which the national guideline is in force, mostly near a boundary. */
const day: fc.Arbitrary<Day> = fc.oneof(
  { weight: 3, arbitrary: fc.tuple(fc.constantFrom(...boundaries), fc.integer({ min: 0, max: 1 })).map(([boundary, n]) => addDays(boundary, n)) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: daysBetween(first, '2027-12-31') }).map((n) => addDays(first, n)) }
)

const absent = Symbol('absent')
const optional = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | null | typeof absent> =>
  fc.oneof({ weight: 5, arbitrary: value }, { weight: 1, arbitrary: fc.constant(absent) }, { weight: 1, arbitrary: fc.constant(null) })

/** Only the fields that are not absent. */
function record<T> (fields: [string, fc.Arbitrary<T | typeof absent>][]): fc.Arbitrary<Record<string, T>> {
  return fc.tuple(...fields.map(([, value]) => value)).map((values) =>
    Object.fromEntries(fields.flatMap(([name], index) => values[index] === absent ? [] : [[name, values[index] as T]])))
}

const conductOf = (code: string): fc.Arbitrary<ConductGiven> =>
  record(factsOf(vocabulary, code).map(([name, values]) => [name, optional(fc.constantFrom(...values))])).chain((facts) =>
    fc.boolean().map((mentioned) => mentioned || Object.keys(facts).length > 0 ? { code, facts } : { code }))

/** One to five conducts of one subject type, agencies most often: they alone have tiers and history. */
const conducts: fc.Arbitrary<ConductGiven[]> = fc.constantFrom(...subjectTypes, 'agency', 'agency', 'agency', 'agency')
  .chain((subject) => fc.array(fc.constantFrom(...conductsOn(subject)).chain(conductOf), { minLength: 1, maxLength: 5 }))

const circumstances = record(Object.entries(vocabulary.circumstances).map(([name, fact]) => [name, optional(fc.constantFrom(...valuesOf(fact)))]))

/** An earlier decision (or a later one, which counts for nothing): days near the conduct, and near a year before it. */
export const earlierDecision = (occurredOn: Day): fc.Arbitrary<EarlierDecisionGiven> => {
  const about = fc.constantFrom(-30, -1, -2, -200, -364, -365, -366, -367, -800, 0, 1).map((n) => addDays(occurredOn, n))
  const some = record<string | null>([
    ['tier', optional(fc.constantFrom(...Object.keys(vocabulary.tiers)))],
    ['rectifyBy', optional(about)],
    ['rectifiedOn', optional(about)]
  ])
  return fc.tuple(about, fc.subarray(['interview', 'warning', 'rectify', 'suspend-evaluation', 'publish'], { minLength: 1 }), some)
    .map(([decidedOn, measures, rest]) => ({ decidedOn, measures, ...rest }))
}

/** A question that has an answer. */
export const question: fc.Arbitrary<SanctionQuestion> = fc.tuple(place, day, conducts).chain(([jurisdiction, occurredOn, conducts]) =>
  fc.tuple(
    fc.option(circumstances, { nil: undefined }),
    fc.option(fc.array(earlierDecision(occurredOn), { maxLength: 4 }), { nil: undefined }),
    fc.constantFrom(0, 1, 40, 300, 800)
  ).map(([circumstances, history, later]) => ({
    jurisdiction,
    occurredOn,
    conducts,
    ...(circumstances ? { circumstances } : {}),
    ...(history ? { history } : {}),
    decidedOn: addDays(occurredOn, later)
  })))
