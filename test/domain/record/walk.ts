/** A fixed setting, and cases that come into being in it as cases do: by steps, each of which has to be allowed. */
import { advance, register, situationOf } from '../../../src/domain/record/advance.ts'
import type { Actor, CaseFile, Counted, State } from '../../../src/domain/record/case.ts'
import type { Refusal, Situation } from '../../../src/domain/record/checks.ts'
import type { Setting } from '../../../src/domain/record/judged.ts'
import type { KeyOf } from '../../../src/domain/record/projection.ts'
import type { Opening, StepGiven } from '../../../src/domain/record/step.ts'
import type { ConductGiven } from '../../../src/domain/question.ts'
import { subjectOf, type FactValue } from '../../../src/domain/vocabulary.ts'
import { loadRules } from '../../../src/rulesets/load.ts'

export const { book, calendar } = loadRules()
export const { vocabulary } = book

export const TODAY = '2026-11-21'
/** Cases are entered long after their papers were written, so that the day of entry shows wherever it is taken for one of theirs. */
export const NOW = `${TODAY}T10:00:00.000+08:00`

export const setting: Setting = {
  book,
  calendar,
  fairness: { anotherPersonDecides: true, notHeavierThanNotified: true },
  today: TODAY,
  engine: 'test'
}

/** A place under each ruleset. */
export const PLACE = { cn: '110105', guizhou: '520102', minhang: '310112', guangxi: '450103' } as const

export const conduct = (code: string, facts: Record<string, FactValue> = {}): ConductGiven => ({ code, facts })

export const opening = (jurisdiction: string, conducts: ConductGiven | readonly ConductGiven[], more: Partial<Opening> = {}): Opening => {
  const all = [conducts].flat() as ConductGiven[]
  return {
    jurisdiction,
    occurredOn: '2026-03-14',
    subject: { type: subjectOf(all[0]?.code ?? ''), ref: 'S-1', refKind: 'other', name: '某某' },
    source: 'inspection',
    conducts: all,
    ...more
  }
}

/** Whoever does what, at a level: nobody does two things that two people have to do. */
export const at = (level: string) => ({
  clerk: { id: 'clerk', level },
  chief: { id: 'chief', level },
  reviewer: { id: 'reviewer', level }
}) as const
export const party: Actor = { id: 'party', level: 'agency' }
export const higher = (level: string): Actor => ({ id: 'higher', level })

export interface Options { readonly id?: string, readonly decisions?: readonly Counted[], readonly setting?: Setting }

export const open = (given: Opening, options: Options = {}): Situation =>
  register(options.setting ?? setting, options.id ?? 'case-1', given, options.decisions ?? [], { id: 'clerk', level: 'city' }, NOW).next

const isRefusal = (result: object): result is Refusal => 'reason' in result

/** Takes a step that has to be allowed. */
export function take (situation: Situation, step: StepGiven, actor: Actor, entered = NOW): Situation {
  const result = advance(situation, step, actor, entered)
  if (isRefusal(result)) throw new Error(`${step.type} by ${actor.id} (${actor.level}) in ${situation.file.state}: ${result.reason}: ${result.detail.en}`)
  return result.next
}

export const refusal = (situation: Situation, step: StepGiven, actor: Actor): Refusal | null => {
  const result = advance(situation, step, actor, NOW)
  return isRefusal(result) ? result : null
}

/** Why a step may not come; null where it may. */
export const why = (situation: Situation, step: StepGiven, actor: Actor): string | null => refusal(situation, step, actor)?.reason ?? null

/** The same case with another record of its subject, on another day, or under other rules of fairness. */
export const again = ({ setting, file, decisions }: Situation, change: { setting?: Partial<Setting>, decisions?: readonly Counted[], file?: CaseFile }): Situation =>
  situationOf({ ...setting, ...change.setting }, change.file ?? file, change.decisions ?? decisions)

