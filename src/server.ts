/** Starts the service: the only file that reads the environment, listens, and handles signals. */
import module from 'node:module'
import { setDefaultResultOrder } from 'node:dns'
import type { OfficialTexts } from './app-types.ts'
import type { Rules } from './rulesets/load.ts'

module.enableCompileCache?.()
setDefaultResultOrder('ipv4first')

const [{ readConfig, help, BadConfig }, { loadRules }, { FaultyRules }] = await Promise.all([import('./config.ts'), import('./rulesets/load.ts'), import('./rulesets/fault.ts')])

/** What whoever starts the service did wrong is told in lines, never as a stack trace. */
function stop (error: unknown): never {
  if (error instanceof BadConfig || error instanceof FaultyRules) {
    console.error(error.message)
    process.exit(1)
  }
  throw error
}

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

if (process.argv.includes('--help') || process.argv.includes('-h')) {
  console.log(help())
  process.exit(0)
}

try {
  const config = readConfig(process.env)
  const rules = loadRules(config.RULESETS_DIR)
  const officialTexts = config.OFFICIAL_TEXTS_DIR === undefined ? undefined : await readOfficialTexts(config.OFFICIAL_TEXTS_DIR, rules)
  const [{ buildApp }, { default: closeWithGrace }] = await Promise.all([import('./app.ts'), import('close-with-grace')])
  const app = await buildApp({ rules, today, ...(officialTexts ? { officialTexts } : {}) }, { logger: { level: config.LOG_LEVEL } })
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
