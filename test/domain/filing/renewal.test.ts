/** How long a filing holds, when its renewal may be applied for, and how it is granted. */
import t from 'tap'
import { renewalWindow, validityOf } from '../../../src/domain/filing/validity.ts'
import type { FilingRequest } from '../../../src/domain/filing/request.ts'
import { APPRAISAL, EMPLOYER, RENEWAL, SCHOOL, TRAINING, assess, book, cited } from './applications.ts'

const track = (name: string) => {
  const found = book.version('guangxi', '2026-03-02')?.agencies?.filing?.tracks.get(name)
  if (!found) throw new Error(`there is no track ${name}`)
  return found
}
const recognition = track('level-recognition')

t.test('a filing for level recognition holds to the same day three years later', async t => {
  t.strictSame(validityOf(recognition, '2026-04-30'), { from: '2026-04-30', until: '2029-04-30' })
  t.strictSame(validityOf(recognition, '2024-02-29'), { from: '2024-02-29', until: '2027-02-28' })
  const filed = assess({ ...SCHOOL, dates: { filed: '2026-04-30' } })
  t.match(filed.validity, { years: 3, from: '2026-04-30', until: '2029-04-30' })
  t.equal(cited(filed.validity?.citation ?? ''), '附件2第二部分第（五）项')
  t.match(assess(SCHOOL).validity, { years: 3, from: null, until: null }, 'before it is made it has no days')
})

t.test('a renewal follows on the day after the old end, without a gap or an overlap', async t => {
  t.strictSame(validityOf(recognition, '2026-04-15', '2026-04-30'), { from: '2026-05-01', until: '2029-04-30' })
  t.match(assess({ ...RENEWAL, dates: { accepted: '2026-03-05', 'materials-reviewed': '2026-03-10', assessed: '2026-04-10', filed: '2026-04-15' } }).validity, { from: '2026-05-01', until: '2029-04-30' })
})

t.test('a renewal granted after the old end begins anew on its own day; on the last day it still follows on', async t => {
  t.strictSame(validityOf(recognition, '2026-04-30', '2026-04-30'), { from: '2026-05-01', until: '2029-04-30' })
  t.strictSame(validityOf(recognition, '2026-05-20', '2026-04-30'), { from: '2026-05-20', until: '2029-05-20' })
  t.match(assess({ ...RENEWAL, dates: { accepted: '2026-03-05', 'materials-reviewed': '2026-03-10', assessed: '2026-04-10', filed: '2026-05-20' } }).validity, { from: '2026-05-20', until: '2029-05-20' })
})

t.test('a change leaves the end of the filing where it is', async t => {
  t.match(assess({ ...SCHOOL, kind: 'change', expiresOn: '2027-01-31', dates: { filed: '2026-04-30' } }).validity, { from: null, until: '2027-01-31' })
})

t.test('a filing for skill appraisal has no end and no renewal', async t => {
  t.strictSame(validityOf(track('skill-appraisal'), '2026-04-30'), { from: '2026-04-30', until: null })
  t.equal(renewalWindow(track('skill-appraisal'), '2029-04-30'), null)
  t.match(assess(APPRAISAL), { validity: null, renewalWindow: null })
  t.match(assess({ ...APPRAISAL, kind: 'renewal', expiresOn: '2026-04-30' }), { outcome: 'no-provision', why: { code: 'no-such-kind' } })
})

/** End of the filing, first day on which renewal may be applied for, the day before it. */
const WINDOWS = [
  ['2026-04-30', '2026-01-30', '2026-01-29'],
  ['2026-05-31', '2026-02-28', '2026-02-27'],
  ['2028-05-31', '2028-02-29', '2028-02-28'],
  ['2026-03-15', '2025-12-15', '2025-12-14']
] as const

for (const [until, first, before] of WINDOWS) {
  t.test(`renewal of a filing that ends on ${until} may be applied for from ${first} to that day`, async t => {
    t.strictSame(renewalWindow(recognition, until), { from: first, to: until })
    const on = (appliedOn: string) => {
      const answer = assess({ ...RENEWAL, appliedOn, expiresOn: until })
      return [answer.outcome, answer.conditions.find(({ id }) => id === 'renewal-window')?.status, answer.renewalWindow?.open]
    }
    t.strictSame(on(first), ['eligible', 'met', true])
    t.strictSame(on(until), ['eligible', 'met', true])
    t.strictSame(on(before), ['not-met', 'unmet', false])
    t.strictSame(on('2029-01-01'), ['not-met', 'unmet', false], 'too late')
  })
}

t.test('the condition on the time of a renewal cites the main text and names its reading', async t => {
  const condition = assess(RENEWAL).conditions.find(({ id }) => id === 'renewal-window')
  t.equal(cited(condition?.citation ?? ''), '第一部分第（二）项')
  t.strictSame(condition?.notes, ['GX-15'])
  t.ok(book.version('guangxi', '2026-03-02')?.notes.get('GX-15')?.otherReading, 'the other reading is told')
})

t.test('a renewal is granted after an assessment only', async t => {
  const dates = { accepted: '2026-03-05', 'materials-reviewed': '2026-03-10', filed: '2026-04-15' }
  t.throws(() => assess({ ...RENEWAL, dates }), { errors: [{ pointer: '/dates/assessed' }] })
  t.doesNotThrow(() => assess({ ...RENEWAL, dates: { ...dates, assessed: '2026-04-15' } }))
  t.doesNotThrow(() => assess({ ...EMPLOYER, dates }), 'a first filing on old papers may show no such day')
})

t.test('on renewal the conditions and exclusions are examined again (GX-13)', async t => {
  const training: FilingRequest = { ...TRAINING, kind: 'renewal', expiresOn: '2026-04-30', materials: [] }
  t.match(assess(training), { outcome: 'eligible' })
  t.match(assess({ ...training, facts: { ...training.facts, badRecordInField: true } }), { outcome: 'not-met' })
  t.match(assess({ ...training, facts: { ...training.facts, fixedOffice: false } }), { outcome: 'not-met' })
  t.ok(assess(training).notes.includes('GX-13'))
})
