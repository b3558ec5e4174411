/** What the routes have in common that create something: who calls, and how the answer leaves. */
import type { FastifyRequest } from 'fastify'
import { Type, type TSchema } from 'typebox'
import { ANYBODY } from '../auth/principal.ts'
import { actorHeaders, actorOf } from '../plugins/actor.ts'
import { idempotencyHeaders, idempotencyOf } from '../plugins/idempotency.ts'
import type { Caller, Reply } from '../records/records.ts'
import { answers, bodyProblems, problems } from '../schemas/common.ts'

// Not closed: there are other headers.
export const writes = Type.Object({ ...actorHeaders, ...idempotencyHeaders })

/** What a route answers that creates something; the text of it was written when it was created. */
export const writesAnswer = (description: string, shape: TSchema, ...more: string[]) => ({
  201: { ...Type.Unsafe<string>(answers(description, shape)), 'x-headers': ['Location', 'ETag', 'IdempotencyReplayed'] },
  ...problems(...bodyProblems, 'request-in-progress', 'idempotency-key-reused', ...more)
})

/** @throws Problem */
export function callerOf (request: Pick<FastifyRequest, 'method' | 'url' | 'body' | 'headers' | 'lang' | 'principal'>): Caller {
  const { principal, headers, lang } = request
  // Whoever has proved who he is, is that, whatever the headers say.
  const actor = principal === ANYBODY ? actorOf(headers) : { id: principal.id, level: principal.level }
  return { actor, access: principal, lang, idempotency: idempotencyOf(request) }
}

interface Outgoing { statusCode: number, header: (name: string, value: string) => unknown }

/** Answers with what was created, or was created when the same was asked before. */
export function created (reply: Outgoing, { status, headers, body, replayed }: Reply): string {
  reply.statusCode = status
  reply.header('content-type', 'application/json; charset=utf-8')
  for (const [name, value] of Object.entries(headers)) reply.header(name, value)
  if (replayed) reply.header('idempotency-replayed', 'true')
  return body
}
