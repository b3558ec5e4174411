/** What backup and restore have in common. */
import { NoCopy } from '../backup/copy.ts'
import { BadConfig, readConfig, type Config } from '../config.ts'
import type { Listener, StoreReport } from '../records/check-store.ts'
import { NoStore } from '../records/open-to-verify.ts'
import { FaultyRules } from '../rulesets/fault.ts'
import { WrongSchema } from '../store/store.ts'
import { BadKeys } from '../vault/master-keys.ts'
import type { Arguments } from './arguments.ts'

export const FAULTY = 1
const IMPOSSIBLE = 2

/** It cannot be done with this database: how else. */
class Elsewhere extends Error {}

/** The names of the parts of a URL with the password left out: commands are seen by everybody on the machine. */
const withoutPassword = (url: string): string => url.replace(/^(postgres(?:ql)?:\/\/[^:@/]*):[^@/]*@/, '$1@')

/**
 * The configuration, and the URL of the database where it is a file.
 * @throws Elsewhere
 */
export function embedded (command: (place: string) => string): { readonly config: Config, readonly path: string } {
  const config = readConfig(process.env)
  const { DATABASE_URL: path } = config
  if (path === 'file::memory:') throw new Elsewhere('what is kept in memory is known to its service alone')
  if (!path.startsWith('file:')) throw new Elsewhere(`this is for embedded databases. For PostgreSQL (docs/operation.md): ${command(withoutPassword(path))}`)
  return { config, path }
}

const grouped = (count: number): string => count.toLocaleString('en-US')
export const counted = ({ records, steps, events, faults }: StoreReport): string =>
  `${grouped(records)} records with ${grouped(steps)} steps and ${grouped(events)} events, ${faults === 0 ? 'no faults' : `${grouped(faults)} faults`}`

export const tell: Listener = { fault: (what, detail) => { console.error(`${what}: ${detail}`) }, progress: () => {} }

/** Runs a command with one FILE; @returns the status to exit with */
export async function run (given: Arguments | number, help: string, command: (given: Arguments) => Promise<number>): Promise<number> {
  if (typeof given === 'number') return given
  if (given.positionals.length === 0) {
    console.error(help)
    return IMPOSSIBLE
  }
  try {
    return await command(given)
  } catch (error) {
    const isTold = [NoCopy, NoStore, WrongSchema, BadKeys, BadConfig, FaultyRules, Elsewhere].some((kind) => error instanceof kind)
    console.error(isTold ? (error as Error).message : error)
    return error instanceof Elsewhere || error instanceof BadConfig ? IMPOSSIBLE : FAULTY
  }
}
