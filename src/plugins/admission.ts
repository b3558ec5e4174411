/**
 * Refuses work while there is more of it than can be done soon, so that what is accepted is done soon: 503 with Retry-After, which costs a small part of
 * an answer. Two measures, both of this moment: a sampled average (as of the event loop's delay) would refuse everybody for as long as a sample lasts,
 * and then nobody.
 *
 * - What waits for the store: the requests that have been read whole and are not answered. A body that is still coming in holds no place, or whoever sends
 *   slowly could take them all; nor does a stream, of which there are few at a time (streams.ts).
 * - What waits for the processor: requests that came in together are worked on one after the other in one turn of the event loop, and a later one has
 *   waited at least since the turn began.
 */
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { Gauge } from 'prom-client'
import { Problem } from './problems.ts'
import { isStream } from './streams.ts'

declare module 'fastify' {
  /** what an operator asks is answered however busy the service is, and counts for no limit */
  interface FastifyContextConfig { forOperators?: boolean }
}

export interface AdmissionLimits {
  /** the most requests that are worked on at a time */
  readonly atOnce: number
  /** how long a request may have waited for its turn, in milliseconds */
  readonly waitMs: number
}

/** So many of those that came in together are taken on in any case: a few clients are never told that the service is busy, not even on a slow machine. */
const FEW = 16

/** The same every time: to make one, with all the places that it came through, would cost more than the rest of the refusal. */
const BUSY = new Problem('overloaded', { zh: '服务正忙，请求未被执行', en: 'the service is busy; the request has not been carried out' })

export const isForOperators = ({ routeOptions }: Pick<FastifyRequest, 'routeOptions'>): boolean => routeOptions.config.forOperators === true

export function useAdmission (app: FastifyInstance, { atOnce, waitMs }: AdmissionLimits): void {
  let turnBegan = -1
  let takenOn = 0
  let inFlight = 0
  const endTurn = () => {
    turnBegan = -1
    takenOn = 0
  }

  app.addHook('onRequest', (request, _reply, done) => {
    if (isForOperators(request)) return done()
    const now = performance.now()
    if (turnBegan < 0) {
      turnBegan = now
      // After everything that has come in by now.
      setImmediate(endTurn)
    }
    // Told before anything else is done for it, where it can be seen by now.
    if (inFlight >= atOnce || (takenOn >= FEW && now - turnBegan > waitMs)) return done(BUSY)
    takenOn += 1
    done()
  })

  app.addHook('preValidation', (request, reply, done) => {
    if (isForOperators(request) || isStream(request.body)) return done()
    if (inFlight >= atOnce) return done(BUSY)
    inFlight += 1
    // Comes in any case, also where nobody waits for the answer any more.
    reply.raw.once('close', () => { inFlight -= 1 })
    done()
  })

  app.metrics.registry.registerMetric(new Gauge({
    name: 'evenhand_requests_in_flight',
    help: 'requests that have been read and are not answered',
    registers: [],
    collect () { this.set(inFlight) }
  }))
}
