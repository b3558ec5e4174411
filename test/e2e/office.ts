/** Somebody who works with the service over HTTP. Every answer is held against the OpenAPI document. */
import type { Test } from 'tap'
import type { App } from '../../src/app-types.ts'
import type { Actor } from '../../src/domain/record/case.ts'
import type { Opening, StepGiven } from '../../src/domain/record/step.ts'
import type { CaseView, CloudEvent, EventList } from './shapes.ts'
import { Checker, operationsOf, servedBy, type Operation } from '../openapi/document.ts'

export interface Sent { readonly method: string, readonly url: string, readonly headers: Record<string, string>, readonly payload?: string }
export interface Answer<T = unknown> { readonly statusCode: number, readonly headers: Record<string, unknown>, readonly payload: string, readonly body: T }
/** How a request gets there, and an answer back. */
export type Carrier = (sent: Sent) => Promise<Omit<Answer, 'body'>>

export interface Problem { readonly status: number, readonly code: string, readonly detail: string, readonly reason?: string, readonly field?: string, readonly errors?: readonly { pointer: string }[] }

export const inProcess = (app: App): Carrier => async ({ method, url, headers, payload }) =>
  await app.inject({ method: method as 'GET', url, headers, ...payload === undefined ? {} : { payload } })

export const bySocket = (port: number): Carrier => async ({ method, url, headers, payload }) => {
  const answer = await fetch(`http://127.0.0.1:${port}${url}`, { method, headers, ...payload === undefined ? {} : { body: payload } })
  return { statusCode: answer.status, headers: Object.fromEntries(answer.headers), payload: await answer.text() }
}

export const by = (id: string, level: string): Actor => ({ id, level })
const headersOf = ({ id, level }: Actor): Record<string, string> => ({ 'x-actor': encodeURIComponent(id), 'x-actor-level': level })

/** Refusals that hold whoever acts and whatever he says (but of a review, which may vary the facts): such a step is not offered either. */
const WHOEVER_ACTS = ['wrong-state', 'not-in-this-ruleset', 'facts-missing', 'report-missing', 'duties-open']

export class Office {
  readonly #t: Test
  readonly #carry: Carrier
  readonly #checker: Checker
  readonly #operations: readonly { readonly pattern: RegExp, readonly operation: Operation }[]
  /** the reasons with which steps were refused */
  readonly reasons: Set<string>
  /** everything that was sent and answered */
  readonly traffic: { readonly sent: Sent, readonly answer: Answer }[] = []

  private constructor (t: Test, carry: Carrier, checker: Checker, operations: readonly Operation[], reasons: Set<string>) {
    this.#t = t
    this.#carry = carry
    this.#checker = checker
    this.reasons = reasons
    this.#operations = operations.map((operation) => ({ operation, pattern: new RegExp(`^${operation.path.replaceAll(/\{[^}]+\}/g, '[^/]+')}$`) }))
  }

  static async at (t: Test, app: App, carry: Carrier = inProcess(app), reasons = new Set<string>()): Promise<Office> {
    const document = await servedBy(app)
    return new Office(t, carry, new Checker(document), operationsOf(document), reasons)
  }

