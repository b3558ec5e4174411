/** An application for filing held against the rules of a track. */
import { regionPrefix, type RuleBook } from '../book.ts'
import { evaluate, testsOf, type Condition, type Facts } from '../condition.ts'
import type { Day } from '../day.ts'
import { isUnder } from '../ruleset.ts'
import type { Acceptance, ConditionView, ExclusionView, FilingAssessment, FilingQuestion, FilingReason, FilingView, OccupationView, RequiredMaterial } from './answer.ts'
import { lookBackFrom, settle, withinLookBack, withoutOccupation, type Definitions, type Settled } from './open.ts'
import { datesOf } from './dates.ts'
import { knownOf, type FilingRequest, type Known } from './request.ts'
import type { Basis, MaterialRule, RouteRule, Scoped, Track } from './rules.ts'
import { renewalWindow } from './validity.ts'

const NOT_APPLICABLE = 'not-applicable'
type Applied<T extends string> = T | typeof NOT_APPLICABLE

/** A fact that is asked, of one occupation or of the whole. */
interface Ask { readonly fact: string, readonly occupation: string | null }

/** One application under one track: what is met, what is missing, who accepts it, and what has to be asked. */
export class Application {
  readonly #book: RuleBook
  readonly #request: FilingRequest
  readonly #view: FilingView
  readonly #track: Track
  readonly #region: string
  readonly #known: Known
  readonly #definitions: Definitions
  readonly #dates: ReadonlyMap<string, Day>
  readonly #asks: Ask[] = []
  readonly #notes = new Set<string>()
  #open = false

  constructor (book: RuleBook, request: FilingRequest, view: FilingView, track: Track, region: string) {
    this.#book = book
    this.#request = request
    this.#view = view
    this.#track = track
    this.#region = region
    this.#definitions = book.vocabulary.filingFacts
    this.#known = knownOf(book.vocabulary, track, region, request)
    this.#dates = datesOf(request)
  }

  #for ({ kinds }: Scoped): boolean { return kinds.includes(this.#request.kind) }

  /** Settles one thing; what it hangs on is asked, and the whole stays open. */
  #settle<T extends string> (conditions: readonly Condition[], facts: Facts, occupation: string | null, judge: (facts: Facts) => T): Settled<T> {
    const settled = settle(this.#definitions, conditions, facts, judge)
    if (settled.value === undefined) {
      this.#open = true
      for (const fact of settled.asks) this.#asks.push({ fact, occupation: this.#definitions[fact]?.of === 'occupation' ? occupation : null })
    }
    return settled
  }

  /** The facts of each occupation with its name; of the application as a whole without one. */
  #subjects (each: boolean): { occupation: string | null, facts: Facts }[] {
    if (!each) return [{ occupation: null, facts: this.#known.application }]
    return this.#request.occupations.map(({ name }, index) => ({ occupation: name, facts: this.#known.occupations[index] ?? {} }))
  }

  #basis ({ provision, citation, notes }: Basis): { provision: string, citation: string, notes: readonly string[] } {
    for (const note of notes) this.#notes.add(note)
    return { provision, citation, notes }
  }

