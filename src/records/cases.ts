/** Cases: loads, lets the domain decide, saves. Every refusal is a Problem (or Refused, of a question without an answer). */
import { EVERYTHING, within, type Access } from '../auth/principal.ts'
import type { CaseFile } from '../domain/record/case.ts'
import { advance, register, situationOf, type Advanced } from '../domain/record/advance.ts'
import type { Situation } from '../domain/record/checks.ts'
import type { Setting } from '../domain/record/judged.ts'
import { changedSince, reconsider, type Reconsideration } from '../domain/record/reconsider.ts'
import type { Opening, StepGiven } from '../domain/record/step.ts'
import type { Lang } from '../domain/vocabulary.ts'
import { Problem } from '../plugins/problems.ts'
import type { Loaded, RecordRow, Store, SubjectRecord } from '../store/store.ts'
import { unseal, type StepRecord } from './chain.ts'
import { refuseCorrection } from './correction.ts'
import { withErased } from './erased.ts'
import { exportOf, type CaseExport } from './export.ts'
import { Files, type Known } from './files.ts'
import { Answers, type Keep, type Reply } from './idempotency.ts'
import { instant, isId, newId } from './identity.ts'
import { judgedAgain } from './judged-again.ts'
import { filterOf, summaryOf, type CaseFilter, type CaseSummary } from './listing.ts'
import { matchVersion, etagOf } from './versions.ts'
import type { Caller, RecordsOptions } from './options.ts'
import { recompute, type Recomputation } from './recompute.ts'
import { inRegion, refuseElsewhere, shown } from './seen.ts'
import { changeOf, unitOf, weighsOtherwise, type Mark } from './units.ts'
import { viewCase, type CaseView } from './view.ts'

const notFound = (): Problem => new Problem('not-found')

export class Cases {
  protected readonly options: RecordsOptions
  protected readonly store: Store
  protected readonly answers: Answers
  protected readonly files = new Files()

  constructor (options: RecordsOptions) {
    this.options = options
    this.store = options.store
    this.answers = new Answers(options.store, options.now)
  }

