/** An earlier decision that was recorded: of a time before this service, or of another authority. A record of one step, or of two where it was withdrawn. */
import type { RuleBook } from '../domain/book.ts'
import type { Day } from '../domain/day.ts'
import { lastDayOf, lasting, type Keeping, type KeyOf, type Standing } from '../domain/record/projection.ts'
import type { Counted, Entry } from '../domain/record/case.ts'
import type { Subject } from '../domain/record/step.ts'
import { Problem } from '../plugins/problems.ts'

export interface PriorMeasure { readonly measure: string, readonly from?: Day, readonly to?: Day }

export interface PriorGiven {
  readonly subject: Subject
  readonly jurisdiction: string
  readonly decidedOn: Day
  readonly authority: string
  readonly tier?: string
  readonly measures: readonly PriorMeasure[]
  readonly rectifyBy?: Day
  readonly rectifiedOn?: Day
  readonly document: string
}

export interface Prior extends PriorGiven {
  readonly id: string
  readonly recordedAt: string
  readonly recordedBy: string
  readonly withdrawal: { readonly reasons: string, readonly at: string, readonly by: string } | null
}

export function replayPrior (id: string, [first, second]: readonly Pick<Entry, 'type' | 'at' | 'actor' | 'body'>[]): Prior {
  if (!first) throw new Error(`record ${id} is empty`)
  return {
    ...first.body as unknown as PriorGiven,
    id,
    recordedAt: first.at,
    recordedBy: first.actor,
    withdrawal: second ? { reasons: String(second.body.reasons), at: second.at, by: second.actor } : null
  }
}

/** Days that cannot be: told all at once. */
export function refusePrior ({ decidedOn, rectifyBy, rectifiedOn, measures }: PriorGiven, today: Day): void {
  const faults = [
    ...decidedOn > today ? [{ pointer: '/decidedOn', detail: { zh: '晚于今天', en: 'is in the future' } }] : [],
    ...rectifiedOn !== undefined && rectifiedOn > today ? [{ pointer: '/rectifiedOn', detail: { zh: '晚于今天', en: 'is in the future' } }] : [],
    ...Object.entries({ rectifyBy, rectifiedOn }).filter(([, day]) => day !== undefined && day < decidedOn)
      .map(([name]) => ({ pointer: `/${name}`, detail: { zh: '早于决定之日', en: 'is before the day of the decision' } })),
    ...measures.flatMap(({ from, to }, index) => from !== undefined && to !== undefined && to < from ? [{ pointer: `/measures/${index}/to`, detail: { zh: '早于起始日', en: 'is before its beginning' } }] : [])
  ]
  if (faults.length > 0) throw new Problem('validation', undefined, faults)
}

export function priorStanding (book: RuleBook, { subject, decidedOn, measures, rectifiedOn, withdrawal }: Prior, keyOf: KeyOf): Standing[] {
  if (withdrawal) return []
  return measures.flatMap(({ measure, from = decidedOn, to }): Standing[] => {
    const days = lasting(book, measure, decidedOn, from, rectifiedOn ?? null)
    if (!days) return []
    const ends = to ?? days.to
    return ends !== null && ends < from ? [] : [{ measure, subjectKey: keyOf(subject), from, to: ends, interim: false }]
  })
}

/** It is complete from the day on which it was recorded. */
export const priorKeeping = ({ recordedAt }: Prior, standing: readonly Standing[]): Keeping => ({ closedOn: recordedAt.slice(0, 10), barsUntil: lastDayOf(standing) })

export function priorDecision ({ id, decidedOn, tier, measures, rectifyBy, rectifiedOn, withdrawal }: Prior): Counted | null {
  if (withdrawal) return null
  return {
    recordId: id,
    kind: 'prior-decision',
    decidedOn,
    servedOn: decidedOn,
    tier: tier ?? null,
    measures: measures.map(({ measure }) => measure),
    rectifyBy: rectifyBy ?? null,
    rectifiedOn: rectifiedOn ?? null,
    underReview: false
  }
}
