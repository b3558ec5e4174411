/** A client with connections that are kept, which times each of its requests. Node's own, without a pool in between: what it costs stays small. */
import { Agent, request } from 'node:http'

export interface Asked { readonly method?: 'GET' | 'POST', readonly path: string, readonly headers?: Readonly<Record<string, string>>, readonly body?: unknown }
export interface Answered { readonly status: number, readonly etag: string, readonly text: string, readonly ms: number }

export class Client {
  readonly #agent: Agent
  readonly #url: URL

  constructor (url: string, connections: number) {
    this.#url = new URL(url)
    this.#agent = new Agent({ keepAlive: true, maxSockets: connections })
  }

  /** @throws Error where the answer is no 2xx: what is measured is what works */
  ask ({ method = 'GET', path, headers = {}, body }: Asked): Promise<Answered> {
    const { promise, resolve, reject } = Promise.withResolvers<Answered>()
    const content = body === undefined ? undefined : JSON.stringify(body)
    const began = performance.now()
    const sent = request({
      agent: this.#agent,
      host: this.#url.hostname,
      port: this.#url.port,
      method,
      path,
      headers: content === undefined ? headers : { ...headers, 'content-type': 'application/json', 'content-length': Buffer.byteLength(content) }
    }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('error', reject)
      response.on('end', () => {
        const ms = performance.now() - began
        const text = Buffer.concat(chunks).toString()
        const status = response.statusCode ?? 0
        if (status < 200 || status > 299) reject(new Error(`${method} ${path} was answered ${status}: ${text}`))
        else resolve({ status, etag: response.headers.etag ?? '', text, ms })
      })
    })
    sent.on('error', reject)
    sent.end(content)
    return promise
  }

  close (): void {
    this.#agent.destroy()
  }
}
