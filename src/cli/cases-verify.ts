/** `npm run cases:verify [-- FILE]`: whether the records of a store, or an export, are what was written. */
import { readFile } from 'node:fs/promises'
import { text } from 'node:stream/consumers'
import { parseArgs } from 'node:util'
import { BadConfig, readConfig } from '../config.ts'
import { checkStore } from '../records/check-store.ts'
import { NoStore, openToVerify } from '../records/open-to-verify.ts'
import { NoExport, readExport, verifyExport } from '../records/verify-export.ts'
import { FaultyRules } from '../rulesets/fault.ts'
import { loadRules } from '../rulesets/load.ts'
import { progressTo } from '../seed/progress.ts'
import { DEFAULT_DATABASE_URL } from '../store/open.ts'
import { WrongSchema } from '../store/store.ts'
import { BadKeys } from '../vault/master-keys.ts'

const HELP = `Usage: npm run cases:verify
       npm run cases:verify -- FILE [--head sha256:…]

Finds out whether anything was altered, removed, reordered or inserted after it was written. Without FILE every
record that the store has at the start is verified: its chain of digests, whatever is kept beside the steps to
find and to count it, and the events of all records together. Nothing is changed, and the service may go on
writing meanwhile. Each record with a fault is named in a line with the first thing that is wrong in it.

With FILE, an export of one case (GET /v1/cases/{id}/export) is verified with nothing but the file: its chain,
and of the record whatever follows from the steps. What hangs on the day, on the rules or on other records
(deadlines, what may come next; before a decision also the classification) cannot be, nor can words beside a code.

Exits 1 where something is faulty; 2 where nothing could be verified: called wrongly, no such store or file,
no export.

  FILE           an export; - reads it from standard input
  --head DIGEST  a head of the case that somebody kept: a digest that was in an answer, then or later the last
                 one. Only against it shows that the end was cut off, or that a chain was made anew.
  -h, --help     this text

  DATABASE_URL   (environment) the store (default: ${DEFAULT_DATABASE_URL})
  DATA_KEYS, DATA_KEYS_FILE  (environment) the keys of the store, as for the service
  RULESETS_DIR   (environment) the rulesets of your own that the service has`

const NOTHING_VERIFIED = 2
const grouped = (count: number): string => count.toLocaleString('en-US')

class WrongUsage extends Error {}

interface Wanted { readonly file: string | undefined, readonly head: string | undefined }

/** @throws WrongUsage; null where help was wanted */
function wanted (): Wanted | null {
  let given
  try {
    given = parseArgs({ allowPositionals: true, options: { head: { type: 'string' }, help: { type: 'boolean', short: 'h' } } })
  } catch (error) {
    throw new WrongUsage((error as Error).message)
  }
  const { values: { head, help }, positionals: [file, ...more] } = given
  if (help) return null
  if (more.length > 0) throw new WrongUsage('one FILE at a time')
  if (head !== undefined && file === undefined) throw new WrongUsage('--head belongs to an export: name its FILE')
  if (head !== undefined && !/^(sha256|sm3):[0-9a-f]{64}$/.test(head)) throw new WrongUsage('--head takes a digest: sha256: or sm3:, and 64 hexadecimal digits')
  return { file, head }
}

async function read (file: string): Promise<string> {
  try {
    return await (file === '-' ? text(process.stdin) : readFile(file, 'utf8'))
  } catch (error) {
    throw new NoExport(`${file}: cannot be read (${(error as NodeJS.ErrnoException).code ?? (error as Error).message})`)
  }
}

async function verifyFile (file: string, keptHead: string | undefined): Promise<number> {
  const { id, steps, head, valid, firstFault, keptAt } = verifyExport(loadRules().book, readExport(await read(file)), keptHead)
  console.log(`case  ${id}\nsteps ${steps}\nhead  ${head ?? 'none'}`)
  if (keptAt !== undefined) console.log(keptAt === steps ? 'The head that was kept is that of the last step.' : `The head that was kept is that of step ${keptAt}; ${steps - keptAt} came after it.`)
  if (valid) console.log('No faults.')
  else console.log(`FAULTY: step ${firstFault?.seq ?? ''}: ${firstFault?.fault ?? ''}: ${firstFault?.detail ?? ''}`)
  if (valid && keptHead === undefined) console.log('Whether steps were cut off at the end shows only against a head that somebody kept (--head).')
  return valid ? 0 : 1
}

async function verifyStore (): Promise<number> {
  const config = readConfig(process.env)
  const { book } = loadRules(config.RULESETS_DIR)
  const { store, keyOf, close } = await openToVerify(config)
  try {
    let progress: ReturnType<typeof progressTo> | undefined
    const { records, steps, events, faults, erased } = await checkStore(store, book, keyOf, {
      fault: (what, detail) => console.log(`${what}: ${detail}`),
      progress (done, total) {
        progress ??= progressTo(process.stderr, total, 'records', () => performance.now())
        // Some may have been opened among them since they were counted.
        if (done > 0) progress.tell(Math.min(done, total))
      }
    }).finally(() => progress?.end())
    console.log(`${grouped(records)} records with ${grouped(steps)} steps and ${grouped(events)} events${erased === 0 ? '' : ` (${grouped(erased)} erased: of them the numbers and digests of their steps)`}: ${faults === 0 ? 'no faults' : `${grouped(faults)} ${faults === 1 ? 'fault' : 'faults'}`}.`)
    return faults === 0 ? 0 : 1
  } finally {
    await close()
  }
}

async function run (): Promise<number> {
  try {
    const given = wanted()
    if (given) return await (given.file === undefined ? verifyStore() : verifyFile(given.file, given.head))
    console.log(HELP)
    return 0
  } catch (error) {
    const told = [NoExport, NoStore, WrongSchema, BadKeys, BadConfig, FaultyRules].some((kind) => error instanceof kind)
    // Whatever happened: 1 would say that something is faulty.
    console.error(error instanceof WrongUsage ? `${error.message}\n\n${HELP}` : told ? (error as Error).message : error)
    return NOTHING_VERIFIED
  }
}

process.exitCode = await run()
