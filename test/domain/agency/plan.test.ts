/** A plan that fits, and beside it one that does not, for each thing that can be wrong with it. */
import t from 'tap'
import type { AgencyFile } from '../../../src/domain/agency/agency.ts'
import { crossesCity, crossingFor, planFaults, planRulesFor, type EvaluationPlan } from '../../../src/domain/agency/plan.ts'
import { agencyOn, type InForce } from '../../../src/domain/agency/status.ts'
import { book, FITTER, granted, kept, registered } from './files.ts'

const DAY = '2026-11-20'
const plan: EvaluationPlan = { occupation: '焊工', code: '6-18-02-04', level: '4', heldOn: DAY, site: { jurisdiction: '450103', id: 'NN-01' } }
const site = { id: 'NN-01', name: '基地', jurisdiction: '450103' }

const withAssessors = (file: AgencyFile, count: number, occupation = '6-18-02-04'): AgencyFile =>
  Array.from({ length: count }, (_, index) => index + 1).reduce((one, number) => kept(one, { type: 'put-on-file', role: 'assessor', ref: `KP-${number}`, refKind: 'other', name: `考评${number}`, occupations: [occupation], on: '2026-06-01' }), file)

const agency = withAssessors(granted(registered(), { on: '2026-05-21', until: '2029-05-21', areas: ['450100'], sites: [site] }), 3)
const unnamed = withAssessors(granted(registered(), { on: '2026-05-21', until: '2029-05-21' }), 3)

function faults (file: AgencyFile, over: Partial<EvaluationPlan> = {}, inForce: readonly InForce[] = [], barred: readonly string[] = []): string[] {
  const asked = { ...plan, ...over }
  const rules = planRulesFor(book, file.opening.jurisdiction, asked.site.jurisdiction, asked.heldOn)
  return planFaults(file, agencyOn(file, asked.heldOn, inForce), asked, rules, (assessor) => barred.includes(assessor)).map(({ lead }) => lead)
}
const place = (jurisdiction: string): { site: EvaluationPlan['site'] } => ({ site: { jurisdiction } })

t.test('what is within scope, area and validity, at a site on file, with three assessors, fits', async (t) => {
  t.strictSame(faults(agency), [])
  t.strictSame(faults(agency, { assessors: ['KP-1', 'KP-2', 'KP-3'] }), [])
})

t.test('before the filing it was never filed; after its end the filing is not valid; on both border days it is', async (t) => {
  t.strictSame(faults(agency, { heldOn: '2026-05-20' }), ['agency-unfiled'])
  t.strictSame(faults(registered()), ['agency-unfiled'])
  t.strictSame(faults(agency, { heldOn: '2029-05-21' }), [])
  t.strictSame(faults(agency, { heldOn: '2029-05-22' }), ['filing-not-valid'])
  t.notOk(faults(agency, { heldOn: '2026-05-21' }).some((lead) => lead === 'agency-unfiled' || lead === 'filing-not-valid'))
})

t.test('after a termination, and of whom no further filing is accepted, no filing is valid', async (t) => {
  t.strictSame(faults(agency, {}, [{ measure: 'terminate-filing', from: '2026-08-01' }]), ['filing-not-valid'])
  t.strictSame(faults(agency, {}, [{ measure: 'refuse-refiling', from: '2026-08-01' }]), ['filing-not-valid'])
})

t.test('while evaluation is suspended it is told beside what else is wrong; a rectification suspends nothing', async (t) => {
  t.strictSame(faults(agency, {}, [{ measure: 'suspend-evaluation', from: '2026-08-01' }]), ['agency-suspended'])
  t.strictSame(faults(agency, { level: '1' }, [{ measure: 'suspend-evaluation', from: '2026-08-01' }]), ['agency-suspended', 'level-outside'])
  t.strictSame(faults(agency, {}, [{ measure: 'rectify', from: '2026-08-01' }]), [])
})

