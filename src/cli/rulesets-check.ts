/** `npm run rulesets:check [-- DIR]`: proves the rules, those that come with the service and those of a directory beside them. */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { checkRules, type Report } from '../rulesets/check/check.ts'
import { LEGEND } from '../rulesets/check/coverage.ts'
import { FaultyRules, describe, type Fault } from '../rulesets/fault.ts'
import { readRules } from '../rulesets/load.ts'
import { readSource } from '../rulesets/read.ts'
import { readArguments } from './arguments.ts'

const HELP = `Usage: npm run rulesets:check [-- DIR]

Checks every ruleset that comes with the service, and those of DIR beside them: first the shape of each
file, then what a schema cannot say, over every conduct under every ruleset with every combination of
facts. Prints which ruleset covers which conduct, where provisions overlap, and every fault by file,
line and place. Exits 1 where there is a fault.

  DIR         a directory of rules as RULESETS_DIR names it
  -h, --help  this text`

const shippedDirectory = fileURLToPath(new URL('../rulesets/', import.meta.url))

/** At a normal start the shape of the shipped files is trusted; this is where it is proved. */
function shapeFaults (): Fault[] {
  return readdirSync(shippedDirectory).filter((name) => name.endsWith('.yaml')).sort().flatMap((name) => {
    try {
      readSource(join(shippedDirectory, name))
      return []
    } catch (error) {
      if (error instanceof FaultyRules) return error.faults
      throw error
    }
  })
}

function table ({ rulesets, rows }: Report['coverage']): string[] {
  const first = Math.max(...rows.map(({ conduct }) => conduct.length))
  const line = (title: string, marks: readonly string[]): string =>
    `${title.padEnd(first)}  ${marks.map((mark, index) => mark.padEnd(rulesets[index]?.length ?? 0)).join('  ')}`.trimEnd()
  return [
    line('conduct', rulesets),
    ...rows.map(({ conduct, marks }) => line(conduct, marks)),
    '',
    ...Object.entries(LEGEND).map(([mark, meaning]) => `${mark}  ${meaning}`)
  ]
}

function overlaps (all: Report['overlaps']): string[] {
  return all.flatMap(({ ruleset, conduct, provisions, governing, notes, otherNotes, combinations }) => [
    `${ruleset} ${conduct}: ${provisions.join(' + ')}`,
    `    governs: ${governing.join(', ')}; note: ${[...notes, ...otherNotes.map((note) => `${note} (not of all)`)].join(', ') || 'none'}; combinations: ${combinations}`
  ])
}

function print ({ coverage, overlaps: all, combinations }: Report): void {
  console.log([
    ...table(coverage),
    '',
    `Overlaps (${all.length}):`,
    ...overlaps(all),
    '',
    `${combinations} combinations of facts checked, ${coverage.rows.length} conducts under ${coverage.rulesets.length} rulesets.`
  ].join('\n'))
}

function check (directory: string | undefined): readonly Fault[] {
  const shape = shapeFaults()
  if (shape.length > 0) return shape
  try {
    const report = checkRules(readRules(directory))
    print(report)
    return report.faults
  } catch (error) {
    if (error instanceof FaultyRules) return error.faults
    throw error
  }
}

function run (): number {
  const given = readArguments(HELP, 1)
  if (typeof given === 'number') return given
  const faults = check(given.positionals[0])
  if (faults.length === 0) {
    console.log('No faults.')
    return 0
  }
  console.error(`\nFaults (${faults.length}):\n${faults.map(describe).join('\n')}`)
  return 1
}

process.exitCode = run()
