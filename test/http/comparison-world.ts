/** Agencies, assessors and measures to compare evaluation records with, and the comparison as a client sees it. */
import type { Test } from 'tap'
import { buildApp } from '../../src/app.ts'
import type { App } from '../../src/app-types.ts'
import type { AgencyBodies, Occupation, Site } from '../../src/domain/agency/agency.ts'
import type { EvaluationRow } from '../../src/domain/leads/row.ts'
import type { LeadLine } from '../../src/records/comparison-lines.ts'
import type { Records } from '../../src/records/records.ts'
import { loadRules } from '../../src/rulesets/load.ts'
import type { Store } from '../../src/store/store.ts'
import { openSealedStore } from '../sealed.ts'
import { depsFor } from '../deps.ts'

export const TODAY = '2026-11-21'
export const ndjson = { 'content-type': 'application/x-ndjson' }
export const csv = { 'content-type': 'text/csv' }

export interface World { readonly app: App, readonly records: Records, readonly store: Store }

export async function world (t: Pick<Test, 'teardown'>, given: { requestTimeout?: number } = {}): Promise<World> {
  const store = await openSealedStore('file::memory:')
  const deps = await depsFor({ rules: loadRules(), today: () => TODAY, store })
  const app = await buildApp(deps, given)
  t.teardown(() => app.close())
  return { app, records: deps.records, store }
}

const caller = { actor: { id: 'wei', level: 'city' }, lang: 'zh' as const, idempotency: null }

/** What an agency is on file for; each filing by itself, of the first kind. */
export interface FilingGiven { readonly from: string, readonly until: string | null, readonly occupations?: readonly Occupation[], readonly areas?: readonly string[], readonly sites?: readonly Site[], readonly track?: string }
export interface AgencyGiven {
  readonly ref: string
  readonly jurisdiction: string
  readonly filings?: readonly FilingGiven[]
  readonly assessors?: readonly { readonly ref: string, readonly on: string, readonly until?: string, readonly occupations?: readonly string[] }[]
  readonly crossings?: readonly AgencyBodies['record-crossing'][]
}

export const ELECTRICIAN: Occupation = { name: '电工', levels: ['三级', '四级'] }

/** Enters the steps as they would be kept once they had been accepted: what is accepted is for the tests of agencies. */
export async function register ({ records: { agencies: { register } } }: World, { ref, jurisdiction, filings = [], assessors = [], crossings = [] }: AgencyGiven): Promise<string> {
  const opened = await register.open(caller, async () => ({ step: { type: 'register-agency', body: { ref, refKind: 'other', name: `${ref}职业培训学校`, agencyKind: 'training-organisation', jurisdiction } }, subject: null }), ({ row }) => ({ id: row.id, etag: row.head }))
  const { id } = JSON.parse(opened.body) as { id: string }
  let { etag } = opened.headers
  const step = async (type: string, body: object, outcome: object = {}): Promise<void> => {
    ;({ headers: { etag } } = await register.append(id, etag, caller, () => ({ type, body, outcome }), () => ({})))
  }
  for (const { from, until, track = 'level-recognition', occupations = [ELECTRICIAN], areas = [], sites = [] } of filings) {
    await step('apply', { track, kind: 'initial', on: from, occupations, areas, sites })
    await step('grant', { on: from, receipt: `回执 ${from}` }, { validity: { from, until } })
  }
  for (const { ref, on, until, occupations = ['电工'] } of assessors) await step('put-on-file', { role: 'assessor', ref, refKind: 'other', name: '某', occupations, on, ...until === undefined ? {} : { until } })
  for (const crossing of crossings) await step('record-crossing', crossing)
  return id
}

/** Records an earlier decision. */
export async function decided ({ app }: World, type: string, ref: string, measure: string, from: string, to?: string): Promise<void> {
  const answer = await app.inject({
    method: 'POST',
    url: '/v1/prior-decisions',
    payload: { subject: { type, ref, refKind: 'other', name: '某某' }, jurisdiction: '450103', decidedOn: from, authority: '某局', measures: [{ measure, from, ...to === undefined ? {} : { to } }], document: '某字1号' }
  })
  if (answer.statusCode !== 201) throw new Error(answer.payload)
}

