/** The records as a whole: loads, lets the domain decide, saves. Every refusal is a Problem (or Refused, of a question without an answer). */
import { EVERYTHING, within, type Access } from '../auth/principal.ts'
import type { Day } from '../domain/day.ts'
import type { CaseFile } from '../domain/record/case.ts'
import { advance, register, situationOf, type Advanced } from '../domain/record/advance.ts'
import type { Situation } from '../domain/record/checks.ts'
import type { Setting } from '../domain/record/judged.ts'
import { changedSince, reconsider, type Reconsideration } from '../domain/record/reconsider.ts'
import type { Opening, StepGiven, Subject } from '../domain/record/step.ts'
import type { Lang } from '../domain/vocabulary.ts'
import { Problem } from '../plugins/problems.ts'
import type { Asked, AuditFilter, AuditRow } from '../store/access.ts'
import type { Loaded, RecordKind, RecordRow, Store, SubjectRecord } from '../store/store.ts'
import { checkRecord } from './check-record.ts'
import { unseal, type StepRecord, type Verification } from './chain.ts'
import { refuseCorrection } from './correction.ts'
import { withErased } from './erased.ts'
import { eraseRecord } from './erasure.ts'
import { cloudEvent, type CloudEvent } from './events.ts'
import { exportOf, type CaseExport } from './export.ts'
import { Files, type Known } from './files.ts'
import { Answers, type Keep, type Reply } from './idempotency.ts'
import { instant, isId, newId } from './identity.ts'
import { judgedAgain } from './judged-again.ts'
import { filterOf, summaryOf, type CaseFilter, type CaseSummary } from './listing.ts'
import { matchVersion, etagOf } from './versions.ts'
import type { Caller, RecordsOptions } from './options.ts'
import type { PriorGiven } from './prior.ts'
import { PriorRecords, type PriorView } from './prior-records.ts'
import { recompute, type Recomputation } from './recompute.ts'
import { eventsIn, inRegion, refuseElsewhere, shown } from './seen.ts'
import { standingItems, type StandingItem } from './standing.ts'
import { SUBJECT_FILE_FORMAT, type PriorExport, type SubjectFile } from './subject-file.ts'
import { changeOf, unitOf, weighsOtherwise, type Mark } from './units.ts'
import { viewCase, type CaseView } from './view.ts'

export type { Reply } from './idempotency.ts'
export type { Caller, RecordsOptions } from './options.ts'

const notFound = (): Problem => new Problem('not-found')

export class Records {
  readonly #options: RecordsOptions
  readonly #store: Store
  readonly #answers: Answers
  readonly #files = new Files()
  readonly #priors: PriorRecords

  constructor (options: RecordsOptions) {
    this.#options = options
    this.#store = options.store
    this.#answers = new Answers(options.store, options.now)
    this.#priors = new PriorRecords(options, this.#answers, (id, decisions) => this.#marks(id, decisions))
  }

