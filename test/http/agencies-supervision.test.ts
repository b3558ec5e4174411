/** The ledger of supervision and the draft of a circular: what is in them for a period, and what is not. */
import t, { type Test } from 'tap'
import type { Static } from 'typebox'
import { agencyExamples, agencyStepExamples } from '../../src/schemas/agency-examples.ts'
import type { CircularView, Ledger } from '../../src/schemas/supervision.ts'
import { inForce } from '../e2e/decided.ts'
import { about, at, say } from '../e2e/desks.ts'
import { by, Office } from '../e2e/office.ts'
import { start } from './service.ts'

const opening = agencyExamples['training-organisation'].value
const { apply, supplement, grant, supervise, rate, 'record-crossing': crossing } = agencyStepExamples
const level = { 'x-actor': 'wei', 'x-actor-level': 'province' }
const subject = { type: 'agency', ref: opening.ref, refKind: 'uscc', name: opening.name }
const YEAR = 'from=2026-01-01&to=2026-12-31'

async function registered (office: Office, over: object, ...steps: readonly object[]): Promise<string> {
  const { body } = await office.ask<{ id: string }>('POST', '/v1/agencies', { body: { ...opening, ...over }, headers: level })
  for (const step of steps) {
    const answer = await office.ask('POST', `/v1/agencies/${body.id}/steps`, { body: step, headers: { ...level, 'if-match': '*' } })
    if (answer.statusCode !== 201) throw new Error(answer.payload)
  }
  return body.id
}

const about450103 = (code: string, occurredOn: string, facts?: object) => ({ ...about('guangxi', [{ code, ...facts ? { facts } : {} } as never]), subject, occurredOn })

/** An agency with a filing, supervision, a rating of three stars, a decision that was rectified, one that was revoked, a case that was dismissed, one that is open. */
async function story (t: Test) {
  const { app } = await start(t, { today: () => '2026-11-21' })
  const office = await Office.at(t, app)
  const findings = [...supervise.value.findings, { what: '=2+2', conduct: 'agency.fees', handling: 'ordered', handledOn: '2026-09-16' }]
  const id = await registered(office, {}, apply.value, supplement.value, grant.value, crossing.value, { ...supervise.value, findings }, { ...rate.value, stars: 3 })
  const rectified = await inForce(office, about450103('agency.guaranteed-pass-advertising', '2026-06-15'), { decidedOn: '2026-07-01', level: 'province', rectifyBy: '2026-08-31' })
  await rectified.proceed(say.verify('2026-09-10'), at('province').wei)
  const revoked = await inForce(office, about450103('agency.lending-qualification', '2026-09-20'), { decidedOn: '2026-10-05', level: 'province' })
  await revoked.proceed(say.request('2026-10-10'), by('party', 'agency'))
  await revoked.proceed(say.review('2026-10-20', 'revoke'), by('zhao', 'province'))
  const dismissed = await office.open(about450103('agency.fees', '2026-10-01'), at('province').wei)
  await dismissed.proceed({ type: 'dismiss', reasons: '不实。' }, at('province').wei)
  return { app, office, id, rectified: rectified.id, revoked: revoked.id, dismissed: dismissed.id }
}

const kindsOf = ({ items }: Static<typeof Ledger>): string[] => (items[0]?.entries ?? []).map(({ on, kind }) => `${on} ${kind}`)

