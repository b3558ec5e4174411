/** From the section `agencies` of a ruleset file to the rules of the domain: places and citations completed, conditions parsed, what is left out filled in. */
import type { AgencyRules, Basis, Place, Scoped, Track } from '../domain/filing/rules.ts'
import type { Agencies } from './agencies-format.ts'
import { compileCondition } from './compile-condition.ts'

type FilingData = NonNullable<Agencies['filing']>
type TrackData = FilingData['tracks'][number]
interface PlaceData { readonly path: string, readonly cite: string }
interface BasisData extends PlaceData { readonly also?: readonly PlaceData[], readonly notes?: readonly string[] }
type ScopedData = Pick<TrackData['conditions'][number], 'kinds' | 'when'>

/** How this ruleset names and cites a place. */
export interface Citing { readonly id: (path: string) => string, readonly cite: (cite: string) => string }

class AgencyCompiler {
  readonly #citing: Citing
  constructor (citing: Citing) { this.#citing = citing }

  #place ({ path, cite }: PlaceData): Place { return { provision: this.#citing.id(path), citation: this.#citing.cite(cite) } }
  #basis (data: BasisData): Basis { return { ...this.#place(data), also: (data.also ?? []).map((one) => this.#place(one)), notes: data.notes ?? [] } }
  #scoped (data: ScopedData, kinds: readonly string[]): Scoped { return { kinds: data.kinds ?? kinds, when: compileCondition(data.when) } }

  #track (data: TrackData): Track {
    const of = <T extends BasisData & ScopedData>(one: T): Basis & Scoped => ({ ...this.#basis(one), ...this.#scoped(one, data.kinds) })
    return {
      ...this.#place(data),
      track: data.track,
      title: data.title,
      kinds: data.kinds,
      examined: { when: compileCondition(data.examined?.when), notes: data.examined?.notes ?? [] },
      conditions: data.conditions.map((one) => ({ ...of(one), id: one.id, title: one.title, requires: compileCondition(one.requires), each: one.each !== undefined })),
      exclusions: (data.exclusions ?? []).map((one) => ({ ...of(one), id: one.id, title: one.title, applies: compileCondition(one.applies), lookBack: one.lookBack ?? null })),
      occupations: data.occupations.map((one) => ({ ...this.#basis(one), id: one.id, title: one.title, requires: compileCondition(one.requires) })),
      materials: data.materials.map((one) => ({ ...of(one), material: one.material, each: one.each !== undefined })),
      verification: data.verification ? this.#basis(data.verification) : null,
      routes: data.routes.map((one) => ({ ...of(one), id: one.id, title: one.title, accepts: one.accepts, each: one.each !== undefined, first: one.first ?? [] })),
      steps: data.steps.map((one) => ({ ...of(one), step: one.step, date: one.date, until: one.until ?? null, by: one.by ?? null, needs: one.needs ?? [], instead: one.instead ?? null, preliminary: one.preliminary ?? null })),
      limits: data.limits.map((one) => 'setBy' in one
        ? { ...of(one), limit: one.limit, count: null, unit: 'working-day', after: 'applied', until: one.until, atLeast: false, excluding: [], by: null, setBy: one.setBy }
        : { ...of(one), limit: one.limit, count: one.count, unit: one.unit, after: one.after, until: one.until, atLeast: one.atLeast ?? false, excluding: one.excluding ?? [], by: one.by ?? null, setBy: null }),
      validity: data.validity ? { ...this.#basis(data.validity), years: data.validity.years } : null,
      renewal: data.renewal ? { ...this.#basis(data.renewal), id: data.renewal.id, title: data.renewal.title, months: data.renewal.months } : null,
      refusal: { ...this.#basis(data.refusal), written: data.refusal.written, contents: data.refusal.contents }
    }
  }

  compile (data: Agencies): AgencyRules {
    const { filing, papers, crossing, rating, supervision, inspection, circular, directory } = data
    return {
      filing: filing ? { tracks: new Map(filing.tracks.map((one) => [one.track, this.#track(one)])) } : null,
      papers: papers?.map((one) => ({ ...this.#basis(one), medium: one.medium, years: one.years })) ?? null,
      crossing: crossing ? { ...this.#basis(crossing), requires: crossing.requires, conduct: crossing.conduct } : null,
      rating: rating ? { ...this.#basis(rating), everyYears: rating.everyYears, steps: rating.steps, conduct: rating.conduct, results: rating.results } : null,
      supervision: supervision?.map((one) => ({ ...this.#basis(one), supervisor: one.supervisor, role: one.role, over: one.over, title: one.title })) ?? null,
      inspection: inspection
        ? {
            ...this.#basis(inspection),
            forms: inspection.forms,
            selection: inspection.selection,
            checklist: inspection.checklist.map((path) => this.#citing.id(path)),
            focus: inspection.focus ?? [],
            leads: inspection.leads ?? [],
            reports: (inspection.reports ?? []).map((one) => ({ ...this.#place(one), what: one.what, to: one.to })),
            campaign: inspection.campaign ?? null
          }
        : null,
      circular: circular ? { ...this.#basis(circular), feeds: circular.feeds } : null,
      directory: directory ? { ...this.#basis(directory), keptBy: directory.keptBy, public: directory.public } : null
    }
  }
}

export const compileAgencies = (data: Agencies | undefined, citing: Citing): AgencyRules | null => data ? new AgencyCompiler(citing).compile(data) : null