  /** The same office at work in another test. */
  in (t: Test): Office {
    const other = new Office(t, this.#carry, this.#checker, this.#operations.map(({ operation }) => operation), this.reasons)
    return Object.assign(other, { traffic: this.traffic })
  }

  async ask<T> (method: string, url: string, given?: { body?: unknown, headers?: Record<string, string> }): Promise<Answer<T>> {
    const payload = given?.body === undefined ? undefined : JSON.stringify(given.body)
    const headers = { ...payload === undefined ? {} : { 'content-type': 'application/json' }, ...given?.headers }
    const sent = { method, url, headers, ...payload === undefined ? {} : { payload } }
    const { statusCode, headers: answered, payload: text } = await this.#carry(sent)
    const answer: Answer<T> = { statusCode, headers: answered, payload: text, body: JSON.parse(text) as T }
    this.traffic.push({ sent, answer })
    const [path = ''] = url.split('?')
    const known = this.#operations.find(({ operation, pattern }) => operation.method === method.toLowerCase() && pattern.test(path))
    if (known) this.#t.strictSame(this.#checker.faults(known.operation, answer), [], `${method} ${path}: the answer is as documented`)
    return answer
  }

  async get<T> (url: string): Promise<T> {
    const { statusCode, body } = await this.ask<T>('GET', url)
    this.#t.equal(statusCode, 200, url)
    return body
  }

  async post<T> (url: string, body: unknown): Promise<T> {
    const answer = await this.ask<T>('POST', url, { body })
    this.#t.match(answer.statusCode, /^20[01]$/, `${url}: ${answer.payload.slice(0, 300)}`)
    return answer.body
  }

  async open (opening: Opening, actor: Actor): Promise<Dossier> {
    const answer = await this.ask<CaseView>('POST', '/v1/cases', { body: opening, headers: headersOf(actor) })
    if (answer.statusCode !== 201) throw new Error(`the case was not opened: ${answer.payload}`)
    this.#t.equal(answer.headers.location, `/v1/cases/${answer.body.id}`)
    return new Dossier(this.#t, this, answer)
  }

  /** A case that is there already. */
  async find (id: string): Promise<Dossier> {
    return new Dossier(this.#t, this, await this.ask<CaseView>('GET', `/v1/cases/${id}`))
  }

  /** All events so far, read page by page. */
  async events (limit = 50): Promise<CloudEvent[]> {
    const all: CloudEvent[] = []
    for (let after = '0'; ;) {
      const { items, next } = await this.get<EventList>(`/v1/events?after=${after}&limit=${limit}`)
      all.push(...items)
      if (items.length === 0) return all
      after = next
    }
  }
}

/** A case in hand, at the version last seen. */
export class Dossier {
  readonly #t: Test
  readonly #office: Office
  view: CaseView
  etag: string

  constructor (t: Test, office: Office, { body, headers }: Answer<CaseView>) {
    this.#t = t
    this.#office = office
    this.view = body
    this.etag = String(headers.etag)
  }

  get id (): string { return this.view.id }
  get url (): string { return `/v1/cases/${this.view.id}` }
  /** What may come next, as the case says. */
  get offered (): string[] { return this.view.nextSteps.map(({ step }) => step) }

  send (step: StepGiven | object, actor: Actor, headers: Record<string, string> = { 'if-match': this.etag }): Promise<Answer<CaseView & Problem>> {
    return this.#office.ask('POST', `${this.url}/steps`, { body: step, headers: { ...headersOf(actor), ...headers } })
  }

  /** A step on the way to where something is looked at. */
  async proceed (step: StepGiven, actor: Actor): Promise<void> {
    const answer = await this.send(step, actor)
    if (answer.statusCode !== 201) throw new Error(`${step.type} by ${actor.id} (${actor.level}) was refused: ${answer.payload}`)
    this.view = answer.body
    this.etag = String(answer.headers.etag)
  }

  /** A step that has to be accepted, and was offered to whoever takes it. */
  async take (step: StepGiven, actor: Actor): Promise<CaseView> {
    const t = this.#t
    const name = `${step.type} by ${actor.id} (${actor.level})`
    const offer = this.view.nextSteps.find((one) => one.step === step.type)
    t.ok(offer?.levels.includes(actor.level as never) && !offer.notBy.includes(actor.id), `${name} was offered`)
    const day = offer?.paper ? (step as unknown as Record<string, string>)[offer.paper.field] : undefined
    if (offer?.paper) t.ok(day !== undefined && offer.paper.from <= day && day <= offer.paper.to, `${name}: ${day} is one of the days offered`)
    const { version, head } = this.view
    const before = this.etag
    await this.proceed(step, actor)
    t.equal(this.view.version, version + 1, `${name} is one more step`)
    t.ok(this.view.head !== head && this.etag !== before, `${name} makes a new version`)
    const shown = await this.#office.ask<CaseView>('GET', this.url)
    t.equal(shown.headers.etag, this.etag, 'the case has the same version when it is read')
    t.strictSame(shown.body, this.view, 'and says the same')
    const stale = await this.send(step, actor, { 'if-match': before })
    t.match([stale.statusCode, stale.body.code], [412, 'stale-version'], `${name} is refused to whoever has not seen it`)
    return this.view
  }

  /** A step that has to be refused for this reason, and changes nothing. */
  async refused (step: StepGiven, actor: Actor, reason: string, field?: string): Promise<Problem> {
    const t = this.#t
    const name = `${step.type} by ${actor.id} (${actor.level})`
    const answer = await this.send(step, actor)
    t.match(answer, { statusCode: 409, body: { code: 'step-not-allowed', reason, ...field === undefined ? {} : { field } } }, `${name} is refused: ${reason}`)
    t.match(answer.headers['content-type'], /^application\/problem\+json/)
    if (WHOEVER_ACTS.includes(reason) && !('outcome' in step)) t.notOk(this.offered.includes(step.type), `${name} was not offered`)
    this.#office.reasons.add(reason)
    const { headers } = await this.#office.ask('GET', this.url)
    t.equal(headers.etag, this.etag, 'nothing has changed')
    return answer.body
  }

  async reread (): Promise<CaseView> {
    const { body, headers } = await this.#office.ask<CaseView>('GET', this.url)
    this.view = body
    this.etag = String(headers.etag)
    return body
  }
}
