/** The records as a whole: loads, lets the domain decide, saves. Every refusal is a Problem (or Refused, of a question without an answer). */
import { setTimeout as sleep } from 'node:timers/promises'
import type { WorkCalendar } from '../domain/deadline.ts'
import type { Day } from '../domain/day.ts'
import type { RuleBook } from '../domain/book.ts'
import type { CaseFile } from '../domain/record/case.ts'
import { advance, register, situationOf, type Advanced } from '../domain/record/advance.ts'
import type { Situation } from '../domain/record/checks.ts'
import type { Setting } from '../domain/record/judged.ts'
import { changedSince, reconsider, type Reconsideration } from '../domain/record/reconsider.ts'
import type { Opening, StepGiven, Subject } from '../domain/record/step.ts'
import type { Lang } from '../domain/vocabulary.ts'
import { Problem } from '../plugins/problems.ts'
import { StaleSubject, StaleVersion, type Loaded, type RecordRow, type Store, type SubjectRecord } from '../store/store.ts'
import { checkRecord } from './check-record.ts'
import { seal, unseal, type Algorithm, type StepRecord, type Verification } from './chain.ts'
import { refuseCorrection } from './correction.ts'
import { cloudEvent, reconsiderEvent, stepEvent, type CloudEvent } from './events.ts'
import { exportOf, type CaseExport } from './export.ts'
import { Files } from './files.ts'
import { Answers, type Idempotency, type Keep, type Reply } from './idempotency.ts'
import { instant, isId, keyOf, newId } from './identity.ts'
import { filterOf, summaryOf, type CaseFilter, type CaseSummary } from './listing.ts'
import { matchVersion, etagOf } from './versions.ts'
import { priorDecision, priorStanding, refusePrior, replayPrior, type Prior, type PriorGiven } from './prior.ts'
import { recompute, type Recomputation } from './recompute.ts'
import { standingItems, type StandingItem } from './standing.ts'
import { changeOf, unitOf, weighsOtherwise, withOwn, type Mark } from './units.ts'
import { viewCase, type CaseView } from './view.ts'

export type { Reply } from './idempotency.ts'

export interface Caller {
  readonly actor: { readonly id: string, readonly level: string }
  readonly lang: Lang
  readonly idempotency: Idempotency | null
}

export interface RecordsOptions {
  readonly store: Store
  readonly book: RuleBook
  readonly calendar: WorkCalendar
  readonly fairness: Setting['fairness']
  readonly algorithm: Algorithm
  readonly engine: string
  /** the day in China */
  readonly today: () => Day
  /** milliseconds since 1970 */
  readonly now: () => number
}

export type PriorView = Prior & { version: number, head: string, state: string }

/** How often a step is judged again because the subject's record moved on meanwhile. */
const MOST_TRIES = 50
/** Those who wait for one another try again at different times. */
const MOST_WAIT_MS = 50
const notFound = (): Problem => new Problem('not-found')

export class Records {
  readonly #options: RecordsOptions
  readonly #store: Store
  readonly #answers: Answers
  readonly #files = new Files()

  constructor (options: RecordsOptions) {
    this.#options = options
    this.#store = options.store
    this.#answers = new Answers(options.store, options.now)
  }

