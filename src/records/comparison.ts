/**
 * A stream of evaluation records held against what is on record: filings, standing, and each other. In constant memory, however many rows there are and in
 * whatever order; nothing is kept of them when it is over.
 */
import { hash } from 'node:crypto'
import { EVERYTHING, type Access } from '../auth/principal.ts'
import type { AgencyFile } from '../domain/agency/agency.ts'
import { barredFaults, planFaults, planRulesFor, type EvaluationPlan, type PlanFault } from '../domain/agency/plan.ts'
import { agencyOn } from '../domain/agency/status.ts'
import type { Day } from '../domain/day.ts'
import { caseOf, type Held } from '../domain/leads/lead.ts'
import { contradictions, type EvaluationRow, type Period } from '../domain/leads/row.ts'
import { normalReference } from '../domain/reference.ts'
import type { Lang } from '../domain/vocabulary.ts'
import { gathered, type Answering, type Stream } from '../streams/answered.ts'
import { Recent } from '../streams/recent.ts'
import type { Read, RowReader } from '../streams/rows.ts'
import { Scratch } from '../streams/scratch.ts'
import { inactiveLeads } from './comparison-inactive.ts'
import { Lines } from './comparison-lines.ts'
import { Lookups, type InForceOn, type Known } from './comparison-lookups.ts'
import { suspectOf } from './comparison-suspect.ts'
import { togetherLeads } from './comparison-together.ts'
import type { RecordsOptions } from './options.ts'
import type { Register } from './register.ts'

export interface ComparisonAsked {
  /** the days that the records cover, where they say so */
  readonly period: Period | null
  /** whose agencies should be among them over these days; null: nobody is looked for who is not */
  readonly jurisdiction: string | null
  /** a line on how far it has come after so many rows */
  readonly progress: number
}

/** What is wrong with a row by its shape; empty where nothing is. */
export type ShapeFaults = (value: unknown) => readonly { readonly pointer: string, readonly detail: string }[]

const CANDIDATE_TYPE = 'candidate'
const MOST_PLANS = 200
const ROWS_AT_ONCE = 100
/** Of a digest, what tells one person, or one finding, from all others. */
const DIGITS = 22
const digestOf = (...parts: readonly string[]): string => hash('sha256', JSON.stringify(parts), 'base64url').slice(0, DIGITS)

const planOf = ({ occupation, occupationCode, level, date, site, siteId, assessors, reportedOn, consentedOn }: EvaluationRow): EvaluationPlan => ({
  occupation,
  ...occupationCode === undefined ? {} : { code: occupationCode },
  ...level === undefined ? {} : { level },
  heldOn: date,
  site: { jurisdiction: site, ...siteId === undefined ? {} : { id: siteId } },
  ...assessors ? { assessors } : {},
  ...reportedOn === undefined ? {} : { crossing: { reportedOn, ...consentedOn === undefined ? {} : { consentedOn } } }
})

const heldOf = ({ occupation, level, site, siteId, date }: EvaluationRow): Held =>
  ({ occupation, ...level === undefined ? {} : { level }, place: site, ...siteId === undefined ? {} : { siteId }, heldOn: date })

interface Numbered { readonly line: number, readonly row: EvaluationRow }
type Entry = Numbered | { readonly line: number, readonly errors: readonly { readonly pointer: string, readonly detail: string }[] }

export class DataComparison {
  readonly #options: RecordsOptions
  readonly #register: Register<AgencyFile>
  readonly #asked: ComparisonAsked
  readonly #lang: Lang
  readonly #access: Access
  readonly #lookups: Lookups
  readonly #plans = new Recent<string, readonly PlanFault[]>(MOST_PLANS)
  /** of each agency that is registered here, the day of its last evaluation: as many as are registered, however many rows there are */
  readonly #last = new Map<string, Day>()
  readonly lines: Lines

  constructor (options: RecordsOptions, register: Register<AgencyFile>, asked: ComparisonAsked, lang: Lang, access: Access = EVERYTHING) {
    this.#options = options
    this.#register = register
    this.#asked = asked
    this.#lang = lang
    this.#access = access
    this.#lookups = new Lookups(options, register)
    this.lines = new Lines(options.book.vocabulary, lang, access)
  }

