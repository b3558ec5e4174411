/** Every escalation can fire: some finding is under it, the earlier decision that it asks for can have been made, and what it raises then governs. */
import { judge } from '../../domain/judge.ts'
import type { EarlierDecision } from '../../domain/escalate.ts'
import type { Escalation } from '../../domain/ruleset.ts'
import type { Fault } from '../fault.ts'
import { distinct, faultAt, since, viewsOn, type Input, type View } from './input.ts'
import { contextOf, type Cell, type Field } from './space.ts'

/** A decision that meets whatever an escalation may ask of its days. */
const earlier = ({ prior: { tier, measure } }: Escalation): EarlierDecision =>
  ({ decidedOn: '2001-01-01', tier, measures: [measure], rectifyBy: '2001-01-02', rectifiedOn: '2001-01-02' })

/** Every tier at which some ruleset imposes a measure, raised ones included. */
function decisions ({ compiled }: Input, fields: readonly Field[]): ReadonlySet<string> {
  const possible = new Set<string>()
  for (const { cells } of fields) for (const { judgement } of cells) for (const { tier, rule } of judgement.consequences) possible.add(`${tier} ${rule.measure}`)
  for (const { ruleset: { escalations } } of compiled) {
    if (escalations !== 'inherit') for (const { to, raises } of escalations) for (const { measure } of raises.measures) possible.add(`${to} ${measure}`)
  }
  return possible
}

interface Fired { readonly field: Field, readonly cell: Cell }

/** Where the escalation fires, judged anew with the earlier decision behind every case. */
function firings (input: Input, { chain }: View, escalation: Escalation, fields: readonly Field[]): Fired[] {
  const context = contextOf(input, [earlier(escalation)])
  return fields.flatMap((field) => field.cells.flatMap(({ facts, judgement: before }) => {
    if (before.outcome !== 'violation') return []
    const judgement = judge(chain, field.plan, facts, context)
    return judgement.met.some(({ provision, governing, raisedBy }) => governing && raisedBy?.prior === escalation.prior && provision === escalation.raises)
      ? [{ field, cell: { facts, judgement } }]
      : []
  }))
}

function faultsOf (input: Input, view: View, fields: readonly Field[], possible: ReadonlySet<string>): Fault[] {
  const { compiled, ruleset, chain } = view
  return chain.escalations.flatMap((escalation, index) => {
    const inherited = ruleset.escalations === 'inherit'
    const { prior: { tier, measure }, raises } = escalation
    const fault = (message: string): Fault => compiled.source.fault(inherited ? '/escalations' : `/escalations/${index}`, `${message}${since(view)}`)
    if (!possible.has(`${tier} ${measure}`)) return inherited ? [] : [fault(`no ruleset imposes '${measure}' at the tier '${tier}', so there is no such earlier decision`)]
    const fired = firings(input, view, escalation, fields)
    if (fired.length === 0) return [fault(`nothing found under this ruleset is raised to ${raises.id}`)]
    const person = fired.find(({ field }) => field.plan.subject !== 'agency')
    if (person) return [fault(`it would raise ${person.field.conduct}, and only agencies have tiers`)]
    const idle = inherited ? [] : raises.measures.filter((rule) => !fired.some(({ cell: { judgement } }) => judgement.consequences.some((one) => one.rule === rule)))
    return idle.map((rule) => faultAt(compiled, raises.id, `'${rule.measure}' never follows: its condition is never met where the provision is raised`))
  })
}

export function escalations (input: Input, fields: readonly Field[]): Fault[] {
  const possible = decisions(input, fields)
  return distinct(input.compiled.flatMap((compiled) => viewsOn(input, compiled).flatMap((view) =>
    faultsOf(input, view, fields.filter((field) => field.view === view), possible))))
}
