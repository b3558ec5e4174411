/** What a registration portal asks before it admits a candidate, assigns an assessor or publishes an agency's plan. */
import type { App, Deps } from '../app-types.ts'
import { answers, asks, bodyProblems, problems } from '../schemas/common.ts'
import { standingExamples } from '../schemas/record-examples.ts'
import { StandingAnswer, StandingCheck } from '../schemas/standing.ts'

export function standingRoutes (app: App, { records }: Deps): void {
  app.post('/v1/standing-checks', {
    schema: {
      operationId: 'checkStanding',
      tags: ['records'],
      summary: 'Which measures are in force on a day against up to 1,000 subjects',
      description: 'Measures that happen once bar nobody; a review does not suspend the others. Of an agency also its status, and of what it plans whatever does not fit what it is on file for, with the conduct that it would be. Nothing is created. 查询对象当日是否有生效中的处理措施，核对机构考试计划。',
      body: asks(StandingCheck, standingExamples),
      response: { 200: answers('one item for every subject, in the same order', StandingAnswer), ...problems(...bodyProblems) }
    }
  }, async ({ body: { on, subjects }, lang, principal }) => ({ items: await records.standing(on, subjects, lang, principal) }))
}
