/**
 * How bodies and answers are described that are streams. The framework neither validates nor writes them, and knows nothing of them: what stands here is put
 * into the document (document.ts). A stream is a text whose lines are of a shape, which JSON Schema says with contentSchema.
 */
import type { TSchema } from 'typebox'

export const NDJSON = 'application/x-ndjson'
export const CSV = 'text/csv'

interface Text { readonly type: 'string', readonly description: string, readonly contentMediaType: string, readonly contentSchema?: { readonly $ref: string } }
interface Example { readonly summary: string, readonly value: string }

export interface Streams {
  /** by media type */
  readonly body: Readonly<Record<string, { readonly schema: Text, readonly examples: Readonly<Record<string, Example>> }>>
  readonly answer: { readonly description: string, readonly content: Readonly<Record<string, { readonly schema: Text }>> }
}

declare module 'fastify' {
  interface FastifySchema { 'x-streams'?: Streams }
}

/** Lines of JSON, each of this shape. */
export const ndjson = (shape: TSchema, description: string): Text => ({
  type: 'string', description, contentMediaType: NDJSON, contentSchema: { $ref: `#/components/schemas/${(shape as { $id?: string }).$id ?? ''}` }
})

export const csv = (description: string): Text => ({ type: 'string', description, contentMediaType: CSV })

/** Values as the lines of a body. */
export const lines = (...values: readonly unknown[]): string => values.map((value) => `${JSON.stringify(value)}\n`).join('')
