/** What is wrong with the facts that somebody found of a conduct, place by place. */
import { canTake, subjectOf, type FactValue, type Label, type Vocabulary } from './vocabulary.ts'

export interface Fault { readonly pointer: string, readonly detail: Label }

type Given = Readonly<Record<string, FactValue | null | undefined>>

/** @param conduct null: none is named, so that no fact belongs to it */
export function factFaults (vocabulary: Vocabulary, facts: Given, conduct: string | null, pointer: string): Fault[] {
  return Object.entries(facts).flatMap(([name, value]): Fault[] => {
    const fact = vocabulary.facts[name]
    const place = `${pointer}/facts/${name}`
    if (conduct === null) return [{ pointer: place, detail: { zh: '先指明行为，才能记录其事实', en: 'facts belong to a conduct, and none is named' } }]
    if (!fact || !vocabulary.conducts[conduct]?.facts.includes(name)) return [{ pointer: place, detail: { zh: `事实 ${name} 不适用于行为 ${conduct}`, en: `the fact ${name} does not belong to the conduct ${conduct}` } }]
    return value == null || canTake(fact, value) ? [] : [{ pointer: place, detail: { zh: '不是该事实可取的值', en: 'is no value that this fact can take' } }]
  })
}

/** What is wrong with a conduct that is said to have been found at a subject of this type, and with its facts. */
export function conductFaults (vocabulary: Vocabulary, subjectType: string, { conduct, facts = {} }: { readonly conduct?: string, readonly facts?: Given }, pointer: string): Fault[] {
  if (conduct !== undefined && (!Object.hasOwn(vocabulary.conducts, conduct) || subjectOf(conduct) !== subjectType)) {
    return [{ pointer: `${pointer}/conduct`, detail: { zh: `词汇表中没有 ${subjectType} 的这一行为`, en: `the vocabulary has no such conduct of a subject of type ${subjectType}` } }]
  }
  return factFaults(vocabulary, facts, conduct ?? null, pointer)
}
