/** Reads the files of a directory of rules: YAML or JSON, each told apart by its `format`, each fault with its line. */
import { Ajv, type ValidateFunction } from 'ajv'
import { readFileSync, readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { LineCounter, parseDocument, type Document } from 'yaml'
import { CalendarDocument, type CalendarDocumentType } from './calendar.ts'
import { FaultyRules, type Fault } from './fault.ts'
import { JoiningDocument, RulesetDocument } from './format.ts'

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

const ajv = new Ajv({ allErrors: true, strict: false })
const validators = new Map<string, ValidateFunction>()
const schemas: Readonly<Record<string, object>> = {
  'evenhand-ruleset/1': RulesetDocument,
  'evenhand-calendar/1': CalendarDocument,
  'evenhand-joining/1': JoiningDocument
}

function validatorOf (format: string): ValidateFunction {
  const known = validators.get(format)
  if (known) return known
  const validator = ajv.compile(schemas[format] ?? {})
  validators.set(format, validator)
  return validator
}

const segments = (pointer: string): string[] => pointer.split('/').slice(1).map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))

/** The nearest node that stands in the file: a place that is missing is reported at what should hold it. */
function positionOf (document: Document, lines: LineCounter, pointer: string): { line: number, column: number } {
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

/** Parses one file; FaultyRules names every fault of syntax, shape or format at once. */
export function readSource (path: string, trusted = false): Source<unknown> & { format: string } {
  const file = basename(path)
  const lines = new LineCounter()
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(path))
  } catch (error) {
    throw new FaultyRules([{ file, place: '', message: error instanceof TypeError ? 'the file is not UTF-8' : `the file cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown'})` }])
  }
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true, prettyErrors: false })
  if (document.errors.length > 0) {
    throw new FaultyRules(document.errors.map(({ pos, message }) => {
      const { line, col } = lines.linePos(pos[0])
      return { file, line, column: col, place: '', message: `not YAML: ${message.split('\n')[0] ?? ''}` }
    }))
  }
  const data: unknown = document.toJS({ maxAliasCount: 100 })
  const fault = (pointer: string, message: string): Fault => ({ file, ...positionOf(document, lines, pointer), place: pointer, message })
  const format = typeof data === 'object' && data !== null && 'format' in data ? String(data.format) : ''
  if (trusted) return { file, data, fault, format }
  if (!Object.hasOwn(schemas, format)) throw new FaultyRules([fault('/format', `the format is '${format}', expected one of ${Object.keys(schemas).join(', ')}`)])
  const validate = validatorOf(format)
  if (!validate(data)) throw new FaultyRules(shapeFaults(validate.errors ?? [], fault))
  return { file, data, fault, format }
}

type AjvErrors = NonNullable<ValidateFunction['errors']>

/** The deepest complaints only: a union complains once for every branch that was not meant. */
function shapeFaults (errors: AjvErrors, fault: (pointer: string, message: string) => Fault): Fault[] {
  const telling = errors.filter(({ keyword, instancePath }) => !['anyOf', 'oneOf', 'if'].includes(keyword) ||
    !errors.some((other) => other.keyword !== keyword && other.instancePath.startsWith(instancePath)))
  const deepest = telling.filter(({ instancePath }) => !telling.some((other) => other.instancePath.startsWith(`${instancePath}/`)))
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
