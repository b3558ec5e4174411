/** Evaluation records compared over HTTP: each kind of lead, met and missed beside it. */
import t from 'tap'
import { Checker, operationsOf, servedBy } from '../openapi/document.ts'
import { codesOf, compare, csv, decided, fine, furnish, leadsIn, lined, linesIn, ndjson, register, world } from './comparison-world.ts'
import { isProblem, post } from './service.ts'

const made = await furnish(t)
const URL = '/v1/data-comparisons'

t.test('a row with which everything is as it should be shows nothing, and the summary says so', async (t) => {
  t.strictSame(await compare(made, lined([fine])), [{ type: 'summary', rows: 1, leads: 0, faults: 0, byLead: [], complete: true }])
})

t.test('a lead says what does not fit and which conduct it would be, and its case can be opened as it is', async (t) => {
  const [lead] = leadsIn(await compare(made, lined([{ ...fine, row: 'R-7', level: '二级' }])))
  t.match(lead, {
    type: 'lead',
    line: 1,
    row: 'R-7',
    lead: 'level-outside',
    label: '等级不在备案范围',
    conduct: 'agency.out-of-scope',
    facts: {},
    detail: /二级/,
    notes: [],
    case: { jurisdiction: '450103', occurredOn: '2026-03-14', subject: { type: 'agency', ref: 'GOOD', refKind: 'other', name: 'GOOD职业培训学校' }, source: 'data-comparison', conducts: [{ code: 'agency.out-of-scope', facts: {} }], session: { occupation: '电工', level: '二级', site: 'A1', heldOn: '2026-03-14' } }
  })
  const opened = await post(made.app, '/v1/cases', lead?.case)
  t.equal(opened.statusCode, 201, opened.payload)
  t.match(opened.json(), { state: 'registered', source: 'data-comparison' })
})

const beside: [string, string[], object, string, object][] = [
  ['a level that is not on file', ['level-outside'], { level: '二级' }, 'one that is', { level: '四级' }],
  ['an occupation that is not on file', ['occupation-outside'], { occupation: '焊工', assessors: [] }, 'one without a level', { level: undefined }],
  ['a site that is not on file', ['site-not-filed'], { siteId: 'B9' }, 'one without a name', { siteId: undefined }],
  ['an agency that is not registered', ['agency-unfiled'], { agency: 'NOBODY' }, 'one that is', { agency: 'GOOD' }],
  ['an agency that was registered and never filed', ['agency-unfiled'], { agency: 'NEVER' }, 'one that was', {}],
  ['the day before the filing', ['agency-unfiled'], { agency: 'NEW' }, 'the day of the filing', { agency: 'NEW', date: '2026-03-15' }],
  ['the day after the filing ended', ['filing-not-valid'], { agency: 'EXPIRED' }, 'its last day', { agency: 'EXPIRED', date: '2026-03-13' }],
  ['the first day of a suspension', ['agency-suspended'], { agency: 'HELD' }, 'the day before', { agency: 'HELD', date: '2026-03-13' }],
  ['another city, of which nothing was told', ['area-outside', 'crossing-unreported'], { agency: 'AREA', site: '450203' }, 'the areas on file', { agency: 'AREA', site: '450107' }],
  ['another city with report and without consent', ['area-outside', 'crossing-unreported'], { agency: 'AREA', site: '450203', reportedOn: '2026-03-01' }, 'with both', { agency: 'AREA', site: '450203', reportedOn: '2026-03-01', consentedOn: '2026-03-14' }],
  ['consent a day too late', ['area-outside', 'crossing-unreported'], { agency: 'AREA', site: '450203', reportedOn: '2026-03-01', consentedOn: '2026-03-15' }, 'consent on record', { agency: 'AREA', site: '450305' }],
  ['a day after the consent on record', ['area-outside', 'crossing-unreported'], { agency: 'AREA', site: '450305', date: '2026-04-01' }, 'its last day', { agency: 'AREA', site: '450305', date: '2026-03-31' }],
  ['an assessor who is not on file', ['assessor-unfiled'], { assessors: ['KP-1', 'KP-9'] }, 'those who are', { assessors: ['KP-1', 'KP-2', 'KP-3'] }],
  ['two assessors on file', ['assessors-too-few'], { agency: 'SMALL' }, 'three', {}]
]

