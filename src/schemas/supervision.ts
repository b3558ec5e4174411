/** The ledger of supervision, and what a circular has to list. */
import { Type, type Static, type TProperties } from 'typebox'
import { vocabulary } from '../rulesets/vocabulary.ts'
import { ProblemHandling, SupervisionProblem } from './agency-step.ts'
import { CitedPlace, RatingResult } from './agency.ts'
import { Region, page } from './case-list.ts'
import { closed, codes, ConductCode, Day, Jurisdiction, list, MeasureCode, orNull, parameter, PrintedDay, ProvisionId, ref, Tier } from './common.ts'
import { FilingKind, FilingTrack } from './filing.ts'
import { exampleId } from './record-examples.ts'
import { RecordId, SupervisionForm } from './record-common.ts'

const shape = <P extends TProperties>($id: string, description: string, properties: P) => Type.Object(properties, { ...closed, $id, description })
const text = Type.String()
const opt = Type.Optional

const period = { from: parameter(Day, 'from this day', '2026-01-01'), to: parameter(Day, 'up to this day', '2026-12-31') }
export const ledgerQuery = Type.Object({
  agency: opt(Type.String({ description: 'only this agency, by the id of its file', examples: [exampleId] })),
  jurisdiction: opt(parameter(Region, 'only agencies of this place and all under it', '45')),
  ...period,
  ...page
}, closed)
export const ledgerCsvQuery = Type.Object({ agency: ledgerQuery.properties.agency, jurisdiction: ledgerQuery.properties.jurisdiction, ...period }, closed)
export const circularQuery = Type.Object({ jurisdiction: parameter(Region, 'of this place and all under it', '45'), ...period }, closed)

const NamedConduct = shape('NamedConduct', 'A conduct with its name. 行为。', { code: ref(ConductCode), label: text })
const NamedTier = shape('NamedTier', 'A tier with its name. 档次。', { code: ref(Tier), label: text })
const NamedMeasure = shape('NamedMeasure', 'A measure with its name. 措施。', { code: ref(MeasureCode), label: text })

export const LedgerEntry = shape('LedgerEntry', 'Something that happened on a day; only what it has is given. 台账事项。', {
  on: PrintedDay,
  kind: codes(vocabulary.ledgerKinds),
  label: text,
  seq: opt(Type.Integer({ description: 'the step of the agency\'s file that says so' })),
  caseId: opt(ref(RecordId)),
  priorDecisionId: opt(ref(RecordId)),
  campaignId: opt(ref(RecordId)),
  state: opt(Type.Unsafe<string>({ $ref: 'CaseState#', description: 'of the case, now' })),
  conducts: opt(list(ref(NamedConduct))),
  tier: opt(ref(NamedTier)),
  measures: opt(list(ref(NamedMeasure))),
  rectifyBy: opt(orNull(PrintedDay)),
  form: opt(ref(SupervisionForm)),
  by: opt(list(text, { description: 'the officials who carried it out' })),
  problems: opt(list(ref(SupervisionProblem))),
  note: opt(orNull(text)),
  stars: opt(Type.Integer()),
  result: opt(ref(RatingResult)),
  track: opt(ref(FilingTrack)),
  filingKind: opt(ref(FilingKind)),
  receipt: opt(text),
  reasons: opt(orNull(text))
})
const LedgerAgency = shape('LedgerAgency', 'Of which agency it is. 台账机构。', { id: ref(RecordId), ref: text, name: text, jurisdiction: ref(Jurisdiction) })
const LedgerItem = shape('LedgerItem', 'An agency with what happened, in the order of days. 单个机构台账。', { agency: ref(LedgerAgency), entries: list(ref(LedgerEntry)) })
export const Ledger = shape('SupervisionLedger', 'The ledger of supervision and of problems found and handled: agencies with anything in the period, the newest on record first. 质量督导与查处问题台账。', {
  from: PrintedDay, to: PrintedDay, items: list(ref(LedgerItem)), next: opt(Type.String({ description: 'the cursor of the next page, where there may be one' }))
})
export type Ledger = Static<typeof Ledger>

