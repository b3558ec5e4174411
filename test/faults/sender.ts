/** Sends as many requests as it is told to, whatever becomes of them, at little cost of its own: bytes that are made once go out over sockets of its own. */
import { connect, type Socket } from 'node:net'

export interface Told { readonly status: number, readonly ms: number, readonly text: string }

const END_OF_HEAD = Buffer.from('\r\n\r\n')

/** A connection that asks one thing after the other. */
class Line {
  readonly #socket: Socket
  #received: Buffer = Buffer.alloc(0)
  #done: ((told: Told) => void) | undefined
  #failed: ((error: Error) => void) | undefined
  #began = 0

  constructor (port: number) {
    this.#socket = connect({ port, host: '127.0.0.1', noDelay: true })
    this.#socket.on('data', (data) => { this.#take(data) })
    this.#socket.on('error', (error) => { this.#failed?.(error) })
    this.#socket.on('close', () => { this.#failed?.(new Error('the connection was closed')) })
  }

  #take (data: Buffer): void {
    this.#received = this.#received.length === 0 ? data : Buffer.concat([this.#received, data])
    const end = this.#received.indexOf(END_OF_HEAD)
    if (end < 0) return
    const head = this.#received.toString('latin1', 0, end)
    const length = Number(/content-length: (\d+)/i.exec(head)?.[1] ?? 0)
    if (this.#received.length < end + 4 + length) return
    const text = `${head}\n${this.#received.toString('utf8', end + 4)}`
    this.#received = Buffer.alloc(0)
    this.#done?.({ status: Number(head.slice(9, 12)), ms: performance.now() - this.#began, text })
  }

  send (bytes: Buffer): Promise<Told> {
    this.#began = performance.now()
    const { promise, resolve, reject } = Promise.withResolvers<Told>()
    this.#done = resolve
    this.#failed = reject
    this.#socket.write(bytes)
    return promise
  }

  close (): void { this.#socket.destroy() }
}

export class Sender {
  readonly #port: number
  readonly #most: number
  readonly #free: Line[] = []
  readonly #all: Line[] = []
  readonly #waiting: (() => void)[] = []

  /** @param most connections; whatever is to be sent while all are busy waits here */
  constructor (port: number, most: number) {
    this.#port = port
    this.#most = most
  }

  #line (): Line | undefined {
    const free = this.#free.pop()
    if (free !== undefined || this.#all.length === this.#most) return free
    const line = new Line(this.#port)
    this.#all.push(line)
    return line
  }

  /** Opens all connections, and sends something over each. */
  async connect (bytes: Buffer): Promise<void> {
    await Promise.all(Array.from({ length: this.#most }, () => this.send(bytes)))
  }

  async send (bytes: Buffer): Promise<Told> {
    let line = this.#line()
    while (line === undefined) {
      await new Promise<void>((resolve) => { this.#waiting.push(resolve) })
      line = this.#line()
    }
    const told = await line.send(bytes)
    this.#free.push(line)
    this.#waiting.shift()?.()
    return told
  }

  close (): void { for (const line of this.#all) line.close() }
}

export function bytesOf (method: 'GET' | 'POST', path: string, body?: unknown): Buffer {
  const content = body === undefined ? '' : JSON.stringify(body)
  return Buffer.from(`${method} ${path} HTTP/1.1\r\nHost: x\r\n${body === undefined ? '' : `Content-Type: application/json\r\nContent-Length: ${Buffer.byteLength(content)}\r\n`}\r\n${content}`)
}
