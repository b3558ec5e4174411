/** Of an agency's staff, as of everybody, names and numbers are shown only to those with the right to see them. The agency itself is no person. */
import type { Access } from '../auth/principal.ts'
import type { AgencyFile, StaffMember } from '../domain/agency/agency.ts'
import { masked } from './seen.ts'

type Person = Pick<StaffMember, 'ref' | 'name'> & { readonly certificate?: string | null }

/** Where somebody wrote what he liked, and may have written of somebody. */
const WRITTEN: ReadonlySet<string> = new Set(['reasons', 'note', 'what', 'basis', 'standard'])
/** A number of one or two characters may be part of any other word. */
const SHORTEST = 2

function inWords (value: unknown, words: readonly (readonly [string, string])[], key = ''): unknown {
  if (typeof value === 'string') return WRITTEN.has(key) ? words.reduce((text, [word, mask]) => text.replaceAll(word, mask), value) : value
  if (Array.isArray(value)) return value.map((one) => inWords(one, words, key))
  if (typeof value === 'object' && value !== null) return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, inWords(one, words, name)]))
  return value
}

const wordsOf = (staff: readonly Person[]): (readonly [string, string])[] => [
  // The longest first: one may be part of another.
  ...staff.flatMap(({ ref, name, certificate }) => [[ref, masked.ref(ref)], [name, masked.name(name)], ...certificate == null ? [] : [[certificate, masked.ref(certificate)]]] as [string, string][])
    .filter(([word]) => word.length >= SHORTEST).sort(([a], [b]) => b.length - a.length)
]

const shownPerson = <P extends Partial<Person>>(person: P): P => ({
  ...person,
  ...person.ref === undefined ? {} : { ref: masked.ref(person.ref) },
  ...person.name === undefined ? {} : { name: masked.name(person.name) },
  ...person.certificate == null ? {} : { certificate: masked.ref(person.certificate) }
})

const PUT_ON_FILE = 'put-on-file'

/** Everybody who was ever entered as staff, by mistake too: what was written of him stays. */
export const everOnFile = ({ entries }: Pick<AgencyFile, 'entries'>): Person[] => entries.filter(({ type }) => type === PUT_ON_FILE).map(({ body }) => body as unknown as Person)

/** What was written about an agency, as somebody may see it: without the right to, its staff are masked wherever they are named. */
export const shownTexts = <T>(answer: T, staff: readonly Person[], { pii }: Access): T => pii ? answer : inWords(answer, wordsOf(staff)) as T

/**
 * A view of an agency as somebody may see it.
 * @param people everybody who was ever on its file
 */
export function shownAgency<V extends { readonly staff: readonly Person[] }> (view: V, people: readonly Person[], access: Access): V {
  return access.pii ? view : { ...shownTexts(view, people, access), staff: view.staff.map(shownPerson) }
}

const ABOUT_A_PERSON: ReadonlySet<string> = new Set([PUT_ON_FILE, 'take-off-file'])

/** Steps of an agency as somebody may see them: their digests are then those of what is not shown. */
export function shownSteps<S extends { readonly type: string, readonly body: object }> (steps: readonly S[], { pii }: Access): S[] {
  if (pii) return [...steps]
  const words = wordsOf(steps.filter(({ type }) => type === PUT_ON_FILE).map(({ body }) => body as Person))
  return steps.map((step) => {
    const body = inWords(step.body, words) as object
    return { ...step, body: ABOUT_A_PERSON.has(step.type) ? shownPerson(body) : body }
  })
}
