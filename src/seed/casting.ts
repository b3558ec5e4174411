/**
 * Who each case is about, and when it is opened. Goes through the cases in their order and knows nothing of what becomes of them, so that several
 * workers can each go through all and play those of their own subjects.
 */
import { v7 } from 'uuid'
import type { CaseFile } from '../domain/record/case.ts'
import type { Subject } from '../domain/record/step.ts'
import { startOf, type Days } from './days.ts'
import { AGENCY_KINDS, agencyName, personName } from './names.ts'
import { AGENCY_WITH_APPEAL, placeOf, type Place } from './places.ts'
import { Random } from './random.ts'
import { creditCode, residentId } from './references.ts'

export interface Casting {
  readonly index: number
  /** milliseconds since 1970 */
  readonly opensAt: number
  readonly id: string
  readonly subject: Subject
  /** the same for all cases of a subject */
  readonly subjectName: string
  /** whether more cases of the subject may follow */
  readonly again: boolean
  readonly place: Place
  readonly agencyKind: string
  readonly agencyRef: string | null
  /** the other's case, where one sat in for the other */
  readonly related: string | null
  readonly conduct: string | null
  /** the state in which it stays, so that a small store shows each */
  readonly stays: CaseFile['state'] | null
}

export interface CastingOptions { readonly seed: string, readonly cases: number, readonly days: Days, readonly from: number, readonly until: number, readonly states: readonly CaseFile['state'][] }

interface Agency { readonly index: number, readonly place: Place, readonly kind: typeof AGENCY_KINDS[number], readonly ref: string, readonly name: string }
interface Person { readonly name: string, readonly type: string, readonly subject: Subject, readonly agency: Agency }
/** A case that is about a person known already, or about the one who sat in. */
interface Claim { readonly person: Person, readonly related: string | null }

/** Of a hundred cases; agencies come back, people mostly do not. */
const TYPES = [
  { type: 'candidate', weight: 58, again: 0.03 },
  { type: 'assessor', weight: 11, again: 0.12 },
  { type: 'exam-administrator', weight: 7, again: 0.08 },
  { type: 'quality-supervisor', weight: 4, again: 0.1 },
  { type: 'agency', weight: 20, again: 1 }
]
const CASES_OF_AN_AGENCY = 6
const FEWEST_AGENCIES = 12
const IMPERSONATION = 'candidate.impersonation'
const SAT_IN = 0.02
/** Cases that show a state are old enough to have come there, and recent enough to be looked at. */
const SHOWN_DAYS = { oldest: 320, youngest: 200 }

/** How many cases of the whole are opened in its first part: each year a little more. */
const timeOf = (share: number): number => (Math.sqrt(0.49 + 1.2 * share) - 0.7) / 0.6

export class Castings {
  readonly #options: CastingOptions
  readonly #workingDays: readonly number[]
  readonly #agencies: number
  readonly #variant: number
  /** where the numbers of this store begin */
  readonly #offset: number
  readonly #claims = new Map<number, Claim>()
  readonly #toShow: CaseFile['state'][]
  #index = 0

  constructor (options: CastingOptions) {
    const { seed, cases, days, from, until, states } = options
    this.#options = options
    this.#workingDays = days.workingBetween(from, until)
    this.#agencies = Math.max(FEWEST_AGENCIES, Math.ceil(cases * 0.2 / CASES_OF_AN_AGENCY))
    const numbers = new Random(seed, 'numbers')
    this.#variant = numbers.below(100)
    this.#offset = numbers.below(10_000_000)
    this.#toShow = [...states]
  }

  #opensAt (index: number, random: Random): number {
    const place = timeOf((index + random.share()) / this.#options.cases) * this.#workingDays.length
    const day = this.#workingDays[Math.floor(place)] as number
    return this.#options.days.at(day, place % 1)
  }

