/** `npm run openapi:write`: writes what the service serves about itself, for whoever generates clients without starting it. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildApp } from '../app.ts'
import { segment } from '../json-pointer.ts'
import type { Records } from '../records/records.ts'
import { loadRules } from '../rulesets/load.ts'
import { readArguments } from './arguments.ts'

const HELP = `Usage: npm run openapi:write [-- DIR]
       npm run openapi:check [-- DIR]

Writes the OpenAPI document (openapi.json) and the JSON Schema of a ruleset file (ruleset.schema.json),
exactly as the service serves them at /openapi.json and /schemas/ruleset.json.

  DIR         where to, the directory openapi of this repository by default
  --check     writes nothing, names the first difference of each file and exits 1 where there is one
  -h, --help  this text`

const shippedDirectory = fileURLToPath(new URL('../../openapi/', import.meta.url))
const FILES = { 'openapi.json': '/openapi.json', 'ruleset.schema.json': '/schemas/ruleset.json' }

/** The documents as the service serves them, in the order in which it serves their keys. */
async function served (): Promise<Map<string, unknown>> {
  // The day is of no account: nothing in the documents depends on it.
  // No request is answered: what the answers would come from is not opened.
  const app = await buildApp({ rules: loadRules(), today: () => '2000-01-01', records: {} as Records })
  const documents = new Map<string, unknown>()
  for (const [file, url] of Object.entries(FILES)) documents.set(file, (await app.inject(url)).json())
  await app.close()
  return documents
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null
const short = (value: unknown): string => {
  const text = value === undefined ? 'nothing' : JSON.stringify(value)
  return text.length > 80 ? `${text.slice(0, 80)}…` : text
}

/** The first place at which two documents differ, as a JSON pointer with what stands there. */
function firstDifference (file: unknown, service: unknown, pointer = ''): string | undefined {
  if (!isObject(file) || !isObject(service) || Array.isArray(file) !== Array.isArray(service)) {
    return Object.is(file, service) ? undefined : `${pointer === '' ? 'the root' : pointer}: the file has ${short(file)}, the service ${short(service)}`
  }
  for (const name of new Set([...Object.keys(service), ...Object.keys(file)])) {
    const difference = firstDifference(file[name], service[name], `${pointer}/${segment(name)}`)
    if (difference !== undefined) return difference
  }
}

const print = (document: unknown): string => `${JSON.stringify(document, null, 2)}\n`

/** What is wrong with a file; undefined where it is what the service serves, to the letter. */
function fault (path: string, document: unknown): string | undefined {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    return `cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown'})`
  }
  if (text === print(document)) return
  try {
    return firstDifference(JSON.parse(text), document) ?? 'says the same in another order or layout'
  } catch {
    return 'is not JSON'
  }
}

function checkFiles (directory: string, documents: ReadonlyMap<string, unknown>): number {
  const faults = [...documents].flatMap(([name, document]) => {
    const found = fault(join(directory, name), document)
    return found === undefined ? [] : [`${name}: ${found}`]
  })
  if (faults.length === 0) return 0
  console.error([...faults, 'npm run openapi:write brings them up to date.'].join('\n'))
  return 1
}

async function run (): Promise<number> {
  const given = readArguments(HELP, 1, ['check'])
  if (typeof given === 'number') return given
  const { flags, positionals: [directory = shippedDirectory] } = given
  const documents = await served()
  if (flags.has('check')) return checkFiles(directory, documents)
  mkdirSync(directory, { recursive: true })
  for (const [name, document] of documents) writeFileSync(join(directory, name), print(document))
  return 0
}

process.exitCode = await run()
