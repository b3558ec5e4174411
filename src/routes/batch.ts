/** Many sanction questions in one call: checked one by one, so that a bad one never spoils the others. */
import { setImmediate as nextTurn } from 'node:timers/promises'
import { Type } from 'typebox'
import type { App, Deps } from '../app-types.ts'
import { sanction } from '../domain/sanction.ts'
import { Refused } from '../domain/question.ts'
import type { Lang } from '../domain/vocabulary.ts'
import { refusalBody, validationProblem } from '../plugins/problems.ts'
import { acceptStreams, isStream, unlessStream } from '../plugins/streams.ts'
import { placeFaults } from '../plugins/validation.ts'
import { SanctionAnswer } from '../schemas/answer.ts'
import { answers, asks, bodyProblems, closed, list, Problem, problems, ref } from '../schemas/common.ts'
import { batchExamples } from '../schemas/examples.ts'
import { SanctionRequest } from '../schemas/question.ts'
import { NDJSON } from '../schemas/streams.ts'
import { TURN_MS } from '../streams/turns.ts'
import { answerBatch, batchStreams, batchStreamShapes, lastBatchLine, type Item } from './batch-stream.ts'
import { withOfficialText } from './official-text.ts'
import { counting, withDay } from './questions.ts'

const MOST = 1000

export const BatchRequest = Type.Object({
  items: Type.Array(ref(SanctionRequest), { minItems: 1, maxItems: MOST })
}, { ...closed, $id: 'BatchRequest', description: 'Sanction questions, each answered by itself. 批量请求。' })

const oneOfThese = (...statuses: number[]) => Type.Unsafe<number>({ type: 'integer', enum: statuses, description: 'what the single call would have answered' })
const AnsweredItem = Type.Object({ status: oneOfThese(200), body: ref(SanctionAnswer) }, { ...closed, $id: 'AnsweredItem', description: 'An item that was answered.' })
const RefusedItem = Type.Object({ status: oneOfThese(400, 422), body: ref(Problem) }, { ...closed, $id: 'RefusedItem', description: 'An item that was refused.' })
/** Told apart by the status, which no two alternatives share: a generated client can narrow by it. (A `discriminator` knows strings only.) */
const BatchItem = Type.Unsafe<Item>({
  $id: 'BatchItem',
  description: 'What the single call would have answered: look at the status first. 单项结果。',
  oneOf: [ref(AnsweredItem), ref(RefusedItem)]
})

export const BatchAnswer = Type.Object({ items: list(ref(BatchItem)) }, { ...closed, $id: 'BatchAnswer', description: 'One answer for every item. 批量结果。' })
export const batchShapes = [BatchRequest, AnsweredItem, RefusedItem, BatchItem, BatchAnswer, ...batchStreamShapes]

/** What is checked of the batch as a whole; what an item holds is the item's own affair. */
const envelope = Type.Object({ items: Type.Array(Type.Any(), { minItems: 1, maxItems: MOST }) }, closed)

export function batchRoutes (app: App, deps: Deps): void {
  const { rules: { book }, today } = deps
  const validate = app.validation.shape('SanctionRequest')
  const told = counting(app)

  const answerOne = (asked: unknown, lang: Lang, instance: string): Item => {
    if (!validate(asked)) return { status: 400, body: validationProblem(lang, instance, placeFaults(validate.errors ?? [], lang)) }
    try {
      const question = withDay(asked as Parameters<typeof withDay>[0], today)
      return { status: 200, body: told(withOfficialText(deps, question.occurredOn, sanction(book, question, { lang }))) }
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      const body = refusalBody(error, lang, instance)
      return { status: body.status, body }
    }
  }

  acceptStreams(app, NDJSON)
  app.post('/v1/sanctions/batch', {
    // A thousand full questions with their histories.
    bodyLimit: 16 * 1024 * 1024,
    validatorCompiler: ({ schema, httpPart }) => httpPart === 'body' ? unlessStream(app.validation.compile(envelope, httpPart)) : app.validation.compile(schema as object, httpPart),
    schema: {
      operationId: 'sanctionBatch',
      tags: ['questions'],
      summary: 'Up to 1,000 sanction questions at once, or any number as a stream, each answered by itself',
      description: 'Each item is checked and answered by itself, so that a bad one never spoils the others. As NDJSON, each line is a question and each line of the answer what the single call would have answered, in the same order and while the questions still come in: read while you send. 批量计算：逐项校验，逐项作答，一项有误不影响其他；NDJSON 可不限行数，边收边答。',
      body: asks(BatchRequest, batchExamples),
      'x-streams': batchStreams,
      response: { 200: answers('one answer for every item, in the same order', BatchAnswer), ...problems(...bodyProblems) }
    }
  }, async (request, reply) => {
    if (isStream(request.body)) {
      const { lang, id } = request
      return await app.answerStream(request, reply, (stream) => answerBatch(stream, (asked) => answerOne(asked, lang, id), lang, id), lastBatchLine) as never
    }
    const items: Item[] = []
    let turn = performance.now()
    for (const asked of request.body.items as unknown[]) {
      items.push(answerOne(asked, request.lang, request.id))
      if (performance.now() - turn < TURN_MS) continue
      await nextTurn()
      turn = performance.now()
    }
    return { items }
  })
}
