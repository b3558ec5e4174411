/**
 * What is JSON by its grammar and yet means nothing certain: levels without end, a name twice in one object (which of the two was
 * meant?), half a character. RFC 7493 leaves such texts out of JSON for the internet, and so does this service.
 */

export type Dubious = 'too-deep' | 'half-character'

/** The deepest request that makes sense has seven levels. */
const MOST_LEVELS = 32

const QUOTE = 0x22
const BACKSLASH = 0x5c
const COLON = 0x3a
const LOWER_CASE = 0x20
const OPEN = 0x7b // '[' is the same byte in upper case
const CLOSE = 0x7d
const U = 0x75
const D = 0x64

/** Of the escape of half a character, which half; the bytes are those behind the backslash. */
function halfAt (bytes: Uint8Array, at: number): 'first' | 'second' | undefined {
  if (bytes[at] !== U || ((bytes[at + 1] ?? 0) | LOWER_CASE) !== D) return undefined
  const digit = parseInt(String.fromCharCode(bytes[at + 2] ?? 0), 16)
  return digit >= 0xc ? 'second' : digit >= 8 ? 'first' : undefined
}

/**
 * One pass over the bytes, before anything is built from them: finds what is dubious, and counts the names.
 * Bytes beyond ASCII never look like ASCII in UTF-8, so that nothing has to be decoded.
 */
export function scan (bytes: Uint8Array): Dubious | { names: number } {
  let level = 0
  let names = 0
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] as number
    if (byte === QUOTE) {
      for (at++; at < bytes.length && bytes[at] !== QUOTE; at++) {
        if (bytes[at] !== BACKSLASH) continue
        at++
        const half = halfAt(bytes, at)
        if (half === undefined) continue
        if (half === 'second' || bytes[at + 5] !== BACKSLASH || halfAt(bytes, at + 6) !== 'second') return 'half-character'
        at += 10
      }
    } else if (byte === COLON) names++
    else if ((byte | LOWER_CASE) === OPEN) {
      if (++level > MOST_LEVELS) return 'too-deep'
    } else if ((byte | LOWER_CASE) === CLOSE) level--
  }
  return { names }
}

/** The names in a value and in all that it holds. A text that had more had one twice. */
export function countNames (value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0
  let names = 0
  if (Array.isArray(value)) for (const one of value) names += countNames(one)
  else for (const name in value) names += 1 + countNames((value as Record<string, unknown>)[name])
  return names
}
