/** An application for filing, and what the rules say of it; the papers of an evaluation, and until when they are kept. */
import { Type } from 'typebox'
import type { FilingFact } from '../domain/vocabulary.ts'
import { vocabulary } from '../rulesets/vocabulary.ts'
import { Requirement, RulesetVersion } from './answer.ts'
import { closed, codes, Day, FactValue, FilingFactType, Jurisdiction, list, Notes, orNull, PeriodUnit, PrintedDay, ProvisionId, ref } from './common.ts'

export const FilingTrack = codes(vocabulary.filingTracks, [], { $id: 'FilingTrack', description: 'As what the agency is filed: for skill appraisal (annex 1), for level recognition (annex 2). 备案类别。' })
export const FilingKind = codes(vocabulary.filingKinds, [], { $id: 'FilingKind', description: 'A first filing, a change or a renewal. 申请种类。' })
export const FilingMaterial = codes(vocabulary.filingMaterials, [], { $id: 'FilingMaterial', description: 'A paper to hand in. 申请材料。' })
export const FilingDateCode = codes(vocabulary.filingDates, [], { $id: 'FilingDateCode', description: 'A day of the procedure. 办理日期。' })
const statuses = (...some: string[]) => Object.fromEntries(some.map((status) => [status, vocabulary.filingStatuses[status]]))
const ConditionStatus = codes(statuses('met', 'unmet', 'unknown'), [], { $id: 'FilingConditionStatus', description: 'Whether a condition is met, as far as is known. 条件符合与否。' })
export const FilingAcceptor = codes(vocabulary.filingAcceptors, [], { $id: 'FilingAcceptor', description: 'Who accepts; original: whoever filed the agency. 受理部门。' })
export const FilingLimitCode = codes(vocabulary.filingLimits, [], { $id: 'FilingLimitCode', description: 'A period of the procedure. 办理时限。' })
export const FilingStepCode = codes(vocabulary.filingSteps, [], { $id: 'FilingStepCode', description: 'A step of the procedure. 办理环节。' })
export const PaperMedium = codes(vocabulary.paperMedia, [], { $id: 'PaperMedium', description: 'On what a paper of an evaluation is kept. 资料载体。' })

type Value = boolean | number | string | null

/** Null counts as not given. Whether a text is a day is for the domain to say: the schema of a fact is of the vocabulary. */
function factSchema (fact: FilingFact) {
  const description = `${fact.zh} · ${fact.en}${fact.type === 'date' ? ' (YYYY-MM-DD, or never)' : ''}`
  if (fact.type === 'boolean') return Type.Unsafe<Value>({ type: ['boolean', 'null'], description })
  if (fact.type === 'enum') return Type.Unsafe<Value>({ type: ['string', 'null'], enum: [...Object.keys(fact.values ?? {}), null], description })
  if (fact.type === 'date') return Type.Unsafe<Value>({ type: ['string', 'null'], pattern: '^(never|[0-9]{4}-[0-9]{2}-[0-9]{2})$', maxLength: 10, description })
  return Type.Unsafe<Value>({ type: ['integer', 'null'], minimum: fact.minimum ?? 0, maximum: fact.maximum ?? 1_000_000, description })
}

const factsOf = (of: FilingFact['of'], $id: string, description: string) => Type.Unsafe<Record<string, Value>>({
  $id,
  type: 'object',
  description,
  properties: Object.fromEntries(Object.entries(vocabulary.filingFacts).filter(([, fact]) => fact.of === of).map(([name, fact]) => [name, factSchema(fact)])),
  additionalProperties: false
})

export const ApplicationFacts = factsOf('application', 'ApplicationFacts', 'What is known of the applicant and of its application as a whole. A fact left out (or null) is unknown, never false. 申请机构的情况。')
export const OccupationFacts = factsOf('occupation', 'OccupationFacts', 'What is known of one occupation. A fact left out (or null) is unknown, never false. 所报职业的情况。')

export const FilingOccupation = Type.Object({
  name: Type.String({ minLength: 1, maxLength: 100, description: 'the occupation, or the special-skill project' }),
  code: Type.Optional(Type.String({ pattern: '^[0-9A-Za-z][0-9A-Za-z.-]*$', maxLength: 40, description: 'in the national classification, where it has one: 6-18-01-01 is of major group 6' })),
  levels: Type.Array(Type.String({ minLength: 1, maxLength: 20 }), { maxItems: 20, uniqueItems: true, description: 'the levels applied for, as the agency names them; none for a special-skill project' }),
  facts: Type.Optional(ref(OccupationFacts))
}, { ...closed, $id: 'FilingOccupation', description: 'An occupation applied for. 所报职业（工种）、项目及等级。' })

