/** Days are real days, and a dated note lies within what the file itself says of its validity. */
import { isDay } from '../../domain/day.ts'
import type { Fault } from '../fault.ts'
import type { Law } from './input.ts'

/** Days are reckoned in four-digit years: whatever runs longer than this cannot be meant, and could not be answered. */
const MOST_YEARS = 100

export const days: Law = ({ compiled }) => compiled.flatMap(({ source: { data, fault } }) => {
  const { inForce: { from, until, notes }, document: { issuedOn }, escalations } = data
  const real = (day: string | null | undefined, pointer: string): Fault[] => day == null || isDay(day) ? [] : [fault(pointer, `${day} is no day of the calendar`)]
  return [
    ...real(from, '/inForce/from'),
    ...real(until, '/inForce/until'),
    ...real(issuedOn, '/document/issuedOn'),
    ...Object.entries(data.agencies?.inspection?.campaign ?? {}).flatMap(([name, day]) => real(day, `/agencies/inspection/campaign/${name}`)),
    ...(notes ?? []).flatMap((note, index) => {
      const place = `/inForce/notes/${index}`
      const unreal = [...real(note.from, `${place}/from`), ...real(note.until, `${place}/until`)]
      if (unreal.length > 0) return unreal
      if (note.until < note.from) return [fault(place, `the note ${note.note} ends before it begins`)]
      return note.from < from || (until !== undefined && note.until > until) ? [fault(place, `the note ${note.note} is dated outside the time in force`)] : []
    }),
    ...(escalations === 'inherit' ? [] : escalations).flatMap(({ prior: { within } }, index) => within && within.years > MOST_YEARS
      ? [fault(`/escalations/${index}/prior/within/years`, `longer than ${MOST_YEARS} years`)]
      : [])
  ]
})
