/** Questions about filing and papers. Nothing is stored; the same request always gets the same answer. */
import type { App, Deps } from '../app-types.ts'
import { assessFiling } from '../domain/filing/assess.ts'
import { retainedPapers } from '../domain/filing/papers.ts'
import { FilingFault, type FilingRequest } from '../domain/filing/request.ts'
import { Problem } from '../plugins/problems.ts'
import { answers, asks, bodyProblems, problems } from '../schemas/common.ts'
import { FilingAssessment, FilingAssessmentRequest, PaperRetentionAnswer, PaperRetentionCheck } from '../schemas/filing.ts'
import { filingExamples, paperRetentionExamples } from '../schemas/filing-examples.ts'

const refused = problems(...bodyProblems, 'no-ruleset-in-force')

/** A request that contradicts itself is refused like one of the wrong shape, every place at once. */
function told<T> (answer: () => T): T {
  try {
    return answer()
  } catch (error) {
    if (!(error instanceof FilingFault)) throw error
    throw new Problem('validation', undefined, error.errors)
  }
}

export function filingAssessmentRoutes (app: App, { rules: { book, calendar }, today }: Deps): void {
  app.post('/v1/filing-assessments', {
    schema: {
      operationId: 'assessFiling',
      tags: ['questions'],
      summary: 'An application for filing: who accepts, what is met, what is missing, by when',
      description: 'Where facts are missing, the answer asks for exactly those on which something hangs. A ruleset that has no rules on filing says so (no-provision). 评价机构备案申请的评估：由谁受理、条件、材料、时限与有效期。',
      body: asks(FilingAssessmentRequest, filingExamples),
      response: { 200: answers('the assessment', FilingAssessment), ...refused }
    }
  }, ({ body, lang }) => told(() => assessFiling(book, calendar, body as FilingRequest, { lang })))

  app.post('/v1/paper-retention-checks', {
    schema: {
      operationId: 'checkPaperRetention',
      tags: ['questions'],
      summary: 'Until when the papers of evaluations are kept',
      description: 'For up to 1,000 sessions, by medium; on is today in China where it is not given. 评价过程资料的保管期限。',
      body: asks(PaperRetentionCheck, paperRetentionExamples),
      response: { 200: answers('one item for every session, in the same order', PaperRetentionAnswer), ...refused }
    }
  }, ({ body: { jurisdiction, sessions, on = today() }, lang }) => ({ on, items: retainedPapers(book, jurisdiction, sessions, on, lang) }))
}
