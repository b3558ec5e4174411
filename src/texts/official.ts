/** Reads the official texts that an authority keeps beside the service. They never come with the project. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { FaultyRules, type Fault } from '../rulesets/fault.ts'
import { citedBy, type CitingRuleset } from './cited.ts'
import { keyOf, parseCite } from './locator.ts'
import { parseText, UnreadableText, type Text } from './parse.ts'
import { indexUnits, textOf } from './unit.ts'

const named = ({ id, version }: CitingRuleset): string => `the official text of ${id}@${version}`

function reason (error: unknown): string {
  if (error instanceof UnreadableText) return `cannot be read: ${error.message}`
  if (error instanceof TypeError) return 'is not UTF-8'
  const { code } = error as NodeJS.ErrnoException
  if (code === undefined) throw error
  return code === 'ENOENT' ? 'is not there' : `cannot be read (${code})`
}

/**
 * The text of one ruleset; undefined for a ruleset that names no source.
 * @throws FaultyRules naming the file and the ruleset
 */
export function readText (directory: string, ruleset: CitingRuleset): Text | undefined {
  if (ruleset.source === undefined) return undefined
  const file = join(directory, ruleset.source)
  try {
    return parseText(new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(file)))
  } catch (error) {
    throw new FaultyRules([{ file, place: '', message: `${named(ruleset)} ${reason(error)}` }])
  }
}

/** Provision → the words of its place, for one ruleset. */
function wordsOf (directory: string, ruleset: CitingRuleset, faults: Fault[]): Map<string, string> {
  const words = new Map<string, string>()
  const units = readText(directory, ruleset)?.units
  if (!units) return words
  const index = indexUnits(units)
  for (const { as, path, cite } of citedBy(ruleset)) {
    if (as !== 'provision' && as !== 'rider') continue
    const locator = parseCite(cite)
    const unit = locator && index.get(keyOf(locator))
    if (unit) words.set(`${ruleset.id}/${path}`, textOf(unit))
    else faults.push({ file: join(directory, ruleset.source ?? ''), place: '', message: `${named(ruleset)} has no ${cite}, which ${ruleset.id}/${path} cites; "npm run rulesets:verify" shows all differences` })
  }
  return words
}

/**
 * What the official texts say at each provision and rider, without the breaks of pages; the number of the place is not repeated.
 * @param directory holds the files named as `source`
 * @returns by `id@version` of the ruleset, then by the provision's id: the same id may read differently in another version
 * @throws FaultyRules with every file that is missing or unreadable and every provision that its text does not have
 */
export function officialTexts (directory: string, rulesets: readonly CitingRuleset[]): Map<string, ReadonlyMap<string, string>> {
  const faults: Fault[] = []
  const texts = new Map<string, ReadonlyMap<string, string>>()
  for (const ruleset of rulesets) {
    try {
      texts.set(`${ruleset.id}@${ruleset.version}`, wordsOf(directory, ruleset, faults))
    } catch (error) {
      if (!(error instanceof FaultyRules)) throw error
      faults.push(...error.faults)
    }
  }
  if (faults.length > 0) throw new FaultyRules(faults)
  return texts
}

/** An authority need not keep every text: which rulesets have theirs in the directory, and which name one that is not there. */
export function keptIn (directory: string, rulesets: readonly CitingRuleset[]): { kept: CitingRuleset[], absent: CitingRuleset[] } {
  const naming = rulesets.filter(({ source }) => source !== undefined)
  const isThere = ({ source }: CitingRuleset): boolean => existsSync(join(directory, source ?? ''))
  return { kept: naming.filter(isThere), absent: naming.filter((ruleset) => !isThere(ruleset)) }
}
