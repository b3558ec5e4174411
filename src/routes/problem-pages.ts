/** The page behind every problem's `type`: what happened, what the caller can do. */
import { Type } from 'typebox'
import type { App } from '../app-types.ts'
import { anyProblem, closed, problems } from '../schemas/common.ts'
import { Problem } from '../plugins/problems.ts'
import { vocabulary } from '../rulesets/vocabulary.ts'

const page = (code: string): string | undefined => {
  const problem = Object.hasOwn(vocabulary.problems, code) ? vocabulary.problems[code] : undefined
  return problem && `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>${code}</title>` +
    `<h1>${problem.zh} · ${problem.en}</h1><p><code>${code}</code> (HTTP ${problem.status})</p><p>${problem.about.zh}</p><p lang="en">${problem.about.en}</p></html>`
}

export function problemPageRoutes (app: App): void {
  app.get('/problems/:code', {
    schema: {
      operationId: 'problemPage',
      tags: ['operation'],
      summary: 'A page that explains a problem code',
      description: 'What happened and what the caller can do, in Chinese and English: where the `type` of a problem points to. 错误代码说明页。',
      params: Type.Object({ code: Type.String({ pattern: '^[a-z-]+$', description: 'the code of the problem', examples: ['validation'] }) }, closed),
      response: { 200: { description: 'the page', content: { 'text/html': { schema: { type: 'string' } } } }, ...problems('not-found', ...anyProblem) }
    }
  }, (request, reply) => {
    const html = page(request.params.code)
    if (html === undefined) throw new Problem('not-found')
    reply.type('text/html; charset=utf-8')
    return html
  })
}
