/** Applications for filing in which everything is in order, and ways to change one thing of them. */
import type { FilingAssessment } from '../../../src/domain/filing/assess.ts'
import { assessFiling } from '../../../src/domain/filing/assess.ts'
import type { FilingRequest, OccupationAsked } from '../../../src/domain/filing/request.ts'
import { loadRules } from '../../../src/rulesets/load.ts'

export const { book, calendar } = loadRules()

export type Facts = NonNullable<FilingRequest['facts']>

/** What both annexes ask of everybody. */
export const SOUND: Facts = {
  independentLegalPerson: true,
  financialRulesSound: true,
  managementRulesSound: true,
  goodCredit: true,
  badRecords: false,
  stableFunding: true,
  fixedOffice: true,
  safetyFireHygiene: true,
  evaluationUnit: true,
  fullTimeStaff: true,
  experts: true,
  internalSupervisors: true,
  externalStaff: false,
  videoMonitoring: true,
  theoryRoom: true,
  practicalSite: true,
  premisesTitle: 'own',
  evaluationRulesComplete: true,
  socialBenefitFirst: true,
  profitAim: false
}

const elsewhere = { centralEnterpriseBranch: false, regionalUnitInCapital: false }

const welder: OccupationAsked = {
  name: '焊工',
  code: '6-18-02-04',
  levels: ['5', '4', '3'],
  facts: { assessors: 3, premisesFit: true, evaluationBasis: 'national-standard', skillType: true, accessRestricted: false, laterPublished: false }
}

const having = (occupation: OccupationAsked, facts: Facts): OccupationAsked => ({ ...occupation, facts: { ...occupation.facts, ...facts } })

const recognition: FilingRequest = {
  jurisdiction: '450200',
  appliedOn: '2026-03-02',
  track: 'level-recognition',
  kind: 'initial',
  registeredAt: '450203',
  occupations: [welder],
  facts: SOUND
}

/** A factory of Liuzhou that evaluates its own welders. */
export const EMPLOYER: FilingRequest = {
  ...recognition,
  occupations: [having(welder, { manyEmployees: true, tiedToMainBusiness: true })],
  facts: { ...SOUND, ...elsewhere, agencyKind: 'employer', talentMechanism: true },
  materials: ['application-form', 'legal-person-certificate', 'work-plan', 'question-bank-list']
}

/** A vocational school of Liuzhou that evaluates its own students. */
export const SCHOOL: FilingRequest = {
  ...recognition,
  facts: { ...SOUND, ...elsewhere, agencyKind: 'school' },
  materials: ['application-form', 'legal-person-certificate', 'work-plan']
}

/** A company of Liuzhou that trains others. */
export const TRAINING: FilingRequest = {
  ...recognition,
  occupations: [having(welder, { broadInfluence: true, richExperience: true })],
  facts: {
    ...SOUND,
    agencyKind: 'training-organisation',
    legalForm: 'enterprise',
    trainingMainBusiness: true,
    businessScopeCovers: true,
    applicantMisconductInField: false,
    representativeMisconductInField: false,
    lastOnAbnormalList: 'never',
    badRecordInField: false
  },
  materials: ['application-form', 'legal-person-certificate', 'work-plan', 'experience-papers', 'credit-report']
}

/** A social group of Liuzhou that trains others. */
export const SOCIAL_GROUP: FilingRequest = {
  ...TRAINING,
  facts: { ...TRAINING.facts, legalForm: 'social-group', lastOnAbnormalList: null, decoupledFromGovernment: true, annualReviewFailedOn: 'never', onIllegalOrganisationList: false }
}

/** A skill-appraisal agency of Liuzhou for a special-skill project of the region. */
export const APPRAISAL: FilingRequest = {
  jurisdiction: '450200',
  appliedOn: '2026-03-02',
  track: 'skill-appraisal',
  kind: 'initial',
  registeredAt: '450203',
  occupations: [{
    name: '螺蛳粉制作',
    levels: [],
    facts: { assessors: 3, premisesFit: true, broadInfluence: true, richExperience: true, projectKind: 'special-skill', announcedByRegion: true, evaluationBasis: 'special-skill-norm' }
  }],
  facts: { ...SOUND, trainingMainBusiness: true, businessScopeCovers: true, centralUnitInCapital: false, regionalUnitInCapital: false, regionWideOrganisation: false },
  materials: ['application-form', 'legal-person-certificate']
}

/** Another one, for a qualification. */
export const QUALIFICATION: FilingRequest = {
  ...APPRAISAL,
  occupations: [{
    name: '锅炉操作工',
    levels: ['4'],
    facts: { assessors: 3, premisesFit: true, broadInfluence: true, richExperience: true, projectKind: 'professional-qualification', inQualificationCatalogue: true, evaluationBasis: 'national-standard' }
  }],
  materials: ['application-form', 'legal-person-certificate', 'filing-letter']
}

/** A renewal in its last three months. */
export const RENEWAL: FilingRequest = { ...EMPLOYER, kind: 'renewal', expiresOn: '2026-04-30', materials: [] }

export const assess = (request: FilingRequest): FilingAssessment => assessFiling(book, calendar, request, { lang: 'zh' })

/** The same with other facts; null takes one away. */
export const withFacts = (request: FilingRequest, facts: Facts): FilingRequest => ({ ...request, facts: { ...request.facts, ...facts } })
/** The same with other facts of each of its occupations. */
export const withOccupation = (request: FilingRequest, facts: Facts, more: Partial<OccupationAsked> = {}): FilingRequest =>
  ({ ...request, occupations: request.occupations.map((one) => ({ ...having(one, facts), ...more })) })

/** The places of a text without its title. */
export const cited = (citation: string): string => citation.replace(/^《.*》/, '')
