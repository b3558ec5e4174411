/** What the walks have in common: who acts, and steps with nothing out of the ordinary. */
import type { Opening, StepGiven, StepOf } from '../../src/domain/record/step.ts'
import { by } from './office.ts'

/** The same three people wherever a case is handled: one looks into it, one decides, one reviews. */
export const at = (level: string) => ({ wei: by('wei', level), hua: by('李华', level), zhao: by('zhao', level) })
export const party = by('party', 'agency')

export const PLACE = { cn: '110105', guizhou: '520102', minhang: '310112', guangxi: '450103' } as const

const REFS: Readonly<Record<string, { readonly refKind: string, readonly ref: (number: number) => string }>> = {
  agency: { refKind: 'uscc', ref: (number) => `91110105MA${String(number).padStart(7, '0')}K` },
  candidate: { refKind: 'resident-id', ref: (number) => `11010519491231${String(number).padStart(4, '0')}` }
}
const own = { refKind: 'other', ref: (number: number) => `staff-${number}` }

let subjects = 0

/** A case about somebody who has no other. */
export function about (place: keyof typeof PLACE, conducts: Opening['conducts'], more: Partial<Opening> = {}): Opening {
  const [type = ''] = (conducts[0]?.code ?? '').split('.')
  const { refKind, ref } = REFS[type] ?? own
  subjects += 1
  return { jurisdiction: PLACE[place], occurredOn: '2026-03-14', subject: { type, ref: ref(subjects), refKind, name: `示例${subjects}` }, source: 'inspection', conducts, ...more }
}

/** Steps as they are said where nothing is out of the ordinary; days are the caller's. */
export const say = {
  accept: { type: 'accept' },
  evidence: (obtainedOn: string, more: Partial<StepOf<'add-evidence'>> = {}) => ({ type: 'add-evidence', kind: 'documentary', title: '现场记录', obtainedOn, ...more }),
  establish: (establishedOn: string, conducts: Opening['conducts'], more: Partial<StepOf<'establish-facts'>> = {}) => ({ type: 'establish-facts', conducts, establishedOn, ...more }),
  notify: (deliveredOn: string, more: Partial<StepOf<'notify'>> = {}) => ({ type: 'notify', deliveredOn, method: 'in-person', ...more }),
  hear: (on: string, more: Partial<StepOf<'hear'>> = { statement: '没有异议。' }) => ({ type: 'hear', on, ...more }),
  decide: (decidedOn: string, more: Partial<StepOf<'decide'>> = {}) => ({ type: 'decide', decidedOn, reasons: '事实清楚。', ...more }),
  serve: (servedOn: string, more: Partial<StepOf<'serve'>> = {}) => ({ type: 'serve', servedOn, method: 'in-person', ...more }),
  report: (to: string, on: string, subject = 'decision') => ({ type: 'report', to, on, subject }),
  publish: (on: string) => ({ type: 'publish', on, where: '网站' }),
  verify: (on: string, result = 'passed') => ({ type: 'verify-rectification', on, result }),
  request: (on: string) => ({ type: 'request-review', on, grounds: '不服。' }),
  review: (on: string, outcome = 'uphold', more: Partial<StepOf<'decide-review'>> = {}) => ({ type: 'decide-review', on, outcome, reasons: '经复核。', ...more }),
  appeal: (on: string) => ({ type: 'appeal', on, grounds: '仍不服。' }),
  appealed: (on: string, outcome = 'uphold') => ({ type: 'decide-appeal', on, outcome, reasons: '经审查。' }),
  archive: (on: string) => ({ type: 'archive', on })
} as const satisfies Record<string, StepGiven | ((...given: never[]) => StepGiven)>
