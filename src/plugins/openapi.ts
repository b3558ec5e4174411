/** The OpenAPI document, generated from the routes, and Swagger UI. */
import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import type { FastifyInstance } from 'fastify'
import { version } from '../version.ts'

const tags = [
  { name: 'questions', description: 'Stateless: nothing is stored, the same request always gets the same answer. 无状态问答。' },
  { name: 'deadlines', description: 'Periods and the work calendar. 期限与工作日历。' },
  { name: 'reference', description: 'Rulesets, provisions and codes. 规定、条款与代码。' },
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
        description: 'Classifies misconduct in vocational-skill evaluation under four Chinese regulations, computes what follows, and says why. 技能人才评价违纪违规行为的认定与处理。',
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' }
      },
      servers: [{ url: '/', description: 'this server' }],
      tags
    },
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
