/** Agencies: registered, listed, shown. */
import { Type } from 'typebox'
import type { App, Deps } from '../app-types.ts'
import { agencyListing, AgencyList, AgencyView } from '../schemas/agency.ts'
import { agencyExamples, exampleId } from '../schemas/agency-examples.ts'
import { AgencyOpening } from '../schemas/agency-step.ts'
import { DEFAULT_LIMIT } from '../schemas/case-list.ts'
import { answers, anyProblem, asks, closed, Day, parameter, problems } from '../schemas/common.ts'
import { StepRecords, Verification } from '../schemas/record-chain.ts'
import { paged } from './paging.ts'
import { callerOf, created, writes, writesAnswer } from './writing.ts'

export const agencyId = Type.Object({ id: Type.String({ description: 'the id of the agency\'s file', examples: [exampleId] }) }, closed)
const readProblems = problems('not-found', ...anyProblem)
const asOf = Type.Object({ on: Type.Optional(parameter(Day, 'as of this day; today in China where it is not given', '2026-11-20')) }, closed)

export function agencyRoutes (app: App, { records: { agencies } }: Deps): void {
  app.post('/v1/agencies', {
    schema: {
      operationId: 'registerAgency',
      tags: ['records'],
      summary: 'Puts an evaluation agency on record',
      description: 'Once for each number. It is on file only when it has been filed: apply, then grant. 登记评价机构。',
      headers: writes,
      body: asks(AgencyOpening, agencyExamples),
      response: writesAnswer('the agency', AgencyView, 'step-not-allowed')
    }
  }, async (request, reply) => created(reply, await agencies.registerAgency(request.body, callerOf(request))))

  app.get('/v1/agencies', {
    schema: {
      operationId: 'listAgencies',
      tags: ['records'],
      summary: 'Agencies by place, status and what they are on file for, newest first',
      description: 'As of a day. Those whose filing ends soon, and those late with a rectification, are found here. 机构列表，含即将到期和整改逾期。',
      querystring: agencyListing,
      response: { 200: { ...answers('agencies, and where the next page begins', AgencyList), 'x-headers': ['Link'] }, ...problems(...anyProblem) }
    }
  }, async ({ query, lang, principal }, reply) => {
    const { limit = DEFAULT_LIMIT, cursor, ...filter } = query
    return paged(reply, '/v1/agencies', query, await agencies.list(filter, { limit, ...cursor === undefined ? {} : { cursor } }, lang, principal))
  })

  app.get('/v1/agencies/:id', {
    schema: {
      operationId: 'getAgency',
      tags: ['records'],
      summary: 'An agency as it stands on a day, and what may come next',
      description: 'Status, filings and measures in force as of the day; applications with their assessment, staff, ratings, supervision as they are on record. 机构档案。',
      params: agencyId,
      querystring: asOf,
      response: { 200: { ...answers('the agency', AgencyView), 'x-headers': ['ETag'] }, ...readProblems }
    }
  }, async ({ params, query: { on }, lang, principal }, reply) => {
    const { view, etag } = await agencies.agency(params.id, on, lang, principal)
    reply.header('etag', etag)
    return view as unknown as AgencyView
  })

  app.get('/v1/agencies/:id/steps', {
    schema: {
      operationId: 'listAgencySteps',
      tags: ['records'],
      summary: 'The steps of an agency\'s file as they were entered, each with its digest',
      description: 'The record proper: only ever added to. 机构档案全部步骤及摘要。',
      params: agencyId,
      response: { 200: answers('the steps', StepRecords), ...readProblems }
    }
  }, ({ params, principal }) => agencies.steps(params.id, principal))

  app.get('/v1/agencies/:id/verification', {
    schema: {
      operationId: 'verifyAgency',
      tags: ['records'],
      summary: 'Whether the file of an agency is what was written',
      description: 'Recomputes the chain of digests, and what is kept beside it, from the steps. 核验机构档案是否被改动。',
      params: agencyId,
      response: { 200: answers('what was found', Verification), ...readProblems }
    }
  }, ({ params, principal }) => agencies.verification(params.id, principal))
}
