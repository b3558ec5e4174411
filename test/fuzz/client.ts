/** Asks a service over its socket, and does not wait for ever. */
import { Agent, request } from 'node:http'
import type { Sent } from './generate.ts'

export interface Answer { readonly statusCode: number, readonly headers: Record<string, unknown>, readonly payload: string }

export class Client {
  readonly #agent = new Agent({ keepAlive: true })
  readonly #port: number
  readonly #deadline: number

  constructor (port: number, deadline: number) {
    this.#port = port
    this.#deadline = deadline
  }

  ask ({ method, url, headers, body }: Sent): Promise<Answer> {
    const { promise, resolve, reject } = Promise.withResolvers<Answer>()
    const sent = request({ host: '127.0.0.1', port: this.#port, method, path: url, agent: this.#agent, headers: { ...headers, ...body === undefined ? {} : { 'content-length': Buffer.byteLength(body) } } }, (answer) => {
      const chunks: Buffer[] = []
      answer.on('data', (chunk: Buffer) => { chunks.push(chunk) })
      answer.on('end', () => { resolve({ statusCode: answer.statusCode ?? 0, headers: answer.headers, payload: Buffer.concat(chunks).toString() }) })
      answer.on('error', reject)
    })
    sent.on('error', reject)
    sent.end(body)
    const timer = setTimeout(() => { sent.destroy(new Error(`no answer within ${this.#deadline} ms`)) }, this.#deadline)
    return promise.finally(() => { clearTimeout(timer) })
  }

  async json (url: string) {
    return JSON.parse((await this.ask({ method: 'GET', url, headers: {} })).payload)
  }

  close (): void {
    this.#agent.destroy()
  }
}
