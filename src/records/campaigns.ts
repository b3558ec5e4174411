/** Inspection campaigns: planned, drawn, recorded, ended; and the cases that come of them. */
import { EVERYTHING, type Access } from '../auth/principal.ts'
import type { AgencyFile } from '../domain/agency/agency.ts'
import { failedIn, isEnteredFirst, oneKindOf, withProblems, type CampaignFile, type CampaignStep, type CampaignStepOf } from '../domain/inspection/campaign.ts'
import type { Fault } from '../domain/fact-faults.ts'
import { checklistFor, type Checklist } from '../domain/inspection/checklist.ts'
import { refusalOf } from '../domain/inspection/checks.ts'
import { draw, fitsCommitment, type Drawn } from '../domain/inspection/draw.ts'
import { resultOf } from '../domain/inspection/fold.ts'
import { frameDigest } from '../domain/inspection/frame.ts'
import { problemOf, proposedHandling } from '../domain/inspection/problems.ts'
import { checkFaults, conductOf, placesOf, type Place } from '../domain/inspection/results.ts'
import { summaryOf } from '../domain/inspection/summary.ts'
import type { Opening } from '../domain/record/step.ts'
import { normalReference } from '../domain/reference.ts'
import type { Label, Lang } from '../domain/vocabulary.ts'
import { Problem } from '../plugins/problems.ts'
import { canonical } from '../rulesets/digest.ts'
import { agenciesOnFile } from './campaign-directory.ts'
import { checklistView, type ChecklistView } from './campaign-checklist.ts'
import { inspectionSource } from './campaign-ledger.ts'
import { normalPlan, planOutcome, type PlanGiven } from './campaign-plan.ts'
import { caseRow, casesNow, judgeProblems, openingOf, problemsView, reported, type ProblemList } from './campaign-problems.ts'
import { campaignRegister } from './campaign-register.ts'
import { summaryCsv, summaryView, type SummaryView } from './campaign-summary.ts'
import { campaignInList, campaignView, selectionView, type CampaignSummary, type CampaignView, type SelectedView } from './campaign-view.ts'
import { type StepRecord, type Verification } from './chain.ts'
import { hashing } from './hashing.ts'
import type { Answers, Reply } from './idempotency.ts'
import { derivedId } from './identity.ts'
import type { Caller, RecordsOptions } from './options.ts'
import { pageOf, regionIn } from './paging.ts'
import { Register, type Kept, type NewStep } from './register.ts'
import { refuseElsewhere } from './seen.ts'
import type { LedgerSource } from './supervision-entries.ts'
import { etagOf } from './versions.ts'

export interface CampaignFilter { readonly jurisdiction?: string, readonly state?: string }
export interface DrawRecomputation {
  readonly drawn: boolean
  /** null: there is nothing to compare */
  readonly valid: boolean | null
  readonly enteredFirst: boolean | null
  readonly frameDigest: string
  readonly seed: string | null
  readonly selection: readonly SelectedView[]
}

/** What campaigns need of the other records. */
export interface Beside {
  readonly openCaseAs: (id: string, opening: Opening, caller: Caller) => Promise<Reply>
  readonly verification: (id: string, access: Access) => Promise<Verification>
  readonly agencies: Register<AgencyFile>
}

const refuse = (faults: readonly Fault[]): void => {
  if (faults.length > 0) throw new Problem('validation', undefined, faults)
}
const refusal = ({ reason, detail, field }: { reason: string, detail: Label, field?: string }): Problem => new Problem('step-not-allowed', detail, [], { reason, ...field === undefined ? {} : { field } })

const normalStep = (step: CampaignStep): CampaignStep => step.type === 'record-result'
  ? { ...step, ref: normalReference(step.ref) }
  : step.type === 'open-cases' && step.refs ? { ...step, refs: step.refs.map(normalReference) } : step

/** Agencies that no plan knows. */
function strangers ({ frame }: CampaignFile, step: CampaignStep): Fault[] {
  const known = new Set(frame.agencies.map(({ ref }) => ref))
  const detail = { zh: '检查行动中没有这一机构', en: 'the campaign has no such agency' }
  if (step.type === 'record-result') return known.has(step.ref) ? [] : [{ pointer: '/ref', detail }]
  return step.type === 'open-cases' ? (step.refs ?? []).flatMap((ref, index) => known.has(ref) ? [] : [{ pointer: `/refs/${index}`, detail }]) : []
}

export class Campaigns {
  readonly #options: RecordsOptions
  readonly #register: Register<CampaignFile>
  readonly #beside: Beside
  /** for the ledger of supervision */
  readonly ledger: LedgerSource

