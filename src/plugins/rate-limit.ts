/** How much each client may ask in a minute: whoever says who he is by that, whoever does not by his address. 429 with Retry-After beyond it. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { ANYBODY } from '../auth/principal.ts'
import { isForOperators } from './admission.ts'
import { Problem } from './problems.ts'

declare module 'fastify' {
  interface FastifyInstance {
    /** counts a request. Throws Problem too-many-requests */
    count: (request: FastifyRequest, reply: FastifyReply) => Promise<void>
  }
}

const MINUTE_MS = 60_000
/** Clients that are counted at a time; beyond that those that were silent longest are forgotten. */
const MOST_CLIENTS = 20_000

const clientOf = ({ principal, ip }: FastifyRequest): string => principal === ANYBODY ? `address ${ip}` : `id ${principal.id}`

/**
 * Makes `count`; useRateLimit has it called for every request.
 * @param perMinute undefined: nobody is counted
 */
export async function prepareRateLimit (app: FastifyInstance, perMinute: number | undefined): Promise<void> {
  if (perMinute === undefined) {
    app.decorate('count', async () => {})
    return
  }
  const { default: rateLimit } = await import('@fastify/rate-limit')
  await app.register(rateLimit, { global: false, max: perMinute, timeWindow: MINUTE_MS, cache: MOST_CLIENTS, keyGenerator: clientOf })
  const check = app.createRateLimit()
  app.decorate('count', async (request, reply) => {
    const limit = await check(request)
    if (limit.isAllowed || !limit.isExceeded) return
    reply.header('retry-after', String(Math.max(1, limit.ttlInSeconds)))
    throw new Problem('too-many-requests')
  })
}

/** Behind the plugin that finds out who asks; that one counts whoever it turns away. */
export function useRateLimit (app: FastifyInstance): void {
  app.addHook('onRequest', async (request, reply) => {
    if (!isForOperators(request)) await app.count(request, reply)
  })
}
