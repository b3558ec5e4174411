/** A case that is going on: its steps are judged by the real rules and become the units that the service itself would write. */
import type { Actor, CaseFile } from '../domain/record/case.ts'
import { advance, register, situationOf, type Advanced } from '../domain/record/advance.ts'
import type { Refusal, Situation } from '../domain/record/checks.ts'
import { levelsFor } from '../domain/record/competence.ts'
import type { Opening, StepGiven, StepType } from '../domain/record/step.ts'
import { instant } from '../records/identity.ts'
import { changeOf, unitOf, weighsOtherwise } from '../records/units.ts'
import type { Casting } from './casting.ts'
import { dayNumber, dayOf } from './days.ts'
import { Random } from './random.ts'
import type { SubjectState } from './subject.ts'
import { saltOf, type World } from './world.ts'

/** What becomes of a case: gives the instant of its next entry and is gone on with when that has come. */
export type Story = Generator<number, void, void>

/** Even who is quick needs some minutes for the next entry. */
const NEXT_ENTRY_MS = 240_000

export class Running {
  readonly world: World
  readonly cast: Casting
  readonly subject: SubjectState
  readonly random: Random
  readonly id: string
  file: CaseFile | null = null
  marked = false
  /** the instant of the entry that is made now */
  now: number
  /** the day of the paper that is written now */
  #paper: number
  #head: string | null = null
  #known: { readonly day: number, readonly version: number, readonly situation: Situation } | null = null
  readonly #salts: Random
  readonly #pace: number
  readonly #level: string

  constructor (world: World, cast: Casting, subject: SubjectState) {
    this.world = world
    this.cast = cast
    this.subject = subject
    this.id = cast.id
    this.now = cast.opensAt
    this.#paper = dayOf(cast.opensAt)
    this.random = new Random(world.seed, 'case', cast.index)
    this.#salts = new Random(world.seed, 'salt', cast.index)
    // Some offices are quick and some are slow; a case that shows a state has to come there in time.
    this.#pace = cast.stays === null ? 0.5 + this.random.share() ** 2 * 1.5 : 0.4
    this.#level = this.random.weighted([{ level: 'county', weight: 5 }, { level: 'city', weight: 4 }, { level: 'province', weight: 1 }], ({ weight }) => weight).level
  }

  /** The day of the paper that is written now, as a text. */
  get paper (): string {
    return this.world.days.text(this.#paper)
  }

  get state (): CaseFile['state'] | null {
    return this.file?.state ?? null
  }

  /** Whether the case stays as it is. */
  get stays (): boolean {
    return this.cast.stays !== null && this.cast.stays === this.state
  }

  /** The case as whoever makes the next entry sees it. */
  get situation (): Situation {
    const { file, subject } = this
    if (!file) throw new Error(`case ${this.id} is not open yet`)
    const day = dayOf(this.now)
    if (this.#known?.day !== day || this.#known.version !== subject.version || this.#known.situation.file !== file) {
      this.#known = { day, version: subject.version, situation: situationOf(this.world.on(day), file, subject.decisions) }
    }
    return this.#known.situation
  }

  /** So many days after a day, by the calendar. */
  daysAfter (days: number): string {
    return this.world.days.text(this.#paper + days)
  }

  /** The next paper: so many working days after the last at the usual pace, not before a day where one is named, and entered soon after. When that is. */
  later (workingDays: number, notBefore?: string): number {
    const { days } = this.world
    this.#paper = days.working(this.#paper, Math.round(workingDays * this.#pace))
    if (notBefore !== undefined) this.#paper = days.working(Math.max(this.#paper, dayNumber(notBefore)), 0)
    const lag = this.random.chance(0.7) ? 0 : this.random.between(1, 3)
    return Math.max(days.at(days.working(this.#paper, lag), this.random.share()), this.now + NEXT_ENTRY_MS)
  }

  /** Somebody who may take a step: an agency where the rules leave it to the agency, else the office that has the case, else whoever has to. */
  actor (type: StepType, role: string, number = 1): Actor {
    const { setting: { book }, file, judged } = this.situation
    const levels = levelsFor(book.vocabulary, file, judged, type)
    const level = levels.includes('agency') && this.cast.agencyRef !== null ? 'agency' : levels.includes(this.#level) ? this.#level : levels.find((one) => one !== 'agency') ?? levels[0]
    if (level === undefined) throw new Error(`nobody may take the step ${type} of case ${this.id}`)
    return { id: this.person(role, number), level }
  }

  /** The id of an official. */
  person (role: string, number = 1): string {
    return `${this.cast.place.code}-${role}-${number}`
  }

  open (opening: Opening): void {
    const level = this.cast.agencyRef === null ? this.#level : 'agency'
    const at = instant(this.now)
    this.#write(null, register(this.world.on(dayOf(this.now)), this.id, opening, this.subject.decisions, { id: this.person('intake'), level }, at))
  }

  /** Takes a step, or says why it may not come. */
  offer (step: StepGiven, actor: Actor): Refusal | null {
    const before = this.situation
    const advanced = advance(before, step, actor, instant(this.now))
    if ('reason' in advanced) return advanced
    this.#write(before, advanced)
    return null
  }

  /** Takes a step that has to be possible. */
  take (step: StepGiven, actor: Actor): void {
    const refusal = this.offer(step, actor)
    if (refusal) throw new Error(`${step.type} of case ${this.id} (${this.cast.index}) was refused: ${refusal.reason}, ${refusal.detail.en}`)
  }

  #write (before: Situation | null, advanced: Advanced): void {
    const { subject, world } = this
    const { setting: { book }, keyOf, algorithm } = world
    const change = changeOf(book, keyOf, before, advanced, this.#head, algorithm, saltOf(this.#salts))
    const marks = weighsOtherwise(change) ? subject.marks(this.id, change.subjectDecisions) : []
    const unit = unitOf(book, keyOf, before, advanced, change, subject.record, marks, this.marked, null)
    this.file = advanced.next.file
    // Holds for the rest of the day, unless the step has changed what the subject is judged by.
    this.#known = { day: dayOf(this.now), version: subject.version, situation: advanced.next }
    this.#head = change.link.digest
    subject.took(unit, change.subjectDecisions)
    world.units.push(unit)
  }
}