  get #setting (): Setting {
    const { book, calendar, fairness, engine, today } = this.#options
    return { book, calendar, fairness, engine, today: today() }
  }

  /** @param known the case as it was last read: its steps are not read again while it is still that; null where they are wanted */
  async #read (id: string, known: Known | null = this.#files.last(id)): Promise<{ loaded: Loaded, file: CaseFile } | null> {
    const loaded = await this.#store.load('case', id, known?.head)
    return loaded && { loaded, file: this.#files.of(loaded, known) }
  }

  /** What somebody may not see is not there for him. */
  async #load (id: string, { region }: Access, known?: null): Promise<{ loaded: Loaded, situation: Situation }> {
    const read = isId(id) ? await this.#read(id, known) : null
    if (!read || !within(region, read.loaded.row.jurisdiction)) throw notFound()
    const { loaded, file } = read
    return { loaded, situation: situationOf(this.#setting, file, withErased(file, loaded.subject.decisions, loaded.erased)) }
  }

  /** What would change in a case that is marked; those of its subject's cases that it may hang on are read for it. */
  async #reconsideration ({ setting, file, decisions }: Situation, marked: boolean): Promise<Reconsideration | null> {
    if (!marked) return null
    const others = new Map<string, CaseFile>()
    for (const { recordId, kind } of decisions) {
      const other = kind === 'case' && recordId !== file.id ? await this.#read(recordId) : null
      if (other?.loaded.row.reconsider) others.set(recordId, other.file)
    }
    return reconsider(setting, file, decisions, others)
  }

  /** The marks of the cases that counted a record, as they have to be once its decision is another. */
  async #marks (id: string, decisions: SubjectRecord['decisions']): Promise<Mark[]> {
    const marks: Mark[] = []
    for (const other of await this.#store.countedBy(id)) {
      const read = await this.#read(other)
      if (!read) continue
      const { loaded, file } = read
      const is = changedSince(file, withErased(file, decisions, loaded.erased)).length > 0
      if (is !== loaded.row.reconsider) marks.push({ id: other, is })
    }
    return marks
  }

  /** Writes a step of a case and answers with the case after it. */
  async #write (before: Situation | null, advanced: Advanced, subject: SubjectRecord, row: RecordRow | null, caller: Caller, keep: Keep): Promise<Reply> {
    const { book, keyOf, algorithm, retentionYears } = this.#options
    const change = changeOf(book, keyOf, before, advanced, row?.head ?? null, algorithm)
    const marks = weighsOtherwise(change) ? await this.#marks(change.row.id, change.subjectDecisions) : []
    const marked = row?.reconsider ?? false
    const own = advanced.next.file.decision === null ? false : changedSince(advanced.next.file, change.subjectDecisions).length > 0
    const view = viewCase(advanced.next, change.link.digest, await this.#reconsideration(advanced.next, own), retentionYears, caller.lang)
    const reply: Reply = {
      status: 201,
      headers: { location: `/v1/cases/${view.id}`, etag: etagOf(change.row) },
      body: JSON.stringify(shown(view, view.subject, caller.access ?? EVERYTHING)),
      replayed: false
    }
    await this.#store.commit(unitOf(book, keyOf, before, advanced, change, subject, marks, marked, keep(reply)))
    this.#files.keep(view.id, change.link.digest, advanced.next.file)
    return reply
  }

  /** @throws Problem, Refused */
  async openCase (opening: Opening, caller: Caller): Promise<Reply> {
    const { keyOf, today, now } = this.#options
    refuseElsewhere(caller.access ?? EVERYTHING, opening.jurisdiction)
    if (opening.occurredOn > today()) throw new Problem('validation', undefined, [{ pointer: '/occurredOn', detail: { zh: '晚于今天', en: 'is in the future' } }])
    return await this.#answers.once(caller.actor.id, caller.idempotency, (keep) => judgedAgain(async () => {
      const subject = await this.#store.subject(keyOf(opening.subject))
      const at = now()
      const advanced = register(this.#setting, newId(at), opening, subject.decisions, caller.actor, instant(at))
      return await this.#write(null, advanced, subject, null, caller, keep)
    }))
  }

  /**
   * @param ifMatch the version that the step builds on
   * @throws Problem, Refused
   */
  async takeStep (id: string, ifMatch: string | undefined, step: StepGiven, caller: Caller): Promise<Reply> {
    return await this.#answers.once(caller.actor.id, caller.idempotency, (keep) => judgedAgain(async () => {
      const { loaded, situation } = await this.#load(id, caller.access ?? EVERYTHING)
      matchVersion(ifMatch, loaded.row)
      if (step.type === 'correct') refuseCorrection(situation.file, step)
      const advanced = advance(situation, step, caller.actor, instant(this.#options.now()))
      if ('reason' in advanced) {
        const { reason, detail, field } = advanced
        throw new Problem('step-not-allowed', detail, [], { reason, ...(field === undefined ? {} : { field }) })
      }
      return await this.#write(situation, advanced, loaded.subject, loaded.row, caller, keep)
    }))
  }

  async case (id: string, lang: Lang, access = EVERYTHING): Promise<{ view: CaseView, etag: string }> {
    const { loaded: { row }, situation } = await this.#load(id, access)
    const view = viewCase(situation, row.head, await this.#reconsideration(situation, row.reconsider), this.#options.retentionYears, lang)
    return { view: shown(view, view.subject, access), etag: etagOf(row) }
  }

  async steps (id: string, access = EVERYTHING): Promise<{ items: StepRecord[], head: string }> {
    const { loaded: { row, steps }, situation } = await this.#load(id, access, null)
    return { items: shown(steps.map(unseal), situation.file.opening.subject, access), head: row.head }
  }

  /** Recomputes the chain of any record, and what is kept beside it. */
  async verification (id: string, access = EVERYTHING): Promise<Verification> {
    const checked = isId(id) ? await checkRecord(this.#store, this.#options.book, this.#options.keyOf, id) : null
    if (!checked || !within(access.region, checked.jurisdiction)) throw notFound()
    return checked.verification
  }

  async recomputation (id: string, access = EVERYTHING): Promise<Recomputation> {
    const { situation } = await this.#load(id, access)
    return recompute(situation.setting, situation.file)
  }

  async export (id: string, lang: Lang, access = EVERYTHING): Promise<CaseExport> {
    const { view } = await this.case(id, lang, access)
    const { items, head } = await this.steps(id, access)
    // Read again where a step came between the two.
    return head === view.head ? exportOf(this.#options.book, view, items, instant(this.#options.now()), lang) : await this.export(id, lang, access)
  }

  async list (filter: CaseFilter, { limit, cursor }: { limit: number, cursor?: string }, access = EVERYTHING): Promise<{ items: CaseSummary[], next: string | null }> {
    const seen = inRegion(filterOf(filter, this.#options.keyOf, this.#options.retentionYears), access.region)
    if (!seen) return { items: [], next: null }
    const rows = await this.#store.list(seen, { limit: limit + 1, ...(cursor === undefined ? {} : { before: cursor }) })
    const page = rows.slice(0, limit)
    return { items: page.map(summaryOf), next: rows.length > limit ? page.at(-1)?.id ?? null : null }
  }

  /** @throws Problem */
  async recordPrior (given: PriorGiven, caller: Caller): Promise<Reply> {
    return await this.#priors.record(given, caller)
  }

  /** @throws Problem */
  async withdrawPrior (id: string, given: { reasons: string }, caller: Caller): Promise<Reply> {
    return await this.#priors.withdraw(id, given, caller)
  }

  /** @throws Problem */
  async prior (id: string, lang: Lang, access = EVERYTHING): Promise<{ view: PriorView, etag: string }> {
    return await this.#priors.view(id, lang, access)
  }

  /**
   * Erases a record whose time has come.
   * @throws Problem
   */
  async erase (kind: RecordKind, id: string, caller: Caller): Promise<Reply> {
    const { today, now, retentionYears: years } = this.#options
    const { actor, idempotency, access = EVERYTHING } = caller
    return await this.#answers.once(actor.id, idempotency, async (keep) => {
      const replyOf = (body: object): Reply => ({ status: 201, headers: {}, body: JSON.stringify(body), replayed: false })
      const load = async (): Promise<RecordRow> => kind === 'case' ? (await this.#load(id, access)).loaded.row : (await this.#priors.load(id, access)).row
      const erased = await eraseRecord({ store: this.#store, load, years, today: today(), at: instant(now()), keep: (body) => keep(replyOf(body)) })
      this.#files.forget(id)
      return replyOf(erased)
    })
  }

  /** Every record of a subject that the caller may see, whole, and what is in force against it today. */
  async subjectFile (subject: Pick<Subject, 'type' | 'ref'>, lang: Lang, access = EVERYTHING): Promise<SubjectFile> {
    const { keyOf, now, today } = this.#options
    const cases: CaseExport[] = []
    const priorDecisions: PriorExport[] = []
    for (const { kind, id } of await this.#store.ofSubject(keyOf(subject))) {
      try {
        if (kind === 'case') cases.push(await this.export(id, lang, access))
        else priorDecisions.push(await this.#priors.exported(id, lang, access))
      } catch (error) {
        // Of another region, or erased since it was found.
        if (!(error instanceof Problem && error.code === 'not-found')) throw error
      }
    }
    const on = today()
    const [standing = { clear: true, measures: [] }] = await this.standing(on, [subject], lang, access)
    return { format: SUBJECT_FILE_FORMAT, exportedAt: instant(now()), subject: shown(subject, { ...subject, refKind: 'other', name: subject.ref }, access), on, standing, cases, priorDecisions }
  }

  /** Forgets the answers whose idempotency keys are no longer kept. */
  async forgetAnswers (): Promise<void> {
    await this.#answers.forget()
  }

  /** Writes down that somebody asked for the record of a person. */
  async keepAsked (asked: Asked): Promise<void> {
    await this.#store.addAudit(asked)
  }

  /** Who asked for what, newest first. */
  async asked (filter: AuditFilter, page: { before?: number, limit: number }): Promise<readonly AuditRow[]> {
    return await this.#store.audit(filter, page)
  }

  /** Whether the records can be reached; rejects where they cannot. */
  async ping (): Promise<void> {
    await this.#store.ping()
  }

  /** The measures in force on a day on each of the subjects, in their order. */
  async standing (on: Day, subjects: readonly Pick<Subject, 'type' | 'ref'>[], lang: Lang, access = EVERYTHING): Promise<StandingItem[]> {
    const keys = subjects.map(this.#options.keyOf)
    return standingItems(this.#options.book, keys, await this.#store.standing([...new Set(keys)], on), lang, access)
  }

  /** @param page `after`: the id of the last event that was read; 0 for the beginning */
  async events (page: { after: number, limit: number }, { region } = EVERYTHING): Promise<{ items: CloudEvent[], next: string }> {
    const { events, last } = await eventsIn(this.#store, region, page)
    return { items: events.map(cloudEvent), next: String(last) }
  }
}
