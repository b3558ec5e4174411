/** Agencies on record: registered, applied for, filed, rated, supervised. */
import { EVERYTHING, type Access } from '../auth/principal.ts'
import type { AgencyFile, AgencyOpening, AgencyStep } from '../domain/agency/agency.ts'
import { advanceAgency, ratingConduct } from '../domain/agency/advance.ts'
import type { AgencySituation } from '../domain/agency/refusal.ts'
import { staffOn } from '../domain/agency/staff.ts'
import type { Day } from '../domain/day.ts'
import { FilingFault } from '../domain/filing.ts'
import type { Opening } from '../domain/record/step.ts'
import type { Lang } from '../domain/vocabulary.ts'
import { Problem } from '../plugins/problems.ts'
import { directoryOn, listAgencies, type AgencyFilter, type DirectoryFilter, type Page } from './agency-listing.ts'
import { agencyRegister } from './agency-register.ts'
import { everOnFile, shownAgency, shownSteps } from './agency-seen.ts'
import { placedOn, type StandingRows } from './agency-standing.ts'
import { viewAgency, type AgencyView } from './agency-view.ts'
import { unseal, type StepRecord, type Verification } from './chain.ts'
import type { Answers, Reply } from './idempotency.ts'
import { derivedId } from './identity.ts'
import type { Caller, RecordsOptions } from './options.ts'
import { Register, type Kept, type NewStep } from './register.ts'
import { refuseElsewhere } from './seen.ts'
import { etagOf } from './versions.ts'

/** What agencies need of cases: those that follow from a rating are opened, once each. */
export interface OpensCases {
  readonly openAs: (id: string, opening: Opening, caller: Caller) => Promise<Reply>
  readonly verification: (id: string, access: Access) => Promise<Verification>
}

/** Of which subject type somebody in a role is, where measures on him are known under one. */
const SUBJECT_OF_ROLE: Readonly<Record<string, string>> = { assessor: 'assessor', 'quality-supervisor': 'quality-supervisor' }

/** The day that a step is about. */
const dayOf = (step: AgencyStep, today: Day): Day => 'on' in step ? step.on : today

/** A step that contradicts itself or the file is refused like one of the wrong shape. */
function told<T> (answer: () => T): T {
  try {
    return answer()
  } catch (error) {
    if (!(error instanceof FilingFault)) throw error
    throw new Problem('validation', undefined, error.errors.map(({ pointer, detail }) => ({ pointer: pointer === '/appliedOn' ? '/on' : pointer, detail })))
  }
}

export class Agencies {
  readonly #options: RecordsOptions
  readonly #cases: OpensCases
  readonly register: Register<AgencyFile>

  constructor (options: RecordsOptions, answers: Answers, cases: OpensCases) {
    this.#options = options
    this.#cases = cases
    this.register = new Register(options, answers, agencyRegister)
  }

