/** What all invented cases have in common: the rules they are judged by, the calendar, and where their units go. */
import type { Setting } from '../domain/record/judged.ts'
import type { KeyOf } from '../domain/record/projection.ts'
import type { Algorithm } from '../records/chain.ts'
import type { Unit } from '../store/store.ts'
import { Conducts } from './conducts.ts'
import { Days } from './days.ts'
import { Random } from './random.ts'

export interface WorldOptions {
  readonly setting: Omit<Setting, 'today'>
  readonly keyOf: KeyOf
  readonly algorithm: Algorithm
  /** the same seed makes the same records, salts and ids included */
  readonly seed: string
}

export class World {
  readonly setting: Omit<Setting, 'today'>
  readonly keyOf: KeyOf
  readonly algorithm: Algorithm
  readonly seed: string
  readonly days: Days
  readonly conducts: Conducts
  /** the units of what happens now, taken away by whoever made it happen */
  units: Unit[] = []
  readonly #settings = new Map<number, Setting>()

  constructor ({ setting, keyOf, algorithm, seed }: WorldOptions) {
    this.setting = setting
    this.keyOf = keyOf
    this.algorithm = algorithm
    this.seed = seed
    this.days = new Days(setting.calendar)
    this.conducts = new Conducts({ ...setting, today: '9999-12-31' })
  }

  /** What a step entered on a day is judged with. */
  on (day: number): Setting {
    let setting = this.#settings.get(day)
    if (!setting) this.#settings.set(day, setting = { ...this.setting, today: this.days.text(day) })
    return setting
  }
}

/** Salts are as random as the seed makes them: nothing in an invented record needs to be kept from anybody. */
export const saltOf = (random: Random): string => Buffer.from(random.bytes(16)).toString('base64url')