  constructor (options: RecordsOptions, answers: Answers, beside: Beside) {
    this.#options = options
    this.#register = new Register(options, answers, campaignRegister)
    this.#beside = beside
    this.ledger = inspectionSource(this.#register, options.store)
  }

  /** @throws Refused */
  #checklist ({ plan }: Pick<CampaignFile, 'plan'>, further: boolean): Checklist {
    const agencyKind = oneKindOf(plan)
    return checklistFor(this.#options.book, { jurisdiction: plan.jurisdiction, on: plan.period.from, further, ...agencyKind === undefined ? {} : { agencyKind } })
  }

  /** Every row that a result may name. */
  #places (file: CampaignFile): ReadonlyMap<string, Place> {
    return placesOf(this.#checklist(file, true))
  }

  #view ({ file, row }: Kept<CampaignFile>, lang: Lang): CampaignView {
    return campaignView(this.#options.book, file, row, lang)
  }

  /** @throws Problem, Refused */
  async plan (given: PlanGiven, caller: Caller): Promise<Reply> {
    const { store, today } = this.#options
    const { access = EVERYTHING, lang } = caller
    refuseElsewhere(access, given.jurisdiction)
    const body = normalPlan(given)
    const { jurisdiction, period: { from: on }, scope } = body
    const checklist = this.#checklist({ plan: body }, true)
    const directory = () => agenciesOnFile(this.#beside.agencies, store, { jurisdiction, on, ...scope ? { scope } : {} }, access)
    return await this.#register.open(caller, async () => ({
      step: { type: campaignRegister.opens, body, outcome: await planOutcome(body, directory, checklist, { hashing, today: today() }) },
      subject: null
    }), (kept) => this.#view(kept, lang))
  }

