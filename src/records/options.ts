/** Who asks of the records, and what they work with. */
import type { Access } from '../auth/principal.ts'
import type { RuleBook } from '../domain/book.ts'
import type { Day } from '../domain/day.ts'
import type { WorkCalendar } from '../domain/deadline.ts'
import type { Setting } from '../domain/record/judged.ts'
import type { KeyOf } from '../domain/record/projection.ts'
import type { Lang } from '../domain/vocabulary.ts'
import type { Store } from '../store/store.ts'
import type { Algorithm } from './chain.ts'
import type { Idempotency } from './idempotency.ts'

export interface Caller {
  readonly actor: { readonly id: string, readonly level: string }
  readonly lang: Lang
  readonly idempotency: Idempotency | null
  /** everything where it is not given */
  readonly access?: Access
}

export interface RecordsOptions {
  readonly store: Store
  /** under which key the records of a subject are found again: made with the store's own index key */
  readonly keyOf: KeyOf
  readonly book: RuleBook
  readonly calendar: WorkCalendar
  readonly fairness: Setting['fairness']
  readonly algorithm: Algorithm
  readonly engine: string
  /** how long a record is kept after it was closed */
  readonly retentionYears: number
  /** the day in China */
  readonly today: () => Day
  /** milliseconds since 1970 */
  readonly now: () => number
}
