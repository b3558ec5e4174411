/**
 * Bodies that are read as they come in, and answered line by line meanwhile (NDJSON), without end and in constant memory: whoever does not read his answer
 * is not read from, and whoever sends nothing holds nobody up. Before the first line has been answered a refusal is a refusal like any other; after that
 * it is the last line.
 */
import type { ValidateFunction } from 'ajv'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Gauge } from 'prom-client'
import type { ServerResponse } from 'node:http'
import { Readable, type Duplex } from 'node:stream'
import { ANYBODY } from '../auth/principal.ts'
import { NDJSON } from '../schemas/streams.ts'
import { PIECE, type Answering, type Stream } from '../streams/answered.ts'
import { Arriving, Gone } from '../streams/arriving.ts'
import { Turn, Turns } from '../streams/turns.ts'
import { isReadable } from './body.ts'
import { Problem, problemOf, type ProblemBody } from './problems.ts'

/** So many streams at a time in all, and of one client: each may last for as long as it likes. */
const MOST_STREAMS = 32
const MOST_OF_ONE = 8
/** How long a peer may take to read why he is cut off, or to send what nobody wants any more. */
const LAST_WORDS_MS = 2000

declare module 'fastify' {
  interface FastifyInstance {
    /** answers a body that is a stream. `lastLine`: what stands on the last line where the stream breaks off */
    answerStream: (request: FastifyRequest, reply: FastifyReply, work: (stream: Stream) => Answering, lastLine: (problem: ProblemBody) => string) => Promise<FastifyReply>
  }
}

/** Sockets on which a body is coming in that may take as long as it likes, as long as it moves. */
const streaming = new WeakSet<Duplex>()

/** Whether the time of a whole request is no measure for what comes in over a socket. */
export const isStreaming = (socket: Duplex): boolean => streaming.has(socket)

/** Whether the body of a request has been left to be read as it comes in. */
export const isStream = (body: unknown): body is Readable => body instanceof Readable

/** Lets the routes of a scope take bodies of these types as streams; elsewhere they are refused (415). */
export function acceptStreams (scope: FastifyInstance, ...types: string[]): void {
  scope.addContentTypeParser(types, (request, body, done) => {
    if (isReadable(request)) done(null, body)
    else done(new Problem('unsupported-media-type'))
  })
}

/** A validator of bodies that leaves alone those that are read as they come in. */
export function unlessStream (validate: ValidateFunction): ValidateFunction {
  const unless = (data: unknown): boolean => {
    if (isStream(data)) return true
    const isValid = validate(data)
    unless.errors = validate.errors
    return isValid
  }
  unless.errors = validate.errors
  return unless as unknown as ValidateFunction
}

const clientOf = ({ principal, ip }: FastifyRequest): string => principal === ANYBODY ? `address ${ip}` : `id ${principal.id}`

/** The rest of a body whose answer is complete: a little of it may still come and be lost; then the connection is cut. */
function letGo (body: Readable): void {
  if (body.readableEnded || body.destroyed) return
  // Somebody has to listen: without, a body that nobody had begun to read stops flowing before its end, and what comes next on the connection is cut off for it.
  body.removeAllListeners('readable').on('data', () => {}).resume()
  const timer = setTimeout(() => { body.destroy() }, LAST_WORDS_MS).unref()
  for (const event of ['end', 'close']) body.once(event, () => { clearTimeout(timer) })
}

export function useStreams (app: FastifyInstance): void {
  const turns = new Turns()
  const live = new Map<Arriving, { readonly client: string, readonly response: ServerResponse }>()

  function enter (request: FastifyRequest, response: ServerResponse): Arriving {
    const client = clientOf(request)
    if (live.size >= MOST_STREAMS) throw new Problem('overloaded', { zh: '同时进行的数据流过多，请稍后重试', en: 'there are too many streams at the moment: try again later' })
    if ([...live.values()].filter((one) => one.client === client).length >= MOST_OF_ONE) throw new Problem('too-many-requests', { zh: `同一客户端同时最多${MOST_OF_ONE}个数据流`, en: `a client may have ${MOST_OF_ONE} streams at a time` })
    const stallMs = app.server.requestTimeout
    const arriving = new Arriving(request.body as Readable, stallMs, () => new Problem('request-timeout'))
    const { raw } = request
    const { socket } = raw
    live.set(arriving, { client, response })
    streaming.add(socket)
    // The next request on the same connection is one like any other.
    for (const event of ['end', 'close']) raw.once(event, () => { streaming.delete(socket) })
    return arriving
  }

  app.decorate('answerStream', async (request, reply, work, lastLine) => {
    if (!isStream(request.body)) throw new Problem('unsupported-media-type')
    const arriving = enter(request, reply.raw)
    const lines = work({ arriving, turn: new Turn(turns) })
    // Comes in any case: whoever went away is worked for no longer, and what was kept for him is gone.
    reply.raw.once('close', () => {
      arriving.stop(new Gone())
      lines.return().catch((error: unknown) => { request.log.error({ err: error }, 'a stream was not put away') }).finally(() => { live.delete(arriving) })
    })
    // A refusal before anything was answered is told with its own status.
    const first = await lines.next()

    async function * answer (): Answering {
      try {
        if (!first.done) yield first.value
        yield * lines
      } catch (error) {
        if (!(error instanceof Gone)) yield `${lastLine(problemOf(error as Error, request))}\n`
      }
    }
    reply.type(`${NDJSON}; charset=utf-8`)
    return await reply.send(Readable.from(answer(), { objectMode: false, highWaterMark: PIECE }))
  })

  app.addHook('preValidation', (request, reply, done) => {
    const { body } = request
    if (isStream(body)) reply.raw.once('finish', () => { letGo(body) })
    done()
  })

  app.addHook('preClose', async () => {
    const ending = new Problem('overloaded', { zh: '服务即将停止', en: 'the service is about to end' })
    for (const arriving of live.keys()) arriving.stop(ending)
    for (const until = Date.now() + LAST_WORDS_MS; live.size > 0 && Date.now() < until;) await new Promise((resolve) => { setTimeout(resolve, 10) })
    // Whoever does not read his last line is not waited for.
    for (const { response } of live.values()) response.destroy()
  })

  app.metrics.registry.registerMetric(new Gauge({
    name: 'evenhand_streams_open',
    help: 'bodies that are read and answered as they come in',
    registers: [],
    collect () { this.set(live.size) }
  }))
}
