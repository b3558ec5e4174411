/** Who asked for the records of persons: for auditors. */
import { Type } from 'typebox'
import type { App, Deps } from '../app-types.ts'
import { AuditList } from '../schemas/audit.ts'
import { answers, anyProblem, closed, parameter, problems } from '../schemas/common.ts'
import { RecordId } from '../schemas/record-common.ts'
import { exampleId } from '../schemas/record-examples.ts'

const DEFAULT_LIMIT = 100

const page = Type.Object({
  recordId: Type.Optional(parameter(RecordId, 'only of this record', exampleId)),
  actor: Type.Optional(Type.String({ minLength: 1, maxLength: 100, description: 'only of this person or machine', examples: ['wei'] })),
  before: Type.Optional(Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER, description: 'only entries before this number', examples: [1000] })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000, default: DEFAULT_LIMIT, description: 'at most so many', examples: [DEFAULT_LIMIT] }))
}, closed)

export function auditRoutes (app: App, { records }: Deps): void {
  app.get('/v1/audit', {
    schema: {
      operationId: 'listAudit',
      tags: ['records'],
      summary: 'Who asked for the records of persons, newest first',
      description: 'Reads as well as writes, each written down before it is answered; with authentication on. Of those who ask in the auditor\'s own region. 查阅留痕。',
      querystring: page,
      response: { 200: answers('entries, and where earlier ones are', AuditList), ...problems(...anyProblem) }
    }
  }, async ({ query: { recordId, actor, before, limit = DEFAULT_LIMIT }, principal: { region } }) => {
    const filter = { region, ...recordId === undefined ? {} : { recordId }, ...actor === undefined ? {} : { actor } }
    const rows = await records.asked(filter, { limit: limit + 1, ...before === undefined ? {} : { before } })
    const items = rows.slice(0, limit)
    const last = items.at(-1)
    return { items, ...rows.length > limit && last ? { next: last.position } : {} }
  })
}
