/**
 * Unknown facts by completion: a fact matters if and only if two ways of completing the unknown ones, differing in that fact alone, lead to
 * another outcome, other governing provisions or other measures. Only values that some condition tells apart are tried, and only facts on
 * which something still hangs.
 */
import type { Facts } from './condition.ts'
import type { Judgement } from './judge.ts'
import { fingerprint } from './judge.ts'
import type { FactValue } from './vocabulary.ts'

export interface Unknown { readonly fact: string, readonly values: readonly FactValue[] }

export interface Completed {
  /** the facts that matter, in the order of `unknowns`; none where every completion agrees */
  readonly asks: readonly string[]
  /** one judgement for each completion */
  readonly judgements: readonly Judgement[]
}

/** Judges every completion of `known` by the values of `unknowns`. */
export function complete (known: Facts, unknowns: readonly Unknown[], judgeOne: (facts: Facts) => Judgement): Completed {
  if (unknowns.length === 0) return { asks: [], judgements: [judgeOne(known)] }
  const judgements: Judgement[] = []
  const facts: Record<string, FactValue | undefined> = { ...known }
  const visit = (depth: number): void => {
    const unknown = unknowns[depth]
    if (!unknown) { judgements.push(judgeOne({ ...facts })); return }
    for (const value of unknown.values) {
      facts[unknown.fact] = value
      visit(depth + 1)
    }
  }
  visit(0)
  if (judgements.length === 1) return { asks: [], judgements }
  const fingerprints = judgements.map(fingerprint)
  // The completions are numbered like digits: those that differ in one fact alone lie a fixed stride apart.
  let stride = judgements.length
  const asks: string[] = []
  for (const { fact, values } of unknowns) {
    const span = stride
    stride /= values.length
    if (fingerprints.some((one, index) => index % span >= stride && one !== fingerprints[index - stride])) asks.push(fact)
  }
  return { asks, judgements }
}
