/** `npm run keys`: the API keys of machine clients. */
import { parseArgs } from 'node:util'
import { newApiKey, type ApiKey } from '../auth/api-keys.ts'
import { PII_READ, regionOf, ROLES, type Role } from '../auth/principal.ts'
import { instant } from '../records/identity.ts'
import { vocabulary } from '../rulesets/vocabulary.ts'
import { DEFAULT_DATABASE_URL, openStore } from '../store/open.ts'
import type { Store } from '../store/store.ts'

const HELP = `Usage: npm run keys -- create --name NAME --role ROLE [--role ROLE …] --region DIGITS --level LEVEL [--pii] [--days N]
       npm run keys -- list
       npm run keys -- revoke ID

Keys of machine clients, sent as "Authorization: Bearer evk_…" where the service runs with AUTH=on. A key is shown once,
when it is created; the store keeps a digest of it. A revoked key, or one whose days are over, opens nothing from the next request on.

  --name      whose key it is: the actor of whatever is done with it, up to 100 characters
  --role      ${ROLES.join(', ')}
  --region    leading digits of the places whose records are seen (GB/T 2260): 52, 5201, 520102; 0 for the whole country
  --level     ${Object.keys(vocabulary.levels).join(', ')}
  --pii       with the right ${PII_READ}: persons are shown by name and number
  --days      how many days it is good for (default: until it is revoked)
  DATABASE_URL  (environment) the store of the service (default: ${DEFAULT_DATABASE_URL})
  -h, --help  this text`

const DAY_MS = 86_400_000
const options = {
  name: { type: 'string' },
  role: { type: 'string', multiple: true },
  region: { type: 'string' },
  level: { type: 'string' },
  pii: { type: 'boolean', default: false },
  days: { type: 'string' },
  help: { type: 'boolean', short: 'h' }
} as const

class Wrong extends Error {}

interface Given { name?: string | undefined, role?: string[] | undefined, region?: string | undefined, level?: string | undefined, pii?: boolean | undefined, days?: string | undefined }

const WHOLE_COUNTRY = '0'

function keyOf ({ name = '', role = [], region = '', level = '', pii = false, days }: Given): Omit<ApiKey, 'id' | 'hash' | 'revokedAt'> {
  if (name === '' || [...name].length > 100) throw new Wrong('--name has 1 to 100 characters')
  const strange = role.filter((one) => !(ROLES as readonly string[]).includes(one))
  if (role.length === 0 || strange.length > 0) throw new Wrong(strange.length > 0 ? `there is no role ${strange.join(', ')}: ${ROLES.join(', ')}` : '--role is missing')
  const place = region === WHOLE_COUNTRY ? '' : region === '' ? undefined : regionOf(region)
  if (place === undefined) throw new Wrong('--region is 2, 4 or 6 digits, or 0 for the whole country')
  if (!Object.hasOwn(vocabulary.levels, level)) throw new Wrong(`--level is one of ${Object.keys(vocabulary.levels).join(', ')}`)
  if (days !== undefined && !/^[1-9]\d{0,4}$/.test(days)) throw new Wrong('--days is a number of days')
  const now = Date.now()
  return { name, roles: role as Role[], region: place, level, pii, createdAt: instant(now), expiresAt: days === undefined ? null : instant(now + Number(days) * DAY_MS) }
}

async function create (store: Store, given: Given): Promise<void> {
  const { key, text } = newApiKey(keyOf(given))
  await store.addApiKey(key)
  console.error(`Key ${key.id} of ${key.name}. It is shown now and never again:`)
  console.log(text)
}

const stateOf = ({ expiresAt, revokedAt }: ApiKey): string => revokedAt !== null ? `revoked ${revokedAt}` : expiresAt === null ? 'good until revoked' : `${expiresAt < instant(Date.now()) ? 'over since' : 'good until'} ${expiresAt}`

async function list (store: Store): Promise<void> {
  const keys = await store.apiKeys()
  for (const key of keys) console.log([key.id, key.name, key.roles.join(' '), key.region || 'everywhere', key.level, key.pii ? PII_READ : '-', stateOf(key)].join('\t'))
  console.error(`${keys.length} ${keys.length === 1 ? 'key' : 'keys'}`)
}

async function revoke (store: Store, id: string): Promise<void> {
  if (!await store.revokeApiKey(id, instant(Date.now()))) throw new Wrong(`there is no key ${id} that is not revoked`)
  console.log(`Key ${id} is revoked.`)
}

function called () {
  const { values, positionals } = parseArgs({ allowPositionals: true, options })
  if (values.help) return { help: true } as const
  const [command = '', id = '', ...more] = positionals
  const fits = more.length === 0 && (command === 'revoke' ? id !== '' : id === '' && ['create', 'list'].includes(command))
  if (!fits) throw new Wrong('create, list or revoke ID')
  if (command === 'create') keyOf(values)
  return { help: false, command, id, values } as const
}

async function run (): Promise<number> {
  let call
  try {
    call = called()
  } catch (error) {
    console.error(`${(error as Error).message}\n\n${HELP}`)
    return 2
  }
  if (call.help) {
    console.log(HELP)
    return 0
  }
  try {
    const store = await openStore(process.env['DATABASE_URL'] || DEFAULT_DATABASE_URL)
    try {
      const { command, id, values } = call
      await (command === 'create' ? create(store, values) : command === 'list' ? list(store) : revoke(store, id))
      return 0
    } finally {
      await store.close()
    }
  } catch (error) {
    console.error((error as Error).message)
    return 1
  }
}

process.exitCode = await run()
