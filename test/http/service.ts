/** The service as these tests ask it: through the framework, or through a socket with whatever bytes they like. */
import { once } from 'node:events'
import { connect, type AddressInfo, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Response } from 'light-my-request'
import type { Test } from 'tap'
import { buildApp } from '../../src/app.ts'
import type { App, Deps } from '../../src/app-types.ts'
import type { RecordsOptions } from '../../src/records/records.ts'
import { loadRules, type Rules } from '../../src/rulesets/load.ts'
import { depsFor } from '../deps.ts'

export interface LogLine extends Record<string, unknown> { reqId?: string, msg: string, level: number }
export interface Service { readonly app: App, readonly rules: Rules, readonly lines: LogLine[] }
interface Started { today?: Deps['today'], requestTimeout?: number, records?: Partial<Pick<RecordsOptions, 'store' | 'fairness' | 'algorithm' | 'now'>> }

/** The real service, with its log kept. */
export async function start (t: Pick<Test, 'teardown'>, { today = () => '2026-11-21', records = {}, ...limits }: Started = {}): Promise<Service> {
  const lines: LogLine[] = []
  const rules = loadRules()
  const stream = { write: (line: string) => { lines.push(JSON.parse(line)) } }
  const app = await buildApp(await depsFor({ rules, today, ...records }), { logger: { level: 'trace', stream }, ...limits })
  t.teardown(() => app.close())
  return { app, rules, lines }
}

export const json = { 'content-type': 'application/json' }

/** Sends a body: text as it is, anything else as JSON. */
export const post = (app: App, url: string, body: unknown, headers: Record<string, string> = json): Promise<Response> =>
  app.inject({ method: 'POST', url, headers, payload: typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body) })

export interface Problem { type: string, title: string, status: number, detail: string, code: string, instance: string, errors?: { pointer: string, detail: string, in?: string }[] }

/** That an answer is a problem of this kind, in full; with its pointers for whoever cares where. */
export function isProblem (t: Test, answer: Response, status: number, code: string, message = code): Problem {
  const body: Problem = answer.json()
  t.match({ status: answer.statusCode, type: answer.headers['content-type'] }, { status, type: /^application\/problem\+json/ }, message)
  t.match(body, { type: `/problems/${code}`, status, code, instance: answer.headers['x-request-id'] }, message)
  t.ok(body.title && body.detail, `${message}: it says what is wrong`)
  return body
}

/** Where the faults are: those in the body as their pointers, the others with the part of the request before them. */
export const placesOf = ({ errors = [] }: Problem): string[] => errors.map(({ pointer, in: part }) => part === undefined ? pointer : `${part} ${pointer}`)

export async function listen ({ app }: Pick<Service, 'app'>): Promise<number> {
  await app.listen({ host: '127.0.0.1', port: 0 })
  return (app.server.address() as AddressInfo).port
}

export interface RawAnswer { status: number, headers: Record<string, string>, body: string, json: () => Problem }

/** The answers in what came over a connection, one after the other. */
export function answersIn (received: Buffer): RawAnswer[] {
  const answers: RawAnswer[] = []
  let rest = received
  while (rest.length > 0) {
    const end = rest.indexOf('\r\n\r\n')
    const [first = '', ...lines] = rest.subarray(0, end).toString('latin1').split('\r\n')
    const headers = Object.fromEntries(lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]))
    rest = rest.subarray(end + 4)
    const length = Number(headers['content-length'] ?? 0)
    const body = rest.subarray(0, length).toString()
    rest = rest.subarray(length)
    answers.push({ status: Number(first.split(' ')[1]), headers, body, json: () => JSON.parse(body) })
  }
  return answers
}

/** Sends pieces one after the other, and gives what comes back until the service closes the connection. */
export async function exchange (port: number, ...pieces: (string | Uint8Array)[]): Promise<RawAnswer[]> {
  const socket: Socket = connect(port, '127.0.0.1')
  const received: Buffer[] = []
  socket.on('data', (data) => { received.push(data) })
  // Cut off while still sending: what came before is what counts.
  socket.on('error', () => {})
  const closed = once(socket, 'close')
  for (const [index, piece] of pieces.entries()) {
    if (index > 0) await sleep(20)
    if (!socket.writable) break
    socket.write(piece)
  }
  await closed
  return answersIn(Buffer.concat(received))
}
