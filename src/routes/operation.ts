/** What an operator asks: is it alive, is it ready, what does it measure, which document does it serve. */
import { Type } from 'typebox'
import type { App, Deps } from '../app-types.ts'
import { Problem } from '../plugins/problems.ts'
import { version } from '../version.ts'
import { answers, anyProblem, closed, operatorProblems, problems } from '../schemas/common.ts'

export const Health = Type.Object({ status: Type.String({ description: 'live or ready' }), version: Type.String({ description: 'of the service' }) }, { ...closed, $id: 'Health', description: 'How the service is. 运行状态。' })
export const operationShapes = [Health]

export function operationRoutes (app: App, { records, operation }: Deps): void {
  for (const state of ['live', 'ready'] as const) {
    app.get(`/health/${state}`, {
      config: { forOperators: true },
      schema: {
        operationId: `health${state === 'live' ? 'Live' : 'Ready'}`,
        tags: ['operation'],
        summary: state === 'live' ? 'The process answers' : 'The rules are loaded and checked, and the records can be reached',
        description: state === 'live' ? 'For the supervisor of the process: no answer means that it should be restarted. 存活检查。' : 'For the load balancer: no answer means that no requests should be sent here. 就绪检查。',
        response: { 200: answers(state, Health), ...problems(...operatorProblems, ...state === 'ready' ? ['overloaded'] : []) }
      }
    }, async (request) => {
      if (state === 'ready') {
        if (operation?.isEnding?.()) throw new Problem('overloaded', { zh: '服务即将停止', en: 'the service is about to end' })
        await records.ping().catch((error: unknown) => {
          request.log.error({ err: error }, 'the records cannot be reached')
          throw new Problem('overloaded', { zh: '案件数据库暂时无法访问', en: 'the database of the records cannot be reached at the moment' })
        })
      }
      return { status: state, version }
    })
  }

  app.get('/metrics', {
    config: { forOperators: true },
    schema: {
      operationId: 'metrics',
      tags: ['operation'],
      summary: 'Metrics for Prometheus',
      description: 'What the process uses and how long each route takes; no personal data. 监控指标。',
      response: { 200: { description: 'the exposition format of Prometheus', content: { 'text/plain': { schema: { type: 'string' } } } }, ...problems(...operatorProblems) }
    }
  }, async (_request, reply) => {
    reply.type(app.metrics.registry.contentType)
    return await app.metrics.registry.metrics()
  })

  app.get('/openapi.json', {
    schema: {
      operationId: 'openapi',
      tags: ['operation'],
      summary: 'This document',
      description: 'The OpenAPI document from which clients are generated. 本接口的OpenAPI文档。',
      response: { 200: { description: 'the OpenAPI document', content: { 'application/json': { schema: { type: 'object', additionalProperties: true } } } }, ...problems(...anyProblem) }
    }
  }, (_request, reply) => {
    reply.type('application/json; charset=utf-8')
    return app.swagger() as unknown as Record<string, unknown>
  })
}
