/** Who acts. While authentication is off, the caller says so in two headers. */
import type { IncomingHttpHeaders } from 'node:http'
import { Type } from 'typebox'
import type { Actor } from '../domain/record/case.ts'
import { parameter } from '../schemas/common.ts'
import { Level } from '../schemas/record-common.ts'
import { Problem } from './problems.ts'

const MOST_CHARACTERS = 100
/** A character takes at most four bytes, each written in three. */
const MOST_ENCODED = MOST_CHARACTERS * 12
const DEFAULT: Actor = { id: 'local', level: 'city' }

/** Printable ASCII without spaces and commas (two headers become one with a comma); a percent sign only as the beginning of an escape. */
const ENCODED = '^([!-$&-+\\--~]|%[0-9A-Fa-f]{2})+$'
const CONTROL = /\p{Cc}/u

export const actorHeaders = {
  'x-actor': Type.Optional(Type.String({
    pattern: ENCODED,
    maxLength: MOST_ENCODED,
    description: `the id of whoever acts, percent-encoded in UTF-8, at most ${MOST_CHARACTERS} characters; ${DEFAULT.id} where it is not given. 办理人标识。`,
    'x-examples': { investigator: { summary: 'who investigates', value: 'wei' }, decider: { summary: 'who decides', value: '%E6%9D%8E%E5%8D%8E' }, reviewer: { summary: 'who reviews', value: 'zhao' } }
  })),
  'x-actor-level': Type.Optional(parameter(Level, `at which level; ${DEFAULT.level} where it is not given. 办理层级。`, DEFAULT.level))
}

function decoded (encoded: string): string | undefined {
  try {
    const id = decodeURIComponent(encoded)
    return [...id].length <= MOST_CHARACTERS && !CONTROL.test(id) ? id : undefined
  } catch {
    return undefined
  }
}

/**
 * Who a request says is acting.
 * @throws Problem where the id is one only in form
 */
export function actorOf ({ 'x-actor': encoded, 'x-actor-level': level }: IncomingHttpHeaders): Actor {
  const id = encoded === undefined ? DEFAULT.id : decoded(String(encoded))
  if (id !== undefined) return { id, level: typeof level === 'string' ? level : DEFAULT.level }
  throw new Problem('validation', undefined, [{
    pointer: '/x-actor',
    in: 'header',
    detail: { zh: `须为百分号编码的UTF-8文本，不超过${MOST_CHARACTERS}个字符，不含控制字符`, en: `has to be text in UTF-8, percent-encoded, of at most ${MOST_CHARACTERS} characters and without control characters` }
  }])
}
