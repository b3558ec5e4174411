/** Cases: opened, listed, shown, handed out whole. */
import { Type } from 'typebox'
import type { App, Deps } from '../app-types.ts'
import { CaseList, listing } from '../schemas/case-list.ts'
import { answers, anyProblem, asks, closed, problems } from '../schemas/common.ts'
import { exampleId, openingExamples } from '../schemas/record-examples.ts'
import { CaseExport, Recomputation, StepRecords, Verification } from '../schemas/record-chain.ts'
import { CaseView } from '../schemas/record.ts'
import { Opening } from '../schemas/step.ts'
import { askedFor, listed } from './case-search.ts'
import { callerOf, created, writes, writesAnswer } from './writing.ts'

export const caseId = Type.Object({ id: Type.String({ description: 'the id of the case', examples: [exampleId] }) }, closed)
const readProblems = problems('not-found', ...anyProblem)

const parameters = (query: object): string => new URLSearchParams(Object.entries(query).map(([name, value]): [string, string] => [name, String(value)])).toString()

export function caseRoutes (app: App, { records }: Deps): void {
  app.post('/v1/cases', {
    schema: {
      operationId: 'openCase',
      tags: ['records'],
      summary: 'Opens a case: its subject, what happened, where and when',
      description: 'Kept as the first step of the case. The answer says what the rules make of it and what may come next. 立案登记。',
      headers: writes,
      body: asks(Opening, openingExamples),
      response: writesAnswer('the case', CaseView, 'unknown-conduct', 'mixed-subjects', 'fact-not-applicable', 'no-ruleset-in-force')
    }
  }, async (request, reply) => created(reply, await records.openCase(request.body, callerOf(request))))

  app.get('/v1/cases', {
    schema: {
      operationId: 'listCases',
      tags: ['records'],
      summary: 'Cases by place, state, tier, conduct and days, newest first',
      description: 'All that is given must hold. Nothing of a person may stand in an address: by subject, search with POST /v1/cases/search. 案件列表。',
      querystring: listing,
      response: { 200: { ...answers('cases, and where the next page begins', CaseList), 'x-headers': ['Link'] }, ...problems(...anyProblem) }
    }
  }, async ({ query, principal }, reply) => {
    const page = listed(await records.list(...askedFor(query), principal))
    if (page.next !== undefined) reply.header('link', `</v1/cases?${parameters({ ...query, cursor: page.next })}>; rel="next"`)
    return page
  })

  app.get('/v1/cases/:id', {
    schema: {
      operationId: 'getCase',
      tags: ['records'],
      summary: 'A case as it stands, and what may come next',
      description: 'What was given and done, what the rules make of it with the subject\'s earlier decisions as history, what is due, and each step that may come: who, what it requires, why. 案件详情与后续步骤。',
      params: caseId,
      response: { 200: { ...answers('the case', CaseView), 'x-headers': ['ETag'] }, ...readProblems }
    }
  }, async ({ params, lang, principal }, reply) => {
    const { view, etag } = await records.case(params.id, lang, principal)
    reply.header('etag', etag)
    return view
  })

  app.get('/v1/cases/:id/steps', {
    schema: {
      operationId: 'listSteps',
      tags: ['records'],
      summary: 'The steps of a case as they were entered, each with its digest',
      description: 'The record proper: only ever added to. 案件全部步骤及摘要。',
      params: caseId,
      response: { 200: answers('the steps', StepRecords), ...readProblems }
    }
  }, ({ params, principal }) => records.steps(params.id, principal))

  app.get('/v1/cases/:id/verification', {
    schema: {
      operationId: 'verifyCase',
      tags: ['records'],
      summary: 'Whether the record of a case is what was written',
      description: 'Recomputes the chain of digests, and what is kept beside it, from the steps. 核验记录是否被改动。',
      params: caseId,
      response: { 200: answers('what was found', Verification), ...readProblems }
    }
  }, ({ params, principal }) => records.verification(params.id, principal))

  app.get('/v1/cases/:id/recomputation', {
    schema: {
      operationId: 'recomputeCase',
      tags: ['records'],
      summary: 'What the rules as they are now make of the inputs of a decision',
      description: 'Compares the answer kept with the decision with the one of today\'s rules and engine; changes nothing. 以现行规则重新计算并比对。',
      params: caseId,
      response: { 200: answers('the differences', Recomputation), ...problems('not-found', 'unknown-conduct', 'fact-not-applicable', 'no-ruleset-in-force', ...anyProblem) }
    }
  }, ({ params, principal }) => records.recomputation(params.id, principal))

  app.get('/v1/cases/:id/export', {
    schema: {
      operationId: 'exportCase',
      tags: ['records'],
      summary: 'The whole record of a case as one file',
      description: 'Steps with digests, the case as it stands, the readings that it rests on: enough to verify it without this service. 导出案件全卷。',
      params: caseId,
      response: { 200: { ...answers('the file', CaseExport), 'x-headers': ['ContentDisposition'] }, ...readProblems }
    }
  }, async ({ params, lang, principal }, reply) => {
    const file = await records.export(params.id, lang, principal)
    reply.header('content-disposition', `attachment; filename="case-${file.record.id}.json"`)
    return file
  })
}
