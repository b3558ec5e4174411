/** What registers an agency, and what each step of its file says. */
import { Type, type Static, type TObject, type TProperties } from 'typebox'
import type { AgencyBodies, AgencyOpening as AgencyOpeningGiven, AgencyStep as AgencyStepGiven, AgencyStepType } from '../domain/agency/agency.ts'
import { vocabulary } from '../rulesets/vocabulary.ts'
import { closed, codes, ConductCode, Day, Jurisdiction, ref } from './common.ts'
import { ApplicationFacts, FilingDates, FilingKind, FilingMaterial, FilingOccupation, FilingTrack } from './filing.ts'
import { Facts } from './question.ts'
import { name, only, RecordId, Reference, RefKind, SupervisionForm, text, upTo } from './record-common.ts'

export const AgencyKind = codes(vocabulary.filingFacts.agencyKind?.values ?? {}, [], { $id: 'AgencyKind', description: 'What an agency is: an employer that evaluates its own, a school, a training organisation. 机构类别。' })
export const StaffRole = codes(vocabulary.staffRoles, [], { $id: 'StaffRole', description: 'As what somebody is on an agency\'s file. 人员类别。' })

export const AgencyOpening = Type.Object({
  ref: ref(Reference),
  refKind: ref(RefKind),
  name: name('as registered'),
  agencyKind: ref(AgencyKind),
  jurisdiction: Type.Unsafe<string>({ $ref: 'Jurisdiction#', description: 'where it is registered: 6 digits' })
}, { ...closed, $id: 'AgencyOpening', description: 'An evaluation agency to be put on record. 机构登记。' })

export const Site = Type.Object({
  id: name('as the agency calls it'),
  name: name('its name'),
  jurisdiction: ref(Jurisdiction)
}, { ...closed, $id: 'EvaluationSite', description: 'Where evaluations are held. 考点。' })

export const ProblemHandling = codes(vocabulary.handlings, [], { $id: 'ProblemHandling', description: 'What was done about a problem. 问题处理方式。' })
export const SupervisionProblem = Type.Object({
  what: text('what was found'),
  conduct: Type.Optional(ref(ConductCode)),
  facts: Type.Optional(ref(Facts)),
  handling: ref(ProblemHandling),
  caseId: Type.Optional(ref(RecordId)),
  handledOn: Type.Optional(ref(Day))
}, { ...closed, $id: 'SupervisionProblem', description: 'A problem that supervision found, and what was done about it; of one from which a case was opened, the case. 督导发现的问题及其处理。' })

const dated = { on: ref(Day) }
const occupations = (minItems: number) => Type.Array(ref(FilingOccupation), { minItems, maxItems: 200 })
const materials = Type.Optional(Type.Array(ref(FilingMaterial), { maxItems: 100, uniqueItems: true }))
const known = { facts: Type.Optional(ref(ApplicationFacts)), materials, verified: materials, dates: Type.Optional(ref(FilingDates)) }
const Validity = Type.Object({ from: ref(Day), until: Type.Unsafe<string | null>({ anyOf: [{ $ref: 'Day#' }, { type: 'null' }], description: 'the last day; null: it has none' }) }, { ...closed, $id: 'ValidityGiven', description: 'How long a filing holds, where the rules of the place do not say. 备案有效期（当地规则未定时）。' })

/** Who consents is the authority of the place: a city, or a part of one. */
const Crossed = Type.String({ pattern: '^[0-9]{2}([1-9][0-9]|0[1-9])[0-9]{2}$', description: 'where it evaluates: a city or a district, 6 digits' })

