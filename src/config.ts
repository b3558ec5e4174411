/** The configuration: one schema for the environment; the type and the help text are derived from it. */
import { Ajv } from 'ajv'
import { Type, type Static } from 'typebox'
import { ALGORITHMS, type Algorithm } from './records/chain.ts'
import { vocabulary } from './rulesets/vocabulary.ts'
import { DEFAULT_DATABASE_URL } from './store/open.ts'

const DEFAULT_RATE_LIMIT = 600
/** Load balancers ask every few seconds, and many supervisors kill after ten. */
const DEFAULT_DRAIN_SECONDS = 5

const LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']

/** A rule of fairness of this product's own, on unless it is switched off. */
const rule = (name: string) => Type.Unsafe<'on' | 'off'>({ type: 'string', enum: ['on', 'off'], default: 'on', description: `on or off: ${vocabulary.fairnessRules[name]?.en ?? name} (this product's own rule, none of the law)` })

export const Config = Type.Object({
  HOST: Type.String({ default: '127.0.0.1', minLength: 1, description: 'the address to listen on' }),
  PORT: Type.Integer({ default: 3000, minimum: 0, maximum: 65535, description: 'the port; 0 for any free one (the address in use is logged)' }),
  DATABASE_URL: Type.String({ default: DEFAULT_DATABASE_URL, minLength: 1, pattern: '^(file:.+|postgres(ql)?://.+)$', description: 'where the records are kept: file:<path>, file::memory: (nothing on disk), or postgres://<user>:<password>@<host>:<port>/<database>' }),
  DATA_KEYS: Type.Optional(Type.String({ minLength: 1, description: 'what personal data are encrypted with: <id>:<32 bytes in base64>, several with commas between them, the current one first (npm run data-keys -- new). Neither this nor a file: for file:<path> a file <path>.keys is made' })),
  DATA_KEYS_FILE: Type.Optional(Type.String({ minLength: 1, description: 'instead of DATA_KEYS a file with the same, a line each, which nobody else may read' })),
  RETENTION_YEARS: Type.Integer({ default: 5, minimum: 1, maximum: 100, description: 'how many years after it was archived a case may be erased, at the earliest (X-4); never before the last measure that rests on it has ended' }),
  AUTH: Type.Unsafe<'on' | 'off'>({ type: 'string', enum: ['on', 'off'], default: 'off', description: 'on: every request says who it comes from, by a token of AUTH_JWKS or by an API key (npm run keys). off: only where HOST is a loopback address' }),
  AUTH_JWKS: Type.Optional(Type.String({ minLength: 1, description: 'with AUTH=on, the keys of the identity provider: an https URL, or the path of a file (JWKS); not set: only API keys are accepted' })),
  AUTH_ISSUER: Type.Optional(Type.String({ minLength: 1, description: 'with AUTH_JWKS, the issuer (iss) of its tokens' })),
  AUTH_AUDIENCE: Type.Optional(Type.String({ minLength: 1, description: 'with AUTH_JWKS, the audience (aud) that tokens for this service name' })),
  AUTH_CLOCK_SKEW: Type.Integer({ default: 60, minimum: 0, maximum: 600, description: 'seconds by which the clocks of this machine and of the identity provider may differ' }),
  RATE_LIMIT: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000, description: `requests a minute of each client, beyond which it is answered 429; not set: ${DEFAULT_RATE_LIMIT} with AUTH=on, none with AUTH=off` })),
  MAX_IN_FLIGHT: Type.Integer({ default: 512, minimum: 1, maximum: 100_000, description: 'the most requests that are worked on at a time; those beyond are answered 503 at once, so that the others do not wait for long' }),
  MAX_WAIT_MS: Type.Integer({ default: 1000, minimum: 1, maximum: 60_000, description: 'milliseconds that a request may have waited for its turn; after that it is answered 503' }),
  DRAIN_SECONDS: Type.Optional(Type.Integer({ minimum: 0, maximum: 600, description: `after SIGTERM, seconds for which everything is still answered, but /health/ready says no: time for load balancers to find out; not set: 0 where HOST is a loopback address, ${DEFAULT_DRAIN_SECONDS} elsewhere` })),
  DIGEST: Type.Unsafe<Algorithm>({ type: 'string', enum: [...ALGORITHMS], default: 'sha256', description: `the digest that chains new steps: ${ALGORITHMS.join(', ')}; a chain may change from one to the other` }),
  FAIRNESS_ANOTHER_PERSON_DECIDES: rule('another-person-decides'),
  FAIRNESS_NOT_HEAVIER_THAN_NOTIFIED: rule('not-heavier-than-notified'),
  LOG_LEVEL: Type.Unsafe<string>({ type: 'string', enum: LEVELS, default: 'info', description: `how much is logged: ${LEVELS.join(', ')}` }),
  OTEL_EXPORTER_OTLP_ENDPOINT: Type.Optional(Type.String({ pattern: '^https?://', description: 'a collector of OpenTelemetry traces (OTLP over HTTP), http://127.0.0.1:4318 for example; not set: no traces' })),
  RULESETS_DIR: Type.Optional(Type.String({ minLength: 1, description: 'a directory with rulesets and calendar years of your own (*.yaml, *.json), checked before the start' })),
  OFFICIAL_TEXTS_DIR: Type.Optional(Type.String({ minLength: 1, description: 'a directory with your own copy of the official texts, named as in each ruleset\'s source: findings and provisions then carry officialText' }))
})

export type Config = Static<typeof Config>

export class BadConfig extends Error {}

/** The addresses at which nobody but this machine reaches the service. */
const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|::1|\[::1\])$/

/** Settings whose defaults hang on others. */
export const requestsPerMinute = ({ RATE_LIMIT, AUTH }: Config): number | undefined => RATE_LIMIT ?? (AUTH === 'on' ? DEFAULT_RATE_LIMIT : undefined)
export const drainSeconds = ({ DRAIN_SECONDS, HOST }: Config): number => DRAIN_SECONDS ?? (LOOPBACK.test(HOST) ? 0 : DEFAULT_DRAIN_SECONDS)

/**
 * What each setting allows by itself and not together.
 * @throws BadConfig with one line for every fault
 */
function refuseOpen ({ HOST, AUTH, AUTH_JWKS, AUTH_ISSUER, AUTH_AUDIENCE }: Config): void {
  const faults: string[] = []
  if (AUTH === 'off' && !LOOPBACK.test(HOST)) {
    faults.push(`HOST is '${HOST}', which others reach, and AUTH is off: set AUTH=on, and either AUTH_JWKS, AUTH_ISSUER and AUTH_AUDIENCE (tokens of an identity provider) or API keys (npm run keys -- create)`)
  }
  if (AUTH_JWKS !== undefined && AUTH_ISSUER === undefined) faults.push('AUTH_ISSUER is missing: with AUTH_JWKS it has to be said whose tokens are accepted')
  if (AUTH_JWKS !== undefined && AUTH_AUDIENCE === undefined) faults.push('AUTH_AUDIENCE is missing: with AUTH_JWKS it has to be said which tokens are for this service')
  if (AUTH_JWKS?.startsWith('http://') && !LOOPBACK.test(new URL(AUTH_JWKS).hostname)) faults.push('AUTH_JWKS is fetched over plain http, where anybody on the way can put in keys of his own: use https')
  if (faults.length > 0) throw new BadConfig(faults.join('\n'))
}

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
  const config = given as Config
  refuseOpen(config)
  return config
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
