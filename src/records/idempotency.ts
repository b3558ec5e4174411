/** The same request, sent again with the same key, is answered as it was and does nothing again. */
import { createHash } from 'node:crypto'
import { Problem } from '../plugins/problems.ts'
import { KeyTaken, type KeptAnswer, type Store } from '../store/store.ts'

export interface Idempotency { readonly key: string, readonly fingerprint: string }
/** Something created, as it goes out. The body is written once: it is also what is kept. */
export interface Reply { readonly status: 201, readonly headers: { readonly location?: string, readonly etag?: string }, readonly body: string, readonly replayed: boolean }

const KEPT_MS = 24 * 3_600_000

/** Makes of a reply what is kept with the step that it answers; null where nothing is to be kept. */
export type Keep = (reply: Reply) => KeptAnswer | null

export class Answers {
  readonly #store: Store
  readonly #now: () => number
  /** the keys of requests that this process is working on */
  readonly #working = new Set<string>()

  constructor (store: Store, now: () => number) {
    this.#store = store
    this.#now = now
  }

  async #kept (key: string): Promise<KeptAnswer | null> {
    for (;;) {
      const kept = await this.#store.answer(key)
      if (!kept || kept.at > this.#now() - KEPT_MS) return kept
      await this.#store.forgetAnswers(this.#now() - KEPT_MS)
    }
  }

  /** Forgets what is no longer kept. */
  async forget (): Promise<void> {
    while (await this.#store.forgetAnswers(this.#now() - KEPT_MS) > 0);
  }

  #replay ({ fingerprint, status, headers, body }: KeptAnswer, asked: string): Reply {
    if (fingerprint !== asked) throw new Problem('idempotency-key-reused')
    return { status: status as 201, headers: JSON.parse(headers) as Reply['headers'], body, replayed: true }
  }

  /**
   * Does the work once. Only what was created is kept: a refused request has changed nothing and may be sent again.
   * @param actor keys of different people are different keys
   * @throws Problem request-in-progress, idempotency-key-reused
   */
  async once (actor: string, idempotency: Idempotency | null, work: (keep: Keep) => Promise<Reply>): Promise<Reply> {
    if (!idempotency) return await work(() => null)
    const key = createHash('sha256').update(`${actor}\n${idempotency.key}`).digest('base64url')
    const { fingerprint } = idempotency
    if (this.#working.has(key)) throw new Problem('request-in-progress')
    this.#working.add(key)
    try {
      const kept = await this.#kept(key)
      if (kept) return this.#replay(kept, fingerprint)
      return await work(({ status, headers, body }) => ({ key, fingerprint, status, headers: JSON.stringify(headers), body, at: this.#now() }))
    } catch (error) {
      // Another process was faster with the same request: it is told by the key, or by what this one ran into because of it.
      const kept = error instanceof KeyTaken || error instanceof Problem ? await this.#store.answer(key) : null
      if (!kept) throw error
      return this.#replay(kept, fingerprint)
    } finally {
      this.#working.delete(key)
    }
  }
}
