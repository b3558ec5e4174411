/** The steps of an agency's file: entered after the version that whoever enters them has seen. */
import { Type } from 'typebox'
import type { App, Deps } from '../app-types.ts'
import { roleForAgencyStep } from '../auth/access.ts'
import { Problem } from '../plugins/problems.ts'
import { agencyStepExamples, exampleId, ratingCaseExamples } from '../schemas/agency-examples.ts'
import { AgencyStep, agencyStepShapeName, agencyStepTypes, RatingCaseGiven } from '../schemas/agency-step.ts'
import { AgencyView } from '../schemas/agency.ts'
import { asks, closed } from '../schemas/common.ts'
import { CaseView } from '../schemas/record.ts'
import { agencyId } from './agencies.ts'
import { stepHeaders } from './case-steps.ts'
import { typedStep } from './typed-step.ts'
import { callerOf, created, writes, writesAnswer } from './writing.ts'

const ratingOf = Type.Object({
  id: Type.String({ description: 'the id of the agency\'s file', examples: [exampleId] }),
  seq: Type.Integer({ minimum: 2, maximum: 1_000_000, description: 'the number of the step that rated it', examples: [10] })
}, closed)

export function agencyStepRoutes (app: App, { records: { agencies } }: Deps): void {
  const validator = typedStep(app, agencyStepTypes, agencyStepShapeName)
  app.post('/v1/agencies/:id/steps', {
    validatorCompiler: ({ schema, httpPart }) => httpPart === 'body' ? validator : app.validation.compile(schema as object, httpPart),
    schema: {
      operationId: 'takeAgencyStep',
      tags: ['records'],
      summary: 'Adds a step to an agency\'s file, if it may come now',
      description: 'A step that may not come now is refused (409 step-not-allowed) with the reason and with what is still open. A rating that is a violation opens a case. 办理机构备案、评定、督导等步骤。',
      params: agencyId,
      headers: stepHeaders,
      body: asks(AgencyStep, agencyStepExamples),
      response: writesAnswer('the agency after the step', AgencyView, 'not-found', 'if-match-required', 'stale-version', 'step-not-allowed', 'no-ruleset-in-force')
    }
  }, async (request, reply) => {
    if (!request.principal.roles.has(roleForAgencyStep(request.body.type))) throw new Problem('forbidden')
    return created(reply, await agencies.takeStep(request.params.id, request.headers['if-match'], request.body, callerOf(request)))
  })

  app.post('/v1/agencies/:id/ratings/:seq/case', {
    schema: {
      operationId: 'openRatingCase',
      tags: ['records'],
      summary: 'Opens the case that follows from a star rating',
      description: 'The rating opens it by itself; this is for where that was interrupted. However often it is asked, there is one case. 据星级评定结果立案（补办，可重复调用）。',
      params: ratingOf,
      headers: writes,
      body: asks(RatingCaseGiven, ratingCaseExamples),
      response: writesAnswer('the case', CaseView, 'not-found', 'no-ruleset-in-force')
    }
  }, async (request, reply) => created(reply, await agencies.openRatingCase(request.params.id, request.params.seq, callerOf(request))))
}
