/** Starts the service: the only file that reads the environment, listens, and handles signals. */
import module from 'node:module'
import { setDefaultResultOrder } from 'node:dns'
import { setTimeout as sleep } from 'node:timers/promises'
import type { OfficialTexts } from './app-types.ts'
import type { Authenticate } from './auth/authenticate.ts'
import type { Config } from './config.ts'
import type { Records } from './records/records.ts'
import type { Rules } from './rulesets/load.ts'
import type { Observer } from './store/observed.ts'
import type { Store } from './store/store.ts'

module.enableCompileCache?.()
setDefaultResultOrder('ipv4first')

const [{ readConfig, help, BadConfig, drainSeconds, requestsPerMinute }, { loadRules }, { FaultyRules }, { WrongSchema }] = await Promise.all([import('./config.ts'), import('./rulesets/load.ts'), import('./rulesets/fault.ts'), import('./store/store.ts')])

/** What whoever starts the service did wrong is told in lines, never as a stack trace. */
function stop (error: unknown): never {
  if (error instanceof BadConfig || error instanceof FaultyRules || error instanceof WrongSchema) {
    console.error(error.message)
    process.exit(1)
  }
  throw error
}

// A limit on the size of files (ulimit -f) is an error like a full disk, and not the end of the process: also where somebody else listens for its signal.
if (process.platform !== 'win32') process.on('SIGXFSZ', () => {})

/** Whoever has begun a request by then may take as long for it as at any other time (app.ts), and gets an answer. */
const CLOSING_MS = 40_000
/** After these a process cannot go on, not even to close: a handler would return to what caused them, for ever. */
const FATAL = ['SIGBUS' as const, 'SIGSEGV' as const, 'SIGILL' as const, 'SIGFPE' as const, 'SIGTRAP' as const, 'SIGABRT' as const]
const FORGET_EVERY_MS = 600_000
const DAY_IN_CHINA_MS = 8 * 3_600_000
/** China keeps one time, eight hours ahead, all year. */
const today = (): string => new Date(Date.now() + DAY_IN_CHINA_MS).toISOString().slice(0, 10)

/** The texts that the authority keeps; those that it does not keep are named, for it may have meant to. */
async function readOfficialTexts (directory: string, { compiled }: Rules): Promise<OfficialTexts> {
  const { keptIn, officialTexts } = await import('./texts/official.ts')
  const { kept, absent } = keptIn(directory, compiled.map(({ source }) => source.data))
  if (kept.length === 0) throw new BadConfig(`OFFICIAL_TEXTS_DIR is '${directory}': none of the official texts is there (${absent.map(({ source }) => source).join(', ')})`)
  for (const { id, version, source } of absent) console.error(`OFFICIAL_TEXTS_DIR: no text of ${id}@${version} (${source ?? ''}); its provisions carry none`)
  return officialTexts(directory, kept)
}

/** With authentication on, who somebody is: by the tokens of an identity provider, where one is named, and by keys of the store. */
async function openAuthentication (config: Config, store: Store): Promise<Authenticate | null> {
  if (config.AUTH === 'off') return null
  const [{ authenticator }, { tokenCheck }, { instant }, { vocabulary }] = await Promise.all([import('./auth/authenticate.ts'), import('./auth/tokens.ts'), import('./records/identity.ts'), import('./rulesets/vocabulary.ts')])
  const { AUTH_JWKS: jwks, AUTH_ISSUER: issuer = '', AUTH_AUDIENCE: audience = '', AUTH_CLOCK_SKEW: skew } = config
  const tokens = jwks === undefined ? null : tokenCheck({ jwks, issuer, audience, skew })
  return authenticator({ tokens, keyById: store.apiKey, levels: vocabulary.levels, now: () => instant(Date.now()) })
}

