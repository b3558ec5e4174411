/** Names of things: instants, record ids, and under which key the records of one subject are found again. */
import { createHash, createHmac, createSecretKey } from 'node:crypto'
import { v7 } from 'uuid'
import type { KeyOf } from '../domain/record/projection.ts'
import { normalReference } from '../domain/reference.ts'

const DAY_IN_CHINA_MS = 8 * 3_600_000

/** An instant in China's time: its first ten characters are the day. */
export const instant = (ms: number): string => new Date(ms + DAY_IN_CHINA_MS).toISOString().replace('Z', '+08:00')

/** The first instant of a day in China. */
export const startOfDay = (day: string): number => Date.parse(`${day}T00:00:00.000+08:00`)

/** In the order of time, so that newest first needs no other order. */
export const newId = (ms: number): string => v7({ msecs: ms })

/**
 * The id of a record that follows from another one: the same every time it is asked for, so that whoever opens it again after an interruption, or at the
 * same time, finds it there. A UUIDv7 like any other: its time is that of the entry that it follows from, its other bits are a digest (SHA-256).
 * @param parent the id of the record that it follows from
 * @param part what of it: the number of a step, the number of an agency
 * @param at the instant of the entry that it follows from
 */
export function derivedId (parent: string, part: string | number, at: string): string {
  const random = createHash('sha256').update(`${parent}\n${part}`).digest().subarray(0, 16)
  return v7({ msecs: Date.parse(at), random, seq: random.readUInt32BE(0) })
}

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
export const isId = (text: string): boolean => ID.test(text)

/**
 * Two records with the same key are of the same subject, whatever kind of reference was said to be given. Keyed (HMAC-SHA-256): numbers of people are
 * few enough to be tried one by one, and whoever has the database but not this key must not be able to.
 * @param indexKey at least 32 bytes, of one store and never changed
 */
export function makeKeyOf (indexKey: Uint8Array): KeyOf {
  const key = createSecretKey(indexKey)
  return ({ type, ref }) => createHmac('sha256', key).update(`${type}\n${normalReference(ref)}`).digest('base64url')
}
