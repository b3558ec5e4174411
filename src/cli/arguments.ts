/** What the commands of this directory have in common: help on request, the usage where they are called wrongly. */
import { parseArgs } from 'node:util'

export interface Arguments { readonly flags: ReadonlySet<string>, readonly positionals: readonly string[] }

/**
 * Reads the command line; tells the help or the usage itself.
 * @returns the arguments, or the status to exit with (0 after help, 2 after a wrong call)
 */
export function readArguments (help: string, most: number, flags: readonly string[] = []): Arguments | number {
  const options = Object.fromEntries(flags.map((flag) => [flag, { type: 'boolean' as const }]))
  let given
  try {
    given = parseArgs({ allowPositionals: true, options: { ...options, help: { type: 'boolean', short: 'h' } } })
  } catch (error) {
    console.error(`${(error as Error).message}\n\n${help}`)
    return 2
  }
  const { values, positionals } = given
  if (values.help || positionals.length > most) {
    console[values.help ? 'log' : 'error'](help)
    return values.help ? 0 : 2
  }
  return { flags: new Set(Object.keys(values)), positionals }
}