export type Line =
  | LeadLine
  | { type: 'fault', line: number, errors: { pointer: string, detail: string }[] }
  | { type: 'progress', rows: number, leads: number, faults: number }
  | { type: 'summary', rows: number, leads: number, faults: number, byLead: { lead: string, label: string, leads: number, rows: number }[], complete: true }
  | { type: 'aborted', rows: number, leads: number, faults: number, problem: { code: string } }

export const linesIn = (text: string): Line[] => text.split('\n').slice(0, -1).map((line) => JSON.parse(line) as Line)
export const leadsIn = (lines: readonly Line[]): LeadLine[] => lines.filter((line) => line.type === 'lead')

export const lined = (rows: readonly unknown[]): string => rows.map((row) => `${JSON.stringify(row)}\n`).join('')

export async function compare ({ app }: Pick<World, 'app'>, body: string | Buffer, { query = '', headers = ndjson }: { query?: string, headers?: Record<string, string> } = {}): Promise<Line[]> {
  const answer = await app.inject({ method: 'POST', url: `/v1/data-comparisons${query}`, headers, payload: body })
  if (answer.statusCode !== 200) throw new Error(`${answer.statusCode} ${answer.payload}`)
  return linesIn(answer.payload)
}

/** The leads that rows give, by their codes, in their order. */
export const codesOf = async (world: World, ...rows: readonly Partial<EvaluationRow>[]): Promise<string[]> => leadsIn(await compare(world, lined(rows.map((row) => ({ ...fine, ...row }))))).map(({ lead }) => lead)

/** A row with which everything is as it should be, in the world of `furnish`. */
export const fine: EvaluationRow = { candidate: 'C-1', agency: 'GOOD', occupation: '电工', level: '三级', site: '450103', siteId: 'A1', date: '2026-03-14', from: '09:00', to: '11:00', assessors: ['KP-1', 'KP-2'] }

const staff = (day: string) => ['KP-1', 'KP-2', 'KP-3'].map((ref) => ({ ref, on: day }))

/** An agency in Nanning on file from 2025-01-10 to 2028-01-10, and others with whom something is wrong. */
export async function furnish (t: Pick<Test, 'teardown'>, given?: { requestTimeout?: number }): Promise<World> {
  const made = await world(t, given)
  const filing = { from: '2025-01-10', until: '2028-01-10', sites: [{ id: 'A1', name: '一号考点', jurisdiction: '450103' }] }
  await register(made, { ref: 'GOOD', jurisdiction: '450103', filings: [filing], assessors: staff('2025-01-10') })
  await register(made, { ref: 'SMALL', jurisdiction: '450103', filings: [filing], assessors: staff('2025-01-10').slice(0, 2) })
  await register(made, { ref: 'EXPIRED', jurisdiction: '450103', filings: [{ ...filing, from: '2023-03-13', until: '2026-03-13' }], assessors: staff('2023-03-13') })
  await register(made, { ref: 'NEW', jurisdiction: '450103', filings: [{ ...filing, from: '2026-03-15' }], assessors: staff('2025-01-10') })
  await register(made, { ref: 'NEVER', jurisdiction: '450103' })
  await register(made, { ref: 'HELD', jurisdiction: '450103', filings: [filing], assessors: staff('2025-01-10') })
  await decided(made, 'agency', 'HELD', 'suspend-evaluation', '2026-03-14')
  await register(made, { ref: 'AREA', jurisdiction: '450103', filings: [{ ...filing, sites: [], areas: ['450100'] }], assessors: staff('2025-01-10'), crossings: [{ place: '450300', from: '2026-03-01', to: '2026-03-31', reportedOn: '2026-02-20', consentedOn: '2026-02-25' }] })
  return made
}
