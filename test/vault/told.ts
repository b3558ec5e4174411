/** A store in which personal data stand wherever they may, and what they are. */
import type { App } from '../../src/app-types.ts'
import { buildApp } from '../../src/app.ts'
import { loadRules } from '../../src/rulesets/load.ts'
import { openingExamples, priorExamples, stepExamples, withdrawalExamples } from '../../src/schemas/record-examples.ts'
import type { Store } from '../../src/store/store.ts'
import { depsFor } from '../deps.ts'

export const rules = loadRules()

const OTHERS: Readonly<Record<string, readonly [string, string]>> = { decide: ['lin', 'city'], 'decide-review': ['zhao', 'city'], 'decide-appeal': ['qian', 'province'] }
const { 'suspend-pending': suspend, 'verify-rectification': _unfit, 'hear-waived': waived, dismiss, ...way } = stepExamples
const agency = openingExamples['guangxi-agency'].value
const candidate = openingExamples['guizhou-candidate'].value

/** The words of people: whatever is no code, no day and no number of the law's. */
function words (value: unknown): string[] {
  if (typeof value === 'string') return /\p{Script=Han}/u.test(value) || /^[0-9A-Z]{18}$/.test(value) ? [value] : []
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(words) : []
}

/** What must not be found in a database. */
export const PERSONAL: readonly string[] = [...new Set(words([openingExamples, stepExamples, priorExamples, withdrawalExamples]))]
/** The actor of every step: an official is a person, too. */
export const OFFICIAL = '经办人魏某'

export async function appOn (store: Store): Promise<App> {
  return await buildApp(await depsFor({ rules, store, today: () => '2026-11-21' }))
}

/** Every example of what can be entered, each with an idempotency key, so that its answer is kept, too; the ids of the records. */
export async function tellAll (app: App): Promise<string[]> {
  let sent = 0
  async function post (url: string, payload: object, [actor, level]: readonly [string, string] = [OFFICIAL, 'city'], etag = ''): Promise<{ id: string, etag: string }> {
    sent += 1
    const headers = { 'x-actor': encodeURIComponent(actor), 'x-actor-level': level, 'idempotency-key': `key-${sent}`, ...etag === '' ? {} : { 'if-match': etag } }
    const answer = await app.inject({ method: 'POST', url, payload, headers })
    if (answer.statusCode !== 201) throw new Error(`${url}: ${answer.payload}`)
    return { id: answer.json<{ id: string }>().id, etag: String(answer.headers.etag) }
  }
  async function walk (opening: object, steps: readonly { type: string }[]): Promise<string> {
    let { id, etag } = await post('/v1/cases', opening)
    for (const step of steps) ({ etag } = await post(`/v1/cases/${id}/steps`, step, OTHERS[step.type], etag))
    return id
  }
  const prior = await post('/v1/prior-decisions', priorExamples.barred.value)
  const cases = [
    await walk(agency, Object.values(way).map(({ value }) => value)),
    await walk(agency, [way.accept.value, way['establish-facts'].value, way.notify.value, waived.value, dismiss.value]),
    await walk({ ...agency, jurisdiction: '520102' }, [way.accept.value, suspend.value]),
    await walk(candidate, [])
  ]
  await post(`/v1/prior-decisions/${prior.id}/withdrawal`, withdrawalExamples.mistaken.value)
  return [prior.id, ...cases]
}

/** All forms in which something could be read in bytes of a database. */
export function formsOf (text: string): Buffer[] {
  const utf8 = Buffer.from(text)
  return [utf8, Buffer.from(text, 'utf16le'), Buffer.from(text.toLowerCase()), Buffer.from(utf8.toString('base64').replace(/=+$/, '').slice(0, -1)), Buffer.from(utf8.toString('hex')), Buffer.from(JSON.stringify(text).slice(1, -1))]
}

export const foundIn = (bytes: Buffer, texts: readonly string[] = [...PERSONAL, OFFICIAL]): string[] => texts.filter((text) => formsOf(text).some((form) => bytes.includes(form)))
