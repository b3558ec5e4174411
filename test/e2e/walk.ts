/** Takes a case along its whole way, with every refusal met on it, and looks at what is left. */
import type { Test } from 'tap'
import type { Actor } from '../../src/domain/record/case.ts'
import type { Opening, StepGiven } from '../../src/domain/record/step.ts'
import type { Office } from './office.ts'
import type { StepRecords, Verification } from './shapes.ts'

/** How a case stands after a step. */
export interface After {
  readonly state: string
  /** what is offered after the step, beside what may come at any time */
  readonly next?: readonly string[]
  readonly tier?: string | null
  /** what is due, as `statement 2026-04-15` */
  readonly due?: readonly string[]
  readonly blocked?: readonly string[]
  readonly measures?: readonly string[]
}
export type Stage =
  { readonly takes: StepGiven, readonly actor: Actor, readonly then: After } |
  { readonly refused: StepGiven, readonly actor: Actor, readonly reason: string, readonly field?: string }

export const takes = (takes: StepGiven, actor: Actor, then: After): Stage => ({ takes, actor, then })
export const refused = (refused: StepGiven, actor: Actor, reason: string, field?: string): Stage => ({ refused, actor, reason, ...field === undefined ? {} : { field } })

export interface Walk {
  readonly name: string
  readonly opening: Opening
  readonly opener: Actor
  readonly opened: After
  readonly stages: readonly Stage[]
}

/** These may come whenever a case is open; a correction always. */
const ANY_TIME = ['add-evidence', 'refer', 'report', 'correct']

export function isAs (t: Test, { view, offered }: Awaited<ReturnType<Office['open']>>, { state, next, tier, due, blocked, measures }: After, name: string): void {
  t.equal(view.state, state, `${name}: the case is ${state}`)
  if (next) t.strictSame(offered.filter((step) => !ANY_TIME.includes(step)), next, `${name}: what may come next`)
  if (tier !== undefined) t.equal(view.classification.tier, tier, `${name}: the tier`)
  if (due) t.strictSame(view.deadlines.map(({ kind, due }) => `${kind} ${due}`), due, `${name}: what is due`)
  if (blocked) t.strictSame(view.blocked.map(({ step, reason }) => `${step} ${reason}`), blocked, `${name}: what is held up`)
  if (measures) t.strictSame(view.sanctions.filter(({ imposed, mandatory }) => imposed ?? mandatory).map(({ measure }) => measure).sort(), [...measures].sort(), `${name}: the measures`)
}

export async function walk (t: Test, office: Office, { opening, opener, opened, stages }: Walk): Promise<void> {
  const dossier = await office.open(opening, opener)
  isAs(t, dossier, opened, 'registered')
  for (const stage of stages) {
    if ('refused' in stage) await dossier.refused(stage.refused, stage.actor, stage.reason, stage.field)
    else {
      await dossier.take(stage.takes, stage.actor)
      isAs(t, dossier, stage.then, stage.takes.type)
    }
  }
  t.strictSame(dossier.view.outstanding, [], 'nothing that the law asks for is left')

  const taken = stages.flatMap((stage) => 'takes' in stage ? [stage] : [])
  const { items, head } = await office.get<StepRecords>(`${dossier.url}/steps`)
  t.strictSame(items.map(({ seq, type, actor, level }) => ({ seq, type, actor, level })),
    [{ type: 'register', ...opener }, ...taken.map(({ takes, actor }) => ({ type: takes.type, ...actor }))].map(({ type, id, level }, index) => ({ seq: index + 1, type, actor: id, level })),
    'the record has every step with who took it, and no refused one')
  t.strictSame(items.map(({ previousDigest }) => previousDigest), [null, ...items.slice(0, -1).map(({ digest }) => digest)], 'each step is bound to the one before')
  t.equal(head, items.at(-1)?.digest)
  t.match(await office.get<Verification>(`${dossier.url}/verification`), { valid: true, steps: items.length, head })
  const told = (await office.events()).filter(({ subject }) => subject === dossier.id)
  t.strictSame(told.map(({ type, time, data }) => ({ type, time, ...data })), items.map(({ seq, type, at, digest }, index) => ({
    type: `evenhand.case.${seq === 1 ? 'registered' : 'step-added'}`,
    time: at,
    recordId: dossier.id,
    kind: 'case',
    step: type,
    seq,
    state: index === 0 ? opened.state : taken[index - 1]?.then.state,
    head: digest,
    jurisdiction: opening.jurisdiction,
    subjectType: opening.subject.type
  })), 'every step was told once, in order')
}
