/** `npm run seed -- --cases N`: fills a store with invented records, for demonstrations and for measuring. */
import { availableParallelism } from 'node:os'
import { parseArgs } from 'node:util'
import { BadConfig, readConfig, type Config } from '../config.ts'
import { isDay } from '../domain/day.ts'
import { FaultyRules } from '../rulesets/fault.ts'
import { loadRules } from '../rulesets/load.ts'
import { Clash, fill } from '../seed/fill.ts'
import { dayOf } from '../seed/days.ts'
import type { Plan } from '../seed/plan.ts'
import { progressTo } from '../seed/progress.ts'
import { WrongSchema, type Store } from '../store/store.ts'
import { BadKeys } from '../vault/master-keys.ts'
import { openSealed } from '../vault/open.ts'
import { version } from '../version.ts'

const HELP = `Usage: npm run seed -- --cases N [--seed S] [--until YYYY-MM-DD] [--add]

Fills the store with invented cases of the five years before a day: all five types of subjects, under every
ruleset and elsewhere, most of the older ones archived, the recent ones in every state, with reviews, appeals
and earlier decisions. Every step is judged by the rules and written as the service writes it. The same
arguments make the same records, ids and salts included, on the same version with the same settings.

All of it is invented. The identity numbers and credit codes are well-formed but of the administrative area
0000xx, under which no real one was ever given; names are put together by chance.

  --cases N           how many cases
  --seed S            another text makes other records (default: 1)
  --until YYYY-MM-DD  the day before which everything happened, at most today (default: today in China)
  --add               fill a store that has cases already; with a seed that it was not filled with
  -h, --help          this text

  DATABASE_URL and the other settings are those of the service: npm start -- --help`

/** Small stores are filled sooner than a worker starts. */
const WORTH_A_WORKER = 3000
const MOST_WORKERS = 2

interface Wanted { readonly cases: number, readonly seed: string, readonly until: string, readonly add: boolean }

class WrongUsage extends Error {}

/** @throws WrongUsage; null where help was wanted */
function wanted (today: string): Wanted | null {
  let values
  try {
    ({ values } = parseArgs({ options: { cases: { type: 'string' }, seed: { type: 'string', default: '1' }, until: { type: 'string', default: today }, add: { type: 'boolean', default: false }, help: { type: 'boolean', short: 'h', default: false } } }))
  } catch (error) {
    throw new WrongUsage((error as Error).message)
  }
  const { cases = '', seed, until, add, help } = values
  if (help) return null
  if (!/^[1-9]\d{0,7}$/.test(cases)) throw new WrongUsage('--cases takes a whole number from 1 to 99999999')
  if (!isDay(until) || until > today) throw new WrongUsage('--until takes a day written YYYY-MM-DD that is not in the future')
  return { cases: Number(cases), seed, until, add }
}

async function isEmpty (store: Store): Promise<boolean> {
  return (await store.ids({ limit: 1 })).length === 0
}

function planOf ({ DIGEST, RULESETS_DIR, FAIRNESS_ANOTHER_PERSON_DECIDES, FAIRNESS_NOT_HEAVIER_THAN_NOTIFIED }: Config, { cases, seed, until }: Wanted, indexKey: Uint8Array): Plan {
  return {
    cases,
    seed,
    until,
    algorithm: DIGEST,
    indexKey,
    engine: version,
    fairness: { anotherPersonDecides: FAIRNESS_ANOTHER_PERSON_DECIDES === 'on', notHeavierThanNotified: FAIRNESS_NOT_HEAVIER_THAN_NOTIFIED === 'on' },
    ...RULESETS_DIR === undefined ? {} : { rulesetsDirectory: RULESETS_DIR }
  }
}

async function seed (given: Wanted): Promise<number> {
  const config = readConfig(process.env)
  const rules = loadRules(config.RULESETS_DIR)
  const { store, vault } = await openSealed(config, (message) => { console.error(message) })
  try {
    if (!given.add && !await isEmpty(store)) {
      console.error('The store has records already. To add invented ones to them, give --add.')
      return 1
    }
    const began = performance.now()
    const progress = progressTo(process.stderr, given.cases, 'cases', () => performance.now())
    const workers = given.cases < WORTH_A_WORKER ? 0 : Math.min(MOST_WORKERS, Math.max(1, availableParallelism() - 1))
    const { cases, steps } = await fill({ store, rules, plan: planOf(config, given, vault.indexKey), workers, progress: (filled) => progress.tell(filled.cases) }).finally(progress.end)
    const seconds = (performance.now() - began) / 1000
    console.log(`${cases} cases with ${steps} steps in ${seconds.toFixed(1)} s: ${Math.round(cases / seconds)} cases/s.`)
    return 0
  } finally {
    await store.close()
  }
}

async function run (): Promise<number> {
  try {
    const given = wanted(new Date(dayOf(Date.now()) * 86_400_000).toISOString().slice(0, 10))
    if (given) return await seed(given)
    console.log(HELP)
    return 0
  } catch (error) {
    if (error instanceof WrongUsage) {
      console.error(`${error.message}\n\n${HELP}`)
      return 2
    }
    const told = error instanceof BadConfig || error instanceof FaultyRules || error instanceof WrongSchema || error instanceof BadKeys || error instanceof Clash || error instanceof RangeError
    if (!told) throw error
    console.error(error.message)
    return 1
  }
}

process.exitCode = await run()
