/** An application for filing held against the rules of its place: who accepts it, what is met, what is missing, by when. */
import type { RuleBook } from '../book.ts'
import type { Day } from '../day.ts'
import type { WorkCalendar } from '../deadline.ts'
import { Refused } from '../question.ts'
import type { FilingAssessment, FilingView } from './answer.ts'
import { agencyRulesFor, type Applicable } from './applicable.ts'
import { Application } from './application.ts'
import { limitRules, viewLimits, viewRefusal, viewSteps, viewValidity, viewWindow, type ProcedureContext } from './procedure.ts'
import type { FilingRequest } from './request.ts'

export type * from './answer.ts'

const versionOf = ({ ruleset: { id, version }, chain: { digest } }: Applicable): FilingAssessment['ruleset'] => ({ id, version, digest })

const nothing = ({ track, kind }: FilingRequest, applicable: Applicable, why: FilingAssessment['why']): FilingAssessment => ({
  outcome: 'no-provision',
  why,
  ruleset: versionOf(applicable),
  track,
  kind,
  acceptance: [],
  conditions: [],
  exclusions: [],
  occupations: [],
  materials: { required: [], missing: [] },
  questions: [],
  limits: [],
  validity: null,
  renewalWindow: null,
  steps: [],
  refusal: null,
  derived: [],
  notes: []
})

/** Readings that hold between two days: GX-1 of a year whose day of issue is not known. */
const datedNotes = ({ chain }: Applicable, day: Day): string[] => chain.datedNotes.filter(({ from, until }) => from <= day && day <= until).map(({ note }) => note)

const inOrder = (notes: readonly string[]): string[] => [...new Set(notes)].sort((a, b) => a.localeCompare(b, 'en', { numeric: true }))

/** The rules of the place on the day of the application. */
function rulesOf (book: RuleBook, { jurisdiction, appliedOn }: FilingRequest): Applicable {
  const applicable = agencyRulesFor(book, jurisdiction, appliedOn)
  if (applicable) return applicable
  throw new Refused({
    code: 'no-ruleset-in-force',
    errors: [{ pointer: '/appliedOn', detail: { zh: `${appliedOn} 当日，${jurisdiction} 没有已生效的规定`, en: `no ruleset was in force for ${jurisdiction} on ${appliedOn}` } }]
  })
}

/**
 * Assesses an application; nothing is guessed: what is not known is asked, and where the rules of the place are silent the answer says so.
 * @throws Refused `no-ruleset-in-force`
 * @throws FilingFault where the request contradicts itself (its facts, or the order of its days)
 */
export function assessFiling (book: RuleBook, calendar: WorkCalendar, request: FilingRequest, view: FilingView): FilingAssessment {
  const { appliedOn, track: name, kind } = request
  const applicable = rulesOf(book, request)
  const { filing } = applicable.rules ?? {}
  const track = filing?.tracks.get(name)
  const silent = (code: string): FilingAssessment => nothing(request, applicable, { code, detail: book.vocabulary.filingSilences[code]?.[view.lang] ?? code })
  if (!filing) return silent('no-filing-rules')
  if (!track) return silent('no-such-track')
  if (!track.kinds.includes(kind)) return silent('no-such-kind')
  const { jurisdiction: region } = applicable.chain.rulesets.find(({ agencies }) => agencies?.filing === filing) ?? applicable.ruleset
  const application = new Application(book, request, view, track, region)
  const acceptance = application.acceptance()
  const conditions = [...application.conditions(), ...application.renewal()]
  const exclusions = application.exclusions()
  const occupations = application.occupations()
  const materials = application.materials()
  const isMissed = [...conditions, ...occupations].some(({ status }) => status === 'unmet') || exclusions.some(({ status }) => status === 'applies')
  const outcome = isMissed ? 'not-met' : application.isOpen ? 'needs-facts' : materials.missing.length > 0 ? 'materials-missing' : 'eligible'
  const context: ProcedureContext = { vocabulary: book.vocabulary, calendar, track, request, known: application.known, dates: application.dates, acceptance, view }
  const window = viewWindow(context)
  return {
    outcome,
    why: null,
    ruleset: versionOf(applicable),
    track: name,
    kind,
    acceptance,
    conditions,
    exclusions,
    occupations,
    materials,
    questions: outcome === 'needs-facts' ? application.questions() : [],
    limits: viewLimits(context),
    validity: viewValidity(context),
    renewalWindow: window,
    steps: viewSteps(context, isMissed),
    refusal: isMissed ? viewRefusal(context) : null,
    derived: application.known.derived,
    notes: inOrder([
      ...datedNotes(applicable, appliedOn),
      ...application.notes,
      ...limitRules(context).flatMap(({ notes }) => notes),
      ...track.validity?.notes ?? [],
      ...window ? track.renewal?.notes ?? [] : []
    ])
  }
}