const filingDates = Object.keys(vocabulary.filingDates).filter((date) => date !== 'applied')
export const FilingDates = Type.Unsafe<Record<string, string | null>>({
  $id: 'FilingDates',
  type: 'object',
  description: 'The days of the procedure so far; null counts as not given. 已办环节的日期。',
  properties: Object.fromEntries(filingDates.map((date) => [date, { anyOf: [{ $ref: 'Day#' }, { type: 'null' }], description: `${vocabulary.filingDates[date]?.zh ?? ''} · ${vocabulary.filingDates[date]?.en ?? ''}` }])),
  additionalProperties: false
})

const materialsGiven = (description: string) => Type.Optional(Type.Array(ref(FilingMaterial), { maxItems: 100, uniqueItems: true, description }))

export const FilingAssessmentRequest = Type.Object({
  jurisdiction: ref(Jurisdiction),
  appliedOn: ref(Day),
  track: ref(FilingTrack),
  kind: ref(FilingKind),
  registeredAt: Type.Optional(orNull(Type.String({ pattern: '^[0-9]{6}$', description: 'where the applicant is registered (GB/T 2260)' }))),
  occupations: Type.Array(ref(FilingOccupation), { maxItems: 200, description: 'applied for; of a renewal those on file; of a change those that are added, none where only basic information changes' }),
  facts: Type.Optional(ref(ApplicationFacts)),
  materials: materialsGiven('handed in; none, where it is left out'),
  verified: materialsGiven('verified electronically in place of being handed in'),
  dates: Type.Optional(ref(FilingDates)),
  expiresOn: Type.Optional(orNull(ref(Day))),
  on: Type.Optional(orNull(ref(Day)))
}, { ...closed, $id: 'FilingAssessmentRequest', description: 'Who applies for what, what is known of it, and how far it has got. expiresOn: the last day of the filing that is renewed. on: as of which day what has not been done is late. 备案评估请求。' })

const FilingReason = Type.Object({
  fact: Type.String(),
  is: Type.Unsafe<Value>({ type: ['boolean', 'integer', 'string', 'null'], description: 'null: not known' }),
  requires: ref(Requirement)
}, { ...closed, $id: 'FilingReason', description: 'A fact that counted: what it is, and what the rule looks for. Of a date: within or not-within the look-back.' })

const place = { provision: ref(ProvisionId), citation: Type.String() }
const told = { because: list(ref(FilingReason)), ...place, notes: ref(Notes) }
const occupation = orNull(Type.String({ description: 'the occupation that it is about; null: the application as a whole' }))

const FilingCondition = Type.Object({ id: Type.String(), title: Type.String(), status: ref(ConditionStatus), occupation, ...told }, { ...closed, $id: 'FilingCondition', description: 'A condition of filing. 备案条件。' })
const LookBack = Type.Object({ from: PrintedDay, until: PrintedDay }, { ...closed, $id: 'LookBack', description: 'The days on which what happened still counts. 回溯期间。' })
const FilingExclusion = Type.Object({ id: Type.String(), title: Type.String(), status: codes(statuses('clear', 'applies', 'unknown')), lookBack: orNull(ref(LookBack)), ...told }, { ...closed, $id: 'FilingExclusion', description: 'Who may not be filed. 排除情形。' })
const OccupationStatus = Type.Object({ name: Type.String(), id: Type.String(), title: Type.String(), status: ref(ConditionStatus), ...told }, { ...closed, $id: 'OccupationStatus', description: 'Whether the track may file the occupation at all. 职业是否属可备案范围。' })

const Preliminary = Type.Object({ code: codes(vocabulary.filingPreliminaries), label: Type.String(), on: orNull(PrintedDay) }, { ...closed, $id: 'Preliminary', description: 'What must come before the application is accepted; its day where it is known. 受理前置环节。' })
const Acceptance = Type.Object({
  by: orNull(ref(FilingAcceptor)),
  label: orNull(Type.String()),
  place: orNull(Type.String({ description: 'the region or city (GB/T 2260); null: not known' })),
  occupations: list(Type.String(), { description: 'none: for the change of basic information' }),
  first: list(ref(Preliminary)),
  route: orNull(Type.String()),
  title: orNull(Type.String()),
  provision: orNull(ref(ProvisionId)),
  citation: orNull(Type.String()),
  notes: ref(Notes)
}, { ...closed, $id: 'Acceptance', description: 'Who accepts the application for these occupations; by null: it hangs on facts that are not known. 受理情况。' })