  /** What an evaluation shows of its agency; of the same evaluation it is worked out once. */
  #planFaults (row: EvaluationRow, { file, key }: Known, inForce: InForceOn): readonly PlanFault[] {
    const { agency, occupation, occupationCode, level, site, siteId, date, assessors, reportedOn, consentedOn } = row
    const name = JSON.stringify([agency, occupation, occupationCode, level, site, siteId, date, assessors, reportedOn, consentedOn])
    const recent = this.#plans.get(name)
    if (recent) return recent
    const plan = planOf(row)
    const isBarred = (assessor: string): boolean => inForce.of(this.#lookups.keyOf('assessor', assessor), date).length > 0
    const { book } = this.#options
    const standing = agencyOn(file ?? { grants: [] }, date, inForce.of(key, date))
    const faults = planFaults(file, standing, plan, planRulesFor(book, file?.opening.jurisdiction ?? site, site, date), isBarred)
    // Of one that is not registered nothing more is known; of whom it employs there is.
    const all = file ? faults : [...faults, ...barredFaults(plan, isBarred)]
    this.#plans.set(name, all)
    return all
  }

  /** Against each other: where everybody was is remembered, and looked through at the end. */
  #remember (scratch: Scratch, { line, row }: Numbered, candidate: string): void {
    const { occupation, occupationCode = '', level = '', site: place, siteId = '', date, from = '', to = '', assessors = [] } = row
    const agency = normalReference(row.agency)
    const times = from !== '' && to !== '' ? { from, to } : { from: '', to: '' }
    const session = scratch.sessionOf({ agency, occupation, occupationCode, level, place, siteId, date, ...times })
    for (const [nth, key] of [candidate, ...assessors.map((ref) => this.#lookups.keyOf('assessor', ref))].entries()) {
      scratch.attend({ person: key.slice(0, DIGITS), date, from: times.from, session, line, nth })
    }
  }

  /** What one row shows by itself. */
  * #leads (scratch: Scratch, numbered: Numbered, candidate: string, known: Known, inForce: InForceOn): Generator<string> {
    const { line, row } = numbered
    const { book: { vocabulary } } = this.#options
    const suspect = suspectOf(row.agency, known.file)
    const where = { jurisdiction: row.site, occurredOn: row.date }
    const at = { line, ...row.row === undefined ? {} : { row: row.row } }
    const barring = inForce.of(candidate, row.date).filter(({ measure }) => vocabulary.measures[measure]?.on === CANDIDATE_TYPE)
    if (barring.length > 0) {
      this.lines.showing('candidate-barred')
      yield this.lines.lead({
        ...at,
        lead: 'candidate-barred',
        facts: {},
        detail: { zh: `${row.date} 该参评人员有生效中的措施：${barring.map(({ measure }) => vocabulary.measures[measure]?.zh ?? measure).join('、')}`, en: `on ${row.date} measures are in force on the candidate: ${barring.map(({ measure }) => vocabulary.measures[measure]?.en ?? measure).join(', ')}` },
        person: { type: 'candidate', ref: row.candidate },
        measures: barring,
        caseOf: (conduct, words) => caseOf(conduct, {}, suspect, where, words, heldOf(row))
      })
    }
    for (const { lead, detail, provision, citation, notes, assessor: index } of this.#planFaults(row, known, inForce)) {
      this.lines.showing(lead)
      const assessor = index === null ? undefined : row.assessors?.[index]
      const key = assessor === undefined ? '' : this.#lookups.keyOf('assessor', assessor)
      // One evaluation is on many rows: what it shows is told once.
      if (!scratch.isNew(digestOf(lead, known.key, key, row.occupation, row.occupationCode ?? '', row.level ?? '', row.site, row.siteId ?? '', row.date))) continue
      const measures = lead === 'assessor-barred' ? { measures: inForce.of(key, row.date) } : {}
      yield this.lines.lead({
        ...at,
        lead,
        facts: {},
        detail,
        provision,
        citation,
        notes,
        ...assessor === undefined ? {} : { person: { type: 'assessor', ref: assessor, nth: (index ?? 0) + 1 } as const },
        ...measures,
        caseOf: (conduct, words) => caseOf(conduct, {}, suspect, where, words, heldOf(row))
      })
    }
    this.#remember(scratch, numbered, candidate)
    const id = known.file?.id
    if (id !== undefined && row.date > (this.#last.get(id) ?? '')) this.#last.set(id, row.date)
  }

  #entry (read: Read, shapeFaults: ShapeFaults): Entry {
    const { line } = read
    if ('why' in read) return { line, errors: [{ pointer: '', detail: read.why[this.#lang] }] }
    const errors = shapeFaults(read.value)
    if (errors.length > 0) return { line, errors }
    const row = read.value as EvaluationRow
    const against = contradictions(row, this.#options.today(), this.#asked.period)
    return against.length > 0 ? { line, errors: against.map(({ pointer, detail }) => ({ pointer, detail: detail[this.#lang] })) } : { line, row }
  }

  /** Everything that these rows are held against. */
  async #lookUp (entries: readonly Entry[], turn: Stream['turn']): Promise<{ agencies: ReadonlyMap<string, Known>, candidates: ReadonlyMap<Entry, string>, inForce: InForceOn }> {
    const rows = entries.filter((entry): entry is Numbered => 'row' in entry)
    const candidates = new Map(rows.map((one): [Entry, string] => [one, this.#lookups.keyOf('candidate', one.row.candidate)]))
    const agencies = await this.#lookups.agencies(rows.map(({ row }) => row.agency), turn)
    const inForce = await this.#lookups.inForce(rows.flatMap((one) => {
      const { row: { agency, assessors = [], date: on } } = one
      const often = [(agencies.get(agency) as Known).key, ...assessors.map((ref) => this.#lookups.keyOf('assessor', ref))]
      return [{ key: candidates.get(one) as string, on, once: true }, ...often.map((key) => ({ key, on, once: false }))]
    }), turn)
    return { agencies, candidates, inForce }
  }

  async * #rows ({ arriving, turn }: Stream, reader: RowReader, shapeFaults: ShapeFaults, scratch: Scratch): AsyncGenerator<string, void, undefined> {
    for (let piece: Buffer | null = null, isFirst = true; isFirst || piece !== null; isFirst = false) {
      piece = await arriving.next()
      await turn.begin()
      // What has been found is told, also where the next piece is long in coming.
      yield * gathered(this.#piece(turn, reader.read(piece), shapeFaults, scratch))
    }
  }

  /** So many rows at a time that looking up is worth it, and so few that little of them is in memory. */
  async * #piece (turn: Stream['turn'], all: Iterable<Read>, shapeFaults: ShapeFaults, scratch: Scratch): AsyncGenerator<string, void, undefined> {
    let entries: Entry[] = []
    for (const read of all) {
      entries.push(this.#entry(read, shapeFaults))
      if (turn.isOver) await turn.begin()
      if (entries.length < ROWS_AT_ONCE) continue
      yield * this.#told(turn, entries, scratch)
      entries = []
    }
    yield * this.#told(turn, entries, scratch)
  }

  async * #told (turn: Stream['turn'], entries: readonly Entry[], scratch: Scratch): AsyncGenerator<string, void, undefined> {
    const { agencies, candidates, inForce } = await this.#lookUp(entries, turn)
    await turn.begin()
    for (const entry of entries) {
      if ('errors' in entry) yield this.lines.fault(entry.line, entry.errors)
      else yield * this.#leads(scratch, entry, candidates.get(entry) as string, agencies.get(entry.row.agency) as Known, inForce)
      if (++this.lines.counts.rows % this.#asked.progress === 0) yield this.lines.progress()
      if (turn.isOver) await turn.begin()
    }
  }

  /** What only all rows together show. */
  async * #end (stream: Stream, scratch: Scratch): AsyncGenerator<string, void, undefined> {
    const found = { scratch, lookups: this.#lookups, lines: this.lines, stream }
    yield * togetherLeads(found)
    const { period, jurisdiction } = this.#asked
    if (period && jurisdiction !== null) yield * inactiveLeads(this.#options, this.#register, { ...period, jurisdiction }, this.#last, found, this.#access)
    yield this.lines.summary()
  }

  /** @throws Problem where no row can be read at all */
  async * answer (stream: Stream, reader: RowReader, shapeFaults: ShapeFaults): Answering {
    const scratch = new Scratch()
    try {
      yield * this.#rows(stream, reader, shapeFaults, scratch)
      yield * gathered(this.#end(stream, scratch))
    } finally {
      scratch.close()
    }
  }
}
