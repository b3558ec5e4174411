/** Lets in who may ask, and nobody else. With authentication off, whoever reaches the service may do everything. */
import type { FastifyInstance, FastifyReply, FastifyRequest, RouteOptions } from 'fastify'
import { ACCESS, type Allowed } from '../auth/access.ts'
import type { Authenticate } from '../auth/authenticate.ts'
import { ANYBODY, type Principal } from '../auth/principal.ts'
import { problems } from '../schemas/common.ts'
import { Problem } from './problems.ts'

declare module 'fastify' {
  interface FastifyRequest { principal: Principal }
  interface FastifyContextConfig { allowed?: Allowed }
}

interface Described { operationId?: string, hide?: boolean, security?: unknown, response?: Record<string, unknown> }

/** @throws Error for an operation for which nobody has said who may ask */
export function allowedFor ({ operationId, hide }: Described, url: string): Allowed {
  // Pages, style sheets and the refusal of other methods: nothing of a record.
  if (hide || operationId === undefined) return 'public'
  const allowed = ACCESS[operationId]
  if (!allowed) throw new Error(`${url}: nobody has said who may ask ${operationId} (src/auth/access.ts)`)
  return allowed
}

/** What authentication adds to the description of an operation. */
function describe (schema: Described, allowed: Allowed): void {
  if (allowed === 'public') return
  schema.security = [{ bearer: [] }, {}]
  schema.response = { ...problems('unauthenticated', 'forbidden'), ...schema.response }
}

function challenge (reply: FastifyReply, error: unknown): void {
  if (error instanceof Problem && error.code === 'unauthenticated') reply.header('www-authenticate', 'Bearer realm="evenhand"')
}

/** @param authenticate null: authentication is off */
export function useAuth (app: FastifyInstance, authenticate: Authenticate | null): void {
  app.decorateRequest('principal', null as never)
  app.addHook('onRoute', (route: RouteOptions) => {
    const schema = (route.schema ?? {}) as Described
    const allowed = allowedFor(schema, route.url)
    describe(schema, allowed)
    route.config = { ...route.config, allowed }
  })
  app.addHook('onRequest', async (request: FastifyRequest, reply) => {
    request.principal = ANYBODY
    const { allowed = 'public' } = request.routeOptions.config
    if (!authenticate || allowed === 'public' || request.is404) return
    try {
      request.principal = await authenticate(request.headers.authorization)
    } catch (error) {
      await app.count(request, reply)
      challenge(reply, error)
      throw error
    }
    if (allowed.some((role) => request.principal.roles.has(role))) return
    await app.count(request, reply)
    throw new Problem('forbidden')
  })
}
