/** Erasing a record whose time has come. Its steps stay, encrypted with a key that is no more; nothing else is left that says what it was about. */
import { randomBytes } from 'node:crypto'
import { addDays, type Day } from '../domain/day.ts'
import { retentionOf } from '../domain/record/retention.ts'
import { Problem } from '../plugins/problems.ts'
import { StaleVersion, type KeptAnswer, type RecordRow, type Store } from '../store/store.ts'
import { erasedEvent } from './events.ts'

export interface Erased { id: string, erasedOn: Day, retainedUntil: Day }

/**
 * The last day on which a record had to be kept.
 * @throws Problem step-not-allowed where that is not over
 */
export function refuseTooEarly (row: Pick<RecordRow, 'closedOn' | 'barsUntil'>, years: number, today: Day): Day {
  const retention = retentionOf(row, years)
  if (!retention) throw new Problem('step-not-allowed', { zh: '尚未归档的案件不能删除', en: 'a case that is not archived is not erased' }, [], { reason: 'wrong-state' })
  const { until } = retention
  if (until === null) throw new Problem('step-not-allowed', { zh: '以本记录为依据的措施没有截止日，须一直保存（X-4）', en: 'a measure that rests on this record has no end: it is kept as long (X-4)' }, [], { reason: 'date-out-of-order' })
  if (today <= until) {
    const from = addDays(until, 1)
    throw new Problem('step-not-allowed', { zh: `须保存至 ${until}，自 ${from} 起方可删除（X-4）`, en: `it has to be kept until ${until} and may be erased from ${from} on (X-4)` }, [], { reason: 'date-out-of-order' })
  }
  return until
}

interface Erasing {
  readonly store: Store
  /** the record as it is now; throws where there is none */
  readonly load: () => Promise<RecordRow>
  readonly years: number
  readonly today: Day
  /** the instant */
  readonly at: string
  readonly keep: (erased: Erased) => KeptAnswer | null
}

const MOST_TRIES = 5
const RANDOM_BYTES = 32

/** @throws Problem */
export async function eraseRecord ({ store, load, years, today, at, keep }: Erasing): Promise<Erased> {
  for (let tries = 1; ; tries++) {
    const row = await load()
    const erased = { id: row.id, erasedOn: today, retainedUntil: refuseTooEarly(row, years, today) }
    try {
      await store.erase({ id: row.id, expected: row.version, subjectKey: randomBytes(RANDOM_BYTES).toString('base64url'), event: erasedEvent(row, at), answer: keep(erased) })
      return erased
    } catch (error) {
      // Somebody was quicker: the record is opened again, corrected or gone by now, and is looked at anew.
      if (!(error instanceof StaleVersion) || tries === MOST_TRIES) throw error
    }
  }
}
