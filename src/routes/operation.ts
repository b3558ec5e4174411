/** What an operator asks: is it alive, is it ready, what does it measure, which document does it serve. */
import { Type } from 'typebox'
import type { App } from '../app-types.ts'
import { version } from '../version.ts'
import { answers, closed, problems } from '../schemas/common.ts'

export const Health = Type.Object({ status: Type.String(), version: Type.String() }, { ...closed, $id: 'Health' })
export const operationShapes = [Health]

export function operationRoutes (app: App): void {
  for (const state of ['live', 'ready'] as const) {
    app.get(`/health/${state}`, {
      schema: {
        operationId: `health${state === 'live' ? 'Live' : 'Ready'}`,
        tags: ['operation'],
        summary: state === 'live' ? 'The process answers' : 'The rules are loaded and checked',
        response: { 200: answers(state, Health), ...problems(405, 500) }
      }
    }, () => ({ status: state, version }))
  }

  app.get('/metrics', {
    schema: {
      operationId: 'metrics',
      tags: ['operation'],
      summary: 'Metrics for Prometheus',
      response: { 200: { description: 'the exposition format of Prometheus', content: { 'text/plain': { schema: { type: 'string' } } } }, ...problems(405, 500) }
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
      response: { 200: { description: 'the OpenAPI document', content: { 'application/json': { schema: { type: 'object', additionalProperties: true } } } }, ...problems(405, 500) }
    }
  }, (_request, reply) => {
    reply.type('application/json; charset=utf-8')
    return app.swagger() as unknown as Record<string, unknown>
  })
}
