/**
 * What the service is measured against: a bare Fastify route with the same schemas, the same logger (one line for a request) and the same bytes,
 * or, with `--no-schemas`, without the schemas. It answers what the service answered, read from a file.
 */
import Fastify, { LogController } from 'fastify'
import { readFileSync } from 'node:fs'
import { useValidation } from '../src/plugins/validation.ts'
import { shapes } from '../src/app.ts'
import { SanctionAnswer } from '../src/schemas/answer.ts'
import { ref } from '../src/schemas/common.ts'
import { SanctionRequest } from '../src/schemas/question.ts'

const [, , answerFile = '', mode] = process.argv
const answer = JSON.parse(readFileSync(answerFile, 'utf8'))
const app = Fastify({ logger: { level: 'info' }, logController: new LogController({ disableRequestLogging: true }) })
app.addHook('onResponse', (request, reply, done) => {
  request.log.info({ method: request.method, route: request.routeOptions.url, status: reply.statusCode, ms: Math.round(reply.elapsedTime * 100) / 100 }, 'answered')
  done()
})
if (mode === '--no-schemas') {
  app.post('/v1/sanctions', () => answer)
} else {
  useValidation(app, shapes)
  for (const shape of shapes) app.addSchema(shape)
  app.post('/v1/sanctions', { schema: { body: ref(SanctionRequest), response: { 200: ref(SanctionAnswer) } } }, () => answer)
}
await app.listen({ host: '127.0.0.1', port: 0 })