  #idOf (index: number): { id: string, opensAt: number } {
    const random = new Random(this.#options.seed, 'opening', index)
    const opensAt = this.#opensAt(index, random)
    return { opensAt, id: v7({ msecs: opensAt, random: random.bytes(16) }) }
  }

  #agency (index: number): Agency {
    const random = new Random(this.#options.seed, 'agency', index)
    const place = placeOf(index, random)
    const kind = place.code === '310112' && random.chance(0.6) ? AGENCY_KINDS[0] : random.weighted(AGENCY_KINDS, ({ weight }) => weight)
    return { index, place, kind, ref: creditCode(kind.category, this.#offset + index, this.#variant), name: agencyName(random, place.name, kind.ending) }
  }

  #person (index: number, type: string, agency: Agency, random: Random): Person {
    const byId = random.chance(0.94)
    const ref = byId ? residentId(this.#offset + index, this.#variant, (day) => this.#options.days.text(day)) : `${type.slice(0, 1).toUpperCase()}-${this.#variant}-${this.#offset + index}`
    return { name: `person ${index}`, type, agency, subject: { type, ref, refKind: byId ? 'resident-id' : 'other', name: personName(random) } }
  }

  /** The state that the next case is to show, where its time has come. */
  #shows (opensAt: number, claimed: boolean): CaseFile['state'] | null {
    const age = (startOf(this.#options.until) - opensAt) / 86_400_000
    if (claimed || age > SHOWN_DAYS.oldest || age < SHOWN_DAYS.youngest) return null
    return this.#toShow.shift() ?? null
  }

  #claim (index: number, claim: Claim): boolean {
    if (index >= this.#options.cases || this.#claims.has(index)) return false
    this.#claims.set(index, claim)
    return true
  }

  #ofPerson (index: number, random: Random, type: string, agency: Agency, claim: Claim | undefined): Omit<Casting, 'index' | 'id' | 'opensAt' | 'stays'> {
    const person = claim?.person ?? this.#person(2 * index, type, agency, random)
    const { again } = TYPES.find((one) => one.type === person.type) as typeof TYPES[number]
    const comesBack = random.chance(again) && this.#claim(index + 1 + random.below(this.#options.cases / 3), { person, related: null })
    // Whoever has somebody sit in is found out together with them: the next case is the other's.
    const satIn = claim === undefined && person.type === 'candidate' && random.chance(SAT_IN) &&
      this.#claim(index + 1, { person: this.#person(2 * index + 1, person.type, agency, random), related: this.#idOf(index).id })
    return {
      subject: person.subject,
      subjectName: person.name,
      again: comesBack,
      place: person.agency.place,
      agencyKind: person.agency.kind.kind,
      agencyRef: random.chance(0.75) ? person.agency.ref : null,
      related: claim?.related ?? null,
      conduct: satIn || claim?.related ? IMPERSONATION : null
    }
  }

  /** The next case; null after the last. */
  next (): Casting | null {
    const { seed, cases } = this.#options
    if (this.#index === cases) return null
    const index = this.#index++
    const random = new Random(seed, 'casting', index)
    const claim = this.#claims.get(index)
    this.#claims.delete(index)
    const { id, opensAt } = this.#idOf(index)
    const stays = this.#shows(opensAt, claim !== undefined)
    const appeals = stays === 'under-appeal'
    const type = appeals ? 'agency' : claim?.person.type ?? random.weighted(TYPES, ({ weight }) => weight).type
    // Some agencies come back more often than others.
    const agency = this.#agency(appeals ? AGENCY_WITH_APPEAL : Math.floor(this.#agencies * random.share() ** 1.5))
    if (type !== 'agency') return { index, id, opensAt, stays, ...this.#ofPerson(index, random, type, agency, claim) }
    const subject = { type, ref: agency.ref, refKind: 'uscc', name: agency.name }
    return { index, id, opensAt, stays, subject, subjectName: `agency ${agency.index}`, again: true, place: agency.place, agencyKind: agency.kind.kind, agencyRef: null, related: null, conduct: null }
  }
}
