/** What a lead says, and the case that it is ready to become. */
import type { Day } from '../day.ts'
import type { FactValue } from '../vocabulary.ts'

type Facts = Readonly<Record<string, FactValue>>

/** Against whom: as an agency stands in the register, or as far as it is known. */
export interface Suspect { readonly ref: string, readonly refKind: string, readonly name: string }

export interface Held { readonly occupation: string, readonly level?: string, readonly place: string, readonly siteId?: string, readonly heldOn: Day }

/** A body for POST /v1/cases. */
export interface CaseBody {
  readonly jurisdiction: string
  readonly occurredOn: Day
  readonly subject: { readonly type: 'agency' } & Suspect
  readonly source: 'data-comparison'
  readonly conducts: readonly { readonly code: string, readonly facts: Facts }[]
  readonly narrative: string
  readonly session?: { readonly id: string, readonly occupation: string, readonly level?: string, readonly site: string, readonly heldOn: Day }
}

const MOST_CHARACTERS = 200
const short = (text: string): string => [...text].slice(0, MOST_CHARACTERS).join('')

/** Records name no session: its day, place and occupation do. */
function sessionOf ({ occupation, level, place, siteId, heldOn }: Held) {
  const site = siteId ?? place
  return { id: short([heldOn, place, ...siteId === undefined ? [] : [siteId], ...level === undefined ? [] : [level], occupation].join(' ')), occupation, ...level === undefined ? {} : { level }, site, heldOn }
}

/**
 * @param where the place and the day on which the conduct is judged
 * @param words what the case is about, of nobody in particular
 */
export function caseOf (conduct: string, facts: Facts, suspect: Suspect, where: { readonly jurisdiction: string, readonly occurredOn: Day }, words: readonly string[], held?: Held): CaseBody {
  const { ref, refKind, name } = suspect
  return {
    ...where,
    subject: { type: 'agency', ref, refKind, name },
    source: 'data-comparison',
    conducts: [{ code: conduct, facts }],
    narrative: words.join(' · '),
    ...held ? { session: sessionOf(held) } : {}
  }
}
