/** Nothing in a ruleset is idle: every way of meeting a provision, every provision, rider, conditional measure, supplement and besides comes to bear. */
import { evaluate, testsOf } from '../../domain/condition.ts'
import type { MeasureRule, Provision } from '../../domain/ruleset.ts'
import type { Compiled } from '../compile.ts'
import type { Fault } from '../fault.ts'
import { faultAt, viewsOn, type Input } from './input.ts'
import { inCommon, notesOn } from './overlaps.ts'
import type { Cell, Field } from './space.ts'

interface Case { readonly field: Field, readonly cell: Cell }

/** A finding that never governs is as good as none, unless a reading that it shares with the heavier one says why. */
function shadowed (provision: Provision, cases: readonly Case[]): boolean {
  const findings = cases.flatMap(({ cell: { facts, judgement: { met } } }) => met.filter((one) => one.provision === provision).map((own) => ({ facts, met, own })))
  return findings.every(({ own }) => !own.governing) && findings.some(({ facts, met, own }) =>
    !met.some((other) => other.governing && inCommon([notesOn(own, facts), notesOn(other, facts)]).length > 0))
}

function provisionFaults (compiled: Compiled, provision: Provision, cases: readonly Case[]): Fault[] {
  return provision.alternatives.flatMap(({ conduct, when }, index) => {
    const meeting = cases.filter(({ field, cell }) => field.conduct === conduct && evaluate(when, cell.facts) === true)
    const fault = (message: string): Fault[] => [faultAt(compiled, provision.id, message, `/conducts/${index}`)]
    if (meeting.length === 0) return fault(`no facts of ${conduct} meet this`)
    return shadowed(provision, meeting) ? fault(`${conduct} is never governed by this: whenever it is met a heavier provision is, and no note of both says so`) : []
  })
}

/** Unconditional measures follow by themselves. */
const conditional = ({ when }: MeasureRule): boolean => testsOf(when).length > 0

function measureFaults (compiled: Compiled, provision: Provision, cases: readonly Case[]): Fault[] {
  return provision.measures.filter(conditional).filter(({ when }) => !cases.some(({ cell: { facts, judgement } }) =>
    judgement.met.some((one) => one.provision === provision) && evaluate(when, facts) === true))
    .map(({ measure }) => faultAt(compiled, provision.id, `'${measure}' never follows: no facts that meet the provision meet its condition`))
}

function riderFaults (compiled: Compiled, cases: readonly Case[]): Fault[] {
  return compiled.ruleset.riders.flatMap(({ provision }) => {
    const applied = cases.filter(({ cell: { judgement } }) => judgement.consequences.some((one) => one.provision === provision))
    if (applied.length === 0) return [faultAt(compiled, provision.id, 'the rider never applies')]
    return provision.measures.filter((rule) => !applied.some(({ cell: { judgement } }) => judgement.consequences.some((one) => one.rule === rule)))
      .map(({ measure }) => faultAt(compiled, provision.id, `'${measure}' never follows: its condition is never met where the rider applies`))
  })
}

function supplementFaults ({ ruleset, source }: Compiled, cases: readonly Case[]): Fault[] {
  return [...ruleset.supplement.keys()].flatMap((conduct, index) => {
    const used = cases.some(({ field, cell }) => field.conduct === conduct && field.mentioned &&
      cell.judgement.met.some(({ candidate }) => field.plan.stages.slice(1).some((stage) => stage.some((one) => one === candidate))))
    return used ? [] : [source.fault(`/supplement/${index}`, `${conduct} is never supplemented: there are no facts that this ruleset's own provisions on it leave and its fallback meets`)]
  })
}

function besidesFaults ({ ruleset, source }: Compiled, cases: readonly Case[]): Fault[] {
  return ruleset.besides.flatMap(({ provision: id }, index) => {
    const fault = (message: string): Fault[] => [source.fault(`/besides/${index}`, `${id} ${message}`)]
    // A stage after the first is asked only where those before it are not met, and what is asked there is not asked besides.
    const late = cases.find(({ field: { plan } }) => plan.stages.slice(1).some((stage) => stage.some(({ provision }) => provision.id === id)))
    if (late) return fault(`would apply to ${late.field.conduct} only as its supplement, not besides`)
    const found = cases.flatMap(({ field, cell }) => cell.judgement.met.filter(({ provision, candidate }) => provision.id === id && field.plan.besides.some((one) => one === candidate)))
    if (found.length === 0) return fault('is never met besides a provision of this ruleset')
    return found.some(({ tier, provision }) => tier !== null || provision.rank !== null) ? fault('has a tier or a rank: only what has neither can apply besides') : []
  })
}

export function reachability (input: Input, fields: readonly Field[]): Fault[] {
  return input.compiled.flatMap((compiled) => {
    const views = viewsOn(input, compiled)
    const cases = fields.filter(({ view }) => views.includes(view)).flatMap((field) => field.cells.map((cell): Case => ({ field, cell })))
    const met = [...compiled.ruleset.provisions.values()].filter(({ kind }) => kind === 'misconduct')
    return [
      ...met.flatMap((provision) => [...provisionFaults(compiled, provision, cases), ...measureFaults(compiled, provision, cases)]),
      ...riderFaults(compiled, cases),
      ...supplementFaults(compiled, cases),
      ...besidesFaults(compiled, cases)
    ]
  })
}
