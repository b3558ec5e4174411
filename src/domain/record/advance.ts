/** The next case, or why a step may not come now. */
import { refuseUnanswerable, Refused, type ConductGiven } from '../question.ts'
import { subjectOf, type Vocabulary } from '../vocabulary.ts'
import { versionOf, type Actor, type CaseFile, type Computed, type Counted, type Entry, type Outcome } from './case.ts'
import { CHECKS, varied, type Refusal, type Situation } from './checks.ts'
import { lawfulPeriod } from './deadlines.ts'
import { apply, openCase } from './fold.ts'
import { asItStands, judgeCase, mandatoryOf, type Judged, type Setting } from './judged.ts'
import type { Opening, StepGiven, StepType } from './step.ts'

/** A case with what it is judged by. */
export const situationOf = (setting: Setting, file: CaseFile, decisions: readonly Counted[]): Situation => ({ setting, file, decisions, judged: asItStands(setting, file, decisions) })

/** What stands against any step of this type now, whoever takes it and whatever it says; null where one may come. */
export function refusalNow (situation: Situation, type: StepType): Refusal | null {
  for (const { reason, now } of CHECKS) {
    const objection = now?.(situation, type)
    if (objection) return { reason, ...objection }
  }
  return null
}

function refusalOf (situation: Situation, step: StepGiven, actor: Actor): Refusal | null {
  for (const { reason, now, given } of CHECKS) {
    const objection = now?.(situation, step.type) ?? given?.(situation, step, actor)
    if (objection) return { reason, ...objection }
  }
  return null
}

/**
 * Refuses conducts that cannot be those of the case.
 * @throws Refused
 */
export function refuseConducts (vocabulary: Vocabulary, subjectType: string, occurredOn: string, conducts: readonly ConductGiven[]): void {
  refuseUnanswerable(vocabulary, { occurredOn, conducts })
  const errors = conducts.flatMap(({ code }, index) => subjectOf(code) === subjectType
    ? []
    : [{ pointer: `/conducts/${index}/code`, detail: { zh: `${code} 不是 ${subjectType} 的行为`, en: `${code} is no conduct of a subject of type ${subjectType}` } }])
  if (errors.length > 0) throw new Refused({ code: 'mixed-subjects', errors })
}

const computedBy = ({ engine }: Setting, { inputs, answer }: Judged): Computed => ({ engine, inputs, answer })

/** What must follow and what was chosen beside it, each once however often it was named. */
const imposed = ({ answer }: Judged, chosen: readonly string[] = []): string[] => [...new Set([...mandatoryOf(answer), ...chosen])]

/** What the service adds to a step: the answer that it rests on, and what follows for the case. */
function outcomeOf (situation: Situation, step: StepGiven): Omit<Outcome, 'tier'> {
  const { setting, file, decisions } = situation
  if (step.type === 'notify') {
    const judged = judgeCase(setting, file, decisions, { decidedOn: step.deliveredOn })
    const lawful = lawfulPeriod(setting.calendar, judged, step.deliveredOn)
    return {
      computed: computedBy(setting, judged),
      measures: imposed(judged, step.optionalMeasures),
      due: step.statementDueOn ?? lawful?.due ?? null,
      provisional: step.statementDueOn === undefined && (lawful?.provisional ?? false)
    }
  }
  if (step.type === 'decide') {
    const judged = judgeCase(setting, file, decisions, { decidedOn: step.decidedOn })
    return { computed: computedBy(setting, judged), measures: imposed(judged, step.optionalMeasures) }
  }
  if (step.type !== 'decide-review' && step.type !== 'decide-appeal') return {}
  const result = varied(situation, step)
  if (result) return { computed: computedBy(setting, result.judged), measures: result.measures }
  if (step.outcome !== 'uphold' || !file.decision) return {}
  // The decision stands, with the record as whoever upheld it saw it.
  const { computed, measures } = file.decision
  const { history } = judgeCase(setting, file, decisions).inputs
  return { computed: { ...computed, inputs: { ...computed.inputs, history } }, measures }
}

export interface Advanced { readonly entry: Entry, readonly next: Situation }

/**
 * What comes of a step: the entry as it is kept and the case after it, or why it may not come.
 * @param at the instant of entry, in China's time
 * @throws Refused where the conducts of the step cannot be those of the case
 */
export function advance (situation: Situation, step: StepGiven, actor: Actor, at: string): Advanced | Refusal {
  const { setting, file, decisions } = situation
  const refusal = refusalOf(situation, step, actor)
  if (refusal) return refusal
  if ('conducts' in step && step.conducts) refuseConducts(setting.book.vocabulary, file.opening.subject.type, file.opening.occurredOn, step.conducts)
  const { type, ...body } = step
  const rest = { seq: versionOf(file) + 1, type, at, actor: actor.id, level: actor.level, body }
  const outcome = outcomeOf(situation, step)
  // The tier is that of the case after the step, which does not hang on it.
  const { judged: { answer: { tier } } } = situationOf(setting, apply(file, { ...rest, outcome: { ...outcome, tier: null } }), decisions)
  const entry: Entry = { ...rest, outcome: { ...outcome, tier } }
  return { entry, next: situationOf(setting, apply(file, entry), decisions) }
}

/**
 * A new case.
 * @throws Refused where its conducts are unknown or not the subject's, or where no rules were in force
 */
export function register (setting: Setting, id: string, opening: Opening, decisions: readonly Counted[], actor: Actor, at: string): Advanced {
  refuseConducts(setting.book.vocabulary, opening.subject.type, opening.occurredOn, opening.conducts)
  const rest = { seq: 1, type: 'register' as const, at, actor: actor.id, level: actor.level, body: { ...opening } }
  const { judged: { answer: { tier } } } = situationOf(setting, openCase(id, { ...rest, outcome: { tier: null } }), decisions)
  const entry: Entry = { ...rest, outcome: { tier } }
  return { entry, next: situationOf(setting, openCase(id, entry), decisions) }
}
