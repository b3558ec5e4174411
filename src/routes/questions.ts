/** The questions: classification, sanctions, comparison. Nothing is stored; the same request always gets the same answer. */
import { Type, type Static } from 'typebox'
import type { App, Deps } from '../app-types.ts'
import { classify } from '../domain/classify.ts'
import { compare } from '../domain/compare.ts'
import { sanction } from '../domain/sanction.ts'
import { Classification, Comparison, SanctionAnswer } from '../schemas/answer.ts'
import type { Decided } from '../plugins/metrics.ts'
import { answers, asks, bodyProblems, closed, problems } from '../schemas/common.ts'
import { classificationExamples, comparisonExamples, sanctionExamples } from '../schemas/examples.ts'
import { ClassificationRequest, ComparisonRequest, SanctionRequest } from '../schemas/question.ts'
import { withOfficialText } from './official-text.ts'
import { sanctionJson } from './sanction-json.ts'

const trace = Type.Object({
  trace: Type.Optional(Type.Boolean({
    default: false,
    description: 'adds to every result, under `considered`, the provisions that were considered and not met. 附带未符合的条款及原因。',
    'x-examples': { off: { summary: 'only what is met', value: false }, on: { summary: 'with what is not met, and why', value: true } }
  }))
}, closed)

const unanswerable = ['unknown-conduct', 'mixed-subjects', 'fact-not-applicable'] as const
const refused = problems(...bodyProblems, ...unanswerable, 'no-ruleset-in-force')

/** Counts an answer on its way out. */
export const counting = ({ metrics }: App) => <Answer extends Parameters<Decided>[1]>(answer: Answer): Answer => {
  metrics.decided('question', answer)
  return answer
}

export function questionRoutes (app: App, deps: Deps): void {
  const { rules: { book }, today } = deps
  const told = counting(app)
  app.post('/v1/classifications', {
    schema: {
      operationId: 'classify',
      tags: ['questions'],
      summary: 'Which provisions the conduct meets, how grave it is, and which facts are missing',
      description: 'Where facts are missing, the answer asks for exactly those on which the result hangs (outcome needs-facts). 违纪违规行为的认定：对应哪一条款、属哪一档次、还缺哪些事实。',
      querystring: trace,
      body: asks(ClassificationRequest, classificationExamples),
      response: { 200: answers('the classification', Classification), ...refused }
    }
  }, ({ body, lang, query }) => told(withOfficialText(deps, body.occurredOn, classify(book, body, { lang, trace: query.trace ?? false }))))

  app.post('/v1/sanctions', {
    serializerCompiler: () => sanctionJson,
    schema: {
      operationId: 'sanction',
      tags: ['questions'],
      summary: 'What follows: the measures with bases and dates, and the steps that the law demands',
      description: 'The classification, and the measures that follow if the decision falls on decidedOn. 处理结果的计算：措施、依据、起止日期与法定程序。',
      querystring: trace,
      body: asks(SanctionRequest, sanctionExamples),
      response: { 200: answers('the classification with what follows from it', SanctionAnswer), ...refused }
    }
  }, ({ body, lang, query }) => told(withOfficialText(deps, body.occurredOn, sanction(book, withDay(body, today), { lang, trace: query.trace ?? false }))))

  app.post('/v1/comparisons', {
    schema: {
      operationId: 'compare',
      tags: ['questions'],
      summary: 'The same facts under every ruleset, side by side',
      description: 'Each ruleset answers as if the evaluation had been held at a place of its own; one not in force on that day is listed as such. 同一事实在各套规定下的结果对比。',
      body: asks(ComparisonRequest, comparisonExamples),
      response: { 200: answers('one item for every ruleset', Comparison), ...problems(...bodyProblems, ...unanswerable) }
    }
  }, (request) => compare(book, request.body, { lang: request.lang }))
}

/** The day of the decision is today in China where none is given. */
export const withDay = (question: Static<typeof SanctionRequest>, today: Deps['today']) => ({ ...question, decidedOn: question.decidedOn ?? today() })
