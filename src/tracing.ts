/**
 * OpenTelemetry traces, where somebody collects them. Loaded only then. A span tells the method, the route and the status of a request, and what was asked
 * of the store and how long it took; never an address with what a caller put into it, nor anything of a record. (The ready-made instrumentation tells addresses.)
 */
import { context, propagation, ROOT_CONTEXT, SpanKind, SpanStatusCode, trace, type Context, type Span } from '@opentelemetry/api'
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http'
import { BatchSpanProcessor, NodeTracerProvider, type TracerConfig } from '@opentelemetry/sdk-trace-node'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Observer } from './store/observed.ts'
import { version } from './version.ts'

const NAME = 'evenhand'
const EXPORT_MS = 3_000

export interface Tracing {
  /** to be called before all other hooks are added */
  readonly use: (app: FastifyInstance) => void
  readonly store: Observer
  /** sends what has not been sent; what the collector does not take is lost, and nobody waits for it */
  readonly close: () => Promise<void>
}

interface Traced { readonly span: Span, readonly context: Context }

function useTracing (app: FastifyInstance): void {
  const tracer = trace.getTracer(NAME, version)
  const traced = new WeakMap<FastifyRequest, Traced>()
  app.addHook('onRequest', (request, reply, done) => {
    const parent = propagation.extract(ROOT_CONTEXT, request.headers)
    const span = tracer.startSpan(request.method, { kind: SpanKind.SERVER, attributes: { 'http.request.method': request.method } }, parent)
    const here = trace.setSpan(parent, span)
    traced.set(request, { span, context: here })
    request.log = reply.log = request.log.child({ trace_id: span.spanContext().traceId })
    context.with(here, done)
  })
  // The body came in on the connection's behalf, not on that of the request.
  app.addHook('preValidation', (request, _reply, done) => {
    context.with(traced.get(request)?.context ?? ROOT_CONTEXT, done)
  })
  app.addHook('onResponse', (request, reply, done) => {
    const { url: route } = request.routeOptions
    const { statusCode } = reply
    const span = traced.get(request)?.span
    span?.updateName(route === undefined ? request.method : `${request.method} ${route}`)
    span?.setAttributes({ 'http.response.status_code': statusCode, 'evenhand.request.id': request.id, ...route === undefined ? {} : { 'http.route': route } })
    if (statusCode >= 500) span?.setStatus({ code: SpanStatusCode.ERROR })
    span?.end()
    done()
  })
}

function observeStore (): Observer {
  const tracer = trace.getTracer(NAME, version)
  return (use) => {
    const span = tracer.startSpan(`store ${use}`, { kind: SpanKind.INTERNAL })
    return (error) => {
      if (error !== undefined) span.setStatus({ code: SpanStatusCode.ERROR })
      span.end()
    }
  }
}

/** @param endpoint of an OTLP collector over HTTP, without the path */
export function startTracing (endpoint: string): Tracing {
  const attributes = { 'service.name': NAME, 'service.version': version }
  const resource: NonNullable<TracerConfig['resource']> = { attributes, merge: () => resource, getRawAttributes: () => Object.entries(attributes) }
  const exporter = new OTLPTraceExporter({ url: `${endpoint.replace(/\/+$/, '')}/v1/traces`, timeoutMillis: EXPORT_MS })
  const provider = new NodeTracerProvider({ resource, spanProcessors: [new BatchSpanProcessor(exporter)] })
  // With the W3C's trace context, and a context that follows what is waited for.
  provider.register()
  return { use: useTracing, store: observeStore(), close: () => provider.shutdown().catch(() => {}) }
}
