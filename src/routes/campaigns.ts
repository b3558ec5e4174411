/** Inspection campaigns: planned, drawn, recorded, and what comes of them. */
import { Type } from 'typebox'
import type { App, Deps } from '../app-types.ts'
import { campaignListing, CampaignList, CampaignReport, CampaignView, DEFAULT_LIMIT, DrawRecomputation, ProblemList } from '../schemas/campaign.ts'
import { campaignStepExamples, planExamples } from '../schemas/campaign-examples.ts'
import { CampaignPlan, CampaignStep, campaignStepShapeName, campaignStepTypes } from '../schemas/campaign-step.ts'
import { Checklist } from '../schemas/checklist.ts'
import { answers, anyProblem, asks, closed, problems } from '../schemas/common.ts'
import { exampleId } from '../schemas/record-examples.ts'
import { StepRecords, Verification } from '../schemas/record-chain.ts'
import { stepHeaders } from './case-steps.ts'
import { further, withInspection } from './checklists.ts'
import { paged } from './paging.ts'
import { typedStep } from './typed-step.ts'
import { callerOf, created, writes, writesAnswer } from './writing.ts'

const campaignId = Type.Object({ id: Type.String({ description: 'the id of the campaign', examples: [exampleId] }) }, closed)
const readProblems = problems('not-found', ...anyProblem)
const unanswerable = ['unknown-conduct', 'fact-not-applicable', 'no-ruleset-in-force'] as const
/** What the rules are asked about at the time: they may no longer have an answer, where an operator's own were changed. */
const judgedProblems = problems('not-found', ...unanswerable, ...anyProblem)

const CSV = 'text/csv'

function writing (app: App, { records: { campaigns } }: Deps): void {
  app.post('/v1/campaigns', {
    schema: {
      operationId: 'planCampaign',
      tags: ['records'],
      summary: 'Plans an inspection campaign, and fixes from whom will be drawn',
      description: 'The frame (agencies with their weights, inspectors with their recusals) is kept with its digest before the seed is known: docs/inspections.md shows how anybody recomputes the draw. 制定检查计划。',
      headers: writes,
      body: asks(CampaignPlan, planExamples),
      response: writesAnswer('the campaign', CampaignView, 'step-not-allowed', 'no-ruleset-in-force')
    }
  }, async (request, reply) => created(reply, await campaigns.plan(request.body, callerOf(request))))

  const validator = typedStep(app, campaignStepTypes, campaignStepShapeName)
  app.post('/v1/campaigns/:id/steps', {
    validatorCompiler: ({ schema, httpPart }) => httpPart === 'body' ? validator : app.validation.compile(schema as object, httpPart),
    schema: {
      operationId: 'takeCampaignStep',
      tags: ['records'],
      summary: 'Adds a step to a campaign, if it may come now',
      description: 'Seed, draw, results, report, cases, end. A step that may not come now is refused (409 step-not-allowed) with the reason. open-cases may be repeated: it opens no case twice. 办理检查行动步骤。',
      params: campaignId,
      headers: stepHeaders,
      body: asks(CampaignStep, campaignStepExamples),
      response: writesAnswer('the campaign after the step', CampaignView, 'not-found', 'if-match-required', 'stale-version', 'step-not-allowed', ...unanswerable)
    }
  }, async (request, reply) => created(reply, await campaigns.takeStep(request.params.id, request.headers['if-match'], request.body, callerOf(request))))
}

