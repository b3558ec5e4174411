/** Whether an export is what was written: for that it takes nothing but the file. */
import type { RuleBook } from '../domain/book.ts'
import type { CaseFile } from '../domain/record/case.ts'
import { replay } from '../domain/record/fold.ts'
import { canonical } from '../rulesets/digest.ts'
import { linkOf, verifyChain, type Fault, type StepRecord, type Verification } from './chain.ts'
import { EXPORT_FORMAT, type CaseExport } from './export.ts'
import { decisionOf, noticeOf, sanctionsOf } from './view.ts'
import { warningsOf } from './warnings.ts'

export class NoExport extends Error {}

export interface ExportVerification extends Verification {
  readonly id: string
  /** the step whose digest is the head that was kept, where one was given */
  readonly keptAt?: number
}

/** What does not follow from the steps alone, and cannot be verified by them: what may come next and by when hangs on the rules, the calendar and the day. */
const ASIDE = ['retention', 'reconsideration', 'deadlines', 'nextSteps', 'blocked', 'outstanding']
/** Before a decision, what the rules say hangs on the day and on the subject's other decisions as well. From then on it is what was decided. */
const WITH_DECISION = ['classification', 'sanctions', 'subsumed', 'history']

/** Words beside a code, in the language of whoever exported it: the code is what counts. */
const WORDS = ['label', 'title']
const withoutWords = (value: unknown, words = WORDS): unknown =>
  JSON.parse(JSON.stringify(value ?? null), function (this: unknown, name: string, one: unknown) { return words.includes(name) && typeof one === 'string' ? '' : one })

/** The members of the record that the steps bear out, as they have to be. */
function borneOut (book: RuleBook, file: CaseFile, { version, head }: { version: number, head: string }): Record<string, unknown> {
  const { id, state, opening, conducts, circumstances, entries: [first], decision } = file
  const always = { ...opening, id, version, head, state, conducts, circumstances, openedAt: first?.at, openedBy: first?.actor, notice: noticeOf(file), decision: decisionOf(file), warnings: warningsOf(opening.subject, 'zh') }
  if (!decision) return always
  const { inputs: { history }, answer: { sanctions, subsumed, decidedOn, ...classification } } = decision.computed
  return { ...always, classification, sanctions: sanctionsOf(book, file, sanctions), subsumed, history }
}

function differingMember (book: RuleBook, file: CaseFile, record: Readonly<Record<string, unknown>>, last: { version: number, head: string }): string | undefined {
  const expected = borneOut(book, file, last)
  const aside = file.decision ? ASIDE : [...ASIDE, ...WITH_DECISION]
  return [...new Set([...Object.keys(expected), ...Object.keys(record)])].find((name) => {
    const form = (value: unknown): unknown => name === 'warnings' ? withoutWords(value, ['detail']) : WITH_DECISION.includes(name) ? withoutWords(value) : value
    return !aside.includes(name) && canonical(form(expected[name])) !== canonical(form(record[name]))
  })
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)
const isStep = (value: unknown): value is StepRecord => isObject(value) && typeof value.seq === 'number' && typeof value.digest === 'string'

/** The members that an object has in a text: one that is written twice is read as what it says last, and by others as what it says first. */
function hasMemberTwice (text: string, value: unknown): boolean {
  const count = (one: unknown): number => typeof one !== 'object' || one === null ? 0 : Object.values(one).reduce((sum: number, member) => sum + count(member), Array.isArray(one) ? 0 : Object.keys(one).length)
  const colons = text.match(/"(?:[^"\\]|\\.)*"|:/g)?.filter((token) => token === ':') ?? []
  return colons.length !== count(value)
}

/**
 * Reads an export.
 * @throws NoExport
 */
export function readExport (text: string): CaseExport {
  let data: unknown
  try {
    data = JSON.parse(text)
    // Also whether it can be brought into the canonical form: a number beyond all bounds cannot.
    canonical(data)
  } catch (error) {
    throw new NoExport(`this is no JSON: ${(error as Error).message}`)
  }
  if (!isObject(data) || data.format !== EXPORT_FORMAT || !isObject(data.record) || typeof data.record.id !== 'string' || !Array.isArray(data.steps)) {
    throw new NoExport(`this is no export of a case (format ${EXPORT_FORMAT})`)
  }
  if (hasMemberTwice(text, data)) throw new NoExport('this is no export: something in it has two members of one name')
  return data as unknown as CaseExport
}

/**
 * Verifies an export, without a store.
 * @param book for the length of periods, which run from service
 * @param keptHead a head that somebody kept, of the last step or of an earlier one: it must be among the digests
 */
export function verifyExport (book: RuleBook, { record, steps }: CaseExport, keptHead?: string): ExportVerification {
  const { id } = record
  const none = steps.findIndex((step) => !isStep(step))
  const fault = (fault: string, detail: string, seq = steps.length): Fault => ({ seq, fault, detail })
  if (none !== -1) return { id, valid: false, steps: steps.length, head: null, firstFault: fault('content-altered', `step ${none + 1} is no step`, none + 1) }
  const chain = { ...verifyChain(id, steps.map(linkOf), record), id }
  if (!chain.valid) return chain
  const keptAt = keptHead === undefined ? undefined : steps.findIndex(({ digest }) => digest === keptHead) + 1
  if (keptAt === 0) return { ...chain, valid: false, firstFault: fault('head-differs', 'the head that was kept is that of no step') }
  try {
    const differs = differingMember(book, replay(id, steps), record, { version: steps.length, head: chain.head ?? '' })
    if (differs !== undefined) return { ...chain, valid: false, firstFault: fault('projection-differs', `the steps do not bear out the record's ${differs}`) }
  } catch (error) {
    return { ...chain, valid: false, firstFault: fault('projection-differs', `the steps make no case: ${(error as Error).message}`) }
  }
  return keptAt === undefined ? chain : { ...chain, keptAt }
}