const CircularMeasure = shape('CircularMeasure', 'A measure, and the provisions on which it rests. 措施及依据。', { measure: ref(MeasureCode), label: text, basis: list(ref(ProvisionId)) })
const CircularDecision = shape('CircularDecision', 'A decision served in the period that stands. `publish`: to make it public was decided with it. 期内送达的处理决定。', {
  caseId: ref(RecordId),
  jurisdiction: ref(Jurisdiction),
  occurredOn: PrintedDay,
  decidedOn: PrintedDay,
  servedOn: PrintedDay,
  tier: orNull(ref(NamedTier)),
  conducts: list(ref(NamedConduct)),
  provisions: list(CitedPlace),
  measures: list(ref(CircularMeasure)),
  publish: Type.Boolean(),
  rectifyBy: orNull(PrintedDay),
  rectifiedOn: orNull(PrintedDay),
  overdue: Type.Boolean()
})
const CircularOverdue = shape('CircularOverdue', 'A rectification that was due before the end of the period and not verified by then. 逾期整改。', { caseId: ref(RecordId), by: PrintedDay })
const CircularRating = shape('CircularRating', 'A star rating of the period. 期内星级评定。', { on: PrintedDay, stars: Type.Integer(), result: ref(RatingResult), label: text })
const CircularRefusal = shape('CircularRefusal', 'An application refused in the period. 期内不予备案。', { on: PrintedDay, track: ref(FilingTrack), kind: ref(FilingKind) })
const CircularFiling = shape('CircularFiling', 'A filing that comes up for renewal. 待续期备案。', { track: ref(FilingTrack), until: orNull(PrintedDay) })
const CircularLast = shape('CircularLastRating', 'The last rating. 最近一次评定。', { on: PrintedDay, stars: Type.Integer() })
const Bearing = shape('CircularBearing', 'On what the circular bears. 通报结果的运用。', {
  use: codes(vocabulary.circularUses), label: text, filings: opt(list(ref(CircularFiling))), lastRating: opt(orNull(ref(CircularLast)))
})
const listed = (what: string) => Type.Boolean({ description: `by a decision of the period: ${what}` })
const CircularAgency = shape('CircularAgency', 'An agency that the circular has to name. 应通报的机构。', {
  ref: text,
  name: text,
  jurisdiction: ref(Jurisdiction),
  agencyId: orNull(Type.Unsafe<string>({ $ref: 'RecordId#', description: 'null: it is not registered here' })),
  decisions: list(ref(CircularDecision)),
  overdue: list(ref(CircularOverdue)),
  suspended: listed('evaluation suspended'),
  keySupervision: listed('put on the list for key supervision'),
  badCredit: listed('entered in the record of bad credit'),
  terminated: listed('filing terminated, or removed from the directory'),
  refusedRefiling: listed('no further filing accepted'),
  ratings: list(ref(CircularRating)),
  refusals: list(ref(CircularRefusal)),
  bearsOn: list(ref(Bearing))
})
const Handled = shape('HandledCount', 'How many problems were handled so. 处理方式计数。', { handling: ref(ProblemHandling), label: text, count: Type.Integer() })
const Supervised = shape('SupervisionCount', 'Supervision in the period, of the agencies registered there. 督导情况。', { carriedOut: Type.Integer(), problems: Type.Integer(), byHandling: list(ref(Handled)) })
export const CircularView = shape('QualityCircular', 'What a circular on quality has to list. A draft: nothing is published by it, and no person is named. 质量通报素材。', {
  jurisdiction: text, from: PrintedDay, to: PrintedDay, basis: orNull(CitedPlace), agencies: list(ref(CircularAgency)), supervision: ref(Supervised)
})

export const supervisionShapes = [NamedConduct, NamedTier, NamedMeasure, LedgerEntry, LedgerAgency, LedgerItem, Ledger, CircularMeasure, CircularDecision, CircularOverdue, CircularRating, CircularRefusal, CircularFiling, CircularLast,
  Bearing, CircularAgency, Handled, Supervised, CircularView]