function reading (app: App, { records: { campaigns } }: Deps): void {
  app.get('/v1/campaigns', {
    schema: {
      operationId: 'listCampaigns',
      tags: ['records'],
      summary: 'Inspection campaigns by place and state, newest first',
      description: 'All that is given must hold. 检查行动列表。',
      querystring: campaignListing,
      response: { 200: { ...answers('campaigns, and where the next page begins', CampaignList), 'x-headers': ['Link'] }, ...problems(...anyProblem) }
    }
  }, async ({ query, principal }, reply) => {
    const { limit = DEFAULT_LIMIT, cursor, ...filter } = query
    return paged(reply, '/v1/campaigns', query, await campaigns.list(filter, { limit, ...cursor === undefined ? {} : { cursor } }, principal))
  })

  app.get('/v1/campaigns/:id', {
    schema: {
      operationId: 'getCampaign',
      tags: ['records'],
      summary: 'A campaign as it stands, and what may come next',
      description: 'Plan, frame and its digest, seed, selection, results, cases. 检查行动详情。',
      params: campaignId,
      response: { 200: { ...answers('the campaign', CampaignView), 'x-headers': ['ETag'] }, ...readProblems }
    }
  }, async ({ params, lang, principal }, reply) => {
    const { view, etag } = await campaigns.campaign(params.id, lang, principal)
    reply.header('etag', etag)
    return view
  })

  app.get('/v1/campaigns/:id/steps', {
    schema: {
      operationId: 'listCampaignSteps',
      tags: ['records'],
      summary: 'The steps of a campaign as they were entered, each with its digest',
      description: 'The record proper: only ever added to. 检查行动全部步骤及摘要。',
      params: campaignId,
      response: { 200: answers('the steps', StepRecords), ...readProblems }
    }
  }, ({ params, principal }) => campaigns.steps(params.id, principal))

  app.get('/v1/campaigns/:id/verification', {
    schema: {
      operationId: 'verifyCampaign',
      tags: ['records'],
      summary: 'Whether the record of a campaign is what was written',
      description: 'Recomputes the chain of digests, and what is kept beside it, from the steps. 核验记录是否被改动。',
      params: campaignId,
      response: { 200: answers('what was found', Verification), ...readProblems }
    }
  }, ({ params, principal }) => campaigns.verification(params.id, principal))

  app.get('/v1/campaigns/:id/recomputation', {
    schema: {
      operationId: 'recomputeDraw',
      tags: ['records'],
      summary: 'The draw of a campaign, made anew from its frame and seed',
      description: 'Valid where frame, digest, commitment, seed and selection fit one another; anybody can do the same by hand. 抽取结果复算。',
      params: campaignId,
      response: { 200: answers('the selection, and whether it is the one that was kept', DrawRecomputation), ...readProblems }
    }
  }, ({ params, principal }) => campaigns.recomputation(params.id, principal))
}

function reports (app: App, { rules: { book }, records: { campaigns } }: Deps): void {
  app.get('/v1/campaigns/:id/checklist', {
    schema: {
      operationId: 'getCampaignChecklist',
      tags: ['records'],
      summary: 'The checklist of a campaign, with its focus marked',
      description: 'That of its place on the first day of its period. 检查行动的检查表。',
      params: campaignId,
      querystring: Type.Object({ further }, closed),
      response: { 200: answers('the checklist', Checklist), ...problems('not-found', 'no-ruleset-in-force', ...anyProblem) }
    }
  }, async ({ params, query: { further = false }, lang, principal }) => withInspection(book, await campaigns.checklist(params.id, further, lang, principal), lang))

  app.get('/v1/campaigns/:id/problems', {
    schema: {
      operationId: 'getProblemList',
      tags: ['records'],
      summary: 'The problem list of a campaign, with the handling that the rules propose',
      description: 'For every agency with problems: rows, conducts, facts; tier, provisions and measures as the rules have them today, or the questions still open. Nothing is decided by it. 问题清单及拟处理意见。',
      params: campaignId,
      response: { 200: answers('the list', ProblemList), ...judgedProblems }
    }
  }, ({ params, lang, principal }) => campaigns.problems(params.id, lang, principal))

  app.get('/v1/campaigns/:id/summary', {
    schema: {
      operationId: 'getCampaignSummary',
      tags: ['records'],
      summary: 'What a campaign has come to, in numbers',
      description: 'By row and tier: agencies, problems, cases and their states, measures. 检查行动汇总。',
      params: campaignId,
      response: { 200: answers('the summary', CampaignReport), ...judgedProblems }
    }
  }, ({ params, lang, principal }) => campaigns.summary(params.id, lang, principal))

  app.get('/v1/campaigns/:id/summary.csv', {
    schema: {
      operationId: 'getCampaignSummaryCsv',
      tags: ['records'],
      summary: 'The same numbers as a table for a spreadsheet',
      description: 'RFC 4180 in UTF-8 with its mark; nothing in it is taken for a formula. 检查行动汇总表（CSV）。',
      params: campaignId,
      response: { 200: { description: 'the table, one number to a line', content: { [CSV]: { schema: { type: 'string' } } }, 'x-headers': ['ContentDisposition'] }, ...judgedProblems }
    }
  }, async ({ params, lang, principal }, reply) => {
    const table = await campaigns.summaryCsv(params.id, lang, principal)
    reply.type(`${CSV}; charset=utf-8`)
    reply.header('content-disposition', `attachment; filename="campaign-${params.id}.csv"`)
    return table
  })
}

export function campaignRoutes (app: App, deps: Deps): void {
  for (const routes of [writing, reading, reports]) routes(app, deps)
}
