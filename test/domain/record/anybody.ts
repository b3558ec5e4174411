/** Bodies and actors for any step: made from what a case says may come next, or at will. */
import type { Actor } from '../../../src/domain/record/case.ts'
import type { Situation } from '../../../src/domain/record/checks.ts'
import type { NextStep } from '../../../src/domain/record/next-steps.ts'
import { paperField, type Opening, type StepGiven, type StepType } from '../../../src/domain/record/step.ts'
import type { ConductGiven } from '../../../src/domain/question.ts'
import { addDays, daysBetween, type Day } from '../../../src/domain/day.ts'
import { subjectOf } from '../../../src/domain/vocabulary.ts'
import type { Random } from '../../fuzz/random.ts'
import { factsOf } from '../brute-force.ts'
import { opening, PLACE, TODAY, vocabulary } from './walk.ts'

type Body = Record<string, unknown>

export const LEVELS = Object.keys(vocabulary.levels)
const METHODS = Object.keys(vocabulary.deliveryMethods)
const CONDUCTS = Object.keys(vocabulary.conducts)
/** More names than can ever be kept from one step. */
const NAMES = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']

const some = <T>(random: Random, all: readonly T[]): T[] => all.filter(() => random.chance(0.5))

/** A conduct of this type, with facts of which some may be missing. */
function anyConduct (random: Random, subject: string): ConductGiven {
  const code = random.pick(CONDUCTS.filter((one) => subjectOf(one) === subject))
  return { code, facts: Object.fromEntries(factsOf(vocabulary, code).flatMap(([name, values]) => random.chance(0.85) ? [[name, random.pick(values)]] : [])) }
}

export function anyOpening (random: Random): Opening {
  // Agencies most often: they alone have tiers, a record that raises them, rectifications and appeals.
  const subject = random.pick([...Object.keys(vocabulary.subjectTypes), 'agency', 'agency', 'agency'])
  const conducts = [anyConduct(random, subject), ...random.chance(0.3) ? [anyConduct(random, subject)] : []]
  return opening(random.pick(Object.values(PLACE)), conducts, {
    occurredOn: addDays('2023-05-01', random.below(1100)),
    circumstances: { discovered: random.pick(['during', 'after']), certificateIssued: random.chance(0.5), unlawful: random.chance(0.3) },
    ...(random.chance(0.5) ? { agencyRef: 'A-1' } : {})
  })
}

/** What every step of its type says, without its paper: wording, and choices that no rule of a case limits. */
function wording (random: Random, type: StepType, { file }: Situation): Body {
  switch (type) {
    case 'add-evidence': return { kind: random.pick(Object.keys(vocabulary.evidenceKinds)), title: '材料' }
    case 'establish-facts': return { conducts: random.chance(0.7) ? file.conducts : [anyConduct(random, file.opening.subject.type)] }
    case 'refer': return { to: '有关部门', reasons: '移送' }
    case 'notify':
    case 'serve': return { method: random.pick(METHODS) }
    case 'publish': return { where: '官网' }
    case 'request-review':
    case 'appeal': return { grounds: '不服' }
    case 'decide-review':
    case 'decide-appeal': return { outcome: random.pick(['uphold', 'revoke']), reasons: '复核' }
    case 'verify-rectification': return { result: random.pick(['passed', 'failed']) }
    case 'correct': return { seq: 1, reasons: '笔误', replaces: { narrative: '更正' } }
    case 'accept':
    case 'report':
    case 'hear':
    case 'archive': return {}
    default: return { reasons: '理由' }
  }
}

const within = (random: Random, from: Day, to: Day): Day => random.chance(0.6) ? from : random.chance(0.2) ? to : addDays(from, Math.min(daysBetween(from, to), random.below(20)))

/** A body made from what the case says of the step: its paper, its fields, its choices, and nothing known besides. */
export function bodyFor (random: Random, situation: Situation, { step, paper, fields, choices, requires }: NextStep): StepGiven {
  const day = paper ? within(random, paper.from, paper.to) : TODAY
  const body: Body = { ...wording(random, step, situation), ...(paper ? { [paper.field]: day } : {}) }
  for (const [field, values] of Object.entries(choices)) {
    const several = field === 'measures' || field === 'optionalMeasures'
    const chosen = some(random, values)
    body[field] = !several ? random.pick(values) : field === 'measures' && chosen.length === 0 ? values : chosen
  }
  // One of these says it.
  if (fields.includes('waived')) Object.assign(body, random.chance(0.5) ? { statement: '有异议' } : { waived: true })
  if (fields.includes('signers')) body.signers = NAMES.slice(0, requires.signers)
  if (fields.includes('confirmedBy')) body.confirmedBy = random.pick(NAMES)
  if (fields.includes('rectifyBy')) body.rectifyBy = addDays(day, random.below(100))
  return { type: step, ...body } as StepGiven
}

/** Somebody whom the case allows the step: one of those who act here, or whoever was never here. */
export function allowed (random: Random, { levels, notBy }: NextStep): Actor {
  const free = NAMES.filter((name) => !notBy.includes(name))
  return { id: random.pick(free.length > 0 ? free : [`somebody-${notBy.length}`]), level: random.pick(levels) }
}

/** Bodies as somebody might try them who asked nobody: much or little said, today, early or late. */
export function attempts (random: Random, situation: Situation, type: StepType): StepGiven[] {
  const field = paperField(type)
  const measures = situation.judged.answer.sanctions.map(({ measure }) => measure)
  return [TODAY, situation.file.latestPaper ?? situation.file.opening.occurredOn, '2024-05-06'].map((day) => ({
    type,
    ...wording(random, type, situation),
    ...(field === undefined ? {} : { [field]: day }),
    ...(type === 'establish-facts' ? { signers: NAMES, confirmedBy: 'h' } : {}),
    ...(type === 'report' ? { to: random.pick(Object.keys(vocabulary.reportTargets)) } : {}),
    ...(type === 'hear' ? { waived: true } : {}),
    ...(type === 'suspend-pending' ? { measures: ['suspend-evaluation'] } : {}),
    ...(type === 'decide' ? { rectifyBy: '2027-01-31', optionalMeasures: random.chance(0.5) ? [] : measures } : {}),
    ...(type === 'decide-review' ? { outcome: 'vary', optionalMeasures: [] } : {})
  }) as unknown as StepGiven)
}

export const anybody = (random: Random): Actor => ({ id: random.pick([...NAMES, 'nobody-yet']), level: random.pick(LEVELS) })
