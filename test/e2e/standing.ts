/** Who is barred from what, asked for the days on either side of every day that changes it. */
import type { Test } from 'tap'
import type { Opening } from '../../src/domain/record/step.ts'
import { inForce, reviewed } from './decided.ts'
import { about, at, say } from './desks.ts'
import type { Office } from './office.ts'
import { opened, type Fresh } from './opened.ts'
import type { PriorView, StandingAnswer } from './shapes.ts'

type Ref = Pick<Opening['subject'], 'type' | 'ref'>
const refOf = ({ subject: { type, ref } }: Opening): Ref => ({ type, ref })
const check = async (office: Office, on: string, subjects: readonly Ref[]): Promise<StandingAnswer['items']> =>
  (await office.post<StandingAnswer>('/v1/standing-checks', { on, subjects })).items

/** On each day the measures named, and `clear` where there are none. */
async function isOn (t: Test, office: Office, subject: Ref, days: Record<string, readonly string[]>): Promise<void> {
  for (const [day, expected] of Object.entries(days)) {
    const [item] = await check(office, day, [subject])
    t.strictSame([item?.clear, item?.measures.map(({ measure }) => measure).sort()], [expected.length === 0, [...expected].sort()], `on ${day}: ${expected.join(', ') || 'clear'}`)
  }
}

async function periods (t: Test, office: Office): Promise<void> {
  const copying = about('cn', [{ code: 'candidate.copying' }])
  const barred = await inForce(office, copying, { decidedOn: '2026-04-01', level: 'agency' })
  const thisYear = { '2026-04-02': [], '2026-04-03': ['bar-current-year'], '2026-12-31': ['bar-current-year'], '2027-01-01': [] }
  await isOn(t, office, refOf(copying), thisYear)
  t.match(await check(office, '2026-04-03', [refOf(copying)]), [{ measures: [{ from: '2026-04-03', to: '2026-12-31', caseId: barred.id }] }])

  await barred.take(say.request('2026-05-11'), at('agency').wei)
  await isOn(t, office, refOf(copying), thisYear)
  await barred.take(say.review('2026-05-12', 'revoke'), at('agency').zhao)
  await isOn(t, office, refOf(copying), { '2026-04-03': [], '2026-05-11': [], '2026-05-12': [], '2026-12-31': [] })

  const leapDay = about('cn', [{ code: 'candidate.collusion', facts: { gravity: 'minor' } }], { occurredOn: '2024-02-20' })
  await inForce(office, leapDay, { decidedOn: '2024-02-27', level: 'agency' })
  await isOn(t, office, refOf(leapDay), { '2024-02-28': [], '2024-02-29': ['bar-2-years'], '2026-02-28': ['bar-2-years'], '2026-03-01': [] })

  const lapsed = about('cn', [{ code: 'candidate.copying' }], { occurredOn: '2025-12-20' })
  const late = await inForce(office, lapsed, { decidedOn: '2026-01-10', level: 'agency' })
  t.match(late.view.sanctions.find(({ measure }) => measure === 'bar-current-year'), { from: '2026-01-12', to: '2025-12-31', lapsed: true })
  await isOn(t, office, refOf(lapsed), { '2025-12-31': [], '2026-01-11': [], '2026-01-12': [] })
}

