/** Clerical errors: the right wording shows, the original stays readable, and nothing that was decided changes. */
import t from 'tap'
import type { Situation } from '../../../src/domain/record/checks.ts'
import { replay } from '../../../src/domain/record/fold.ts'
import { correctable, type StepType } from '../../../src/domain/record/step.ts'
import { at, conduct, open, opening, party, PLACE, reach, STEPS, take, vocabulary } from './walk.ts'

const { clerk, chief } = at('city')
const given = opening(PLACE.guangxi, conduct('agency.fees'), { narrative: '收弗过高', session: { id: 'K-1', site: '甲考点' } })
const correct = (situation: Situation, seq: number, replaces: Record<string, unknown>): Situation => take(situation, { type: 'correct', seq, reasons: '笔误', replaces }, clerk)

t.test('a corrected step shows the right wording, and its entry the wrong one', async t => {
  const decided = reach(open(given), 'decided')
  const { file } = correct(decided, 5, { reasons: '事实清楚，证据确凿' })
  t.equal(file.bodies[4]?.reasons, '事实清楚，证据确凿')
  t.equal(file.entries[4]?.body.reasons, '事实清楚')
  t.equal(file.bodies[4]?.decidedOn, '2026-06-01', 'what was right stays')
  t.match(file.entries.at(-1), { type: 'correct', body: { seq: 5, reasons: '笔误' } })
})

t.test('of an object only the members named are replaced', async t => {
  const { file } = correct(correct(open(given), 1, { subject: { name: '甲公司' } }), 1, { session: { site: '乙考点' } })
  t.same(file.opening.subject, { ...given.subject, name: '甲公司' })
  t.same(file.opening.session, { id: 'K-1', site: '乙考点' })
  t.equal(file.entries[0]?.body.subject, given.subject)
})

t.test('one correction after the other holds, the later over the earlier', async t => {
  let now = correct(open(given), 1, { narrative: '收费过高。' })
  now = take(now, STEPS.accept, clerk)
  now = correct(now, 1, { narrative: '收费超出标准。' })
  t.equal(now.file.opening.narrative, '收费超出标准。')
  t.equal(now.file.bodies[0]?.narrative, '收费超出标准。')
  t.equal(now.file.entries[0]?.body.narrative, '收弗过高')
})

t.test('a correction may itself be corrected', async t => {
  const now = correct(correct(open(given), 1, { narrative: '收费过高' }), 2, { reasons: '录入笔误' })
  t.equal(now.file.bodies[1]?.reasons, '录入笔误')
  t.equal(now.file.opening.narrative, '收费过高', 'which does not undo it')
})

t.test('a correction leaves the case where it was, in every state', async t => {
  for (const state of ['registered', 'notified', 'decided', 'in-force', 'under-review', 'under-appeal', 'closed', 'dismissed', 'revoked'] as const) {
    const before = reach(open(given), state)
    const { file } = correct(before, 1, { narrative: '收费过高' })
    const { entries, bodies, opening, ...rest } = file
    const { entries: _entries, bodies: _bodies, opening: _opening, ...same } = before.file
    t.same(rest, same, state)
    t.equal(opening.narrative, '收费过高')
    t.strictSame(replay(file.id, entries).bodies, bodies)
  }
})

t.test('whoever corrects wording has not investigated', async t => {
  const notified = reach(open(given), 'notified')
  t.notOk(take(notified, { ...STEPS.correct }, chief).file.investigators.has('chief'))
})

/** What somebody worded; days, findings, choices and outcomes are not among it. */
const WORDING: Record<string, readonly string[]> = {
  register: ['subject', 'narrative', 'session', 'relatedCases'],
  dismiss: ['reasons'],
  'suspend-pending': ['reasons'],
  'add-evidence': ['title', 'sha256'],
  refer: ['to', 'reasons'],
  hear: ['statement'],
  decide: ['reasons'],
  publish: ['where'],
  'request-review': ['grounds'],
  appeal: ['grounds'],
  'decide-review': ['reasons'],
  'decide-appeal': ['reasons'],
  correct: ['reasons']
}
const FIELDS: Record<StepType | 'register', readonly string[]> = {
  register: ['jurisdiction', 'occurredOn', 'subject', 'source', 'conducts', 'circumstances', 'narrative', 'session', 'agencyRef', 'relatedCases'],
  accept: [],
  dismiss: ['reasons'],
  'suspend-pending': ['measures', 'reasons'],
  'add-evidence': ['kind', 'title', 'obtainedOn', 'sha256', 'preservedUntil'],
  'establish-facts': ['conducts', 'circumstances', 'signers', 'confirmedBy', 'establishedOn'],
  refer: ['to', 'reasons'],
  report: ['to', 'on', 'subject'],
  notify: ['deliveredOn', 'method', 'optionalMeasures', 'statementDueOn'],
  hear: ['on', 'statement', 'waived'],
  decide: ['decidedOn', 'reasons', 'optionalMeasures', 'rectifyBy'],
  serve: ['servedOn', 'method'],
  publish: ['on', 'where'],
  'request-review': ['on', 'grounds'],
  appeal: ['on', 'grounds'],
  'decide-review': ['on', 'outcome', 'reasons', 'optionalMeasures', 'conducts'],
  'decide-appeal': ['on', 'outcome', 'reasons', 'optionalMeasures', 'conducts'],
  'verify-rectification': ['on', 'result'],
  correct: ['seq', 'reasons', 'replaces'],
  archive: ['on']
}

t.test('wording can be corrected, and nothing that a right hangs on', async t => {
  t.strictSame(Object.keys(FIELDS).slice(1), Object.keys(vocabulary.steps))
  for (const [type, fields] of Object.entries(FIELDS)) t.strictSame(fields.filter((field) => correctable(type, field)), WORDING[type] ?? [], type)
  t.equal(correctable('unheard-of', 'reasons'), false)
})

t.test('a party that was corrected by name is still the same party', async t => {
  const heard = correct(take(reach(open(given), 'notified'), STEPS.hear, party), 1, { subject: { name: '甲公司' } })
  t.equal(heard.file.opening.subject.ref, given.subject.ref)
  t.equal(heard.file.heard, true)
})
