/** A graver fact never leads to something lighter. */
import { weightOf, type Judgement, type Met } from '../../domain/judge.ts'
import type { Fault } from '../fault.ts'
import { distinct, faultOn, since, type Input } from './input.ts'
import { notesOn, ownFields, permits } from './overlaps.ts'
import type { Cell, Field } from './space.ts'

/** Not met is nothing; a violation that only provisions without weight govern is something, and lighter than any weight. */
function heaviness (input: Input, { outcome, met }: Judgement): number {
  if (outcome !== 'violation') return 0
  return Math.max(0.5, ...met.filter(({ governing }) => governing).map(({ provision, tier }) => weightOf(provision, tier, input.book.tierRank) ?? 0))
}

const governing = ({ judgement: { met } }: Cell): Met[] => met.filter((one) => one.governing)
const named = (all: readonly Met[]): string => all.map(({ provision }) => provision.id).join(', ') || 'nothing'

const permitted = (input: Input, { view }: Field, cell: Cell): boolean =>
  governing(cell).some((one) => permits(input, view, notesOn(one, cell.facts), 'lighter-when-graver'))

/** Pairs of cells that differ in one graded fact alone, the graver second. */
function * raised ({ axes, cells }: Field): Generator<[string, Cell, Cell]> {
  let stride = cells.length
  for (const { name, definition, values } of axes) {
    const span = stride
    stride /= values.length
    if (definition.type !== 'enum' || definition.graded !== true) continue
    for (const [index, lighter] of cells.entries()) {
      for (let graver = index + stride; Math.floor(graver / span) === Math.floor(index / span); graver += stride) {
        const cell = cells[graver]
        if (cell) yield [name, lighter, cell]
      }
    }
  }
}

export function graver (input: Input, fields: readonly Field[]): Fault[] {
  return distinct(ownFields(fields).flatMap((field) => {
    const faults: Fault[] = []
    for (const [fact, lighter, heavier] of raised(field)) {
      if (heaviness(input, heavier.judgement) >= heaviness(input, lighter.judgement)) continue
      if (permitted(input, field, lighter) || permitted(input, field, heavier)) continue
      const [first, ...others] = governing(lighter)
      if (!first) continue
      faults.push(...faultOn(input, first, `${field.conduct}: ${named([first, ...others])} where '${fact}' is ${lighter.facts[fact]}, but only ${named(governing(heavier))} where it is ${heavier.facts[fact]}${since(field.view)}`))
    }
    return faults
  }))
}
