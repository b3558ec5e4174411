/** What never gets as far as a route: garbage, overflows, timeouts, addresses that cannot be read. Answered in the shape of every other refusal. */
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { randomUUID } from 'node:crypto'
import { STATUS_CODES, type IncomingMessage, type ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { contentLanguage, languageOf } from './language.ts'
import { Problem, problemBody, sendProblem, validationProblem } from './problems.ts'
import { isStreaming } from './streams.ts'

const UNREADABLE = '无法读取的 HTTP 请求。Not a readable HTTP request.'

/** What the HTTP parser and the timers of the server find, where that is not simply a bad request. */
const STATUS: Readonly<Record<string, number>> = {
  ERR_HTTP_REQUEST_TIMEOUT: 408,
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 413,
  HPE_HEADER_OVERFLOW: 431
}
const CODE: Readonly<Record<number, string>> = { 405: 'method-not-allowed', 413: 'body-too-large' }

/** How long a peer may take to read why it is cut off. */
const LAST_WORDS_MS = 2000

/** A refusal with no request behind it; statuses that have no problem of their own say no more than the status does. */
function refusal (status: number, instance: string) {
  const body = problemBody(CODE[status] ?? 'validation', 'zh', instance, UNREADABLE)
  return body.status === status ? body : { ...body, type: 'about:blank', title: STATUS_CODES[status] ?? '', status }
}

function answer (app: FastifyInstance, socket: Duplex, status: number, why: string | undefined, headers = ''): void {
  const id = randomUUID()
  const body = JSON.stringify(refusal(status, id))
  app.log.info({ reqId: id, status, why }, 'answered')
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\nContent-Type: application/problem+json; charset=utf-8\r\n` +
    `Content-Length: ${Buffer.byteLength(body)}\r\nX-Request-Id: ${id}\r\nX-Content-Type-Options: nosniff\r\n${headers}Connection: close\r\n\r\n${body}`)
  // Not at once: what the peer still sends would reset the connection before it has read the answer.
  setTimeout(() => { socket.destroy() }, LAST_WORDS_MS).unref()
}

/** Not documented, but what the server's own handler goes by. */
const answeringOn = (socket: Socket): ServerResponse | undefined => (socket as Socket & { _httpMessage?: ServerResponse })._httpMessage

/** Garbage behind a request that was read whole must not take that one's answer: answers come in the order of the requests. */
function whenAnswered (socket: Socket, then: () => void): void {
  const answering = answeringOn(socket)
  if (answering?.req.complete && !answering.writableFinished) answering.once('close', () => { whenAnswered(socket, then) })
  else then()
}

export function clientErrorHandler (this: FastifyInstance, error: { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return
  // One that may take longer is given up by itself when it stalls. (The server tells of its time but once.)
  if (error.code === 'ERR_HTTP_REQUEST_TIMEOUT' && isStreaming(socket)) return
  // Within an answer that has begun nothing else can be said.
  if (isStreaming(socket) && answeringOn(socket)?.headersSent) {
    this.log.info({ why: error.code ?? '' }, 'cut off')
    socket.destroy()
    return
  }
  whenAnswered(socket, () => {
    if (socket.writable) answer(this, socket, STATUS[error.code ?? ''] ?? 400, error.code)
  })
}

/** A path that cannot be decoded, or a parameter without end. No hook has run and none will. */
export function frameworkErrors (error: FastifyError, request: FastifyRequest, reply: FastifyReply): void {
  const { id, method, log } = request
  const lang = request.lang = languageOf(request)
  const detail = { zh: '路径无法读取', en: 'the path cannot be read' }
  log.info({ method, status: 400, why: error.code }, 'answered')
  reply.headers({ 'x-request-id': id, 'content-language': contentLanguage[lang], vary: 'Accept-Language', 'x-content-type-options': 'nosniff' })
  sendProblem(reply, validationProblem(lang, id, [{ pointer: '', in: 'path', detail: detail[lang] }]))
}

export function useRawHttp (app: FastifyInstance): void {
  app.server.on('checkExpectation', (request: IncomingMessage, response: ServerResponse) => {
    const id = randomUUID()
    const body = JSON.stringify(refusal(417, id))
    app.log.info({ reqId: id, method: request.method, status: 417 }, 'answered')
    response.writeHead(417, { 'content-type': 'application/problem+json; charset=utf-8', 'content-length': Buffer.byteLength(body), 'x-request-id': id, 'x-content-type-options': 'nosniff', connection: 'close' }).end(body)
  })
  app.server.on('connect', (_request, socket) => { answer(app, socket, 405, 'CONNECT', 'Allow: GET, HEAD, POST\r\n') })
  // A connection that is kept for a next request would keep the service from closing as long.
  app.addHook('preClose', (done) => { app.server.keepAliveTimeout = 1; done() })
  // The server's own check (switched off in app.ts) answers without a word.
  app.addHook('onRequest', (request, _reply, done) => {
    const hostless = request.headers.host === undefined && request.raw.httpVersion === '1.1'
    done(hostless ? new Problem('validation', undefined, [{ pointer: '/host', in: 'header', detail: { zh: '缺少 Host', en: 'Host is missing' } }]) : undefined)
  })
}
