/** What the other parts of the domain use of the rules on filing. */
export { agencyRulesFor, type Applicable } from './filing/applicable.ts'
export { assessFiling, type Acceptance, type FilingAssessment } from './filing/assess.ts'
export { ratingResult, type RatingResult } from './filing/rating.ts'
export { FilingFault, type FilingRequest, type PlaceFault } from './filing/request.ts'
export type { AgencyRules, Basis, CrossingRule, SupervisionRule, Track } from './filing/rules.ts'
export { renewalWindow, validityOf, type RenewalWindow, type Validity } from './filing/validity.ts'