  get #setting (): Setting {
    const { book, calendar, fairness, engine, today } = this.#options
    return { book, calendar, fairness, engine, today: today() }
  }

  /** Judges again where the record that a step rests on has moved on since it was read. */
  async #retry<T> (work: () => Promise<T>): Promise<T> {
    for (let tries = 1; ; tries++) {
      try {
        return await work()
      } catch (error) {
        if (error instanceof StaleVersion) throw new Problem('stale-version')
        if (!(error instanceof StaleSubject)) throw error
        if (tries === MOST_TRIES) throw new Problem('overloaded')
        if (tries > 1) await sleep(Math.random() * Math.min(2 ** tries, MOST_WAIT_MS))
      }
    }
  }

  async #load (id: string): Promise<{ loaded: Loaded, situation: Situation }> {
    const loaded = isId(id) ? await this.#store.load('case', id) : null
    if (!loaded) throw notFound()
    return { loaded, situation: situationOf(this.#setting, this.#files.of(loaded), loaded.subject.decisions) }
  }

  /** What would change in a case that is marked; those of its subject's cases that it may hang on are read for it. */
  async #reconsideration ({ setting, file, decisions }: Situation, marked: boolean): Promise<Reconsideration | null> {
    if (!marked) return null
    const others = new Map<string, CaseFile>()
    for (const { recordId, kind } of decisions) {
      const loaded = kind === 'case' && recordId !== file.id ? await this.#store.load('case', recordId) : null
      if (loaded?.row.reconsider) others.set(recordId, this.#files.of(loaded))
    }
    return reconsider(setting, file, decisions, others)
  }

  /** The marks of the cases that counted a record, as they have to be once its decision is another. */
  async #marks (id: string, decisions: SubjectRecord['decisions']): Promise<Mark[]> {
    const marks: Mark[] = []
    for (const other of await this.#store.countedBy(id)) {
      const loaded = await this.#store.load('case', other)
      if (!loaded) continue
      const is = changedSince(this.#files.of(loaded), decisions).length > 0
      if (is !== loaded.row.reconsider) marks.push({ id: other, is })
    }
    return marks
  }

  /** Writes a step of a case and answers with the case after it. */
  async #write (before: Situation | null, advanced: Advanced, subject: SubjectRecord, row: RecordRow | null, caller: Caller, keep: Keep): Promise<Reply> {
    const { book, algorithm } = this.#options
    const change = changeOf(book, before, advanced, row?.head ?? null, algorithm)
    const marks = weighsOtherwise(change) ? await this.#marks(change.row.id, change.subjectDecisions) : []
    const marked = row?.reconsider ?? false
    const own = advanced.next.file.decision === null ? false : changedSince(advanced.next.file, change.subjectDecisions).length > 0
    const view = viewCase(advanced.next, change.link.digest, await this.#reconsideration(advanced.next, own), caller.lang)
    const reply: Reply = {
      status: 201,
      headers: { location: `/v1/cases/${view.id}`, etag: etagOf(change.row) },
      body: JSON.stringify(view),
      replayed: false
    }
    await this.#store.commit(unitOf(book, before, advanced, change, subject, marks, marked, keep(reply)))
    this.#files.keep(view.id, change.link.digest, advanced.next.file)
    return reply
  }

  /** @throws Problem, Refused */
  async openCase (opening: Opening, caller: Caller): Promise<Reply> {
    const { today, now } = this.#options
    if (opening.occurredOn > today()) throw new Problem('validation', undefined, [{ pointer: '/occurredOn', detail: { zh: '晚于今天', en: 'is in the future' } }])
    return await this.#answers.once(caller.actor.id, caller.idempotency, (keep) => this.#retry(async () => {
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
    return await this.#answers.once(caller.actor.id, caller.idempotency, (keep) => this.#retry(async () => {
      const { loaded, situation } = await this.#load(id)
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

  async case (id: string, lang: Lang): Promise<{ view: CaseView, etag: string }> {
    const { loaded: { row }, situation } = await this.#load(id)
    return { view: viewCase(situation, row.head, await this.#reconsideration(situation, row.reconsider), lang), etag: etagOf(row) }
  }

  async steps (id: string): Promise<{ items: StepRecord[], head: string }> {
    const { loaded: { row, steps } } = await this.#load(id)
    return { items: steps.map(unseal), head: row.head }
  }

  /** Recomputes the chain of any record, and what is kept beside it. */
  async verification (id: string): Promise<Verification> {
    const checked = isId(id) ? await checkRecord(this.#store, this.#options.book, id) : null
    if (!checked) throw notFound()
    return checked.verification
  }

  async recomputation (id: string): Promise<Recomputation> {
    const { situation } = await this.#load(id)
    return recompute(situation.setting, situation.file)
  }

  async export (id: string, lang: Lang): Promise<CaseExport> {
    const { view } = await this.case(id, lang)
    const { items, head } = await this.steps(id)
    // Read again where a step came between the two.
    return head === view.head ? exportOf(this.#options.book, view, items, instant(this.#options.now()), lang) : await this.export(id, lang)
  }

  async list (filter: CaseFilter, { limit, cursor }: { limit: number, cursor?: string }): Promise<{ items: CaseSummary[], next: string | null }> {
    const rows = await this.#store.list(filterOf(filter), { limit: limit + 1, ...(cursor === undefined ? {} : { before: cursor }) })
    const shown = rows.slice(0, limit)
    return { items: shown.map(summaryOf), next: rows.length > limit ? shown.at(-1)?.id ?? null : null }
  }

  /** @throws Problem */
  async recordPrior (given: PriorGiven, caller: Caller): Promise<Reply> {
    const { today, now } = this.#options
    refusePrior(given, today())
    return await this.#answers.once(caller.actor.id, caller.idempotency, (keep) => this.#retry(async () => {
      const at = now()
      const subject = await this.#store.subject(keyOf(given.subject))
      return await this.#writePrior(newId(at), [], { type: 'record', body: { ...given } }, null, subject, caller, keep)
    }))
  }

  /** @throws Problem */
  async withdrawPrior (id: string, given: { reasons: string }, caller: Caller): Promise<Reply> {
    return await this.#answers.once(caller.actor.id, caller.idempotency, (keep) => this.#retry(async () => {
      const { row, steps, subject } = await this.#loadPrior(id)
      if (steps.length > 1) throw new Problem('step-not-allowed', { zh: '该决定已撤回', en: 'this decision has been withdrawn already' }, [], { reason: 'wrong-state' })
      return await this.#writePrior(id, steps.map(unseal), { type: 'withdraw', body: { ...given } }, row.head, subject, caller, keep)
    }))
  }

  async prior (id: string): Promise<{ view: PriorView, etag: string }> {
    const { row, steps } = await this.#loadPrior(id)
    const { version, head, state } = row
    return { view: { ...replayPrior(id, steps.map(unseal)), version, head, state }, etag: etagOf(row) }
  }

  async #loadPrior (id: string): Promise<Loaded> {
    const loaded = isId(id) ? await this.#store.load('prior-decision', id) : null
    if (!loaded) throw notFound()
    return loaded
  }

  async #writePrior (id: string, before: readonly StepRecord[], { type, body }: { type: 'record' | 'withdraw', body: Record<string, unknown> }, head: string | null, subject: SubjectRecord, { actor }: Caller, keep: Keep): Promise<Reply> {
    const { book, algorithm, now } = this.#options
    const at = instant(now())
    const entry = { seq: before.length + 1, type: type as never, at, actor: actor.id, level: actor.level, body, outcome: { tier: null } }
    const link = seal(id, entry, head, algorithm)
    const prior = replayPrior(id, [...before, entry])
    const decision = priorDecision(prior)
    const row = {
      kind: 'prior-decision' as const,
      id,
      version: entry.seq,
      head: link.digest,
      state: prior.withdrawal ? 'withdrawn' : 'recorded',
      jurisdiction: prior.jurisdiction,
      subjectType: prior.subject.type,
      subjectKey: keyOf(prior.subject),
      conducts: [],
      tier: prior.tier ?? null,
      occurredOn: null,
      due: null
    }
    const marks = decision ? [] : await this.#marks(id, withOwn(subject.decisions, id, null))
    const view: PriorView = { ...prior, version: row.version, head: row.head, state: row.state }
    const reply: Reply = { status: 201, headers: { location: `/v1/prior-decisions/${id}`, etag: etagOf(row) }, body: JSON.stringify(view), replayed: false }
    await this.#store.commit({
      expected: before.length,
      step: link,
      record: row,
      subject: { key: row.subjectKey, expected: subject.version, changes: true },
      standing: priorStanding(book, prior),
      decision,
      counted: null,
      reconsider: marks,
      events: [stepEvent(row, type, at), ...marks.map((mark) => reconsiderEvent(mark.id, mark.is, id, at))],
      answer: keep(reply)
    })
    return reply
  }

  /** Forgets the answers whose idempotency keys are no longer kept. */
  async forgetAnswers (): Promise<void> {
    await this.#answers.forget()
  }

  /** Whether the records can be reached; rejects where they cannot. */
  async ping (): Promise<void> {
    await this.#store.ping()
  }

  /** The measures in force on a day on each of the subjects, in their order. */
  async standing (on: Day, subjects: readonly Pick<Subject, 'type' | 'ref'>[], lang: Lang): Promise<StandingItem[]> {
    const keys = subjects.map(keyOf)
    return standingItems(this.#options.book, keys, await this.#store.standing([...new Set(keys)], on), lang)
  }

  /** @param page `after`: the id of the last event that was read; 0 for the beginning */
  async events (page: { after: number, limit: number }): Promise<{ items: CloudEvent[], next: string }> {
    const events = await this.#store.events(page)
    return { items: events.map(cloudEvent), next: String(events.at(-1)?.position ?? page.after) }
  }
}