  /** The step as it is kept, with what follows from it. */
  async #advance ({ file }: Kept<CampaignFile>, step: CampaignStep, at: string): Promise<NewStep> {
    const { type, ...body } = step
    refuse(strangers(file, step))
    const again = step.type === 'open-cases' && !file.closed ? await this.#interrupted(file, step.refs) : []
    const objection = refusalOf(file, step, { today: this.#options.today(), hashing })
    if (objection && !(objection.reason === 'nothing-to-open' && again.length > 0)) throw refusal(objection)
    switch (step.type) {
      case 'draw': return { type, body, outcome: this.#drawn(file) }
      case 'record-result': return { type, body, outcome: this.#found(file, step) }
      case 'report-problems': return { type, body, outcome: { problems: (await judgeProblems(this.#options, file, 'zh')).map(reported) } }
      case 'open-cases': return { type, body, outcome: { cases: [...this.#toOpen(file, step, at), ...again] } }
      default: return { type, body }
    }
  }

  /** @throws Problem */
  #drawn ({ frame, seed }: CampaignFile): object {
    const drawn: Drawn = draw(frame, seed?.value ?? '', hashing)
    if ('selection' in drawn) return drawn
    const { tooFew: { ref }, left } = drawn
    throw refusal({ reason: 'too-few-inspectors', detail: { zh: `可检查 ${ref} 的人员只有 ${left} 人`, en: `only ${left} inspectors can inspect ${ref}` } })
  }

  /**
   * Which conduct each check is about. That the rules have an answer to what failed is seen to now, not when cases are opened.
   * @throws Problem, Refused
   */
  #found (file: CampaignFile, step: CampaignStepOf<'record-result'>): object {
    const { book, today } = this.#options
    const places = this.#places(file)
    refuse(checkFaults(book.vocabulary, places, step.checks))
    const conducts = step.checks.map((check) => conductOf(check, places.get(check.row) ?? { conducts: [] }))
    const result = resultOf(step, { seq: 0, enteredBy: '', conducts })
    if (failedIn(result).length > 0) proposedHandling(book, problemOf(file, result), { decidedOn: today(), history: [], lang: 'zh' })
    return { conducts }
  }

  #toOpen (file: CampaignFile, { refs }: CampaignStepOf<'open-cases'>, at: string): object[] {
    const opened = new Set(file.cases.map(({ ref }) => ref))
    return withProblems(file).filter(({ ref }) => !opened.has(ref) && (refs?.includes(ref) ?? true))
      .map(({ ref, seq }) => ({ ref, caseId: derivedId(file.id, ref, at), result: seq }))
  }

  /** Cases that a step was to open and that are not there: it was interrupted. */
  async #interrupted ({ cases }: CampaignFile, refs?: readonly string[]): Promise<object[]> {
    const { store, keyOf } = this.#options
    const missing: object[] = []
    for (const { ref, caseId, result } of cases) {
      if ((refs?.includes(ref) ?? true) && await caseRow(store, keyOf({ type: 'agency', ref }), caseId) === null) missing.push({ ref, caseId, result })
    }
    return missing
  }

  /** Opens the cases that the campaign names and that are not there yet; asked twice, or by two, it opens each once. */
  async #openCases (id: string, caller: Caller): Promise<void> {
    const { store, keyOf } = this.#options
    const { file } = await this.#register.load(id, caller.access)
    const places = this.#places(file)
    for (const { ref, caseId, result: seq } of file.cases) {
      const result = file.results.find((one) => one.seq === seq)
      if (!result || await caseRow(store, keyOf({ type: 'agency', ref }), caseId) !== null) continue
      await this.#beside.openCaseAs(caseId, openingOf(file, problemOf(file, result), places), { ...caller, idempotency: null })
    }
  }

  /**
   * The step comes first and names the cases, which are then opened: an interruption leaves nothing half done that whoever asks again does not complete.
   * @throws Problem, Refused
   */
  async takeStep (id: string, ifMatch: string | undefined, given: CampaignStep, caller: Caller): Promise<Reply> {
    const step = normalStep(given)
    if (step.type === 'close-campaign') await this.#openCases(id, caller)
    const reply = await this.#register.append(id, ifMatch, caller, async (kept, at) => await this.#advance(kept, step, at), (kept) => this.#view(kept, caller.lang))
    if (step.type === 'open-cases') await this.#openCases(id, caller)
    return reply
  }

  async campaign (id: string, lang: Lang, access = EVERYTHING): Promise<{ view: CampaignView, etag: string }> {
    const kept = await this.#register.load(id, access)
    return { view: this.#view(kept, lang), etag: etagOf(kept.row) }
  }

  async list ({ jurisdiction, state }: CampaignFilter, { limit, cursor }: { limit: number, cursor?: string }, access = EVERYTHING): Promise<{ items: CampaignSummary[], next: string | null }> {
    const all = this.#register.all({ ...regionIn(jurisdiction), ...state === undefined ? {} : { state } }, access, cursor)
    return await pageOf(all, { limit }, ({ row }) => row.id, ({ file, row }) => campaignInList(file, row))
  }

  async steps (id: string, access = EVERYTHING): Promise<{ items: StepRecord[], head: string }> {
    return await this.#register.steps(id, access)
  }

  /** Recomputes the chain of a campaign. */
  async verification (id: string, access = EVERYTHING): Promise<Verification> {
    await this.#register.mustBeOne(id)
    return await this.#beside.verification(id, access)
  }

  async checklist (id: string, further: boolean, lang: Lang, access = EVERYTHING): Promise<ChecklistView> {
    const { file } = await this.#register.load(id, access)
    const { plan: { jurisdiction, period: { from: on }, focus = [] } } = file
    return checklistView(this.#options.book, this.#checklist(file, further), { jurisdiction, on, focus, lang })
  }

  async problems (id: string, lang: Lang, access = EVERYTHING): Promise<ProblemList> {
    const { file } = await this.#register.load(id, access)
    return problemsView(this.#options.book, file, this.#places(file), await judgeProblems(this.#options, file, lang), lang)
  }

  async summary (id: string, lang: Lang, access = EVERYTHING): Promise<SummaryView> {
    const { book } = this.#options
    const { file } = await this.#register.load(id, access)
    const summary = summaryOf(book, file, this.#places(file), await judgeProblems(this.#options, file, lang), await casesNow(this.#options, file))
    return summaryView(book, file, summary, lang)
  }

  async summaryCsv (id: string, lang: Lang, access = EVERYTHING): Promise<string> {
    return summaryCsv(await this.summary(id, lang, access), lang)
  }

  /** Draws anew from the frame and the seed, as anybody can, and compares. */
  async recomputation (id: string, access = EVERYTHING): Promise<DrawRecomputation> {
    const { file } = await this.#register.load(id, access)
    const { frame, plan, seed, drawn, frameDigest: named } = file
    const enteredFirst = isEnteredFirst(file)
    const digest = frameDigest(frame, hashing)
    if (!drawn || !seed) return { drawn: false, valid: null, enteredFirst, frameDigest: digest, seed: seed?.value ?? null, selection: [] }
    const again = draw(frame, seed.value, hashing)
    const selection = 'selection' in again ? again.selection : []
    const valid = digest === named && fitsCommitment(plan.commitment ?? null, seed.value, hashing) && canonical(selection) === canonical(drawn.selection)
    return { drawn: true, valid, enteredFirst, frameDigest: digest, seed: seed.value, selection: selectionView(frame, selection) }
  }
}
