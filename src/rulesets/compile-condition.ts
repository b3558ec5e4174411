/** From a condition as a file writes it to one of the domain. */
import { ALWAYS, type Condition, type Requirement } from '../domain/condition.ts'
import type { ConditionData } from './format-parts.ts'

export function compileCondition (data: ConditionData | undefined): Condition {
  const parts: Condition[] = Object.entries(data ?? {}).map(([name, value]): Condition => {
    if (name === 'allOf') return { allOf: (value as ConditionData[]).map(compileCondition) }
    if (name === 'anyOf') return { anyOf: (value as ConditionData[]).map(compileCondition) }
    return { fact: name, requires: value as Requirement }
  })
  return parts.length === 0 ? ALWAYS : parts.length === 1 && parts[0] ? parts[0] : { allOf: parts }
}
