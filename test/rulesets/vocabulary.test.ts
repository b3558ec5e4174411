/** The codes of records, which other systems may rely on: none goes, none is renamed, and where an order means something it stays. */
import t from 'tap'
import { loadRules } from '../../src/rulesets/load.ts'
import { vocabulary } from '../../src/rulesets/vocabulary.ts'

const CODES = {
  caseStates: 'registered investigating facts-established notified decided in-force under-review under-appeal closed dismissed revoked',
  priorStates: 'recorded withdrawn',
  refusals: 'wrong-state not-in-this-ruleset wrong-level same-person date-out-of-order too-few-signers confirmation-missing facts-missing report-missing defence-period-open measure-not-available heavier-than-notified required-here duties-open',
  levels: 'agency county city province national',
  sources: 'on-site inspection complaint media data-comparison referral other',
  refKinds: 'resident-id uscc other',
  evidenceKinds: 'documentary physical audio-visual electronic testimony party-statement site-record other',
  deliveryMethods: 'in-person post electronic public-notice',
  reportTargets: 'regulator city province city-centre',
  reportSubjects: 'problem-list decision',
  reviewOutcomes: 'uphold vary revoke',
  rectificationResults: 'passed failed',
  interimMeasures: 'suspend-evaluation hold-certificate-data',
  deadlineKinds: 'statement rectification preservation',
  entries: 'register record withdraw register-agency plan-campaign',
  eventTypes: 'evenhand.case.registered evenhand.case.step-added evenhand.case.reconsideration-due evenhand.case.reconsideration-settled evenhand.prior-decision.recorded evenhand.prior-decision.withdrawn evenhand.case.erased evenhand.prior-decision.erased evenhand.agency.registered evenhand.agency.step-added evenhand.campaign.registered evenhand.campaign.step-added',
  chainFaults: 'content-altered digest-altered step-missing step-inserted order-changed head-differs projection-differs',
  filingTracks: 'skill-appraisal level-recognition',
  filingKinds: 'initial change renewal',
  filingOutcomes: 'eligible not-met needs-facts materials-missing no-provision',
  filingSilences: 'no-filing-rules no-such-track no-such-kind',
  filingStatuses: 'met unmet clear applies unknown',
  filingMaterials: 'application-form additions-form legal-person-certificate filing-letter change-letter work-plan enterprise-norm question-bank-list experience-papers credit-report lease-agreement',
  filingAcceptors: 'province city original',
  filingPreliminaries: 'consent-of-qualification-department selection-announcement recommendation-by-city',
  filingSteps: 'consent announce-selection apply recommend accept review-materials assess announce report-to-ministry code refuse file receipt inform-centre',
  filingDates: 'consented selection-announced selection-due applied recommended accepted materials-reviewed assessed announced announcement-ended reported-to-ministry ministry-reviewed coded refused filed receipt-issued centre-informed',
  filingLimits: 'assessment announcement report-to-ministry filing filing-as-announced inform-centre',
  paperMedia: 'paper electronic recording',
  paperOutcomes: 'keep may-be-destroyed no-provision',
  ratingResults: 'qualified basically-qualified unqualified',
  fairnessRules: 'another-person-decides not-heavier-than-notified'
} as const

for (const [section, codes] of Object.entries(CODES)) {
  t.test(`the ${section} are those of the interface, in its order`, async (t) => {
    t.strictSame(Object.keys(vocabulary[section as keyof typeof CODES]), codes.split(' '))
  })
}

t.test('a case is done with once it is closed, dismissed or revoked, and not before', async (t) => {
  t.strictSame(Object.entries(vocabulary.caseStates).filter(([, { open }]) => !open).map(([code]) => code), ['closed', 'dismissed', 'revoked'])
})

t.test('levels rise by one from the agency to the nation', async (t) => {
  t.strictSame(Object.values(vocabulary.levels).map(({ rank }) => rank), [0, 1, 2, 3, 4])
})

t.test('no two codes of a section have the same name', async (t) => {
  for (const section of Object.keys(CODES) as (keyof typeof CODES)[]) {
    for (const lang of ['zh', 'en'] as const) {
      const labels = Object.values(vocabulary[section]).map((one) => one[lang])
      t.strictSame(labels.filter((label, index) => labels.indexOf(label) !== index), [], `${section}, ${lang}`)
    }
  }
})

t.test('whoever is reported to has the name that the same actor has', async (t) => {
  for (const [code, { zh, en }] of Object.entries(vocabulary.reportTargets)) t.match(vocabulary.actors[code], { zh, en }, code)
})

t.test('evidence and interim measures that a procedure names are known by that code', async (t) => {
  const steps = loadRules().book.rulesets.flatMap(({ procedures }) => procedures.flatMap((procedure) => procedure.steps))
  const kinds = new Set(steps.flatMap(({ requires }) => requires.evidenceKinds ?? []))
  const measures = new Set(steps.flatMap(({ step, requires }) => step === 'suspend-pending' ? requires.measures ?? [] : []))
  t.ok(kinds.size > 5)
  t.strictSame([...kinds].filter((kind) => !Object.hasOwn(vocabulary.evidenceKinds, kind)), [])
  t.strictSame([...measures].sort(), Object.keys(vocabulary.interimMeasures).sort())
})

t.test('what acts on a suspicion alone is not counted later, by whichever ruleset', async (t) => {
  const { book: { joining: { notCounted }, rulesets } } = loadRules()
  const onSuspicion = rulesets.flatMap(({ provisions }) => [...provisions.values()])
    .filter(({ alternatives }) => alternatives.some(({ conduct }) => conduct === 'agency.under-investigation')).map(({ id }) => id)
  t.strictSame([...notCounted.provisions].sort(), onSuspicion.sort())
  t.ok(onSuspicion.includes('cn/art-13/item-6'))
  t.strictSame(notCounted.notes, ['CN-14'])
})