t.test('the ledger has what was found with an agency and what became of it, in the order of days', async (t) => {
  const { office, id, rectified, revoked, dismissed } = await story(t)
  const ledger = await office.get<Static<typeof Ledger>>(`/v1/supervision-ledger?${YEAR}`)
  t.match(ledger, { from: '2026-01-01', to: '2026-12-31', items: [{ agency: { id, ref: opening.ref, name: opening.name, jurisdiction: '450103' } }] })
  const dated = kindsOf(ledger).filter((one) => !/case-opened|case-dismissed/.test(one))
  t.strictSame(dated, ['2026-05-21 filing-granted', '2026-07-01 case-decided', '2026-07-03 case-served', '2026-09-10 case-rectified', '2026-09-15 supervision', '2026-10-05 case-decided', '2026-10-07 case-served', '2026-10-20 case-revoked', '2026-11-02 rating'],
    'a revoked decision stays in the ledger with its revocation, and terminated nothing')
  const of = (kind: string) => ledger.items[0]?.entries.filter((entry) => entry.kind === kind) ?? []
  t.match(of('supervision'), [{ form: 'on-site', by: ['wei', 'chen'], problems: [{ handling: 'on-the-spot' }, { what: '=2+2', conduct: 'agency.fees', handling: 'ordered' }] }])
  t.match(of('case-served')[0], { caseId: rectified, tier: { code: 'serious' }, conducts: [{ code: 'agency.guaranteed-pass-advertising' }], rectifyBy: '2026-08-31' })
  t.match(of('case-revoked'), [{ caseId: revoked, state: 'revoked' }])
  t.match(of('rating'), [{ stars: 3, result: 'qualified' }])
  t.match(of('filing-granted'), [{ track: 'level-recognition', receipt: 'GX-2026-0117' }])
  const everything = await office.get<Static<typeof Ledger>>('/v1/supervision-ledger?from=1900-01-01&to=2199-12-31')
  t.match(everything.items[0]?.entries.filter(({ kind }) => kind === 'case-dismissed'), [{ caseId: dismissed }])
  t.equal(everything.items[0]?.entries.filter(({ kind }) => kind === 'case-opened').length, 3)
})

t.test('the ledger of a period has its first and its last day, and of one agency it has that one', async (t) => {
  const { office, id } = await story(t)
  t.strictSame(kindsOf(await office.get(`/v1/supervision-ledger?agency=${id}&from=2026-09-15&to=2026-10-05`)), ['2026-09-15 supervision', '2026-10-05 case-decided'])
  t.strictSame(kindsOf(await office.get(`/v1/supervision-ledger?agency=${id}&from=2026-09-16&to=2026-10-04`)), [])
  t.strictSame((await office.get<Static<typeof Ledger>>('/v1/supervision-ledger?jurisdiction=52&from=2026-01-01&to=2026-12-31')).items, [], 'elsewhere there is nothing')
  const other = await registered(office, { ref: 'JG-2', refKind: 'other' }, { ...supervise.value, findings: [] })
  const refs = async (query: string) => (await office.get<Static<typeof Ledger>>(`/v1/supervision-ledger?${query}`)).items.map(({ agency }) => agency.id)
  t.strictSame(await refs(YEAR), [other, id])
  t.strictSame(await refs(`agency=${id}&${YEAR}`), [id])
  const first = await office.ask<Static<typeof Ledger>>('GET', `/v1/supervision-ledger?limit=1&${YEAR}`)
  t.strictSame(first.body.items.map(({ agency }) => agency.id), [other])
  t.strictSame(await refs(/\?(.+)>; rel="next"/.exec(String(first.headers.link))?.[1] ?? ''), [id])
})

t.test('a termination, a refusal and an earlier decision stand in the ledger', async (t) => {
  const office = await Office.at(t, (await start(t, { today: () => '2026-11-21' })).app)
  await registered(office, {}, apply.value, supplement.value, grant.value, { ...apply.value, track: 'skill-appraisal', on: '2026-06-01', dates: {}, materials: [] }, { type: 'refuse', on: '2026-06-05', reasons: '不符。', basis: ['附件1'] })
  await inForce(office, about450103('agency.lending-qualification', '2026-09-20'), { decidedOn: '2026-10-05', level: 'province' })
  const { id } = await office.post<{ id: string }>('/v1/prior-decisions', { subject, jurisdiction: '450103', decidedOn: '2026-02-03', authority: '示例局', measures: [{ measure: 'interview' }], document: '示例〔2026〕1号' })
  const withdrawn = await office.post<{ id: string }>('/v1/prior-decisions', { subject, jurisdiction: '450103', decidedOn: '2026-02-04', authority: '示例局', measures: [{ measure: 'interview' }], document: '示例〔2026〕2号' })
  await office.post(`/v1/prior-decisions/${withdrawn.id}/withdrawal`, { reasons: '录入有误。' })
  const { items: [item] } = await office.get<Static<typeof Ledger>>(`/v1/supervision-ledger?${YEAR}`)
  const kinds = item?.entries.filter(({ kind }) => kind !== 'case-opened').map(({ on, kind }) => `${on} ${kind}`)
  t.strictSame(kinds, ['2026-02-03 prior-decision', '2026-05-21 filing-granted', '2026-06-05 filing-refused', '2026-10-05 case-decided', '2026-10-07 case-served', '2026-10-07 filing-terminated'])
  t.match(item?.entries[0], { priorDecisionId: id, measures: [{ code: 'interview' }] })
})

