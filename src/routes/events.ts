/** Every change, in order, for whoever follows the records. */
import { Type } from 'typebox'
import type { App, Deps } from '../app-types.ts'
import { answers, anyProblem, closed, problems } from '../schemas/common.ts'
import { EventList } from '../schemas/event.ts'

const DEFAULT_LIMIT = 100

const page = Type.Object({
  after: Type.Optional(Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER, default: 0, description: 'the id of the last event that was read; 0 for the beginning', examples: [0] })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000, default: DEFAULT_LIMIT, description: 'at most so many', examples: [DEFAULT_LIMIT] }))
}, closed)

export function eventRoutes (app: App, { records }: Deps): void {
  app.get('/v1/events', {
    schema: {
      operationId: 'listEvents',
      tags: ['records'],
      summary: 'What changed, in order, as CloudEvents',
      description: 'Nothing is lost and nothing comes twice: give the next of one answer as after of the next request. No personal data. 变更事件。',
      querystring: page,
      response: { 200: answers('events, and where to go on', EventList), ...problems(...anyProblem) }
    }
  }, ({ query: { after = 0, limit = DEFAULT_LIMIT }, principal }) => records.events({ after, limit }, principal))
}
