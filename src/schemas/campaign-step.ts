/** What plans an inspection campaign, and what each of its steps says. */
import { Type, type Static, type TObject, type TProperties } from 'typebox'
import type { CampaignBodies, CampaignStep as CampaignStepGiven, CampaignStepType } from '../domain/inspection/campaign.ts'
import { CAMPAIGN_STEPS } from '../domain/inspection/campaign.ts'
import { MOST_AGENCIES, MOST_WEIGHT } from '../domain/inspection/frame.ts'
import { vocabulary } from '../rulesets/vocabulary.ts'
import { AgencyKind } from './agency-step.ts'
import { ROW, RowId } from './checklist.ts'
import { closed, codes, ConductCode, Day, Jurisdiction, ref } from './common.ts'
import { FilingTrack } from './filing.ts'
import { Facts } from './question.ts'
import { EvidenceKind, name, only, Reference, RefKind, ReportTarget, SupervisionForm, text, upTo } from './record-common.ts'

const MOST_INSPECTORS = 200
const MOST_DRAWN = 1000

const weight = Type.Integer({ minimum: 1, maximum: MOST_WEIGHT, description: 'how many tickets it has in the draw: the more, the greater the risk' })
const reasons = Type.String({ minLength: 1, maxLength: 1000, description: 'why' })
const CONDUCT = '^[a-z]+(-[a-z]+)*\\.[a-z0-9]+(-[a-z0-9]+)*$'
const SHA256 = '^[0-9A-Fa-f]{64}$'
const sha256 = Type.String({ pattern: SHA256, description: 'SHA-256 in hexadecimal' })
/** What is printed and seen; whoever recomputes the draw has to be able to type it. */
const SEEN = '^\\s\\u0000-\\u001f\\u007f-\\u00a0\\u00ad\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u206f\\ufeff\\ufff9-\\uffff'
/** Words with single spaces between them: nothing before, nothing after, no breaks, so that nobody has to guess. */
const line = `^[${SEEN}]+( [${SEEN}]+)*$`

export const CampaignPeriod = Type.Object({ from: ref(Day), to: ref(Day) }, { ...closed, $id: 'CampaignPeriod', description: 'The days from which until which is inspected, both included. 检查期间。' })

export const CampaignScope = Type.Object({
  agencyKinds: Type.Optional(upTo(3, ref(AgencyKind), { minItems: 1 })),
  tracks: Type.Optional(upTo(10, ref(FilingTrack), { minItems: 1 })),
  occupations: Type.Optional(upTo(200, name('an occupation by name or code'), { minItems: 1 }))
}, { ...closed, $id: 'CampaignScope', description: 'Whom the campaign is about; what is left out restricts nothing. Filings and occupations are looked at where the agencies are taken from the directory. 检查范围。' })

export const RiskItem = Type.Object({ ref: ref(Reference), weight, reasons }, { ...closed, $id: 'RiskListItem', description: 'An agency of the risk list, with what it weighs in the draw. 风险清单中的机构。' })

const CampaignAgency = Type.Object({
  ref: ref(Reference),
  name: name('as on the papers'),
  refKind: Type.Optional(ref(RefKind)),
  weight: Type.Optional(weight),
  unit: Type.Optional(name('the body that it belongs to: inspectors of the same unit are recused')),
  agencyKind: Type.Optional(ref(AgencyKind)),
  jurisdiction: Type.Optional(ref(Jurisdiction))
}, { ...closed, $id: 'CampaignAgency', description: 'An agency among which is drawn; its place is that of the campaign where none is given. 纳入抽取范围的机构。' })

export const RecusalGiven = Type.Object({ ref: ref(Reference), reasons }, { ...closed, $id: 'InspectorRecusal', description: 'An agency that an inspector must not inspect. 回避。' })

const CampaignInspector = Type.Object({
  id: Type.String({ maxLength: 200, pattern: line, description: 'the id of an official' }),
  name: Type.Optional(name('as on the papers')),
  unit: Type.Optional(name('where the official works: recused from every agency of the same unit')),
  recused: Type.Optional(upTo(200, ref(RecusalGiven)))
}, { ...closed, $id: 'CampaignInspector', description: 'An official who may be drawn to inspect. 检查人员。' })

export const DrawSize = Type.Object({
  agencies: Type.Integer({ minimum: 0, maximum: MOST_DRAWN, description: 'how many agencies are drawn; 0: only those of the risk list are inspected' }),
  inspectors: Type.Integer({ minimum: 2, maximum: 20, description: 'how many inspect one agency' })
}, { ...closed, $id: 'CampaignDrawSize', description: 'How many are drawn. 抽取数量。' })

export const CampaignFocus = Type.String({ $id: 'CampaignFocus', maxLength: 120, pattern: `${CONDUCT}|${ROW}`, description: 'A conduct, or a row of the checklist, to be looked at first. 检查重点。' })

