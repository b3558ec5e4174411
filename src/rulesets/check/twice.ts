/** What is listed once only: of two entries on the same thing, one would silently be lost. */
import type { Law } from './input.ts'

/** The entries whose key an earlier one has. */
function again<T> (list: readonly T[] | undefined, keyOf: (one: T) => string): { key: string, index: number }[] {
  const seen = new Set<string>()
  return (list ?? []).flatMap((one, index) => {
    const key = keyOf(one)
    if (seen.has(key)) return [{ key, index }]
    seen.add(key)
    return []
  })
}

export const twice: Law = ({ book: { joining }, compiled }) => compiled.flatMap(({ ruleset, source: { data, fault } }, position) => {
  const others = compiled.slice(0, position).filter((other) => other.ruleset.id !== ruleset.id)
  const elsewhere = new Set([joining, ...others.map((other) => other.ruleset)].flatMap(({ notes }) => [...notes.keys()]))
  const subjects = data.procedures.flatMap((procedure, index) => procedure.subjects.map((subject, at) => ({ subject, pointer: `/procedures/${index}/subjects/${at}` })))
  const parts = [...data.articles.map(({ path }, index) => ({ path, pointer: `/articles/${index}/path` })), ...data.otherParts.map(({ path }, index) => ({ path, pointer: `/otherParts/${index}/path` }))]
  return [
    ...again(data.supplement, ({ conduct }) => conduct).map(({ key, index }) => fault(`/supplement/${index}`, `${key} is supplemented twice`)),
    ...again(data.besides, ({ provision }) => provision).map(({ key, index }) => fault(`/besides/${index}`, `${key} is listed twice`)),
    ...again(parts, ({ path }) => path).map(({ key, index }) => fault(parts[index]?.pointer ?? '', `the path ${key} is given twice`)),
    ...data.otherParts.flatMap(({ path }, index) => ruleset.provisions.has(`${ruleset.id}/${path}`) ? [fault(`/otherParts/${index}/path`, `the path ${path} is that of a provision`)] : []),
    ...again(data.notes, ({ id }) => id).map(({ key, index }) => fault(`/notes/${index}/id`, `the note ${key} is given twice`)),
    ...data.notes.flatMap(({ id }, index) => elsewhere.has(id) ? [fault(`/notes/${index}/id`, `another ruleset or joining.yaml has a note ${id} already`)] : []),
    ...again(subjects, ({ subject }) => subject).map(({ key, index }) => fault(subjects[index]?.pointer ?? '', `a second procedure for ${key}`))
  ]
})
