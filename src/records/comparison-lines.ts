/** The lines that a data comparison is answered with. */
import type { Access } from '../auth/principal.ts'
import type { Day } from '../domain/day.ts'
import type { CaseBody } from '../domain/leads/lead.ts'
import type { FactValue, Label, Lang, Vocabulary } from '../domain/vocabulary.ts'
import type { ProblemBody } from '../plugins/problems.ts'
import type { InForce, PersonType } from './comparison-lookups.ts'
import { masked } from './seen.ts'

/** A candidate or an assessor. Who was remembered by a digest alone is known by his row: as its candidate, or as which of its assessors. */
export interface Person { readonly type: PersonType, readonly ref?: string, readonly nth?: number }

/** A lead before it is put into words. */
export interface Found {
  readonly lead: string
  /** of the first row that shows it, where it is about rows */
  readonly line?: number
  /** of the row that it does not go together with */
  readonly otherLine?: number
  readonly row?: string
  readonly facts: Readonly<Record<string, FactValue>>
  readonly detail: Label
  readonly provision?: string | null
  readonly citation?: string | null
  readonly notes?: readonly string[]
  /** whom it is about beside the agency */
  readonly person?: Person
  readonly measures?: readonly InForce[]
  readonly caseOf: (conduct: string, words: readonly string[]) => CaseBody
}

export interface LeadLine {
  type: 'lead'
  line?: number
  otherLine?: number
  row?: string
  lead: string
  label: string
  conduct: string
  facts: Readonly<Record<string, FactValue>>
  detail: string
  provision?: string
  citation?: string
  notes: readonly string[]
  person?: Person
  measures?: readonly { measure: string, label: string, from: Day, to: Day | null }[]
  case: CaseBody
}

export interface FaultLine { type: 'fault', line: number, errors: readonly { pointer: string, detail: string }[] }
export interface Counts { rows: number, leads: number, faults: number }
export interface LeadCount { lead: string, label: string, leads: number, rows: number }

/** Counts what was found, and puts it into words. */
export class Lines {
  readonly #vocabulary: Vocabulary
  readonly #lang: Lang
  readonly #access: Access
  readonly #byLead = new Map<string, { leads: number, rows: number }>()
  readonly counts: Counts = { rows: 0, leads: 0, faults: 0 }

  constructor (vocabulary: Vocabulary, lang: Lang, access: Access) {
    this.#vocabulary = vocabulary
    this.#lang = lang
    this.#access = access
  }

  #count (lead: string): { leads: number, rows: number } {
    let count = this.#byLead.get(lead)
    if (!count) this.#byLead.set(lead, count = { leads: 0, rows: 0 })
    return count
  }

  /** A row that shows a lead, whether or not that was told before. */
  showing (lead: string): void {
    this.#count(lead).rows++
  }

  lead ({ lead, line, otherLine, row, facts, detail, provision, citation, notes = [], person, measures, caseOf }: Found): string {
    const [lang, kind] = [this.#lang, this.#vocabulary.leads[lead]]
    if (!kind) throw new Error(`the vocabulary has no lead ${lead}`)
    this.counts.leads++
    this.#count(lead).leads++
    const told: LeadLine = {
      type: 'lead',
      ...line === undefined ? {} : { line },
      ...otherLine === undefined ? {} : { otherLine },
      ...row === undefined ? {} : { row },
      lead,
      label: kind[lang],
      conduct: kind.conduct,
      facts,
      detail: detail[lang],
      ...provision == null ? {} : { provision },
      ...citation == null ? {} : { citation },
      notes,
      ...person ? { person: { ...person, ...person.ref === undefined || this.#access.pii ? {} : { ref: masked.ref(person.ref) } } } : {},
      ...measures ? { measures: measures.map(({ measure, from, to }) => ({ measure, label: this.#vocabulary.measures[measure]?.[lang] ?? measure, from, to })) } : {},
      // In Chinese, as the rest of a case is.
      case: caseOf(kind.conduct, [kind.zh, detail.zh])
    }
    return `${JSON.stringify(told)}\n`
  }

  fault (line: number, errors: FaultLine['errors']): string {
    this.counts.faults++
    return `${JSON.stringify({ type: 'fault', line, errors } satisfies FaultLine)}\n`
  }

  progress (): string {
    return `${JSON.stringify({ type: 'progress', ...this.counts })}\n`
  }

  summary (): string {
    const byLead = Object.entries(this.#vocabulary.leads).flatMap(([lead, label]): LeadCount[] => {
      const count = this.#byLead.get(lead)
      return count ? [{ lead, label: label[this.#lang], ...count }] : []
    })
    return `${JSON.stringify({ type: 'summary', ...this.counts, byLead, complete: true })}\n`
  }

  /** The last line, where the stream breaks off. */
  aborted (problem: ProblemBody): string {
    return JSON.stringify({ type: 'aborted', ...this.counts, problem })
  }
}
