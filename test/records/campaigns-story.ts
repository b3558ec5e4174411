/** A campaign in hand: planned, drawn and taken along, on a real store. */
import { Clock } from '../e2e/clock.ts'
import type { Check, CampaignStep } from '../../src/domain/inspection/campaign.ts'
import type { Access } from '../../src/auth/principal.ts'
import { Problem } from '../../src/plugins/problems.ts'
import type { PlanGiven } from '../../src/records/campaign-plan.ts'
import type { CampaignView } from '../../src/records/campaign-view.ts'
import { Records, type Caller } from '../../src/records/records.ts'
import { loadRules } from '../../src/rulesets/load.ts'
import { openStore } from '../../src/store/open.ts'
import type { Store } from '../../src/store/store.ts'
import { keyOf } from '../deps.ts'

export const rules = loadRules()
export const PLANNED = '2026-10-10'
export const SEED = '05 12 17 22 28 31 09'

export function recordsAt (clock: Clock, store: Store): Records {
  return new Records({
    store,
    keyOf,
    book: rules.book,
    calendar: rules.calendar,
    fairness: { anotherPersonDecides: true, notHeavierThanNotified: true },
    algorithm: 'sha256',
    engine: '0.1.0',
    retentionYears: 5,
    today: clock.today,
    now: clock.now
  })
}

export const officer = (access?: Access): Caller => ({ actor: { id: 'wei', level: 'city' }, lang: 'zh', idempotency: null, ...access ? { access } : {} })

/** Two of four agencies in Nanning are drawn, one of them on the risk list. */
export const plan = (over: Partial<PlanGiven> = {}): PlanGiven => ({
  title: '双随机抽查',
  jurisdiction: '450100',
  period: { from: '2026-10-12', to: '2026-11-30' },
  forms: ['on-site'],
  riskList: [{ ref: 'A-4', weight: 5, reasons: '多次投诉' }],
  agencies: [
    { ref: 'A-1', name: '甲校', agencyKind: 'school', jurisdiction: '450103' },
    { ref: 'A-2', name: '乙厂', unit: '乙集团' },
    { ref: 'A-3', name: '丙中心' },
    { ref: 'A-4', name: '丁公司' }
  ],
  inspectors: [{ id: 'chen', recused: [{ ref: 'A-1', reasons: '配偶任职' }] }, { id: 'lu', unit: '乙集团' }, { id: 'nong' }, { id: 'wei' }],
  draw: { agencies: 2, inspectors: 2 },
  seedSource: '十月十五日开奖号码',
  ...over
})

export const passed = (row: string): Check => ({ row, result: 'passed' })
export const failed = (row: string, over: Partial<Check> = {}): Check => ({ row, result: 'failed', ...over })

const GENERAL = 'guangxi/annex-3/general'
/** Misconduct at the general tier: its facts are known. */
export const GENERAL_PROBLEM = failed(`${GENERAL}/item-5`, { conduct: 'agency.assessor-assignment', facts: { gravity: 'minor' } })

type Given<T extends CampaignStep['type']> = Extract<CampaignStep, { type: T }>

export class Campaign {
  readonly clock: Clock
  readonly store: Store
  readonly records: Records
  view: CampaignView

  private constructor (clock: Clock, store: Store, records: Records, view: CampaignView) {
    this.clock = clock
    this.store = store
    this.records = records
    this.view = view
  }

  static async plan (given: PlanGiven = plan(), { clock = new Clock(PLANNED), store, caller = officer() }: { clock?: Clock, store?: Store, caller?: Caller } = {}): Promise<Campaign> {
    const kept = store ?? await openStore('file::memory:')
    const records = recordsAt(clock, kept)
    const { body } = await records.campaigns.plan(given, caller)
    return new Campaign(clock, kept, records, JSON.parse(body) as CampaignView)
  }

  get id (): string { return this.view.id }
  get drawn (): CampaignView['draw'] & object {
    if (!this.view.draw) throw new Error('nobody has been drawn')
    return this.view.draw
  }

  async take (step: CampaignStep, caller = officer()): Promise<this> {
    const { body } = await this.records.campaigns.takeStep(this.id, '*', step, caller)
    this.view = JSON.parse(body) as CampaignView
    return this
  }

  /** To the draw: the seed is published on 15 October, drawn on the 16th; then it is the 20th. */
  async draw (): Promise<this> {
    this.clock.turnTo('2026-10-20')
    await this.take({ type: 'publish-seed', value: SEED, publishedOn: '2026-10-15', where: '开奖公告' })
    return await this.take({ type: 'draw', on: '2026-10-16' })
  }

  /** The result of the agency that was drawn in this place, by the inspectors drawn for it. */
  result (place: number, checks: readonly Check[], over: Partial<Given<'record-result'>> = {}): CampaignStep {
    const selected = this.drawn.selection[place]
    if (!selected) throw new Error(`nobody was drawn in place ${place}`)
    return { type: 'record-result', ref: selected.agency.ref, inspectedOn: '2026-10-19', inspectors: selected.inspectors, checks, ...over }
  }

  refOf (place: number): string {
    return this.drawn.selection[place]?.agency.ref ?? ''
  }

  /** Why a step is refused: reason and field, or the problem where it is another. */
  async refusal (step: CampaignStep, caller = officer()): Promise<string> {
    return await refusalOf(this.take(step, caller))
  }
}

/** `reason field`, or the code of the problem with the places at fault. */
export async function refusalOf (asked: Promise<unknown>): Promise<string> {
  const error: unknown = await asked.then(() => null, (error: unknown) => error)
  if (error === null) return 'accepted'
  if (!(error instanceof Problem)) return error instanceof Error ? error.message : String(error)
  const { code, extra: { reason, field }, errors } = error
  return code === 'step-not-allowed' ? [reason, field].filter(Boolean).join(' ') : [code, ...errors.map(({ pointer }) => pointer)].join(' ')
}
