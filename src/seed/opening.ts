/** How an invented case begins: what is said of it when it is registered, and what is found in the end. */
import type { Opening } from '../domain/record/step.ts'
import type { ConductGiven } from '../domain/question.ts'
import type { FactValue } from '../domain/vocabulary.ts'
import type { Asked } from './conducts.ts'
import { dayOf } from './days.ts'
import { LEVELS, OCCUPATIONS } from './names.ts'
import type { Random } from './random.ts'
import type { Running } from './running.ts'

export interface Begun {
  readonly opening: Opening
  readonly asked: Asked
  /** whether the investigation bears out that something was violated */
  readonly proven: boolean
  /** the conducts as they are in the end established */
  readonly found: readonly ConductGiven[]
}

const PROVEN = 0.94
const SECOND_CONDUCT = 0.12
const LEFT_OPEN = 0.12
const PROVINCIAL_CIRCUMSTANCES = ['certificateIssued', 'subsidyPaid'] as const

/** How a case came to light, and how many days after. */
const SOURCES: readonly { readonly source: string, readonly weight: number, readonly days: number }[] = [
  { source: 'on-site', weight: 45, days: 2 },
  { source: 'inspection', weight: 20, days: 45 },
  { source: 'complaint', weight: 14, days: 90 },
  { source: 'data-comparison', weight: 12, days: 120 },
  { source: 'referral', weight: 5, days: 60 },
  { source: 'media', weight: 2, days: 20 },
  { source: 'other', weight: 2, days: 60 }
]

function circumstancesOf (random: Random, agencyKind: string, after: boolean): Record<string, FactValue> {
  const kind = random.weighted([{ kind: 'skill-level', weight: 80 }, { kind: 'professional-qualification', weight: 12 }, { kind: null, weight: 8 }], ({ weight }) => weight).kind
  const facts: Record<string, FactValue> = { agencyKind }
  if (kind !== null) facts.evaluationKind = kind
  if (after) {
    facts.discovered = 'after'
    for (const name of PROVINCIAL_CIRCUMSTANCES) if (random.chance(0.3)) facts[name] = true
  }
  return facts
}

/** The conducts as somebody reported them: of some a fact is still to be found out. */
function reported (random: Random, found: readonly ConductGiven[], certain: boolean): readonly ConductGiven[] {
  return found.map(({ code, facts }) => {
    if (!facts || certain || !random.chance(LEFT_OPEN)) return facts ? { code, facts } : { code }
    const { [random.pick(Object.keys(facts))]: _unknown, ...known } = facts
    return { code, facts: known }
  })
}

export function begin ({ world, cast, random, now }: Running): Begun {
  const { days, conducts, setting: { book: { vocabulary } } } = world
  const opened = dayOf(now)
  const { source, days: most } = random.weighted(SOURCES, ({ weight }) => weight)
  const held = opened - random.below(most + 1)
  const occurredOn = days.text(held)
  const certain = cast.stays !== null
  const asked = { jurisdiction: cast.place.code, occurredOn, circumstances: circumstancesOf(random, cast.agencyKind, source !== 'on-site' && random.chance(0.6)) }
  const proven = certain || random.chance(PROVEN)
  const { type } = cast.subject
  const found = [conducts.choose(random, asked, type, proven, cast.conduct ?? undefined)]
  if (random.chance(SECOND_CONDUCT)) {
    const second = conducts.choose(random, asked, type, proven)
    if (second.code !== found[0]?.code) found.push(second)
  }
  const code = found[0]?.code ?? ''
  const session = random.chance(0.8)
    ? { id: `${cast.place.code}-${occurredOn.slice(0, 4)}-${random.between(1, 400)}`, occupation: random.pick(OCCUPATIONS), level: random.pick(LEVELS), site: `第${random.between(1, 12)}考点`, heldOn: occurredOn }
    : null
  return {
    asked,
    proven,
    found,
    opening: {
      jurisdiction: asked.jurisdiction,
      occurredOn,
      subject: cast.subject,
      source,
      conducts: reported(random, found, certain),
      circumstances: asked.circumstances,
      ...random.chance(0.85) ? { narrative: `${cast.place.name}：${vocabulary.conducts[code]?.zh ?? code}。` } : {},
      ...session ? { session } : {},
      ...cast.agencyRef === null ? {} : { agencyRef: cast.agencyRef },
      ...cast.related === null ? {} : { relatedCases: [cast.related] }
    }
  }
}