/** The fields of each line, by a strict reader of RFC 4180. */
function fieldsOf (text: string): string[][] {
  const rows: string[][] = [[]]
  for (let at = 0; at < text.length;) {
    const quoted = text[at] === '"' ? /"((?:[^"]|"")*)"/y : /([^",\r\n]*)/y
    quoted.lastIndex = at
    const found = quoted.exec(text)
    if (!found) throw new Error(`no field at ${at}`)
    rows.at(-1)?.push((found[1] ?? '').replaceAll('""', '"'))
    at = quoted.lastIndex
    if (text.startsWith('\r\n', at)) { at += 2; if (at < text.length) rows.push([]) } else if (text[at] === ',') at++
    else throw new Error(`neither comma nor end of line at ${at}`)
  }
  return rows
}

t.test('the same as a table that a spreadsheet opens, a line for each problem, and nothing in it that it would compute', async (t) => {
  const { app, id } = await story(t)
  const table = async (query: string, language = 'zh') => await app.inject({ url: `/v1/supervision-ledger.csv?${query}`, headers: { 'accept-language': language } })
  const { statusCode, headers, rawPayload } = await table(YEAR)
  t.equal(statusCode, 200)
  t.match(headers, { 'content-type': 'text/csv; charset=utf-8', 'content-disposition': 'attachment; filename="supervision-ledger.csv"' })
  t.strictSame([...rawPayload.subarray(0, 3)], [0xef, 0xbb, 0xbf], 'the mark of UTF-8')
  const text = rawPayload.subarray(3).toString()
  t.ok(text.endsWith('\r\n'))
  const [names = [], ...rows] = fieldsOf(text)
  t.ok(rows.every(({ length }) => length === names.length))
  const column = (name: string): string[] => rows.map((row) => row[names.indexOf(name)] ?? '')
  t.strictSame(new Set(column('机构编号')), new Set([opening.ref]))
  const problems = rows.filter((row) => row[names.indexOf('事项')] === '质量督导').map((row) => [row[names.indexOf('发现的问题')], row[names.indexOf('处理情况')]])
  t.strictSame(problems, [['一间考场的监控录像缺四十分钟。', '当场纠正 2026-09-15'], ["'=2+2", '责令改正 2026-09-16']])
  t.ok(column('结果').includes('3 合格'))
  const [english = []] = fieldsOf((await table(`agency=${id}&${YEAR}`, 'en')).rawPayload.subarray(3).toString())
  t.strictSame(english.slice(0, 4), ['agency', 'number', 'place', 'day'])
  t.equal(fieldsOf((await table('from=2026-01-01&to=2026-01-02')).rawPayload.subarray(3).toString()).length, 1, 'where there is nothing, only the names of the columns')
})

t.test('a filing that was terminated has nothing left to renew', async (t) => {
  const { app } = await start(t, { today: () => '2026-11-21' })
  const office = await Office.at(t, app)
  await registered(office, {}, apply.value, supplement.value, grant.value)
  await inForce(office, about450103('agency.lending-qualification', '2026-09-20'), { decidedOn: '2026-10-05', level: 'province' })
  t.match(await office.get(`/v1/circulars?jurisdiction=45&${YEAR}`), { agencies: [{ terminated: true, bearsOn: [{ use: 'renewal', filings: { length: 0 } }, { use: 'star-rating', lastRating: null }] }] })
})