for (const [what, leads, met, other, missed] of beside) {
  t.test(`${what} is a lead, and ${other} is none`, async (t) => {
    t.strictSame(await codesOf(made, met), leads)
    t.strictSame(await codesOf(made, missed), [])
  })
}

t.test('a barred candidate is a lead on each of his rows, on the first and the last day of the bar and not on those around them', async (t) => {
  const barred = await world(t)
  await register(barred, { ref: 'GOOD', jurisdiction: '450103', filings: [{ from: '2022-01-01', until: '2028-01-10' }], assessors: ['KP-1', 'KP-2', 'KP-3'].map((ref) => ({ ref, on: '2022-01-01' })) })
  await decided(barred, 'candidate', 'C-1', 'bar-2-years', '2023-09-03', '2025-09-02')
  const rows = ['2023-09-02', '2023-09-03', '2025-09-02', '2025-09-03'].map((date) => ({ ...fine, date }))
  const lines = await compare(barred, lined([...rows, rows[1], { ...rows[1], candidate: 'C-2' }]))
  t.strictSame(leadsIn(lines).map(({ lead, line, conduct }) => [lead, line, conduct]), [2, 3, 5].map((line) => ['candidate-barred', line, 'agency.lax-eligibility-review']))
  t.match(leadsIn(lines)[0], { person: { type: 'candidate', ref: 'C-1' }, measures: [{ measure: 'bar-2-years', label: '2年内不得参加评价', from: '2023-09-03', to: '2025-09-02' }] })
  t.match(lines.at(-1), { byLead: [{ lead: 'candidate-barred', leads: 3, rows: 3 }] })
})

t.test('a measure that bars nobody from evaluation is no lead', async (t) => {
  const lax = await furnish(t)
  await decided(lax, 'candidate', 'C-1', 'cancel-data-access', '2025-01-01')
  t.strictSame(await codesOf(lax, {}), [])
})

t.test('a barred assessor is a lead from the day of the measure on, whoever employs him', async (t) => {
  const barred = await furnish(t)
  await decided(barred, 'assessor', 'KP-2', 'revoke-assessor-certificate', '2026-03-14')
  t.strictSame(await codesOf(barred, { date: '2026-03-13' }), [])
  t.strictSame(await codesOf(barred, {}), ['assessor-barred'])
  t.strictSame(await codesOf(barred, { agency: 'NOBODY' }), ['agency-unfiled', 'assessor-barred'])
  const [lead] = leadsIn(await compare(barred, lined([fine])))
  t.match(lead, { person: { type: 'assessor', ref: 'KP-2', nth: 2 }, measures: [{ measure: 'revoke-assessor-certificate', from: '2026-03-14', to: null }] })
})

t.test('what a whole evaluation shows is told once, and its rows are counted', async (t) => {
  const rows = Array.from({ length: 30 }, (_, n) => ({ ...fine, candidate: `C-${n}`, level: '二级' }))
  const lines = await compare(made, lined([...rows, { ...fine, level: '二级', date: '2026-03-15' }, { ...fine, level: '一级' }]))
  t.strictSame(leadsIn(lines).map(({ lead, line }) => [lead, line]), [['level-outside', 1], ['level-outside', 31], ['level-outside', 32]])
  t.match(lines.at(-1), { rows: 32, leads: 3, byLead: [{ lead: 'level-outside', leads: 3, rows: 32 }] })
})

