/** What the rules of today say of the inputs that a case was decided on. Changes nothing. */
import type { CaseFile, KeptAnswer } from '../domain/record/case.ts'
import { ask, type Setting } from '../domain/record/judged.ts'
import { segment } from '../json-pointer.ts'

export interface Difference { readonly pointer: string, readonly stored: unknown, readonly now: unknown }

/** Where two values differ, as deep as they are of one kind. */
export function differences (stored: unknown, now: unknown, pointer = ''): Difference[] {
  if (Object.is(stored, now)) return []
  const objects = [stored, now].every((one) => typeof one === 'object' && one !== null)
  if (!objects || Array.isArray(stored) !== Array.isArray(now)) return [{ pointer, stored: stored ?? null, now: now ?? null }]
  const [a, b] = [stored, now] as [Record<string, unknown>, Record<string, unknown>]
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].flatMap((name) => differences(a[name], b[name], `${pointer}/${segment(name)}`))
}

const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value)) as unknown

type Version = { engine: string, ruleset: KeptAnswer['ruleset'] }
export interface Recomputation { decided: boolean, unchanged: boolean | null, stored?: Version, now?: Version, differences: Difference[] }

/** @throws Refused where the rules no longer answer */
export function recompute (setting: Setting, { decision }: CaseFile): Recomputation {
  if (!decision) return { decided: false, unchanged: null, differences: [] }
  const { engine, inputs, answer: kept } = decision.computed
  const { answer } = ask(setting, inputs)
  const { ruleset: storedRules, ...stored } = kept
  const { ruleset: rulesNow, ...now } = answer
  const found = differences(plain(stored), plain(now))
  return { decided: true, unchanged: found.length === 0, stored: { engine, ruleset: storedRules }, now: { engine: setting.engine, ruleset: rulesNow }, differences: found }
}
