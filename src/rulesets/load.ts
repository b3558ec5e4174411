/** Puts the book of rules together: the four rulesets that come with the service, and an operator's own. */
import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { RuleBook, type Joining, type Period } from '../domain/book.ts'
import { addDays, isDay } from '../domain/day.ts'
import type { WorkCalendar } from '../domain/deadline.ts'
import type { Ruleset } from '../domain/ruleset.ts'
import { compileCalendar, type CalendarDocumentType } from './calendar.ts'
import { checkRules } from './check/check.ts'
import { Compiler, compileNotes, type Compiled } from './compile.ts'
import { digestOf } from './digest.ts'
import { FaultyRules, type Fault } from './fault.ts'
import type { JoiningDocument, RulesetDocument } from './format.ts'
import { readDirectory, readSource, type Source } from './read.ts'
import { vocabulary } from './vocabulary.ts'

const here = (name: string): string => fileURLToPath(new URL(name, import.meta.url))

export interface Rules {
  readonly book: RuleBook
  readonly calendar: WorkCalendar
  readonly compiled: readonly Compiled[]
}

function readJoining (): { joining: Joining, digest: string } {
  const data = readSource(here('joining.yaml'), true).data as JoiningDocument
  const joining: Joining = {
    subsumes: new Map(Object.entries(data.subsumes)),
    periods: new Map(Object.entries(data.periods).map(([measure, { notes, ...period }]): [string, Period] => [measure, { ...period, notes: notes ?? [] } as Period])),
    notCounted: { provisions: new Set(data.notCounted.provisions), notes: data.notCounted.notes },
    notes: compileNotes(data.notes)
  }
  return { joining, digest: digestOf(data) }
}

/** The ruleset files that come with the service. Their shape is proved in CI, not at every start. */
export function shippedSources (): Source<RulesetDocument>[] {
  return readdirSync(here('.')).filter((name) => /^[a-z][a-z0-9-]*\.\d{4}-\d{2}-\d{2}\.yaml$/.test(name)).sort()
    .map((name) => readSource(here(name), true) as Source<RulesetDocument>)
}

/** A version ends the day before the next version of the same ruleset begins. */
function closeVersions (compiled: readonly Compiled[]): { closed: Ruleset[], faults: Fault[] } {
  const faults: Fault[] = []
  const sorted = [...compiled].sort((a, b) => a.ruleset.id < b.ruleset.id ? -1 : a.ruleset.id > b.ruleset.id ? 1 : a.ruleset.from < b.ruleset.from ? -1 : 1)
  const closed = sorted.map(({ ruleset, source }, index) => {
    if (ruleset.until !== null && ruleset.until < ruleset.from) faults.push(source.fault('/inForce/until', 'ends before it begins'))
    const next = sorted[index + 1]?.ruleset
    if (next?.id !== ruleset.id) return ruleset
    if (next.version === ruleset.version) faults.push(source.fault('/version', `the version ${ruleset.version} of ${ruleset.id} is given twice`))
    if (next.from === ruleset.from) faults.push(source.fault('/inForce/from', `two versions of ${ruleset.id} begin on ${ruleset.from}`))
    else if (ruleset.until !== null && ruleset.until >= next.from) faults.push(source.fault('/inForce/until', `version ${ruleset.version} of ${ruleset.id} is still in force when ${next.version} begins on ${next.from}`))
    // A day that is none is told by the static check.
    return ruleset.until === null && next.from > ruleset.from && isDay(ruleset.from) && isDay(next.from) ? { ...ruleset, until: addDays(next.from, -1) } : ruleset
  })
  return { closed, faults }
}

/** Compiles files into a book; FaultyRules names all faults that one file by itself or beside the others shows. */
export function compileBook (sources: readonly Source<RulesetDocument>[]): Omit<Rules, 'calendar'> {
  const cites = new Map<string, string>()
  for (const { data } of sources) {
    for (const { provisions } of data.articles) for (const { path, cite } of provisions) cites.set(`${data.id}/${path}`, `《${data.document.title}》${cite}`)
  }
  const compiled = sources.map((source) => new Compiler(source, (id) => cites.get(id)).compile())
  const { closed, faults } = closeVersions(compiled)
  const all = [...compiled.flatMap((one) => one.faults), ...faults]
  if (all.length > 0) throw new FaultyRules(all)
  const { joining, digest } = readJoining()
  const common = [digestOf(vocabulary), digest]
  const book = new RuleBook(vocabulary, joining, closed, (parts) => digestOf([...common, ...parts]))
  return { book, compiled: compiled.map((one) => ({ ...one, ruleset: closed.find(({ id, version }) => id === one.ruleset.id && version === one.ruleset.version) ?? one.ruleset })) }
}

/** Reads and compiles the rules without the static check: rulesets:check makes it itself, and shows more of it than its faults. */
export function readRules (directory?: string): Rules {
  const own = directory === undefined ? { rulesets: [], calendars: [] } : readDirectory(directory)
  const shipped = readSource(here('calendar.yaml'), true) as unknown as Source<CalendarDocumentType>
  let calendar
  try {
    calendar = compileCalendar([shipped, ...own.calendars].map(({ data }) => data))
  } catch (error) {
    throw new FaultyRules([{ file: own.calendars.map(({ file }) => file).join(', ') || shipped.file, place: '', message: (error as Error).message }])
  }
  return { ...compileBook([...shippedSources(), ...own.rulesets]), calendar }
}

/**
 * Loads the rules. Those that come with the service are checked in CI; with an operator's beside them the whole is checked here.
 * @param directory an operator's own rulesets and calendars (RULESETS_DIR)
 * @throws FaultyRules with every fault of the operator's files, by file, line and place
 */
export function loadRules (directory?: string): Rules {
  const rules = readRules(directory)
  if (directory !== undefined) {
    const { faults } = checkRules(rules)
    if (faults.length > 0) throw new FaultyRules(faults)
  }
  return rules
}
