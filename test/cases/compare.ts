/** Compares an answer with what a worked example expects of it: as a subset, so that an example says only what it is about. */

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json }
type Fields = { readonly [key: string]: Json }

const isList = (value: Json | undefined): value is readonly Json[] => Array.isArray(value)
const isObject = (value: Json | undefined): value is Fields => typeof value === 'object' && value !== null && !isList(value)

/** What tells one entry of a list from another: its order never matters where it has a name. */
function nameOf (entry: Json): Json | undefined {
  if (!isObject(entry)) return isList(entry) || entry === null ? undefined : entry
  return entry['measure'] ?? entry['conduct'] ?? entry['provision'] ?? entry['fact'] ?? entry['ruleset']
}

const print = (value: Json | undefined): string => value === undefined ? 'nothing' : JSON.stringify(value)

/** Where the answer departs from the expectation, each with its place; nothing where it does not. */
export function departures (expected: Json, answered: Json | undefined, at = ''): string[] {
  if (isList(expected)) {
    if (!isList(answered)) return [`${at}: a list was expected, not ${print(answered)}`]
    const surplus = answered.length - expected.length
    const names = answered.map((entry) => nameOf(entry) ?? entry)
    if (surplus !== 0) return [`${at}: expected ${print(expected.map((entry) => nameOf(entry) ?? entry))}, got ${print(names)}`]
    return expected.flatMap((entry, place) => {
      const name = nameOf(entry)
      const partner = name === undefined ? answered[place] : answered.find((other) => nameOf(other) === name)
      return departures(entry, partner, `${at}/${typeof name === 'string' ? name : place}`)
    })
  }
  if (isObject(expected)) {
    if (!isObject(answered)) return [`${at}: an object was expected, not ${print(answered)}`]
    return Object.entries(expected).flatMap(([key, value]) => departures(value, answered[key], `${at}/${key}`))
  }
  return expected === answered ? [] : [`${at}: expected ${print(expected)}, got ${print(answered)}`]
}

export interface Finding { readonly provision: string, readonly governing: boolean }
export interface Result { readonly findings: readonly Finding[], readonly questions: readonly { readonly fact: string }[] }
export interface Answer { readonly results?: readonly Result[], readonly sanctions?: readonly { readonly basis: readonly string[] }[] }

/** The answer as the examples look at it: beside each result what governs, what was met as well, and what is still asked. */
export function inView (status: number, answer: Answer): Json {
  const results = answer.results?.map((result) => ({
    ...result,
    governing: result.findings.filter(({ governing }) => governing).map(({ provision }) => provision),
    alsoMatched: result.findings.filter(({ governing }) => !governing).map(({ provision }) => provision),
    asks: result.questions.map(({ fact }) => fact)
  }))
  return { ...answer, status, ...(results && { results }) } as unknown as Json
}

/** Every provision that an answer shows: found, governing or not, or (as riders are) among what a measure rests on. */
export function shownBy (answer: Answer): Set<string> {
  const found = answer.results?.flatMap(({ findings }) => findings.map(({ provision }) => provision)) ?? []
  return new Set([...found, ...answer.sanctions?.flatMap(({ basis }) => basis) ?? []])
}