const BODIES = {
  apply: {
    track: ref(FilingTrack),
    kind: ref(FilingKind),
    ...dated,
    occupations: occupations(0),
    areas: Type.Optional(upTo(100, ref(Jurisdiction), { uniqueItems: true, description: 'where it is to evaluate, trailing zeros for a whole city or region; none named: its own city' })),
    sites: Type.Optional(upTo(500, ref(Site))),
    name: Type.Optional(name('of a change: what it is called from then on')),
    ...known
  },
  supplement: { ...dated, occupations: Type.Optional(occupations(1)), ...known },
  grant: { ...dated, receipt: name('the number of the receipt'), agencyCode: Type.Optional(name('the code given to the agency')), validity: Type.Optional(ref(Validity)) },
  refuse: { ...dated, reasons: text('why, as the agency is told in writing'), basis: upTo(50, text('a provision'), { minItems: 1, description: 'on what it rests' }) },
  'withdraw-application': { ...dated, reasons: text('why') },
  'put-on-file': {
    role: ref(StaffRole),
    ref: ref(Reference),
    refKind: ref(RefKind),
    name: name('as on the certificate'),
    occupations: upTo(100, name('an occupation by name or code'), { description: 'for which the person is on file' }),
    certificate: Type.Optional(name('the number of the certificate')),
    ...dated,
    until: Type.Optional(ref(Day))
  },
  'take-off-file': { role: ref(StaffRole), ref: ref(Reference), ...dated, reasons: Type.Optional(text('why')) },
  'record-crossing': { place: Crossed, from: ref(Day), to: ref(Day), reportedOn: ref(Day), consentedOn: Type.Optional(ref(Day)) },
  rate: {
    selfAssessedOn: ref(Day),
    selfStars: Type.Optional(Type.Integer({ minimum: 1, maximum: 5 })),
    reviewedOn: ref(Day),
    ...dated,
    stars: Type.Integer({ minimum: 1, maximum: 5 }),
    standard: name('the standard by which it was rated'),
    basis: text('on what the result rests: review, supervision, inspections')
  },
  supervise: { ...dated, form: ref(SupervisionForm), by: upTo(20, name('the id of an official'), { minItems: 1 }), findings: upTo(200, ref(SupervisionProblem)), note: Type.Optional(text('what else there is to say')) },
  annul: { seq: Type.Integer({ minimum: 2, maximum: 1_000_000, description: 'the step that was entered by mistake' }), reasons: text('what the mistake was') }
} satisfies Record<AgencyStepType, TProperties>

/** What fits the shapes is what the domain takes. */
type Fits<Body extends AgencyBodies, Given extends AgencyOpeningGiven> = [Body, Given]
export type AgencyStepBodies = Fits<{ [T in AgencyStepType]: Static<TObject<typeof BODIES[T]>> }, Static<typeof AgencyOpening>>

export const agencyStepTypes = Object.keys(BODIES) as AgencyStepType[]
/** `put-on-file` → `AgencyStepPutOnFile` */
export const agencyStepShapeName = (type: AgencyStepType): string => `AgencyStep${type.replace(/(^|-)([a-z])/g, (_, _hyphen, letter: string) => letter.toUpperCase())}`

const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1)
const { agencySteps: labels } = vocabulary
const steps = agencyStepTypes.map((type) => Type.Object({ type: only(type), ...BODIES[type] as TProperties }, { ...closed, $id: agencyStepShapeName(type), description: `${capital(labels[type]?.en ?? type)}. ${labels[type]?.zh ?? ''}。` }))

export const AgencyStep = Type.Unsafe<AgencyStepGiven>({
  $id: 'AgencyStep',
  description: 'A step of an agency\'s file, told apart by its type. Days are never in the future, nor before the latest on an earlier step of the same application. 机构档案步骤。',
  oneOf: steps.map(ref),
  discriminator: {
    propertyName: 'type',
    mapping: Object.fromEntries(agencyStepTypes.map((type) => [type, `#/components/schemas/${agencyStepShapeName(type)}`]))
  }
})

export const RatingCaseGiven = Type.Object({}, { ...closed, $id: 'RatingCaseGiven', description: 'Nothing: what the case is about follows from the rating. 评定案件。' })

export const agencyStepShapes = [RatingCaseGiven, AgencyKind, StaffRole, AgencyOpening, Site, ProblemHandling, SupervisionProblem, Validity, ...steps, AgencyStep]
