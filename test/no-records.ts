/** The half of a small vocabulary that questions never use. */
import type { RecordVocabulary } from '../src/domain/vocabulary.ts'

export const noRecords: RecordVocabulary = {
  caseStates: {},
  priorStates: {},
  refusals: {},
  levels: {},
  sources: {},
  refKinds: {},
  evidenceKinds: {},
  deliveryMethods: {},
  reportTargets: {},
  reportSubjects: {},
  reviewOutcomes: {},
  rectificationResults: {},
  interimMeasures: {},
  deadlineKinds: {},
  entries: {},
  eventTypes: {},
  chainFaults: {},
  fairnessRules: {}
}
