/** Cases by their subject: what names a person stands in a body, never in an address. */
import type { App, Deps } from '../app-types.ts'
import type { CaseFilter, CaseSummary } from '../records/listing.ts'
import { CaseList, CaseSearch, DEFAULT_LIMIT } from '../schemas/case-list.ts'
import { answers, asks, bodyProblems, problems } from '../schemas/common.ts'
import { searchExamples } from '../schemas/record-examples.ts'

const WHOLE_COUNTRY = /^0+$/

/** What is asked of a list, as the records take it. The whole country is no restriction. */
export function askedFor ({ limit = DEFAULT_LIMIT, cursor, jurisdiction, ...filter }: CaseFilter & { limit?: number, cursor?: string }) {
  const place = jurisdiction === undefined || WHOLE_COUNTRY.test(jurisdiction) ? {} : { jurisdiction }
  return [{ ...filter, ...place }, { limit, ...cursor === undefined ? {} : { cursor } }] as const
}

/** A page of cases as it goes out. */
export const listed = ({ items, next }: { items: CaseSummary[], next: string | null }) => ({ items, ...next === null ? {} : { next } })

export function caseSearchRoutes (app: App, { records }: Deps): void {
  app.post('/v1/cases/search', {
    schema: {
      operationId: 'searchCases',
      tags: ['records'],
      summary: 'Cases by their subject, too, newest first',
      description: 'Takes in a body what the list takes in its address, and a subject. Nothing is created. 按当事人检索案件。',
      body: asks(CaseSearch, searchExamples),
      response: { 200: answers('cases, and where the next page begins', CaseList), ...problems(...bodyProblems) }
    }
  }, async ({ body, principal }) => listed(await records.list(...askedFor(body), principal)))
}