const RequiredMaterial = Type.Object({ material: ref(FilingMaterial), label: Type.String(), handedIn: Type.Boolean(), verified: Type.Boolean({ description: 'in place of being handed in, where the text has that' }), ...place, notes: ref(Notes) }, { ...closed, $id: 'RequiredMaterial', description: 'A paper that the application needs. 应交材料。' })
const FilingMaterials = Type.Object({ required: list(ref(RequiredMaterial)), missing: list(ref(FilingMaterial)) }, { ...closed, $id: 'FilingMaterials', description: 'What must be handed in, and what has not been. 材料。' })

const AskedFilingFact = Type.Object({
  fact: Type.String({ description: 'the name under which the fact is given' }),
  type: ref(FilingFactType),
  values: Type.Optional(list(Type.String(), { description: 'of an enum: what it can be' })),
  minimum: Type.Optional(Type.Integer()),
  maximum: Type.Optional(Type.Integer()),
  label: Type.String(),
  question: Type.String({ description: 'the fact as a question to an official' }),
  occupation
}, { ...closed, $id: 'AskedFilingFact', description: 'A fact on which something still hangs. 待查明的情况。' })

const RestDay = Type.Unsafe<{ date: string, name: string }>({ $ref: 'NamedDay#' })
const ExcludedStretch = Type.Object({
  from: orNull(PrintedDay),
  until: orNull(PrintedDay),
  fromDate: ref(FilingDateCode),
  untilDate: ref(FilingDateCode),
  label: Type.String()
}, { ...closed, $id: 'ExcludedStretch', description: 'A stretch that does not count, between two days of the procedure; null: not begun, or not ended. 不计入时限的环节。' })
const FilingLimit = Type.Object({
  limit: ref(FilingLimitCode),
  label: Type.String(),
  count: orNull(Type.Integer({ description: 'null: the day is set elsewhere' })),
  unit: orNull(ref(PeriodUnit)),
  after: ref(FilingDateCode),
  from: orNull(PrintedDay),
  until: ref(FilingDateCode),
  doneOn: orNull(PrintedDay),
  due: orNull(Type.String({ format: 'date', description: 'the last day; null: not known yet, or a least period' })),
  earliest: orNull(Type.String({ format: 'date', description: 'of a least period: the first day on which it may end' })),
  provisional: Type.Boolean({ description: 'it touches a year whose calendar has not been published' }),
  skipped: list(RestDay),
  excluded: list(ref(ExcludedStretch)),
  awaits: orNull(ref(FilingDateCode)),
  pausedBy: orNull(ref(FilingDateCode)),
  overdue: orNull(Type.Boolean({ description: 'too late (of a least period: too early); null: cannot be said' })),
  ...place,
  notes: ref(Notes)
}, { ...closed, $id: 'FilingLimit', description: 'A period of the procedure with its last day. 办理时限。' })

const Validity = Type.Object({ years: Type.Integer(), from: orNull(PrintedDay), until: orNull(PrintedDay), ...place }, { ...closed, $id: 'FilingValidity', description: 'How long the filing holds; the days once it is made. 备案有效期。' })
const RenewalWindow = Type.Object({ from: PrintedDay, to: PrintedDay, open: Type.Boolean({ description: 'the application falls in it' }), ...place }, { ...closed, $id: 'RenewalWindow', description: 'When renewal may be applied for. 续期申请时段。' })
const FilingStep = Type.Object({ step: ref(FilingStepCode), label: Type.String(), date: orNull(PrintedDay), until: orNull(PrintedDay), ...place }, { ...closed, $id: 'FilingStep', description: 'A step of the procedure, with its day where it has come. 办理环节。' })
const RefusalContent = Type.Object({ code: codes(vocabulary.refusalContents), label: Type.String() }, { ...closed, $id: 'RefusalContent', description: 'What a refusal must say. 不予备案须载明的内容。' })
const FilingRefusal = Type.Object({ written: Type.Boolean(), contents: list(ref(RefusalContent)), ...place }, { ...closed, $id: 'FilingRefusal', description: 'How a refusal is told. 不予备案的告知。' })
const DerivedFact = Type.Object({ fact: Type.String(), is: ref(FactValue), occupation }, { ...closed, $id: 'DerivedFact', description: 'A fact that follows from the rest of the request. 由请求得出的情况。' })
const Silence = Type.Object({ code: codes(vocabulary.filingSilences), detail: Type.String() }, { ...closed, $id: 'FilingSilence', description: 'Why there is no answer. 未作规定的原因。' })

