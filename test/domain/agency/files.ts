/** Files of agencies as the tests need them: from steps, with the outcomes that the service would add. */
import type { AgencyFile, AgencyOpening, AgencyStep, Occupation } from '../../../src/domain/agency/agency.ts'
import type { RegisterEntry } from '../../../src/domain/register.ts'
import { applyToAgency, openAgency } from '../../../src/domain/agency/fold.ts'
import { advanceAgency } from '../../../src/domain/agency/advance.ts'
import type { AgencyRefusal } from '../../../src/domain/agency/refusal.ts'
import type { InForce } from '../../../src/domain/agency/status.ts'
import { FilingFault } from '../../../src/domain/filing.ts'
import { loadRules } from '../../../src/rulesets/load.ts'
import { trainingOrganisation } from '../../../src/schemas/filing-examples.ts'

export const { book, calendar } = loadRules()
export const TODAY = '2026-11-21'

export const opening: AgencyOpening = { ref: 'JG-1', refKind: 'other', name: '示例职业培训学校', agencyKind: 'training-organisation', jurisdiction: '450103' }

type Step = { readonly [name: string]: unknown, readonly type: AgencyStep['type'] }

/** One more step as it is kept, whether it may come or not. */
export function kept (file: AgencyFile, { type, ...body }: Step, outcome: object = {}, level = 'province'): AgencyFile {
  return applyToAgency(file, { seq: file.entries.length + 1, type, at: `${TODAY}T12:00:00.000+08:00`, actor: 'wei', level, body, outcome: outcome as RegisterEntry['outcome'] })
}

export const registered = (over: Partial<AgencyOpening> = {}): AgencyFile =>
  openAgency('019ab4e2-5c00-7d3a-9f1e-2b6c8d4e7a10', { seq: 1, type: 'register-agency', at: `${TODAY}T12:00:00.000+08:00`, actor: 'wei', level: 'city', body: { ...opening, ...over }, outcome: {} })

export const WELDER: Occupation = { name: '焊工', code: '6-18-02-04', levels: ['5', '4', '3'] }
export const FITTER: Occupation = { name: '钳工', levels: ['4'] }

interface Granted { readonly track?: string, readonly kind?: string, readonly on: string, readonly from?: string | null, readonly until?: string | null, readonly occupations?: readonly Occupation[], readonly areas?: readonly string[], readonly sites?: readonly object[], readonly name?: string }

/** An application granted on the same day. */
export function granted (file: AgencyFile, { track = 'level-recognition', kind = 'initial', on, from = kind === 'change' ? null : on, until = null, occupations = [WELDER], areas = [], sites = [], name }: Granted): AgencyFile {
  const applied = kept(file, { type: 'apply', track, kind, on, occupations, areas, sites, ...name === undefined ? {} : { name } })
  return kept(applied, { type: 'grant', on, receipt: `R-${applied.entries.length}` }, { validity: from === null ? null : { from, until } })
}

/** The step taken, or why not. */
export function tried (file: AgencyFile, step: Step, { level = 'province', inForce = [], today = TODAY }: { level?: string, inForce?: readonly InForce[], today?: string } = {}): AgencyFile | AgencyRefusal {
  const advanced = advanceAgency({ book, calendar, today, file, inForce }, step as never, level)
  return 'reason' in advanced ? advanced : kept(file, { ...advanced.body, type: advanced.type }, advanced.outcome, level)
}

/** The step taken; it has to be one that may come. */
export function taken (file: AgencyFile, step: Step, given?: Parameters<typeof tried>[2]): AgencyFile {
  const after = tried(file, step, given)
  if ('reason' in after) throw new Error(`${step.type}: ${after.reason} (${after.detail.en})`)
  return after
}

/** Where a step contradicts itself or the file. */
export function places (file: AgencyFile, step: Step, given?: Parameters<typeof tried>[2]): string[] {
  try {
    tried(file, step, given)
    return []
  } catch (error) {
    if (!(error instanceof FilingFault)) throw error
    return error.errors.map(({ pointer }) => pointer)
  }
}

const [welder] = trainingOrganisation.occupations
const { facts, materials, dates } = trainingOrganisation

/** An application of a training organisation in which nothing is wrong, and what has to be done before it is granted. */
export const goodApplication = { type: 'apply', track: 'level-recognition', kind: 'initial', on: '2026-03-02', occupations: [welder], areas: ['450100'], facts, materials, dates } as const
export const procedure = { assessed: '2026-04-21', announced: '2026-04-23', 'announcement-ended': '2026-05-07', 'reported-to-ministry': '2026-05-08', 'ministry-reviewed': '2026-05-18', coded: '2026-05-19' }
export const goodSupplement = { type: 'supplement', on: '2026-05-20', dates: procedure } as const
export const goodGrant = { type: 'grant', on: '2026-05-21', receipt: 'GX-2026-0117' } as const

/** On file since 21 May 2026, as the rules have it. */
export const filed = (): AgencyFile => [goodApplication, goodSupplement, goodGrant].reduce<AgencyFile>((file, step) => taken(file, step), registered())