export const CampaignPlan = Type.Object({
  title: name('what the campaign is called'),
  jurisdiction: ref(Jurisdiction),
  plannedOn: Type.Optional(Type.Unsafe<string>({ $ref: 'Day#', description: 'the day on the plan, where it is entered later: no seed is published before it' })),
  period: ref(CampaignPeriod),
  forms: upTo(10, ref(SupervisionForm), { minItems: 1, description: 'how is inspected' }),
  scope: Type.Optional(ref(CampaignScope)),
  focus: Type.Optional(upTo(100, ref(CampaignFocus))),
  riskList: Type.Optional(upTo(MOST_AGENCIES, ref(RiskItem))),
  agencies: Type.Optional(upTo(MOST_AGENCIES, ref(CampaignAgency), { minItems: 1, description: 'among which is drawn; or fromDirectory' })),
  fromDirectory: Type.Optional(only(true, { description: 'among the agencies that are on file at the place on the first day, as known now' })),
  inspectors: upTo(MOST_INSPECTORS, ref(CampaignInspector), { minItems: 2 }),
  draw: ref(DrawSize),
  seedSource: Type.Optional(Type.String({ minLength: 1, maxLength: 1000, description: 'where the seed will come from: a lottery draw of a named day, say. Required where agencies are drawn' })),
  commitment: Type.Optional(Type.String({ pattern: SHA256, description: 'SHA-256 of the seed in hexadecimal, where somebody has it already: only a seed that fits it can then be published' }))
}, { ...closed, $id: 'CampaignPlan', description: 'A campaign to be planned. From then on the frame of the draw is fixed, before anybody knows the seed. 检查计划。' })

export const CheckEvidence = Type.Object({ kind: ref(EvidenceKind), title: name('what it is'), sha256: Type.Optional(sha256) }, { ...closed, $id: 'CheckEvidence', description: 'Evidence for what was found. 检查证据。' })

export const CheckResult = codes(vocabulary.checkResults, [], { $id: 'CheckResult', description: 'What became of a row of the checklist. 检查结果。' })

const Check = Type.Object({
  row: ref(RowId),
  conduct: Type.Optional(ref(ConductCode)),
  result: ref(CheckResult),
  facts: Type.Optional(ref(Facts)),
  occurredOn: Type.Optional(ref(Day)),
  evidence: Type.Optional(upTo(50, ref(CheckEvidence))),
  note: Type.Optional(Type.String({ minLength: 1, maxLength: 2000, description: 'what was seen' }))
}, { ...closed, $id: 'CampaignCheck', description: 'What was found on one row; conduct where the row has several, occurredOn where it happened before the inspection. 单行检查结果。' })

const dated = { on: ref(Day) }
const BODIES = {
  'publish-seed': {
    value: Type.String({ maxLength: 500, pattern: line, description: 'the seed in one line, single spaces between its parts, as everybody can read it' }),
    publishedOn: ref(Day),
    where: text('where everybody can read it')
  },
  draw: dated,
  'record-result': {
    ref: ref(Reference),
    inspectedOn: ref(Day),
    inspectors: upTo(20, name('the id of an inspector'), { minItems: 1, description: 'those drawn; of those who come next in the draw where one is prevented' }),
    checks: upTo(200, ref(Check), { minItems: 1 }),
    beside: Type.Optional(Type.Boolean({ description: 'an agency of the risk list, inspected though it was not drawn' })),
    reasons: Type.Optional(text('why it was inspected beside the draw')),
    substitution: Type.Optional(text('why somebody else than those drawn inspected')),
    note: Type.Optional(text('what else there is to say'))
  },
  'report-problems': { ...dated, to: ref(ReportTarget), note: Type.Optional(text('what else was said')) },
  'open-cases': { refs: Type.Optional(upTo(MOST_AGENCIES, ref(Reference), { minItems: 1, description: 'only of these agencies; all with problems where none is named' })) },
  'close-campaign': { ...dated, summary: Type.Optional(text('what the campaign came to, in words')), reasons: Type.Optional(text('why it ends though results are missing')) }
} satisfies Record<CampaignStepType, TProperties>

/** What fits the shapes is what the domain takes. */
type Fits<Body extends { readonly [T in CampaignStepType]: object }> = Body
export type CampaignStepBodies = Fits<{ [T in CampaignStepType]: Static<TObject<typeof BODIES[T]>> extends CampaignBodies[T] ? CampaignBodies[T] : never }>

export const campaignStepTypes = CAMPAIGN_STEPS
/** `publish-seed` → `CampaignStepPublishSeed` */
export const campaignStepShapeName = (type: CampaignStepType): string => `CampaignStep${type.replace(/(^|-)([a-z])/g, (_, _hyphen, letter: string) => letter.toUpperCase())}`

const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1)
const { campaignSteps: labels } = vocabulary
const steps = campaignStepTypes.map((type) => Type.Object({ type: only(type), ...BODIES[type] as TProperties }, { ...closed, $id: campaignStepShapeName(type), description: `${capital(labels[type]?.en ?? type)}. ${labels[type]?.zh ?? ''}。` }))

export const CampaignStep = Type.Unsafe<CampaignStepGiven>({
  $id: 'CampaignStep',
  description: 'A step of a campaign, told apart by its type. Days are never in the future. 检查行动步骤。',
  oneOf: steps.map(ref),
  discriminator: {
    propertyName: 'type',
    mapping: Object.fromEntries(campaignStepTypes.map((type) => [type, `#/components/schemas/${campaignStepShapeName(type)}`]))
  }
})

export const CampaignStepCode = codes(vocabulary.campaignSteps, [], { $id: 'CampaignStepType', description: 'A step of a campaign. 检查行动步骤类别。' })

export const campaignStepShapes = [CampaignPeriod, CampaignScope, RiskItem, CampaignAgency, RecusalGiven, CampaignInspector, DrawSize, CampaignFocus, CampaignPlan, CheckEvidence, CheckResult, Check, ...steps, CampaignStep, CampaignStepCode]
