/** A request that creates something may be sent again: with the same key it is answered as it was, and creates nothing again. */
import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import type { Idempotency } from '../records/idempotency.ts'
import { digestOf } from '../rulesets/digest.ts'

/** Nothing that a header would lose on its way: no space at either end. */
const KEY = '^[!-~]([ -~]*[!-~])?$'

export const idempotencyHeaders = {
  'idempotency-key': Type.Optional(Type.String({
    pattern: KEY,
    maxLength: 200,
    description: 'a key of the caller\'s choice, a new one for every new request: with the same key and body the first answer is given again, for 24 hours. 幂等键。'
  }))
}

/** The key of a request, and a digest of what it asks: however the body is laid out. */
export function idempotencyOf ({ method, url, body, headers }: Pick<FastifyRequest, 'method' | 'url' | 'body' | 'headers'>): Idempotency | null {
  const key = headers['idempotency-key']
  if (typeof key !== 'string') return null
  const [path] = url.split('?')
  return { key, fingerprint: digestOf([method, path, body]) }
}
