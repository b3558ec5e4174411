/** The OpenAPI document, generated from the routes, and Swagger UI. */
import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import type { FastifyInstance } from 'fastify'
import { components, finish, takeAside } from '../schemas/document.ts'
import { version } from '../version.ts'

const tags = [
  { name: 'questions', description: 'Stateless: nothing is stored, the same request always gets the same answer. 无状态问答。' },
  { name: 'deadlines', description: 'Periods and the work calendar. 期限与工作日历。' },
  { name: 'reference', description: 'Rulesets, provisions and codes. 规定、条款与代码。' },
  { name: 'records', description: 'Cases with their steps, earlier decisions, standing, events: kept for good, each with a chain of digests. 案件与记录。' },
  { name: 'operation', description: 'Health and metrics. 运行状态。' }
]

/** To be called before the routes. */
export async function useOpenApi (app: FastifyInstance): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Evenhand',
        version,
        description: 'Classifies misconduct in vocational-skill evaluation under four Chinese regulations, computes what follows, and says why. 职业技能评价中违纪违规的认定与处理。\n\n' +
          'JSON in UTF-8; dates are YYYY-MM-DD; codes are kebab-case and never change their meaning. Every GET answers HEAD as well. ' +
          'A refusal is a problem (RFC 9457) that names every place at fault at once.',
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' }
      },
      servers: [{ url: '/', description: 'this server' }],
      // Each operation says for itself whether it is for anybody; with authentication off, all are.
      security: [],
      components: components as object,
      tags
    },
    transform: takeAside,
    transformObject: (document) => finish('openapiObject' in document ? document.openapiObject : document.swaggerObject),
    refResolver: { buildLocalReference: ({ $id }, _base, _fragment, index) => typeof $id === 'string' ? $id : `def-${index}` }
  })
}

/** Swagger UI at /docs. To be called after the routes. */
export async function useSwaggerUi (app: FastifyInstance): Promise<void> {
  await app.register(swaggerUi, {
    routePrefix: '/docs',
    uiConfig: { docExpansion: 'list', deepLinking: true, tryItOutEnabled: true, displayRequestDuration: true }
  })
}