t.test('an occupation is compared by code where both have one, by name otherwise', async (t) => {
  t.strictSame(faults(agency, { occupation: '电焊工' }), [], 'the same code under another name')
  t.ok(faults(agency, { code: '6-18-02-05' }).includes('occupation-outside'), 'another code under the same name')
  const { code: _code, ...nameless } = plan
  const rules = planRulesFor(book, '450103', '450103', DAY)
  const leads = (occupation: string): string[] => planFaults(agency, agencyOn(agency, DAY, []), { ...nameless, occupation }, rules, () => false).map(({ lead }) => lead)
  t.strictSame(leads('焊工'), [])
  t.strictSame(leads('钳工'), ['occupation-outside'])
})

t.test('an occupation that was on file in another track, whose filing has ended, is no longer validly on file', async (t) => {
  const before = granted(agency, { track: 'skill-appraisal', on: '2026-05-01', until: '2026-06-30', occupations: [FITTER] })
  t.strictSame(faults(before, { occupation: '钳工', code: 'none' }), ['filing-not-valid'])
  t.strictSame(faults(before, { occupation: '电工', code: 'none' }), ['occupation-outside'])
})

t.test('a level is on file as it is written; an occupation without levels has none to miss', async (t) => {
  t.strictSame(faults(agency, { level: '3' }), [])
  t.strictSame(faults(agency, { level: '2' }), ['level-outside'])
  const project = withAssessors(granted(registered(), { on: '2026-05-21', occupations: [{ name: '焊工', levels: [] }] }), 3, '焊工')
  t.strictSame(faults(project, { level: '2' }), [])
  const { level: _level, ...noLevel } = plan
  t.strictSame(planFaults(agency, agencyOn(agency, DAY, []), noLevel, planRulesFor(book, '450103', '450103', DAY), () => false), [])
})

t.test('within the areas named; in its own city where none are named', async (t) => {
  t.strictSame(faults(agency, place('450105')), [], 'another district of the city')
  t.strictSame(faults(unnamed, place('450105')), [])
  const district = withAssessors(granted(registered(), { on: '2026-05-21', areas: ['450103'] }), 3)
  t.strictSame(faults(district, place('450103')), [])
  t.strictSame(faults(district, place('450105')), ['area-outside'], 'the next district, of the same city')
  const region = withAssessors(granted(registered(), { on: '2026-05-21', areas: ['450000'] }), 3)
  t.strictSame(faults(region, place('450203')), ['crossing-unreported'], 'an area that takes in the other city does not spare its consent (GX-23)')
  t.strictSame(faults(region, { ...place('450203'), crossing: { reportedOn: '2026-11-10', consentedOn: DAY } }), [])
})

t.test('the areas and sites that count are those of the filing with the occupation', async (t) => {
  const asked = { occupation: '钳工', code: 'none', level: '4' }
  const liuzhou = { areas: ['450200'], sites: [{ id: 'LZ-01', name: '柳州考点', jurisdiction: '450203' }] }
  const both = withAssessors(granted(unnamed, { track: 'skill-appraisal', on: '2026-05-22', occupations: [FITTER], ...liuzhou }), 3)
  t.strictSame(faults(both), [], 'the area of another filing takes its own city away from none')
  t.strictSame(faults(withAssessors(both, 3, '钳工'), { ...asked, ...place('450103') }), ['area-outside'])
  const named = withAssessors(granted(agency, { track: 'skill-appraisal', on: '2026-05-22', occupations: [FITTER], ...liuzhou }), 3, '钳工')
  const consented = { reportedOn: '2026-11-01', consentedOn: '2026-11-02' }
  t.strictSame(faults(named, { ...asked, site: { jurisdiction: '450203', id: 'LZ-01' }, crossing: consented }), [])
  t.strictSame(faults(named, place('450203')), ['area-outside', 'crossing-unreported'], 'nor does it open that city to what is filed elsewhere')
  t.strictSame(faults(named, { site: { jurisdiction: '450103', id: 'LZ-01' } }), ['site-not-filed'])
})

