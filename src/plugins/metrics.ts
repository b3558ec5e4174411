/** Prometheus metrics: what the process uses, how long each route takes, what is decided. Routes, never URLs: a label holds no personal data. */
import type { FastifyInstance } from 'fastify'
import { collectDefaultMetrics, Counter, Histogram, Registry } from 'prom-client'

declare module 'fastify' {
  interface FastifyInstance { metrics: { registry: Registry, decided: Counter<'ruleset' | 'outcome'> } }
}

export function useMetrics (app: FastifyInstance): void {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const duration = new Histogram({
    name: 'evenhand_http_request_duration_seconds',
    help: 'time from the request to the end of the response',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5],
    registers: [registry]
  })
  const decided = new Counter({ name: 'evenhand_answers_total', help: 'answers by ruleset and outcome', labelNames: ['ruleset', 'outcome'], registers: [registry] })
  app.decorate('metrics', { registry, decided })
  app.addHook('onResponse', (request, reply, done) => {
    duration.observe({ method: request.method, route: request.routeOptions.url ?? 'none', status: reply.statusCode }, reply.elapsedTime / 1000)
    done()
  })
}
