/** What opens a case, and what each of its steps says. The steps stand in one table, from which their named shapes are made. */
import { Type, type Static, type TObject, type TProperties } from 'typebox'
import type { Bodies, Opening as OpeningGiven, StepGiven, StepType } from '../domain/record/step.ts'
import { vocabulary } from '../rulesets/vocabulary.ts'
import { closed, codes, Day, Jurisdiction, MeasureCode, ref } from './common.ts'
import { Circumstances, ConductGiven } from './question.ts'
import { CaseSource, DeliveryMethod, EvidenceKind, name, only, RecordId, Reference, ReportTarget, ReviewOutcome, Session, Subject, text, upTo } from './record-common.ts'

const { interimMeasures, rectificationResults, reportSubjects, steps: labels } = vocabulary

const conducts = upTo(50, ref(ConductGiven), { minItems: 1, description: 'all of the subject\'s type' })
const optionalMeasures = Type.Optional(upTo(50, ref(MeasureCode), { description: 'those chosen among the optional ones' }))

export const Opening = Type.Object({
  jurisdiction: ref(Jurisdiction),
  occurredOn: ref(Day),
  subject: ref(Subject),
  source: ref(CaseSource),
  conducts,
  circumstances: Type.Optional(ref(Circumstances)),
  narrative: Type.Optional(text('what happened, in words')),
  session: Type.Optional(ref(Session)),
  agencyRef: Type.Optional(ref(Reference)),
  relatedCases: Type.Optional(upTo(50, ref(RecordId), { description: 'ids of cases: the stand-in\'s and the candidate\'s, say' }))
}, { ...closed, $id: 'CaseOpening', description: 'What opens a case; agencyRef names the agency where the case is about a person. 立案登记。' })

const dated = { on: ref(Day) }
const request = { ...dated, grounds: text('what the party objects to, and why') }
const review = {
  ...dated,
  outcome: ref(ReviewOutcome),
  reasons: text('why'),
  optionalMeasures,
  conducts: Type.Optional(upTo(50, ref(ConductGiven), { minItems: 1, description: 'to vary the facts; never to something heavier' }))
}
/** What a field says instead: whether it is of the field's own kind is for the record to say. */
const Replaced = Type.Unsafe<unknown>({
  type: ['string', 'integer', 'boolean', 'null', 'array', 'object'],
  maxLength: 10_000,
  maxItems: 50,
  items: { type: 'string', maxLength: 10_000 },
  maxProperties: 20,
  additionalProperties: { type: ['string', 'null'], maxLength: 10_000 }
})

const BODIES = {
  accept: {},
  dismiss: { reasons: text('why nothing is decided') },
  'suspend-pending': { measures: upTo(10, codes(interimMeasures), { minItems: 1 }), reasons: text('why the investigation needs it') },
  'add-evidence': {
    kind: ref(EvidenceKind),
    title: name('what it is'),
    obtainedOn: ref(Day),
    sha256: Type.Optional(Type.String({ pattern: '^[0-9A-Fa-f]{64}$', description: 'of the file, where it is one' })),
    preservedUntil: Type.Optional(ref(Day))
  },
  'establish-facts': {
    conducts,
    circumstances: Type.Optional(ref(Circumstances)),
    signers: Type.Optional(upTo(20, name('the id of a signer'), { description: 'who signed, where that is required' })),
    confirmedBy: Type.Optional(name('the id of whoever confirmed, where that is required: the exam-room lead')),
    establishedOn: ref(Day)
  },
  refer: { to: name('the authority'), reasons: text('why') },
  report: { to: ref(ReportTarget), ...dated, subject: Type.Optional(codes(reportSubjects)) },
  notify: {
    deliveredOn: ref(Day),
    method: ref(DeliveryMethod),
    optionalMeasures,
    statementDueOn: Type.Optional(ref(Day))
  },
  hear: { ...dated, statement: Type.Optional(text('what the party stated')), waived: Type.Optional(only(true, { description: 'in place of a statement: the party waived it' })) },
  decide: { decidedOn: ref(Day), reasons: text('the facts, the provisions and why they fit'), optionalMeasures, rectifyBy: Type.Optional(ref(Day)) },
  serve: { servedOn: ref(Day), method: ref(DeliveryMethod) },
  publish: { ...dated, where: text('where it can be read') },
  'request-review': request,
  appeal: request,
  'decide-review': review,
  'decide-appeal': review,
  'verify-rectification': { ...dated, result: codes(rectificationResults) },
  correct: {
    seq: Type.Integer({ minimum: 1, maximum: 1_000_000, description: 'the step with the error; the first is the opening' }),
    reasons: text('what the error was'),
    replaces: Type.Unsafe<Record<string, unknown>>({
      type: 'object',
      minProperties: 1,
      maxProperties: 20,
      propertyNames: { pattern: '^[a-z][A-Za-z0-9]*$', maxLength: 60 },
      additionalProperties: Replaced,
      description: 'each wrong field with what it should say; of an object only the wrong members'
    })
  },
  archive: dated
} satisfies Record<StepType, TProperties>

/** What fits the shapes is what the domain takes. */
type Fits<Body extends Bodies, Given extends OpeningGiven> = [Body, Given]
export type StepBodies = Fits<{ [T in StepType]: Static<TObject<typeof BODIES[T]>> }, Static<typeof Opening>>

export const stepTypes = Object.keys(BODIES) as StepType[]
/** `add-evidence` → `StepAddEvidence` */
export const stepShapeName = (type: StepType): string => `Step${type.replace(/(^|-)([a-z])/g, (_, _hyphen, letter: string) => letter.toUpperCase())}`

const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1)
const steps = stepTypes.map((type) => Type.Object({ type: only(type), ...BODIES[type] as TProperties }, { ...closed, $id: stepShapeName(type), description: `${capital(labels[type]?.en ?? type)}. ${labels[type]?.zh ?? ''}。` }))

export const CaseStep = Type.Unsafe<StepGiven>({
  $id: 'CaseStep',
  description: 'A step of a case, told apart by its type. Days are those on the papers: never in the future, nor before the latest on an earlier step\'s paper. 案件步骤。',
  oneOf: steps.map(ref),
  discriminator: {
    propertyName: 'type',
    mapping: Object.fromEntries(stepTypes.map((type) => [type, `#/components/schemas/${stepShapeName(type)}`]))
  }
})

export const stepShapes = [Opening, ...steps, CaseStep]