  get #setting (): Setting {
    const { book, calendar, fairness, engine, today } = this.options
    return { book, calendar, fairness, engine, today: today() }
  }

  /** @param known the case as it was last read: its steps are not read again while it is still that; null where they are wanted */
  protected async read (id: string, known: Known | null = this.files.last(id)): Promise<{ loaded: Loaded, file: CaseFile } | null> {
    const loaded = await this.store.load('case', id, known?.head)
    return loaded && { loaded, file: this.files.of(loaded, known) }
  }

  /** What somebody may not see is not there for him. */
  protected async load (id: string, { region }: Access, known?: null): Promise<{ loaded: Loaded, situation: Situation }> {
    const read = isId(id) ? await this.read(id, known) : null
    if (!read || !within(region, read.loaded.row.jurisdiction)) throw notFound()
    const { loaded, file } = read
    return { loaded, situation: situationOf(this.#setting, file, withErased(file, loaded.subject.decisions, loaded.erased)) }
  }

  /** What would change in a case that is marked; those of its subject's cases that it may hang on are read for it. */
  async #reconsideration ({ setting, file, decisions }: Situation, marked: boolean): Promise<Reconsideration | null> {
    if (!marked) return null
    const others = new Map<string, CaseFile>()
    for (const { recordId, kind } of decisions) {
      const other = kind === 'case' && recordId !== file.id ? await this.read(recordId) : null
      if (other?.loaded.row.reconsider) others.set(recordId, other.file)
    }
    return reconsider(setting, file, decisions, others)
  }

  /** The marks of the cases that counted a record, as they have to be once its decision is another. */
  protected async marks (id: string, decisions: SubjectRecord['decisions']): Promise<Mark[]> {
    const marks: Mark[] = []
    for (const other of await this.store.countedBy(id)) {
      const read = await this.read(other)
      if (!read) continue
      const { loaded, file } = read
      const is = changedSince(file, withErased(file, decisions, loaded.erased)).length > 0
      if (is !== loaded.row.reconsider) marks.push({ id: other, is })
    }
    return marks
  }

  /** Writes a step of a case and answers with the case after it. */
  async #write (before: Situation | null, advanced: Advanced, subject: SubjectRecord, row: RecordRow | null, caller: Caller, keep: Keep): Promise<Reply> {
    const { book, keyOf, algorithm, retentionYears } = this.options
    const change = changeOf(book, keyOf, before, advanced, row?.head ?? null, algorithm)
    const marks = weighsOtherwise(change) ? await this.marks(change.row.id, change.subjectDecisions) : []
    const marked = row?.reconsider ?? false
    const own = advanced.next.file.decision === null ? false : changedSince(advanced.next.file, change.subjectDecisions).length > 0
    const view = viewCase(advanced.next, change.link.digest, await this.#reconsideration(advanced.next, own), retentionYears, caller.lang)
    const reply: Reply = {
      status: 201,
      headers: { location: `/v1/cases/${view.id}`, etag: etagOf(change.row) },
      body: JSON.stringify(shown(view, view.subject, caller.access ?? EVERYTHING)),
      replayed: false
    }
    await this.store.commit(unitOf(book, keyOf, before, advanced, change, subject, marks, marked, keep(reply)))
    this.files.keep(view.id, change.link.digest, advanced.next.file)
    return reply
  }

  async #open (id: string, opening: Opening, at: number, caller: Caller, keep: Keep): Promise<Reply> {
    const subject = await this.store.subject(this.options.keyOf(opening.subject))
    const advanced = register(this.#setting, id, opening, subject.decisions, caller.actor, instant(at))
    return await this.#write(null, advanced, subject, null, caller, keep)
  }

  #refuseOpening ({ jurisdiction, occurredOn }: Opening, { access = EVERYTHING }: Caller): void {
    refuseElsewhere(access, jurisdiction)
    if (occurredOn > this.options.today()) throw new Problem('validation', undefined, [{ pointer: '/occurredOn', detail: { zh: '晚于今天', en: 'is in the future' } }])
  }

  /** @throws Problem, Refused */
  async openCase (opening: Opening, caller: Caller): Promise<Reply> {
    this.#refuseOpening(opening, caller)
    return await this.answers.once(caller.actor.id, caller.idempotency, (keep) => judgedAgain(async () => {
      const at = this.options.now()
      return await this.#open(newId(at), opening, at, caller, keep)
    }))
  }

  /**
   * Opens the case that follows from another record, or answers with the one that is there, as it stands: it is opened once, however often and by however
   * many it is asked for.
   * @param id `derivedId` of what it follows from
   * @throws Problem, Refused
   */
  async openCaseAs (id: string, opening: Opening, caller: Caller): Promise<Reply> {
    this.#refuseOpening(opening, caller)
    const asItStands = async (): Promise<Reply | null> => {
      if (await this.store.load('case', id) === null) return null
      const { view, etag } = await this.case(id, caller.lang, caller.access)
      return { status: 201, headers: { location: `/v1/cases/${id}`, etag }, body: JSON.stringify(view), replayed: false }
    }
    return await this.answers.once(caller.actor.id, caller.idempotency, async (keep) => {
      const before = await asItStands()
      if (before) return before
      try {
        return await judgedAgain(() => this.#open(id, opening, this.options.now(), caller, keep))
      } catch (error) {
        if (!(error instanceof Problem && error.code === 'stale-version')) throw error
        // Somebody else opened it meanwhile; or it was opened, and has been erased since.
        const meanwhile = await asItStands()
        if (!meanwhile) throw notFound()
        return meanwhile
      }
    })
  }

  /**
   * @param ifMatch the version that the step builds on
   * @throws Problem, Refused
   */
  async takeStep (id: string, ifMatch: string | undefined, step: StepGiven, caller: Caller): Promise<Reply> {
    return await this.answers.once(caller.actor.id, caller.idempotency, (keep) => judgedAgain(async () => {
      const { loaded, situation } = await this.load(id, caller.access ?? EVERYTHING)
      matchVersion(ifMatch, loaded.row)
      if (step.type === 'correct') refuseCorrection(situation.file, step)
      const advanced = advance(situation, step, caller.actor, instant(this.options.now()))
      if ('reason' in advanced) {
        const { reason, detail, field } = advanced
        throw new Problem('step-not-allowed', detail, [], { reason, ...(field === undefined ? {} : { field }) })
      }
      return await this.#write(situation, advanced, loaded.subject, loaded.row, caller, keep)
    }))
  }

  async case (id: string, lang: Lang, access = EVERYTHING): Promise<{ view: CaseView, etag: string }> {
    const { loaded: { row }, situation } = await this.load(id, access)
    const view = viewCase(situation, row.head, await this.#reconsideration(situation, row.reconsider), this.options.retentionYears, lang)
    return { view: shown(view, view.subject, access), etag: etagOf(row) }
  }

  async steps (id: string, access = EVERYTHING): Promise<{ items: StepRecord[], head: string }> {
    const { loaded: { row, steps }, situation } = await this.load(id, access, null)
    return { items: shown(steps.map(unseal), situation.file.opening.subject, access), head: row.head }
  }

  async recomputation (id: string, access = EVERYTHING): Promise<Recomputation> {
    const { situation } = await this.load(id, access)
    return recompute(situation.setting, situation.file)
  }

  async export (id: string, lang: Lang, access = EVERYTHING): Promise<CaseExport> {
    const { view } = await this.case(id, lang, access)
    const { items, head } = await this.steps(id, access)
    // Read again where a step came between the two.
    return head === view.head ? exportOf(this.options.book, view, items, instant(this.options.now()), lang) : await this.export(id, lang, access)
  }

  async list (filter: CaseFilter, { limit, cursor }: { limit: number, cursor?: string }, access = EVERYTHING): Promise<{ items: CaseSummary[], next: string | null }> {
    const seen = inRegion(filterOf(filter, this.options.keyOf, this.options.retentionYears), access.region)
    if (!seen) return { items: [], next: null }
    const rows = await this.store.list(seen, { limit: limit + 1, ...(cursor === undefined ? {} : { before: cursor }) })
    const page = rows.slice(0, limit)
    return { items: page.map(summaryOf), next: rows.length > limit ? page.at(-1)?.id ?? null : null }
  }
}
