/** Bodies: JSON in UTF-8, and nothing that merely looks like it. */
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Label } from '../domain/vocabulary.ts'
import { countNames, scan, type Dubious } from './json.ts'
import { Problem } from './problems.ts'

const CHARSET = /;\s*charset\s*=\s*"?([^\s;"]+)/i
const utf8 = new TextDecoder('utf-8', { fatal: true })

const WHY = {
  'not-utf-8': { zh: '请求体不是 UTF-8', en: 'the body is not UTF-8' },
  'not-json': { zh: '请求体不是有效的 JSON', en: 'the body is not JSON' },
  'too-deep': { zh: '请求体嵌套过深', en: 'the body is nested too deeply' },
  'half-character': { zh: '请求体含有不成对的代理码元', en: 'the body has an escape of half a character (a lone surrogate)' },
  'name-twice': { zh: '请求体中有对象重复使用了同一名称', en: 'an object in the body has the same name twice' }
} as const satisfies Record<Dubious | 'not-utf-8' | 'not-json' | 'name-twice', Label>

const malformed = (why: keyof typeof WHY): Problem => new Problem('malformed-json', WHY[why])

/** Whether the body is what this service can read at all, by what its headers say. */
export function isReadable ({ headers }: FastifyRequest): boolean {
  const charset = CHARSET.exec(headers['content-type'] ?? '')?.[1]?.toLowerCase() ?? 'utf-8'
  const encoding = headers['content-encoding']?.toLowerCase() ?? 'identity'
  return (charset === 'utf-8' || charset === 'utf8') && encoding === 'identity'
}

/**
 * Reads a body. A member named `__proto__` stays a member like any other, so that the schema refuses it by name.
 * @throws Problem
 */
export function readJson (bytes: Uint8Array): unknown {
  const scanned = scan(bytes)
  if (typeof scanned === 'string') throw malformed(scanned)
  let text: string
  try {
    text = utf8.decode(bytes)
  } catch {
    throw malformed('not-utf-8')
  }
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    // What the parser says quotes the body.
    throw malformed('not-json')
  }
  if (countNames(value) !== scanned.names) throw malformed('name-twice')
  return value
}

export function useJsonBodies (app: FastifyInstance): void {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser<Buffer>('application/json', { parseAs: 'buffer' }, (request, bytes, done) => {
    let body: unknown
    try {
      if (!isReadable(request)) throw new Problem('unsupported-media-type')
      body = readJson(bytes)
    } catch (error) {
      done(error as Error)
      return
    }
    done(null, body)
  })
}
