/** An agency as it is shown: what it is on file for, what was decided against it, what may come next. */
import { Type, type Static, type TProperties } from 'typebox'
import { vocabulary } from '../rulesets/vocabulary.ts'
import { AgencyKind, agencyStepTypes, Site, StaffRole, SupervisionProblem } from './agency-step.ts'
import { closed, codes, ConductCode, Day, Jurisdiction, list, orNull, parameter, PrintedDay, ref, RefusalReason } from './common.ts'
import { SupervisionRule } from './agency-rules.ts'
import { ApplicationFacts, FilingAssessment, FilingDates, FilingKind, FilingMaterial, FilingOccupation, FilingTrack } from './filing.ts'
import { Region, page } from './case-list.ts'
import { version } from './record.ts'
import { Instant, Level, RecordId, Reference, RefKind, SupervisionForm } from './record-common.ts'
import { StandingMeasure } from './standing.ts'

export const AgencyStatus = codes(vocabulary.agencyStatuses, [], { $id: 'AgencyStatus', description: 'Where an agency stands on a day, by its filings and by the measures in force. 机构状态。' })
export const RatingResult = codes(vocabulary.ratingResults, [], { $id: 'RatingResult', description: 'What a number of stars comes to. 评定结论。' })
/** A place of the text, as rulesets show theirs. */
export const CitedPlace = Type.Unsafe<{ provision: string, citation: string }>({ $ref: 'CitedPlace#' })
const seq = Type.Integer({ description: 'the step' })
const text = Type.String()
const shape = <P extends TProperties>($id: string, description: string, properties: P) => Type.Object(properties, { ...closed, $id, description })

export const Window = shape('AgencyRenewalWindow', 'When renewal may be applied for, and whether that is so on the day. 续期申请时段。', { from: PrintedDay, to: PrintedDay, open: Type.Boolean() })
export const FiledOccupation = shape('FiledOccupation', 'An occupation on file. 备案职业。', { name: text, code: Type.Optional(text), levels: list(text) })
const scope = { occupations: list(ref(FiledOccupation)), areas: list(ref(Jurisdiction), { description: 'none: its own city' }), sites: list(ref(Site)) }
const until = orNull(Type.String({ format: 'date', description: 'the last day; null: it has none' }))

export const AgencyFiling = shape('AgencyFiling', 'A filing as it holds on a day, its changes and renewals counted in. 有效备案。', {
  track: ref(FilingTrack), label: text, receipt: text, agencyCode: orNull(text), from: PrintedDay, until, ...scope, renewalWindow: orNull(ref(Window))
})
export const Rectification = shape('AgencyRectification', 'A rectification that a decision set a day for. The record that it rests on is named to whoever may see it. 整改期限。', {
  caseId: Type.Optional(ref(RecordId)), priorDecisionId: Type.Optional(ref(RecordId)), by: PrintedDay, rectifiedOn: orNull(PrintedDay), overdue: Type.Boolean()
})

const Application = shape('AgencyApplication', 'An application for filing. The assessment is that of now, of the one in hand and of the one granted last. 备案申请。', {
  seq,
  track: ref(FilingTrack),
  kind: ref(FilingKind),
  on: PrintedDay,
  name: Type.Optional(text),
  occupations: list(ref(FilingOccupation)),
  areas: scope.areas,
  sites: scope.sites,
  facts: Type.Unsafe<object>(ref(ApplicationFacts)),
  materials: list(ref(FilingMaterial)),
  verified: list(ref(FilingMaterial)),
  dates: Type.Unsafe<object>(ref(FilingDates)),
  state: codes(vocabulary.applicationStates),
  stateLabel: text,
  endedOn: orNull(PrintedDay),
  latestOn: Type.String({ format: 'date', description: 'the latest day on a step of it' }),
  reasons: orNull(Type.String({ description: 'of a refusal or a withdrawal' })),
  basis: list(text),
  assessment: orNull(ref(FilingAssessment))
})
const Grant = shape('AgencyGrant', 'A filing granted: the first, a change, or a renewal. 准予备案。', {
  seq,
  track: ref(FilingTrack),
  kind: ref(FilingKind),
  on: PrintedDay,
  receipt: text,
  agencyCode: orNull(text),
  name: orNull(Type.String({ description: 'what it is called from then on' })),
  level: ref(Level),
  from: orNull(Type.String({ format: 'date', description: 'null: a change has no days of its own' })),
  until,
  ...scope
})
const Staff = shape('AgencyStaff', 'Somebody on an agency\'s file: personal data. 备案人员。', {
  seq, role: ref(StaffRole), ref: Type.String(), refKind: ref(RefKind), name: text, occupations: list(text), certificate: orNull(text), from: PrintedDay, until, onFile: Type.Boolean({ description: 'on the day asked about' })
})
const Crossing = shape('AgencyCrossing', 'Work in another city, reported there. 跨市评价报备。', { seq, place: ref(Jurisdiction), from: PrintedDay, to: PrintedDay, reportedOn: PrintedDay, consentedOn: orNull(PrintedDay) })
export const Rating = shape('AgencyRating', 'A star rating, and the case that follows from it. 星级评定。', {
  seq,
  selfAssessedOn: PrintedDay,
  selfStars: orNull(Type.Integer()),
  reviewedOn: PrintedDay,
  on: PrintedDay,
  stars: Type.Integer(),
  standard: text,
  basis: text,
  result: ref(RatingResult),
  resultLabel: text,
  conduct: orNull(ref(ConductCode)),
  caseId: orNull(ref(RecordId)),
  caseOpened: Type.Boolean({ description: 'false where a case follows: opening it was interrupted, POST …/ratings/{seq}/case opens it' })
})
const Supervision = shape('AgencySupervision', 'Supervision that was carried out. 质量督导。', { seq, on: PrintedDay, form: ref(SupervisionForm), by: list(text), findings: list(ref(SupervisionProblem)), note: orNull(text) })
const AgencyNext = shape('AgencyNextStep', 'A type of step, and whether one may come now. 可进行的步骤。', {
  step: codes(Object.fromEntries(agencyStepTypes.map((type) => [type, 1]))), label: text, role: Type.String({ description: 'the role that takes it' }), allowed: Type.Boolean(), reason: orNull(ref(RefusalReason)), detail: orNull(Type.String({ description: 'what is in the way' }))
})
const AgencyWarning = shape('AgencyWarning', 'Something that looks wrong and stands against nothing: a number that does not fit, somebody on file against whom a measure is in force. 提示。', {
  code: codes({ 'check-digit': 1, 'assessor-barred': 1 }), pointer: Type.String({ description: 'a JSON pointer into this answer' }), detail: text
})

