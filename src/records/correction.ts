/** Whether a correction is of wording, and of the right kind: anything else was decided, and is not corrected but decided anew. */
import type { CaseFile } from '../domain/record/case.ts'
import { correctable, type StepOf } from '../domain/record/step.ts'
import type { Label } from '../domain/vocabulary.ts'
import { Problem } from '../plugins/problems.ts'
import { segment } from '../json-pointer.ts'
import { isId } from './identity.ts'

const text = (most: number) => (value: unknown): boolean => typeof value === 'string' && value.length > 0 && value.length <= most
const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)
const members = (names: readonly string[]) => (value: unknown): boolean =>
  isObject(value) && Object.keys(value).length > 0 && Object.entries(value).every(([name, one]) => names.includes(name) && text(200)(one))

const KINDS: Readonly<Record<string, (value: unknown) => boolean>> = {
  subject: members(['name']),
  session: members(['id', 'occupation', 'level', 'site']),
  relatedCases: (value) => Array.isArray(value) && value.length <= 50 && value.every((one) => typeof one === 'string' && isId(one)),
  title: text(200),
  to: text(200),
  where: text(200),
  sha256: (value) => typeof value === 'string' && /^[0-9a-f]{64}$/.test(value)
}

const DAY = /(On|By|Until)$|^on$/

const at = (pointer: string, zh: string, en: string): { pointer: string, detail: Label } => ({ pointer, detail: { zh, en } })

/**
 * Refuses a correction that is none.
 * @throws Problem
 */
export function refuseCorrection ({ entries, bodies }: CaseFile, { seq, replaces }: StepOf<'correct'>): void {
  const entry = entries[seq - 1]
  if (!entry) throw new Problem('validation', undefined, [at('/seq', `没有第 ${seq} 步`, `there is no step ${seq}`)])
  const days = Object.keys(replaces).filter((field) => DAY.test(field))
  if (days.length > 0) {
    throw new Problem('step-not-allowed', { zh: `日期关系到权利，不能更正：${days.join('、')}`, en: `a right hangs on a date, so it is not corrected: ${days.join(', ')}` }, [], { reason: 'date-out-of-order', field: days[0] as string })
  }
  const body = bodies[seq - 1] ?? {}
  const faults = Object.entries(replaces).flatMap(([field, value]) => {
    const pointer = `/replaces/${segment(field)}`
    if (!correctable(entry.type, field)) return [at(pointer, '这一内容不是笔误，不能更正', 'this is not wording and cannot be corrected')]
    if (!(field in body)) return [at(pointer, `第 ${seq} 步没有这一内容`, `step ${seq} does not say this`)]
    return (KINDS[field] ?? text(10_000))(value) ? [] : [at(pointer, '更正后的内容不合格式', 'what it should say is not of the right kind')]
  })
  if (faults.length > 0) throw new Problem('validation', undefined, faults)
}