t.test('an area added by a change stands beside the own city of a filing that named none', async (t) => {
  const added = granted(unnamed, { kind: 'change', on: '2026-07-01', occupations: [], areas: ['450200'] })
  t.strictSame(faults(added), [])
  t.strictSame(faults(added, place('450203')), ['crossing-unreported'])
  t.strictSame(faults(added, place('450302')), ['area-outside', 'crossing-unreported'])
  const district = withAssessors(granted(registered(), { on: '2026-05-21', areas: ['450103'] }), 3)
  const more = granted(district, { kind: 'change', on: '2026-07-01', occupations: [], areas: ['450200'] })
  t.strictSame([faults(more, place('450103')), faults(more, place('450105'))], [[], ['area-outside']], 'one that named its areas has those')
})

t.test('in another city it has to be reported and consented to before the day', async (t) => {
  const there = place('450203')
  t.strictSame(faults(unnamed, there), ['crossing-unreported'])
  t.strictSame(faults(agency, there), ['area-outside', 'crossing-unreported'], 'and it is outside the area named')
  const told = (crossing: EvaluationPlan['crossing']): string[] => faults(agency, { ...there, ...crossing ? { crossing } : {} })
  t.strictSame(told({ reportedOn: '2026-11-10', consentedOn: DAY }), [], 'with consent of that very day')
  t.strictSame(told({ reportedOn: '2026-11-10', consentedOn: '2026-11-21' }), ['area-outside', 'crossing-unreported'], 'with consent a day late')
  t.strictSame(told({ reportedOn: '2026-11-10' }), ['area-outside', 'crossing-unreported'], 'reported only')
  t.strictSame(told({ reportedOn: '2026-11-21', consentedOn: DAY }), ['area-outside', 'crossing-unreported'], 'reported afterwards')
})

t.test('what is on record of report and consent counts for its place and its days', async (t) => {
  const recorded = kept(agency, { type: 'record-crossing', place: '450200', from: '2026-11-01', to: DAY, reportedOn: '2026-10-10', consentedOn: '2026-10-20' })
  t.strictSame(faults(recorded, place('450203')), [])
  t.strictSame(faults(recorded, { ...place('450203'), heldOn: '2026-11-01' }), [])
  t.strictSame(faults(recorded, { ...place('450203'), heldOn: '2026-10-31' }), ['area-outside', 'crossing-unreported'])
  t.strictSame(faults(recorded, { ...place('450203'), heldOn: '2026-11-21' }), ['area-outside', 'crossing-unreported'])
  t.strictSame(faults(recorded, place('450302')), ['area-outside', 'crossing-unreported'], 'another city still')
  const silent = kept(agency, { type: 'record-crossing', place: '450200', from: '2026-11-01', to: DAY, reportedOn: '2026-10-10' })
  t.strictSame(faults(silent, place('450203')), ['area-outside', 'crossing-unreported'], 'reported, not consented to')
})

t.test('where the rules say nothing of other cities, only the area counts', async (t) => {
  const guizhou = withAssessors(granted(registered({ jurisdiction: '520102' }), { on: '2026-05-21' }), 3)
  t.strictSame(faults(guizhou, place('520103')), [])
  t.strictSame(faults(guizhou, place('520302')), ['area-outside'])
  const [own] = [planRulesFor(book, '450103', '520102', DAY)]
  t.equal(own.crossing?.provision, 'guangxi/main/part-2/item-2', 'an agency keeps the rules of its home')
  t.equal(crossingFor(guizhou, place('520302'), planRulesFor(book, '520102', '520302', DAY)), null)
})

t.test('an agency of the region itself is at home in all of it', async (t) => {
  t.notOk(crossesCity({ opening: { ...registered().opening, jurisdiction: '450000' } }, place('450203')))
  t.ok(crossesCity(registered(), place('450203')))
})

t.test('a site has to be on file where the filing lists sites; another city has consented to its own', async (t) => {
  t.strictSame(faults(agency, { site: { jurisdiction: '450103', id: 'NN-02' } }), ['site-not-filed'])
  t.strictSame(faults(unnamed, { site: { jurisdiction: '450103', id: 'NN-02' } }), [])
  t.strictSame(faults(agency, { site: { jurisdiction: '450203', id: 'LZ-01' }, crossing: { reportedOn: '2026-11-01', consentedOn: '2026-11-02' } }), [])
})

