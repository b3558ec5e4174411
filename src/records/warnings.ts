/** What is said beside a record and stands against nothing. */
import { misfitOf, type Misfit } from '../domain/check-digits.ts'
import type { Subject } from '../domain/record/step.ts'
import type { Label, Lang } from '../domain/vocabulary.ts'

export interface Warning { code: 'check-digit', pointer: string, detail: string }

const KINDS: Readonly<Record<string, Label>> = {
  'resident-id': { zh: '居民身份证号码', en: 'resident identity number' },
  uscc: { zh: '统一社会信用代码', en: 'unified social credit code' }
}

const MISFITS: Readonly<Record<Misfit, (kind: Label) => Label>> = {
  form: ({ zh, en }) => ({ zh: `位数或字符不是${zh}的`, en: `it does not have the form of a ${en}` }),
  'birth-date': ({ zh }) => ({ zh: `${zh}中的出生日期不存在`, en: 'there is no such day of birth' }),
  'check-character': ({ zh, en }) => ({ zh: `${zh}的校验码不符，可能有误录`, en: `the check character of the ${en} does not fit: it may be mistyped` })
}

/** The number itself is not repeated. */
export function warningsOf (subject: Subject, lang: Lang): Warning[] {
  const misfit = misfitOf(subject)
  const kind = KINDS[subject.refKind]
  return misfit === null || kind === undefined ? [] : [{ code: 'check-digit', pointer: '/subject/ref', detail: MISFITS[misfit](kind)[lang] }]
}