t.test('a circular names decisions that were served and stand, ratings and what is overdue, with what they rest on and bear on', async (t) => {
  const { office, id, rectified } = await story(t)
  const circular = async (query: string) => await office.get<Static<typeof CircularView>>(`/v1/circulars?${query}`)
  const year = await circular(`jurisdiction=45&${YEAR}`)
  t.match(year.basis, { provision: 'guangxi/main/part-3/item-3' })
  t.equal(year.agencies.length, 1)
  const [agency] = year.agencies
  t.match(agency, { agencyId: id, ref: opening.ref, suspended: true, terminated: false, keySupervision: false, badCredit: false, refusedRefiling: false, ratings: [{ on: '2026-11-02', stars: 3 }], overdue: [] })
  t.strictSame(agency?.decisions.map(({ caseId, servedOn, publish }) => ({ caseId, servedOn, publish })), [{ caseId: rectified, servedOn: '2026-07-03', publish: false }], 'not the one that was revoked')
  t.match(agency?.decisions[0], { tier: { code: 'serious' }, provisions: [{ provision: 'guangxi/annex-3/serious/item-4', citation: /第（二）项第4目/ }], measures: [{ measure: 'rectify' }, { measure: 'suspend-evaluation', basis: ['guangxi/annex-3/serious/item-4'] }] })
  t.match(agency?.bearsOn, [{ use: 'renewal', filings: [{ track: 'level-recognition', until: '2029-05-21' }] }, { use: 'star-rating', lastRating: { on: '2026-11-02', stars: 3 } }])
  t.match(year.supervision, { carriedOut: 1, problems: 2, byHandling: [{ handling: 'none', count: 0 }, { handling: 'on-the-spot', count: 1 }, { handling: 'ordered', count: 1 }, { handling: 'case', count: 0 }] })

  const until = async (to: string) => (await circular(`jurisdiction=450000&from=2026-08-01&to=${to}`)).agencies
  t.strictSame(await until('2026-08-31'), [], 'on the last day of the period for rectification nothing is overdue yet')
  t.match(await until('2026-09-01'), [{ decisions: [], overdue: [{ caseId: rectified, by: '2026-08-31' }] }])
  t.strictSame(await until('2026-09-10'), [], 'verified on that day')
  t.match((await circular('jurisdiction=45&from=2026-07-03&to=2026-07-03')).agencies, [{ decisions: [{ caseId: rectified }] }])
  t.strictSame((await circular('jurisdiction=45&from=2026-07-04&to=2026-07-10')).agencies, [])
  t.match(await circular(`jurisdiction=52&${YEAR}`), { basis: null, agencies: [], supervision: { carriedOut: 0 } })
})

t.test('a circular bears on no renewal of a filing that was terminated', async (t) => {
  const office = await Office.at(t, (await start(t, { today: () => '2026-11-21' })).app)
  await registered(office, {}, apply.value, supplement.value, grant.value, { ...rate.value, stars: 3, selfAssessedOn: '2026-08-01', reviewedOn: '2026-08-20', on: '2026-09-01' })
  await inForce(office, about450103('agency.lending-qualification', '2026-09-20'), { decidedOn: '2026-10-05', level: 'province' })
  const filings = async (to: string) => (await office.get<Static<typeof CircularView>>(`/v1/circulars?jurisdiction=45&from=2026-01-01&to=${to}`)).agencies.map(({ bearsOn }) => bearsOn.find(({ use }) => use === 'renewal')?.filings?.length)
  t.strictSame([await filings('2026-10-06'), await filings('2026-10-07')], [[1], [0]], 'terminated when the decision is served')
})

t.test('a circular names an agency that is not registered here, and that publication was decided', async (t) => {
  const office = await Office.at(t, (await start(t, { today: () => '2026-11-21' })).app)
  const { wei } = at('province')
  const dossier = await office.open(about450103('agency.lending-qualification', '2026-09-20'), wei)
  await dossier.proceed(say.accept, wei)
  await dossier.proceed(say.establish('2026-09-25', [{ code: 'agency.lending-qualification' }], { signers: ['wei', 'chen'], confirmedBy: 'lead' }), wei)
  await dossier.proceed(say.notify('2026-09-26', { optionalMeasures: ['publish', 'list-dishonest', 'refuse-refiling'] }), wei)
  await dossier.proceed(say.hear('2026-09-27', { waived: true }), by('party', 'agency'))
  await dossier.proceed(say.decide('2026-10-05', { optionalMeasures: ['publish', 'list-dishonest', 'refuse-refiling'] }), by('李华', 'province'))
  await dossier.proceed(say.serve('2026-10-07'), wei)
  const { agencies } = await office.get<Static<typeof CircularView>>(`/v1/circulars?jurisdiction=4501&${YEAR}`)
  t.match(agencies, [{ agencyId: null, ref: opening.ref, jurisdiction: '450103', terminated: true, badCredit: true, refusedRefiling: true, suspended: false, decisions: [{ publish: true }] }])
})
