/** The investigation: what may be suspended meanwhile, who signs the facts, and what facts a notice needs. */
import t from 'tap'
import { nextSteps } from '../../../src/domain/record/next-steps.ts'
import { Refused } from '../../../src/domain/question.ts'
import type { Opening } from '../../../src/domain/record/step.ts'
import { at, conduct, establish, open, opening, PLACE, reach, refusal, STEPS, take, why } from './walk.ts'

const { clerk, chief } = at('city')
const minor = { gravity: 'minor' }

/** Candidates everywhere, for two rulesets say so and two are silent on them; nobody else. */
const SIGNED: readonly Opening[] = Object.values(PLACE).map((place) => opening(place, conduct('candidate.copying')))
const UNSIGNED: readonly Opening[] = [
  ...Object.values(PLACE).map((place) => opening(place, conduct('agency.exam-plan-change', minor))),
  ...[PLACE.cn, PLACE.guizhou].flatMap((place) => [
    opening(place, conduct('exam-administrator.other')),
    opening(place, conduct('assessor.tampering', { adverseEffect: 'none' })),
    opening(place, conduct('quality-supervisor.bribery', { adverseEffect: 'adverse' }))
  ])
]

t.test('a candidate\'s facts are signed by two people, whom one person signing twice does not make', async t => {
  for (const given of SIGNED) {
    const investigating = reach(open(given), 'investigating', { level: 'agency' })
    const { clerk } = at('agency')
    for (const signers of [[], ['signer-1'], ['signer-1', 'signer-1']]) {
      const refused = refusal(investigating, establish(investigating, { signers }), clerk)
      t.same([refused?.reason, refused?.field], ['too-few-signers', 'signers'], `${given.jurisdiction} ${signers.join()}`)
    }
    const { signers: _, ...unsigned } = establish(investigating) as { type: 'establish-facts', signers: string[], conducts: [], establishedOn: string }
    t.equal(why(investigating, unsigned, clerk), 'too-few-signers')
    t.equal(why(investigating, establish(investigating, { signers: ['signer-1', 'signer-2'] }), clerk), null)
  }
})

t.test('a candidate\'s facts are confirmed by the exam-room lead', async t => {
  for (const given of SIGNED) {
    const investigating = reach(open(given), 'investigating', { level: 'agency' })
    const { clerk } = at('agency')
    const { confirmedBy: _, ...unconfirmed } = establish(investigating) as { type: 'establish-facts', confirmedBy: string, conducts: [], establishedOn: string }
    const refused = refusal(investigating, unconfirmed, clerk)
    t.same([refused?.reason, refused?.field], ['confirmation-missing', 'confirmedBy'], given.jurisdiction)
    t.match(refused?.detail.zh, /考场负责人/)
    t.equal(why(investigating, { ...unconfirmed, confirmedBy: 'lead' }, clerk), null)
  }
})

t.test('nobody else\'s facts need signatures or a confirmation', async t => {
  for (const given of UNSIGNED) {
    const investigating = reach(open(given), 'investigating')
    t.equal(why(investigating, { type: 'establish-facts', conducts: given.conducts, establishedOn: '2026-04-01' }, clerk), null, `${given.jurisdiction} ${given.subject.type}`)
  }
})

t.test('in Guizhou the regulator may suspend evaluation and hold data while it investigates anybody, and nothing else', async t => {
  for (const given of UNSIGNED.concat(SIGNED).filter(({ jurisdiction }) => jurisdiction === PLACE.guizhou)) {
    const investigating = reach(open(given), 'investigating')
    const suspend = (...measures: string[]) => ({ ...STEPS.suspend, measures })
    t.equal(why(investigating, suspend('suspend-evaluation', 'hold-certificate-data'), clerk), null, given.subject.type)
    const refused = refusal(investigating, suspend('suspend-evaluation', 'terminate-filing'), clerk)
    t.same([refused?.reason, refused?.field], ['measure-not-available', 'measures'])
    t.equal(why(investigating, suspend('suspend-evaluation'), at('agency').clerk), 'wrong-level', 'an agency suspends nobody')
  }
})

t.test('elsewhere nothing may be suspended meanwhile', async t => {
  for (const given of UNSIGNED.concat(SIGNED).filter(({ jurisdiction }) => jurisdiction !== PLACE.guizhou)) {
    const level = given.subject.type === 'candidate' ? 'agency' : 'city'
    t.equal(why(reach(open(given), 'investigating', { level }), STEPS.suspend, clerk), 'not-in-this-ruleset', `${given.jurisdiction} ${given.subject.type}`)
  }
})

