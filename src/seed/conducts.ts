/** What is found in a case: conducts with facts, asked of the rules beforehand, so that most make a violation and some do not. */
import type { Day } from '../domain/day.ts'
import { ask, type Setting } from '../domain/record/judged.ts'
import type { ConductGiven } from '../domain/question.ts'
import { subjectOf, type FactDefinition, type FactValue } from '../domain/vocabulary.ts'
import type { Random } from './random.ts'

type Facts = Readonly<Record<string, FactValue>>

interface Combination { readonly facts: Facts, readonly weight: number }

/** A conduct with the facts under which it is a violation, and those under which it is none. */
interface Kind { readonly code: string, readonly weight: number, readonly violations: readonly Combination[], readonly others: readonly Combination[] }

export interface Asked { readonly jurisdiction: string, readonly occurredOn: Day, readonly circumstances: Readonly<Record<string, FactValue>> }

/** Values to try, the lighter first. */
function valuesOf ({ type, values, minimum = 0, maximum = 30 }: FactDefinition): readonly FactValue[] {
  if (type === 'boolean') return [true, false]
  if (type === 'enum') return Object.keys(values ?? {})
  const step = Math.max(1, Math.floor((maximum - minimum) / 5))
  return Array.from({ length: Math.floor((maximum - minimum) / step) + 1 }, (_, index) => minimum + index * step)
}

/** Every combination of facts; what is grave is rarer than what is light. */
function combinations (facts: readonly (readonly [string, FactDefinition])[]): Combination[] {
  let all: Combination[] = [{ facts: {}, weight: 1 }]
  for (const [name, definition] of facts) {
    all = all.flatMap(({ facts: known, weight }) => valuesOf(definition).map((value, place) => ({ facts: { ...known, [name]: value }, weight: weight / (1 + place) })))
  }
  return all
}

export class Conducts {
  readonly #setting: Setting
  /** by the rules that answered and the type of subject */
  readonly #kinds = new Map<string, readonly Kind[]>()

  constructor (setting: Setting) {
    this.#setting = setting
  }

  #kind (asked: Asked, code: string, place: number): Kind {
    const { book } = this.#setting
    const facts = (book.vocabulary.conducts[code]?.facts ?? []).map((name) => [name, book.vocabulary.facts[name] as FactDefinition] as const)
    const violations: Combination[] = []
    const others: Combination[] = []
    for (const one of combinations(facts)) {
      const { answer } = ask(this.#setting, { ...asked, decidedOn: asked.occurredOn, conducts: [{ code, facts: one.facts }], history: [] })
      if (answer.outcome === 'violation') violations.push(one)
      else others.push(one)
    }
    // The vocabulary goes from the light and frequent to the grave and rare.
    return { code, weight: (3 + place) ** -1.6, violations, others }
  }

  #known (asked: Asked, subjectType: string): readonly Kind[] {
    const { book } = this.#setting
    const chain = book.applicable(asked.jurisdiction, asked.occurredOn, asked.circumstances)
    const key = `${subjectType} ${chain?.digest ?? ''}`
    let kinds = this.#kinds.get(key)
    if (!kinds) {
      const codes = Object.keys(book.vocabulary.conducts).filter((code) => subjectOf(code) === subjectType)
      kinds = codes.map((code, place) => this.#kind(asked, code, place)).filter(({ violations }) => violations.length > 0)
      this.#kinds.set(key, kinds)
    }
    return kinds
  }

  /** A conduct that is a violation with its facts, or is none where `proven` is false and there is such a combination. */
  choose (random: Random, asked: Asked, subjectType: string, proven: boolean, code?: string): ConductGiven {
    const kinds = this.#known(asked, subjectType)
    const kind = kinds.find((one) => one.code === code) ?? random.weighted(kinds, ({ weight }) => weight)
    const from = proven || kind.others.length === 0 ? kind.violations : kind.others
    return given(kind.code, random.weighted(from, ({ weight }) => weight).facts)
  }

  /** The same conduct with lighter facts, where there are any that still make a violation. */
  lighter (asked: Asked, { code, facts = {} }: ConductGiven): ConductGiven | null {
    const kind = this.#known(asked, subjectOf(code)).find((one) => one.code === code)
    const own = kind?.violations.find((one) => Object.entries(one.facts).every(([name, value]) => facts[name] === value))
    const lightest = kind?.violations.reduce((best, one) => one.weight > best.weight ? one : best)
    return own && lightest && lightest.weight > own.weight ? given(code, lightest.facts) : null
  }
}

const given = (code: string, facts: Facts): ConductGiven => Object.keys(facts).length === 0 ? { code } : { code, facts }