const named = { ref: ref(Reference), refKind: ref(RefKind), name: Type.String({ description: 'as it was called on the day' }), agencyKind: ref(AgencyKind), jurisdiction: ref(Jurisdiction) }

export const AgencyView = shape('AgencyView', 'An agency as it stands on a day; its applications, staff and the rest are those on record now. 机构档案。', {
  id: ref(RecordId),
  ...version,
  ...named,
  registeredAt: Instant,
  registeredBy: text,
  on: Type.String({ format: 'date', description: 'the day as of which status, filings, measures and rectifications are told' }),
  status: ref(AgencyStatus),
  statusLabel: text,
  filings: list(ref(AgencyFiling)),
  measures: list(ref(StandingMeasure)),
  supervisedBy: list(ref(SupervisionRule), { description: 'who supervises it, by the rules of its place and those behind them' }),
  rectifications: list(ref(Rectification)),
  applications: list(ref(Application)),
  grants: list(ref(Grant)),
  staff: list(ref(Staff)),
  crossings: list(ref(Crossing)),
  ratings: list(ref(Rating)),
  supervisions: list(ref(Supervision)),
  nextSteps: list(ref(AgencyNext)),
  warnings: list(ref(AgencyWarning))
})
export type AgencyView = Static<typeof AgencyView>

export const AgencySummary = shape('AgencySummary', 'An agency in a list. 机构摘要。', {
  id: ref(RecordId), ...version, ...named, status: ref(AgencyStatus), statusLabel: text, filings: list(ref(AgencyFiling)), overdue: list(PrintedDay, { description: 'the days by which it should have rectified and has not' })
})

const next = Type.Optional(Type.String({ description: 'the cursor of the next page; there may be one after a page that is not full: so many agencies are looked at for one answer' }))
export const AgencyList = shape('AgencyList', 'Agencies, the newest first. 机构列表。', { on: PrintedDay, items: list(ref(AgencySummary)), next })

export const agencyFilters = {
  jurisdiction: Type.Optional(parameter(Region, 'only of this place and all under it', '45')),
  on: Type.Optional(parameter(Day, 'as of this day; today in China where it is not given', '2026-11-20')),
  track: Type.Optional(parameter(FilingTrack, 'only with a filing of this track on that day', 'level-recognition')),
  occupation: Type.Optional(Type.String({ minLength: 1, maxLength: 100, description: 'only with this occupation (name or code) on file on that day', examples: ['焊工'] }))
}
export const agencyListing = Type.Object({
  ...agencyFilters,
  status: Type.Optional(parameter(AgencyStatus, 'only with this status on that day', 'active')),
  expiringBefore: Type.Optional(parameter(Day, 'only with a filing that holds on that day and ends before this one', '2199-12-31')),
  rectificationOverdue: Type.Optional(Type.Boolean({ description: 'true: only those that should have rectified by that day and have not', examples: [false] })),
  ...page
}, closed)
export const directoryListing = Type.Object({ ...agencyFilters, ...page }, closed)

const DirectoryFiling = shape('DirectoryFiling', 'What an agency is on file for. 备案范围。', { track: ref(FilingTrack), label: text, receipt: text, agencyCode: orNull(text), from: PrintedDay, until, ...scope })
const DirectoryEntry = shape('DirectoryEntry', 'An agency on file. 目录条目。', { ref: ref(Reference), name: text, agencyKind: ref(AgencyKind), jurisdiction: ref(Jurisdiction), filings: list(ref(DirectoryFiling)), basis: orNull(CitedPlace) })
export const DirectoryView = shape('AgencyDirectory', 'The agencies on file on a day, the newest on record first. Whether a suspension is made public is for the authority to decide: nothing is said of it here. 评价机构目录。', {
  on: Type.String({ format: 'date', description: 'a day to come is answered by what is known today' }), items: list(ref(DirectoryEntry)), next
})

export const agencyShapes = [AgencyStatus, RatingResult, Window, FiledOccupation, AgencyFiling, Rectification, Application, Grant, Staff, Crossing, Rating, Supervision, AgencyNext, AgencyWarning, AgencyView, AgencySummary, AgencyList,
  DirectoryFiling, DirectoryEntry, DirectoryView]
