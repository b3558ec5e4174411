/** The periods of a filing: from when they run, what does not count, and when they are over. */
import { addDays, type Day } from '../day.ts'
import { deadline, isWorkingDay, type PeriodUnit, type RestDay, type WorkCalendar } from '../deadline.ts'
import type { Label, Lang } from '../vocabulary.ts'
import type { LimitRule } from './rules.ts'

export interface Excluded { readonly from: Day | null, readonly until: Day | null, readonly fromDate: string, readonly untilDate: string, readonly label: string }

export interface LimitView {
  readonly limit: string
  readonly label: string
  /** null where the day is set elsewhere */
  readonly count: number | null
  readonly unit: string | null
  /** the date from which it runs, and the day of it */
  readonly after: string
  readonly from: Day | null
  /** the date that ends it, and the day of it */
  readonly until: string
  readonly doneOn: Day | null
  /** the last day; null where it is not known yet, or where the period is a least one */
  readonly due: Day | null
  /** of a least period: the first day on which it may end */
  readonly earliest: Day | null
  readonly provisional: boolean
  readonly skipped: readonly { readonly date: Day, readonly name: string }[]
  /** what does not count, begun or not */
  readonly excluded: readonly Excluded[]
  /** the date that must be known first */
  readonly awaits: string | null
  /** the date that began what does not count and has not ended */
  readonly pausedBy: string | null
  /** done too late, or (as of the day asked about) not done in time; of a least period: ended too early; null where that cannot be said */
  readonly overdue: boolean | null
  readonly provision: string
  readonly citation: string
  readonly notes: readonly string[]
}

interface Counted { readonly due: Day | null, readonly pausedBy: string | null, readonly provisional: boolean, readonly skipped: readonly RestDay[] }

const LAST: Day = '9999-12-31'

/** Working days one by one, those within an excluded stretch (its first day counts, its last does not) left out. */
function countWorkingDays (calendar: WorkCalendar, from: Day, count: number, excluded: readonly Excluded[]): Counted {
  const stretches = excluded.flatMap(({ from: begun, until, fromDate }) => begun === null ? [] : [{ begun, until: until ?? LAST, fromDate, running: until === null }])
  const skipped: RestDay[] = []
  let provisional = false
  let day = from
  for (let counted = 0; counted < count;) {
    const paused = stretches.find(({ begun, running }) => running && day >= begun)
    if (paused) return { due: null, pausedBy: paused.fromDate, provisional, skipped }
    const next = addDays(day, 1)
    // One step of the plain calendar tells whether the day is worked and why not.
    if (isWorkingDay(calendar, next)) {
      if (!stretches.some(({ begun, until }) => begun < next && next <= until)) counted++
    } else skipped.push({ date: next, name: deadline(calendar, { from: day, count: 1, unit: 'working-day' }).skipped[0]?.name ?? { zh: '', en: '' } })
    provisional ||= !(calendar.get(Number(next.slice(0, 4)))?.official ?? false)
    day = next
  }
  return { due: day, pausedBy: null, provisional, skipped }
}

function counted (calendar: WorkCalendar, from: Day, { count, unit, atLeast }: { count: number, unit: string, atLeast: boolean }, excluded: readonly Excluded[]): Counted {
  if (unit === 'working-day' && !atLeast && excluded.length > 0) return countWorkingDays(calendar, from, count, excluded)
  return { ...deadline(calendar, { from, count, unit: unit as PeriodUnit }), pausedBy: null }
}

/** Whether it was kept; null where nobody has done it yet and no day is given by which to tell. */
function overdue ({ due, earliest, doneOn }: Pick<LimitView, 'due' | 'earliest' | 'doneOn'>, on: Day | null): boolean | null {
  if (earliest !== null) return doneOn === null ? null : doneOn < earliest
  if (due === null) return null
  if (doneOn !== null) return doneOn > due
  return on === null ? null : on > due
}

export interface LimitContext {
  readonly calendar: WorkCalendar
  readonly dates: ReadonlyMap<string, Day>
  readonly labels: { readonly limits: Readonly<Record<string, Label>>, readonly dates: Readonly<Record<string, Label>> }
  readonly lang: Lang
  /** as of which day what has not been done is late */
  readonly on: Day | null
}

export function viewLimit (rule: LimitRule, { calendar, dates, labels, lang, on }: LimitContext): LimitView {
  const { limit, count, unit, after, until, atLeast, excluding, setBy, provision, citation, notes } = rule
  const from = dates.get(after) ?? null
  const doneOn = dates.get(until) ?? null
  const excluded = excluding.map(([begins, ends]) => ({
    from: dates.get(begins) ?? null,
    until: dates.get(ends) ?? null,
    fromDate: begins,
    untilDate: ends,
    label: `${labels.dates[begins]?.[lang] ?? begins} – ${labels.dates[ends]?.[lang] ?? ends}`
  }))
  const common = { limit, label: labels.limits[limit]?.[lang] ?? limit, after, from, until, doneOn, excluded, provision, citation, notes }
  if (setBy !== null || count === null) {
    const due = setBy === null ? null : dates.get(setBy) ?? null
    return { ...common, count: null, unit: null, due, earliest: null, provisional: false, skipped: [], awaits: due === null ? setBy : null, pausedBy: null, overdue: overdue({ due, earliest: null, doneOn }, on) }
  }
  if (from === null) return { ...common, count, unit, due: null, earliest: null, provisional: false, skipped: [], awaits: after, pausedBy: null, overdue: null }
  const { due: last, pausedBy, provisional, skipped } = counted(calendar, from, { count, unit, atLeast }, excluded)
  const [due, earliest] = atLeast ? [null, last] : [last, null]
  return {
    ...common,
    count,
    unit,
    due,
    earliest,
    provisional,
    skipped: skipped.map(({ date, name }) => ({ date, name: name[lang] })),
    awaits: null,
    pausedBy,
    overdue: overdue({ due, earliest, doneOn }, on)
  }
}
