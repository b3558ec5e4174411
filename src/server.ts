/** Starts the service: the only file that reads the environment, listens, and handles signals. */
import module from 'node:module'
import { setDefaultResultOrder } from 'node:dns'
import type { OfficialTexts } from './app-types.ts'
import type { Config } from './config.ts'
import type { Records } from './records/records.ts'
import type { Rules } from './rulesets/load.ts'
import type { Store } from './store/store.ts'

module.enableCompileCache?.()
setDefaultResultOrder('ipv4first')

const [{ readConfig, help, BadConfig }, { loadRules }, { FaultyRules }, { WrongSchema }] = await Promise.all([import('./config.ts'), import('./rulesets/load.ts'), import('./rulesets/fault.ts'), import('./store/store.ts')])

/** What whoever starts the service did wrong is told in lines, never as a stack trace. */
function stop (error: unknown): never {
  if (error instanceof BadConfig || error instanceof FaultyRules || error instanceof WrongSchema) {
    console.error(error.message)
    process.exit(1)
  }
  throw error
}

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

async function openRecords (config: Config, { book, calendar }: Rules): Promise<{ store: Store, records: Records }> {
  const [{ openStore }, { Records }, { version }] = await Promise.all([import('./store/open.ts'), import('./records/records.ts'), import('./version.ts')])
  let store
  try {
    store = await openStore(config.DATABASE_URL)
  } catch (error) {
    if (error instanceof WrongSchema) throw error
    throw new BadConfig(`the database of DATABASE_URL cannot be opened: ${(error as Error).message}`)
  }
  const fairness = { anotherPersonDecides: config.FAIRNESS_ANOTHER_PERSON_DECIDES === 'on', notHeavierThanNotified: config.FAIRNESS_NOT_HEAVIER_THAN_NOTIFIED === 'on' }
  return { store, records: new Records({ store, book, calendar, fairness, algorithm: config.DIGEST, engine: version, today, now: Date.now }) }
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
  const { store, records } = await openRecords(config, rules)
  const app = await buildApp({ rules, today, records, ...(officialTexts ? { officialTexts } : {}) }, { logger: { level: config.LOG_LEVEL } })
  // Whoever is still answered still needs the store.
  app.addHook('onClose', () => store.close())
  const forgetting = setInterval(() => { records.forgetAnswers().catch((error: unknown) => { app.log.warn({ err: error }, 'old answers could not be forgotten') }) }, FORGET_EVERY_MS)
  forgetting.unref()
  closeWithGrace({ delay: 10_000 }, async ({ signal, err }) => {
    if (err) app.log.error({ err }, 'closing after an error')
    else app.log.info({ signal }, 'closing')
    await app.close()
  })
  await app.listen({ host: config.HOST, port: config.PORT }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EADDRINUSE' && error.code !== 'EACCES' && error.code !== 'EADDRNOTAVAIL' && error.code !== 'ENOTFOUND') throw error
    throw new BadConfig(`cannot listen on ${config.HOST}:${config.PORT}: ${error.code}`)
  })
} catch (error) {
  stop(error)
}