t.test('no notice is given while facts are missing, and the refusal names them', async t => {
  const established = reach(open(opening(PLACE.cn, conduct('agency.exam-plan-change'))), 'facts-established')
  const refused = refusal(established, STEPS.notify, clerk)
  t.equal(refused?.reason, 'facts-missing')
  t.match(refused?.detail.en, /gravity/)
  t.equal(why(take(established, establish(established, { conducts: [conduct('agency.exam-plan-change', minor)] }), clerk), STEPS.notify, clerk), null)
})

t.test('no notice is given of what is no violation', async t => {
  for (const months of [11, 12]) {
    const established = reach(open(opening(PLACE.cn, conduct('agency.inactivity', { inactiveMonths: months, justified: true }))), 'facts-established')
    t.equal(why(established, STEPS.notify, clerk), months === 11 ? 'facts-missing' : null)
  }
  const nowhere = reach(open(opening(PLACE.cn, conduct('agency.fees'))), 'facts-established')
  t.equal(nowhere.judged.answer.outcome, 'no-provision')
  t.equal(why(nowhere, STEPS.notify, clerk), 'facts-missing')
})

t.test('a notice that may not come yet is told with its reason', async t => {
  const { nextSteps: offered, blocked } = nextSteps(reach(open(opening(PLACE.cn, conduct('agency.exam-plan-change'))), 'facts-established'), 'en')
  t.notOk(offered.some(({ step }) => step === 'notify'))
  t.ok(offered.some(({ step }) => step === 'establish-facts'))
  t.match(blocked, [{ step: 'notify', reason: 'facts-missing', detail: /gravity/ }])
})

t.test('a fact that does not matter need not be established', async t => {
  const established = reach(open(opening(PLACE.minhang, conduct('agency.declaration-irrelevant'))), 'facts-established')
  t.equal(why(established, STEPS.notify, clerk), null, 'serious whatever the gravity (MH-1)')
})

t.test('facts are of the subject of the case, and known', async t => {
  const investigating = reach(open(opening(PLACE.cn, conduct('agency.archives', minor))), 'investigating')
  const codeOf = (establishes: () => unknown): string => {
    try {
      establishes()
    } catch (error) {
      if (error instanceof Refused) return error.refusal.code
      throw error
    }
    return 'none'
  }
  const of = (code: string, facts = {}) => codeOf(() => why(investigating, establish(investigating, { conducts: [conduct(code, facts)] }), clerk))
  t.equal(of('candidate.copying'), 'mixed-subjects')
  t.equal(of('agency.unheard-of'), 'unknown-conduct')
  t.equal(of('agency.archives', { socialImpact: 'none' }), 'fact-not-applicable')
  t.equal(of('agency.fees'), 'none')
  t.equal(codeOf(() => open(opening(PLACE.cn, conduct('agency.archives', minor), { subject: { type: 'candidate', ref: 'S-1', refKind: 'other', name: '某某' } }))), 'mixed-subjects')
  t.equal(codeOf(() => open(opening(PLACE.cn, conduct('agency.archives', minor), { occurredOn: '2020-12-31' }))), 'no-ruleset-in-force')
})

t.test('what is established may take the case to another ruleset, whose steps it then follows', async t => {
  const school = { agencyKind: 'school' } as const
  const investigating = reach(open(opening(PLACE.minhang, conduct('agency.exam-plan-change', minor))), 'investigating')
  t.equal(investigating.judged.answer.ruleset.id, 'minhang')
  const established = take(investigating, establish(investigating, { circumstances: school }), clerk)
  t.equal(established.judged.answer.ruleset.id, 'cn')
  t.notOk(established.judged.procedure.some(({ step }) => step === 'report'), 'no problem list is reported there')
  t.equal(why(take(established, STEPS.notify, clerk), STEPS.decide, chief), null)
})

t.test('circumstances that are not established anew stay as they were', async t => {
  const investigating = reach(open(opening(PLACE.cn, conduct('candidate.copying'), { circumstances: { discovered: 'after', certificateIssued: true } })), 'investigating', { level: 'agency' })
  const same = take(investigating, establish(investigating), at('agency').clerk)
  t.same(same.file.circumstances, { discovered: 'after', certificateIssued: true })
  const other = take(investigating, establish(investigating, { circumstances: { discovered: 'during' } }), at('agency').clerk)
  t.same(other.file.circumstances, { discovered: 'during' })
})