async function rectification (t: Test, office: Office): Promise<void> {
  const conducts = [{ code: 'agency.out-of-area' }]
  const agency = about('cn', conducts)
  const { wei } = at('county')
  const suspended = ['rectify', 'suspend-evaluation']
  const dossier = await inForce(office, agency, { decidedOn: '2026-04-11', rectifyBy: '2026-06-30' })
  await isOn(t, office, refOf(agency), { '2026-04-12': [], '2026-04-13': suspended, '2026-07-01': suspended })
  await dossier.take(say.verify('2026-06-15', 'failed'), wei)
  await isOn(t, office, refOf(agency), { '2026-06-15': suspended, '2026-06-16': suspended })
  await dossier.take(say.verify('2026-06-29'), wei)
  await isOn(t, office, refOf(agency), { '2026-04-13': suspended, '2026-06-28': suspended, '2026-06-29': [], '2026-11-21': [] })

  const tampering = about('guizhou', [{ code: 'assessor.tampering', facts: { adverseEffect: 'serious' } }], { agencyRef: '91520102MA0007777K' })
  const itsAgency = { type: 'agency', ref: '91520102MA0007777K' }
  const order = await inForce(office, tampering, { decidedOn: '2026-04-11', level: 'agency' })
  await isOn(t, office, refOf(tampering), { '2026-04-12': [], '2026-04-13': ['dismiss-assessor', 'withdraw-assessor-card'] })
  await isOn(t, office, itsAgency, { '2026-04-12': [], '2026-04-13': ['order-agency-rectify', 'suspend-occupation-evaluation'] })
  await order.take(say.verify('2026-06-29'), wei)
  await isOn(t, office, itsAgency, { '2026-06-28': ['order-agency-rectify', 'suspend-occupation-evaluation'], '2026-06-29': [] })
  await isOn(t, office, refOf(tampering), { '2026-06-29': ['dismiss-assessor', 'withdraw-assessor-card'] })
}

async function meanwhile (t: Test, fresh: Fresh): Promise<void> {
  const { office, clock } = await opened(t, fresh, '2026-03-20')
  const conducts = [{ code: 'agency.lending-qualification' }]
  const [decided, dismissed] = [about('guizhou', conducts), about('guizhou', conducts)]
  const { wei, hua } = at('city')
  const dossiers = await Promise.all([decided, dismissed].map((opening) => office.open(opening, wei)))
  for (const dossier of dossiers) {
    await dossier.take(say.accept, wei)
    await dossier.take({ type: 'suspend-pending', measures: ['suspend-evaluation', 'hold-certificate-data'], reasons: '调查需要。' }, wei)
  }
  await isOn(t, office, refOf(decided), { '2026-03-19': [], '2026-03-20': ['suspend-evaluation'], '2026-12-31': ['suspend-evaluation'] })
  t.match(await check(office, '2026-03-20', [refOf(decided)]), [{ clear: false, measures: [{ interim: true, to: null, caseId: dossiers[0]?.id }] }])

  clock.turnTo('2026-03-25')
  await dossiers[1]?.take({ type: 'dismiss', reasons: '举报不实。' }, wei)
  await isOn(t, office, refOf(dismissed), { '2026-03-24': ['suspend-evaluation'], '2026-03-25': [] })

  clock.turnTo('2026-04-21')
  const [dossier] = dossiers
  if (!dossier) throw new Error('there is a case')
  await dossier.reread()
  await dossier.take(say.establish('2026-03-26', conducts), wei)
  await dossier.take(say.notify('2026-03-30'), wei)
  t.match([dossier.view.deadlines, dossier.view.blocked], [[{ kind: 'statement', due: '2026-04-21', provisional: false, overdue: false }], [{ step: 'decide', reason: 'defence-period-open' }]], 'on the last day of the period')
  t.notOk(dossier.offered.includes('decide'))
  await dossier.refused(say.decide('2026-04-21'), at('province').hua, 'defence-period-open')
  clock.turnTo('2026-04-22')
  await dossier.reread()
  t.match(dossier.view.deadlines, [{ due: '2026-04-21', overdue: true }], 'on the day after it')
  await dossier.refused(say.decide('2026-04-22'), hua, 'wrong-level')
  await dossier.take(say.decide('2026-04-22'), at('province').hua)
  clock.turnTo('2026-04-24')
  await dossier.reread()
  await dossier.take(say.serve('2026-04-24'), wei)
  const terminated = ['terminate-filing', 'remove-from-directory']
  await isOn(t, office, refOf(decided), { '2026-04-21': ['suspend-evaluation'], '2026-04-22': [], '2026-04-23': [], '2026-04-24': terminated, '2036-04-24': terminated })
}

