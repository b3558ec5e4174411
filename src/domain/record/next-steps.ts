/** What may come next in a case, and what would come next but for something that is missing. */
import { addDays, type Day } from '../day.ts'
import type { StepRequirements } from '../ruleset.ts'
import type { Label, Lang, Vocabulary } from '../vocabulary.ts'
import { refusalNow } from './advance.ts'
import type { CaseFile } from './case.ts'
import { ANNOUNCED, excluded, heavierThanNotice, type Reason, type Situation } from './checks.ts'
import { entriesOf, levelsFor } from './competence.ts'
import { statementDue } from './deadlines.ts'
import { missingReports } from './duties.ts'
import { mandatoryOf, optionalOf } from './judged.ts'
import { paperField, type StepType } from './step.ts'

export interface NextStep {
  step: StepType
  label: string
  /** as the rules name them; null where they do not */
  by: string | null
  levels: readonly string[]
  /** who may not take it, by id */
  notBy: readonly string[]
  what: string[]
  basis: string[]
  /** the law asks for it (and does not merely allow it) */
  demanded: boolean
  requires: StepRequirements
  /** fields that are needed here beside those that every such step has */
  fields: string[]
  /** to choose from, by field */
  choices: Record<string, readonly string[]>
  /** the field with the day on its paper, and the days that this may be */
  paper: { field: string, from: Day, to: Day } | null
  /** by when it has to come */
  due: Day | null
  notes: string[]
}

export interface BlockedStep { step: StepType, label: string, reason: Reason, detail: string }

const choicesOf = (situation: Situation, type: StepType): Record<string, readonly string[]> => {
  const { judged, setting: { book: { vocabulary } } } = situation
  switch (type) {
    case 'suspend-pending': return { measures: entriesOf(judged, type).flatMap(({ requires }) => requires.measures ?? []) }
    case 'notify': return { optionalMeasures: optionalOf(judged.answer) }
    case 'decide': return { optionalMeasures: optionalOf(judged.answer).filter((measure) => !heavierThanNotice(situation, [measure])) }
    case 'serve': return entriesOf(judged, type).some(({ requires }) => requires.written) ? { method: Object.keys(vocabulary.deliveryMethods).filter((method) => method !== ANNOUNCED) } : {}
    case 'report': return { to: Object.keys(vocabulary.reportTargets) }
    default: return {}
  }
}

function fieldsOf ({ judged }: Situation, type: StepType): string[] {
  const { signers, confirmedBy } = requirementsOf(entriesOf(judged, type).map(({ requires }) => requires))
  if (type === 'establish-facts') return [...signers ? ['signers'] : [], ...confirmedBy ? ['confirmedBy'] : []]
  if (type === 'decide' && mandatoryOf(judged.answer).includes('rectify')) return ['rectifyBy']
  return type === 'hear' ? ['statement', 'waived'] : []
}

/** What several entries for one step require together. */
function requirementsOf (all: readonly StepRequirements[]): StepRequirements {
  return Object.assign({}, ...all)
}

function earliest ({ file, setting: { calendar }, judged }: Situation, type: StepType): Day {
  const floors = [type === 'add-evidence' ? '1900-01-01' : file.opening.occurredOn, file.latestPaper ?? '1900-01-01']
  const period = type === 'decide' && file.notice && !file.heard ? statementDue(calendar, judged, file.notice) : null
  if (period) floors.push(addDays(period.due, 1))
  return floors.sort().at(-1) as Day
}

function dueOf ({ file, setting: { calendar }, judged }: Situation, type: StepType): Day | null {
  if (type === 'hear' && file.notice) return statementDue(calendar, judged, file.notice)?.due ?? null
  return type === 'verify-rectification' ? file.decision?.rectifyBy ?? null : null
}

/** Whether the law still asks for the step: a report that was made is not asked for again. */
function isDemanded ({ file, judged }: Situation, type: StepType): boolean {
  if (type === 'report') return missingReports(file, judged, file.decision ? 'after' : 'before').length > 0
  if (type === 'publish' && file.published) return false
  return entriesOf(judged, type).some(({ demanded }) => demanded)
}

function offer (situation: Situation, type: StepType, lang: Lang): NextStep {
  const { setting: { book: { vocabulary }, today }, file, judged } = situation
  const entries = entriesOf(judged, type)
  const field = paperField(type)
  return {
    step: type,
    label: labelOf(vocabulary, type, lang),
    by: entries[0]?.by ?? null,
    levels: levelsFor(vocabulary, file, judged, type),
    notBy: excluded(situation, type).actors,
    what: entries.map(({ what }) => what[lang]),
    basis: [...new Set(entries.flatMap(({ basis }) => basis))],
    demanded: isDemanded(situation, type),
    requires: requirementsOf(entries.map(({ requires }) => requires)),
    fields: fieldsOf(situation, type),
    choices: choicesOf(situation, type),
    paper: field === undefined ? null : { field, from: earliest(situation, type), to: today },
    due: dueOf(situation, type),
    notes: [...new Set(entries.flatMap(({ notes }) => notes))]
  }
}

const labelOf = ({ steps }: Vocabulary, type: StepType, lang: Lang): string => (steps[type] as Label | undefined)?.[lang] ?? type

/** What comes after each state on the way to the end; of these the reasons are told where they may not come yet. */
const AHEAD: Partial<Record<CaseFile['state'], readonly StepType[]>> = {
  'facts-established': ['notify'],
  notified: ['decide'],
  'in-force': ['archive']
}

/** Every step that may come now. What is not among them is refused. */
export function nextSteps (situation: Situation, lang: Lang): { nextSteps: NextStep[], blocked: BlockedStep[] } {
  const { setting: { book: { vocabulary } }, file } = situation
  const offered: NextStep[] = []
  const blocked: BlockedStep[] = []
  for (const type of Object.keys(vocabulary.steps) as StepType[]) {
    const refusal = refusalNow(situation, type)
    if (!refusal) offered.push(offer(situation, type, lang))
    else if (AHEAD[file.state]?.includes(type)) blocked.push({ step: type, label: labelOf(vocabulary, type, lang), reason: refusal.reason, detail: refusal.detail[lang] })
  }
  return { nextSteps: offered, blocked }
}