t.test('the place of the text that asks for what is not so is named', async (t) => {
  const [lead] = leadsIn(await compare(made, lined([{ ...fine, agency: 'SMALL' }])))
  t.match([lead?.provision, lead?.citation], [/^guangxi\//, /^《/])
})

const nanning = { ...fine, agency: 'AREA', site: '450103' }
const liuzhou = { ...fine, agency: 'AREA', site: '450203', reportedOn: '2026-03-01', consentedOn: '2026-03-02', candidate: 'C-2' }

t.test('one assessor at two sites at once is a lead for each of the agencies', async (t) => {
  const together = async (...rows: object[]) => leadsIn(await compare(made, lined(rows))).filter(({ lead }) => lead.endsWith('-twice'))
  const [one, ...others] = await together({ ...nanning, assessors: ['KP-3', 'KP-1'] }, { ...liuzhou, assessors: ['KP-1'], from: '10:59', to: '12:00' })
  t.match(one, { lead: 'assessor-twice', conduct: 'agency.assessor-assignment', line: 2, otherLine: 1, person: { type: 'assessor', nth: 1 }, case: { subject: { ref: 'AREA' } } })
  t.notMatch(one?.detail, /没有写全/)
  t.strictSame(others, [], 'one agency, one lead')
  t.equal((await together(nanning, { ...liuzhou, agency: 'GOOD' })).filter(({ lead }) => lead === 'assessor-twice').length, 4, 'two agencies and two assessors')
  t.strictSame(await together(nanning, { ...liuzhou, from: '11:00', to: '12:00' }), [], 'the one ends as the other begins')
  t.strictSame(await together(nanning, { ...liuzhou, date: '2026-03-15' }), [], 'another day')
  t.strictSame(await together(nanning, { ...liuzhou, assessors: ['KP-3'] }), [], 'another assessor')
  t.strictSame(await together({ ...nanning, siteId: 'A1' }, { ...nanning, candidate: 'C-2', siteId: undefined }), [], 'it may be the same site')
  t.equal((await together({ ...nanning, siteId: 'A1' }, { ...nanning, candidate: 'C-2', siteId: 'A2' })).length, 2, 'two sites in one district')
  const unknown = await together({ ...nanning, from: undefined }, { ...liuzhou, assessors: ['KP-1'] })
  t.match(unknown.map(({ lead, detail }) => [lead, detail]), [['assessor-twice', /时间没有写全/]], 'where the times are not given, the lead says so')
})

t.test('one candidate at two sites at once is a lead', async (t) => {
  const rows = [{ ...nanning, assessors: ['KP-1'] }, { ...liuzhou, assessors: ['KP-2'], candidate: 'C-1', from: '10:00' }]
  t.match(leadsIn(await compare(made, lined(rows))), [{ lead: 'candidate-twice', conduct: 'agency.lax-eligibility-review', line: 2, otherLine: 1, person: { type: 'candidate' } }])
  t.strictSame(leadsIn(await compare(made, lined([rows[0], { ...rows[1], candidate: 'C-2' }]))), [])
})

t.test('an agency on file without an evaluation for twelve full months is a lead, counted from the last one or from its filing', async (t) => {
  const region = await world(t)
  const filed = (ref: string, from: string, jurisdiction = '450103') => register(region, { ref, jurisdiction, filings: [{ from, until: '2030-01-01' }] })
  for (const [ref, from] of [['IDLE', '2023-01-01'], ['LATE', '2025-06-30'], ['SOON', '2025-07-01'], ['BUSY', '2023-01-01'], ['ONCE', '2023-01-01']] as const) await filed(ref, from)
  await filed('ELSEWHERE', '2023-01-01', '520102')
  await register(region, { ref: 'GONE', jurisdiction: '450103', filings: [{ from: '2023-01-01', until: '2026-06-29' }] })
  const rows = [{ ...fine, agency: 'BUSY', date: '2025-07-01' }, { ...fine, agency: 'ONCE', date: '2025-06-30' }, { ...fine, agency: 'ONCE', date: '2025-01-02' }].map(({ level, siteId, assessors, ...row }) => row)
  const inactive = async (query: string, body = lined(rows)) => leadsIn(await compare(region, body, { query })).filter(({ lead }) => lead === 'inactive')
  const year = '?jurisdiction=450000&from=2024-07-01&to=2026-06-30'
  const found = await inactive(year)
  const months = Object.fromEntries(found.map(({ case: { subject }, facts }) => [subject.ref, facts.inactiveMonths]))
  t.strictSame(months, { IDLE: 24, LATE: 12, ONCE: 12 })
  t.match(found[0], { conduct: 'agency.inactivity', case: { occurredOn: '2026-06-30', jurisdiction: '450103', conducts: [{ code: 'agency.inactivity' }] } })
  t.notOk('line' in (found[0] ?? {}))
  for (const { case: body } of found) t.match((await post(region.app, '/v1/cases', body)).json(), { classification: { outcome: 'needs-facts', results: [{ questions: [{ fact: 'justified' }] }] } })
  t.strictSame((await inactive('?jurisdiction=450300&from=2024-07-01&to=2026-06-30')), [], 'another city')
  t.strictSame((await inactive('?jurisdiction=520000&from=2024-07-01&to=2026-06-30')).map(({ case: { subject } }) => subject.ref), ['ELSEWHERE'])
  t.strictSame((await inactive('?jurisdiction=450000&from=2025-07-01&to=2026-06-30', '')).map(({ case: { subject } }) => subject.ref).sort(), ['BUSY', 'IDLE', 'LATE', 'ONCE'], 'a year of which there is no record at all')
  t.strictSame(await inactive('?jurisdiction=450000&from=2025-07-02&to=2026-06-30', ''), [], 'of less than a year nothing can be said')
  t.strictSame(await inactive('?from=2024-07-01&to=2026-06-30'), [], 'nobody is looked for where no place is named')
})

t.test('what is asked has to go together', async (t) => {
  for (const [query, places] of [['jurisdiction=450000', ['/from', '/to']], ['jurisdiction=450000&from=2025-01-01', ['/to']], ['from=2026-02-01&to=2026-01-01', ['/to']], ['to=2026-11-22', ['/to']], ['progress=0', ['/progress']], ['x=1', ['/x']]] as const) {
    const problem = isProblem(t, await post(made.app, `${URL}?${query}`, '', ndjson), 400, 'validation', query)
    t.strictSame(problem.errors?.map(({ pointer }) => pointer), places)
  }
})

t.test('a row that cannot be compared is told by its line, with all that is wrong, and spoils no other', async (t) => {
  const bad = lined([{ ...fine, level: '二级' }, { ...fine, site: 'here', date: '2026-02-30' }, 7, { ...fine, from: '12:00', to: '12:00', date: '2026-11-22', consentedOn: '2026-01-01' }, { ...fine, more: 1, assessors: ['有 空格'] }]) + '{\n' + lined([{ ...fine, level: '一级' }])
  const lines = await compare(made, bad)
  t.strictSame(lines.map((line) => line.type === 'fault' ? [line.line, ...line.errors.map(({ pointer }) => pointer).sort()] : line.type), [
    'lead', [2, '/date', '/site'], [3, ''], [4, '/date', '/reportedOn', '/to'], [5, '/assessors/0', '/more'], [6, ''], 'lead', 'summary'
  ])
  t.match(lines.at(-1), { rows: 7, leads: 2, faults: 5 })
})

t.test('a row outside the period that the records are said to cover is a fault', async (t) => {
  const rows = ['2026-02-28', '2026-03-01', '2026-03-31', '2026-04-01'].map((date) => ({ ...fine, date }))
  t.strictSame((await compare(made, lined(rows), { query: '?from=2026-03-01&to=2026-03-31' })).map((line) => line.type === 'fault' ? line.line : line.type), [1, 4, 'summary'])
})

t.test('how far it has come is told after so many rows', async (t) => {
  const lines = await compare(made, lined(Array.from({ length: 7 }, () => fine)), { query: '?progress=3' })
  t.match(lines.map(({ type, ...rest }) => [type, 'rows' in rest ? rest.rows : undefined]), [['progress', 3], ['progress', 6], ['summary', 7]])
})

t.test('CSV and JSON lines of the same rows show the same', async (t) => {
  const rows = [fine, { ...fine, level: '二级' }, { ...fine, agency: 'NOBODY', row: 'a,"b"' }, { ...fine, assessors: ['KP-9', 'KP-1'], siteId: undefined }, { ...fine, site: 'x' }]
  const columns = ['row', 'date', 'candidate', 'agency', 'occupation', 'level', 'site', 'siteId', 'from', 'to', 'assessors'] as const
  const cell = (value: unknown): string => /[",]/.test(String(value)) ? `"${String(value).replaceAll('"', '""')}"` : String(value ?? '')
  const table = [columns, ...rows.map((row) => columns.map((name) => name === 'assessors' ? row.assessors?.join('; ') : (row as Record<string, unknown>)[name]))].map((fields) => fields.map(cell).join(',')).join('\r\n')
  const [one, other] = [await compare(made, lined(rows)), await compare(made, `\ufeff${table}`, { headers: csv })]
  // The line with the names is one more.
  t.strictSame(other.map((line) => 'line' in line && line.line !== undefined ? { ...line, line: line.line - 1 } : line), one)
  t.equal(leadsIn(one).length, 3)
})

t.test('a table whose columns are not known is refused as a whole', async (t) => {
  const header = 'candidate,agency,occupation,site,date'
  for (const [table, places] of [['', ['']], ['candidate,agency\n', ['/occupation', '/site', '/date']], [`${header},colour\n`, ['/colour']], [`${header},date\n`, ['/date']], [`${header}"\n`, ['']]] as const) {
    const problem = isProblem(t, await post(made.app, URL, table, csv), 400, 'validation', table)
    t.strictSame(problem.errors?.map(({ pointer }) => pointer), places)
  }
  const lines = await compare(made, `${header}\nC-1,GOOD,电工,450103\n"C-1\nC-1,GOOD,电工,450103,2026-03-14\n`, { headers: csv })
  t.strictSame(lines.map((line) => line.type === 'fault' ? line.line : line.type), [2, 3, 'summary'])
})

t.test('nothing at all is compared to the end', async (t) => {
  t.match(await compare(made, ''), [{ type: 'summary', rows: 0, complete: true }])
  isProblem(t, await post(made.app, URL, '{}', { 'content-type': 'application/json' }), 415, 'unsupported-media-type')
  isProblem(t, await made.app.inject({ method: 'POST', url: URL }), 415, 'unsupported-media-type')
})

t.test('every line is one of the document, in both languages', async (t) => {
  const document = await servedBy(made.app)
  const checker = new Checker(document)
  const operation = operationsOf(document).find(({ operationId }) => operationId === 'compareData')
  if (!operation) return t.fail('there is no such operation')
  const rows = [...beside.map(([, , met]) => ({ ...fine, ...met })), nanning, liuzhou, 7]
  for (const lang of ['zh', 'en']) {
    const answer = await post(made.app, `${URL}?progress=5&jurisdiction=450000&from=2024-01-01&to=2026-10-31`, lined(rows), { ...ndjson, 'accept-language': lang })
    t.strictSame(checker.faults(operation, answer), [])
    t.ok(new Set(linesIn(answer.payload).map(({ type }) => type)).size >= 4)
    t.match(answer.headers, { 'cache-control': 'no-store', 'content-language': lang === 'zh' ? 'zh-CN' : 'en' })
  }
})
