/** What is asked about an application for filing, and what is wrong with a request that no shape can tell. */
import { regionPrefix } from '../book.ts'
import type { Facts } from '../condition.ts'
import type { Day } from '../day.ts'
import { given } from '../question.ts'
import { canTake, type FactValue, type FilingFact, type Label, type Vocabulary } from '../vocabulary.ts'
import { dateFaults } from './dates.ts'
import type { Track } from './rules.ts'

type Given = Readonly<Record<string, FactValue | null | undefined>>

export interface OccupationAsked { readonly name: string, readonly code?: string, readonly levels: readonly string[], readonly facts?: Given }

export interface FilingRequest {
  /** where it is applied for: picks the ruleset, as the place of an evaluation does */
  readonly jurisdiction: string
  readonly appliedOn: Day
  readonly track: string
  readonly kind: string
  /** where the applicant is registered: 6 digits */
  readonly registeredAt?: string | null
  /** applied for; for a renewal those on file; for a change those that are added, none where only basic information changes */
  readonly occupations: readonly OccupationAsked[]
  readonly facts?: Given
  /** handed in; not given: none yet */
  readonly materials?: readonly string[]
  /** verified electronically in place of being handed in */
  readonly verified?: readonly string[]
  /** the procedure so far: date code → day */
  readonly dates?: Readonly<Record<string, Day | null>>
  /** of a renewal: the last day of the filing that it renews */
  readonly expiresOn?: Day | null
  /** as of which day a period that nobody has kept yet is over */
  readonly on?: Day | null
}

export interface PlaceFault { readonly pointer: string, readonly detail: Label }

/** The request is well-formed and contradicts itself; every place at once. */
export class FilingFault extends Error {
  readonly errors: readonly PlaceFault[]
  constructor (errors: readonly PlaceFault[]) {
    super('validation')
    this.errors = errors
  }
}

/** What the service works out by itself, and what is known of each occupation and of the application as a whole. */
export interface Known {
  readonly application: Facts
  /** those of the application as well, in the order of the request */
  readonly occupations: readonly Facts[]
  readonly derived: readonly { readonly fact: string, readonly is: FactValue, readonly occupation: string | null }[]
}

/** 6-18-01-01: a code of the national classification begins with its major group. */
const CLASSIFICATION_CODE = /^([1-8])-\d{2}-\d{2}-\d{2}$/

function derivedOf ({ registeredAt, occupations }: FilingRequest, region: string): { application: Record<string, FactValue>, occupations: Record<string, FactValue>[] } {
  const application: Record<string, FactValue> = { concernsOccupations: occupations.length > 0 }
  if (registeredAt != null) application.registeredInRegion = registeredAt.startsWith(regionPrefix(region))
  return {
    application,
    occupations: occupations.map(({ code }) => {
      const [, group] = CLASSIFICATION_CODE.exec(code ?? '') ?? []
      return group === undefined ? {} : { majorGroup: Number(group) }
    })
  }
}

function factFaults (definitions: Readonly<Record<string, FilingFact>>, facts: Given | undefined, derived: Readonly<Record<string, FactValue>>, of: FilingFact['of'], pointer: string): PlaceFault[] {
  return Object.entries(facts ?? {}).flatMap(([name, value]): PlaceFault[] => {
    const definition = Object.hasOwn(definitions, name) ? definitions[name] : undefined
    const place = `${pointer}/${name}`
    if (definition?.of !== of) {
      return [{
        pointer: place,
        detail: of === 'application'
          ? { zh: `${name} 不是关于整个申请的事实`, en: `${name} is no fact about an application as a whole` }
          : { zh: `${name} 不是关于单个职业的事实`, en: `${name} is no fact about an occupation` }
      }]
    }
    if (value == null) return []
    if (!canTake(definition, value)) return [{ pointer: place, detail: { zh: `${name} 不能取 ${JSON.stringify(value)}`, en: `${name} cannot be ${JSON.stringify(value)}` } }]
    const known = derived[name]
    return known === undefined || known === value
      ? []
      : [{ pointer: place, detail: { zh: `${name} 与请求其他内容得出的 ${String(known)} 不一致`, en: `the rest of the request makes ${name} ${String(known)}` } }]
  })
}

function twice ({ occupations }: FilingRequest): PlaceFault[] {
  const seen = new Set<string>()
  return occupations.flatMap(({ name }, index) => {
    if (seen.has(name)) return [{ pointer: `/occupations/${index}/name`, detail: { zh: '同一职业只列一次，等级并列其后', en: 'an occupation is listed once, with all its levels' } }]
    seen.add(name)
    return []
  })
}

/**
 * @param region the GB/T 2260 code of the ruleset
 * @throws FilingFault with every place at fault
 */
export function knownOf (vocabulary: Vocabulary, track: Track, region: string, request: FilingRequest): Known {
  const derived = derivedOf(request, region)
  const faults = [
    ...factFaults(vocabulary.filingFacts, request.facts, derived.application, 'application', '/facts'),
    ...request.occupations.flatMap(({ facts }, index) => factFaults(vocabulary.filingFacts, facts, derived.occupations[index] ?? {}, 'occupation', `/occupations/${index}/facts`)),
    ...twice(request),
    ...request.occupations.length === 0 && request.kind !== 'change' ? [{ pointer: '/occupations', detail: { zh: '至少列明一个职业', en: 'at least one occupation is needed' } }] : [],
    ...request.kind === 'renewal' && request.expiresOn == null ? [{ pointer: '/expiresOn', detail: { zh: '延续备案须写明原备案到期日', en: 'of a renewal the last day of the filing is needed' } }] : [],
    ...dateFaults(track, request)
  ]
  if (faults.length > 0) throw new FilingFault(faults)
  const application = { ...given(request.facts), ...derived.application }
  return {
    application,
    occupations: request.occupations.map(({ facts }, index) => ({ ...application, ...given(facts), ...derived.occupations[index] })),
    derived: [
      ...Object.entries(derived.application).map(([fact, is]) => ({ fact, is, occupation: null })),
      ...derived.occupations.flatMap((facts, index) => Object.entries(facts).map(([fact, is]) => ({ fact, is, occupation: request.occupations[index]?.name ?? null })))
    ]
  }
}
