/** Who may not take a step because of what they did before in the case. */
import t from 'tap'
import type { Situation } from '../../../src/domain/record/checks.ts'
import { again, at, conduct, decide, establish, higher, open, opening, party, PLACE, reach, refusal, STEPS, take, why } from './walk.ts'

const { clerk, chief, reviewer } = at('city')
const agency = opening(PLACE.cn, conduct('agency.archives', { gravity: 'minor' }))
const fees = opening(PLACE.guangxi, conduct('agency.fees'))
const unfair = (situation: Situation): Situation => again(situation, { setting: { fairness: { anotherPersonDecides: false, notHeavierThanNotified: true } } })
const by = (id: string) => ({ id, level: 'city' })

/** A case in which each had a part in the investigation of another kind. */
function investigated (): Situation {
  let now = take(open(agency), STEPS.accept, by('acceptor'))
  now = take(now, STEPS.evidence, by('collector'))
  now = take(now, establish(now, { signers: ['signer-1', 'signer-2'], confirmedBy: 'lead' }), by('establisher'))
  return take(now, STEPS.notify, by('notifier'))
}

for (const [id, part] of [['collector', 'gathered evidence'], ['establisher', 'established the facts'], ['signer-1', 'signed the facts'], ['signer-2', 'signed them as well'], ['lead', 'confirmed the facts']] as const) {
  t.test(`whoever ${part} does not decide, unless the operator switched that rule off`, async t => {
    const notified = investigated()
    t.equal(why(notified, STEPS.decide, by(id)), 'same-person')
    t.equal(why(unfair(notified), STEPS.decide, by(id)), null)
  })
}

t.test('whoever merely registered, accepted or gave notice may decide', async t => {
  const notified = investigated()
  for (const id of ['clerk', 'acceptor', 'notifier', 'somebody-else']) t.equal(why(notified, STEPS.decide, by(id)), null, id)
})

t.test('whoever signed the facts that were established first does not decide on those established anew', async t => {
  const first = reach(open(agency), 'notified')
  const anew = take(first, establish(first, { signers: ['signer-3', 'signer-4'], confirmedBy: 'lead-2', establishedOn: '2026-04-15' }), by('another'))
  const notified = take(anew, { ...STEPS.notify, deliveredOn: '2026-04-20' }, clerk)
  for (const id of ['signer-1', 'signer-2', 'lead', 'signer-3', 'signer-4', 'lead-2', 'another', 'clerk']) t.equal(why(notified, STEPS.decide, by(id)), 'same-person', id)
  t.equal(why(notified, STEPS.decide, chief), null)
})

t.test('evidence added after the notice counts as investigating', async t => {
  const notified = reach(open(agency), 'notified')
  const more = take(notified, { ...STEPS.evidence, obtainedOn: '2026-04-20' }, chief)
  t.equal(why(notified, STEPS.decide, chief), null)
  t.equal(why(more, STEPS.decide, chief), 'same-person')
})

t.test('the rule about investigators is told as the product\'s own', async t => {
  t.match(refusal(investigated(), STEPS.decide, by('collector'))?.detail, { zh: /本系统自设的公正规则/, en: /this product's own rule of fairness; it can be switched off/ })
})

t.test('a review is decided by another person than the one who decided, whatever the operator switched off', async t => {
  const asked = reach(open(agency), 'under-review')
  t.equal(why(asked, STEPS.uphold, chief), 'same-person')
  t.equal(why(unfair(asked), STEPS.uphold, chief), 'same-person')
  t.equal(why(asked, STEPS.uphold, reviewer), null)
  t.equal(why(asked, STEPS.uphold, clerk), null, 'an investigator is not the one who decided')
})

t.test('of a decision that a review varied, a second review is still not for whoever decided first', async t => {
  const asked = reach(open(opening(PLACE.cn, conduct('agency.archives', { gravity: 'serious' }))), 'under-review')
  const varied = take(asked, { ...STEPS.uphold, outcome: 'vary', conducts: [conduct('agency.archives', { gravity: 'minor' })] }, reviewer)
  const again = take(varied, { ...STEPS.review, on: '2026-07-20' }, party)
  t.equal(why(again, { ...STEPS.uphold, on: '2026-07-30' }, chief), 'same-person')
  t.equal(why(again, { ...STEPS.uphold, on: '2026-07-30' }, reviewer), null)
})

t.test('an appeal is decided by somebody who neither decided nor reviewed', async t => {
  const appealed = reach(open(fees), 'under-appeal')
  for (const id of ['chief', 'reviewer']) t.equal(why(appealed, STEPS.upholdAppeal, { id, level: 'province' }), 'same-person', id)
  t.equal(why(appealed, STEPS.upholdAppeal, higher('province')), null)
})

t.test('the same id at another level is the same person', async t => {
  const asked = reach(open(opening(PLACE.cn, conduct('assessor.tampering'))), 'notified')
  t.equal(why(asked, decide(asked), { id: 'signer-1', level: 'province' }), 'same-person')
})
