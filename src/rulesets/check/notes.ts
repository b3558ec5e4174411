/** Every reading is used, and what it says that it is about is there. */
import type { Note, Ruleset } from '../../domain/ruleset.ts'
import type { Fault } from '../fault.ts'
import { fallbacksOf, type Input, type Law } from './input.ts'
import { noteUses } from './note-uses.ts'
import { hasPlace } from './references.ts'

/** The thing that a note without a particular place is about, and whether a ruleset has it. */
const TOPICS: Readonly<Record<string, (ruleset: Ruleset, input: Input) => boolean>> = {
  validity: () => true,
  scope: ({ scope }) => scope.length > 0,
  fallback: ({ fallback }) => fallback !== null,
  supplement: ({ supplement }) => supplement.size > 0,
  // A reading may speak of a provision of its own ruleset that others apply besides theirs.
  besides: ({ besides, provisions }, { book }) => besides.length > 0 || book.rulesets.some((other) => other.besides.some(({ provision }) => provisions.has(provision))),
  escalations: (ruleset, input) => input.views.some((view) => view.ruleset === ruleset && view.chain.escalations.length > 0),
  subsumption: (_, { book }) => book.joining.subsumes.size > 0,
  periods: (_, { book }) => book.joining.periods.size > 0,
  procedure: (ruleset, input) => behind(ruleset, input).some(({ procedures }) => procedures.length > 0),
  retention: (ruleset, input) => behind(ruleset, input).some(({ procedures }) => procedures.some(({ steps }) => steps.some(({ step }) => step === 'archive'))),
  'optional-measures': ({ provisions }) => [...provisions.values()].some(({ measures }) => measures.some(({ mandatory }) => !mandatory)),
  filing: ({ agencies }) => agencies?.filing != null,
  papers: ({ agencies }) => agencies?.papers != null,
  crossing: ({ agencies }) => agencies?.crossing != null,
  rating: ({ agencies }) => agencies?.rating != null,
  supervision: ({ agencies }) => agencies?.supervision != null,
  inspection: ({ agencies }) => agencies?.inspection != null,
  circular: ({ agencies }) => agencies?.circular != null,
  directory: ({ agencies }) => agencies?.directory != null,
  tiers: ({ provisions }) => [...provisions.values()].some(({ tier }) => tier !== null)
}

const behind = (ruleset: Ruleset, { book }: Input): Ruleset[] => [ruleset, ...fallbacksOf(book, ruleset)]

/** `of` is the ruleset of the note; a note of joining.yaml may speak of any. */
function isThere (input: Input, of: Ruleset | undefined, target: string): boolean {
  const { book, book: { vocabulary, joining, rulesets } } = input
  const colon = target.indexOf(':')
  const name = target.slice(colon + 1)
  switch (colon < 0 ? '' : target.slice(0, colon)) {
    case 'article': return of ? hasPlace(of, `${of.id}/${name}`) : rulesets.some((ruleset) => hasPlace(ruleset, name))
    case 'fact': return Object.hasOwn(vocabulary.facts, name) || Object.hasOwn(vocabulary.circumstances, name)
    case 'conduct': return Object.hasOwn(vocabulary.conducts, name)
    case 'measure': return Object.hasOwn(vocabulary.measures, name)
    case 'note': return [joining, ...of ? behind(of, { ...input, book }) : rulesets].some(({ notes }) => notes.has(name))
    default: return (of ? [of] : rulesets).some((ruleset) => TOPICS[target]?.(ruleset, input) === true)
  }
}

function faultsOf (input: Input, notes: Iterable<Note>, of: Ruleset | undefined, used: ReadonlySet<string>, fault: (pointer: string, message: string) => Fault): Fault[] {
  return [...notes].flatMap(({ id, about }, index) => [
    ...used.has(id) || about.length > 0 ? [] : [fault(`/notes/${index}`, `nothing names the note ${id}, and it does not say what it is about`)],
    ...about.flatMap((target, at) => isThere(input, of, target) ? [] : [fault(`/notes/${index}/about/${at}`, `the note ${id} is about '${target}', and there is no such thing here`)])
  ])
}

export const notes: Law = (input) => {
  const { book: { joining }, compiled } = input
  const uses = compiled.map(({ ruleset, source }) => ({ id: ruleset.id, ruleset, notes: noteUses(source.data).map(([note]) => note) }))
  const named = namedInJoining(input)
  return [
    // An earlier version of the same ruleset uses its own note of that name.
    ...compiled.flatMap(({ ruleset, source }) => faultsOf(input, ruleset.notes.values(), ruleset,
      new Set(uses.filter((use) => use.ruleset === ruleset || use.id !== ruleset.id).flatMap((use) => use.notes).concat(named)), source.fault)),
    ...faultsOf(input, joining.notes.values(), undefined, new Set(uses.flatMap((use) => use.notes).concat(named)), (place, message) => ({ file: 'joining.yaml', place, message }))
  ]
}

const namedInJoining = ({ book: { joining: { periods, notCounted } } }: Input): string[] => [...periods.values(), notCounted].flatMap(({ notes }) => [...notes])
