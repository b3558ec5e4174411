/** The period for the statement: fifteen working days by law in Guizhou, elsewhere the one that the authority set, or none. */
import t from 'tap'
import { addDays, type Day } from '../../../src/domain/day.ts'
import { deadlinesOf, firstDue } from '../../../src/domain/record/deadlines.ts'
import type { Situation } from '../../../src/domain/record/checks.ts'
import type { Opening } from '../../../src/domain/record/step.ts'
import { again, at, book, calendar, conduct, establish, open, opening, party, PLACE, reach, refusal, setting, STEPS, take, why, vocabulary } from './walk.ts'

const { clerk, chief } = at('city')
const guizhou = opening(PLACE.guizhou, conduct('agency.archives', { gravity: 'minor' }))
const national = opening(PLACE.cn, conduct('agency.archives', { gravity: 'minor' }))
const decideOn = (decidedOn: Day) => ({ ...STEPS.decide, decidedOn })

const notifiedOn = (given: Opening, deliveredOn: Day, statementDueOn?: Day): Situation =>
  take(reach(open(given), 'facts-established'), { ...STEPS.notify, deliveredOn, ...(statementDueOn === undefined ? {} : { statementDueOn }) }, clerk)

/** A notice, and the fifteenth working day after it. Holidays and weekends that are made up for count as the State Council arranged them. */
const FIFTEEN: readonly (readonly [what: string, deliveredOn: Day, due: Day])[] = [
  ['three plain weeks', '2026-06-22', '2026-07-13'],
  ['over Labour Day, when 1 to 5 May are off and 9 May is worked', '2026-04-22', '2026-05-15'],
  ['over National Day, when 1 to 7 October are off and 20 September and 10 October are worked', '2026-09-18', '2026-10-15'],
  ['delivered on a day off', '2026-05-02', '2026-05-25']
]

for (const [what, deliveredOn, due] of FIFTEEN) {
  t.test(`in Guizhou a decision may come from the day after fifteen working days: ${what}`, async t => {
    const notified = notifiedOn(guizhou, deliveredOn)
    t.equal(notified.file.notice?.due, due)
    const tooEarly = refusal(notified, decideOn(due), chief)
    t.equal(tooEarly?.reason, 'defence-period-open')
    t.match(tooEarly?.detail.en, due)
    t.equal(why(notified, decideOn(addDays(due, 1)), chief), null)
  })
}

t.test('on the last day itself no decision can be entered, and on the next one it can', async t => {
  const notified = notifiedOn(guizhou, '2026-06-22')
  t.equal(why(again(notified, { setting: { today: '2026-07-13' } }), decideOn('2026-07-13'), chief), 'defence-period-open')
  t.equal(why(again(notified, { setting: { today: '2026-07-14' } }), decideOn('2026-07-14'), chief), null)
})

t.test('every subject has the fifteen working days in Guizhou', async t => {
  for (const [given, level] of [
    [opening(PLACE.guizhou, conduct('candidate.copying')), 'agency'],
    [opening(PLACE.guizhou, conduct('exam-administrator.other')), 'agency'],
    [opening(PLACE.guizhou, conduct('assessor.tampering', { adverseEffect: 'none' })), 'agency'],
    [opening(PLACE.guizhou, conduct('quality-supervisor.bribery', { adverseEffect: 'none' })), 'agency'],
    [guizhou, 'city']
  ] as const) {
    const notified = reach(open(given), 'notified', { level })
    t.equal(notified.file.notice?.due, '2026-05-06', given.subject.type)
    t.equal(why(notified, decideOn('2026-05-06'), at(level).chief), 'defence-period-open')
    t.equal(why(notified, decideOn('2026-05-07'), at(level).chief), null)
  }
})

t.test('whoever was heard, or waived the statement, may be decided on before the period is over', async t => {
  const notified = notifiedOn(guizhou, '2026-06-22')
  for (const said of [{ statement: '有异议' }, { waived: true as const }]) {
    const heard = take(notified, { type: 'hear', on: '2026-06-24', ...said }, party)
    t.equal(why(heard, decideOn('2026-06-24'), chief), null, Object.keys(said).join())
    t.strictSame(deadlinesOf(vocabulary, calendar, heard.file, heard.judged), [], 'and nothing is due any more')
  }
})

t.test('a hearing on a notice that is void is none on the next', async t => {
  const heard = take(notifiedOn(guizhou, '2026-06-22'), { ...STEPS.hear, on: '2026-06-24' }, party)
  const established = take(heard, establish(heard, { establishedOn: '2026-06-25' }), clerk)
  const anew = take(established, { ...STEPS.notify, deliveredOn: '2026-06-26' }, clerk)
  t.equal(why(anew, decideOn('2026-07-17'), chief), 'defence-period-open')
  t.equal(why(anew, decideOn('2026-07-18'), chief), null)
})

t.test('an authority may give more time than the law, and not less', async t => {
  const established = reach(open(guizhou), 'facts-established')
  const until = (statementDueOn: Day) => ({ ...STEPS.notify, deliveredOn: '2026-06-22', statementDueOn })
  const shorter = refusal(established, until('2026-07-12'), clerk)
  t.same([shorter?.reason, shorter?.field], ['date-out-of-order', 'statementDueOn'])
  t.equal(why(established, until('2026-07-13'), clerk), null)
  const longer = take(established, until('2026-07-20'), clerk)
  t.equal(why(longer, decideOn('2026-07-20'), chief), 'defence-period-open')
  t.equal(why(longer, decideOn('2026-07-21'), chief), null)
})

