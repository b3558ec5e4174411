/** What the service answers, as its schemas have it. */
import type { Static } from 'typebox'
import type * as caseList from '../../src/schemas/case-list.ts'
import type * as event from '../../src/schemas/event.ts'
import type * as prior from '../../src/schemas/prior.ts'
import type * as chain from '../../src/schemas/record-chain.ts'
import type * as record from '../../src/schemas/record.ts'
import type * as standing from '../../src/schemas/standing.ts'

export type CaseView = Static<typeof record.CaseView>
export type CaseList = Static<typeof caseList.CaseList>
export type CloudEvent = Static<typeof event.CloudEvent>
export type EventList = Static<typeof event.EventList>
export type PriorView = Static<typeof prior.PriorView>
export type StandingAnswer = Static<typeof standing.StandingAnswer>
export type StepRecords = Static<typeof chain.StepRecords>
export type Verification = Static<typeof chain.Verification>
export type Recomputation = Static<typeof chain.Recomputation>