  #because (condition: Condition, facts: Facts, given: Facts): FilingReason[] {
    const whole = evaluate(condition, facts)
    const telling = testsOf(condition).filter((test) => evaluate(test, facts) === whole)
    return [...new Map(telling.map(({ fact, requires }): [string, FilingReason] => [`${fact} ${JSON.stringify(requires)}`, { fact, is: given[fact] ?? null, requires }])).values()]
  }

  #isExamined (): boolean {
    const { when, notes } = this.#track.examined
    if (evaluate(when, this.#known.application) === false) return false
    if (this.#request.kind !== 'initial') for (const note of notes) this.#notes.add(note)
    return true
  }

  conditions (): ConditionView[] {
    if (!this.#isExamined()) return []
    return this.#track.conditions.filter((rule) => this.#for(rule)).flatMap((rule) => this.#subjects(rule.each).flatMap(({ occupation, facts }): ConditionView[] => {
      const { when, requires, id, title } = rule
      const { value } = this.#settle([when, requires], facts, occupation, (all): Applied<'met' | 'unmet'> =>
        evaluate(when, all) !== true ? NOT_APPLICABLE : evaluate(requires, all) === true ? 'met' : 'unmet')
      if (value === NOT_APPLICABLE) return []
      return [{ id, title: title[this.#view.lang], status: value ?? 'unknown', occupation, because: this.#because(requires, facts, facts), ...this.#basis(rule) }]
    }))
  }

  /** That renewal is applied for in its time is a condition like the others, of days instead of facts. */
  renewal (): ConditionView[] {
    const { kind, appliedOn, expiresOn } = this.#request
    const { renewal } = this.#track
    if (kind !== 'renewal' || !renewal || expiresOn == null) return []
    const window = renewalWindow(this.#track, expiresOn)
    const isOpen = window !== null && window.from <= appliedOn && appliedOn <= window.to
    return [{ id: renewal.id, title: renewal.title[this.#view.lang], status: isOpen ? 'met' : 'unmet', occupation: null, because: [], ...this.#basis(renewal) }]
  }

  exclusions (): ExclusionView[] {
    if (!this.#isExamined()) return []
    const { application } = this.#known
    return this.#track.exclusions.filter((rule) => this.#for(rule)).flatMap((rule): ExclusionView[] => {
      const { when, applies, id, title } = rule
      const lookBack = rule.lookBack ? lookBackFrom(this.#request.appliedOn, rule.lookBack.years) : null
      const facts = withinLookBack(this.#definitions, application, lookBack)
      const { value } = this.#settle([when, applies], facts, null, (all): Applied<'clear' | 'applies'> =>
        evaluate(when, all) !== true ? NOT_APPLICABLE : evaluate(applies, all) === true ? 'applies' : 'clear')
      if (value === NOT_APPLICABLE) return []
      return [{ id, title: title[this.#view.lang], status: value ?? 'unknown', because: this.#because(applies, facts, application), lookBack, ...this.#basis(rule) }]
    })
  }

  occupations (): OccupationView[] {
    return this.#track.occupations.flatMap((rule) => this.#subjects(true).map(({ occupation, facts }) => {
      const { value } = this.#settle([rule.requires], facts, occupation, (all): 'met' | 'unmet' => evaluate(rule.requires, all) === true ? 'met' : 'unmet')
      return { name: occupation ?? '', id: rule.id, title: rule.title[this.#view.lang], status: value ?? 'unknown', because: this.#because(rule.requires, facts, facts), ...this.#basis(rule) }
    }))
  }

  /** Needed by any one occupation, where it is a matter of occupations. */
  #isRequired ({ when, each }: MaterialRule): boolean | undefined {
    const { application } = this.#known
    const subjects = each && this.#request.occupations.length > 0 ? this.#subjects(true) : [{ occupation: null, facts: each ? withoutOccupation(this.#definitions, application) : application }]
    const sure = subjects.some(({ facts }) => settle(this.#definitions, [when], facts, (all) => String(evaluate(when, all))).value === 'true')
    if (sure) return true
    const values = subjects.map(({ occupation, facts }) => this.#settle([when], facts, occupation, (all) => String(evaluate(when, all) === true)).value)
    return values.includes(undefined) ? undefined : false
  }

  materials (): FilingAssessment['materials'] {
    const { materials: given = [], verified = [] } = this.#request
    const required = this.#track.materials.filter((rule) => this.#for(rule)).flatMap((rule): RequiredMaterial[] => {
      if (this.#isRequired(rule) !== true) return []
      const { verification } = this.#track
      const isVerified = verified.includes(rule.material) && verification !== null && isUnder(rule.provision, verification.provision)
      if (verified.includes(rule.material)) for (const note of verification?.notes ?? []) this.#notes.add(note)
      return [{ material: rule.material, label: this.#book.vocabulary.filingMaterials[rule.material]?.[this.#view.lang] ?? rule.material, handedIn: given.includes(rule.material), verified: isVerified, ...this.#basis(rule) }]
    })
    return { required, missing: required.filter(({ handedIn, verified: isVerified }) => !handedIn && !isVerified).map(({ material }) => material) }
  }

  #place (by: string): string | null {
    const { registeredAt } = this.#request
    if (by === 'province') return this.#region
    // A code of the whole region names no city.
    return by === 'city' && registeredAt != null && registeredAt.startsWith(regionPrefix(this.#region)) && !registeredAt.endsWith('0000') ? `${registeredAt.slice(0, 4)}00` : null
  }

  #accepted (route: RouteRule, occupations: readonly string[]): Acceptance {
    const { filingAcceptors, filingPreliminaries } = this.#book.vocabulary
    const { lang } = this.#view
    return {
      by: route.accepts,
      label: filingAcceptors[route.accepts]?.[lang] ?? route.accepts,
      place: this.#place(route.accepts),
      occupations,
      first: route.first.map((code) => ({
        code,
        label: filingPreliminaries[code]?.[lang] ?? code,
        on: this.#dates.get(this.#track.steps.find(({ preliminary }) => preliminary === code)?.date ?? '') ?? null
      })),
      route: route.id,
      title: route.title[lang],
      ...this.#basis(route)
    }
  }

  acceptance (): Acceptance[] {
    const routes = this.#track.routes.filter((rule) => this.#for(rule))
    const whole = routes.filter(({ each }) => !each).filter(({ when }) =>
      this.#settle([when], this.#known.application, null, (all) => String(evaluate(when, all) === true)).value === 'true')
    const perOccupation = routes.filter(({ each }) => each)
    const groups = new Map<RouteRule | undefined, string[]>()
    for (const { occupation, facts } of this.#subjects(true)) {
      const { value } = this.#settle(perOccupation.map(({ when }) => when), facts, occupation, (all) => perOccupation.find(({ when }) => evaluate(when, all) === true)?.id ?? '')
      const route = perOccupation.find(({ id }) => id === value)
      groups.set(route, [...groups.get(route) ?? [], occupation ?? ''])
    }
    const open = groups.get(undefined)
    return [
      ...whole.map((route) => this.#accepted(route, [])),
      ...perOccupation.flatMap((route) => groups.has(route) ? [this.#accepted(route, groups.get(route) ?? [])] : []),
      ...open ? [{ by: null, label: null, place: null, occupations: open, first: [], route: null, title: null, provision: null, citation: null, notes: [] }] : []
    ]
  }

  /** In the order of the vocabulary, those of the whole application first. */
  questions (): FilingQuestion[] {
    const names = Object.keys(this.#definitions)
    const order = this.#request.occupations.map(({ name }) => name)
    const asks = [...new Map(this.#asks.map((ask) => [`${ask.fact} ${ask.occupation ?? ''}`, ask])).values()]
    asks.sort((a, b) => order.indexOf(a.occupation ?? '') - order.indexOf(b.occupation ?? '') || names.indexOf(a.fact) - names.indexOf(b.fact))
    return asks.flatMap(({ fact, occupation }) => {
      const definition = this.#definitions[fact]
      if (!definition) return []
      const { type, values, minimum, maximum, question } = definition
      return [{
        fact,
        type,
        ...values ? { values: Object.keys(values) } : {},
        ...minimum === undefined ? {} : { minimum },
        ...maximum === undefined ? {} : { maximum },
        label: definition[this.#view.lang],
        question: question[this.#view.lang],
        occupation
      }]
    })
  }

  get isOpen (): boolean { return this.#open }
  get known (): Known { return this.#known }
  get dates (): ReadonlyMap<string, Day> { return this.#dates }
  /** The readings on which what has been asked so far rests. */
  get notes (): string[] { return [...this.#notes] }
}
