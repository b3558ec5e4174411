/** `npm run data-keys -- new|status|rotate`: the keys that personal data are encrypted with. */
import { BadConfig, readConfig } from '../config.ts'
import { progressTo } from '../seed/progress.ts'
import { openStore } from '../store/open.ts'
import { WrongSchema, type Store } from '../store/store.ts'
import { BadKeys, newKeyLine, type MasterKeys } from '../vault/master-keys.ts'
import { remaining, rotate } from '../vault/rotate.ts'
import { findKeys, missing } from '../vault/sources.ts'
import { openVault } from '../vault/vault.ts'
import { readArguments } from './arguments.ts'

const HELP = `Usage: npm run data-keys -- new [ID]
       npm run data-keys -- status
       npm run data-keys -- rotate

Every record is encrypted with a key of its own, and that key (wrapped) with the current master key.

  new [ID]   prints a new master key as a line, <id>:<32 bytes in base64>; ID is the day unless it is given
  status     how many records' keys each master key wraps, and whether the keys here open the store
  rotate     wraps all of them anew with the current master key, while the service runs. May be stopped at any
             time and called again. No record is written anew: it takes seconds for a hundred thousand.

To rotate: put a new key before the old one (DATA_KEYS=new,old or as first line of the file), start the service
again, rotate, and take the old one away once status no longer names it. Backups made before still need it.

Exits 1 where a key is missing, or the store cannot be opened; 2 where called wrongly.

  -h, --help  this text

  DATABASE_URL, DATA_KEYS, DATA_KEYS_FILE  (environment) as for the service`

const grouped = (count: number): string => count.toLocaleString('en-US')

async function status (store: Store, master: MasterKeys): Promise<number> {
  const vault = await openVault(store, master)
  if (!vault) {
    console.log('The store has no keys yet: the service makes them at its first start.')
    return 0
  }
  for (const { name, keyId } of await store.namedKeys()) console.log(`store's key ${name}: ${keyId}`)
  for (const { keyId, count } of await store.countDataKeys()) console.log(`${grouped(count)} records: ${keyId}${master.has(keyId) ? '' : ' (MISSING here)'}`)
  console.log(`current: ${master.current}`)
  const lost = (await store.countDataKeys()).some(({ keyId }) => !master.has(keyId))
  return lost ? 1 : 0
}

async function rotateAll (store: Store, master: MasterKeys): Promise<number> {
  const total = await remaining(store, master)
  const progress = progressTo(process.stderr, Math.max(total, 1), 'keys', () => performance.now())
  const done = await rotate(store, master, (count) => { progress.tell(Math.min(count, total)) }).finally(() => { progress.end() })
  const left = await remaining(store, master)
  if (left > 0) console.error(`${grouped(left)} keys came in meanwhile under another key: a service that still runs with it has to be started again with the new one first.`)
  else console.log(`${grouped(done)} keys of records were wrapped anew. All are wrapped with ${master.current}, and no other key is in use.`)
  return left > 0 ? 1 : 0
}

async function withStore (work: (store: Store, master: MasterKeys) => Promise<number>): Promise<number> {
  const config = readConfig(process.env)
  const master = await findKeys(config)
  if (!master) throw await missing(config)
  const store = await openStore(config.DATABASE_URL)
  try {
    return await work(store, master)
  } finally {
    await store.close()
  }
}

async function run (): Promise<number> {
  const given = readArguments(HELP, 2)
  if (typeof given === 'number') return given
  const [command, id] = given.positionals
  const wrong = command === undefined || !['new', 'status', 'rotate'].includes(command) || (id !== undefined && command !== 'new')
  if (wrong || (id !== undefined && !/^[A-Za-z0-9][\w.-]{0,63}$/.test(id))) {
    console.error(HELP)
    return 2
  }
  if (command === 'new') {
    console.log(newKeyLine(id ?? new Date().toISOString().slice(0, 10)))
    return 0
  }
  try {
    return await withStore(command === 'status' ? status : rotateAll)
  } catch (error) {
    console.error(error instanceof BadKeys || error instanceof BadConfig || error instanceof WrongSchema ? error.message : `the store cannot be opened: ${(error as Error).message}`)
    return 1
  }
}

process.exitCode = await run()
