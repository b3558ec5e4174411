/** Bodies: JSON in UTF-8, and nothing that merely looks like it. */
import type { FastifyInstance } from 'fastify'
import { Problem } from './problems.ts'

const CHARSET = /;\s*charset\s*=\s*"?([^\s;"]+)/i
const utf8 = new TextDecoder('utf-8', { fatal: true })

export function useJsonBodies (app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error')
  app.removeAllContentTypeParsers()
  app.addContentTypeParser<Buffer>('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    const charset = CHARSET.exec(request.headers['content-type'] ?? '')?.[1]?.toLowerCase()
    if (charset !== undefined && charset !== 'utf-8' && charset !== 'utf8') { done(new Problem('unsupported-media-type')); return }
    if ((request.headers['content-encoding'] ?? 'identity') !== 'identity') { done(new Problem('unsupported-media-type')); return }
    let text: string
    try {
      text = utf8.decode(body)
    } catch {
      done(new Problem('malformed-json', { zh: '请求体不是 UTF-8', en: 'the body is not UTF-8' }))
      return
    }
    parse(request, text, done)
  })
}
