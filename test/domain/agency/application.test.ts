/** The way of an application: what may come, what may not and why, each with the case beside it. */
import t, { type Test } from 'tap'
import type { AgencyFile } from '../../../src/domain/agency/agency.ts'
import { filed, goodApplication, goodGrant, goodSupplement, granted, kept, places, registered, taken, tried, WELDER } from './files.ts'

type Step = Parameters<typeof tried>[1]

function refused (t: Test, file: AgencyFile, step: Step, reason: string, given?: Parameters<typeof tried>[2], detail?: RegExp): void {
  const after = tried(file, step, given)
  t.match(after, { reason, ...detail ? { detail: { en: detail } } : {} }, `${step.type}: ${reason}`)
}

const applied = (): AgencyFile => taken(registered(), goodApplication)
const ready = (): AgencyFile => taken(applied(), goodSupplement)
const withdrawal = { type: 'withdraw-application', on: '2026-05-20', reasons: '暂缓。' } as const
const refusal = { type: 'refuse', on: '2026-05-20', reasons: '不符合。', basis: ['附件2'] } as const
const [occupation] = goodApplication.occupations

t.test('one application is dealt with at a time', async (t) => {
  refused(t, applied(), goodApplication, 'application-open')
  t.equal(taken(taken(applied(), withdrawal), { ...goodApplication, on: '2026-05-20', dates: {} }).applications.length, 2)
})

t.test('nothing is decided of which nobody applied', async (t) => {
  for (const step of [goodGrant, refusal, withdrawal]) refused(t, registered(), step, 'no-application')
  refused(t, registered(), goodSupplement, 'no-application')
  refused(t, filed(), goodGrant, 'no-application')
})

t.test('nothing lies in the future, nor before the last step of the application', async (t) => {
  refused(t, registered(), { ...goodApplication, on: '2026-11-22' }, 'date-out-of-order')
  t.ok(taken(registered(), { ...goodApplication, on: '2026-11-21', dates: {} }))
  refused(t, applied(), { ...goodSupplement, on: '2026-03-01' }, 'date-out-of-order')
  refused(t, ready(), { ...goodGrant, on: '2026-05-19' }, 'date-out-of-order')
  t.ok(taken(ready(), { ...goodGrant, on: '2026-05-20' }))
  for (const step of [refusal, withdrawal]) refused(t, ready(), { ...step, on: '2026-05-19' }, 'date-out-of-order')
  refused(t, taken(ready(), refusal), { ...goodApplication, on: '2026-05-19' }, 'date-out-of-order')
})

t.test('a filing is granted when conditions, papers and procedure are complete; of what is open it is said', async (t) => {
  refused(t, applied(), goodGrant, 'conditions-open', {}, /not done yet: technical assessment, public notice/)
  const without = (over: object): AgencyFile => taken(taken(registered(), { ...goodApplication, ...over }), goodSupplement)
  refused(t, without({ materials: goodApplication.materials.slice(1) }), goodGrant, 'conditions-open', {}, /papers missing: application form/)
  refused(t, without({ facts: { ...goodApplication.facts, goodCredit: false } }), goodGrant, 'conditions-open', {}, /not met: Good social credit/)
  refused(t, without({ facts: { ...goodApplication.facts, goodCredit: null } }), goodGrant, 'conditions-open', {}, /not known: good social credit/)
  refused(t, without({ occupations: [{ ...occupation, facts: { ...occupation?.facts, assessors: 2 } }] }), goodGrant, 'conditions-open', {}, /not met: 焊工 Assessors/)
  const later = taken(without({ materials: [] }), { type: 'supplement', on: '2026-05-20', materials: goodApplication.materials })
  t.equal(taken(later, goodGrant).grants.length, 1, 'what is handed in later counts')
})

t.test('what a filing was granted on is kept with it', async (t) => {
  const { entries, grants } = filed()
  t.match(entries.at(-1)?.outcome, { assessment: { outcome: 'eligible', ruleset: { id: 'guangxi', version: '2022-01-01', digest: /^sha256:/ } }, validity: { from: '2026-05-21', until: '2029-05-21' } })
  t.match(grants, [{ from: '2026-05-21', until: '2029-05-21', level: 'province', receipt: 'GX-2026-0117' }])
})

