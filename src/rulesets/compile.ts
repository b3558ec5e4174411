/** From a ruleset file to the compiled ruleset of the domain: defaults of articles and tiers spread, citations completed, conditions parsed. */
import type { Alternative, Escalation, MeasureRule, Note, OtherPart, Procedure, Provision, Rider, Ruleset, TierByFact } from '../domain/ruleset.ts'
import { compileAgencies } from './compile-agencies.ts'
import { compileCondition } from './compile-condition.ts'
import { digestOf } from './digest.ts'
import type { Fault } from './fault.ts'
import type { JoiningDocument, RulesetDocument } from './format.ts'
import type { Source } from './read.ts'

type ArticleData = RulesetDocument['articles'][number]
type ProvisionData = ArticleData['provisions'][number]
type MeasureData = NonNullable<NonNullable<ArticleData['measures']>['must']>[number]
type TierData = NonNullable<ArticleData['tier']>

export interface Compiled {
  readonly ruleset: Ruleset
  readonly source: Source<RulesetDocument>
  /** provision id → where it stands in the file */
  readonly pointers: ReadonlyMap<string, string>
  readonly faults: readonly Fault[]
}

const compileTier = (tier: TierData | undefined): string | TierByFact | null => {
  if (tier === undefined || typeof tier === 'string') return tier ?? null
  const [entry] = Object.entries(tier)
  return entry ? { fact: entry[0], tiers: entry[1] } : null
}

export function compileNotes (notes: RulesetDocument['notes'] | JoiningDocument['notes']): Map<string, Note> {
  return new Map(notes.map(({ id, question, reading, otherReading, about, permits }) =>
    [id, { id, question, reading, otherReading: otherReading ?? null, about: about ?? [], permits: permits ?? [] }]))
}

/** Compiles one file; `citationOf` gives the citation of another ruleset's provision, for rows that rest on one. */
export class Compiler {
  readonly #source: Source<RulesetDocument>
  readonly #data: RulesetDocument
  readonly #citationOf: (provision: string) => string | undefined
  readonly #faults: Fault[] = []
  readonly #pointers = new Map<string, string>()
  #order = 0

  constructor (source: Source<RulesetDocument>, citationOf: (provision: string) => string | undefined) {
    this.#source = source
    this.#data = source.data
    this.#citationOf = citationOf
  }

