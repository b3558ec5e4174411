/** The authority's own copy of the provisions beside what the service says of them (OFFICIAL_TEXTS_DIR). */
import type { Deps } from '../app-types.ts'
import type { Classification } from '../domain/classify.ts'
import type { Day } from '../domain/day.ts'
import type { Ruleset } from '../domain/ruleset.ts'

/** The words of a ruleset's provisions, where the authority keeps its text beside the service. */
export const wordsOf = ({ officialTexts }: Deps, { id, version }: Ruleset) => officialTexts?.get(`${id}@${version}`)

function officialText (deps: Deps, provision: string, on: Day): string | undefined {
  const ruleset = deps.rules.book.version(provision.slice(0, provision.indexOf('/')), on)
  return ruleset && wordsOf(deps, ruleset)?.get(provision)
}

/** Adds the official text to every finding of an answer, where there is one. */
export function withOfficialText<T extends Classification> (deps: Deps, on: Day, answer: T): T {
  if (!deps.officialTexts) return answer
  for (const finding of answer.results.flatMap(({ findings }) => findings)) {
    const text = officialText(deps, finding.provision, on)
    if (text !== undefined) finding.officialText = text
  }
  return answer
}
