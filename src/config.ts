/** The configuration: one schema for the environment; the type and the help text are derived from it. */
import { Ajv } from 'ajv'
import { Type, type Static } from 'typebox'
import { ALGORITHMS, type Algorithm } from './records/chain.ts'
import { vocabulary } from './rulesets/vocabulary.ts'
import { DEFAULT_DATABASE_URL } from './store/open.ts'

const LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']

/** A rule of fairness of this product's own, on unless it is switched off. */
const rule = (name: string) => Type.Unsafe<'on' | 'off'>({ type: 'string', enum: ['on', 'off'], default: 'on', description: `on or off: ${vocabulary.fairnessRules[name]?.en ?? name} (this product's own rule, none of the law)` })

export const Config = Type.Object({
  HOST: Type.String({ default: '127.0.0.1', minLength: 1, description: 'the address to listen on' }),
  PORT: Type.Integer({ default: 3000, minimum: 0, maximum: 65535, description: 'the port; 0 for any free one (the address in use is logged)' }),
  DATABASE_URL: Type.String({ default: DEFAULT_DATABASE_URL, minLength: 1, pattern: '^(file:.+|postgres(ql)?://.+)$', description: 'where the records are kept: file:<path>, file::memory: (nothing on disk), or postgres://<user>:<password>@<host>:<port>/<database>' }),
  DIGEST: Type.Unsafe<Algorithm>({ type: 'string', enum: [...ALGORITHMS], default: 'sha256', description: `the digest that chains new steps: ${ALGORITHMS.join(', ')}; a chain may change from one to the other` }),
  FAIRNESS_ANOTHER_PERSON_DECIDES: rule('another-person-decides'),
  FAIRNESS_NOT_HEAVIER_THAN_NOTIFIED: rule('not-heavier-than-notified'),
  LOG_LEVEL: Type.Unsafe<string>({ type: 'string', enum: LEVELS, default: 'info', description: `how much is logged: ${LEVELS.join(', ')}` }),
  RULESETS_DIR: Type.Optional(Type.String({ minLength: 1, description: 'a directory with rulesets and calendar years of your own (*.yaml, *.json), checked before the start' })),
  OFFICIAL_TEXTS_DIR: Type.Optional(Type.String({ minLength: 1, description: 'a directory with your own copy of the official texts, named as in each ruleset\'s source: findings and provisions then carry officialText' }))
})

export type Config = Static<typeof Config>

export class BadConfig extends Error {}

/**
 * Reads the configuration; variables that are empty count as not set.
 * @throws BadConfig with one line for every fault
 */
export function readConfig (environment: Readonly<Record<string, string | undefined>>): Config {
  const ajv = new Ajv({ coerceTypes: true, useDefaults: true, allErrors: true, strict: false })
  const given: Record<string, unknown> = {}
  for (const name of Object.keys(Config.properties)) if (environment[name]) given[name] = environment[name]
  if (!ajv.validate(Config, given)) {
    throw new BadConfig((ajv.errors ?? []).map(({ instancePath, message, params }) => {
      const name = instancePath.slice(1)
      // A database's URL may hold a password.
      return `${name} is '${name === 'DATABASE_URL' ? '…' : environment[name] ?? ''}': ${message ?? ''}${'allowedValues' in params ? ` (${String(params.allowedValues)})` : ''}`
    }).join('\n'))
  }
  return given as Config
}

const WIDEST = Math.max(...Object.keys(Config.properties).map(({ length }) => length))

/** What `npm start -- --help` prints. */
export function help (): string {
  const lines = Object.entries(Config.properties).map(([name, schema]) => {
    const { description, default: standard } = schema as unknown as { description: string, default?: unknown }
    return `  ${name.padEnd(WIDEST)} ${description}${standard === undefined ? '' : ` (default: ${String(standard)})`}`
  })
  return ['Evenhand: npm start', '', 'Configured by environment variables:', ...lines, '', 'Then: Swagger UI at /docs, the OpenAPI document at /openapi.json, health at /health/ready.'].join('\n')
}
