/** Sanction questions without end: one on each line, and on each line of the answer what the single call would have answered. */
import { Type } from 'typebox'
import type { SanctionAnswer as Answer } from '../domain/sanction.ts'
import type { Lang } from '../domain/vocabulary.ts'
import { readJson } from '../plugins/body.ts'
import { Problem as Refusal, problemBody, type ProblemBody } from '../plugins/problems.ts'
import { closed, Problem, ref } from '../schemas/common.ts'
import { batchExamples } from '../schemas/examples.ts'
import { SanctionRequest } from '../schemas/question.ts'
import { lines, ndjson, NDJSON, type Streams } from '../schemas/streams.ts'
import { answerLines, type Answering, type Stream } from '../streams/answered.ts'
import { Lines } from '../streams/lines.ts'
import { sanctionJson } from './sanction-json.ts'

/** What a question was answered, and with which status. */
export type Item = { status: number, body: Answer | ProblemBody }

/** As long as the body of a single call may be. */
const MOST_BYTES = 1024 * 1024

const oneOfThese = (...statuses: number[]) => Type.Unsafe<number>({ type: 'integer', enum: statuses, description: 'what the single call would have answered; 408, 500 and 503 also where the stream broke off' })
const RefusedLine = Type.Object({ status: oneOfThese(400, 408, 413, 422, 500, 503), body: ref(Problem) }, { ...closed, $id: 'RefusedLine', description: 'A line that was refused; with 408, 500 or 503 the stream broke off, and this and all later lines were not answered.' })
const BatchLine = Type.Unsafe<Item>({
  $id: 'BatchLine',
  description: 'A line of the answer: look at the status first. 单行结果。',
  oneOf: [{ $ref: 'AnsweredItem#' }, ref(RefusedLine)]
})
export const batchStreamShapes = [RefusedLine, BatchLine]

export const batchStreams: Streams = {
  body: {
    [NDJSON]: {
      schema: ndjson(SanctionRequest, 'a question on each line; any number of lines, each as long as the body of a single call may be; lines with nothing on them count for nothing'),
      examples: { stream: { summary: 'The same questions, one on each line', value: lines(...batchExamples['one-good-one-bad'].value.items) } }
    }
  },
  answer: {
    description: 'one answer for every item, in the same order; of a stream, one on each line, sent while the questions still come in: whoever does not read them is not read from',
    content: { [NDJSON]: { schema: ndjson(BatchLine, 'an answer on each line') } }
  }
}

const written = ({ status, body }: Item): string => `{"status":${status},"body":${status === 200 ? sanctionJson(body as Answer) : JSON.stringify(body)}}`

const refused = (body: ProblemBody): Item => ({ status: body.status, body })

/** What stands on the last line where the stream breaks off. */
export const lastBatchLine = (problem: ProblemBody): string => written(refused(problem))

/** @param answerOne what the single call would have answered */
export function answerBatch (stream: Stream, answerOne: (asked: unknown) => Item, lang: Lang, instance: string): Answering {
  return answerLines(stream, new Lines(MOST_BYTES), ({ bytes }) => {
    if (bytes === null) return `${written(refused(problemBody('body-too-large', lang, instance)))}\n`
    let asked: unknown
    try {
      asked = readJson(bytes)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      return `${written(refused(problemBody(error.code, lang, instance, error.detail?.[lang])))}\n`
    }
    return `${written(answerOne(asked))}\n`
  })
}
