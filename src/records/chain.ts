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

/** What is sealed: a step of a case, or of any other record. */
export type Sealable = Omit<Entry, 'type' | 'outcome'> & { readonly type: string, readonly outcome: object }

/** Adds a step to a chain. */
export function seal (recordId: string, entry: Sealable, previousDigest: string | null, algorithm: Algorithm, salt = randomBytes(16).toString('base64url')): Link {
  const content = canonical({ ...entry, recordId, salt, previousDigest })
  return { seq: entry.seq, content, digest: digestOf(content, algorithm) }
}

export const unseal = ({ content, digest }: Link): StepRecord => ({ ...JSON.parse(content) as Omit<StepRecord, 'digest'>, digest })

/** The links of an export, whose steps lie open. */
export function linkOf ({ digest, ...rest }: StepRecord): Link {
  return { seq: rest.seq, content: canonical(rest), digest }
}

export interface Fault { readonly seq: number, readonly fault: string, readonly detail: string }
/** `erased`: what the steps said is gone; their numbers and digests are what can still be verified */
export interface Verification { readonly valid: boolean, readonly steps: number, readonly head: string | null, readonly erased?: true, readonly firstFault?: Fault }

type Content = Pick<StepRecord, 'recordId' | 'seq' | 'previousDigest'>

/** The content of a step; null where it is not in the canonical form, which is what its digest has to be of. */
function read (content: string): Content | null {
  try {
    const value: unknown = JSON.parse(content)
    return typeof value === 'object' && value !== null && canonical(value) === content ? value as Content : null
  } catch {
    return null
  }
}

const fault = (seq: number, fault: string, detail: string): Fault => ({ seq, fault, detail })

/** Why a step with this number does not belong at a place: all steps before it stand where they should. */
function misplaced (links: readonly Link[], index: number, { seq }: Link): Fault {
  const expected = index + 1
  if (!Number.isSafeInteger(seq) || seq < 1) return fault(expected, 'step-inserted', 'a step has a number that no step can have')
  if (seq < expected) return fault(seq, 'step-inserted', `there is more than one step ${seq}`)
  if (links.some((link) => link.seq === expected)) return fault(expected, 'order-changed', `step ${expected} stands behind step ${seq}`)
  return fault(expected, 'step-missing', `step ${expected} is missing`)
}

/** What does not fit: the content, or, where somebody else still knows the digest of the content, the digest. */
function unfit ({ seq, content, digest }: Link, known: string | null | undefined): Fault {
  if (!algorithmOf(digest)) return fault(seq, 'digest-altered', `the digest of step ${seq} is no digest`)
  return ALGORITHMS.some((algorithm) => digestOf(content, algorithm) === known)
    ? fault(seq, 'digest-altered', `the digest of step ${seq} is not the one that it was made with`)
    : fault(seq, 'content-altered', `the content of step ${seq} does not fit its digest`)
}

/** What is wrong between a step and the one that it was made after. */
function unbound (links: readonly Link[], index: number, { seq, previousDigest }: Content): Fault | null {
  if (previousDigest === (links[index - 1]?.digest ?? null)) return null
  const made = links.findIndex(({ digest }) => digest === previousDigest)
  if (made > index) return fault(seq, 'order-changed', `step ${seq} stands before the step that it was made after`)
  if (made !== -1) return fault(made + 2, 'step-inserted', `step ${made + 2} was not there when step ${seq} was made`)
  return index === 0
    ? fault(seq, 'step-missing', 'step 1 was made after another step')
    : fault(index, 'content-altered', `step ${index} is not the one that step ${seq} was made after`)
}

/** What is wrong with the step at a place: its number and its own content are looked at first, then what binds it to the step before. */
function faultAt (id: string, links: readonly Link[], index: number, head: string | undefined): Fault | null {
  const link = links[index] as Link
  const { seq, content, digest } = link
  if (seq !== index + 1) return misplaced(links, index, link)
  const algorithm = algorithmOf(digest)
  if (!algorithm || digestOf(content, algorithm) !== digest) {
    const next = links[index + 1]
    return unfit(link, next ? read(next.content)?.previousDigest : head)
  }
  const own = read(content)
  if (!own) return fault(seq, 'content-altered', `the content of step ${seq} is not that of a step`)
  if (own.recordId !== id) return fault(seq, 'step-inserted', `step ${seq} belongs to another record`)
  if (own.seq !== seq) return fault(seq, 'order-changed', `step ${seq} was not made as step ${seq}`)
  return unbound(links, index, own)
}

/**
 * Recomputes a chain.
 * @param kept what the record says of itself beside its steps: how many there are, and the digest of the last
 */
export function verifyChain (id: string, links: readonly Link[], kept: { version: number, head: string } | null): Verification {
  const steps = links.length
  const head = links.at(-1)?.digest ?? null
  const found = (firstFault: Fault): Verification => ({ valid: false, steps, head, firstFault })
  for (const index of links.keys()) {
    const fault = faultAt(id, links, index, kept?.head)
    if (fault) return found(fault)
  }
  if (!kept) return found(fault(steps, 'projection-differs', 'the steps belong to no record'))
  if (kept.version > steps) return found(fault(steps + 1, 'step-missing', `the record has ${kept.version} steps, of which ${steps} are there`))
  if (kept.version !== steps) return found(fault(steps, 'step-inserted', `the record has ${kept.version} steps, and ${steps} are there`))
  if (kept.head !== head) return found(fault(steps, 'head-differs', 'the record\'s head is not the digest of its last step'))
  return { valid: true, steps, head }
}