/** Who sees how the store is doing. */
async function observe ({ OTEL_EXPORTER_OTLP_ENDPOINT: endpoint }: Config) {
  const [{ Registry }, { storeMetrics }] = await Promise.all([import('prom-client'), import('./store/metrics.ts')])
  const registry = new Registry()
  const tracing = endpoint === undefined ? undefined : (await import('./tracing.ts')).startTracing(endpoint)
  return { registry, ...tracing ? { tracing } : {}, observers: [storeMetrics(registry), ...tracing ? [tracing.store] : []] }
}

async function openRecords (config: Config, { book, calendar }: Rules, observers: readonly Observer[]): Promise<{ store: Store, records: Records, authenticate: Authenticate | null }> {
  const [{ observed }, { openSealed }, { BadKeys }, { Records }, { version }] = await Promise.all([import('./store/observed.ts'), import('./vault/open.ts'), import('./vault/master-keys.ts'), import('./records/records.ts'), import('./version.ts')])
  let sealed
  try {
    sealed = await openSealed(config, (message) => { console.error(message) })
  } catch (error) {
    if (error instanceof WrongSchema) throw error
    if (error instanceof BadKeys) throw new BadConfig(error.message)
    throw new BadConfig(`the database of DATABASE_URL cannot be opened: ${(error as Error).message}`)
  }
  const fairness = { anotherPersonDecides: config.FAIRNESS_ANOTHER_PERSON_DECIDES === 'on', notHeavierThanNotified: config.FAIRNESS_NOT_HEAVIER_THAN_NOTIFIED === 'on' }
  const { vault: { keyOf } } = sealed
  const store = observed(sealed.store, observers)
  const authenticate = await openAuthentication(config, store)
  return { store, authenticate, records: new Records({ store, keyOf, book, calendar, fairness, algorithm: config.DIGEST, engine: version, retentionYears: config.RETENTION_YEARS, today, now: Date.now }) }
}

if (process.argv.includes('--help') || process.argv.includes('-h')) {
  console.log(help())
  process.exit(0)
}

try {
  const config = readConfig(process.env)
  const rules = loadRules(config.RULESETS_DIR)
  const officialTexts = config.OFFICIAL_TEXTS_DIR === undefined ? undefined : await readOfficialTexts(config.OFFICIAL_TEXTS_DIR, rules)
  const [{ buildApp }, { default: closeWithGrace }] = await Promise.all([import('./app.ts'), import('close-with-grace')])
  const observing = await observe(config)
  const { store, records, authenticate } = await openRecords(config, rules, observing.observers)
  const state = { ending: false }
  const perMinute = requestsPerMinute(config)
  const operation = {
    ...observing,
    isEnding: () => state.ending,
    admission: { atOnce: config.MAX_IN_FLIGHT, waitMs: config.MAX_WAIT_MS },
    ...perMinute === undefined ? {} : { requestsPerMinute: perMinute }
  }
  const app = await buildApp({ rules, today, records, ...(authenticate ? { authenticate } : {}), ...(officialTexts ? { officialTexts } : {}), operation }, { logger: { level: config.LOG_LEVEL } })
  // Whoever is still answered still needs the store.
  app.addHook('onClose', async () => {
    await store.close()
    await observing.tracing?.close()
  })
  const forgetting = setInterval(() => { records.forgetAnswers().catch((error: unknown) => { app.log.warn({ err: error }, 'old answers could not be forgotten') }) }, FORGET_EVERY_MS)
  forgetting.unref()
  const drainMs = drainSeconds(config) * 1000
  closeWithGrace({ delay: drainMs + CLOSING_MS, skip: FATAL }, async ({ signal, err }) => {
    if (err) app.log.error({ err }, 'closing after an error')
    else app.log.info({ signal }, 'closing')
    state.ending = true
    // After an error nobody knows what would be answered.
    if (!err) await sleep(drainMs)
    await app.close()
  })
  await app.listen({ host: config.HOST, port: config.PORT }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EADDRINUSE' && error.code !== 'EACCES' && error.code !== 'EADDRNOTAVAIL' && error.code !== 'ENOTFOUND') throw error
    throw new BadConfig(`cannot listen on ${config.HOST}:${config.PORT}: ${error.code}`)
  })
} catch (error) {
  stop(error)
}
