/** Chinese by default, English for whoever asks for it. */
import type { FastifyInstance, FastifyRequest } from 'fastify'
import Negotiator from 'negotiator'
import type { Lang } from '../domain/vocabulary.ts'

declare module 'fastify' {
  interface FastifyRequest { lang: Lang }
}

export function languageOf (request: FastifyRequest): Lang {
  const asked = request.headers['accept-language']
  if (asked === undefined) return 'zh'
  return new Negotiator(request.raw).language(['zh', 'en']) === 'en' ? 'en' : 'zh'
}

export const contentLanguage: Readonly<Record<Lang, string>> = { zh: 'zh-CN', en: 'en' }

const speaks = (contentType: unknown): boolean => typeof contentType === 'string' && /^application\/(problem\+|x-nd)?json/.test(contentType)

/** Says in every answer which language it is in, and that another was to be had. */
export function useLanguage (app: FastifyInstance): void {
  app.decorateRequest('lang', 'zh')
  app.addHook('onRequest', (request, _reply, done) => {
    request.lang = languageOf(request)
    done()
  })
  app.addHook('onSend', (request, reply, payload, done) => {
    if (speaks(reply.getHeader('content-type'))) {
      const vary = reply.getHeader('vary')
      reply.header('content-language', contentLanguage[request.lang])
      reply.header('vary', vary === undefined ? 'Accept-Language' : `${String(vary)}, Accept-Language`)
    }
    done(null, payload)
  })
}