t.test('three assessors of the occupation have to be on file on the day', async (t) => {
  const two = withAssessors(granted(registered(), { on: '2026-05-21' }), 2)
  t.strictSame(faults(two), ['assessors-too-few'])
  t.strictSame(faults(agency, { heldOn: '2026-05-31' }), ['assessors-too-few'], 'they came on 1 June')
  t.strictSame(faults(agency, { heldOn: '2026-06-01' }), [])
  const left = kept(agency, { type: 'take-off-file', role: 'assessor', ref: 'KP-2', on: DAY })
  t.strictSame([faults(left, { heldOn: '2026-11-19' }), faults(left)], [[], ['assessors-too-few']], 'one leaves: gone on the day itself')
  t.strictSame(faults(withAssessors(granted(registered(), { on: '2026-05-21' }), 3, '钳工')), ['assessors-too-few'], 'of another occupation')
  t.strictSame(faults(withAssessors(granted(registered(), { on: '2026-05-21' }), 3, '焊工')), [], 'by its name instead of its code')
  const [fault] = planFaults(two, agencyOn(two, DAY, []), plan, planRulesFor(book, '450103', '450103', DAY), () => false)
  t.match(fault, { provision: 'guangxi/annex-2/part-1/item-2', citation: /附件2第一部分第（二）项/, notes: ['GX-12', 'GX-27'] })
})

t.test('a supervisor is no assessor', async (t) => {
  const two = withAssessors(granted(registered(), { on: '2026-05-21' }), 2)
  t.strictSame(faults(kept(two, { type: 'put-on-file', role: 'quality-supervisor', ref: 'KP-9', refKind: 'other', name: '督导', occupations: ['焊工'], on: '2026-06-01' })), ['assessors-too-few'])
})

t.test('each assessor named has to be on file for the occupation, and not barred; each is told by his place', async (t) => {
  t.strictSame(faults(agency, { assessors: ['KP-1', 'KP-7'] }), ['assessor-unfiled'])
  t.strictSame(faults(agency, { assessors: ['KP-1'] }, [], ['KP-1']), ['assessor-barred'])
  t.strictSame(faults(agency, { assessors: ['KP-1'], heldOn: '2029-05-22' }, [], ['KP-1']), ['filing-not-valid', 'assessor-barred'])
  const told = planFaults(agency, agencyOn(agency, DAY, []), { ...plan, assessors: ['KP-1', 'KP-7', 'KP-2'] }, planRulesFor(book, '450103', '450103', DAY), (one) => one === 'KP-2')
  t.strictSame(told.map(({ lead, assessor }) => [lead, assessor]), [['assessor-unfiled', 1], ['assessor-barred', 2]])
  t.notOk(JSON.stringify(told).includes('KP-'), 'and nobody\'s number is repeated')
})

t.test('a credit or identity number is the same in small letters', async (t) => {
  const file = kept(agency, { type: 'put-on-file', role: 'assessor', ref: '11010519491231002x', refKind: 'resident-id', name: '张', occupations: ['焊工'], on: '2026-06-01' })
  t.strictSame(faults(file, { assessors: ['11010519491231002X'] }), [])
})

t.test('of an agency that is not registered here it is told that it is not', async (t) => {
  t.match(planFaults(null, { status: 'unfiled', filings: [] }, plan, planRulesFor(book, '450103', '450103', DAY), () => false), [{ lead: 'agency-unfiled', detail: { en: /not registered here/ } }])
})

t.test('every lead of this file has its conduct, one of the agency\'s', async (t) => {
  const leads = ['agency-unfiled', 'filing-not-valid', 'occupation-outside', 'level-outside', 'area-outside', 'crossing-unreported', 'site-not-filed', 'agency-suspended', 'assessor-unfiled', 'assessor-barred', 'assessors-too-few']
  for (const lead of leads) t.ok(Object.hasOwn(book.vocabulary.conducts, book.vocabulary.leads[lead]?.conduct ?? ''), lead)
})