t.test('where the law gives no period, the authority may set one and is bound by it', async t => {
  for (const place of ['cn', 'minhang', 'guangxi'] as const) {
    const given = opening(PLACE[place], conduct('agency.exam-plan-change', { gravity: 'minor' }))
    const set = notifiedOn(given, '2026-06-22', '2026-06-29')
    t.equal(set.file.notice?.due, '2026-06-29', place)
    t.equal(why(set, decideOn('2026-06-29'), chief), 'defence-period-open', place)
    t.equal(why(set, decideOn('2026-06-30'), chief), null, place)
    const none = notifiedOn(given, '2026-06-22')
    t.equal(none.file.notice?.due, null, place)
    t.equal(why(none, decideOn('2026-06-22'), chief), null, place)
  }
})

t.test('a period cannot end before the notice that sets it', async t => {
  const established = reach(open(national), 'facts-established')
  t.equal(why(established, { ...STEPS.notify, statementDueOn: '2026-04-09' }, clerk), 'date-out-of-order')
  t.equal(why(established, { ...STEPS.notify, statementDueOn: '2026-04-10' }, clerk), null)
})

t.test('a period counted over days whose calendar is not published is provisional', async t => {
  const later = { ...setting, today: '2026-12-31' }
  const established = reach(open(guizhou, { setting: later }), 'facts-established')
  const notified = take(established, { ...STEPS.notify, deliveredOn: '2026-12-16' }, clerk)
  t.same([notified.file.notice?.due, notified.file.notice?.provisional], ['2027-01-06', true])
  t.match(deadlinesOf(vocabulary, calendar, notified.file, notified.judged), [{ kind: 'statement', due: '2027-01-06', provisional: true }])
  const before = take(established, { ...STEPS.notify, deliveredOn: '2026-12-10' }, clerk)
  t.same([before.file.notice?.due, before.file.notice?.provisional], ['2026-12-31', false])
})

t.test('a calendar published since may make the period longer than the party was told, never shorter', async t => {
  const later = { ...setting, today: '2027-02-01' }
  const notified = take(reach(open(guizhou, { setting: later }), 'facts-established'), { ...STEPS.notify, deliveredOn: '2026-12-16' }, clerk)
  const name = { zh: '元旦', en: 'New Year\'s Day' }
  const published = (holidays: readonly Day[], madeUp: readonly Day[]) =>
    again(notified, { setting: { calendar: new Map([...calendar, [2027, { year: 2027, official: true, source: '', holidays: holidays.map((date) => ({ date, name })), madeUp }]]) } })
  const longer = published(['2027-01-01', '2027-01-04'], [])
  t.match(deadlinesOf(vocabulary, longer.setting.calendar, longer.file, longer.judged), [{ due: '2027-01-08', provisional: false }])
  t.equal(why(longer, decideOn('2027-01-08'), chief), 'defence-period-open')
  t.equal(why(longer, decideOn('2027-01-09'), chief), null)
  const shorter = published([], ['2027-01-02', '2027-01-03'])
  t.match(deadlinesOf(vocabulary, shorter.setting.calendar, shorter.file, shorter.judged), [{ due: '2027-01-06', provisional: false }])
  t.equal(why(shorter, decideOn('2027-01-06'), chief), 'defence-period-open')
})

t.test('what is due in a case is told with the rule and the step that it follows from, and the first of it is what the case is found by', async t => {
  const kept = take(reach(open(guizhou), 'investigating'), { ...STEPS.evidence, preservedUntil: '2026-04-30' }, clerk)
  t.same(deadlinesOf(vocabulary, calendar, kept.file, kept.judged), [{ kind: 'preservation', due: '2026-04-30', provisional: false, basis: [], seq: 3 }])
  const notified = take(take(kept, establish(kept), clerk), STEPS.notify, clerk)
  t.same(deadlinesOf(vocabulary, calendar, notified.file, notified.judged), [
    { kind: 'preservation', due: '2026-04-30', provisional: false, basis: [], seq: 3 },
    { kind: 'statement', due: '2026-05-06', provisional: false, basis: ['guizhou/art-20/item-3'], seq: 5 }
  ])
  t.equal(firstDue(vocabulary, notified.file), '2026-04-30')
  const decided = take(notified, STEPS.decide, chief)
  t.same(deadlinesOf(vocabulary, calendar, decided.file, decided.judged), [], 'neither is once it is decided')
  t.equal(firstDue(vocabulary, decided.file), null)
})

t.test('a rectification is due from the decision until it has been verified or the case is over', async t => {
  const decided = reach(open(opening(PLACE.guangxi, conduct('agency.out-of-area'))), 'decided')
  const due = [{ kind: 'rectification', due: '2026-08-31', provisional: false, basis: ['guangxi/annex-3/serious/item-2'], seq: 5 }]
  const told = ({ file, judged }: Situation) => deadlinesOf(book.vocabulary, calendar, file, judged)
  t.same(told(decided), due)
  const inForce = take(decided, STEPS.serve, clerk)
  t.same(told(inForce), due)
  const asked = take(inForce, STEPS.review, party)
  t.same(told(asked), due, 'a review does not suspend it')
  t.same(told(take(inForce, { ...STEPS.verify, result: 'failed' }, clerk)), due, 'nor does a failed verification end it')
  t.same(told(take(inForce, STEPS.verify, clerk)), [])
  t.same(told(take(asked, STEPS.revoke, at('city').reviewer)), [])
})
