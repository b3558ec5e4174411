/**
 * Clients of the records over real sockets. What a client means to do has one idempotency key and is sent until it is acknowledged, whoever has been
 * killed meanwhile; what was acknowledged is kept, to be held against what is there in the end.
 */
import type { Random } from '../fuzz/random.ts'

/** A bound on hanging, no expectation. */
const HANGING_MS = 30_000

export interface Answer { readonly status: number, readonly etag: string, readonly retryAfter: string, readonly replayed: boolean, readonly body: Record<string, unknown> }
interface Sent { readonly method?: 'GET' | 'POST', readonly headers?: Record<string, string>, readonly body?: unknown }

/** The service went away before it answered: nobody knows what it did. */
export class CutOff extends Error {}
/** The service said that it cannot just now, and when to ask again: as CutOff, as far as what it did is concerned. */
export class Unserved extends Error {}

/** @throws CutOff; Error where no answer comes at all */
export async function ask (address: string, path: string, { method = 'GET', headers = {}, body }: Sent = {}): Promise<Answer> {
  try {
    const response = await fetch(`${address}${path}`, {
      method,
      headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      signal: AbortSignal.timeout(HANGING_MS),
      ...(body === undefined ? {} : { body: JSON.stringify(body) })
    })
    const { status, headers: answered } = response
    const text = await response.text()
    return { status, etag: answered.get('etag') ?? '', retryAfter: answered.get('retry-after') ?? '', replayed: answered.has('idempotency-replayed'), body: JSON.parse(text) as Answer['body'] }
  } catch (cause) {
    if (cause instanceof SyntaxError) throw cause
    if (cause instanceof DOMException && cause.name === 'TimeoutError') throw new Error(`${method} ${path} hangs`, { cause })
    throw new CutOff(`${method} ${path} was cut off`, { cause })
  }
}

/** @throws Unserved; Error where a 503 is not as it has to be */
function unserved ({ status, retryAfter, body }: Answer): void {
  if (status !== 503) return
  if (body.code !== 'overloaded' || !/^[1-9]\d*$/.test(retryAfter)) throw new Error(`503 with Retry-After '${retryAfter}': ${JSON.stringify(body)}`)
  throw new Unserved(String(body.detail))
}

/** What opens a case; its name is found again in the first step. */
export const opening = (name: string) => ({
  jurisdiction: '520102',
  occurredOn: '2026-03-14',
  subject: { type: 'candidate', ref: name, refKind: 'other', name: '张示例' },
  source: 'on-site',
  conducts: [{ code: 'candidate.prohibited-items', facts: { refusedAfterReminder: true } }],
  narrative: name
})

/** A step that may come any number of times; its name is found again in it. */
export const evidence = (name: string) => ({ type: 'add-evidence', kind: 'documentary', title: name, obtainedOn: '2026-03-16' })

/** Opens a case that others work on. */
export async function openCase (address: string, name: string): Promise<{ id: string, etag: string }> {
  const { status, etag, body } = await ask(address, '/v1/cases', { method: 'POST', body: opening(name) })
  if (status !== 201) throw new Error(`no case: ${status} ${JSON.stringify(body)}`)
  return { id: String(body.id), etag }
}

/** The service said that this is step `seq` of the case. */
export interface Acknowledged { readonly caseId: string, readonly seq: number, readonly digest: string, readonly name: string }
/** What a client means to do; on no case: to open one. */
interface Intention { readonly caseId: string | null, readonly name: string }

export class Client {
  readonly acknowledged: Acknowledged[] = []
  /** how often somebody else's step came first, the service went away, it could not just then, and an answer was given again */
  readonly counts = { stale: 0, cutOff: 0, unserved: 0, replayed: 0 }
  readonly #name: string
  readonly #cases: string[]
  readonly #random: Random
  readonly #etags = new Map<string, string>()
  #intended = 0
  #pending: Intention | null = null

  /** @param cases those that the clients work on together; a case that is opened is added */
  constructor (name: string, cases: string[], random: Random) {
    this.#name = name
    this.#cases = cases
    this.#random = random
  }

  /** Something was sent, or was to be, and is not acknowledged. */
  get isPending (): boolean { return this.#pending !== null }

  /**
   * Does one thing: what was cut off last time, otherwise something new.
   * @param addressOf where to send the next request
   * @throws CutOff, Unserved; Error on an answer that should not be
   */
  async act (addressOf: () => string, { opens = 0 }: { readonly opens?: number } = {}): Promise<void> {
    const intention = this.#pending ??= this.#next(opens)
    try {
      while (!await this.#try(intention, addressOf));
      this.#pending = null
    } catch (error) {
      if (error instanceof CutOff) this.counts.cutOff += 1
      if (error instanceof Unserved) this.counts.unserved += 1
      throw error
    }
  }

  #next (opens: number): Intention {
    this.#intended += 1
    const name = `${this.#name}-${this.#intended}`
    return { name, caseId: this.#cases.length === 0 || this.#random.chance(opens) ? null : this.#random.pick(this.#cases) }
  }

  /** The version of a case that this client has seen last. */
  async #etagOf (caseId: string, addressOf: () => string): Promise<string> {
    const known = this.#etags.get(caseId)
    if (known !== undefined) return known
    const answer = await ask(addressOf(), `/v1/cases/${caseId}`)
    const { status, etag, body } = answer
    unserved(answer)
    if (status !== 200) throw new Error(`case ${caseId} cannot be read: ${status} ${JSON.stringify(body)}`)
    this.#etags.set(caseId, etag)
    return etag
  }

  /** @returns whether it is done */
  async #try ({ caseId, name }: Intention, addressOf: () => string): Promise<boolean> {
    const key = { 'idempotency-key': name }
    const answer = caseId === null
      ? await ask(addressOf(), '/v1/cases', { method: 'POST', headers: key, body: opening(name) })
      : await ask(addressOf(), `/v1/cases/${caseId}/steps`, { method: 'POST', headers: { ...key, 'if-match': await this.#etagOf(caseId, addressOf) }, body: evidence(name) })
    const { status, etag, replayed, body } = answer
    unserved(answer)
    if (status === 201) {
      const id = String(body.id)
      this.acknowledged.push({ caseId: id, name, seq: Number(body.version), digest: String(body.head) })
      this.#etags.set(id, etag)
      if (caseId === null) this.#cases.push(id)
      if (replayed) this.counts.replayed += 1
      return true
    }
    if (status === 412 && caseId !== null) {
      this.counts.stale += 1
      this.#etags.delete(caseId)
      return false
    }
    throw new Error(`${name}: ${status} ${JSON.stringify(body)}`)
  }
}

/** What all of them were told. */
export const acknowledgedBy = (clients: readonly Client[]): Acknowledged[] => clients.flatMap(({ acknowledged }) => acknowledged)

/** How often it happened to any of them. */
export const countOf = (clients: readonly Client[], what: keyof Client['counts']): number => clients.reduce((sum, { counts }) => sum + counts[what], 0)
