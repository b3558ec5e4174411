/** Earlier decisions of a time before this service, or of another authority: recorded, shown, withdrawn. */
import { Type } from 'typebox'
import type { App, Deps } from '../app-types.ts'
import { answers, anyProblem, asks, closed, problems } from '../schemas/common.ts'
import { PriorGiven, PriorView, WithdrawalGiven } from '../schemas/prior.ts'
import { exampleId, priorExamples, withdrawalExamples } from '../schemas/record-examples.ts'
import { callerOf, created, writes, writesAnswer } from './writing.ts'

export const priorId = Type.Object({ id: Type.String({ description: 'the id of the record', examples: [exampleId] }) }, closed)

export function priorDecisionRoutes (app: App, { records }: Deps): void {
  app.post('/v1/prior-decisions', {
    schema: {
      operationId: 'recordPriorDecision',
      tags: ['records'],
      summary: 'Records an earlier decision on a subject',
      description: 'It counts in the history of later cases and in standing like a case in force. 录入以往处理。',
      headers: writes,
      body: asks(PriorGiven, priorExamples),
      response: writesAnswer('the record', PriorView)
    }
  }, async (request, reply) => created(reply, await records.recordPrior(request.body, callerOf(request))))

  app.get('/v1/prior-decisions/:id', {
    schema: {
      operationId: 'getPriorDecision',
      tags: ['records'],
      summary: 'The record of an earlier decision',
      description: 'As it was recorded, and whether it has been withdrawn since. 以往处理记录。',
      params: priorId,
      response: { 200: { ...answers('the record', PriorView), 'x-headers': ['ETag'] }, ...problems('not-found', ...anyProblem) }
    }
  }, async ({ params, lang, principal }, reply) => {
    const { view, etag } = await records.prior(params.id, lang, principal)
    reply.header('etag', etag)
    return view
  })

  app.post('/v1/prior-decisions/:id/withdrawal', {
    schema: {
      operationId: 'withdrawPriorDecision',
      tags: ['records'],
      summary: 'Withdraws the record of an earlier decision',
      description: 'It then no longer counts; the cases that counted it are marked to be reconsidered. 撤回以往处理记录。',
      params: priorId,
      headers: writes,
      body: asks(WithdrawalGiven, withdrawalExamples),
      response: writesAnswer('the record, withdrawn', PriorView, 'not-found', 'step-not-allowed', 'stale-version')
    }
  }, async (request, reply) => created(reply, await records.withdrawPrior(request.params.id, request.body, callerOf(request))))
}
