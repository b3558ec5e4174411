/** A small store with everything in it that a record can be: the same every time but for ids, salts and digests. */
import type { Day } from '../../src/domain/day.ts'
import type { Opening, StepGiven, Subject } from '../../src/domain/record/step.ts'
import type { Algorithm } from '../../src/records/chain.ts'
import { Records, type Caller, type Reply } from '../../src/records/records.ts'
import type { PriorGiven } from '../../src/records/prior.ts'
import type { CaseView } from '../../src/records/view.ts'
import { loadRules } from '../../src/rulesets/load.ts'
import { keyOf } from '../deps.ts'
import type { Store } from '../../src/store/store.ts'

export const rules = loadRules()
export const today: Day = '2026-11-21'

/** Every question for the time is a second later than the one before. */
function clock (): () => number {
  let at = Date.parse('2026-11-21T09:00:00+08:00')
  return () => { at += 1000; return at }
}

export const recordsOf = (store: Store, algorithm: Algorithm = 'sha256', now = clock()): Records => new Records({
  keyOf,
  store,
  book: rules.book,
  calendar: rules.calendar,
  fairness: { anotherPersonDecides: true, notHeavierThanNotified: true },
  algorithm,
  engine: '0.1.0',
  retentionYears: 5,
  today: () => today,
  now
})

export const caller = (id: string, level = 'city'): Caller => ({ actor: { id, level }, lang: 'zh', idempotency: null })
const INVESTIGATOR = caller('li')
const DECIDER = caller('wang')
const REVIEWER = caller('zhao')

export const viewOf = ({ body }: Reply): CaseView => JSON.parse(body) as CaseView

/** A case that is taken along, each step built on the one before. */
export class Walk {
  readonly #records: Records
  view: CaseView

  private constructor (records: Records, view: CaseView) {
    this.#records = records
    this.view = view
  }

  static async open (records: Records, opening: Opening): Promise<Walk> {
    return new Walk(records, viewOf(await records.openCase(opening, INVESTIGATOR)))
  }

  get id (): string { return this.view.id }

  async take (step: StepGiven, by = INVESTIGATOR): Promise<this> {
    const { etag } = await this.#records.case(this.id, 'zh')
    this.view = viewOf(await this.#records.takeStep(this.id, etag, step, by))
    return this
  }

  /** From registration to the decision in force, all its papers of one day. */
  async decide (on: Day, { rectifyBy, optionalMeasures = [], level = 'city' }: { rectifyBy?: Day, optionalMeasures?: readonly string[], level?: string } = {}): Promise<this> {
    await this.take({ type: 'accept' })
    await this.take({ type: 'establish-facts', conducts: this.view.conducts, signers: ['li', 'zhou'], confirmedBy: 'chen', establishedOn: on })
    await this.take({ type: 'notify', deliveredOn: on, method: 'in-person', optionalMeasures })
    await this.take({ type: 'decide', decidedOn: on, reasons: '事实清楚', optionalMeasures, ...rectifyBy === undefined ? {} : { rectifyBy } }, caller(DECIDER.actor.id, level))
    return await this.take({ type: 'serve', servedOn: on, method: 'in-person' })
  }
}

export const AGENCY: Subject = { type: 'agency', ref: '91450100MA5K000001', refKind: 'uscc', name: '甲评价机构' }
const CANDIDATE: Subject = { type: 'candidate', ref: 'candidate-7', refKind: 'other', name: '乙' }

export const opening = (occurredOn: Day, over: Partial<Opening> = {}): Opening => ({
  jurisdiction: '450103',
  occurredOn,
  subject: AGENCY,
  source: 'inspection',
  conducts: [{ code: 'agency.scoring-management', facts: { gravity: 'minor' } }],
  narrative: '评分口径前后不一',
  ...over
})

const prior = (over: Partial<PriorGiven> = {}): PriorGiven => ({
  subject: AGENCY,
  jurisdiction: '450103',
  decidedOn: '2025-12-10',
  authority: '甲市人社局',
  tier: 'general',
  measures: [{ measure: 'interview' }],
  document: '甲人社〔2025〕9号',
  ...over
})

export interface Story {
  readonly records: Records
  /** raised by a prior decision that was withdrawn since, reviewed, corrected and rectified: to be reconsidered */
  readonly raised: string
  /** counted the case before and the withdrawn decision, and was upheld on review since: settled again */
  readonly settled: string
  /** about a person, with a bar for years; archived */
  readonly barred: string
  /** suspended while it is investigated */
  readonly pending: string
  readonly withdrawn: string
  /** a prior decision with measures of its own in force */
  readonly standing: string
}

/** Writes the store. */
export async function tell (store: Store): Promise<Story> {
  const records = recordsOf(store)
  const { id: withdrawn } = viewOf(await records.recordPrior(prior(), INVESTIGATOR))
  const { id: standing } = viewOf(await records.recordPrior(prior({
    subject: { ...AGENCY, ref: '91450100MA5K000002' },
    measures: [{ measure: 'list-dishonest', from: '2025-12-11' }, { measure: 'suspend-evaluation' }],
    tier: 'serious',
    rectifyBy: '2026-03-01'
  }), { ...INVESTIGATOR, idempotency: { key: 'a key', fingerprint: 'asked' } }))

  const raised = await Walk.open(records, opening('2026-03-14', { relatedCases: [withdrawn], session: { id: 's-1', occupation: '焊工', heldOn: '2026-03-14' } }))
  await raised.decide('2026-04-01', { rectifyBy: '2026-05-01', optionalMeasures: ['list-key-supervision'] })
  await raised.take({ type: 'correct', seq: 1, reasons: '名称误写', replaces: { subject: { name: '甲评价中心' } } })
  await raised.take({ type: 'add-evidence', kind: 'documentary', title: '整改报告', obtainedOn: '2026-04-02', preservedUntil: '2026-12-01' })

  const settled = await Walk.open(records, opening('2026-06-02'))
  await settled.decide('2026-06-20', { rectifyBy: '2026-08-01' })
  await settled.take({ type: 'report', to: 'province', on: '2026-06-21' })

  await raised.take({ type: 'verify-rectification', on: '2026-06-25', result: 'passed' })
  await raised.take({ type: 'request-review', on: '2026-06-26', grounds: '不服' })
  await records.withdrawPrior(withdrawn, { reasons: '他案误录' }, DECIDER)

  await settled.take({ type: 'request-review', on: '2026-06-26', grounds: '不服' })
  await settled.take({ type: 'decide-review', on: '2026-06-28', outcome: 'uphold', reasons: '结果不变' }, REVIEWER)

  const barred = await Walk.open(records, opening('2026-03-14', { subject: CANDIDATE, conducts: [{ code: 'candidate.impersonation', facts: { gravity: 'serious' } }], agencyRef: AGENCY.ref }))
  await barred.decide('2026-04-01', { level: 'agency' })
  await barred.take({ type: 'archive', on: '2026-04-03' })
  const pending = await Walk.open(records, opening('2026-09-01', { jurisdiction: '520102', subject: { ...AGENCY, ref: '91520100MA5K000003' } }))
  await pending.take({ type: 'accept' })
  await pending.take({ type: 'suspend-pending', measures: ['suspend-evaluation', 'hold-certificate-data'], reasons: '防止继续' })
  return { records, raised: raised.id, settled: settled.id, barred: barred.id, pending: pending.id, withdrawn, standing }
}