/** Steps as they are said where nothing is out of the ordinary, on days one after the other. */
export const STEPS = {
  accept: { type: 'accept' },
  dismiss: { type: 'dismiss', reasons: '不成立' },
  suspend: { type: 'suspend-pending', measures: ['suspend-evaluation'], reasons: '调查需要' },
  evidence: { type: 'add-evidence', kind: 'documentary', title: '考场记录', obtainedOn: '2026-03-20' },
  refer: { type: 'refer', to: '公安机关', reasons: '涉嫌违法' },
  problems: { type: 'report', to: 'city-centre', on: '2026-03-25', subject: 'problem-list' },
  notify: { type: 'notify', deliveredOn: '2026-04-10', method: 'in-person' },
  hear: { type: 'hear', on: '2026-04-20', statement: '有异议' },
  decide: { type: 'decide', decidedOn: '2026-06-01', reasons: '事实清楚' },
  serve: { type: 'serve', servedOn: '2026-06-05', method: 'in-person' },
  publish: { type: 'publish', on: '2026-06-08', where: '官网' },
  report: { type: 'report', to: 'regulator', on: '2026-06-10', subject: 'decision' },
  review: { type: 'request-review', on: '2026-07-01', grounds: '不服' },
  uphold: { type: 'decide-review', on: '2026-07-10', outcome: 'uphold', reasons: '维持' },
  revoke: { type: 'decide-review', on: '2026-07-10', outcome: 'revoke', reasons: '撤销' },
  appeal: { type: 'appeal', on: '2026-07-20', grounds: '仍不服' },
  upholdAppeal: { type: 'decide-appeal', on: '2026-08-01', outcome: 'uphold', reasons: '维持' },
  verify: { type: 'verify-rectification', on: '2026-09-01', result: 'passed' },
  correct: { type: 'correct', seq: 1, reasons: '笔误', replaces: { narrative: '更正' } },
  archive: { type: 'archive', on: '2026-10-01' }
} as const satisfies Record<string, StepGiven>

/** Facts established as they were registered. */
export const establish = ({ file }: Situation, more: Partial<Extract<StepGiven, { type: 'establish-facts' }>> = {}): StepGiven =>
  ({ type: 'establish-facts', conducts: file.conducts, signers: ['signer-1', 'signer-2'], confirmedBy: 'lead', establishedOn: '2026-04-01', ...more })

/** The decision, with a day for a rectification where there is one. */
export const decide = ({ judged }: Situation, more: Partial<Extract<StepGiven, { type: 'decide' }>> = {}): StepGiven => ({
  ...STEPS.decide,
  ...(judged.answer.sanctions.some(({ measure, mandatory }) => measure === 'rectify' && mandatory) ? { rectifyBy: '2026-08-31' } : {}),
  ...more
})

export interface Route {
  readonly level?: string
  /** by which the decision is taken, where it is not the one that investigates */
  readonly decidedAt?: string
  readonly optional?: readonly string[]
  readonly statementDueOn?: string
  readonly evidence?: boolean
  /** to whom a decision in force is reported before anything else comes */
  readonly reports?: readonly string[]
}

/** On from registration to a state, by the shortest way; reports asked for before a decision are made. */
export function reach (situation: Situation, state: State, { level = 'city', decidedAt = level, optional = [], statementDueOn, evidence = false, reports = [] }: Route = {}): Situation {
  const { clerk } = at(level)
  const { chief, reviewer } = at(decidedAt)
  const chosen = optional.length === 0 ? {} : { optionalMeasures: optional }
  const asksForProblems = situation.judged.procedure.some(({ step, requires }) => step === 'report' && requires.to === 'city-centre')
  let now = situation
  if (state === 'registered') return now
  now = take(now, STEPS.accept, clerk)
  if (state === 'dismissed') return take(now, STEPS.dismiss, clerk)
  if (evidence) now = take(now, STEPS.evidence, clerk)
  if (asksForProblems) now = take(now, STEPS.problems, clerk)
  if (state === 'investigating') return now
  now = take(now, establish(now), clerk)
  if (state === 'facts-established') return now
  now = take(now, { ...STEPS.notify, ...chosen, ...(statementDueOn === undefined ? {} : { statementDueOn }) }, clerk)
  if (state === 'notified') return now
  now = take(now, decide(now, chosen), chief)
  if (state === 'decided') return now
  now = take(now, STEPS.serve, clerk)
  for (const to of reports) now = take(now, { ...STEPS.report, to }, clerk)
  if (state === 'in-force') return now
  if (state === 'closed') return take(now, STEPS.archive, clerk)
  now = take(now, STEPS.review, party)
  if (state === 'under-review') return now
  if (state === 'revoked') return take(now, STEPS.revoke, reviewer)
  now = take(now, STEPS.uphold, reviewer)
  return take(now, STEPS.appeal, party)
}

export const keyOf: KeyOf = ({ type, ref }) => `${type} ${ref}`

/** An earlier decision on the same subject, as another record keeps it. */
export const earlier = (more: Partial<Counted> = {}): Counted => ({
  recordId: 'prior-1',
  kind: 'prior-decision',
  decidedOn: '2026-01-10',
  servedOn: '2026-01-10',
  tier: 'general',
  measures: ['interview', 'order-correction'],
  rectifyBy: null,
  rectifiedOn: null,
  underReview: false,
  ...more
})

export const measuresOf = ({ judged }: Situation, mandatory: boolean): string[] => judged.answer.sanctions.filter((one) => one.mandatory === mandatory).map(({ measure }) => measure)
