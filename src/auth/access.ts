/** Who may ask what: one line for every operation of the interface. An operation without a line stops the start of the service, and so every test. */
import type { AgencyStepType } from '../domain/agency/agency.ts'
import type { StepType } from '../domain/record/step.ts'
import { ROLES, type Role } from './principal.ts'

/** `public`: nobody needs to say who he is. Otherwise the roles that may ask. */
export type Allowed = 'public' | readonly Role[]

const ALL = ROLES
const READS: readonly Role[] = ['officer', 'decider', 'reviewer', 'auditor']
const ACTS: readonly Role[] = ['officer', 'decider', 'reviewer']

export const ACCESS: Readonly<Record<string, Allowed>> = {
  // operation
  healthLive: 'public',
  healthReady: 'public',
  openapi: 'public',
  problemPage: 'public',
  metrics: ['auditor', 'admin'],
  // questions and reference data: the law is no secret, but who asks is known
  classify: ALL,
  sanction: ALL,
  sanctionBatch: ALL,
  compare: ALL,
  computeDeadline: ALL,
  assessFiling: ALL,
  checkPaperRetention: ALL,
  getChecklist: ALL,
  getCalendar: ALL,
  listRulesets: ALL,
  getRuleset: ALL,
  getRulesetSchema: ALL,
  getProvision: ALL,
  getVocabulary: ALL,
  listConducts: ALL,
  listMeasures: ALL,
  // records
  openCase: ['officer'],
  listCases: READS,
  searchCases: READS,
  getCase: READS,
  takeStep: ACTS,
  listSteps: READS,
  verifyCase: READS,
  recomputeCase: READS,
  exportCase: READS,
  recordPriorDecision: ['officer'],
  getPriorDecision: READS,
  withdrawPriorDecision: ['decider'],
  eraseCase: ['admin'],
  erasePriorDecision: ['admin'],
  exportSubjectFile: READS,
  checkStanding: ['portal', ...READS],
  registerAgency: ['officer'],
  listAgencies: READS,
  getAgency: READS,
  takeAgencyStep: ['officer', 'decider'],
  listAgencySteps: READS,
  verifyAgency: READS,
  openRatingCase: ['officer', 'decider'],
  getSupervisionLedger: READS,
  exportSupervisionLedger: READS,
  draftCircular: READS,
  // who is on file is in the public directory
  getDirectory: 'public',
  planCampaign: ['officer'],
  listCampaigns: READS,
  getCampaign: READS,
  takeCampaignStep: ['officer'],
  listCampaignSteps: READS,
  verifyCampaign: READS,
  recomputeDraw: READS,
  getCampaignChecklist: READS,
  getProblemList: READS,
  getCampaignSummary: READS,
  getCampaignSummaryCsv: READS,
  compareData: READS,
  listEvents: READS,
  listAudit: ['auditor']
}

/** Whose step it is; every other step is an officer's. */
const STEPS: Partial<Record<StepType, Role>> = { decide: 'decider', 'decide-review': 'reviewer', 'decide-appeal': 'reviewer' }

export const roleFor = (step: StepType): Role => STEPS[step] ?? 'officer'

/** Whose step of an agency's file it is; every other one is an officer's. */
const AGENCY_STEPS: Partial<Record<AgencyStepType, Role>> = { grant: 'decider', refuse: 'decider', rate: 'decider' }

export const roleForAgencyStep = (step: AgencyStepType): Role => AGENCY_STEPS[step] ?? 'officer'

/** Operations on the records of persons: who asked is kept, whether it reads or writes. */
export const AUDITED: ReadonlySet<string> = new Set(['openCase', 'searchCases', 'getCase', 'takeStep', 'listSteps', 'verifyCase', 'recomputeCase', 'exportCase',
  'recordPriorDecision', 'getPriorDecision', 'withdrawPriorDecision', 'eraseCase', 'erasePriorDecision', 'exportSubjectFile', 'checkStanding', 'compareData', 'getAgency', 'takeAgencyStep', 'listAgencySteps'])
