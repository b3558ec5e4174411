/** What whoever asks sensible questions has read: the codes, as the service itself lists them. */
import type { Document } from '../openapi/document.ts'
import { operationsOf } from '../openapi/document.ts'
import type { Client } from './client.ts'
import type { Knowledge } from './generate.ts'
import type { Random } from './random.ts'

interface Fact { fact: string, type: string, values?: { value: string }[], minimum?: number, maximum?: number }
interface Conduct { code: string, facts: Fact[], provisions: string[] }

const PLACES = ['110105', '520102', '520000', '450103', '450000', '310112', '310000', '000000', '990000']

const NOBODYS = '019ab4e2-5c00-7d3a-9f1e-2b6c8d4e7a10'

function valueOf ({ type, values, minimum = 0, maximum = 100 }: Fact, random: Random): unknown {
  if (random.chance(0.1)) return null
  if (type === 'boolean') return random.chance(0.5)
  return type === 'enum' ? random.pick((values ?? []).map(({ value }) => value)) : minimum + random.below(maximum - minimum + 1)
}

/** Opens the records that the examples open; the ids of cases and of earlier decisions. */
export async function openRecords (client: Pick<Client, 'ask'>, document: Document): Promise<Record<string, string[]>> {
  const ids: Record<string, string[]> = {}
  for (const { operationId, path, requestBody } of operationsOf(document)) {
    if (operationId !== 'openCase' && operationId !== 'recordPriorDecision' && operationId !== 'planCampaign' && operationId !== 'registerAgency') continue
    for (const { value } of Object.values(requestBody?.content['application/json']?.examples ?? {})) {
      const { payload } = await client.ask({ method: 'POST', url: path, headers: { 'content-type': 'application/json' }, body: JSON.stringify(value) })
      ids[path] = [...ids[path] ?? [], JSON.parse(payload).id]
    }
  }
  return ids
}

export async function knowledgeOf (client: Pick<Client, 'json'>, records: Readonly<Record<string, readonly string[]>> = {}): Promise<Knowledge> {
  const conducts: Conduct[] = (await client.json('/v1/conducts')).items
  const rulesets: string[] = (await client.json('/v1/rulesets')).items.map(({ id }: { id: string }) => id)
  const provisions = conducts.flatMap((conduct) => conduct.provisions)
  // Mostly of one subject type, since others cannot be asked about together.
  let subject = ''
  const pick = (random: Random): Conduct => {
    if (subject === '' || random.chance(0.2)) subject = random.pick(conducts).code.split('.')[0] ?? ''
    return random.pick(conducts.filter(({ code }) => code.startsWith(`${subject}.`) || random.chance(0.01)))
  }
  return {
    Jurisdiction: (random) => random.pick(PLACES),
    ConductCode: (random) => pick(random).code,
    ConductGiven: (random) => {
      const { code, facts } = pick(random)
      const given = facts.filter(() => random.chance(0.7)).map((fact) => [fact.fact, valueOf(fact, random)])
      return random.chance(0.2) ? { code } : { code, facts: Object.fromEntries(given) }
    },
    SubjectType: (random) => subject === '' || random.chance(0.1) ? pick(random).code.split('.')[0] : subject,
    id: (random) => random.pick([...rulesets, 'atlantis']),
    'cases.id': (random) => random.pick([...records['/v1/cases'] ?? [], NOBODYS]),
    'prior-decisions.id': (random) => random.pick([...records['/v1/prior-decisions'] ?? [], NOBODYS]),
    'agencies.id': (random) => random.pick([...records['/v1/agencies'] ?? [], NOBODYS]),
    'campaigns.id': (random) => random.pick([...records['/v1/campaigns'] ?? [], NOBODYS]),
    'X-Actor': (random) => random.pick(['wei', 'lin', '%E6%9D%8E%E5%8D%8E', 'a@example.org']),
    // Any version will do, mostly.
    'If-Match': (random) => random.chance(0.8) ? '*' : random.pick(['"1-0123456789abcdef"', 'W/"1"', '"', '1']),
    ruleset: (random) => random.pick(rulesets),
    provision: (random) => random.pick([...provisions, 'guizhou/art-99', 'atlantis/art-1', 'guizhou/art-6']),
    code: (random) => random.pick(['validation', 'internal', 'no-such-problem', 'constructor'])
  }
}
