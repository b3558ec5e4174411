/** The records as a whole: cases, earlier decisions, agencies, campaigns, and what is asked of all of them. Every refusal is a Problem (or Refused, of a question without an answer). */
import { EVERYTHING, within } from '../auth/principal.ts'
import type { Day } from '../domain/day.ts'
import type { Subject } from '../domain/record/step.ts'
import type { Lang } from '../domain/vocabulary.ts'
import { Problem } from '../plugins/problems.ts'
import type { Asked, AuditFilter, AuditRow } from '../store/access.ts'
import type { JudgedKind, RecordRow } from '../store/store.ts'
import { Agencies } from './agencies.ts'
import { Campaigns } from './campaigns.ts'
import { agencyAnswers, type SubjectAsked } from './agency-plans.ts'
import { Cases } from './cases.ts'
import { checkRecord } from './check-record.ts'
import type { Verification } from './chain.ts'
import { eraseRecord } from './erasure.ts'
import { cloudEvent, type CloudEvent } from './events.ts'
import { DataComparison, type ComparisonAsked } from './comparison.ts'
import type { CaseExport } from './export.ts'
import type { Reply } from './idempotency.ts'
import { instant, isId } from './identity.ts'
import type { Caller, RecordsOptions } from './options.ts'
import type { PriorGiven } from './prior.ts'
import { PriorRecords, type PriorView } from './prior-records.ts'
import { eventsIn, shown } from './seen.ts'
import { standingItems, type StandingItem } from './standing.ts'
import { Supervision } from './supervision.ts'
import { SUBJECT_FILE_FORMAT, type PriorExport, type SubjectFile } from './subject-file.ts'

export type { Reply } from './idempotency.ts'
export type { Caller, RecordsOptions } from './options.ts'

export class Records extends Cases {
  readonly #priors: PriorRecords
  readonly campaigns: Campaigns
  readonly agencies: Agencies
  readonly supervision: Supervision

  constructor (options: RecordsOptions) {
    super(options)
    const beside = { openCaseAs: this.openCaseAs.bind(this), verification: this.verification.bind(this) }
    this.#priors = new PriorRecords(options, this.answers, this.marks.bind(this))
    this.agencies = new Agencies(options, this.answers, { openAs: beside.openCaseAs, verification: beside.verification })
    this.campaigns = new Campaigns(options, this.answers, { ...beside, agencies: this.agencies.register })
    this.supervision = new Supervision(options, this.agencies.register, async (id) => (await this.read(id))?.file ?? null, [this.campaigns.ledger])
  }

  /** Recomputes the chain of any record, and what is kept beside it. */
  async verification (id: string, access = EVERYTHING): Promise<Verification> {
    const checked = isId(id) ? await checkRecord(this.store, this.options.book, this.options.keyOf, id) : null
    if (!checked || !within(access.region, checked.jurisdiction)) throw new Problem('not-found')
    return checked.verification
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
  async erase (kind: JudgedKind, id: string, caller: Caller): Promise<Reply> {
    const { today, now, retentionYears: years } = this.options
    const { actor, idempotency, access = EVERYTHING } = caller
    return await this.answers.once(actor.id, idempotency, async (keep) => {
      const replyOf = (body: object): Reply => ({ status: 201, headers: {}, body: JSON.stringify(body), replayed: false })
      const load = async (): Promise<RecordRow> => kind === 'case' ? (await this.load(id, access)).loaded.row : (await this.#priors.load(id, access)).row
      const erased = await eraseRecord({ store: this.store, load, years, today: today(), at: instant(now()), keep: (body) => keep(replyOf(body)) })
      this.files.forget(id)
      return replyOf(erased)
    })
  }

  /** Every record of a subject that the caller may see, whole, and what is in force against it today. */
  async subjectFile (subject: Pick<Subject, 'type' | 'ref'>, lang: Lang, access = EVERYTHING): Promise<SubjectFile> {
    const { keyOf, now, today } = this.options
    const cases: CaseExport[] = []
    const priorDecisions: PriorExport[] = []
    for (const { kind, id } of await this.store.ofSubject(keyOf(subject))) {
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
    await this.answers.forget()
  }

  /** Writes down that somebody asked for the record of a person. */
  async keepAsked (asked: Asked): Promise<void> {
    await this.store.addAudit(asked)
  }

  /** Who asked for what, newest first. */
  async asked (filter: AuditFilter, page: { before?: number, limit: number }): Promise<readonly AuditRow[]> {
    return await this.store.audit(filter, page)
  }

  /** Whether the records can be reached; rejects where they cannot. */
  async ping (): Promise<void> {
    await this.store.ping()
  }

  /** The measures in force on a day on each of the subjects, in their order; of an agency that is on record also where it stands, and whether its plan fits. */
  async standing (on: Day, subjects: readonly SubjectAsked[], lang: Lang, access = EVERYTHING): Promise<StandingItem[]> {
    const keys = subjects.map(this.options.keyOf)
    const items = standingItems(this.options.book, keys, await this.store.standing([...new Set(keys)], on), lang, access)
    const answers = await agencyAnswers(this.options, this.agencies.register, on, subjects, lang)
    return items.map((item, index) => ({ ...item, ...answers[index] }))
  }

  /** Evaluation records to be held against what is on record; nothing is kept of them. */
  comparison (asked: ComparisonAsked, lang: Lang, access = EVERYTHING): DataComparison {
    return new DataComparison(this.options, this.agencies.register, asked, lang, access)
  }

  /** @param page `after`: the id of the last event that was read; 0 for the beginning */
  async events (page: { after: number, limit: number }, { region } = EVERYTHING): Promise<{ items: CloudEvent[], next: string }> {
    const { events, last } = await eventsIn(this.store, region, page)
    return { items: events.map(cloudEvent), next: String(last) }
  }
}
