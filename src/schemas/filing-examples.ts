/** Examples of applications for filing that run as they are. */

const sound = {
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

/** A training organisation of Nanning that applies for the level recognition of welders, everything in order. */
export const trainingOrganisation = {
  jurisdiction: '450100',
  appliedOn: '2026-03-02',
  track: 'level-recognition',
  kind: 'initial',
  registeredAt: '450103',
  occupations: [{
    name: '焊工',
    code: '6-18-02-04',
    levels: ['5', '4', '3'],
    facts: { assessors: 4, premisesFit: true, broadInfluence: true, richExperience: true, evaluationBasis: 'national-standard', skillType: true, accessRestricted: false, laterPublished: false }
  }],
  facts: {
    ...sound,
    agencyKind: 'training-organisation',
    legalForm: 'enterprise',
    trainingMainBusiness: true,
    businessScopeCovers: true,
    applicantMisconductInField: false,
    representativeMisconductInField: false,
    lastOnAbnormalList: 'never',
    badRecordInField: false
  },
  materials: ['application-form', 'legal-person-certificate', 'work-plan', 'experience-papers', 'credit-report'],
  dates: { 'selection-announced': '2026-02-02', recommended: '2026-03-09', accepted: '2026-03-10', 'materials-reviewed': '2026-03-17' }
}

export const filingExamples = {
  'training-organisation': { summary: 'A training organisation with everything in order, assessment under way (Guangxi)', value: trainingOrganisation },
  'two-assessors': {
    summary: 'Two assessors only: not met, and the refusal is written with reasons and basis',
    value: { ...trainingOrganisation, occupations: trainingOrganisation.occupations.map((one) => ({ ...one, facts: { ...one.facts, assessors: 2 } })) }
  },
  'little-known': {
    summary: 'An employer of whom little is known: the answer asks for exactly what matters',
    value: { jurisdiction: '450200', appliedOn: '2026-03-02', track: 'level-recognition', kind: 'initial', registeredAt: '450203', occupations: [{ name: '钳工', code: '6-20-01-01', levels: ['4'] }], facts: { agencyKind: 'employer' } }
  },
  renewal: {
    summary: 'Renewal applied for before its time has come',
    value: { ...trainingOrganisation, kind: 'renewal', appliedOn: '2026-03-02', expiresOn: '2026-08-31', materials: [], dates: {} }
  },
  elsewhere: {
    summary: 'A place whose rules say nothing of filing',
    value: { ...trainingOrganisation, jurisdiction: '520100', registeredAt: '520102' }
  }
}

export const paperRetentionExamples = {
  'two-sessions': {
    summary: 'Paper may go after three years, electronic material and recordings after five (Guangxi)',
    value: { jurisdiction: '450100', on: '2026-11-21', sessions: [{ id: 'NN-2022-07', heldOn: '2022-07-09' }, { id: 'NN-2025-03', heldOn: '2025-03-15' }] }
  },
  silent: { summary: 'A place whose rules give no period', value: { jurisdiction: '520100', on: '2026-11-21', sessions: [{ id: 'GY-1', heldOn: '2023-05-20' }] } }
}
