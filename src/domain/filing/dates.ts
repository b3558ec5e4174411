/** The days of a procedure: those that are known, and what cannot be of them. */
import type { Day } from '../day.ts'
import type { Label } from '../vocabulary.ts'
import type { FilingRequest, PlaceFault } from './request.ts'
import type { FilingStep, Track } from './rules.ts'

const APPLIED = 'applied'

type Dates = ReadonlyMap<string, Day>

/** The days that are known, that of the application among them. */
export function datesOf ({ appliedOn, dates }: Pick<FilingRequest, 'appliedOn' | 'dates'>): Dates {
  return new Map([...Object.entries(dates ?? {}).filter((entry): entry is [string, Day] => entry[1] !== null), [APPLIED, appliedOn]])
}

const fault = (date: string, detail: Label): PlaceFault => ({ pointer: date === APPLIED ? '/appliedOn' : `/dates/${date}`, detail })
/** Both days of a step that lasts. */
const datesOfStep = ({ date, until }: FilingStep): string[] => until === null ? [date] : [date, until]

/** Days that no step and no period of such an application has. */
function foreign ({ limits }: Track, steps: readonly FilingStep[], dates: Dates): PlaceFault[] {
  const known = new Set([...steps.flatMap(datesOfStep), ...limits.flatMap(({ setBy }) => setBy ?? [])])
  return [...dates.keys()].filter((date) => !known.has(date)).map((date) => fault(date, { zh: '这种申请没有此日期', en: 'this kind of application has no such date' }))
}

/** A step before one that comes earlier; several may fall on one day. */
function outOfOrder (steps: readonly FilingStep[], dates: Dates): PlaceFault[] {
  let latest: Day | undefined
  return steps.flatMap(datesOfStep).flatMap((date) => {
    const day = dates.get(date)
    if (day === undefined) return []
    if (latest !== undefined && day < latest) return [fault(date, { zh: `早于前一环节的 ${latest}`, en: `before ${latest}, the day of an earlier step` })]
    latest = day
    return []
  })
}

/** What cannot be without another day, and what cannot be beside one. */
function inconsistent (steps: readonly FilingStep[], dates: Dates): PlaceFault[] {
  return steps.flatMap(({ date, until, needs, instead }) => {
    if (!dates.has(date)) return until !== null && dates.has(until) ? [fault(date, { zh: '有结束之日而没有开始之日', en: 'there is the day on which it ended, not the one on which it began' })] : []
    const replaced = steps.find(({ step }) => step === instead)
    return [
      ...needs.filter((needed) => !dates.has(needed)).map((needed) => fault(needed, { zh: '后续环节已有日期，此前的环节没有', en: 'a later step that rests on this one has a day, this one has none' })),
      ...replaced && dates.has(replaced.date) ? [fault(date, { zh: '同一申请不能既备案又不予备案', en: 'an application is either filed or refused' })] : []
    ]
  })
}

/** Every day that cannot be where it is. */
export function dateFaults (track: Track, request: FilingRequest): PlaceFault[] {
  const dates = datesOf(request)
  const steps = track.steps.filter(({ kinds }) => kinds.includes(request.kind))
  return [...foreign(track, steps, dates), ...outOfOrder(steps, dates), ...inconsistent(steps, dates)]
}
