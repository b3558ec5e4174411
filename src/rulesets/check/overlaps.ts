/** Where several provisions are met at once. Two that weigh the same and both govern compete, unless a reading that both rest on says that they may. */
import { evaluate, type Facts } from '../../domain/condition.ts'
import { weightOf, type Met } from '../../domain/judge.ts'
import type { Note } from '../../domain/ruleset.ts'
import type { Fault } from '../fault.ts'
import { distinct, faultOn, since, type Input, type View } from './input.ts'
import { describeCells } from './readable.ts'
import type { Field } from './space.ts'

export interface Overlap {
  readonly ruleset: string
  readonly conduct: string
  readonly provisions: readonly string[]
  readonly governing: readonly string[]
  /** the readings that all of them rest on, and those that only some do */
  readonly notes: readonly string[]
  readonly otherNotes: readonly string[]
  readonly combinations: number
}

/** The readings on which it rests that this provision is met by these facts. */
export function notesOn ({ provision, candidate }: Met, facts: Facts): readonly string[] {
  const ways = candidate?.alternatives.filter(({ when }) => evaluate(when, facts) === true) ?? []
  return [...provision.notes, ...candidate?.notes ?? [], ...ways.flatMap(({ notes }) => notes)]
}

export const inCommon = ([first, ...others]: readonly (readonly string[])[]): string[] =>
  [...new Set(first)].filter((note) => others.every((notes) => notes.includes(note)))

export function permits ({ book }: Input, { chain }: View, notes: readonly string[], what: string): boolean {
  return notes.some((id) => [...chain.rulesets, book.joining].map((known): Note | undefined => known.notes.get(id)).find((note) => note)?.permits.includes(what))
}

/** What a ruleset says itself; a conduct that it leaves to its fallback is looked at there. */
export const ownFields = (fields: readonly Field[]): Field[] => fields.filter(({ mentioned, plan }) => mentioned || plan.besides.length > 0)

export function overlapsIn (fields: readonly Field[]): Overlap[] {
  const found = new Map<string, Overlap>()
  for (const { view: { ruleset }, conduct, cells } of ownFields(fields)) {
    for (const { facts, judgement: { met } } of cells) {
      if (met.length < 2) continue
      const ids = (all: readonly Met[]): string[] => all.map(({ provision }) => provision.id)
      const readings = met.map((one) => notesOn(one, facts))
      const notes = inCommon(readings)
      const overlap = {
        ruleset: `${ruleset.id}@${ruleset.version}`,
        conduct,
        provisions: ids(met),
        governing: ids(met.filter(({ governing }) => governing)),
        notes,
        otherNotes: [...new Set(readings.flat())].filter((note) => !notes.includes(note))
      }
      const key = JSON.stringify(overlap)
      found.set(key, { ...overlap, combinations: (found.get(key)?.combinations ?? 0) + 1 })
    }
  }
  return [...found.values()]
}

const weigh = (input: Input, { provision, tier }: Met): number | null => weightOf(provision, tier, input.book.tierRank)

/** The pairs of provisions that compete for these facts, the one that stands later in the text second. */
const competing = (input: Input, { view }: Field, facts: Facts, met: readonly Met[]): [Met, Met][] =>
  met.flatMap((second, index) => met.slice(0, index).filter((first) => first.governing && second.governing &&
    weigh(input, first) !== null && weigh(input, first) === weigh(input, second) &&
    !permits(input, view, inCommon([notesOn(first, facts), notesOn(second, facts)]), 'equal-overlap')).map((first): [Met, Met] => [first, second]))

export function competition (input: Input, fields: readonly Field[]): Fault[] {
  return distinct(ownFields(fields).flatMap((field) => {
    const { view, conduct, cells } = field
    const pairs = new Map<string, { pair: [Met, Met], where: number[] }>()
    for (const [index, { facts, judgement: { met } }] of cells.entries()) {
      if (met.length < 2) continue
      for (const pair of competing(input, field, facts, met)) {
        const key = pair.map(({ provision }) => provision.id).join(' ')
        const known = pairs.get(key)
        if (known) known.where.push(index)
        else pairs.set(key, { pair, where: [index] })
      }
    }
    return [...pairs.values()].flatMap(({ pair: [first, second], where }) => faultOn(input, second,
      `${conduct} meets it and ${first.provision.id} with equal weight where ${describeCells(field, where)}, and no note of both permits equal-overlap${since(view)}`))
  }))
}
