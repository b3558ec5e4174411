/** The steps of a record as they are kept, and whether they are what was written. */
import { Type, type Static } from 'typebox'
import { vocabulary } from '../rulesets/vocabulary.ts'
import { RulesetVersion } from './answer.ts'
import { closed, codes, list, orNull, ref } from './common.ts'
import { CaseView } from './record.ts'
import { Instant, Level, only, RecordId } from './record-common.ts'

const digest = 'sha256: or sm3: and the digest in hexadecimal'

export const StepRecord = Type.Object({
  recordId: ref(RecordId),
  seq: Type.Integer({ description: 'from 1 on, without gaps' }),
  type: codes(vocabulary.entries, [...new Set([vocabulary.steps, vocabulary.agencySteps, vocabulary.campaignSteps].flatMap(Object.keys))], { description: 'what opened or ended a record, or a step of a case' }),
  at: Type.String({ format: 'date-time', description: 'when it was entered, in China\'s time' }),
  actor: Type.String({ description: 'who entered it' }),
  level: ref(Level),
  salt: Type.String({ description: 'random: the digest alone does not tell what it is a digest of' }),
  body: Type.Unsafe<object>({ type: 'object', additionalProperties: true, description: 'what was given' }),
  outcome: Type.Optional(Type.Unsafe<object>({ type: 'object', additionalProperties: true, description: 'what the service added: the answer that the step rests on' })),
  previousDigest: orNull(Type.String({ description: 'that of the step before' })),
  digest: Type.String({ description: digest })
}, {
  ...closed,
  $id: 'StepRecord',
  description: 'A step as it is kept. Its digest is SHA-256 (or SM3, as its prefix says) of the RFC 8785 canonical form of all its other members. 步骤记录。'
})
export type StepRecord = Static<typeof StepRecord>

export const StepRecords = Type.Object({
  items: list(ref(StepRecord)),
  head: Type.String({ description: 'the digest of the last step: who keeps it will notice if the end is cut off' })
}, { ...closed, $id: 'StepRecords', description: 'All steps of a case in their order, as they were entered; what was corrected is still there. 全部步骤。' })

const Fault = Type.Object({
  seq: Type.Integer({ description: 'the step at fault' }),
  fault: codes(vocabulary.chainFaults),
  detail: Type.String()
}, { ...closed, $id: 'ChainFault', description: 'What is wrong with a record. 记录的问题。' })

export const Verification = Type.Object({
  valid: Type.Boolean(),
  steps: Type.Integer({ description: 'how many there are' }),
  head: orNull(Type.String({ description: 'the digest of the last step' })),
  erased: Type.Optional(only(true, { description: 'it has been erased: what can still be verified are the numbers and digests of its steps' })),
  firstFault: Type.Optional(ref(Fault))
}, { ...closed, $id: 'Verification', description: 'Whether a record is what was written. 核验结果。' })
export type Verification = Static<typeof Verification>

const Computed = Type.Object({ engine: Type.String(), ruleset: ref(RulesetVersion) }, { ...closed, $id: 'ComputedWith', description: 'What an answer was computed with. 计算所用版本。' })
const any = (description: string) => Type.Unsafe<unknown>({ description })
const Difference = Type.Object({
  pointer: Type.String({ description: 'a JSON pointer to the place in the answer' }),
  stored: any('what was decided; null: nothing'),
  now: any('what would be answered now; null: nothing')
}, { ...closed, $id: 'Difference', description: 'A place where an answer would now be another. 差异。' })

export const Recomputation = Type.Object({
  decided: Type.Boolean({ description: 'false: there is nothing to compute again' }),
  unchanged: orNull(Type.Boolean()),
  stored: Type.Optional(ref(Computed)),
  now: Type.Optional(ref(Computed)),
  differences: list(ref(Difference))
}, { ...closed, $id: 'Recomputation', description: 'What the rules as they are now make of the inputs of a decision. Changes nothing. 重新计算。' })
export type Recomputation = Static<typeof Recomputation>

const Reading = Type.Object({ id: Type.String(), question: Type.String(), reading: Type.String() }, { ...closed, $id: 'Reading', description: 'A question that the law leaves open, and how it is read here. 适用说明。' })

export const CaseExport = Type.Object({
  format: only('evenhand-record/1'),
  exportedAt: Instant,
  record: ref(CaseView),
  steps: list(ref(StepRecord)),
  readings: list(ref(Reading), { description: 'those on which the record rests' })
}, { ...closed, $id: 'CaseExport', description: 'The whole record of a case as one file, which can be verified without this service. 案件全卷导出。' })
export type CaseExport = Static<typeof CaseExport>

export const recordChainShapes = [StepRecord, StepRecords, Fault, Verification, Computed, Difference, Recomputation, Reading, CaseExport]
