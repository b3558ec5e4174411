/**
 * The static check: what a JSON Schema cannot say of rules. Each law is a file of its own. Laws on combinations of facts look at every
 * conduct of the vocabulary under every ruleset with every combination, and only once all that they rest on is known to be there.
 */
import type { Fault } from '../fault.ts'
import type { Rules } from '../load.ts'
import { agencyCodes, agencyCodeUse } from './agency-codes.ts'
import { agencyConditions, agencyFactUse } from './agency-conditions.ts'
import { agencyOrder } from './agency-order.ts'
import { agencyPlaces } from './agency-places.ts'
import { carried } from './carried.ts'
import { citations } from './citations.ts'
import { codes } from './codes.ts'
import { conditions } from './conditions.ts'
import { coverageOf, type Coverage } from './coverage.ts'
import { days } from './days.ts'
import { escalations } from './escalations.ts'
import { gaps } from './gaps.ts'
import { graver } from './graver.ts'
import { inputOf, type Input, type Law } from './input.ts'
import { joining } from './joining.ts'
import { notes } from './notes.ts'
import { competition, overlapsIn, type Overlap } from './overlaps.ts'
import { procedures } from './procedures.ts'
import { reachability } from './reachability.ts'
import { references } from './references.ts'
import { fieldsOf, type Field } from './space.ts'
import { structure } from './structure.ts'
import { subjects } from './subjects.ts'
import { twice } from './twice.ts'
import { vocabularySound } from './vocabulary-sound.ts'
import { vocabularyUse } from './vocabulary-use.ts'

export interface Report {
  readonly faults: readonly Fault[]
  readonly coverage: Coverage
  readonly overlaps: readonly Overlap[]
  readonly combinations: number
}

/** What everything else rests on: a misspelt code would show again as an idle provision, an unused measure and a gap. */
const FOUNDATIONS: readonly Law[] = [vocabularySound, codes, conditions, carried, subjects, references, structure, days, twice]
const LAWS: readonly Law[] = [citations, notes, procedures, joining, agencyCodes, agencyPlaces, agencyConditions, agencyOrder, agencyFactUse, agencyCodeUse]
const LAWS_ON_FACTS: readonly ((input: Input, fields: readonly Field[]) => Fault[])[] = [competition, reachability, escalations, gaps, graver, vocabularyUse]

const inOrder = (faults: readonly Fault[]): Fault[] =>
  [...faults].sort((a, b) => a.file === b.file ? (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0) : a.file < b.file ? -1 : 1)

export function checkRules ({ book, compiled }: Pick<Rules, 'book' | 'compiled'>): Report {
  const input = inputOf(book, compiled)
  const shaky = FOUNDATIONS.flatMap((law) => law(input))
  const { fields, faults: refused } = shaky.length > 0 ? { fields: [], faults: [] } : fieldsOf(input)
  const onFacts = shaky.length > 0 || refused.length > 0 ? refused : LAWS_ON_FACTS.flatMap((law) => law(input, fields))
  return {
    faults: inOrder([...shaky, ...LAWS.flatMap((law) => law(input)), ...onFacts]),
    coverage: coverageOf(input),
    overlaps: overlapsIn(fields),
    combinations: fields.reduce((sum, { cells }) => sum + cells.length, 0)
  }
}
