/** The directory of agencies: who is on file, for everybody. */
import type { App, Deps } from '../app-types.ts'
import { directoryListing, DirectoryView } from '../schemas/agency.ts'
import { DEFAULT_LIMIT } from '../schemas/case-list.ts'
import { answers, anyProblem, problems } from '../schemas/common.ts'
import { paged } from './paging.ts'

export function directoryRoutes (app: App, { records: { agencies } }: Deps): void {
  app.get('/v1/directory', {
    schema: {
      operationId: 'getDirectory',
      tags: ['records'],
      summary: 'The agencies on file on a day, for everybody',
      description: 'As of any day, also a past one: name, place, and what each is on file for. Nobody has to say who he is. 评价机构目录（公开）。',
      querystring: directoryListing,
      response: { 200: { ...answers('agencies on file, and where the next page begins', DirectoryView), 'x-headers': ['Link'] }, ...problems(...anyProblem) }
    }
  }, async ({ query, lang }, reply) => {
    const { limit = DEFAULT_LIMIT, cursor, ...filter } = query
    return paged(reply, '/v1/directory', query, await agencies.directory(filter, { limit, ...cursor === undefined ? {} : { cursor } }, lang))
  })
}
