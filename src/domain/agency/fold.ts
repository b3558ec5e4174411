/** What a step does to an agency's file. Asks nothing: what was accepted once stays so. */
import { addDays, type Day } from '../day.ts'
import { normalReference } from '../reference.ts'
import { grantedApplication, openApplication, type AgencyBodies, type AgencyFile, type AgencyOpening, type AgencyStepType, type Application, type OccupationGiven } from './agency.ts'
import type { RegisterEntry } from '../register.ts'

type Change = Partial<AgencyFile>
type Effect<T extends AgencyStepType> = (file: AgencyFile, body: AgencyBodies[T], entry: RegisterEntry) => Change

const distinct = (texts: readonly string[]): string[] => [...new Set(texts)]

/** Its own city; the whole region of an agency that is registered with the region. */
const ownCity = ({ opening: { jurisdiction } }: AgencyFile): string => jurisdiction.endsWith('0000') ? jurisdiction : `${jurisdiction.slice(0, 4)}00`

/** A change adds areas: of a filing that names none its own city stays beside them. */
function areasAdded (file: AgencyFile, { track, kind, areas }: Application): readonly string[] {
  if (kind !== 'change' || areas.length === 0) return areas
  const since = file.grants.findLastIndex((one) => one.track === track && one.kind === 'initial')
  return file.grants.some((one, index) => index >= since && one.track === track && one.areas.length > 0) ? areas : [ownCity(file), ...areas]
}

/** One application changed; the others as they were. */
const changed = (file: AgencyFile, which: Application | null, change: (application: Application) => Application): Change =>
  ({ applications: file.applications.map((one) => one === which ? change(one) : one) })

/** The application in hand, changed. */
const inHand = (file: AgencyFile, change: (application: Application) => Application): Change => changed(file, openApplication(file), change)

/** What is known of an occupation by now, the newer beside the older. */
function known (before: readonly OccupationGiven[], more: readonly OccupationGiven[]): OccupationGiven[] {
  const named = new Map(more.map((one) => [one.name, one]))
  return before.map((one) => {
    const newer = named.get(one.name)
    return newer ? { ...one, ...newer, facts: { ...one.facts, ...newer.facts } } : one
  })
}

const EFFECTS: { readonly [T in AgencyStepType]: Effect<T> } = {
  apply: (file, { facts = {}, materials = [], verified = [], dates = {}, areas = [], sites = [], ...rest }, { seq }) => ({
    applications: [...file.applications, { ...rest, seq, facts, materials, verified, dates, areas, sites, state: 'open', endedOn: null, latestOn: rest.on, reasons: null, basis: [] }]
  }),
  supplement: (file, { on, occupations = [], facts = {}, materials = [], verified = [], dates = {} }) => changed(file, openApplication(file) ?? grantedApplication(file), (one) => ({
    ...one,
    latestOn: on,
    occupations: known(one.occupations, occupations),
    facts: { ...one.facts, ...facts },
    materials: distinct([...one.materials, ...materials]),
    verified: distinct([...one.verified, ...verified]),
    dates: { ...one.dates, ...dates }
  })),
  grant: (file, { on, receipt, agencyCode }, { seq, level, outcome }) => {
    const application = file.applications.find(({ state }) => state === 'open')
    const validity = outcome.validity as { from: Day, until: Day | null } | null | undefined
    if (!application) throw new Error(`step ${seq} of ${file.id} grants what nobody applied for`)
    const { track, kind, occupations, sites, name } = application
    const grant = {
      seq,
      track,
      kind,
      on,
      receipt,
      agencyCode: agencyCode ?? null,
      name: name ?? null,
      level,
      from: validity?.from ?? null,
      until: validity?.until ?? null,
      occupations: occupations.map(({ facts: _facts, ...occupation }) => occupation),
      areas: areasAdded(file, application),
      sites
    }
    return { ...inHand(file, (one) => ({ ...one, state: 'granted', endedOn: on, latestOn: on })), grants: [...file.grants, grant], name: name ?? file.name }
  },
  refuse: (file, { on, reasons, basis }) => inHand(file, (one) => ({ ...one, state: 'refused', endedOn: on, latestOn: on, reasons, basis })),
  'withdraw-application': (file, { on, reasons }) => inHand(file, (one) => ({ ...one, state: 'withdrawn', endedOn: on, latestOn: on, reasons })),
  'put-on-file': (file, { on, until, certificate, ...rest }, { seq }) => ({ staff: [...file.staff, { ...rest, seq, certificate: certificate ?? null, from: on, until: until ?? null }] }),
  'take-off-file': (file, { role, ref, on }) => ({
    staff: file.staff.map((one) => one.role === role && normalReference(one.ref) === normalReference(ref) && (one.until === null || one.until >= on) ? { ...one, until: addDays(on, -1) } : one)
  }),
  'record-crossing': (file, { consentedOn, ...rest }, { seq }) => ({ crossings: [...file.crossings, { ...rest, seq, consentedOn: consentedOn ?? null }] }),
  rate: (file, { selfStars, ...rest }, { seq, outcome: { result, conduct, caseId } }) => ({
    ratings: [...file.ratings, { ...rest, seq, selfStars: selfStars ?? null, result: String(result), conduct: typeof conduct === 'string' ? conduct : null, caseId: typeof caseId === 'string' ? caseId : null }]
  }),
  supervise: (file, { note, ...rest }, { seq }) => ({ supervisions: [...file.supervisions, { ...rest, seq, note: note ?? null }] }),
  annul: () => ({})
}

/** An agency as it is registered. */
export function openAgency (id: string, entry: RegisterEntry): AgencyFile {
  const opening = entry.body as unknown as AgencyOpening
  return { id, entries: [entry], opening, name: opening.name, applications: [], grants: [], staff: [], crossings: [], ratings: [], supervisions: [], annulled: new Set() }
}

/** The file after one more step. */
export function applyToAgency (file: AgencyFile, entry: RegisterEntry): AgencyFile {
  if (entry.type === 'annul') {
    // As if the step had never been: the others are folded anew without it.
    const annulled = new Set([...file.annulled, (entry.body as unknown as AgencyBodies['annul']).seq])
    const [first, ...others] = file.entries.filter(({ seq, type }) => !annulled.has(seq) && type !== 'annul')
    if (!first) throw new Error(`record ${file.id} has no first step`)
    return { ...others.reduce(applyToAgency, openAgency(file.id, first)), entries: [...file.entries, entry], annulled }
  }
  const effect = EFFECTS[entry.type as AgencyStepType] as Effect<AgencyStepType> | undefined
  if (!effect) throw new Error(`an agency has no step ${entry.type}`)
  return { ...file, ...effect(file, entry.body as never, entry), entries: [...file.entries, entry] }
}