  compile (): Compiled {
    const data = this.#data
    const provisions = new Map<string, Provision>()
    for (const [index, article] of data.articles.entries()) {
      for (const [place, provision] of article.provisions.entries()) {
        this.#add(provisions, this.#provision(article, provision, `/articles/${index}/provisions/${place}`))
      }
    }
    const riders = (data.riders ?? []).map((rider, index) => this.#rider(rider, `/riders/${index}`))
    const byConduct = new Map<string, Provision[]>()
    for (const provision of provisions.values()) {
      for (const conduct of new Set(provision.alternatives.map((alternative) => alternative.conduct))) {
        byConduct.set(conduct, [...byConduct.get(conduct) ?? [], provision])
      }
    }
    for (const { provision } of riders) this.#add(provisions, provision)
    const ruleset: Ruleset = {
      id: data.id,
      version: data.version,
      title: data.title,
      document: data.document,
      source: data.source ?? null,
      jurisdiction: data.jurisdiction,
      from: data.inForce.from,
      until: data.inForce.until ?? null,
      datedNotes: data.inForce.notes ?? [],
      scope: Object.entries(data.scope ?? {}).map(([circumstance, values]) => ({ circumstance, values })),
      fallback: data.fallback,
      supplement: new Map((data.supplement ?? []).map(({ conduct, notes }) => [conduct, notes ?? []])),
      besides: (data.besides ?? []).map(({ provision, notes }) => ({ provision, notes: notes ?? [] })),
      articles: data.articles.map(({ path, cite, title, provisions }) => ({
        path, citation: this.#cite(cite), title, provisions: provisions.map((provision) => this.#id(provision.path))
      })),
      provisions,
      byConduct,
      riders,
      escalations: data.escalations === 'inherit' ? 'inherit' : this.#escalations(data.escalations, provisions),
      gaps: (data.gaps ?? []).map(({ conduct, when, why, notes }) => ({ conduct, when: compileCondition(when), why, notes: notes ?? [] })),
      notes: compileNotes(data.notes),
      otherParts: new Map(data.otherParts.map(({ path, cite, title, kind }): [string, OtherPart] =>
        [this.#id(path), { id: this.#id(path), path, citation: this.#cite(cite), title, kind }])),
      procedures: this.#procedures(),
      agencies: compileAgencies(data.agencies, { id: (path) => this.#id(path), cite: (cite) => this.#cite(cite) }),
      ownDigest: digestOf(data)
    }
    return { ruleset, source: this.#source, pointers: this.#pointers, faults: this.#faults }
  }

  #id (path: string): string { return `${this.#data.id}/${path}` }
  #cite (cite: string): string { return `《${this.#data.document.title}》${cite}` }

  #fault (pointer: string, message: string): void { this.#faults.push(this.#source.fault(pointer, message)) }

  #add (provisions: Map<string, Provision>, provision: Provision): void {
    if (provisions.has(provision.id)) this.#fault(this.#pointers.get(provision.id) ?? '', `the path ${provision.path} is given twice`)
    provisions.set(provision.id, provision)
  }

  #provision (article: ArticleData, data: ProvisionData, pointer: string): Provision {
    this.#pointers.set(this.#id(data.path), pointer)
    const tier = compileTier(data.tier ?? article.tier)
    const standard = typeof tier === 'string' ? this.#data.tierMeasures?.[tier] : undefined
    const measures = data.measures ?? article.measures ?? standard
    const imposedBy = data.imposedBy ?? article.imposedBy ?? standard?.imposedBy
    if (!measures) this.#fault(pointer, 'no measures: neither the provision nor its article nor its tier says what follows')
    const must = [...measures?.must ?? [], ...data.alsoMust ?? []]
    return {
      id: this.#id(data.path),
      path: data.path,
      kind: data.conducts ? 'misconduct' : 'escalation',
      citation: this.#citeWithBasis(data),
      title: data.title,
      order: this.#order++,
      tier,
      rank: tier === null ? article.rank ?? null : null,
      catchAll: data.catchAll ?? false,
      notes: data.notes ?? [],
      basis: data.basis ?? [],
      printedBasis: data.printedBasis ?? [],
      alternatives: (data.conducts ?? []).map(({ conduct, when, notes }): Alternative => ({ conduct, when: compileCondition(when), notes: notes ?? [] })),
      measures: this.#measures(must, measures?.may ?? [], imposedBy, pointer)
    }
  }

  #citeWithBasis ({ cite, basis }: ProvisionData): string {
    const rests = (basis ?? []).map((id) => this.#citationOf(id) ?? id)
    return this.#cite(cite) + (rests.length > 0 ? `（依据${rests.join('、')}）` : '')
  }

  #measures (must: readonly MeasureData[], may: readonly MeasureData[], imposedBy: string | undefined, pointer: string): MeasureRule[] {
    return [
      ...must.map((measure) => this.#measure(measure, true, imposedBy, pointer)),
      ...may.map((measure) => this.#measure(measure, false, imposedBy, pointer))
    ]
  }

  #measure (data: MeasureData, mandatory: boolean, imposedBy: string | undefined, pointer: string): MeasureRule {
    const entry = typeof data === 'string' ? { measure: data } : data
    const by = entry.imposedBy ?? imposedBy
    if (by === undefined) this.#fault(pointer, `nobody is named who imposes ${entry.measure}`)
    return {
      measure: entry.measure,
      mandatory,
      when: compileCondition(entry.when),
      imposedBy: by ?? '',
      citation: entry.cite ? this.#cite(entry.cite) : null,
      notes: entry.notes ?? []
    }
  }

  #rider (data: NonNullable<RulesetDocument['riders']>[number], pointer: string): Rider {
    this.#pointers.set(this.#id(data.path), pointer)
    const provision: Provision = {
      id: this.#id(data.path),
      path: data.path,
      kind: 'rider',
      citation: this.#cite(data.cite),
      title: data.title,
      order: this.#order++,
      tier: null,
      rank: null,
      catchAll: false,
      notes: data.notes ?? [],
      basis: [],
      printedBasis: [],
      alternatives: [],
      measures: this.#measures(data.measures.must ?? [], data.measures.may ?? [], data.imposedBy, pointer)
    }
    return { provision, on: data.on, when: compileCondition(data.when) }
  }

  #escalations (data: Exclude<RulesetDocument['escalations'], 'inherit'>, provisions: ReadonlyMap<string, Provision>): Escalation[] {
    return data.flatMap(({ raises, current, prior, notes }, index) => {
      const provision = provisions.get(this.#id(raises))
      if (!provision || typeof provision.tier !== 'string') {
        this.#fault(`/escalations/${index}/raises`, `${raises} is not a provision of this ruleset with a tier`)
        return []
      }
      return [{
        raises: provision,
        to: provision.tier,
        under: current.under,
        prior: {
          tier: prior.tier,
          measure: prior.measure,
          withinYears: prior.within?.years ?? null,
          rectifiedBeforeConduct: prior.rectified !== undefined,
          rectificationPeriodEndedBeforeConduct: prior.rectificationPeriod !== undefined
        },
        notes: notes ?? []
      }]
    })
  }

  #procedures (): Procedure[] {
    return this.#data.procedures.map(({ subjects, steps }) => ({
      subjects,
      steps: steps.map(({ step, by, what, basis, demanded, requires, within, when, notes }) => ({
        step,
        by,
        what,
        basis,
        demanded: demanded ?? true,
        requires: requires ?? {},
        within: within ?? null,
        when: when ? { under: when.under ?? [], tier: when.tier ?? [] } : null,
        notes: notes ?? []
      }))
    }))
  }
}
