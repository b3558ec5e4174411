/** npm run rulesets:verify -- DIR: proves the rulesets against the official texts. */
import { parseArgs } from 'node:util'
import { FaultyRules } from '../rulesets/fault.ts'
import { shippedSources } from '../rulesets/load.ts'
import { readDirectory } from '../rulesets/read.ts'
import { vocabulary } from '../rulesets/vocabulary.ts'
import type { CitingRuleset } from '../texts/cited.ts'
import { readText } from '../texts/official.ts'
import { printReport } from '../texts/print.ts'
import { tierWords } from '../texts/row-tiers.ts'
import { faultsOf, verify } from '../texts/verify.ts'

const HELP = `npm run rulesets:verify -- DIR [RULES]

Proves the rulesets against the official texts: every item of misconduct in a text is encoded by a provision, every sentence on filing by a
rule with the same figures, everything else in it is listed by number, and nothing is cited that the text does not have. Exit status 1 where that fails or a text cannot be read.

  DIR    holds the texts, under the file names that the rulesets give as their source (UTF-8)
  RULES  a directory with rulesets of your own (as RULESETS_DIR), proved after those that come with the service`

/** @returns whether the ruleset is proved; one without a source has nothing to be proved against */
function prove (directory: string, ruleset: CitingRuleset): boolean {
  const name = `${ruleset.id}@${ruleset.version}`
  try {
    const text = readText(directory, ruleset)
    if (!text) {
      console.log(`${name}: no source is named, skipped\n`)
      return true
    }
    const report = verify(ruleset, text.units, tierWords(vocabulary.tiers), vocabulary)
    console.log(`${printReport(`${name} against ${ruleset.source ?? ''} (${text.layouts.join(', ')})`, report)}\n`)
    return faultsOf(report).length === 0
  } catch (error) {
    if (!(error instanceof FaultyRules)) throw error
    console.log(`${name}: not verified\n  ${error.message}\n`)
    return false
  }
}

function main (): number {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { help: { type: 'boolean', short: 'h' } } })
  const [directory, own, ...more] = positionals
  if (values.help) {
    console.log(HELP)
    return 0
  }
  if (directory === undefined || more.length > 0) {
    console.error(HELP)
    return 2
  }
  const sources = [...shippedSources(), ...own === undefined ? [] : readDirectory(own).rulesets]
  const proved = sources.map(({ data }) => prove(directory, data))
  const failed = proved.filter((one) => !one).length
  console.log(failed === 0 ? 'All rulesets agree with their texts.' : `${failed} of ${proved.length} rulesets do not agree with their texts.`)
  return failed === 0 ? 0 : 1
}

try {
  process.exitCode = main()
} catch (error) {
  const usage = (error as NodeJS.ErrnoException).code?.startsWith('ERR_PARSE_ARGS')
  if (!(error instanceof FaultyRules) && !usage) throw error
  console.error((error as Error).message)
  process.exitCode = usage ? 2 : 1
}