  async #standing (subjectKey: string, on: Day): Promise<StandingRows> {
    return await this.#options.store.standing([subjectKey], on)
  }

  /** The entries of staff on file against whom a measure is in force. */
  async #barred ({ staff }: AgencyFile, on: Day): Promise<ReadonlySet<number>> {
    const { keyOf, store } = this.#options
    const keys = new Map(staff.flatMap((one): [number, string][] => {
      const type = SUBJECT_OF_ROLE[one.role]
      return type !== undefined && staffOn({ staff: [one] }, one.role, on).length > 0 ? [[one.seq, keyOf({ type, ref: one.ref })]] : []
    }))
    if (keys.size === 0) return new Set()
    const inForce = new Set((await store.standing([...new Set(keys.values())], on)).map(({ subjectKey }) => subjectKey))
    return new Set([...keys].filter(([, key]) => inForce.has(key)).map(([seq]) => seq))
  }

  /** @param opening the case of a rating that is opened before anybody sees this view */
  async #view (kept: Kept<AgencyFile>, on: Day, lang: Lang, access: Access, opening: string | null = null): Promise<AgencyView> {
    const { store, today } = this.#options
    const { row, file, subject } = kept
    const rows = await this.#standing(row.subjectKey, on)
    const now = on === today() ? rows : await this.#standing(row.subjectKey, today())
    const places = new Map<string, string>()
    for (const { recordId, kind, rectifyBy } of subject.decisions) {
      const loaded = rectifyBy === null ? null : await store.load(kind, recordId)
      if (loaded) places.set(recordId, loaded.row.jurisdiction)
    }
    const opened = new Set<string>(opening === null ? [] : [opening])
    for (const { caseId } of file.ratings) if (caseId !== null && await this.#isOpened(caseId)) opened.add(caseId)
    const view = viewAgency(placedOn(kept, on, rows), now, { options: this.#options, on, lang, access, placeOf: (id) => places.get(id) ?? null, opened, barred: await this.#barred(file, on) })
    return shownAgency(view, everOnFile(file), access)
  }

  /** @throws Problem */
  async registerAgency (given: AgencyOpening, caller: Caller): Promise<Reply> {
    const { keyOf, store, today } = this.#options
    const { access = EVERYTHING, lang } = caller
    refuseElsewhere(access, given.jurisdiction)
    return await this.register.open(caller, async () => {
      const key = keyOf({ type: 'agency', ref: given.ref })
      const subject = await store.subject(key)
      if (await this.register.ofSubject(key)) throw new Problem('step-not-allowed', { zh: '这个编号的机构已登记', en: 'an agency with this number is registered already' }, [], { reason: 'already-registered', field: 'ref' })
      return { step: { type: agencyRegister.opens, body: given }, subject }
    }, async (kept) => await this.#view(kept, today(), lang, access))
  }

  /** @param on the day as of which it is asked; today where it is not given */
  async agency (id: string, on: Day | undefined, lang: Lang, access = EVERYTHING): Promise<{ view: AgencyView, etag: string }> {
    const kept = await this.register.load(id, access)
    return { view: await this.#view(kept, on ?? this.#options.today(), lang, access), etag: etagOf(kept.row) }
  }

  /** Those that a caller may see, newest first. */
  async list (filter: AgencyFilter, page: Page, lang: Lang, access = EVERYTHING) {
    return await listAgencies(this.register, this.#options, filter, page, lang, access)
  }

  /** Those on file, for everybody. */
  async directory (filter: DirectoryFilter, page: Page, lang: Lang) {
    return await directoryOn(this.register, this.#options, filter, page, lang)
  }

  async steps (id: string, access = EVERYTHING): Promise<{ items: StepRecord[], head: string }> {
    const { items, head } = await this.register.steps(id, access)
    return { items: shownSteps(items, access), head }
  }

  /** Recomputes the chain of an agency's file. */
  async verification (id: string, access = EVERYTHING): Promise<Verification> {
    await this.register.mustBeOne(id)
    return await this.#cases.verification(id, access)
  }

  /** That the cases named in supervision are there, and about this agency. */
  async #refuseStrangeCases (step: AgencyStep, { row, file }: Kept<AgencyFile>): Promise<void> {
    if (step.type !== 'supervise') return
    const { store, keyOf } = this.#options
    for (const [index, { caseId }] of step.findings.entries()) {
      if (caseId === undefined) continue
      const loaded = await store.load('case', caseId)
      const opening = loaded?.steps[0] && unseal(loaded.steps[0]).body as unknown as Opening
      const isOurs = loaded !== null && (loaded.row.subjectKey === row.subjectKey || (opening?.agencyRef !== undefined && keyOf({ type: 'agency', ref: opening.agencyRef }) === row.subjectKey))
      if (!isOurs) throw new Problem('validation', undefined, [{ pointer: `/findings/${index}/caseId`, detail: { zh: `没有关于 ${file.name} 的这个案件`, en: 'there is no such case about this agency' } }])
    }
  }

  async #advance (kept: Kept<AgencyFile>, at: string, step: AgencyStep, level: string): Promise<NewStep> {
    const { book, calendar, today } = this.#options
    const { row: { id, subjectKey, version }, file } = kept
    const situation: AgencySituation = { book, calendar, today: today(), file, inForce: await this.#standing(subjectKey, dayOf(step, today())) }
    const advanced = told(() => advanceAgency(situation, step, level))
    if ('reason' in advanced) {
      const { reason, detail, field } = advanced
      throw new Problem('step-not-allowed', detail, [], { reason, ...field === undefined ? {} : { field } })
    }
    await this.#refuseStrangeCases(step, kept)
    const caseId = step.type === 'rate' && ratingConduct({ book }, file, step) ? derivedId(id, version + 1, at) : null
    return { ...advanced, outcome: { ...advanced.outcome, ...step.type === 'rate' ? { caseId } : {} }, rests: true }
  }

  /**
   * @param ifMatch the version that the step builds on
   * @throws Problem, Refused
   */
  async takeStep (id: string, ifMatch: string | undefined, step: AgencyStep, caller: Caller): Promise<Reply> {
    const { access = EVERYTHING, actor, lang } = caller
    const { today } = this.#options
    const reply = await this.register.append(id, ifMatch, caller, async (kept, at) => await this.#advance(kept, at, step, actor.level),
      async (kept) => await this.#view(kept, today(), lang, access, step.type === 'rate' ? kept.file.ratings.at(-1)?.caseId ?? null : null))
    // The rating is kept by now. Where this is interrupted, whoever sends the step again, or asks for the case, opens it.
    if (step.type === 'rate') await this.#openLast(id, caller)
    return reply
  }

  /** Opens the case of the last rating, where it is not there yet. */
  async #openLast (id: string, caller: Caller): Promise<void> {
    const { file: { ratings } } = await this.register.load(id, caller.access)
    const last = ratings.at(-1)
    if (last && last.caseId !== null && !await this.#isOpened(last.caseId)) await this.openRatingCase(id, last.seq, { ...caller, idempotency: null })
  }

  /** Whether there is such a case, or was one that has been erased since. */
  async #isOpened (caseId: string): Promise<boolean> {
    const { store } = this.#options
    return await store.load('case', caseId) !== null || (await store.everything(caseId)).row !== null
  }

  /**
   * The case that a rating makes, opened where it is not there yet.
   * @throws Problem
   */
  async openRatingCase (id: string, seq: number, caller: Caller): Promise<Reply> {
    const { file } = await this.register.load(id, caller.access)
    const rating = file.ratings.find((one) => one.seq === seq)
    if (!rating || rating.caseId === null || rating.conduct === null) throw new Problem('not-found')
    const { opening: { ref, refKind, jurisdiction }, name } = file
    return await this.#cases.openAs(rating.caseId, {
      jurisdiction,
      occurredOn: rating.on,
      subject: { type: 'agency', ref, refKind, name },
      source: 'other',
      conducts: [{ code: rating.conduct, facts: { stars: rating.stars } }]
    }, caller)
  }
}
