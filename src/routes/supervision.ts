/** The ledger of supervision, as JSON and as CSV, and what a circular has to list. */
import type { App, Deps } from '../app-types.ts'
import { DEFAULT_LIMIT } from '../schemas/case-list.ts'
import { answers, anyProblem, problems } from '../schemas/common.ts'
import { CircularView, circularQuery, Ledger, ledgerCsvQuery, ledgerQuery } from '../schemas/supervision.ts'
import { paged } from './paging.ts'

export function supervisionRoutes (app: App, { records: { supervision } }: Deps): void {
  app.get('/v1/supervision-ledger', {
    schema: {
      operationId: 'getSupervisionLedger',
      tags: ['records'],
      summary: 'What was found with agencies in a period, and what became of it',
      description: 'Per agency, day by day: supervision with its problems, results of inspections, cases, ratings, filings granted, refused and terminated. 质量督导与查处问题台账。',
      querystring: ledgerQuery,
      response: { 200: { ...answers('the ledger, and where the next page begins', Ledger), 'x-headers': ['Link'] }, ...problems('not-found', ...anyProblem) }
    }
  }, async ({ query, lang, principal }, reply) => {
    const { limit = DEFAULT_LIMIT, cursor, ...filter } = query
    return paged(reply, '/v1/supervision-ledger', query, await supervision.ledger(filter, { limit, ...cursor === undefined ? {} : { cursor } }, lang, principal)) as Ledger
  })

  app.get('/v1/supervision-ledger.csv', {
    schema: {
      operationId: 'exportSupervisionLedger',
      tags: ['records'],
      summary: 'The ledger of supervision as a table',
      description: 'RFC 4180 in UTF-8 with its mark, for spreadsheet programs; one line for each problem. 台账导出（CSV）。',
      querystring: ledgerCsvQuery,
      response: { 200: { description: 'the table', content: { 'text/csv': { schema: { type: 'string' } } }, 'x-headers': ['ContentDisposition'] }, ...problems('not-found', ...anyProblem) }
    }
  }, async ({ query, lang, principal }, reply) => {
    const table = await supervision.csv(query, lang, principal)
    reply.type('text/csv; charset=utf-8').header('content-disposition', 'attachment; filename="supervision-ledger.csv"')
    return table
  })

  app.get('/v1/circulars', {
    schema: {
      operationId: 'draftCircular',
      tags: ['records'],
      summary: 'What a circular on quality has to list for a period',
      description: 'Decisions served, lists and suspensions, overdue rectifications, ratings, counts of supervision, each with its basis and with what it bears on. A draft: nothing is published. 质量通报素材。',
      querystring: circularQuery,
      response: { 200: answers('the draft', CircularView), ...problems(...anyProblem) }
    }
  }, ({ query, lang, principal }) => supervision.circular(query, lang, principal))
}
