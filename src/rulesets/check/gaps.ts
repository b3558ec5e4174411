/** What falls between the provisions of a ruleset is listed in its `gaps`, and nothing else is. */
import { evaluate } from '../../domain/condition.ts'
import type { Fault } from '../fault.ts'
import { distinct, since, viewsOn, type Input } from './input.ts'
import { describeCells } from './readable.ts'
import type { Field } from './space.ts'

const open = ({ judgement: { outcome } }: Field['cells'][number]): boolean => outcome === 'not-met'

function missing (field: Field): Fault[] {
  const { view, conduct, cells } = field
  const gaps = view.ruleset.gaps.filter((gap) => gap.conduct === conduct)
  const uncovered = [...cells.keys()].filter((index) => {
    const cell = cells[index]
    return cell && open(cell) && !gaps.some(({ when }) => evaluate(when, cell.facts) === true)
  })
  if (uncovered.length === 0) return []
  return [view.compiled.source.fault('/gaps', `nothing applies to ${conduct} where ${describeCells(field, uncovered)}, and no gap says so${since(view)}`)]
}

function idle (input: Input, fields: readonly Field[]): Fault[] {
  return input.compiled.flatMap((compiled) => compiled.ruleset.gaps.flatMap(({ conduct, when }, index) => {
    const fault = (message: string): Fault => compiled.source.fault(`/gaps/${index}`, message)
    if (!compiled.ruleset.byConduct.has(conduct)) return [fault(`the ruleset does not mention ${conduct}: what applies is up to its fallback`)]
    const views = viewsOn(input, compiled)
    const concerned = fields.filter((field) => field.conduct === conduct && views.includes(field.view))
    const covered = (field: Field, wanted: boolean): number[] =>
      [...field.cells.entries()].filter(([, cell]) => open(cell) === wanted && evaluate(when, cell.facts) === true).map(([cell]) => cell)
    const met = concerned.flatMap((field) => {
      const cells = covered(field, false)
      return cells.length > 0 ? [fault(`a provision applies to ${conduct} where ${describeCells(field, cells)}${since(field.view)}`)] : []
    })
    if (met.length > 0 || concerned.some((field) => covered(field, true).length > 0)) return met
    return [fault(`no facts of ${conduct} fall under this gap`)]
  }))
}

export const gaps = (input: Input, fields: readonly Field[]): Fault[] =>
  distinct([...fields.filter(({ mentioned }) => mentioned).flatMap(missing), ...idle(input, fields)])
