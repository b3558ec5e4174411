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
  entries: 'register record withdraw',
  eventTypes: 'evenhand.case.registered evenhand.case.step-added evenhand.case.reconsideration-due evenhand.case.reconsideration-settled evenhand.prior-decision.recorded evenhand.prior-decision.withdrawn evenhand.case.erased evenhand.prior-decision.erased',
  chainFaults: 'content-altered digest-altered step-missing step-inserted order-changed head-differs projection-differs',
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
