/** What whoever asks sensible questions has read: the codes, as the service itself lists them. */
import type { Client } from './client.ts'
import type { Knowledge } from './generate.ts'
import type { Random } from './random.ts'

interface Fact { fact: string, type: string, values?: { value: string }[], minimum?: number, maximum?: number }
interface Conduct { code: string, facts: Fact[], provisions: string[] }

const PLACES = ['110105', '520102', '520000', '450103', '450000', '310112', '310000', '000000', '990000']

function valueOf ({ type, values, minimum = 0, maximum = 100 }: Fact, random: Random): unknown {
  if (random.chance(0.1)) return null
  if (type === 'boolean') return random.chance(0.5)
  return type === 'enum' ? random.pick((values ?? []).map(({ value }) => value)) : minimum + random.below(maximum - minimum + 1)
}

export async function knowledgeOf (client: Pick<Client, 'json'>): Promise<Knowledge> {
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
    id: (random) => random.pick([...rulesets, 'atlantis']),
    ruleset: (random) => random.pick(rulesets),
    provision: (random) => random.pick([...provisions, 'guizhou/art-99', 'atlantis/art-1', 'guizhou/art-6']),
    code: (random) => random.pick(['validation', 'internal', 'no-such-problem', 'constructor'])
  }
}
