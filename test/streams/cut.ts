/** Bytes cut into pieces, anyhow. */
import fc from 'fast-check'

/** Cuts bytes at these places, each a share of the whole; pieces of nothing among them. */
export function cutAt (bytes: Buffer, shares: readonly number[]): Buffer[] {
  const places = shares.map((share) => Math.floor(share * bytes.length)).sort((a, b) => a - b)
  return [0, ...places].map((from, index) => bytes.subarray(from, [...places, bytes.length][index]))
}

export const shares = fc.array(fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }), { maxLength: 30 })

/** Each byte by itself. */
export const crumbs = (bytes: Buffer): Buffer[] => [...bytes].map((byte) => Buffer.from([byte]))