t.test('the level that accepts decides', async (t) => {
  for (const level of ['city', 'county', 'national']) refused(t, ready(), goodGrant, 'wrong-level', { level })
  refused(t, ready(), refusal, 'wrong-level', { level: 'city' })
  t.ok(taken(ready(), refusal))
  t.ok(taken(ready(), withdrawal, { level: 'agency' }), 'a withdrawal is the applicant\'s')
})

t.test('an agency that its city files is decided on there', async (t) => {
  const { legalForm: _form, ...facts } = goodApplication.facts
  const application = { ...goodApplication, facts: { ...facts, agencyKind: 'employer', centralEnterpriseBranch: false, regionalUnitInCapital: false }, dates: {} }
  const asked = taken(registered({ agencyKind: 'employer' }), application)
  for (const level of ['county', 'province']) refused(t, asked, refusal, 'wrong-level', { level })
  t.ok(taken(asked, refusal, { level: 'city' }))
  const branch = taken(registered({ agencyKind: 'employer' }), { ...application, facts: { ...application.facts, centralEnterpriseBranch: true } })
  refused(t, branch, refusal, 'wrong-level', { level: 'city' })
  const unknown = taken(registered({ agencyKind: 'employer' }), { ...application, facts: { ...facts, agencyKind: 'employer' } })
  t.ok(taken(unknown, refusal, { level: 'city' }), 'as long as nobody can say whose it is, nobody is refused for his level')
})

t.test('what belongs to different authorities is applied for separately', async (t) => {
  const facts = { agencyKind: 'training-organisation', centralUnitInCapital: false, regionalUnitInCapital: false, regionWideOrganisation: false }
  const both = { type: 'apply', track: 'skill-appraisal', kind: 'initial', on: '2026-03-02', facts, occupations: [{ name: '焊工', levels: ['4'], facts: { projectKind: 'professional-qualification' } }, { name: '插花', levels: [], facts: { projectKind: 'special-skill' } }] } as const
  refused(t, registered(), both, 'conditions-open', {}, /apply for each by itself: province \(焊工\); city \(插花\)/)
  for (const one of both.occupations) t.ok(taken(registered(), { ...both, occupations: [one] }))
})

t.test('who filed an agency first also decides on changes: with what is added, where that is the same authority', async (t) => {
  const change = { type: 'apply', track: 'level-recognition', kind: 'change', on: '2026-06-10', occupations: [{ ...occupation, name: '钳工', code: '6-20-01-01' }], name: '新名称', facts: goodApplication.facts } as const
  t.ok(taken(filed(), change), 'the region filed it, and accepts what is added')
  const byCity = kept(kept(registered(), goodApplication), goodGrant, { validity: { from: '2026-05-21', until: '2029-05-21' } }, 'city')
  refused(t, byCity, change, 'conditions-open', {}, /apply for each by itself/)
  const { occupations: _none, ...nameOnly } = change
  const asked = taken(byCity, { ...nameOnly, occupations: [], facts: {} })
  refused(t, asked, { ...refusal, on: '2026-06-11' }, 'wrong-level', { level: 'province' })
  t.ok(taken(asked, { ...refusal, on: '2026-06-11' }, { level: 'city' }))
})

t.test('of a change or a renewal the filing has to be there', async (t) => {
  const change = { type: 'apply', track: 'level-recognition', kind: 'change', on: '2026-06-10', occupations: [], name: '新名称', facts: {} } as const
  refused(t, registered(), change, 'not-on-file')
  refused(t, filed(), { ...change, track: 'skill-appraisal' }, 'not-on-file')
  t.ok(taken(filed(), change))
  refused(t, filed(), { ...change, on: '2026-06-10' }, 'not-on-file', { inForce: [{ measure: 'terminate-filing', from: '2026-06-01' }] })
  refused(t, filed(), { ...goodApplication, on: '2026-06-10' }, 'on-file-already')
})

