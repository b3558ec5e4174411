/** Whoever asks for the record of a person is written down before he is answered: where that cannot be done, he is not answered. */
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { AUDITED } from '../auth/access.ts'
import { ANYBODY } from '../auth/principal.ts'
import { instant, isId } from '../records/identity.ts'
import type { Records } from '../records/records.ts'

interface About { subject?: unknown, subjects?: readonly unknown[] }

function subjectsIn ({ body }: FastifyRequest): number {
  if (typeof body !== 'object' || body === null) return 0
  const { subject, subjects } = body as About
  return subjects?.length ?? (subject === undefined ? 0 : 1)
}

/** Nobody is written down where nobody says who he is. */
export function useAudit (app: FastifyInstance, records: Pick<Records, 'keepAsked'>): void {
  app.addHook('preHandler', async (request) => {
    const { principal: { id: actor, level, region }, principal, params, id: requestId } = request
    const operation = (request.routeOptions.schema as { operationId?: string } | undefined)?.operationId ?? ''
    if (principal === ANYBODY || !AUDITED.has(operation)) return
    const { id } = params as { id?: string }
    await records.keepAsked({
      at: instant(Date.now()), actor, level, region, operation, recordId: id !== undefined && isId(id) ? id : null, subjects: subjectsIn(request), requestId
    })
  })
}