async function thousand (t: Test, office: Office): Promise<void> {
  const barred = await Promise.all([1, 2, 3].map(async () => {
    const opening = about('cn', [{ code: 'candidate.copying' }])
    await inForce(office, opening, { decidedOn: '2026-04-01', level: 'agency' })
    return refOf(opening)
  }))
  const subjects = Array.from({ length: 1000 }, (_, index): Ref => barred[index % 7] ?? { type: index % 2 ? 'candidate' : 'assessor', ref: `nobody-${index}` })
  const items = await check(office, '2026-05-01', subjects)
  t.strictSame(items.map(({ clear }) => clear), subjects.map((subject) => !barred.includes(subject)), 'one item for each, in the same order')
  const otherwise = barred.flatMap(({ ref }) => [{ type: 'assessor', ref }, { type: 'candidate', ref: `${ref.slice(0, -1)}X` }])
  t.ok((await check(office, '2026-05-01', otherwise)).every(({ clear }) => clear), 'nobody is barred for another')
  for (const many of [[], [...subjects, { type: 'candidate', ref: 'one-more' }]]) {
    t.match(await office.ask('POST', '/v1/standing-checks', { body: { on: '2026-05-01', subjects: many } }), { statusCode: 400, body: { code: 'validation', errors: [{ pointer: '/subjects' }] } }, `${many.length} subjects are refused`)
  }
}

async function elsewhere (t: Test, office: Office): Promise<void> {
  const { subject } = about('cn', [{ code: 'candidate.copying' }])
  const lowerCase = { ...subject, ref: '11010519491231999x' }
  const measures = [{ measure: 'cancel-all-scores' }, { measure: 'bar-2-years', from: '2025-09-03', to: '2027-09-02' }]
  const { id } = await office.post<PriorView>('/v1/prior-decisions', { subject: lowerCase, jurisdiction: '520102', decidedOn: '2025-09-01', authority: '示例市', measures, document: '示例鉴〔2025〕17号' })
  const capital = { type: 'candidate', ref: '11010519491231999X' }
  await isOn(t, office, capital, { '2025-09-02': [], '2025-09-03': ['bar-2-years'], '2027-09-02': ['bar-2-years'], '2027-09-03': [] })
  t.match(await check(office, '2026-01-01', [capital]), [{ measures: [{ priorDecisionId: id, from: '2025-09-03', to: '2027-09-02' }] }])
  await office.post(`/v1/prior-decisions/${id}/withdrawal`, { reasons: '录入有误。' })
  await isOn(t, office, capital, { '2025-09-03': [], '2026-01-01': [] })

  const agency = about('guizhou', [{ code: 'agency.lending-qualification' }])
  const varied = await inForce(office, agency, { decidedOn: '2026-04-01', level: 'city', decidedAt: 'province' })
  await reviewed(varied, '2026-05-11', 'uphold', 'province')
  await isOn(t, office, refOf(agency), { '2026-04-02': [], '2026-04-03': ['remove-from-directory', 'terminate-filing'], '2026-05-11': ['remove-from-directory', 'terminate-filing'] })
}

export async function standing (t: Test, fresh: Fresh): Promise<void> {
  const { office } = await opened(t, fresh)
  await t.test('a period runs from service to its end, a review does not suspend it, a revocation undoes it', (t) => periods(t, office.in(t)))
  await t.test('what is to be rectified lasts until the rectification has passed, on the agency of an assessor, too', (t) => rectification(t, office.in(t)))
  await t.test('what is suspended for the time of an investigation ends with it', (t) => meanwhile(t, fresh))
  await t.test('a thousand subjects are answered in their order', (t) => thousand(t, office.in(t)))
  await t.test('decisions of other authorities count until they are withdrawn, upheld ones go on', (t) => elsewhere(t, office.in(t)))
}
