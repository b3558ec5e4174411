/** Lists of cases: by what they are found, and what a list says of each. Nothing of a person. */
import { Type, type Static } from 'typebox'
import { closed, ConductCode, Day, Jurisdiction, list, orNull, parameter, PrintedDay, ref, SubjectType, Tier } from './common.ts'
import { version } from './record.ts'
import { CaseState, Instant, RecordId, SubjectRef } from './record-common.ts'

export const DEFAULT_LIMIT = 50

export const Region = Type.String({
  $id: 'Region',
  pattern: '^[0-9]{2}([0-9]{2}([0-9]{2})?)?$',
  description: 'A place and everything under it: 2, 4 or 6 digits of GB/T 2260, trailing zeros counting for nothing. 行政区划（含下级）。'
})

const limit = Type.Integer({ minimum: 1, maximum: 200, default: DEFAULT_LIMIT, description: 'at most so many', examples: [DEFAULT_LIMIT] })

/** In a URL. The examples find the example case. */
export const filters = {
  jurisdiction: Type.Optional(parameter(Region, 'only of this place and all under it', '45')),
  state: Type.Optional(parameter(CaseState, 'only in this state', 'registered')),
  subjectType: Type.Optional(parameter(SubjectType, 'only about this type of subject', 'agency')),
  tier: Type.Optional(parameter(Tier, 'only of this tier, as decided or, before a decision, as classified when the last step was taken', 'general')),
  conduct: Type.Optional(parameter(ConductCode, 'only with this conduct', 'agency.lax-eligibility-review')),
  openedFrom: Type.Optional(parameter(Day, 'only opened on this day in China or later', '2026-01-01')),
  openedTo: Type.Optional(parameter(Day, 'only opened on this day in China or earlier', '2199-12-31')),
  dueBefore: Type.Optional(parameter(Day, 'only with something due before this day', '2199-12-31')),
  reconsider: Type.Optional(Type.Boolean({ description: 'only those to be reconsidered, or only the others', examples: [false] })),
  retentionBefore: Type.Optional(parameter(Day, 'only those that had to be kept until a day before this one', '2199-12-31'))
}
export const page = {
  limit: Type.Optional(limit),
  cursor: Type.Optional(parameter(RecordId, 'where the page before ended: its `next`', 'ffffffff-ffff-7fff-bfff-ffffffffffff'))
}
export const listing = Type.Object({ ...filters, ...page }, closed)

export const CaseSearch = Type.Object({
  subject: Type.Optional(ref(SubjectRef)),
  jurisdiction: Type.Optional(ref(Region)),
  state: Type.Optional(ref(CaseState)),
  subjectType: Type.Optional(ref(SubjectType)),
  tier: Type.Optional(ref(Tier)),
  conduct: Type.Optional(ref(ConductCode)),
  openedFrom: Type.Optional(ref(Day)),
  openedTo: Type.Optional(ref(Day)),
  dueBefore: Type.Optional(ref(Day)),
  reconsider: Type.Optional(Type.Boolean()),
  retentionBefore: Type.Optional(ref(Day)),
  limit: Type.Optional(limit),
  cursor: Type.Optional(ref(RecordId))
}, { ...closed, $id: 'CaseSearch', description: 'What is looked for: all that is given must hold. Means what the parameters of the list mean. 案件检索。' })

export const CaseSummary = Type.Object({
  id: ref(RecordId),
  ...version,
  state: ref(CaseState),
  jurisdiction: ref(Jurisdiction),
  subjectType: ref(SubjectType),
  // Never null of a case; a row of the store is of other records, too.
  occurredOn: Type.Unsafe<string | null>(PrintedDay),
  openedAt: Instant,
  conducts: list(ref(ConductCode)),
  tier: orNull(ref(Tier)),
  due: orNull(Type.String({ format: 'date', description: 'the earliest day on which something is due' })),
  reconsider: Type.Boolean({ description: 'an earlier decision that it counted has changed since' })
}, { ...closed, $id: 'CaseSummary', description: 'A case in a list: nothing of a person. 案件摘要。' })
export type CaseSummary = Static<typeof CaseSummary>

export const CaseList = Type.Object({
  items: list(ref(CaseSummary)),
  next: Type.Optional(Type.String({ description: 'the cursor of the next page, where there is one' }))
}, { ...closed, $id: 'CaseList', description: 'Cases, the newest first. 案件列表。' })

export const caseListShapes = [Region, CaseSearch, CaseSummary, CaseList]
