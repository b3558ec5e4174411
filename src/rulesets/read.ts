/** Reads the files of a directory of rules: YAML or JSON, each told apart by its `format`, each fault with its line. */
import { Ajv, type ValidateFunction } from 'ajv'
import { CORE_SCHEMA, load, YAMLException } from 'js-yaml'
import { readFileSync, readdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, join } from 'node:path'
import { segments } from '../json-pointer.ts'
import { CalendarDocument, type CalendarDocumentType } from './calendar.ts'
import { FaultyRules, type Fault } from './fault.ts'
import { JoiningDocument, RulesetDocument } from './format.ts'
import { VocabularyDocument } from './vocabulary-format.ts'

/** A file that fits the schema of its format, and where in it a place stands. */
export interface Source<T> {
  readonly file: string
  readonly data: T
  /** a fault at a JSON pointer of the file, with its line and column */
  readonly fault: (pointer: string, message: string) => Fault
}

export interface Sources {
  readonly rulesets: readonly Source<RulesetDocument>[]
  readonly calendars: readonly Source<CalendarDocumentType>[]
}

let ajv: Ajv | undefined
const validators = new Map<string, ValidateFunction>()
const schemas: Readonly<Record<string, object>> = {
  'evenhand-ruleset/1': RulesetDocument,
  'evenhand-calendar/1': CalendarDocument,
  'evenhand-joining/1': JoiningDocument,
  'evenhand-vocabulary/1': VocabularyDocument
}

function validatorOf (format: string): ValidateFunction {
  const known = validators.get(format)
  if (known) return known
  ajv ??= new Ajv({ allErrors: true, strict: false })
  const validator = ajv.compile(schemas[format] ?? {})
  validators.set(format, validator)
  return validator
}

/** Which line of the text a place stands on: the nearest node that is there, for a place that is missing is told at what should hold it. */
function positionOf (text: string, pointer: string): { line: number, column: number } {
  // The parser that knows positions is slow: it is loaded only where there is a fault to show.
  const { LineCounter, parseDocument } = createRequire(import.meta.url)('yaml') as typeof import('yaml')
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines })
  const path: (string | number)[] = segments(pointer).map((part) => /^\d+$/.test(part) ? Number(part) : part)
  for (; path.length > 0; path.pop()) {
    const node = document.getIn(path, true) as { range?: [number, number, number] | null } | undefined
    if (node && typeof node === 'object' && node.range) {
      const { line, col } = lines.linePos(node.range[0])
      return { line, column: col }
    }
  }
  return { line: 1, column: 1 }
}

function readText (path: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(path))
  } catch (error) {
    const message = error instanceof TypeError ? 'the file is not UTF-8' : `the file cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown'})`
    throw new FaultyRules([{ file: basename(path), place: '', message }])
  }
}

/** A part that holds itself (by an alias) has no end. */
function holdsItself (data: unknown, within: readonly unknown[] = []): boolean {
  if (typeof data !== 'object' || data === null) return false
  return within.includes(data) || Object.values(data).some((part) => holdsItself(part, [...within, data]))
}

function parse (file: string, text: string): unknown {
  try {
    // The core schema of YAML 1.2: a day stays the text that it is.
    return load(text, { schema: CORE_SCHEMA })
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error
    const { mark, reason } = error as YAMLException & { mark?: { line: number, column: number } }
    throw new FaultyRules([{ file, ...(mark ? { line: mark.line + 1, column: mark.column + 1 } : {}), place: '', message: `not YAML: ${reason}` }])
  }
}

/**
 * Parses one file; FaultyRules names every fault of syntax, shape or format at once.
 * @param trusted a file that comes with the service: its shape is proved in CI and not at every start
 */
export function readSource (path: string, trusted = false): Source<unknown> & { format: string } {
  const file = basename(path)
  const text = readText(path)
  const data = parse(file, text)
  const fault = (pointer: string, message: string): Fault => ({ file, ...positionOf(text, pointer), place: pointer, message })
  const format = typeof data === 'object' && data !== null && 'format' in data ? String(data.format) : ''
  if (trusted) return { file, data, fault, format }
  if (holdsItself(data)) throw new FaultyRules([{ file, place: '', message: 'a part of the file refers to itself' }])
  if (!Object.hasOwn(schemas, format)) throw new FaultyRules([fault('/format', `the format is '${format}', expected one of ${Object.keys(schemas).join(', ')}`)])
  const validate = validatorOf(format)
  if (!validate(data)) throw new FaultyRules(shapeFaults(validate.errors ?? [], fault))
  return { file, data, fault, format }
}

type AjvErrors = NonNullable<ValidateFunction['errors']>

/** A union complains once for every branch that was not meant: where one branch got further into the value, the others are noise. */
function shapeFaults (errors: AjvErrors, fault: (pointer: string, message: string) => Fault): Fault[] {
  const unions = errors.filter(({ keyword }) => keyword === 'anyOf').map(({ instancePath }) => instancePath)
  const noise = ({ instancePath }: AjvErrors[number]): boolean => unions.includes(instancePath) && errors.some((other) => other.instancePath.startsWith(`${instancePath}/`))
  const deepest = errors.filter((error) => !noise(error))
  const messages = new Map<string, Fault>()
  for (const { instancePath, message, params } of deepest) {
    const detail = 'additionalProperty' in params ? `${message ?? ''}: '${String(params.additionalProperty)}'` : 'allowedValues' in params ? `${message ?? ''}: ${String(params.allowedValues)}` : message ?? ''
    messages.set(`${instancePath} ${detail}`, fault(instancePath, detail))
  }
  return [...messages.values()]
}

const RULES_FILE = /\.(ya?ml|json)$/i

/** Reads every rules file of an operator's directory, in the order of their names. Every faulty file is reported, not the first only. */
export function readDirectory (directory: string): Sources {
  let names: string[]
  try {
    names = readdirSync(directory).filter((name) => RULES_FILE.test(name)).sort()
  } catch (error) {
    throw new FaultyRules([{ file: directory, place: '', message: `the directory cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown'})` }])
  }
  const faults: Fault[] = []
  const rulesets: Source<RulesetDocument>[] = []
  const calendars: Source<CalendarDocumentType>[] = []
  for (const name of names) {
    try {
      const source = readSource(join(directory, name))
      if (source.format === 'evenhand-ruleset/1') rulesets.push(source as Source<RulesetDocument>)
      else if (source.format === 'evenhand-calendar/1') calendars.push(source as Source<CalendarDocumentType>)
      else faults.push(source.fault('/format', `a file of the format ${source.format} cannot be added from outside`))
    } catch (error) {
      if (!(error instanceof FaultyRules)) throw error
      faults.push(...error.faults)
    }
  }
  if (faults.length > 0) throw new FaultyRules(faults)
  return { rulesets, calendars }
}
