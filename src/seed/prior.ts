/** Earlier decisions of other authorities, found while a case goes on; some turn out to be wrong and are withdrawn. */
import { v7 } from 'uuid'
import type { StepRecord } from '../records/chain.ts'
import { seal, unseal } from '../records/chain.ts'
import { reconsiderEvent, stepEvent } from '../records/events.ts'
import { instant } from '../records/identity.ts'
import { priorDecision, priorKeeping, priorStanding, replayPrior, type PriorGiven, type PriorMeasure } from '../records/prior.ts'
import { withOwn } from '../records/units.ts'
import type { Unit } from '../store/store.ts'
import type { Casting } from './casting.ts'
import { dayOf } from './days.ts'
import { Random } from './random.ts'
import type { SubjectState } from './subject.ts'
import { saltOf, type World } from './world.ts'

const FOUND = { agency: 0.06, others: 0.01 }
const WITHDRAWN = 0.15
const DAY_MS = 86_400_000

/** What other authorities decided, by the type of the subject. */
const DECISIONS: Readonly<Record<string, readonly { readonly tier?: string, readonly measures: readonly string[] }[]>> = {
  agency: [
    { tier: 'general', measures: ['interview', 'order-correction'] },
    { tier: 'serious', measures: ['warning', 'rectify'] },
    { tier: 'serious', measures: ['suspend-evaluation', 'rectify'] }
  ],
  candidate: [{ measures: ['cancel-subject-score'] }, { measures: ['cancel-all-scores', 'bar-2-years'] }],
  assessor: [{ measures: ['reminder-talk', 'order-correction'] }],
  'exam-administrator': [{ measures: ['bar-from-duty-current-year'] }],
  'quality-supervisor': [{ measures: ['suspend-supervision'] }]
}

export class PriorRecord {
  readonly #world: World
  readonly #cast: Casting
  readonly #subject: SubjectState
  readonly #random: Random
  readonly #id: string
  #steps: readonly StepRecord[] = []
  now: number

  constructor (world: World, cast: Casting, subject: SubjectState, random: Random) {
    this.#world = world
    this.#cast = cast
    this.#subject = subject
    this.#random = random
    this.now = cast.opensAt + random.between(1, 20) * 3_600_000
    this.#id = v7({ msecs: this.now, random: random.bytes(16) })
  }

  #given (): PriorGiven {
    const { cast, random, days } = { cast: this.#cast, random: this.#random, days: this.#world.days }
    const { tier, measures } = random.pick(DECISIONS[cast.subject.type] ?? [])
    const decided = dayOf(this.now) - random.between(60, 500)
    const decidedOn = days.text(decided)
    const dated = measures.map((measure): PriorMeasure => measure.startsWith('bar-') ? { measure, from: decidedOn } : { measure })
    const rectifies = measures.includes('rectify')
    return {
      subject: cast.subject,
      jurisdiction: '430102',
      decidedOn,
      authority: '外省人社部门',
      measures: dated,
      document: `处理决定${decidedOn.slice(0, 4)}第${random.between(1, 400)}号`,
      ...tier === undefined ? {} : { tier },
      ...rectifies ? { rectifyBy: days.text(decided + 40) } : {},
      ...rectifies && random.chance(0.8) ? { rectifiedOn: days.text(decided + random.between(20, 50)) } : {}
    }
  }

  record (): void {
    this.#write('record', { ...this.#given() })
  }

  withdraw (): void {
    this.#write('withdraw', { reasons: '原作出机关已撤销该决定。' })
  }

  /** As the service writes it. */
  #write (type: 'record' | 'withdraw', body: Record<string, unknown>): void {
    const { setting: { book }, keyOf, algorithm } = this.#world
    const at = instant(this.now)
    const entry = { seq: this.#steps.length + 1, type: type as never, at, actor: `${this.#cast.place.code}-records-1`, level: 'city', body, outcome: { tier: null } }
    const step = seal(this.#id, entry, this.#steps.at(-1)?.digest ?? null, algorithm, saltOf(this.#random))
    this.#steps = [...this.#steps, unseal(step)]
    const prior = replayPrior(this.#id, this.#steps)
    const decision = priorDecision(prior)
    const subjectKey = keyOf(prior.subject)
    const standing = priorStanding(book, prior, keyOf)
    const record = {
      kind: 'prior-decision' as const,
      id: this.#id,
      version: entry.seq,
      head: step.digest,
      state: prior.withdrawal ? 'withdrawn' : 'recorded',
      jurisdiction: prior.jurisdiction,
      subjectType: prior.subject.type,
      subjectKey,
      conducts: [],
      tier: prior.tier ?? null,
      occurredOn: null,
      due: null,
      ...priorKeeping(prior, standing)
    }
    const decisions = withOwn(this.#subject.decisions, this.#id, decision)
    const marks = decision ? [] : this.#subject.marks(this.#id, decisions)
    const unit: Unit = {
      expected: entry.seq - 1,
      step,
      record,
      subject: { key: subjectKey, expected: this.#subject.version, changes: true },
      standing,
      decision,
      counted: null,
      reconsider: marks,
      events: [stepEvent(record, type, at), ...marks.map((mark) => reconsiderEvent(mark.id, mark.is, this.#id, at))],
      answer: null
    }
    this.#subject.took(unit, decisions)
    this.#world.units.push(unit)
  }
}

/** Whether, and how, an earlier decision about the subject of a case turns up. */
export function * priorStory (prior: PriorRecord, random: Random): Generator<number, void, void> {
  prior.record()
  if (!random.chance(WITHDRAWN)) return
  yield prior.now + random.between(30, 200) * DAY_MS
  prior.withdraw()
}

/** The earlier decision that turns up soon after a case was opened; null where none does. */
export function priorOf (world: World, cast: Casting, subject: SubjectState): { readonly prior: PriorRecord, readonly random: Random } | null {
  const random = new Random(world.seed, 'prior', cast.index)
  const found = random.chance(cast.subject.type === 'agency' ? FOUND.agency : FOUND.others)
  return found ? { prior: new PriorRecord(world, cast, subject, random), random } : null
}
