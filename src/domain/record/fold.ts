/** What a step does to a case. Asks nothing: whether it may come is for advance.ts, and what was accepted once stays so. */
import { addDays, type Day } from '../day.ts'
import type { Actor, CaseFile, Decision, Entry, State } from './case.ts'
import { paperDay, type Bodies, type Opening, type StepGiven, type StepOf, type StepType } from './step.ts'

const dayOf = (at: string): Day => at.slice(0, 10)
const actorOf = ({ actor, level }: Entry): Actor => ({ id: actor, level })

/** A case as it is registered. */
export function openCase (id: string, entry: Entry): CaseFile {
  const opening = entry.body as unknown as Opening
  return {
    id,
    entries: [entry],
    bodies: [entry.body],
    state: 'registered',
    tier: entry.outcome.tier,
    opening,
    conducts: opening.conducts,
    circumstances: opening.circumstances ?? {},
    latestPaper: null,
    investigators: new Set(),
    notice: null,
    heard: false,
    decision: null,
    servedOn: null,
    published: false,
    reports: [],
    evidence: [],
    reviewedBy: null,
    revoked: false,
    rectifiedOn: null,
    interim: []
  }
}

type Change = Partial<CaseFile>

const investigating = (file: CaseFile, entry: Entry, others: readonly string[] = []): Change =>
  ({ investigators: new Set([...file.investigators, entry.actor, ...others]) })

/** An interim measure ends with the decision (GZ-7), and with the investigation where that ends without one. */
const interimEnds = ({ interim }: CaseFile, on: Day): Change => ({ interim: interim.map((one) => one.to === null ? { ...one, to: addDays(on, -1) } : one) })

function decided (file: CaseFile, entry: Entry, { decidedOn, rectifyBy }: Bodies['decide']): Change {
  const { computed, measures } = entry.outcome
  if (!computed || !measures) throw new Error(`step ${entry.seq} of ${file.id} is a decision without its answer`)
  const decision: Decision = { seq: entry.seq, decidedOn, by: actorOf(entry), computed, measures, rectifyBy: rectifyBy ?? null }
  return { state: 'decided', decision, ...interimEnds(file, decidedOn) }
}

/** A review or an appeal: the decision stays as it was, is varied, or falls. */
function reviewed (file: CaseFile, entry: Entry, { outcome }: Bodies['decide-review'], after: Change): Change {
  if (outcome === 'revoke') return { ...after, state: 'revoked', revoked: true }
  const { computed, measures } = entry.outcome
  if (!computed || !measures || !file.decision) throw new Error(`step ${entry.seq} of ${file.id} is a review without its answer`)
  const { conducts, circumstances } = computed.inputs
  return { ...after, state: 'in-force', conducts, circumstances, decision: { ...file.decision, computed, measures } }
}

const EFFECTS: { readonly [T in StepType]: (file: CaseFile, entry: Entry, step: StepOf<T>) => Change } = {
  accept: () => ({ state: 'investigating' }),
  dismiss: (file, { at }) => ({ state: 'dismissed', ...interimEnds(file, dayOf(at)) }),
  'suspend-pending': ({ interim }, { at }, { measures }) => ({
    interim: [...interim, ...[...new Set(measures)].filter((measure) => !interim.some((one) => one.measure === measure && one.to === null)).map((measure) => ({ measure, from: dayOf(at), to: null }))]
  }),
  'add-evidence': (file, entry, { preservedUntil }) => ({
    ...investigating(file, entry),
    evidence: [...file.evidence, { seq: entry.seq, preservedUntil: preservedUntil ?? null }]
  }),
  'establish-facts': (file, entry, { conducts, circumstances, signers = [], confirmedBy }) => ({
    ...investigating(file, entry, confirmedBy === undefined ? signers : [...signers, confirmedBy]),
    state: 'facts-established',
    conducts,
    circumstances: circumstances ?? file.circumstances,
    // A notice of other facts is no notice of these.
    notice: null,
    heard: false
  }),
  refer: () => ({}),
  report: (file, { seq }, { to, subject }) => ({ reports: [...file.reports, { seq, to, subject: subject ?? null, afterDecision: file.decision !== null }] }),
  notify: (file, { seq, outcome }, { deliveredOn, optionalMeasures = [] }) => {
    const { computed, measures, due, provisional } = outcome
    if (!computed || !measures) throw new Error(`step ${seq} of ${file.id} is a notice without its answer`)
    return { state: 'notified', heard: false, notice: { seq, deliveredOn, due: due ?? null, provisional: provisional ?? false, optional: optionalMeasures, measures, computed } }
  },
  hear: () => ({ heard: true }),
  decide: decided,
  serve: (_file, _entry, { servedOn }) => ({ state: 'in-force', servedOn }),
  publish: () => ({ published: true }),
  'request-review': () => ({ state: 'under-review' }),
  appeal: () => ({ state: 'under-appeal' }),
  'decide-review': (file, entry, step) => reviewed(file, entry, step, { reviewedBy: actorOf(entry) }),
  'decide-appeal': (file, entry, step) => reviewed(file, entry, step, {}),
  'verify-rectification': (file, _entry, { on, result }) => result === 'passed' && file.rectifiedOn === null ? { rectifiedOn: on } : {},
  correct: () => ({}),
  archive: () => ({ state: 'closed' })
}

const effectOf = (file: CaseFile, entry: Entry, step: StepGiven): Change =>
  (EFFECTS[step.type] as (file: CaseFile, entry: Entry, step: StepGiven) => Change)(file, entry, step)

/** Replaces wrong wording by right one; of an object only the members named. */
function corrected (body: Readonly<Record<string, unknown>>, replaces: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const right: Record<string, unknown> = { ...body }
  for (const [field, value] of Object.entries(replaces)) {
    const wrong = body[field]
    const both = [wrong, value].every((one) => typeof one === 'object' && one !== null && !Array.isArray(one))
    right[field] = both ? { ...wrong as object, ...value as object } : value
  }
  return right
}

/** The case after one more step. */
export function apply (file: CaseFile, entry: Entry): CaseFile {
  const step = { type: entry.type, ...entry.body } as StepGiven
  const paper = paperDay(step)
  const next: CaseFile = {
    ...file,
    ...effectOf(file, entry, step),
    tier: entry.outcome.tier,
    entries: [...file.entries, entry],
    bodies: [...file.bodies, entry.body],
    latestPaper: paper !== undefined && (file.latestPaper === null || paper > file.latestPaper) ? paper : file.latestPaper
  }
  if (step.type !== 'correct') return next
  const bodies = next.bodies.map((body, index) => index + 1 === step.seq ? corrected(body, step.replaces) : body)
  return { ...next, bodies, ...(step.seq === 1 ? { opening: bodies[0] as unknown as Opening } : {}) }
}

/** A case from its entries, in order. */
export function replay (id: string, [first, ...others]: readonly Entry[]): CaseFile {
  if (first?.type !== 'register') throw new Error(`record ${id} does not begin with its registration`)
  return others.reduce(apply, openCase(id, first))
}

/** The states before a decision, and those of a case that is not over. */
export const BEFORE_DECISION: readonly State[] = ['registered', 'investigating', 'facts-established', 'notified']
export const OPEN: readonly State[] = [...BEFORE_DECISION, 'decided', 'in-force', 'under-review', 'under-appeal']
