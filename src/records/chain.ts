/**
 * The chain of a record. Each step's digest is that of the RFC 8785 canonical form of all its other members, the digest of the step before among
 * them: whoever changes, removes, inserts or moves a step breaks the chain behind it. Cutting off the end shows against a head that somebody kept.
 */
import { createHash, randomBytes } from 'node:crypto'
import type { Entry } from '../domain/record/case.ts'
import { canonical } from '../rulesets/digest.ts'

export const ALGORITHMS = ['sha256', 'sm3'] as const
export type Algorithm = typeof ALGORITHMS[number]

/** A step as it is kept and served. The salt keeps the digest from telling what it is a digest of, once the content is gone. */
export interface StepRecord extends Entry {
  readonly recordId: string
  readonly salt: string
  readonly previousDigest: string | null
  readonly digest: string
}

/** A step as it lies in a store or an export: the canonical form of all but its digest, and the digest. */
export interface Link { readonly seq: number, readonly content: string, readonly digest: string }

export const digestOf = (content: string, algorithm: Algorithm): string => `${algorithm}:${createHash(algorithm).update(content).digest('hex')}`

const algorithmOf = (digest: string): Algorithm | undefined => ALGORITHMS.find((one) => digest.startsWith(`${one}:`))

/** Adds a step to a chain. */
export function seal (recordId: string, entry: Entry, previousDigest: string | null, algorithm: Algorithm, salt = randomBytes(16).toString('base64url')): Link {
  const content = canonical({ ...entry, recordId, salt, previousDigest })
  return { seq: entry.seq, content, digest: digestOf(content, algorithm) }
}

export const unseal = ({ content, digest }: Link): StepRecord => ({ ...JSON.parse(content) as Omit<StepRecord, 'digest'>, digest })

/** The links of an export, whose steps lie open. */
export function linkOf ({ digest, ...rest }: StepRecord): Link {
  return { seq: rest.seq, content: canonical(rest), digest }
}

export interface Fault { readonly seq: number, readonly fault: string, readonly detail: string }
export interface Verification { readonly valid: boolean, readonly steps: number, readonly head: string | null, readonly firstFault?: Fault }

type Content = Pick<StepRecord, 'recordId' | 'seq' | 'previousDigest'>

function read (content: string): Content | null {
  try {
    const value: unknown = JSON.parse(content)
    return typeof value === 'object' && value !== null ? value as Content : null
  } catch {
    return null
  }
}

/** What is wrong with the step at a place, its own content looked at first, then what binds it to its neighbours. */
function faultAt (id: string, links: readonly Link[], index: number): Fault | null {
  const { seq, content, digest } = links[index] as Link
  const fault = (name: string, detail: string): Fault => ({ seq, fault: name, detail })
  const expected = index + 1
  if (seq > expected) return { seq: expected, fault: 'step-missing', detail: `step ${expected} is missing` }
  if (seq < expected) return fault('step-inserted', `there is more than one step ${seq}`)
  const algorithm = algorithmOf(digest)
  if (!algorithm) return fault('digest-altered', `the digest of step ${seq} is no digest`)
  if (digestOf(content, algorithm) !== digest) {
    const next = links[index + 1]
    const own = next ? read(next.content)?.previousDigest : undefined
    return own === digestOf(content, algorithm)
      ? fault('digest-altered', `the digest of step ${seq} is not the one that the next step was made with`)
      : fault('content-altered', `the content of step ${seq} does not fit its digest`)
  }
  const own = read(content)
  if (!own) return fault('content-altered', `the content of step ${seq} is not that of a step`)
  if (own.recordId !== id) return fault('step-inserted', `step ${seq} belongs to another record`)
  if (own.seq !== seq) return fault('order-changed', `step ${seq} was made as step ${own.seq}`)
  const previous = links[index - 1]?.digest ?? null
  if (own.previousDigest === previous) return null
  const made = links.findIndex((link) => link.digest === own.previousDigest)
  if (made === -1) return fault('step-missing', `the step before step ${seq} is not the one that it was made after`)
  return made < index ? { seq: made + 2, fault: 'step-inserted', detail: `step ${made + 2} was not there when step ${seq} was made` } : fault('order-changed', `step ${seq} stands before the step that it was made after`)
}

/**
 * Recomputes a chain.
 * @param kept what the record says of itself beside its steps: how many there are, and the digest of the last
 */
export function verifyChain (id: string, links: readonly Link[], kept: { version: number, head: string } | null): Verification {
  const head = links.at(-1)?.digest ?? null
  const found = (firstFault: Fault): Verification => ({ valid: false, steps: links.length, head, firstFault })
  for (const index of links.keys()) {
    const fault = faultAt(id, links, index)
    if (fault) return found(fault)
  }
  if (!kept) return found({ seq: links.length, fault: 'projection-differs', detail: 'the steps belong to no record' })
  if (kept.version > links.length) return found({ seq: links.length + 1, fault: 'step-missing', detail: `the record has ${kept.version} steps, of which ${links.length} are there` })
  if (kept.version < links.length) return found({ seq: kept.version + 1, fault: 'step-inserted', detail: `the record has ${kept.version} steps, and ${links.length} are there` })
  if (kept.head !== head) return found({ seq: links.length, fault: 'head-differs', detail: 'the record\'s head is not the digest of its last step' })
  return { valid: true, steps: links.length, head }
}