t.test('a filing that was terminated meanwhile is neither changed nor renewed; none is granted that is no longer accepted', async (t) => {
  const asked = taken(filed(), { type: 'apply', track: 'level-recognition', kind: 'change', on: '2026-06-10', occupations: [], name: '新名称', facts: {} })
  const end = { ...goodGrant, on: '2026-07-01' }
  refused(t, asked, end, 'not-on-file', { inForce: [{ measure: 'terminate-filing', from: '2026-06-20' }] })
  refused(t, ready(), goodGrant, 'refiling-refused', { inForce: [{ measure: 'refuse-refiling', from: '2026-05-01' }] })
})

t.test('while no filing is accepted nobody applies; terminated he may apply anew', async (t) => {
  refused(t, registered(), goodApplication, 'refiling-refused', { inForce: [{ measure: 'refuse-refiling', from: '2026-01-01' }] })
  t.ok(taken(registered(), goodApplication, { inForce: [{ measure: 'terminate-filing', from: '2026-01-01' }] }))
})

const renewal = { ...goodApplication, kind: 'renewal', materials: [], dates: {} } as const

t.test('a renewal is applied for within three months before the end, and not before', async (t) => {
  const file = granted(registered(), { on: '2023-08-31', until: '2026-08-31' })
  refused(t, file, { ...renewal, on: '2026-05-30' }, 'too-soon')
  for (const on of ['2026-05-31', '2026-08-31']) t.ok(taken(file, { ...renewal, on }), on)
  refused(t, file, { ...renewal, on: '2026-09-01' }, 'not-on-file')
})

t.test('a renewal adds nothing', async (t) => {
  const file = granted(registered(), { on: '2023-08-31', until: '2026-08-31' })
  refused(t, file, { ...renewal, on: '2026-08-01', occupations: [{ ...occupation, levels: ['2'] }] }, 'not-on-file', {}, /adds no occupations or levels/)
  refused(t, file, { ...renewal, on: '2026-08-01', occupations: [{ ...occupation, name: '钳工' }] }, 'not-on-file')
  t.ok(taken(file, { ...renewal, on: '2026-08-01', occupations: [{ ...occupation, levels: ['4'] }] }))
})

t.test('a renewal granted before the end runs on from it; granted after it, it begins anew', async (t) => {
  const file = granted(registered(), { on: '2023-08-31', until: '2026-08-31' })
  const asked = taken(file, { ...renewal, on: '2026-08-01' })
  const assessed = (on: string) => taken(asked, { type: 'supplement', on, dates: { accepted: '2026-08-03', 'materials-reviewed': '2026-08-05', assessed: '2026-08-20', announced: '2026-08-21', 'announcement-ended': '2026-08-28', 'reported-to-ministry': '2026-08-28', 'ministry-reviewed': '2026-08-29', coded: '2026-08-30' } })
  for (const [on, from, until] of [['2026-08-31', '2026-09-01', '2029-08-31'], ['2026-09-01', '2026-09-01', '2029-09-01']] as const) {
    t.match(taken(assessed('2026-08-30'), { ...goodGrant, on }).grants.at(-1), { kind: 'renewal', from, until }, on)
  }
})

t.test('a change of name holds from the day on which it is granted', async (t) => {
  const asked = taken(filed(), { type: 'apply', track: 'level-recognition', kind: 'change', on: '2026-06-10', occupations: [], name: '新名称', facts: {}, materials: ['change-letter'], dates: { accepted: '2026-06-11', 'materials-reviewed': '2026-06-12' } })
  const after = taken(asked, { ...goodGrant, on: '2026-06-15' })
  t.match(after, { name: '新名称' })
  t.match(after.grants.at(-1), { kind: 'change', from: null, until: null, name: '新名称' })
})

