/** The records of earlier decisions: recorded, shown, withdrawn. */
import { EVERYTHING, within, type Access } from '../auth/principal.ts'
import { retentionOf, type Retention } from '../domain/record/retention.ts'
import type { Lang } from '../domain/vocabulary.ts'
import { Problem } from '../plugins/problems.ts'
import type { Loaded, RecordRow, Store, SubjectRecord } from '../store/store.ts'
import { seal, unseal, type StepRecord } from './chain.ts'
import { reconsiderEvent, stepEvent } from './events.ts'
import type { Answers, Keep, Reply } from './idempotency.ts'
import { instant, isId, newId } from './identity.ts'
import { judgedAgain } from './judged-again.ts'
import type { Caller, RecordsOptions } from './options.ts'
import { priorDecision, priorKeeping, priorStanding, refusePrior, replayPrior, type Prior, type PriorGiven } from './prior.ts'
import { refuseElsewhere, shown } from './seen.ts'
import type { PriorExport } from './subject-file.ts'
import { withOwn, type Mark } from './units.ts'
import { etagOf } from './versions.ts'
import { warningsOf, type Warning } from './warnings.ts'

export type PriorView = Prior & { version: number, head: string, state: string, retention: Retention | null, warnings: Warning[] }

export class PriorRecords {
  readonly #options: RecordsOptions
  readonly #store: Store
  readonly #answers: Answers
  /** the marks of the cases that counted a record, once its decision is another */
  readonly #marks: (id: string, decisions: SubjectRecord['decisions']) => Promise<Mark[]>

  constructor (options: RecordsOptions, answers: Answers, marks: (id: string, decisions: SubjectRecord['decisions']) => Promise<Mark[]>) {
    this.#options = options
    this.#store = options.store
    this.#answers = answers
    this.#marks = marks
  }

  /** @throws Problem */
  async record (given: PriorGiven, caller: Caller): Promise<Reply> {
    const { keyOf, today, now } = this.#options
    refuseElsewhere(caller.access ?? EVERYTHING, given.jurisdiction)
    refusePrior(given, today())
    return await this.#answers.once(caller.actor.id, caller.idempotency, (keep) => judgedAgain(async () => {
      const at = now()
      const subject = await this.#store.subject(keyOf(given.subject))
      return await this.#write(newId(at), [], { type: 'record', body: { ...given } }, null, subject, caller, keep)
    }))
  }

  /** @throws Problem */
  async withdraw (id: string, given: { reasons: string }, caller: Caller): Promise<Reply> {
    return await this.#answers.once(caller.actor.id, caller.idempotency, (keep) => judgedAgain(async () => {
      const { row, steps, subject } = await this.load(id, caller.access ?? EVERYTHING)
      if (steps.length > 1) throw new Problem('step-not-allowed', { zh: '该决定已撤回', en: 'this decision has been withdrawn already' }, [], { reason: 'wrong-state' })
      return await this.#write(id, steps.map(unseal), { type: 'withdraw', body: { ...given } }, row.head, subject, caller, keep)
    }))
  }

  async view (id: string, lang: Lang, access = EVERYTHING): Promise<{ view: PriorView, etag: string }> {
    const { row, steps } = await this.load(id, access)
    const view = this.#viewOf(replayPrior(id, steps.map(unseal)), row, lang)
    return { view: shown(view, view.subject, access), etag: etagOf(row) }
  }

  #viewOf (prior: Prior, row: Pick<RecordRow, 'version' | 'head' | 'state' | 'closedOn' | 'barsUntil'>, lang: Lang): PriorView {
    const { version, head, state } = row
    return { ...prior, version, head, state, retention: retentionOf(row, this.#options.retentionYears), warnings: warningsOf(prior.subject, lang) }
  }

  async load (id: string, { region }: Access): Promise<Loaded> {
    const loaded = isId(id) ? await this.#store.load('prior-decision', id) : null
    if (!loaded || !within(region, loaded.row.jurisdiction)) throw new Problem('not-found')
    return loaded
  }

  async #write (id: string, before: readonly StepRecord[], { type, body }: { type: 'record' | 'withdraw', body: Record<string, unknown> }, head: string | null, subject: SubjectRecord, { actor, lang, access = EVERYTHING }: Caller, keep: Keep): Promise<Reply> {
    const { book, keyOf, algorithm, now } = this.#options
    const at = instant(now())
    const entry = { seq: before.length + 1, type: type as never, at, actor: actor.id, level: actor.level, body, outcome: { tier: null } }
    const link = seal(id, entry, head, algorithm)
    const prior = replayPrior(id, [...before, entry])
    const decision = priorDecision(prior)
    const standing = priorStanding(book, prior, keyOf)
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
      due: null,
      ...priorKeeping(prior, standing)
    }
    const marks = decision ? [] : await this.#marks(id, withOwn(subject.decisions, id, null))
    const view = this.#viewOf(prior, row, lang)
    const reply: Reply = { status: 201, headers: { location: `/v1/prior-decisions/${id}`, etag: etagOf(row) }, body: JSON.stringify(shown(view, view.subject, access)), replayed: false }
    await this.#store.commit({
      expected: before.length,
      step: link,
      record: row,
      subject: { key: row.subjectKey, expected: subject.version, changes: true },
      standing,
      decision,
      counted: null,
      reconsider: marks,
      events: [stepEvent(row, type, at), ...marks.map((mark) => reconsiderEvent(mark.id, mark.is, id, at))],
      answer: keep(reply)
    })
    return reply
  }

  async exported (id: string, lang: Lang, access: Access): Promise<PriorExport> {
    const { row, steps } = await this.load(id, access)
    const all = steps.map(unseal)
    const record = this.#viewOf(replayPrior(id, all), row, lang)
    return shown({ record, steps: all }, record.subject, access)
  }
}
