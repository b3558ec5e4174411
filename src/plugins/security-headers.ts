/** The security headers of helmet, worked out once: they are the same for every answer, and helmet would work them out anew for each. */
import type { FastifyInstance } from 'fastify'
import helmet from 'helmet'
import { IncomingMessage, ServerResponse, type OutgoingHttpHeaders } from 'node:http'
import { Socket } from 'node:net'

function securityHeaders (): OutgoingHttpHeaders {
  const request = new IncomingMessage(new Socket())
  const response = new ServerResponse(request)
  let fault: unknown
  helmet({
    // Swagger UI is served over plain HTTP on an intranet, too: there the first would break it, and browsers complain about the others.
    contentSecurityPolicy: { directives: { upgradeInsecureRequests: null } },
    crossOriginOpenerPolicy: false,
    originAgentCluster: false,
    strictTransportSecurity: false
  })(request, response, (error?: unknown) => { fault = error })
  if (fault) throw fault
  return response.getHeaders()
}

export function useSecurityHeaders (app: FastifyInstance): void {
  const headers = securityHeaders()
  app.addHook('onRequest', (_request, reply, done) => {
    reply.headers(headers)
    done()
  })
}
