/** An agency as it is shown. */
import { within, type Access } from '../auth/principal.ts'
import { nameOn, type AgencyFile, type AgencyStepType, type Application } from '../domain/agency/agency.ts'
import { assess, endOf } from '../domain/agency/application.ts'
import { refusalNow } from '../domain/agency/checks.ts'
import type { AgencySituation } from '../domain/agency/refusal.ts'
import { staffOn } from '../domain/agency/staff.ts'
import type { Filing } from '../domain/agency/status.ts'
import type { RuleBook } from '../domain/book.ts'
import type { Day } from '../domain/day.ts'
import { agencyRulesFor, renewalWindow, type FilingAssessment } from '../domain/filing.ts'
import { labelOf, type Lang } from '../domain/vocabulary.ts'
import { roleForAgencyStep } from '../auth/access.ts'
import { rectificationsOn, type Placed } from './agency-standing.ts'
import type { RecordsOptions } from './options.ts'
import { standingItems } from './standing.ts'
import { supervisedBy } from './supervised-by.ts'
import { warningsOf } from './warnings.ts'

/** What an agency's view is made with, beside its file. */
export interface Looking {
  readonly options: Pick<RecordsOptions, 'book' | 'calendar' | 'today'>
  readonly on: Day
  readonly lang: Lang
  readonly access: Access
  /** places of the records on which rectifications rest */
  readonly placeOf: (recordId: string) => string | null
  /** the cases of ratings that have been opened */
  readonly opened: ReadonlySet<string>
  /** of the staff on file: the numbers of the entries against whom a measure is in force */
  readonly barred: ReadonlySet<number>
}

export const viewFiling = (book: RuleBook, { opening: { jurisdiction } }: Pick<AgencyFile, 'opening'>, { track, receipt, agencyCode, from, until, occupations, areas, sites }: Filing, on: Day, lang: Lang) => {
  const rules = agencyRulesFor(book, jurisdiction, on)?.rules?.filing?.tracks.get(track)
  const window = rules && until !== null ? renewalWindow(rules, until) : null
  return { track, label: book.vocabulary.filingTracks[track]?.[lang] ?? track, receipt, agencyCode, from, until, occupations, areas, sites, renewalWindow: window && { ...window, open: window.from <= on && on <= window.to } }
}

/** The application that is still to be decided, and the one granted last, with what follows it. */
function assessmentOf (looking: Looking, file: AgencyFile, application: Application): FilingAssessment | null {
  const { options, lang } = looking
  const last = file.applications.findLast(({ state }) => state === 'granted')
  return application.state === 'open' || application === last ? assess(options, file, application, options.today(), lang, endOf(application)) : null
}

function nextStepsOf ({ options: { book, calendar, today }, lang }: Looking, file: AgencyFile, inForce: AgencySituation['inForce']) {
  const { agencySteps } = book.vocabulary
  return (Object.keys(agencySteps) as AgencyStepType[]).map((step) => {
    const against = refusalNow({ book, calendar, today: today(), file, inForce }, step)
    return { step, label: labelOf(agencySteps, step, lang), role: roleForAgencyStep(step), allowed: against === null, reason: against?.reason ?? null, detail: against?.detail[lang] ?? null }
  })
}

function warnings ({ options: { book }, on, lang, barred }: Looking, { opening, staff }: AgencyFile) {
  const { ref, refKind, name } = opening
  return [
    ...warningsOf({ type: 'agency', ref, refKind, name }, lang).map(({ code, detail }) => ({ code: code as string, pointer: '/ref', detail })),
    ...staff.flatMap(({ seq }, index) => barred.has(seq) ? [{ code: 'assessor-barred', pointer: `/staff/${index}`, detail: `${on}: ${labelOf(book.vocabulary.leads, 'assessor-barred', lang)}` }] : [])
  ]
}

export type AgencyView = ReturnType<typeof viewAgency>

/** @param inForce the measures in force today, by which it hangs what may come next */
export function viewAgency ({ kept: { row, file, subject }, rows, standing: { status, filings } }: Placed, inForce: AgencySituation['inForce'], looking: Looking) {
  const { options: { book }, on, lang, access, placeOf, opened } = looking
  const { vocabulary } = book
  const { ref, refKind, agencyKind, jurisdiction } = file.opening
  const [first] = file.entries
  const rules = agencyRulesFor(book, jurisdiction, on)
  const seen = (recordId: string, kind: string) => {
    const place = placeOf(recordId)
    return place === null || !within(access.region, place) ? {} : kind === 'case' ? { caseId: recordId } : { priorDecisionId: recordId }
  }
  return {
    id: file.id,
    version: row.version,
    head: row.head,
    ref,
    refKind,
    name: nameOn(file, on),
    agencyKind,
    jurisdiction,
    registeredAt: first?.at ?? '',
    registeredBy: first?.actor ?? '',
    on,
    status,
    statusLabel: labelOf(vocabulary.agencyStatuses, status, lang),
    filings: filings.map((filing) => viewFiling(book, file, filing, on, lang)),
    measures: standingItems(book, [row.subjectKey], rows, lang, access)[0]?.measures ?? [],
    supervisedBy: rules ? supervisedBy(vocabulary, rules.chain, lang) : [],
    rectifications: rectificationsOn(subject.decisions, on).map(({ recordId, kind, by, rectifiedOn, overdue }) => ({ ...seen(recordId, kind), by, rectifiedOn, overdue })),
    applications: file.applications.map((application) => ({ ...application, stateLabel: labelOf(vocabulary.applicationStates, application.state, lang), assessment: assessmentOf(looking, file, application) })),
    grants: file.grants,
    staff: file.staff.map((one) => ({ ...one, onFile: staffOn(file, one.role, on).includes(one) })),
    crossings: file.crossings,
    ratings: file.ratings.map(({ caseId, ...rating }) => ({ ...rating, resultLabel: labelOf(vocabulary.ratingResults, rating.result, lang), caseId, caseOpened: caseId !== null && opened.has(caseId) })),
    supervisions: file.supervisions,
    nextSteps: nextStepsOf(looking, file, inForce),
    warnings: warnings(looking, file)
  }
}
