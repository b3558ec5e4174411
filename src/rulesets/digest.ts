/** Digests of rules: SHA-256 over the RFC 8785 canonical form, so that neither layout nor comments nor the order of keys count. */
import canonicalize from 'canonicalize'
import { createHash } from 'node:crypto'

/** The canonical form (RFC 8785). */
export const canonical = (data: unknown): string => (canonicalize as unknown as (input: unknown) => string | undefined)(data) ?? ''

export const digestOf = (data: unknown): string => `sha256:${createHash('sha256').update(canonical(data)).digest('hex')}`