export const FilingAssessment = Type.Object({
  outcome: codes(vocabulary.filingOutcomes, [], { description: 'not-met: some condition is not met, or an exclusion applies. needs-facts: otherwise, something hangs on facts that are not known. materials-missing: otherwise, papers are missing.' }),
  why: orNull(ref(Silence)),
  ruleset: ref(RulesetVersion),
  track: ref(FilingTrack),
  kind: ref(FilingKind),
  acceptance: list(ref(Acceptance)),
  conditions: list(ref(FilingCondition), { description: 'those that apply, or may' }),
  exclusions: list(ref(FilingExclusion), { description: 'those that apply to such an applicant, or may' }),
  occupations: list(ref(OccupationStatus)),
  materials: ref(FilingMaterials),
  questions: list(ref(AskedFilingFact), { description: 'exactly the facts on which something hangs; only where the outcome does' }),
  limits: list(ref(FilingLimit)),
  validity: orNull(ref(Validity)),
  renewalWindow: orNull(ref(RenewalWindow)),
  steps: list(ref(FilingStep)),
  refusal: orNull(ref(FilingRefusal)),
  derived: list(ref(DerivedFact)),
  notes: ref(Notes)
}, { ...closed, $id: 'FilingAssessment', description: 'Who accepts, what is met and missed, what is missing, by when. 备案评估结果。' })

const HeldSession = Type.Object({ id: Type.String({ minLength: 1, maxLength: 100 }), heldOn: ref(Day) }, { ...closed, $id: 'HeldSession', description: 'An evaluation that was held. 已举行的评价场次。' })
export const PaperRetentionCheck = Type.Object({
  jurisdiction: ref(Jurisdiction),
  sessions: Type.Array(ref(HeldSession), { minItems: 1, maxItems: 1000 }),
  on: Type.Optional(ref(Day))
}, { ...closed, $id: 'PaperRetentionCheck', description: 'Sessions whose papers are asked about; on is today in China where it is not given. 评价资料保管查询。' })

const KeptPaper = Type.Object({
  medium: ref(PaperMedium),
  label: Type.String(),
  until: Type.String({ format: 'date', description: 'the last day on which it has to be kept' }),
  kept: Type.Boolean({ description: 'it has to be kept on that day' }),
  ...place,
  notes: ref(Notes)
}, { ...closed, $id: 'KeptPaper', description: 'A kind of paper, and until when it is kept. 资料及其保管期限。' })
const KeptSession = Type.Object({
  id: Type.String(),
  outcome: codes(vocabulary.paperOutcomes, [], { description: 'keep: some of it has to be kept' }),
  papers: list(ref(KeptPaper))
}, { ...closed, $id: 'KeptSession', description: 'The papers of one session. 单场资料。' })
export const PaperRetentionAnswer = Type.Object({ on: PrintedDay, items: list(ref(KeptSession), { description: 'one for every session, in the same order' }) }, { ...closed, $id: 'PaperRetentionAnswer', description: 'Until when papers are kept. 保管期限查询结果。' })

export const filingShapes = [FilingTrack, FilingKind, FilingMaterial, FilingDateCode, ConditionStatus, FilingAcceptor, FilingLimitCode, FilingStepCode, PaperMedium, ApplicationFacts, OccupationFacts, FilingOccupation, FilingDates, FilingAssessmentRequest, FilingReason, FilingCondition, LookBack,
  FilingExclusion, OccupationStatus, Preliminary, Acceptance, RequiredMaterial, FilingMaterials, AskedFilingFact, ExcludedStretch, FilingLimit, Validity, RenewalWindow, FilingStep, RefusalContent, FilingRefusal,
  DerivedFact, Silence, FilingAssessment, HeldSession, PaperRetentionCheck, KeptPaper, KeptSession, PaperRetentionAnswer]
