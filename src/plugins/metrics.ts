/** Prometheus metrics: what the process uses (the lag of its event loop among it), how long each route takes, what is decided. Routes, never URLs: a label holds no personal data. */
import type { FastifyInstance } from 'fastify'
import { collectDefaultMetrics, Counter, Histogram, Registry } from 'prom-client'

declare module 'fastify' {
  interface FastifyInstance { metrics: { readonly registry: Registry, readonly decided: Decided } }
}

/** Counts what the rules came to: an answer to a question, or a decision on a case. */
export type Decided = (on: 'question' | 'case', answer: { readonly outcome: string, readonly ruleset: { readonly id: string } | null }) => void

function countDecisions (registry: Registry): Decided {
  const decisions = new Counter({
    name: 'evenhand_decisions_total',
    help: 'answers to questions, and decisions on cases, by what they came to and by whose rules',
    labelNames: ['on', 'outcome', 'ruleset'],
    registers: [registry]
  })
  const series = new Map<string, Counter.Internal>()
  return (on, { outcome, ruleset }) => {
    const id = ruleset?.id ?? 'none'
    const key = `${on} ${outcome} ${id}`
    let one = series.get(key)
    if (!one) series.set(key, one = decisions.labels(on, outcome, id))
    one.inc()
  }
}

export function useMetrics (app: FastifyInstance, registry = new Registry()): void {
  collectDefaultMetrics({ register: registry })
  const duration = new Histogram({
    name: 'evenhand_http_request_duration_seconds',
    help: 'time from the request to the end of the response',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5],
    registers: [registry]
  })
  // Finding the series of a set of labels costs more than counting in it. There are as many as routes, methods and statuses: few.
  const series = new Map<string, Histogram.Internal<'method' | 'route' | 'status'>>()
  app.decorate('metrics', { registry, decided: countDecisions(registry) })
  app.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? 'none'
    const key = `${request.method} ${route} ${reply.statusCode}`
    let one = series.get(key)
    if (!one) series.set(key, one = duration.labels({ method: request.method, route, status: reply.statusCode }))
    one.observe(reply.elapsedTime / 1000)
    done()
  })
}