t.test('where the rules say nothing of filing, the authority says what it files, and for how long', async (t) => {
  const guizhou = registered({ jurisdiction: '520102' })
  const asked = taken(guizhou, { ...goodApplication, facts: {}, materials: [], dates: {}, occupations: [WELDER] })
  const grant = (over: object): AgencyFile => taken(asked, { ...goodGrant, ...over }, { level: 'county' })
  t.match(grant({}).grants, [{ from: '2026-05-21', until: null }])
  t.match(grant({ validity: { from: '2026-06-01', until: '2028-05-31' } }).grants, [{ from: '2026-06-01', until: '2028-05-31' }])
  refused(t, asked, { ...goodGrant, validity: { from: '2026-06-01', until: '2026-05-31' } }, 'date-out-of-order')
  t.strictSame(places(ready(), { ...goodGrant, validity: { from: '2026-06-01', until: null } }), ['/validity'], 'where they do say so, he cannot')
})

t.test('a track or a kind of application that the rules do not have is not applied for', async (t) => {
  const file = granted(registered(), { track: 'skill-appraisal', on: '2024-01-01' })
  refused(t, file, { ...renewal, track: 'skill-appraisal', on: '2026-08-01' }, 'not-in-this-ruleset')
})

t.test('what contradicts the file, or itself, is told by its place', async (t) => {
  t.strictSame(places(registered(), { ...goodApplication, facts: { ...goodApplication.facts, agencyKind: 'school' } }), ['/facts/agencyKind'])
  for (const date of ['filed', 'refused', 'receipt-issued', 'centre-informed']) t.strictSame(places(registered(), { ...goodApplication, dates: { [date]: '2026-05-21' } }), [`/dates/${date}`], 'the decision says this')
  t.strictSame(places(registered(), { ...goodApplication, facts: { ...goodApplication.facts, assessors: 3 } }), ['/facts/assessors'], 'a fact of an occupation')
  t.strictSame(places(applied(), { type: 'supplement', on: '2026-05-20', occupations: [{ name: '钳工', levels: [] }] }), ['/occupations/0/name'])
  t.strictSame(places(applied(), { type: 'supplement', on: '2026-05-20', dates: { assessed: '2026-03-05' } }), ['/dates/assessed'], 'before an earlier step of the procedure')
  t.strictSame(places(applied(), { type: 'supplement', on: '2026-05-20', occupations: [{ name: '焊工', levels: ['4'], facts: { majorGroup: 3 } }] }), ['/occupations/0/facts/majorGroup'], 'its code says otherwise')
})

t.test('a day of the decision that does not fit the procedure is refused', async (t) => {
  const late = taken(applied(), { ...goodSupplement, on: '2026-05-10', dates: { ...goodSupplement.dates, coded: '2026-05-19' } })
  refused(t, late, { ...goodGrant, on: '2026-05-18' }, 'date-out-of-order', {}, /days of the procedure/)
  t.ok(taken(late, { ...goodGrant, on: '2026-05-19' }))
})

t.test('after the filing only what comes after it is added', async (t) => {
  const after = taken(filed(), { type: 'supplement', on: '2026-06-02', dates: { 'receipt-issued': '2026-05-22' } })
  t.equal(after.applications[0]?.dates['receipt-issued'], '2026-05-22')
  refused(t, filed(), { type: 'supplement', on: '2026-06-02', dates: { coded: '2026-05-22' } }, 'no-application')
  refused(t, filed(), { type: 'supplement', on: '2026-06-02', materials: ['credit-report'] }, 'no-application')
  t.strictSame(places(filed(), { type: 'supplement', on: '2026-06-02', dates: { 'receipt-issued': '2026-05-20' } }), ['/dates/receipt-issued'], 'before the filing')
})

t.test('facts and days added later take the place of those before, of the same occupation only', async (t) => {
  const more = taken(applied(), { type: 'supplement', on: '2026-05-20', facts: { goodCredit: null }, occupations: [{ name: '焊工', levels: ['5', '4', '3'], facts: { assessors: 6 } }] })
  const [application] = more.applications
  t.equal(application?.facts.goodCredit, null)
  t.match(application?.occupations, [{ name: '焊工', facts: { assessors: 6, premisesFit: true } }])
  t.equal(kept(more, withdrawal).applications[0]?.state, 'withdrawn')
})
