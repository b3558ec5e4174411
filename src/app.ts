/** Composes plugins and routes. Never listens, never reads the environment: the server does, and so do the tests. */
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import fastify, { LogController, type FastifyServerOptions } from 'fastify'
import { randomUUID } from 'node:crypto'
import type { App, Deps } from './app-types.ts'
import { useAudit } from './plugins/audit.ts'
import { LOGGING, nameMembersOfChildren } from './log.ts'
import { useAdmission } from './plugins/admission.ts'
import { useAuth } from './plugins/auth.ts'
import { useJsonBodies } from './plugins/body.ts'
import { useLanguage } from './plugins/language.ts'
import { useMetrics } from './plugins/metrics.ts'
import { useOpenApi, useSwaggerUi } from './plugins/openapi.ts'
import { useProblems } from './plugins/problems.ts'
import { prepareRateLimit, useRateLimit } from './plugins/rate-limit.ts'
import { clientErrorHandler, frameworkErrors, useRawHttp } from './plugins/raw-http.ts'
import { useSecurityHeaders } from './plugins/security-headers.ts'
import { useStreams } from './plugins/streams.ts'
import { useValidation } from './plugins/validation.ts'
import { batchRoutes, batchShapes } from './routes/batch.ts'
import { checklistRoutes } from './routes/checklists.ts'
import { dataComparisonRoutes } from './routes/data-comparisons.ts'
import { deadlineRoutes, deadlineShapes } from './routes/deadlines.ts'
import { filingAssessmentRoutes } from './routes/filing-assessments.ts'
import { operationRoutes, operationShapes } from './routes/operation.ts'
import { problemPageRoutes } from './routes/problem-pages.ts'
import { questionRoutes } from './routes/questions.ts'
import { recordRoutes, recordShapes } from './routes/records.ts'
import { referenceRoutes } from './routes/reference.ts'
import { agencyRuleShapes } from './schemas/agency-rules.ts'
import { answerShapes } from './schemas/answer.ts'
import { commonShapes } from './schemas/common.ts'
import { comparisonShapes } from './schemas/comparison.ts'
import { filingShapes } from './schemas/filing.ts'
import { questionShapes } from './schemas/question.ts'
import { referenceShapes } from './schemas/reference.ts'

export const shapes = [...commonShapes, ...questionShapes, ...answerShapes, ...batchShapes, ...deadlineShapes, ...filingShapes, ...agencyRuleShapes, ...recordShapes, ...comparisonShapes, ...referenceShapes, ...operationShapes]

/** A question with fifty conducts and a long history fits many times over. */
const BODY_LIMIT = 1024 * 1024
/** A request that has not come in whole by then never will. */
const REQUEST_TIMEOUT_MS = 30_000

export async function buildApp (deps: Deps, options: Pick<FastifyServerOptions, 'logger' | 'loggerInstance' | 'requestTimeout'> = {}): Promise<App> {
  const { requestTimeout = REQUEST_TIMEOUT_MS } = options
  const { logger } = options
  const app = fastify({
    ...options,
    ...typeof logger === 'object' ? { logger: { ...logger, ...LOGGING } as typeof logger } : {},
    bodyLimit: BODY_LIMIT,
    requestTimeout,
    // Looked for often enough that the timeout means what it says; were the time for headers (60 s by default) the longer of the two, the server would
    // swap them, and bodies would have that one. A missing Host is refused in raw-http.ts.
    http: { connectionsCheckingInterval: requestTimeout / 6, headersTimeout: requestTimeout, requireHostHeader: false },
    // One line for a request, written when it is answered (below): the framework's two lines would carry the URL.
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => randomUUID(),
    connectionTimeout: 60_000,
    keepAliveTimeout: 72_000,
    // Whoever still asks on an open connection is answered; the connection then closes.
    return503OnClosing: false,
    frameworkErrors,
    clientErrorHandler,
    routerOptions: { maxParamLength: 120, ignoreTrailingSlash: false }
  }).withTypeProvider<TypeBoxTypeProvider>() as unknown as App

  nameMembersOfChildren(app.log)
  deps.operation?.tracing?.use(app)
  useValidation(app, shapes)
  // Answers leave as the domain made them. A serializer compiled from a schema would drop what the schema forgot, without a word; here tests hold
  // every answer against its schema instead, nothing undeclared allowed, and the start is faster.
  app.setSerializerCompiler(() => JSON.stringify)
  for (const shape of shapes) app.addSchema(shape)
  useLanguage(app)
  const routes = useProblems(app)
  const { admission, requestsPerMinute, registry, isEnding = () => false } = deps.operation ?? {}
  await prepareRateLimit(app, requestsPerMinute)
  useMetrics(app, registry)
  if (admission) useAdmission(app, admission)
  useAuth(app, deps.authenticate ?? null)
  useRateLimit(app)
  useAudit(app, deps.records)
  useJsonBodies(app)
  useStreams(app)
  app.addHook('onSend', (request, reply, payload, done) => {
    reply.header('x-request-id', request.id)
    // Whoever comes again finds another instance.
    if (isEnding()) reply.header('connection', 'close')
    done(null, payload)
  })
  app.addHook('onResponse', (request, reply, done) => {
    request.log.info({ method: request.method, route: request.routeOptions.url, status: reply.statusCode, ms: Math.round(reply.elapsedTime * 100) / 100 }, 'answered')
    done()
  })
  useSecurityHeaders(app)
  useRawHttp(app)
  await useOpenApi(app)
  await app.register(async (scope) => { questionRoutes(scope as App, deps) })
  await app.register(async (scope) => { batchRoutes(scope as App, deps) })
  await app.register(async (scope) => { deadlineRoutes(scope as App, deps) })
  await app.register(async (scope) => { filingAssessmentRoutes(scope as App, deps) })
  await app.register(async (scope) => { checklistRoutes(scope as App, deps) })
  await app.register(async (scope) => { recordRoutes(scope as App, deps) })
  await app.register(async (scope) => { dataComparisonRoutes(scope as App, deps) })
  await app.register(async (scope) => { await referenceRoutes(scope as App, deps) })
  await app.register(async (scope) => { operationRoutes(scope as App, deps) })
  await app.register(async (scope) => { problemPageRoutes(scope as App) })
  routes.close()
  await useSwaggerUi(app)
  return app
}
